#pragma once
// Reports with everything in them that has ever broken a report's structure, for tests of its round trip.

#include "report/document.h"

#include <QRandomGenerator>

namespace rijian::testkit {

/// A document as the product composes one: names are unique, addresses are of known hosts or plain, what stands in for a failure is of the rules. Messages, names,
/// failures and cards are hostile. The same generator gives the same document.
report::Document makeReport(QRandomGenerator &random, const QTimeZone &zone);

} // namespace rijian::testkit
