#include "support/testkit.h"

namespace rijian::testkit {

int runTest(QObject &test, int argc, char **argv)
{
    // The parts of QTest::qExec, because QtTest installs its own handler in qInit and ours belongs above it.
    QTest::qInit(&test, argc, argv);
    installFatalLogger();
    const int failures = QTest::qRun();
    QTest::qCleanup();
    return failures;
}

} // namespace rijian::testkit
