#pragma once
// Warnings are failures: a qWarning, qCritical or Qt's own complaint that a test did not announce fails the running test
// function, from whatever thread it comes. RIJIAN_TEST_MAIN (testkit.h) installs this.

#include <QRegularExpression>
#include <QString>

namespace rijian::testkit {

/// Puts the handler above QtTest's, which still gets every message to log. QTest::ignoreMessage does not excuse a
/// warning here, as nothing tells what it matched: use ExpectWarning.
void installFatalLogger();

/// While it lives, warnings whose text matches are let through. Counts them, and its end fails the test when fewer than
/// `atLeast` came. Thread-safe; scopes may nest or overlap.
class ExpectWarning {
public:
    explicit ExpectWarning(const QRegularExpression &pattern, int atLeast = 1);
    /// Text anywhere in the message.
    explicit ExpectWarning(const QString &part, int atLeast = 1);
    ~ExpectWarning();
    ExpectWarning(const ExpectWarning &) = delete;
    ExpectWarning &operator=(const ExpectWarning &) = delete;

    int count() const;

private:
    int m_atLeast;
    int m_id;
};

} // namespace rijian::testkit
