#pragma once
// Results in tests: one that is not as expected fails the test with its own words.

#include "core/result.h"

#include <QTest>

namespace rijian::testkit {

template<typename T>
QString words(const Result<T> &result)
{
    return result ? QStringLiteral("succeeded") : result.error().message + QStringLiteral(" | ") + result.error().detail;
}

} // namespace rijian::testkit

#define VERIFY_OK(result)                                                        \
    do {                                                                         \
        const auto &outcome_ = (result);                                         \
        QVERIFY2(outcome_.has_value(), qPrintable(rijian::testkit::words(outcome_))); \
    } while (false)

/// Failed in this way, and says so in one line.
#define VERIFY_FAILS(result, expectedKind)                                                                             \
    do {                                                                                                               \
        const auto &outcome_ = (result);                                                                               \
        QVERIFY2(!outcome_.has_value() && outcome_.error().kind == (expectedKind), qPrintable(rijian::testkit::words(outcome_))); \
        QVERIFY2(!outcome_.error().message.isEmpty() && !outcome_.error().message.contains(QLatin1Char('\n')),         \
                 qPrintable(rijian::testkit::words(outcome_)));                                                        \
    } while (false)
