// The export dialog: what it offers, shows, writes and remembers; and the one-click export after it.

#include "jobs/workspace.h"
#include "report/template.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"
#include "support/blockwatch.h"
#include "support/outcome.h"
#include "support/uitest.h"
#include "ui/export/exportdialog.h"
#include "ui/export/reportpreview.h"
#include "ui/print/reportpage.h"
#include "ui/messagebar.h"
#include "ui/window/exporter.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QVBoxLayout>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; // milliseconds: the machine may be busy
constexpr std::chrono::milliseconds freeze(250); // 8 to 45 were measured
const QDate theDate(2026, 1, 7);

QString shaOf(int number)
{
    return u"%1"_s.arg(number, 40, 16, QChar(u'0'));
}

Analysis cardOf(int number, Importance importance)
{
    Analysis analysis{.sha = shaOf(number), .analyzer = u"rules"_s};
    analysis.card.importance = importance;
    analysis.card.summary = u"摘要 %1"_s.arg(number);
    analysis.markdown = u"**📋 变更摘要**：摘要 %1"_s.arg(number);
    return analysis;
}

} // namespace

class tst_exportdialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyFormIsPreviewedAndWritten_data();
    void everyFormIsPreviewedAndWritten();
    void onlyWhatIsSelected();
    void byImportance();
    void whatIsNew();
    void templatesAreOffered();
    void notesAreOfferedInEveryForm();
    void copies();
    void errorsAreSaid();
    void stopping();
    void choicesAreRemembered();
    void oneClickTakesTheLastForm();
    void ofAListItsOwnDaysAreTaken();
    void oneAfterTheOther();
    void aLongReportIsCut();
    void keyboardReachesAll();

private:
    void fill(int commits);
    void openWorkspace();
    void open(bool selectedOnly = false, int selected = 0);
    void waitForPreview();
    void chooseForm(const QString &word);
    void exportNow(bool well = true);
    template<typename T>
    T *part(const QString &name) const
    {
        T *found = m_dialog->findChild<T *>(name);
        if (!found)
            qFatal("no part %s", qPrintable(name));
        return found;
    }
    QString message() const { return m_dialog->findChild<QLabel *>(u"message"_s)->text(); }
    QString data() const { return m_folder->filePath(u"data"_s); }

    testkit::ExpectWarning m_noGpu{QRegularExpression(u"Vulkan|GPU vendor"_s), 0}; ///< the browser engine looks for one; a virtual screen has none
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<jobs::Workspace> m_workspace;
    std::unique_ptr<ExportDialog> m_dialog;
    std::unique_ptr<QSignalSpy> m_previewed;
    QList<CommitRow> m_rows;
    qint64 m_repository = 0;
};

void tst_exportdialog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(data()) && QDir().mkpath(m_folder->filePath(u"out"_s)));
    fill(12);
    openWorkspace();
}

void tst_exportdialog::cleanup()
{
    m_previewed.reset();
    m_dialog.reset();
    m_workspace.reset();
}

void tst_exportdialog::fill(int commits)
{
    const auto database = storage::Database::open(data());
    VERIFY_OK(database);
    Repository repository{.name = u"example/project"_s, .address = u"https://github.com/example/project"_s};
    const auto added = storage::RepositoryStore(**database).add(repository, repository.address);
    VERIFY_OK(added);
    m_repository = added->id;
    QList<Commit> list;
    for (int i = 0; i < commits; ++i) {
        Commit commit;
        commit.sha = shaOf(i + 1);
        commit.message = u"fix: part %1\n\nBody"_s.arg(i);
        commit.author = commit.committer = {u"王小明"_s, u"w@example.org"_s};
        commit.authorTime = commit.committerTime = {QDateTime(theDate, QTime(12, 0), defaultTimeZone()).toSecsSinceEpoch() - i, 0};
        list.append(commit);
    }
    const DaySpan span{theDate, theDate, defaultTimeZone()};
    VERIFY_OK((*database)->transaction([&]() -> Result<void> {
        storage::CommitStore store(**database);
        QStringList shas;
        QList<Analysis> cards;
        for (int i = 0; i < commits; ++i) {
            shas.append(shaOf(i + 1));
            cards.append(cardOf(i + 1, i % 3 == 0 ? Importance::High : i % 3 == 1 ? Importance::Medium : Importance::Low));
        }
        if (auto stored = store.add(m_repository, list); !stored)
            return stored;
        if (auto stored = store.setListing(m_repository, span.beginSeconds(), span.endSeconds(), shas); !stored)
            return stored;
        return storage::AnalysisStore(**database).add(cards);
    }));
    Settings settings = *storage::SettingsStore(**database).load();
    settings.exportFolder = m_folder->filePath(u"out"_s);
    settings.fetchOnStart = false;
    settings.fetchMinutes = 0;
    VERIFY_OK(storage::SettingsStore(**database).save(settings));
}

