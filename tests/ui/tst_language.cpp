// The program speaks the language that the settings say, with its own plural forms.

#include "support/uitest.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/language.h"

#include <QDialogButtonBox>
#include <QPushButton>

using namespace rijian::ui;
using namespace Qt::StringLiterals;

class TestLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settingsAreResolved()
    {
        QCOMPARE(resolveLanguage(u"en"_s), u"en"_s);
        QCOMPARE(resolveLanguage(u"zh_CN"_s), u"zh_CN"_s);
        QCOMPARE(resolveLanguage(u"zh_TW"_s), u"zh_CN"_s);
        QCOMPARE(resolveLanguage(u"fr"_s), u"en"_s);
        QVERIFY(!resolveLanguage({}).isEmpty());
    }

    void wordsChange()
    {
        applyLanguage(*qApp, u"zh_CN"_s);
        QCOMPARE(QCoreApplication::translate("rijian::ui::SettingsDialog", "Settings"), u"设置"_s);
        QCOMPARE(QCoreApplication::translate("rijian::ui::DayCalendar", "%n commit(s)", nullptr, 1), u"1 个提交"_s);
        QCOMPARE(QLocale().language(), QLocale::Chinese);
        const SettingsDialog dialog({});
        QCOMPARE(dialog.windowTitle(), u"设置"_s);
        QCOMPARE(dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Cancel)->text(), u"取消"_s);
        applyLanguage(*qApp, u"en"_s);
        QCOMPARE(QCoreApplication::translate("rijian::ui::SettingsDialog", "Settings"), u"Settings"_s);
        QCOMPARE(QCoreApplication::translate("rijian::ui::DayCalendar", "%n commit(s)", nullptr, 1), u"1 commit"_s);
        QCOMPARE(QCoreApplication::translate("rijian::ui::DayCalendar", "%n commit(s)", nullptr, 2), u"2 commits"_s);
    }
};

RIJIAN_UI_TEST_MAIN(TestLanguage)
#include "tst_language.moc"
