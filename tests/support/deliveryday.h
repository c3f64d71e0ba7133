#pragma once
// A day in a real store for deliveries to bring: long Chinese cards, and in them all that a chat may take for a mention, a link or markup.

#include "core/result.h"
#include "jobs/delivering.h"

namespace rijian::testkit {

struct DeliveryDay {
    jobs::DeliveryRequest request; ///< 2026-01-07, all repositories
    int commits = 0;
    int worth = 0;         ///< of these 🔴 and 🟡
    QStringList addresses; ///< of the 🔴 and 🟡 on the web, in a digest's order
    QStringList marks;     ///< of the same: words of each one's subject that are in no other's

    /// Each of the first `count` is in the text once, and in their order; empty: so it is. Else what is wrong.
    QString missingIn(const QString &text, qsizetype count) const;
};

/// Two repositories with commits in turns; of three, one is 🔴, one 🟡 and one 🟢.
Result<DeliveryDay> makeDeliveryDay(storage::Database &database, int commits);

} // namespace rijian::testkit
