// Pictures of the whole window on real data, for looking at and for the README:
//     rijian-test-windowshot --data-dir DIR [--date D] [--theme light|dark] [--language en|zh_CN] [--scene NAME] [--size WxH] ADDRESS... OUT.png
// Scenes: normal, welcome, empty, error, keys, settings, jobs, calendar, side-by-side, rules, search=WORDS, search-keep=WORDS, related=WORDS, files, compare, prompt, analyze-with, find, file=N, changes, blame, queue, follow-up, pictures, import=PATH, export, export-html (or another form), export-html+done. Run it through support/with-display.sh.

#include "core/settings.h"
#include "jobs/scheduler.h"
#include "storage/database.h"
#include "storage/settingsstore.h"
#include "ui/actions.h"
#include "ui/day/daybar.h"
#include "ui/desktop.h"
#include "ui/diff/changedfiles.h"
#include "ui/diff/diffpane.h"
#include "ui/diff/findbar.h"
#include "ui/startup.h"
#include "ui/dialogs/ownrulesdialog.h"
#include "ui/dialogs/settingsdialog.h"
#include "ui/dialogs/targetdialog.h"
#include "ui/window/mainwindow.h"
#include "ui/window/reportimporter.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTabWidget>
#include <QCommandLineParser>
#include <QScreen>
#include <QTest>
#include <QWebEnginePage>
#include <QWebEngineScript>
#include <QWebEngineView>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace rijian;

