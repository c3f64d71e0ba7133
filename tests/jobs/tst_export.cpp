// The desktop's export: each form into a file or as text, filtered, stopped, and behind what was decided just before.

#include "jobs/workspace.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/settingsstore.h"
#include "support/outcome.h"
#include "support/sampleentries.h"
#include "support/testkit.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::jobs;
using namespace Qt::StringLiterals;

namespace {

const DaySpan theDay{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
constexpr int commitCount = 300; // 30 🔴, 120 🟡, 150 🟢

} // namespace

class TestExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir().mkpath(m_folder.filePath(u"templates"_s)));
        QFile own(m_folder.filePath(u"templates/mine.html"_s));
        QVERIFY(own.open(QIODevice::WriteOnly) && own.write("<p>{{ report.commits }}</p>\n") > 0);
        const auto database = storage::Database::open(m_folder.path());
        VERIFY_OK(database);
        Settings settings;
        settings.fetchOnStart = false;
        VERIFY_OK(storage::SettingsStore(**database).save(settings));
        const auto added = storage::RepositoryStore(**database).add({.name = u"a/b"_s, .address = u"https://github.com/a/b"_s}, u"a/b"_s);
        VERIFY_OK(added);
        m_repository = added->id;
        QList<Commit> commits;
        QList<Analysis> analyses;
        for (int i = 0; i < commitCount; ++i) {
            const report::Entry entry = testkit::sampleEntry(i);
            commits.append(entry.commit);
            m_shas.append(entry.commit.sha);
            analyses.append(*entry.analysis);
        }
        VERIFY_OK(storage::CommitStore(**database).add(m_repository, commits));
        VERIFY_OK(storage::CommitStore(**database).setListing(m_repository, theDay.beginSeconds(), theDay.endSeconds(), m_shas));
        VERIFY_OK(storage::AnalysisStore(**database).add(analyses));
    }

    void init()
    {
        m_workspace = std::make_unique<Workspace>(WorkspaceOptions{.dataFolder = m_folder.path()});
        QSignalSpy opened(m_workspace.get(), &Workspace::opened);
        m_workspace->open();
        QTRY_VERIFY(!opened.isEmpty());
    }

    void cleanup() { m_workspace.reset(); }

    void eachForm_data()
    {
        QTest::addColumn<report::FormChoice>("form");
        QTest::addColumn<QString>("start");
        using report::Form;
        QTest::newRow("markdown") << report::FormChoice{} << u"# 每日更新报告（2026-01-07）\n\n## a/b"_s;
        QTest::newRow("grouped") << report::FormChoice{Form::Grouped, {}} << u"# 每日更新报告（2026-01-07）\n\n> 本日共 300 个提交 | 🔴高 30 | 🟡中 120 | 🟢低 150\n"_s;
        QTest::newRow("html") << report::FormChoice{Form::Html, {}} << u"<!DOCTYPE html>"_s;
        QTest::newRow("json") << report::FormChoice{Form::Json, {}} << u"{\"filter\":null"_s;
        QTest::newRow("csv") << report::FormChoice{Form::Csv, {}} << u"\"仓库\""_s;
        QTest::newRow("template") << report::FormChoice{Form::Template, u"mine"_s} << u"<p>300</p>"_s;
    }

    void eachForm()
    {
        QFETCH(report::FormChoice, form);
        QFETCH(QString, start);
        ExportOptions wanted = options();
        wanted.form = form;
        wanted.file = m_folder.filePath(u"out"_s);
        const auto saved = exported(wanted);
        VERIFY_OK(saved);
        QCOMPARE(saved->file, wanted.file);
        QCOMPARE(saved->commits, commitCount);
        QCOMPARE(saved->missing, 0);
        QVERIFY2(saved->markdown.startsWith(start), qPrintable(saved->markdown.first(std::min<qsizetype>(saved->markdown.size(), 200))));
        QFile file(wanted.file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), saved->markdown);
        wanted.file.clear(); // as text
        const auto text = exported(wanted);
        VERIFY_OK(text);
        QCOMPARE(text->markdown, saved->markdown);
    }

    void onlyWhatMatters()
    {
        ExportOptions wanted = options();
        wanted.least = Importance::High;
        const auto done = exported(wanted);
        VERIFY_OK(done);
        QCOMPARE(done->commits, 30);
        wanted.only = {{m_repository, {m_shas[1]}}}; // a 🟡 one
        VERIFY_FAILS(exported(wanted), ErrorKind::NotFound);
        wanted = options();
        wanted.span.first = wanted.span.last = QDate(2026, 1, 1);
        VERIFY_FAILS(exported(wanted), ErrorKind::NotFound);
        wanted = options();
        wanted.form = {report::Form::Template, u"nothing"_s};
        VERIFY_FAILS(exported(wanted), ErrorKind::NotFound);
    }

    void aStopLeavesNoFile()
    {
        ExportOptions wanted = options();
        wanted.file = m_folder.filePath(u"stopped"_s);
        wanted.progress = [stop = wanted.stop](qsizetype done, qsizetype) mutable {
            if (done >= 100)
                stop.request_stop();
        };
        VERIFY_FAILS(exported(wanted), ErrorKind::Cancelled);
        QVERIFY(!QFile::exists(wanted.file));
    }

    void whatWasDecidedBeforeIsInIt()
    {
        QSignalSpy loaded(m_workspace.get(), &Workspace::rowsLoaded);
        m_workspace->show(theDay, {m_repository});
        QTRY_VERIFY(!loaded.isEmpty());
        ExportOptions wanted = options();
        wanted.least = Importance::High;
        QList<CommitRow> rows = loaded.last().first().value<QList<CommitRow>>();
        rows.removeIf([this](const CommitRow &row) { return row.sha != m_shas[1]; });
        QCOMPARE(rows.size(), 1);
        m_workspace->triage(rows, [](Triage &own) { own.importance = Importance::High; }, u"x"_s); // not waited for
        const auto done = exported(wanted);
        VERIFY_OK(done);
        QCOMPARE(done->commits, 31);
    }

    void notesComeWhereTheyAreWanted()
    {
        QSignalSpy loaded(m_workspace.get(), &Workspace::rowsLoaded);
        m_workspace->show(theDay, {m_repository});
        QTRY_VERIFY(!loaded.isEmpty());
        QList<CommitRow> rows = loaded.last().first().value<QList<CommitRow>>();
        rows.removeIf([this](const CommitRow &row) { return row.sha != m_shas[2]; });
        m_workspace->triage(rows, [](Triage &own) { own.note = u"ask"_s; }, u"x"_s);
        ExportOptions wanted = options();
        const auto plain = exported(wanted);
        VERIFY_OK(plain);
        QVERIFY(!plain->markdown.contains(u"备注：ask"_s));
        wanted.notes = true;
        const auto noted = exported(wanted);
        VERIFY_OK(noted);
        QVERIFY(noted->markdown.startsWith(plain->markdown) && noted->markdown.contains(u"备注：ask"_s));
        const QList<std::pair<report::Form, QString>> others{{report::Form::Html, u"<div class=\"own\">ask</div>"_s}, {report::Form::Json, u"\"note\":\"ask\""_s}, {report::Form::Csv, u",\"ask\"\r\n"_s}};
        for (const auto &[form, words] : others) {
            wanted.form = {form, {}};
            wanted.notes = true;
            const auto with = exported(wanted);
            VERIFY_OK(with);
            QVERIFY2(with->markdown.contains(words), qPrintable(words));
            wanted.notes = false;
            const auto without = exported(wanted);
            VERIFY_OK(without);
            QVERIFY2(!without->markdown.contains(words), qPrintable(words));
        }
    }

private:
    ExportOptions options() const
    {
        ExportOptions options{.span = theDay, .repositories = {m_repository}};
        options.write.byteOrderMark = false;
        return options;
    }

    Result<ExportDone> exported(const ExportOptions &wanted)
    {
        auto future = m_workspace->exportReport(wanted);
        future.waitForFinished();
        return future.result();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Workspace> m_workspace;
    qint64 m_repository = 0;
    QStringList m_shas;
};

RIJIAN_TEST_MAIN(TestExport)
#include "tst_export.moc"
