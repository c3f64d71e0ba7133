#include "support/testkit.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>

/// libssh2 1.11.1 loses some hundred bytes when a login is refused or a connection is cut.
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:libssh2\n";
}
#endif

namespace rijian::testkit {

#ifdef __SANITIZE_ADDRESS__
IgnoreLeaks::IgnoreLeaks() { __lsan_disable(); }
IgnoreLeaks::~IgnoreLeaks() { __lsan_enable(); }
#else
IgnoreLeaks::IgnoreLeaks() = default;
IgnoreLeaks::~IgnoreLeaks() = default;
#endif

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
