// Reports taken in by the window: chosen or dropped, with what could not be read.

#include "models/repositoriesmodel.h"
#include "storage/settingsstore.h"
#include "support/outcome.h"
#include "support/uitest.h"
#include "ui/dialogs/importdialog.h"
#include "ui/messagebar.h"
#include "ui/window/mainwindow.h"
#include "ui/window/reportimporter.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUrl>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;

namespace {
constexpr int patience = 30'000; // milliseconds: the machine may be busy
}

class tst_importreports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void filesAndFoldersAreImported();
    void whatIsNoReportIsNamed();
    void droppedOnTheWindow();
    void droppedOnThePanel();
    void stopping();

private:
    void open();
    QString copy(const QString &name, const QString &as);
    QString path(const QString &name) const { return m_folder->filePath(name); }

    testkit::ExpectWarning m_noGpu{QRegularExpression(u"Vulkan|GPU vendor"_s), 0}; ///< the browser engine looks for one; a virtual screen has none
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<jobs::Workspace> m_workspace;
    QWidget m_window;
    std::unique_ptr<MessageBar> m_messages;
    std::unique_ptr<ReportImporter> m_importer;
};

void tst_importreports::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(path(u"data"_s)) && QDir().mkpath(path(u"reports/2026"_s)));
    {
        const auto database = storage::Database::open(path(u"data"_s));
        VERIFY_OK(database);
        Settings settings;
        settings.fetchOnStart = false;
        settings.fetchMinutes = 0;
        VERIFY_OK(storage::SettingsStore(**database).save(settings));
    }
    open();
}

void tst_importreports::cleanup()
{
    m_importer.reset();
    m_messages.reset();
    m_workspace.reset();
}

void tst_importreports::open()
{
    m_workspace = std::make_unique<jobs::Workspace>(jobs::WorkspaceOptions{.dataFolder = path(u"data"_s)});
    QSignalSpy opened(m_workspace.get(), &jobs::Workspace::opened);
    m_workspace->open();
    QTRY_VERIFY_WITH_TIMEOUT(!opened.isEmpty(), patience);
    m_messages = std::make_unique<MessageBar>(&m_window);
    m_importer = std::make_unique<ReportImporter>(*m_workspace, m_messages.get(), &m_window);
}

QString tst_importreports::copy(const QString &name, const QString &as)
{
    const QString there = path(as);
    if (!QFile::copy(QStringLiteral(RIJIAN_TEST_DATA) + u'/' + name, there))
        qFatal("%s cannot be copied", qPrintable(name));
    return there;
}

void tst_importreports::filesAndFoldersAreImported()
{
    const QString one = copy(u"report-2026-01-07.md"_s, u"reports/one.md"_s);
    copy(u"report-grouped-2026-03-17.md"_s, u"reports/2026/two.md"_s);
    QSignalSpy finished(m_importer.get(), &ReportImporter::finished);
    QSignalSpy changed(m_workspace.get(), &jobs::Workspace::repositoriesChanged);
    m_importer->import({path(u"reports"_s)});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
    QVERIFY2(m_messages->text().contains(u"50 "_s) && m_messages->text().contains(u"2 "_s), qPrintable(m_messages->text()));
    QTRY_COMPARE_WITH_TIMEOUT(m_workspace->repositories().size(), 2, patience); // shown without a restart
    QVERIFY(!changed.isEmpty());
    const QString first = m_messages->text();
    m_importer->import({one});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, patience);
    QVERIFY2(m_messages->text() != first && !m_messages->text().contains(u"15"_s), qPrintable(m_messages->text())); // nothing new
    QTRY_VERIFY_WITH_TIMEOUT(!m_window.findChild<ImportDialog *>(), patience);
}

void tst_importreports::whatIsNoReportIsNamed()
{
    copy(u"report-2026-01-07.md"_s, u"reports/one.md"_s);
    QFile other(path(u"reports/notes.md"_s));
    QVERIFY(other.open(QIODevice::WriteOnly) && other.write("# Shopping\n\n- milk\n") > 0);
    other.close();
    QSignalSpy finished(m_importer.get(), &ReportImporter::finished);
    m_importer->import({path(u"reports"_s)});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
    auto *dialog = m_window.findChild<ImportDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    const QString failures = dialog->findChild<QPlainTextEdit *>(u"failures"_s)->toPlainText();
    QVERIFY2(failures.contains(u"notes.md"_s) && !failures.contains(u"one.md"_s), qPrintable(failures));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window.findChild<ImportDialog *>(), patience);
}

void tst_importreports::droppedOnTheWindow()
{
    m_importer.reset();
    MainWindow window(*m_workspace);
    window.show();
    window.begin(QDate(2026, 1, 7));
    copy(u"report-2026-01-07.md"_s, u"reports/one.md"_s);
    QVERIFY(QDir().mkpath(path(u"tree/.git"_s)) && QDir().mkpath(path(u"empty"_s)));
    auto *importer = window.findChild<ReportImporter *>();
    QSignalSpy finished(importer, &ReportImporter::finished);
    QSignalSpy folders(importer, &ReportImporter::foldersDropped);
    importer->disconnect(&window); // this is not about adding them
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path(u"reports"_s)), QUrl::fromLocalFile(path(u"tree"_s)), QUrl::fromLocalFile(path(u"empty"_s))});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &event);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
    QCOMPARE(folders.size(), 1);
    QCOMPARE(folders.first().first().toStringList(), (QStringList{path(u"tree"_s), path(u"empty"_s)}));
    QTRY_COMPARE_WITH_TIMEOUT(m_workspace->repositories().size(), 1, patience);
}

/// The panel takes drops itself, through its model.
void tst_importreports::droppedOnThePanel()
{
    m_importer.reset();
    MainWindow window(*m_workspace);
    window.show();
    window.begin(QDate(2026, 1, 7));
    const QString report = copy(u"report-2026-01-07.md"_s, u"reports/one.md"_s);
    QVERIFY(QDir().mkpath(path(u"tree/.git"_s)));
    auto *importer = window.findChild<ReportImporter *>();
    QSignalSpy finished(importer, &ReportImporter::finished);
    QSignalSpy folders(importer, &ReportImporter::foldersDropped);
    importer->disconnect(&window); // this is not about adding them
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(report), QUrl::fromLocalFile(path(u"tree"_s))});
    QVERIFY(window.findChild<models::RepositoriesModel *>()->dropMimeData(&data, Qt::CopyAction, -1, 0, {}));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
    QCOMPARE(folders.size(), 1);
    QCOMPARE(folders.first().first().toStringList(), QStringList{path(u"tree"_s)});
    QTRY_COMPARE_WITH_TIMEOUT(m_workspace->repositories().size(), 1, patience);
}

void tst_importreports::stopping()
{
    QStringList files;
    for (int i = 0; i < 40; ++i)
        files << copy(u"report-2026-01-07.md"_s, u"reports/%1.md"_s.arg(i));
    QSignalSpy finished(m_importer.get(), &ReportImporter::finished);
    m_importer->import(files);
    auto *dialog = m_window.findChild<ImportDialog *>();
    QVERIFY(dialog);
    dialog->reject(); // Escape: it asks to stop, and waits for that
    m_importer->import(files);
    QVERIFY(finished.isEmpty()); // the second is refused, and says so
    QVERIFY(!m_messages->text().isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window.findChild<ImportDialog *>(), patience);
    QTest::qWait(0);
    QCOMPARE(finished.size(), 1);
}

RIJIAN_UI_TEST_MAIN(tst_importreports)
#include "tst_importreports.moc"