void tst_exportdialog::openWorkspace()
{
    m_workspace = std::make_unique<jobs::Workspace>(jobs::WorkspaceOptions{.dataFolder = data()});
    QSignalSpy opened(m_workspace.get(), &jobs::Workspace::opened);
    QSignalSpy rows(m_workspace.get(), &jobs::Workspace::rowsLoaded);
    m_workspace->open();
    QTRY_VERIFY_WITH_TIMEOUT(!opened.isEmpty(), patience);
    m_workspace->show({theDate, theDate, m_workspace->zone()}, {m_repository});
    QTRY_VERIFY_WITH_TIMEOUT(!rows.isEmpty(), patience);
    m_rows = rows.last().first().value<QList<CommitRow>>();
}

void tst_exportdialog::open(bool selectedOnly, int selected)
{
    m_dialog = std::make_unique<ExportDialog>(*m_workspace, m_rows.first(selected), selectedOnly);
    m_previewed = std::make_unique<QSignalSpy>(m_dialog.get(), &ExportDialog::previewed);
    m_dialog->show();
    waitForPreview();
}

/// The newest change is shown.
void tst_exportdialog::waitForPreview()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_dialog->isPreviewCurrent() && !m_previewed->isEmpty(), patience);
}

void tst_exportdialog::chooseForm(const QString &word)
{
    auto *form = part<QComboBox>(u"form"_s);
    const int index = form->findData(word);
    QVERIFY2(index >= 0, qPrintable(word));
    form->setCurrentIndex(index);
    waitForPreview();
}

void tst_exportdialog::exportNow(bool well)
{
    auto *button = part<QPushButton>(u"export"_s);
    QVERIFY(button->isEnabled());
    button->click();
    QTRY_VERIFY_WITH_TIMEOUT(!message().isEmpty(), patience);
    QCOMPARE(part<QPushButton>(u"open"_s)->isVisible(), well);
}

void tst_exportdialog::everyFormIsPreviewedAndWritten_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QByteArray>("begins");
    QTest::addRow("markdown") << u"markdown"_s << u"md"_s << QByteArray("# 每日更新报告（2026-01-07）");
    QTest::addRow("grouped") << u"grouped"_s << u"md"_s << QByteArray("# ");
    QTest::addRow("html") << u"html"_s << u"html"_s << QByteArray("<!DOCTYPE html>");
    QTest::addRow("pdf") << u"pdf"_s << u"pdf"_s << QByteArray("%PDF-");
    QTest::addRow("json") << u"json"_s << u"json"_s << QByteArray("{");
    QTest::addRow("csv") << u"csv"_s << u"csv"_s << QByteArray("\xef\xbb\xbf");
}

void tst_exportdialog::everyFormIsPreviewedAndWritten()
{
    QFETCH(QString, word);
    QFETCH(QString, suffix);
    QFETCH(QByteArray, begins);
    open();
    chooseForm(word);
    const bool page = word == "html"_L1 || word == "pdf"_L1;
    auto *preview = m_dialog->findChild<ReportPreview *>();
    if (page) {
        QTRY_VERIFY_WITH_TIMEOUT(preview->engine().filter().allowed() > 1, patience);
        QCOMPARE(preview->engine().filter().blocked(), 0);
    } else {
        const QString text = preview->findChild<QPlainTextEdit *>()->toPlainText();
        QVERIFY2(text.contains(u"fix: part 11"_s), qPrintable(text.first(std::min<qsizetype>(text.size(), 500))));
        QVERIFY(preview->currentWidget()->inherits("QPlainTextEdit"));
    }
    const QString file = QDir::fromNativeSeparators(part<QLineEdit>(u"file"_s)->text());
    QVERIFY2(file.startsWith(m_folder->filePath(u"out/每日更新报告-2026-01-07"_s)) && file.endsWith(u'.' + suffix), qPrintable(file));
    QCOMPARE(part<QPushButton>(u"copy"_s)->isEnabled(), word != "pdf"_L1);
    testkit::BlockWatch watch;
    exportNow();
    QVERIFY2(watch.longest() < freeze, qPrintable(u"the export held the window up for %1 ms"_s.arg(watch.longest().count())));
    QFile written(file);
    QVERIFY2(written.open(QIODevice::ReadOnly), qPrintable(file));
    const QByteArray bytes = written.readAll();
    QVERIFY2(bytes.startsWith(begins), bytes.first(std::min<qsizetype>(bytes.size(), 60)).constData());
    QCOMPARE(m_workspace->settings().exportForm, word);
}

