// The running program as a whole: opening, another language and theme while it runs, another start's wishes, a data folder it cannot use.

#include "storage/database.h"
#include "support/outcome.h"
#include "support/testrepository.h"
#include "support/uitest.h"
#include "ui/desktop.h"
#include "ui/emptystate.h"
#include "ui/notifier.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QDir>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestDesktop : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    ExpectWarning m_noGpu{QRegularExpression(u"Vulkan|GPU vendor"_s), 0};

    ui::Desktop::Start start() const { return {.dataFolder = m_folder->filePath(u"data"_s), .day = QDate(2026, 1, 7)}; }
    static QString firstMenu(const ui::Desktop &desktop) { return desktop.window()->menuBar()->actions().first()->text(); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void anotherLanguageMakesTheWindowAnew()
    {
        ui::Desktop desktop(*qApp, start());
        QTRY_VERIFY(desktop.workspace().span().first.isValid());
        const QString english = firstMenu(desktop);
        const QPointer<ui::MainWindow> before = desktop.window();
        before->resize(1111, 777);
        Settings settings = desktop.workspace().settings();
        settings.language = u"zh_CN"_s;
        desktop.workspace().setSettings(settings);
        QTRY_VERIFY(!before);
        QTRY_VERIFY(desktop.window() && desktop.window()->isVisible());
        QVERIFY(firstMenu(desktop) != english);
        QVERIFY2(firstMenu(desktop).contains(u"仓库"_s), qPrintable(firstMenu(desktop)));
        QCOMPARE(desktop.workspace().span().first, QDate(2026, 1, 7));
        QCOMPARE(desktop.window()->size(), QSize(1111, 777));
        settings = desktop.workspace().settings();
        settings.language = u"en"_s;
        desktop.workspace().setSettings(settings);
        QTRY_COMPARE(firstMenu(desktop), english);
    }

    /// A letter chooses one entry of a menu, in each language.
    void entriesHaveLettersOfTheirOwn()
    {
        static const QRegularExpression mnemonic(u"(?<!&)&([^&\\s])"_s);
        ui::Desktop desktop(*qApp, start());
        QTRY_VERIFY(desktop.workspace().span().first.isValid());
        const QString english = firstMenu(desktop);
        for (const QString &language : {u"zh_CN"_s, u"en"_s}) {
            Settings settings = desktop.workspace().settings();
            settings.language = language;
            desktop.workspace().setSettings(settings);
            QTRY_COMPARE(desktop.window() && firstMenu(desktop) == english, language == "en"_L1);
            QList<QList<QAction *>> menus{desktop.window()->menuBar()->actions()};
            for (const QMenu *menu : desktop.window()->menuBar()->findChildren<QMenu *>())
                menus.append(menu->actions());
            QVERIFY(menus.size() > 7);
            QStringList wrong;
            for (const QList<QAction *> &entries : std::as_const(menus)) {
                QMap<QString, QString> taken;
                for (const QAction *entry : entries) {
                    const QString letter = mnemonic.match(entry->text()).captured(1).toUpper();
                    if (entry->isSeparator())
                        continue;
                    if (letter.isEmpty())
                        wrong << u"no letter: "_s + entry->text();
                    else if (taken.contains(letter))
                        wrong << taken[letter] + u" and "_s + entry->text();
                    taken.insert(letter, entry->text());
                }
            }
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        }
    }

    void theThemeChangesAtOnce()
    {
        ui::Desktop desktop(*qApp, start());
        QTRY_VERIFY(desktop.workspace().span().first.isValid());
        for (const bool dark : {true, false}) {
            Settings settings = desktop.workspace().settings();
            settings.theme = dark ? u"dark"_s : u"light"_s;
            desktop.workspace().setSettings(settings);
            QTRY_COMPARE(ui::colors().dark, dark);
            QTRY_COMPARE(desktop.window()->palette().color(QPalette::Window), ui::colors().window);
        }
    }

    void anotherStartAddsAndShows()
    {
        TestRepository folder(m_folder->filePath(u"folder"_s));
        CommitSpec commit;
        commit.writes = {{"a", "b\n"}};
        folder.commit(commit);
        ui::Desktop desktop(*qApp, start());
        QTRY_VERIFY(desktop.workspace().span().first.isValid());
        desktop.activate({folder.path()}, QDate(2026, 1, 6));
        QTRY_COMPARE(desktop.workspace().repositories().size(), 1);
        QCOMPARE(desktop.workspace().span().first, QDate(2026, 1, 6));
        desktop.activate({folder.path()}, {}); // is shown, not refused
        QTest::qWait(0);
        QCOMPARE(desktop.workspace().repositories().size(), 1);
    }

    /// Where the user wants it: the window is closed, the program goes on, and its menu has what is needed.
    void theProgramGoesOnWithoutItsWindow()
    {
        TestRepository folder(m_folder->filePath(u"folder"_s));
        CommitSpec commit;
        commit.writes = {{"a", "b\n"}};
        folder.commit(commit);
        ui::Desktop::Start start = this->start();
        start.hasTray = true;
        ui::Desktop desktop(*qApp, start);
        QTRY_VERIFY(desktop.notifier());
        QVERIFY(QApplication::quitOnLastWindowClosed()); // a window's end is the program's, unless the user says so
        desktop.activate({folder.path()}, {});
        QTRY_COMPARE(desktop.workspace().repositories().size(), 1);
        Settings settings = desktop.workspace().settings();
        settings.keepInTray = true;
        desktop.workspace().setSettings(settings);
        QVERIFY(!QApplication::quitOnLastWindowClosed());
        QSignalSpy told(desktop.notifier(), &ui::Notifier::told);
        const auto entry = [&](const QString &name) { return desktop.notifier()->menu()->findChild<QAction *>(name); };
        for (const QString &name : {u"trayOpen"_s, u"trayQueue"_s}) {
            desktop.window()->close();
            QTRY_VERIFY(!desktop.window()->isVisible());
            QTRY_VERIFY(std::ranges::any_of(told, [](const QVariantList &one) { return one.first().toStringList().first().contains(u"keeps running"_s); }));
            entry(name)->trigger();
            QTRY_VERIFY(desktop.window()->isVisible());
        }
        QCOMPARE(std::ranges::count_if(told, [](const QVariantList &one) { return one.first().toStringList().first().contains(u"keeps running"_s); }), 1); // told once
        QCOMPARE(desktop.workspace().list(), jobs::Workspace::List::Queue);
        desktop.window()->close();
        QTimer::singleShot(0, entry(u"trayQuit"_s), &QAction::trigger);
        QCOMPARE(QApplication::exec(), 0);
        settings.keepInTray = false;
        desktop.workspace().setSettings(settings);
        QVERIFY(QApplication::quitOnLastWindowClosed());
    }

    void aDamagedDatabaseSaysWhatToDo()
    {
        QDir().mkpath(start().dataFolder);
        QFile file(start().dataFolder + "/rijian.db"_L1);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        ui::Desktop desktop(*qApp, start());
        const auto says = [&] {
            const auto states = desktop.window()->findChildren<ui::EmptyState *>();
            return std::ranges::any_of(states, [](const ui::EmptyState *state) { return state->isVisible() && state->title().contains(u"cannot open"_s); });
        };
        QTRY_VERIFY(says());
    }
};

RIJIAN_UI_TEST_MAIN(TestDesktop)
#include "tst_desktop.moc"
