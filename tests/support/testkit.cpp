#include "support/testkit.h"

#include <cstdio>
#include <string_view>

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

QDate steadyToday(const QTimeZone &zone)
{
    constexpr qint64 most = 90; // seconds that such a test may take
    QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime midnight = now.toTimeZone(zone).date().addDays(1).startOfDay(zone);
    for (; now < midnight && now.secsTo(midnight) < most; now = QDateTime::currentDateTimeUtc())
        QTest::qSleep(500);
    return now.toTimeZone(zone).date();
}

int runTest(QObject &test, int argc, char **argv)
{
    // The parts of QTest::qExec, because QtTest installs its own handler in qInit and ours belongs above it.
    QTest::qInit(&test, argc, argv);
    installFatalLogger();
    const int failures = QTest::qRun();
    QTest::qCleanup();
    return failures;
}

int runNamed(std::initializer_list<NamedTest> tests, int argc, char **argv)
{
    const std::string_view wanted = argc > 1 ? argv[1] : "";
    for (const NamedTest &test : tests) {
        if (wanted != test.name)
            continue;
        argv[1] = argv[0];
        return test.run(argc - 1, argv + 1);
    }
    std::fprintf(stderr, "%s: name one of its tests:", argv[0]);
    for (const NamedTest &test : tests)
        std::fprintf(stderr, " %s", test.name);
    std::fputc('\n', stderr);
    return 2;
}

} // namespace rijian::testkit