void tst_exportdialog::onlyWhatIsSelected()
{
    open(true, 2);
    QVERIFY(part<QRadioButton>(u"onlySelected"_s)->isChecked());
    const auto text = [this] { return m_dialog->findChild<ReportPreview *>()->findChild<QPlainTextEdit *>()->toPlainText(); };
    QVERIFY(text().contains(u"fix: part 1"_s) && !text().contains(u"fix: part 2"_s));
    part<QRadioButton>(u"all"_s)->setChecked(true);
    waitForPreview();
    QVERIFY(text().contains(u"fix: part 2"_s));
    m_dialog.reset();
    open(true, 0); // nothing is selected: all
    QVERIFY(part<QRadioButton>(u"all"_s)->isChecked());
    QVERIFY(!part<QRadioButton>(u"onlySelected"_s)->isEnabled());
}

void tst_exportdialog::byImportance()
{
    open();
    auto *least = part<QComboBox>(u"least"_s);
    least->setCurrentIndex(least->findData(int(Importance::High)));
    waitForPreview();
    QVERIFY2(part<QLabel>(u"previewNote"_s)->text().startsWith(u"4 "_s), qPrintable(part<QLabel>(u"previewNote"_s)->text()));
    exportNow();
    QCOMPARE(m_workspace->settings().exportLeast, int(Importance::High));
}

