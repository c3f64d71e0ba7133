#pragma once
// What every test file includes: `RIJIAN_TEST_MAIN(Class)` and the strict message handler.
// A test file ends with
//     RIJIAN_TEST_MAIN(ClassName)
//     #include "tst_name.moc"

#include "support/fatallogger.h"

#include <QCoreApplication>
#include <QDate>
#include <QTest>
#include <QTimeZone>

#include <initializer_list>

namespace rijian::testkit {

/// QTest::qExec with the fatal logger on.
int runTest(QObject &test, int argc, char **argv);

struct NamedTest {
    const char *name;
    int (*run)(int argc, char **argv);
};

/// A program of several tests: its first argument names the one to run, what follows is QtTest's. 2 where there is none of that name.
int runNamed(std::initializer_list<NamedTest> tests, int argc, char **argv);

/// While it lives, what this thread allocates is not reported as a leak: for a library's known one.
class IgnoreLeaks {
public:
    IgnoreLeaks();
    ~IgnoreLeaks();
    IgnoreLeaks(const IgnoreLeaks &) = delete;
    IgnoreLeaks &operator=(const IgnoreLeaks &) = delete;
};

} // namespace rijian::testkit

namespace rijian::testkit {

/// Today in the zone, which does not end while a test runs: just before midnight this waits for tomorrow.
QDate steadyToday(const QTimeZone &zone);

} // namespace rijian::testkit

/// What a test waits for by default is given up after half a minute in place of five seconds: a machine may be busy.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT((expr), 30'000)
#define QTRY_VERIFY2(expr, message) QTRY_VERIFY2_WITH_TIMEOUT((expr), (message), 30'000)
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT((expr), expected, 30'000)

/// A test program's function: `main`, or where a program holds several tests (tests/testprograms.cmake) the one that runs this test.
#ifndef RIJIAN_TEST_FUNCTION
#define RIJIAN_TEST_FUNCTION main
#endif

#define RIJIAN_TEST_MAIN(TestClass)                                      \
    int RIJIAN_TEST_FUNCTION(int argc, char **argv)                      \
    {                                                                    \
        QCoreApplication application(argc, argv);                        \
        TestClass test;                                                  \
        QTEST_SET_MAIN_SOURCE_PATH                                       \
        return rijian::testkit::runTest(test, argc, argv);               \
    }
