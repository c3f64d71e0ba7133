// The report out of the store: that what is streamed is what is composed, that the ledger holds, and that one moment is told of.

#include "jobs/reporting.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/sampleentries.h"
#include "support/testkit.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::jobs;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const DaySpan theDay{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};

QByteArray markdownOf(report::EntrySource &source)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto written = report::writeForm(report::Form::Markdown, source, buffer);
    return written ? buffer.data() : "error: " + written.error().message.toUtf8();
}

} // namespace

class TestReporting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        auto opened = storage::Database::open(m_folder->path());
        VERIFY_OK(opened);
        m_database = std::move(*opened);
        m_repositories.clear();
    }

    void cleanup()
    {
        m_database.reset();
        m_folder.reset();
    }

    void fileNames()
    {
        using report::Form;
        const DaySpan week{QDate(2026, 1, 5), QDate(2026, 1, 7), defaultTimeZone()};
        QCOMPARE(reportFileName(theDay), u"每日更新报告-2026-01-07.md"_s);
        QCOMPARE(reportFileName(week, {Form::Html, {}}), u"每日更新报告-2026-01-05_2026-01-07.html"_s);
        QCOMPARE(reportFileName(theDay, {Form::Template, u"周报"_s}, u"html"_s), u"每日更新报告-2026-01-07-周报.html"_s);
        QSet<QString> names;
        for (const report::FormInfo &form : report::forms())
            names.insert(reportFileName(theDay, {form.form, form.form == Form::Template ? u"x"_s : QString()}));
        QCOMPARE(names.size(), report::forms().size()); // no form overwrites another's file
    }

    void notesAreThoseOfTheReport()
    {
        fill(12, 3);
        const auto source = openReport(*m_database, {.span = theDay, .repositories = m_repositories});
        VERIFY_OK(source);
        const auto commits = commitsOf(**source);
        QStringList all(commits.value(m_repositories[1].id).begin(), commits.value(m_repositories[1].id).end());
        QCOMPARE(all.size(), 4);
        all.sort();
        storage::TriageStore triage(*m_database);
        VERIFY_OK(triage.set(m_repositories[1].id, {all[0]}, {.state = TriageState::Seen, .note = u"look"_s}));
        VERIFY_OK(triage.set(m_repositories[1].id, {all[1]}, {.state = TriageState::FollowUp, .due = QDate(2026, 2, 1)}));
        VERIFY_OK(triage.set(m_repositories[1].id, {all[2]}, {.state = TriageState::Seen, .note = u"  "_s})); // says nothing
        VERIFY_OK(triage.set(m_repositories[1].id, {all[3]}, {.state = TriageState::Ignored}));
        const auto notes = notesOf(*m_database, m_repositories, commits);
        VERIFY_OK(notes);
        QStringList told;
        for (const report::ReportNote &note : *notes) {
            told.append(note.sha);
            QVERIFY(note.repository == u"c/d"_s && note.webAddress.endsWith(note.sha) && !note.subject.isEmpty());
        }
        told.sort();
        QCOMPARE(told, QStringList({all[0], all[1]}));
        auto fewer = commits;
        fewer[m_repositories[1].id] = {all[0]};
        QCOMPARE(notesOf(*m_database, m_repositories, fewer)->size(), 1);
    }

    void whatIsStreamedIsWhatIsComposed()
    {
        fill(430, 7); // more than is read at once
        const auto document = composeReport(*m_database, m_repositories, theDay);
        VERIFY_OK(document);
        QCOMPARE(document->sections.size(), 3);
        report::DocumentSource composed(*document);
        const auto stored = openReport(*m_database, {.span = theDay, .repositories = m_repositories});
        VERIFY_OK(stored);
        QCOMPARE((*stored)->ledger(), report::takeStock(*document)); // counted in SQL, and entry by entry
        QCOMPARE((*stored)->ledger(), composed.ledger());
        QCOMPARE((*stored)->sections(), composed.sections());
        const report::Ledger &ledger = (*stored)->ledger();
        QCOMPARE(ledger.commits, 430);
        QCOMPARE(ledger.whole + ledger.partial + ledger.rules + ledger.failed + ledger.missing, ledger.commits);
        QVERIFY(ledger.whole && ledger.partial && ledger.rules && ledger.failed && ledger.missing);
        const QByteArray text = markdownOf(**stored);
        QVERIFY(text.size() > 100'000);
        QCOMPARE(text, markdownOf(composed));
    }

    void eachGroupHoldsItsOwn()
    {
        fill(120, 3);
        const auto stored = openReport(*m_database, {.span = theDay, .repositories = m_repositories});
        VERIFY_OK(stored);
        int seen = 0;
        for (const Importance importance : {Importance::High, Importance::Medium, Importance::Low, Importance::Unknown}) {
            for (const bool cards : {true, false}) {
                int group = 0;
                for (qsizetype i = 0; i < (*stored)->sections().size(); ++i) {
                    VERIFY_OK((*stored)->visit(i, {importance, cards}, [&](const report::Entry &entry) -> Result<void> {
                        ++group;
                        if (entry.importance() != importance) // known without the card, too
                            return failure(ErrorKind::Internal, entry.commit.sha);
                        return {};
                    }));
                }
                QCOMPARE(group, (*stored)->count(importance));
                seen += cards ? group : 0;
            }
        }
        QCOMPARE(seen, 120);
    }

    void aFilterSaysWhatItLeavesOut_data()
    {
        QTest::addColumn<Importance>("least");
        QTest::newRow("high") << Importance::High;
        QTest::newRow("medium") << Importance::Medium;
    }

    void aFilterSaysWhatItLeavesOut()
    {
        QFETCH(Importance, least);
        fill(200, 11);
        const auto whole = openReport(*m_database, {.span = theDay, .repositories = m_repositories});
        const auto filtered = openReport(*m_database, {.span = theDay, .repositories = m_repositories, .least = least});
        VERIFY_OK(whole);
        VERIFY_OK(filtered);
        const report::Filter &filter = (*filtered)->filter();
        QCOMPARE((*filtered)->ledger().commits + filter.leftOut, 200);
        QCOMPARE(filter.unknown, (*whole)->count(Importance::Unknown));
        QVERIFY(filter.unknown > 0);
        QCOMPARE((*filtered)->count(Importance::High), (*whole)->count(Importance::High));
        QCOMPARE((*filtered)->count(Importance::Medium), least == Importance::High ? 0 : (*whole)->count(Importance::Medium));
        QCOMPARE((*filtered)->count(Importance::Low) + (*filtered)->count(Importance::Unknown), 0);
        const auto document = composeReport(*m_database, m_repositories, theDay, {}, least);
        VERIFY_OK(document);
        QCOMPARE(document->filter, filter);
        report::DocumentSource composed(*document);
        QCOMPARE(markdownOf(**filtered), markdownOf(composed));
    }

    void aRepositoryOfWhichAllIsLeftOutIsNotCalledQuiet()
    {
        const Repository low = addRepository(u"a/low"_s);
        const Repository quiet = addRepository(u"a/quiet"_s);
        Commit commit = sampleEntry(1).commit;
        keep(low, {commit}, {analysisOf(commit, u"llm"_s, Importance::Low)});
        const auto report = openReport(*m_database, {.span = theDay, .repositories = {low, quiet}, .least = Importance::High});
        VERIFY_OK(report);
        const QString text = QString::fromUtf8(markdownOf(**report));
        QCOMPARE(text, u"# 每日更新报告（2026-01-07）\n\n> 已筛选：只列 🔴 高；另有 1 个提交未列出\n\n## a/quiet\n\n今日无更新\n\n"_s);
    }

    void theUsersWordDecides()
    {
        const Repository repository = addRepository(u"a/b"_s);
        const Commit commit = sampleEntry(1).commit;
        keep(repository, {commit}, {analysisOf(commit, u"llm"_s, Importance::Low)});
        VERIFY_OK(storage::TriageStore(*m_database).set(repository.id, {commit.sha}, {.importance = Importance::High}));
        const auto document = composeReport(*m_database, {repository}, theDay, {}, Importance::High);
        VERIFY_OK(document);
        QCOMPARE(document->sections.size(), 1);
        const report::Entry &entry = document->sections[0].entries[0];
        QCOMPARE(entry.importance(), Importance::High);
        QCOMPARE(entry.analysis->card.importance, Importance::Low); // the card stays as it was made
    }

    void onlyWhatIsSelected()
    {
        fill(40, 5);
        const auto all = composeReport(*m_database, m_repositories, theDay);
        VERIFY_OK(all);
        const QString sha = all->sections[1].entries[2].commit.sha;
        const auto some = openReport(*m_database, {.span = theDay, .repositories = m_repositories, .only = {{m_repositories[1].id, {sha}}}});
        VERIFY_OK(some);
        QCOMPARE((*some)->sections().size(), 1);
        QCOMPARE((*some)->sections()[0].repository, m_repositories[1].name);
        QCOMPARE((*some)->ledger().commits, 1);
    }

    void partsKeepTheirOrderAndFailures()
    {
        const Repository repository = addRepository(u"a/b"_s);
        QList<Commit> commits;
        QStringList shas;
        for (int i = 0; i < 600; ++i) {
            commits.append(sampleEntry(i).commit);
            shas.prepend(commits.last().sha);
        }
        keep(repository, commits, {});
        const auto source = openReport(*m_database, theDay, {{.repository = repository, .shas = shas}, {.repository = {.name = u"c/d"_s}, .failure = u"no route"_s}});
        VERIFY_OK(source);
        QStringList seen;
        VERIFY_OK((*source)->visit(0, {}, [&](const report::Entry &entry) -> Result<void> {
            seen << entry.commit.sha;
            return {};
        }));
        QCOMPARE(seen, shas);
        QCOMPARE((*source)->sections()[1], (report::SectionHead{.repository = u"c/d"_s, .failure = u"no route"_s}));
    }

    void oneMomentIsToldOf()
    {
        const Repository repository = addRepository(u"a/b"_s);
        QList<Commit> commits;
        for (int i = 0; i < 30; ++i)
            commits.append(sampleEntry(i).commit);
        keep(repository, commits, {});
        auto other = storage::Database::open(m_folder->path());
        VERIFY_OK(other);
        QByteArray text;
        VERIFY_OK(m_database->snapshot([&]() -> Result<void> {
            const auto source = openReport(*m_database, {.span = theDay, .repositories = {repository}});
            if (!source)
                return std::unexpected(source.error());
            // Meanwhile somebody makes the cards.
            QList<Analysis> made;
            for (const Commit &commit : commits)
                made.append(analysisOf(commit, u"llm"_s, Importance::High));
            if (auto stored = storage::AnalysisStore(**other).add(made); !stored)
                return stored;
            text = markdownOf(**source);
            return {};
        }));
        QVERIFY2(text.contains("> 30 个提交：未分析 30\n"), text.left(300).constData());
        QCOMPARE(text.count("*暂无分析*"), 30);
        const auto later = composeReport(*m_database, {repository}, theDay); // and the snapshot is over
        VERIFY_OK(later);
        QCOMPARE(report::takeStock(*later).whole, 30);
    }

    void aSnapshotWithinATransaction()
    {
        const Repository repository = addRepository(u"a/b"_s);
        VERIFY_OK(m_database->transaction([&] { return m_database->snapshot([&]() -> Result<void> {
            const auto report = openReport(*m_database, {.span = theDay, .repositories = {repository}});
            return report ? Result<void>() : std::unexpected(report.error());
        }); }));
        VERIFY_FAILS(m_database->snapshot([]() -> Result<void> { return failure(ErrorKind::NotFound, u"x"_s); }), ErrorKind::NotFound);
        VERIFY_OK(m_database->transaction([]() -> Result<void> { return {}; })); // nothing is left open
    }

private:
    Repository addRepository(const QString &name)
    {
        const QString address = u"https://github.com/"_s + name;
        const auto added = storage::RepositoryStore(*m_database).add({.name = name, .address = address}, address);
        if (!added)
            qFatal("%s", qPrintable(added.error().message));
        m_repositories.append(*added);
        return *added;
    }

    static Analysis analysisOf(const Commit &commit, const QString &analyzer, Importance importance)
    {
        Analysis analysis = *sampleEntry(1).analysis;
        analysis.sha = commit.sha;
        analysis.analyzer = analyzer;
        analysis.card.importance = importance;
        return analysis;
    }

    void keep(const Repository &repository, const QList<Commit> &commits, const QList<Analysis> &analyses)
    {
        QStringList shas;
        for (const Commit &commit : commits)
            shas.append(commit.sha);
        VERIFY_OK(storage::CommitStore(*m_database).add(repository.id, commits));
        VERIFY_OK(storage::CommitStore(*m_database).setListing(repository.id, theDay.beginSeconds(), theDay.endSeconds(), shas));
        VERIFY_OK(storage::AnalysisStore(*m_database).add(analyses));
    }

    /// Commits in three repositories, with every mixture of analyses that the store can hold.
    void fill(int commits, quint32 seed)
    {
        QRandomGenerator random(seed);
        for (const QString &name : {u"a/b"_s, u"c/d"_s, u"e/f"_s})
            addRepository(name);
        QList<QList<Commit>> lists(3);
        QList<Analysis> analyses;
        for (int i = 0; i < commits; ++i) {
            const Commit commit = sampleEntry(i).commit;
            lists[i % 3].append(commit);
            for (int n = random.bounded(4); n > 0; --n) {
                Analysis one = analysisOf(commit, random.bounded(2) ? u"llm"_s : u"rules"_s, static_cast<Importance>(random.bounded(4)));
                switch (random.bounded(5)) {
                case 0: one.state = AnalysisState::Partial; break;
                case 1:
                    one.state = AnalysisState::Failed;
                    one.failure = random.bounded(4) ? u"timed out"_s : QString();
                    one.markdown.clear();
                    one.card = {};
                    break;
                case 2: one.markdown = random.bounded(3) ? one.markdown : QString(); break;
                default: break;
                }
                analyses.append(one);
            }
        }
        for (int i = 0; i < 3; ++i)
            keep(m_repositories[i], lists[i], i == 0 ? analyses : QList<Analysis>());
        for (int i = 0; i < 3; ++i) {
            for (const Commit &commit : lists[i]) {
                if (random.bounded(6) == 0)
                    VERIFY_OK(storage::TriageStore(*m_database).set(m_repositories[i].id, {commit.sha}, {.importance = static_cast<Importance>(random.bounded(4))}));
            }
        }
    }

    std::optional<QTemporaryDir> m_folder;
    std::unique_ptr<storage::Database> m_database;
    QList<Repository> m_repositories;
};

RIJIAN_TEST_MAIN(TestReporting)
#include "tst_reporting.moc"