namespace {

struct Wanted {
    QString scene;
    QString file;
    QStringList addresses;
};

void prepare(const QString &folder, const QString &theme, const QString &language)
{
    const auto database = storage::Database::open(folder);
    if (!database)
        qFatal("%s", qPrintable(database.error().message));
    Settings settings = storage::SettingsStore(**database).load().value_or(Settings{});
    settings.theme = theme;
    settings.language = language;
    settings.fetchOnStart = false;
    if (const auto saved = storage::SettingsStore(**database).save(settings); !saved)
        qFatal("%s", qPrintable(saved.error().message));
}

bool isIdle(jobs::Workspace &workspace)
{
    const auto jobs = workspace.jobs();
    if (!QTest::qWaitFor([&] { return jobs.isFinished(); }) || !jobs.result())
        return false;
    return std::ranges::none_of(*jobs.result(), [](const Job &job) { return job.state == JobState::Waiting || job.state == JobState::Running; });
}

void play(ui::MainWindow &window, jobs::Workspace &workspace, const QString &scene)
{
    const auto trigger = [&](ui::Do id) { window.actions()[id]->trigger(); };
    if (scene.startsWith("export"_L1)) {
        trigger(ui::Do::ExportAs);
        if (auto *form = window.findChild<QComboBox *>(u"form"_s)) // "export-pdf"
            form->setCurrentIndex(std::max(0, form->findData(scene.section(u'-', 1).section(u'+', 0, 0))));
        if (scene.endsWith("+done"_L1)) { // exported once; then all but the first is new
            window.findChild<QRadioButton *>(u"onlySelected"_s)->setChecked(true);
            auto *file = window.findChild<QLineEdit *>(u"file"_s);
            file->setText(QDir::temp().filePath(QFileInfo(file->text()).fileName()));
            window.findChild<QPushButton *>(u"export"_s)->click();
            QTest::qWait(1'500);
            window.findChild<QRadioButton *>(u"all"_s)->setChecked(true);
        }
    } else if (scene == "keys"_L1)
        trigger(ui::Do::Keys);
    else if (scene == "settings"_L1)
        trigger(ui::Do::Settings);
    else if (scene.startsWith("delivery"_L1)) { // "delivery-add": with the dialog of a target
        trigger(ui::Do::Settings);
        window.findChild<ui::SettingsDialog *>()->showPage(ui::SettingsDialog::Page::Schedule);
        if (scene.startsWith("delivery-add"_L1)) { // "delivery-add-email"
            window.findChild<QPushButton *>(u"addTarget"_s)->click();
            if (auto *kind = window.findChild<ui::TargetDialog *>()->findChild<QComboBox *>(u"kind"_s))
                kind->setCurrentIndex(scene.endsWith("email"_L1) ? 5 : 0);
        }
    } else if (scene == "deliver"_L1)
        trigger(ui::Do::Deliver);
    else if (scene == "white-space"_L1) { // not compared
        jobs::ReadingOptions reading;
        reading.whitespace = Whitespace::IgnoreAll;
        window.findChild<ui::DiffPane *>()->setReadingOptions(reading);
    } else if (scene == "jobs"_L1)
        trigger(ui::Do::ShowJobs);
    else if (scene == "side-by-side"_L1)
        trigger(ui::Do::ToggleDiffMode);
    else if (scene == "compare"_L1)
        trigger(ui::Do::CompareCards);
    else if (scene == "prompt"_L1)
        trigger(ui::Do::ShowPrompt);
    else if (scene == "analyze-with"_L1)
        trigger(ui::Do::AnalyzeWith);
    else if (scene == "find"_L1) {
        auto *pane = window.findChild<ui::DiffPane *>();
        pane->files()->setTree(true);
        pane->view()->toggleViewed();
        pane->findBar()->open(u"status"_s);
    } else if (scene == "files"_L1) { // dropped over a narrow diff
        auto *pane = window.findChild<ui::DiffPane *>();
        pane->view()->toggleViewed();
        trigger(ui::Do::FocusFiles);
    } else if (scene.startsWith("file="_L1)) { // "file=1" is the second, with its other lines
        auto *view = window.findChild<ui::DiffPane *>()->view();
        const int file = scene.section(u'=', 1).toInt();
        QElapsedTimer timer;
        timer.start();
        const auto ready = [&](auto condition) { return QTest::qWaitFor([&] { return file < int(view->scene().files.size()) && condition(view->scene().files[std::size_t(file)]); }, 600'000); };
        bool read = ready([](const ui::DiffFile &) { return true; });
        qInfo("%lld ms: the commit", timer.elapsed());
        for (int i = 0; i < file; ++i)
            view->nextFile();
        read = read && ready([](const ui::DiffFile &shown) { return !shown.document->patch().lines.empty(); });
        for (int other = 0; other < file; ++other)
            view->setCollapsed(other, true);
        QTest::qWait(100);
        view->goToLine(file, 0);
        qInfo("%lld ms: its lines", timer.elapsed());
        for (int part = 0; read && view->scene().goesOn(file) && part < 20; ++part) {
            view->readOn();
            read = ready([&](const ui::DiffFile &shown) { return shown.partFrom < 0; });
            qInfo("%lld ms: %zu lines", timer.elapsed(), view->scene().files[std::size_t(file)].patch->lines.size());
        }
        view->setAllLines(file, true);
        read = read && ready([](const ui::DiffFile &shown) { return (shown.whole && shown.document->folds().empty()) || !shown.wholeWanted; });
        qInfo("%lld ms: whole %d, %d rows", timer.elapsed(), view->scene().files[std::size_t(file)].whole, view->scene().document(file).rowCount(diff::DiffMode::Unified));
    } else if (scene == "changes"_L1)
        trigger(ui::Do::ChangesTable);
    else if (scene.startsWith("search"_L1)) { // "search=WORDS"
        trigger(ui::Do::SearchAll);
        QTest::qWait(500);
        auto *field = window.findChild<QLineEdit *>(u"searchText"_s);
        QInputMethodEvent typed;
        typed.setCommitString(scene.section(u'=', 1));
        QCoreApplication::sendEvent(field, &typed);
        QTest::qWait(800);
        if (scene.startsWith("search-keep"_L1)) {
            workspace.saveSearches({{u"🔴 待看"_s, u"importance:high"_s}, {u"flash attention"_s, u"flash attention"_s}});
            QTest::qWait(800);
        }
    } else if (scene.startsWith("related="_L1)) { // the card's end, of what is found
        play(window, workspace, u"search="_s + scene.section(u'=', 1));
        for (auto *view : window.findChildren<QWebEngineView *>())
            view->page()->runJavaScript(u"document.scrollingElement.scrollTo(0, 1e6)"_s, QWebEngineScript::ApplicationWorld);
        QTest::qWait(500);
    } else if (scene == "rules"_L1) {
        trigger(ui::Do::OwnRules);
        QTest::qWait(300);
        auto *dialog = window.findChild<ui::OwnRulesDialog *>();
        dialog->addRule({.author = u"dependabot, renovate"_s, .effect = OwnRule::Effect::AtMost, .level = Importance::Low, .tag = u"bot"_s});
        dialog->addRule({.path = u"include/**"_s, .effect = OwnRule::Effect::AtLeast, .level = Importance::High, .tag = u"headers"_s});
    }
    else if (scene.startsWith("history"_L1)) { // "history=3": the fourth page
        trigger(ui::Do::History);
        QTest::qWait(1'500);
        window.findChild<QTabWidget *>()->setCurrentIndex(scene.section(u'=', 1).toInt());
        QTest::qWait(1'500); // a chart's bars grow
    }
    else if (scene == "pictures"_L1)
        trigger(ui::Do::ComparePictures);
    else if (scene.startsWith("import="_L1)) // a report or a folder of them, dropped on the window
        window.findChild<ui::ReportImporter *>()->drop({scene.section(u'=', 1)});
    else if (scene == "queue"_L1 || scene == "follow-up"_L1) {
        trigger(ui::Do::ShowQueue);
        QTest::qWait(800);
        if (scene == "follow-up"_L1)
            trigger(ui::Do::FollowUpBy);
    } else if (scene == "blame"_L1) { // of the first unchanged line
        auto *view = window.findChild<ui::DiffPane *>()->view();
        if (view->scene().files.empty())
            return;
        view->setCollapsed(0, false);
        view->scrollToFile(0);
        const auto &lines = view->scene().document(0).patch().lines;
        const auto context = std::ranges::find(lines, LineKind::Context, &PatchLine::kind);
        Q_EMIT view->blameWanted(0, int(context == lines.end() ? 0 : context - lines.begin()));
    } else if (scene == "calendar"_L1)
        window.findChild<ui::DayBar *>()->showCalendar();
    else if (scene == "empty"_L1)
        window.showDay(QDate(2001, 1, 1));
}

} // namespace

int main(int argc, char **argv)
{
    ui::prepareApplication();
    QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption folder(u"data-dir"_s, {}, u"DIR"_s), date(u"date"_s, {}, u"D"_s), theme(u"theme"_s, {}, u"T"_s, u"light"_s), language(u"language"_s, {}, u"L"_s, u"en"_s),
        scene(u"scene"_s, {}, u"NAME"_s, u"normal"_s), size(u"size"_s, {}, u"WxH"_s, u"1440x900"_s);
    parser.addOptions({folder, date, theme, language, scene, size});
    parser.process(application);
    QStringList words = parser.positionalArguments();
    if (words.isEmpty() || !parser.isSet(folder))
        qFatal("give --data-dir and the picture's file");
    const QString file = words.takeLast();
    prepare(parser.value(folder), parser.value(theme), parser.value(language));
    ui::Desktop desktop(application, {.dataFolder = parser.value(folder), .day = QDate::fromString(parser.value(date), Qt::ISODate), .addresses = words,
                                      .workerProgram = QCoreApplication::applicationDirPath() + "/rijian-cli"_L1});
    const QStringList wh = parser.value(size).split(u'x');
    if (!QTest::qWaitFor([&] { return desktop.workspace().span().first.isValid(); }, 20'000))
        qFatal("the workspace did not open");
    QTest::qWait(400); // a new language makes the window anew
    desktop.window()->setGeometry(0, 0, wh.value(0).toInt(), wh.value(1).toInt());
    QTest::qWait(600);
    (void)QTest::qWaitFor([&] { return isIdle(desktop.workspace()); }, 120'000);
    QTest::qWait(700);
    play(*desktop.window(), desktop.workspace(), parser.value(scene));
    QTest::qWait(1'800);
    if (!application.primaryScreen()->grabWindow(0, 0, 0, wh.value(0).toInt(), wh.value(1).toInt()).save(file))
        qFatal("the picture could not be written");
    return 0;
}