void tst_exportdialog::whatIsNew()
{
    open(true, 3);
    QVERIFY(!part<QCheckBox>(u"onlyNew"_s)->isEnabled());
    exportNow();
    QTRY_VERIFY_WITH_TIMEOUT(part<QCheckBox>(u"onlyNew"_s)->isEnabled(), patience);
    part<QRadioButton>(u"all"_s)->setChecked(true);
    waitForPreview();
    QVERIFY2(part<QLabel>(u"previewNote"_s)->text().contains(u"9 new"_s), qPrintable(part<QLabel>(u"previewNote"_s)->text()));
    // The page marks them: in the table and at the commit, and says what the mark means.
    chooseForm(u"html"_s);
    part<QPushButton>(u"copy"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(!message().isEmpty(), patience);
    QCOMPARE(QGuiApplication::clipboard()->text().count(u"<span class=\"badge new\">"_s), 9 * 2 + 1);
    chooseForm(u"markdown"_s);
    part<QCheckBox>(u"onlyNew"_s)->setChecked(true);
    waitForPreview();
    QVERIFY2(part<QLabel>(u"previewNote"_s)->text().startsWith(u"9 "_s), qPrintable(part<QLabel>(u"previewNote"_s)->text()));
    QVERIFY(part<QLineEdit>(u"file"_s)->text().endsWith(u"-新增.md"_s)); // beside the day's whole report, not in its place
    exportNow();
    waitForPreview();
    QTRY_VERIFY_WITH_TIMEOUT(m_dialog->findChild<ReportPreview *>()->currentIndex() == 0, patience); // nothing is new any more, and that is said
    // A new card is news.
    {
        const auto database = storage::Database::open(data());
        VERIFY_OK(database);
        VERIFY_OK(storage::AnalysisStore(**database).add({cardOf(5, Importance::High)}));
    }
    part<QCheckBox>(u"onlyNew"_s)->setChecked(false);
    part<QCheckBox>(u"onlyNew"_s)->setChecked(true);
    waitForPreview();
    QTRY_VERIFY2_WITH_TIMEOUT(part<QLabel>(u"previewNote"_s)->text().startsWith(u"1 "_s), qPrintable(part<QLabel>(u"previewNote"_s)->text()), patience);
    // Another report knows nothing of it.
    part<QComboBox>(u"name"_s)->setEditText(u"Weekly"_s);
    waitForPreview();
    QVERIFY(!part<QCheckBox>(u"onlyNew"_s)->isEnabled());
    part<QComboBox>(u"name"_s)->setEditText(Exporter::dailyName());
    waitForPreview();
    part<QPushButton>(u"forget"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(!part<QCheckBox>(u"onlyNew"_s)->isEnabled(), patience);
}

void tst_exportdialog::templatesAreOffered()
{
    QVERIFY(QDir().mkpath(report::templateFolder(data())));
    QFile file(QDir(report::templateFolder(data())).filePath(u"weekly.md"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("# Mine\n") > 0);
    file.close();
    open();
    QTRY_VERIFY_WITH_TIMEOUT(part<QComboBox>(u"form"_s)->findData(u"template:weekly"_s) >= 0, patience);
    chooseForm(u"template:weekly"_s);
    auto *text = m_dialog->findChild<ReportPreview *>()->findChild<QPlainTextEdit *>();
    QCOMPARE(text->toPlainText(), u"# Mine\n"_s);
    // Edited meanwhile: the preview follows.
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("# Ours\n") > 0);
    file.close();
    QTRY_COMPARE_WITH_TIMEOUT(text->toPlainText(), u"# Ours\n"_s, patience);
    exportNow();
    QCOMPARE(m_workspace->settings().exportForm, u"template:weekly"_s);
}

void tst_exportdialog::notesAreOfferedInEveryForm()
{
    m_workspace->triage(m_rows.first(1), [](Triage &own) { own.note = u"ask Ann"_s; }, u"note"_s);
    open();
    auto *notes = part<QCheckBox>(u"notes"_s);
    const auto *text = m_dialog->findChild<ReportPreview *>()->findChild<QPlainTextEdit *>();
    for (const QString &word : {u"markdown"_s, u"grouped"_s, u"json"_s, u"csv"_s}) {
        chooseForm(word);
        QVERIFY2(notes->isEnabled(), qPrintable(word));
        notes->setChecked(false);
        waitForPreview();
        QVERIFY2(!text->toPlainText().contains(u"ask Ann"_s), qPrintable(word));
        notes->setChecked(true);
        waitForPreview();
        QVERIFY2(text->toPlainText().contains(u"ask Ann"_s), qPrintable(word));
    }
    for (const QString &word : {u"html"_s, u"pdf"_s}) {
        chooseForm(word);
        QVERIFY2(notes->isEnabled(), qPrintable(word));
    }
    exportNow(); // by way of the page
    QVERIFY(m_workspace->settings().exportNotes);
}

void tst_exportdialog::copies()
{
    open();
    chooseForm(u"json"_s);
    part<QPushButton>(u"copy"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(!message().isEmpty(), patience);
    QJsonParseError problem;
    QVERIFY(QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8(), &problem).isObject());
    QCOMPARE(problem.error, QJsonParseError::NoError);
    QVERIFY(QDir(m_folder->filePath(u"out"_s)).isEmpty());
}

void tst_exportdialog::errorsAreSaid()
{
    open();
    for (const QString &form : {u"markdown"_s, u"pdf"_s}) {
        chooseForm(form);
        part<QLineEdit>(u"file"_s)->setText(m_folder->filePath(u"no such folder/report."_s + form));
        exportNow(false);
        QVERIFY2(message().contains(u"no such folder"_s), qPrintable(message()));
    }
    part<QLineEdit>(u"file"_s)->setText(u"report.md"_s);
    chooseForm(u"markdown"_s);
    part<QLineEdit>(u"file"_s)->setText(u"report.md"_s);
    exportNow(false);
    QVERIFY2(message().contains(QDir::homePath()), qPrintable(message())); // what to write instead
    QVERIFY(m_dialog->isVisible());
}

void tst_exportdialog::stopping()
{
    open();
    chooseForm(u"pdf"_s);
    auto *button = part<QPushButton>(u"export"_s);
    button->click();
    QVERIFY(part<QWidget>(u"progress"_s)->isVisible());
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY2(m_dialog->isVisible(), "Escape closed the dialog in place of stopping");
    QTRY_VERIFY_WITH_TIMEOUT(!message().isEmpty(), patience);
    QVERIFY(!part<QWidget>(u"progress"_s)->isVisible());
    QVERIFY(QDir(m_folder->filePath(u"out"_s)).isEmpty());
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
}

void tst_exportdialog::choicesAreRemembered()
{
    open();
    chooseForm(u"csv"_s);
    part<QComboBox>(u"name"_s)->setEditText(u"Team"_s);
    auto *least = part<QComboBox>(u"least"_s);
    least->setCurrentIndex(least->findData(int(Importance::Medium)));
    exportNow();
    m_dialog.reset();
    m_workspace.reset();
    openWorkspace();
    open();
    QCOMPARE(part<QComboBox>(u"form"_s)->currentData().toString(), u"csv"_s);
    QCOMPARE(part<QComboBox>(u"name"_s)->currentText(), u"Team"_s);
    QCOMPARE(part<QComboBox>(u"least"_s)->currentData().toInt(), int(Importance::Medium));
    QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>(u"forget"_s)->isVisible(), patience);
}

void tst_exportdialog::oneClickTakesTheLastForm()
{
    Settings settings = m_workspace->settings();
    settings.exportForm = u"html"_s;
    settings.exportLeast = int(Importance::High); // of the dialog's last report: the day's is whole
    settings.exportOnlyNew = true;
    m_workspace->setSettings(settings);
    QWidget window;
    MessageBar messages(&window);
    Exporter exporter(*m_workspace, &messages, &window);
    exporter.exportDay();
    const QString file = m_folder->filePath(u"out/每日更新报告-2026-01-07.html"_s);
    QTRY_VERIFY_WITH_TIMEOUT(messages.text().contains(file), patience);
    QVERIFY2(messages.text().contains(u"12 "_s), qPrintable(messages.text()));
    settings.exportForm = u"template:gone"_s;
    m_workspace->setSettings(settings);
    exporter.exportDay();
    QTRY_VERIFY2_WITH_TIMEOUT(messages.text().contains(u"gone"_s), qPrintable(messages.text()), patience);
}

/// The day behind a list is another one.
void tst_exportdialog::ofAListItsOwnDaysAreTaken()
{
    m_workspace->show({theDate.addDays(-3), theDate.addDays(-3), m_workspace->zone()}, {}); // no repository: nothing is to be listed
    m_workspace->showList(jobs::Workspace::List::FollowUps);
    open(true, 2);
    const auto text = [this] { return m_dialog->findChild<ReportPreview *>()->findChild<QPlainTextEdit *>()->toPlainText(); };
    QVERIFY2(text().contains(u"fix: part 1"_s) && !text().contains(u"fix: part 2"_s), qPrintable(text()));
    QVERIFY(part<QLineEdit>(u"file"_s)->text().contains(u"2026-01-07"_s));
    QVERIFY(part<QLabel>(u"days"_s)->text().contains(u"2026-01-07"_s));
    part<QRadioButton>(u"all"_s)->setChecked(true);
    QVERIFY(part<QLineEdit>(u"file"_s)->text().contains(u"2026-01-04"_s));
    QVERIFY(part<QLabel>(u"days"_s)->text().contains(u"2026-01-04"_s));
}

/// What is asked for while a report is written waits for it.
void tst_exportdialog::oneAfterTheOther()
{
    QWidget window;
    MessageBar messages(&window);
    Exporter exporter(*m_workspace, &messages, &window);
    QGuiApplication::clipboard()->clear();
    exporter.exportDay();
    exporter.copyReport();
    QTRY_VERIFY2_WITH_TIMEOUT(messages.text().contains(u"clipboard"_s), qPrintable(messages.text()), patience);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"fix: part 11"_s));
    QCOMPARE(QDir(m_folder->filePath(u"out"_s)).entryList(QDir::Files).size(), 1);
}

