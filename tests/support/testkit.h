#pragma once
// What every test file includes: `RIJIAN_TEST_MAIN(Class)` and the strict message handler.
// A test file ends with
//     RIJIAN_TEST_MAIN(ClassName)
//     #include "tst_name.moc"

#include "support/fatallogger.h"

#include <QCoreApplication>
#include <QTest>

namespace rijian::testkit {

/// QTest::qExec with the fatal logger on.
int runTest(QObject &test, int argc, char **argv);

/// While it lives, what this thread allocates is not reported as a leak: for a library's known one.
class IgnoreLeaks {
public:
    IgnoreLeaks();
    ~IgnoreLeaks();
    IgnoreLeaks(const IgnoreLeaks &) = delete;
    IgnoreLeaks &operator=(const IgnoreLeaks &) = delete;
};

} // namespace rijian::testkit

#define RIJIAN_TEST_MAIN(TestClass)                                      \
    int main(int argc, char **argv)                                      \
    {                                                                    \
        QCoreApplication application(argc, argv);                        \
        TestClass test;                                                  \
        QTEST_SET_MAIN_SOURCE_PATH                                       \
        return rijian::testkit::runTest(test, argc, argv);               \
    }
