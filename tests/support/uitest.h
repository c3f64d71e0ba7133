#pragma once
// For tests of widgets, under Xvfb (with-display.sh): RIJIAN_UI_TEST_MAIN(Class) in place of RIJIAN_TEST_MAIN.

#include "support/testkit.h"
#include "ui/startup.h"
#include "ui/theme.h"

#include <QApplication>
#include <QTest>

#define RIJIAN_UI_TEST_MAIN(TestClass)                                                   \
    int RIJIAN_TEST_FUNCTION(int argc, char **argv)                                      \
    {                                                                                    \
        rijian::ui::prepareApplication();                                                \
        QApplication application(argc, argv);                                            \
        rijian::ui::applyScheme(application, rijian::ui::Scheme::Light);                 \
        TestClass test;                                                                  \
        QTEST_SET_MAIN_SOURCE_PATH                                                       \
        return rijian::testkit::runTest(test, argc, argv);                               \
    }