void tst_exportdialog::aLongReportIsCut()
{
    jobs::ExportOptions options{.span = m_workspace->span(), .repositories = m_workspace->shown()};
    options.textLimit = 300;
    const auto future = m_workspace->exportReport(options);
    QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), patience);
    VERIFY_OK(future.result());
    QVERIFY(future.result()->cut);
    QVERIFY(future.result()->markdown.toUtf8().size() <= 302); // the last character may be half
    QCOMPARE(future.result()->commits, 12);
}

void tst_exportdialog::keyboardReachesAll()
{
    open(false, 1);
    m_dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get(), 30'000));
    QSet<QString> met;
    for (int i = 0; i < 40; ++i) {
        QTest::keyClick(m_dialog->focusWidget() ? m_dialog->focusWidget() : m_dialog.get(), Qt::Key_Tab);
        if (m_dialog->focusWidget())
            met.insert(m_dialog->focusWidget()->objectName());
    }
    for (const QString &name : {u"form"_s, u"all"_s, u"least"_s, u"name"_s, u"file"_s, u"copy"_s, u"export"_s, u"close"_s})
        QVERIFY2(met.contains(name), qPrintable(name + u" is not among "_s + QStringList(met.begin(), met.end()).join(u", "_s)));
    // Each letter after an ampersand leads to one thing.
    QMap<QChar, QString> letters;
    const auto take = [&](const QString &text) {
        const QChar letter = text.section(u'&', 1).at(0).toLower();
        if (letters.contains(letter))
            QTest::qFail(qPrintable(text + u" and "_s + letters.value(letter)), __FILE__, __LINE__);
        letters.insert(letter, text);
    };
    for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
        if (label->buddy() && label->text().contains(u'&'))
            take(label->text());
    }
    for (const QAbstractButton *button : m_dialog->findChildren<QAbstractButton *>()) {
        if (button->text().contains(u'&'))
            take(button->text());
    }
    QVERIFY(letters.size() >= 10);
}

RIJIAN_UI_TEST_MAIN(tst_exportdialog)
#include "tst_exportdialog.moc"
