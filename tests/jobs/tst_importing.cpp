// Reports into the store and out again: to the byte what this program wrote, each card what the script wrote; twice is once, and nothing that
// is better known is lost.

#include "jobs/cardchoice.h"
#include "jobs/importing.h"
#include "jobs/pipeline.h"
#include "jobs/reporting.h"
#include "report/links.h"
#include "report/markdown.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/overviewstore.h"
#include "storage/repositorystore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/reportmaker.h"
#include "support/sampleday.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTimeZone>

using namespace rijian;
using namespace rijian::jobs;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const DaySpan sampleDay{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
const QString sample = QStringLiteral(RIJIAN_TEST_DATA "/report-2026-01-07.md");
const QString grouped = QStringLiteral(RIJIAN_TEST_DATA "/report-grouped-2026-03-17.md");

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QString sha1(40, u'1');

/// A report of one day with one commit.
QByteArray smallReport(const QByteArray &card, const QByteArray &header = {}, const QByteArray &name = "owner/one", const QByteArray &page = "https://github.com/owner/one/commit/")
{
    return "# 每日更新报告（2026-01-07）\n\n" + header + "## " + name + "\n\n| 提交时间 | 作者 | 提交信息 |\n|----------|------|----------|\n| 2026-01-07 10:00:00 | A | one |\n\n## " + name
        + " 的LLM分析结果\n\n### " + sha1.toUtf8() + "\n" + page + sha1.toUtf8() + "\none\n" + card + "\n\n";
}

const QByteArray card = "**🎯 变更类型**：文档  \n**⚡ 重要程度**：🔴 高";

Analysis modelCard(const QString &sha, const QString &markdown)
{
    return {.sha = sha, .analyzer = u"llm"_s, .model = u"m"_s, .promptVersion = u"1"_s, .createdAt = QDateTime::currentDateTimeUtc(), .markdown = markdown};
}

} // namespace

class TestImporting : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<storage::Database> m_database;

    void open(const QString &folder)
    {
        auto database = storage::Database::open(folder);
        VERIFY_OK(database);
        m_database = std::move(*database);
        VERIFY_OK(m_database->run(u"PRAGMA synchronous=OFF"_s)); // hundreds of reports
    }

    Result<ImportCounts> import(const QByteArray &bytes, const QTimeZone &zone = defaultTimeZone())
    {
        const auto report = report::readReport(bytes);
        return report ? Importer(*m_database, {.dataFolder = m_folder->path(), .zone = zone}).import(*report) : std::unexpected(report.error());
    }

    QByteArray exported(const DaySpan &span)
    {
        const auto repositories = storage::RepositoryStore(*m_database).all();
        const auto document = repositories ? composeReport(*m_database, *repositories, span) : std::unexpected(repositories.error());
        return document ? report::writeMarkdown(*document) : words(document).toUtf8();
    }

    int count(const QString &what)
    {
        auto query = m_database->run(u"SELECT COUNT(*) FROM "_s + what);
        return query && query->next() ? query->value(0).toInt() : -1;
    }

    /// All that is stored but for times of storing.
    QStringList everything()
    {
        QStringList rows;
        for (const QString &sql : {u"SELECT id, name, address, imported, last_error FROM repository"_s, u"SELECT id, sha, listed, position, origin, committer_time, message FROM commits"_s,
                                   u"SELECT id, sha, analyzer, state, failure, markdown FROM analysis"_s, u"SELECT repository_id, begin_at, end_at, imported FROM listing"_s, u"SELECT id FROM job"_s}) {
            auto query = m_database->run(sql + u" ORDER BY 1, 2"_s);
            while (query && query->next()) {
                QString row;
                for (int i = 0; query->value(i).isValid() && i < 7; ++i)
                    row += query->value(i).toString() + u'|';
                rows << row;
            }
        }
        return rows;
    }

private Q_SLOTS:
    void init()
    {
        m_database.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        open(m_folder->path());
    }

    void theSampleKeepsItsCards()
    {
        const auto report = report::readReport(contentOf(sample));
        VERIFY_OK(report);
        const auto added = import(contentOf(sample));
        VERIFY_OK(added);
        QCOMPARE(added->repositories, 1);
        QCOMPARE(added->commits, 15);
        QCOMPARE(added->cards, 10);
        QCOMPARE(added->failures, 0);
        const auto repository = storage::RepositoryStore(*m_database).byName(u"ai-dynamo/dynamo"_s);
        VERIFY_OK(repository);
        QCOMPARE(repository->address, u"https://github.com/ai-dynamo/dynamo"_s);
        QVERIFY(repository->imported && !repository->lastFetch.isValid());

        const auto document = composeReport(*m_database, {*repository}, sampleDay);
        VERIFY_OK(document);
        const report::Ledger ledger = report::takeStock(*document);
        QCOMPARE(ledger.commits, 15);
        QCOMPARE(ledger.whole, 10);
        QCOMPARE(ledger.missing, 5);
        const QByteArray out = exported(sampleDay);
        QVERIFY(out.contains("> 15 个提交：模型分析 10 · 未分析 5"));
        // The table is the sample's to the byte, and each card stands in its commit's section.
        const QByteArray in = contentOf(sample);
        const qsizetype table = in.indexOf("| 提交时间");
        QVERIFY(out.contains(in.sliced(table, in.indexOf("\n\n", table) - table)));
        for (const report::ReadCommit &commit : report->sections.first().commits) {
            if (!commit.card.isEmpty())
                QVERIFY2(out.contains(QByteArray("### " + commit.sha.toUtf8() + "\n" + commit.webAddress.toUtf8() + "\n" + commit.message.toUtf8() + "\n" + commit.card.trimmed().toUtf8() + "\n\n")),
                         qPrintable(commit.sha));
        }
        // The export is a report of this program's: it comes back as it is, the five without a sha as well.
        open(m_folder->filePath(u"second"_s));
        VERIFY_OK(import(out));
        QCOMPARE(exported(sampleDay), out);
        QCOMPARE(count(u"commits WHERE origin = 2"_s), 5);
    }

    void theGroupedSampleComesIn()
    {
        const auto added = import(contentOf(grouped));
        VERIFY_OK(added);
        QCOMPARE(added->commits, 35);
        QCOMPARE(added->cards, 35);
        const qint64 id = storage::RepositoryStore(*m_database).byName(u"sgl-project/sglang"_s)->id;
        const DaySpan day{QDate(2026, 3, 17), QDate(2026, 3, 17), defaultTimeZone()};
        const auto rows = storage::OverviewStore(*m_database).rows({id}, day.beginSeconds(), day.endSeconds());
        VERIFY_OK(rows);
        QCOMPARE(rows->size(), 35);
        QCOMPARE(rows->first().message, u"Add evict policy ut (#20787)"_s);
        QCOMPARE(std::ranges::count(*rows, Importance::High, &CommitRow::cardImportance), 3);
        QVERIFY(std::ranges::none_of(*rows, &CommitRow::byRules));
    }

    void whatIsWrittenComesBack()
    {
        for (const QTimeZone &zone : {defaultTimeZone(), QTimeZone("America/New_York"_ba)}) {
            for (quint32 seed = 1000; seed < 1100; ++seed) {
                for (const QString &table : {u"repository"_s, u"analysis"_s, u"commits"_s, u"listing"_s})
                    VERIFY_OK(m_database->run(u"DELETE FROM "_s + table));
                QRandomGenerator random(seed);
                const report::Document document = makeReport(random, zone);
                const QByteArray bytes = report::writeMarkdown(document);
                const auto added = import(bytes, zone);
                QVERIFY2(added, qPrintable(u"seed %1: %2\n"_s.arg(seed).arg(words(added)) + QString::fromUtf8(bytes)));
                const QByteArray again = exported(document.days);
                const auto at = std::mismatch(bytes.begin(), bytes.end(), again.begin(), again.end()).first - bytes.begin();
                QVERIFY2(again == bytes, qPrintable(u"seed %1, byte %2\n--- written\n%3\n--- again\n%4"_s.arg(seed).arg(at).arg(QString::fromUtf8(bytes.mid(std::max<qsizetype>(0, at - 200), 500)),
                                                                                                                   QString::fromUtf8(again.mid(std::max<qsizetype>(0, at - 200), 500)))));
                const QStringList before = everything();
                const auto twice = import(bytes, zone);
                VERIFY_OK(twice);
                QVERIFY2(twice->isNothing() && everything() == before, qPrintable(u"seed %1"_s.arg(seed)));
            }
        }
    }

    void twiceIsOnce()
    {
        for (const QString &file : {sample, grouped}) {
            VERIFY_OK(import(contentOf(file)));
            const QStringList before = everything();
            const auto again = import(contentOf(file));
            VERIFY_OK(again);
            QVERIFY(again->isNothing());
            QCOMPARE(everything(), before);
        }
    }

    void nothingIsTriggered()
    {
        VERIFY_OK(import(contentOf(sample)));
        QCOMPARE(count(u"job"_s), 0);
        QVERIFY(!QDir(m_folder->filePath(u"mirrors"_s)).exists());
        // The day is there without a mirror, and nobody connects for it.
        Pipeline pipeline(*m_database, {.dataFolder = m_folder->path()}, {}, {});
        const auto repository = storage::RepositoryStore(*m_database).byName(u"ai-dynamo/dynamo"_s);
        const auto day = pipeline.list(*repository, sampleDay);
        VERIFY_OK(day);
        QCOMPARE(day->shas.size(), 15);
        const auto section = pipeline.section(*repository, *day);
        VERIFY_OK(section);
        QCOMPARE(report::writeMarkdown({sampleDay, {*section}}), exported(sampleDay));
    }

    void aNewerCardIsNotHidden()
    {
        VERIFY_OK(import(smallReport(card)));
        VERIFY_OK(storage::AnalysisStore(*m_database).add({modelCard(sha1, u"newer"_s)}));
        VERIFY_OK(import(smallReport("**🎯 变更类型**：重构"))); // later, but of an older report
        const auto all = storage::AnalysisStore(*m_database).all({sha1});
        VERIFY_OK(all);
        QCOMPARE(all->value(sha1).size(), 3);
        QCOMPARE(chooseCard(all->value(sha1)).analysis->markdown, u"newer"_s);
        const auto row = storage::OverviewStore(*m_database).rows(storage::RepositoryStore(*m_database).byName(u"owner/one"_s)->id, {sha1});
        VERIFY_OK(row);
        QCOMPARE(row->first().cardImportance, Importance::Unknown); // the newer one's
    }

    void anImportedCardBeatsTheRules()
    {
        Analysis rules = modelCard(sha1, u"rules"_s);
        rules.analyzer = u"rules"_s;
        VERIFY_OK(storage::AnalysisStore(*m_database).add({rules}));
        VERIFY_OK(import(smallReport(card)));
        const auto all = storage::AnalysisStore(*m_database).all({sha1});
        const CardChoice choice = chooseCard(all->value(sha1));
        QCOMPARE(choice.analysis->markdown, QString::fromUtf8(card));
        QCOMPARE(choice.analysis->card.importance, Importance::High);
        QCOMPARE(choice.analysis->card.types, QList<ChangeType>{ChangeType::Documentation});
        const auto row = storage::OverviewStore(*m_database).rows(storage::RepositoryStore(*m_database).byName(u"owner/one"_s)->id, {sha1});
        QCOMPARE(row->first().cardImportance, Importance::High);
        QVERIFY(!row->first().byRules);
    }

    void aFailureStaysAFailure()
    {
        const QByteArray bytes = smallReport("⚠️ 分析失败：429\n\n" + card, "> 1 个提交：失败 1\n\n");
        const auto added = import(bytes);
        VERIFY_OK(added);
        QCOMPARE(added->failures, 1);
        QCOMPARE(exported(sampleDay), bytes);
        const auto row = storage::OverviewStore(*m_database).rows(storage::RepositoryStore(*m_database).byName(u"owner/one"_s)->id, {sha1});
        VERIFY_OK(row);
        QVERIFY(row->first().modelFailed && row->first().byRules);
    }

    void whatThisStoreExportedAddsNothing()
    {
        VERIFY_OK(import(smallReport(card)));
        VERIFY_OK(m_database->run(u"UPDATE analysis SET analyzer = 'llm', prompt_version = '7'"_s)); // as if it had been made here
        const auto again = import(exported(sampleDay));
        VERIFY_OK(again);
        QVERIFY(again->isNothing());
    }

    void aFetchCompletesWhatAReportTold()
    {
        TestRepository remote(m_folder->filePath(u"remote.git"_s));
        const QStringList shas = makeSampleDay(remote);
        // The sample's rows, and one of them with its real sha.
        QByteArray bytes = contentOf(sample);
        bytes.replace("996077f49aaac2df6a4e183e41006b768ceeacf6", shas[0].toUtf8());
        const auto repository = storage::RepositoryStore(*m_database).add({.name = u"ai-dynamo/dynamo"_s, .address = remote.path()}, u"file:"_s + QFileInfo(remote.path()).canonicalFilePath());
        VERIFY_OK(repository);
        // As a folder it is read in place: hidden from the import, as if it had not been fetched yet.
        VERIFY_OK(m_database->run(u"UPDATE repository SET address = ''"_s));
        VERIFY_OK(import(bytes));
        QCOMPARE(count(u"repository"_s), 1);
        QCOMPARE(count(u"commits WHERE origin = 2"_s), 5);
        const QString madeUp = [&] {
            auto query = m_database->run(u"SELECT sha FROM commits WHERE origin = 2 AND message LIKE '%(#5220)%'"_s);
            return query && query->next() ? query->value(0).toString() : QString();
        }();
        VERIFY_OK(storage::TriageStore(*m_database).set(repository->id, {madeUp}, [] { return Triage{.note = u"look"_s}; }()));
        VERIFY_OK(m_database->run(u"UPDATE repository SET address = ?"_s, {remote.path()}));

        Pipeline pipeline(*m_database, {.dataFolder = m_folder->path()}, {}, {});
        const auto day = pipeline.list(*storage::RepositoryStore(*m_database).byId(repository->id).value(), sampleDay);
        VERIFY_OK(day);
        QCOMPARE(day->shas, shas);
        QCOMPARE(count(u"commits WHERE origin = 2"_s), 0); // the five without a sha have become git's
        QCOMPARE(count(u"commits WHERE listed = 1"_s), 15);
        QCOMPARE(count(u"commits WHERE listed = 1 AND origin <> 0"_s), 0);
        const auto commit = storage::CommitStore(*m_database).bySha(repository->id, {shas[0]});
        VERIFY_OK(commit);
        QVERIFY(!commit->first().committer.name.isEmpty() && !commit->first().files.isEmpty());
        QCOMPARE(chooseCard(storage::AnalysisStore(*m_database).all({shas[0]})->value(shas[0])).analysis->analyzer, u"import"_s);
        QCOMPARE(count(u"triage WHERE note = 'look' AND sha IN (SELECT sha FROM commits WHERE origin = 0)"_s), 1);
        // Git has told what the day holds: the report adds nothing to its list.
        const auto again = import(bytes);
        VERIFY_OK(again);
        QCOMPARE(again->days, 0);
        QCOMPARE(count(u"commits WHERE listed = 1"_s), 15);
    }

    void theMirrorCompletesAtOnce()
    {
        TestRepository remote(m_folder->filePath(u"remote.git"_s));
        const QStringList shas = makeSampleDay(remote);
        QByteArray bytes = contentOf(sample);
        bytes.replace("996077f49aaac2df6a4e183e41006b768ceeacf6", shas[0].toUtf8());
        const QString folder = QFileInfo(remote.path()).canonicalFilePath();
        VERIFY_OK(storage::RepositoryStore(*m_database).add({.name = u"ai-dynamo/dynamo"_s, .address = folder}, u"file:"_s + folder));
        VERIFY_OK(import(bytes));
        // One by its sha, five by their rows; nine have shas that this repository lacks.
        QCOMPARE(count(u"commits WHERE origin = 0"_s), 6);
        QCOMPARE(count(u"commits WHERE origin = 1"_s), 9);
        QCOMPARE(count(u"commits WHERE origin = 2"_s), 0);
        const QStringList before = everything();
        VERIFY_OK(import(bytes));
        QCOMPARE(everything(), before);
    }

    void repositoriesAreFoundAndKeptApart()
    {
        storage::RepositoryStore store(*m_database);
        const auto mine = store.add({.name = u"mine"_s, .address = u"ssh://git@github.com/owner/one.git"_s}, u"ssh:github.com:-1/owner/one"_s);
        VERIFY_OK(mine);
        VERIFY_OK(import(smallReport(card))); // by its web address, whatever it is called
        QCOMPARE(store.all()->size(), 1);
        VERIFY_OK(import(smallReport(card, {}, "mine", "https://gitlab.com/owner/one/-/commit/"))); // a namesake elsewhere
        QCOMPARE(store.all()->size(), 2);
        QCOMPARE(store.all()->last().name, u"gitlab.com/mine"_s);
        QCOMPARE(store.all()->last().address, u"https://gitlab.com/owner/one"_s);

        // A name alone tells no address; the next report does.
        VERIFY_OK(import("# 每日更新报告（2026-01-06）\n\n## owner/two\n\n今日无更新\n\n"));
        QCOMPARE(store.byName(u"owner/two"_s)->address, QString());
        VERIFY_OK(import(smallReport(card, {}, "owner/two", "https://codeberg.org/owner/two/commit/")));
        QCOMPARE(store.all()->size(), 3);
        QCOMPARE(store.byName(u"owner/two"_s)->address, u"https://codeberg.org/owner/two"_s);

        // What a report knew by name alone becomes what the user adds.
        VERIFY_OK(import("# 每日更新报告（2026-01-06）\n\n## owner/three\n\n今日无更新\n\n"));
        const auto tracked = Pipeline(*m_database, {.dataFolder = m_folder->path()}, {}, {}).track(u"owner/three"_s, {}, {});
        VERIFY_OK(tracked);
        QCOMPARE(tracked->name, u"owner/three"_s);
        QCOMPARE(tracked->address, u"https://github.com/owner/three"_s);
        QVERIFY(!tracked->imported);
        QCOMPARE(store.all()->size(), 4);

        // Adding one that was imported makes it the user's own.
        const auto added = store.add({.name = u"owner/two"_s, .address = u"https://codeberg.org/owner/two"_s, .branch = u"dev"_s}, u"http:codeberg.org:-1/owner/two"_s);
        VERIFY_OK(added);
        QVERIFY(!added->imported && added->branch == "dev"_L1);
        QCOMPARE(store.all()->size(), 4);
        VERIFY_FAILS(store.add({.name = u"again"_s, .address = u"https://codeberg.org/owner/two"_s}, u"http:codeberg.org:-1/owner/two"_s), ErrorKind::Usage);
    }

    void aFolderOfAnotherMachineIsNoAddress()
    {
        for (const QByteArray &page : {QByteArray("/srv/git/x"), QByteArray("file:///srv/git/x"), QByteArray("C:\\git"), QByteArray("-oProxyCommand=x"), QByteArray("ext::sh -c x")}) {
            const QByteArray name = "r" + QByteArray::number(qHash(page));
            VERIFY_OK(import(smallReport(card, {}, name, page + "#")));
            QCOMPARE(storage::RepositoryStore(*m_database).byName(QString::fromUtf8(name))->address, QString());
        }
    }

    void manyFilesAreImportedAndTheBadOnesListed()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(u"2026/01"_s));
        const auto write = [&](const QString &name, const QByteArray &bytes) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        };
        write(u"2026/01/a.md"_s, smallReport(card));
        write(u"README.md"_s, "# Reports\n");
        write(u"cut.md"_s, contentOf(sample).first(5000));
        write(u"notes.txt"_s, "x");
        write(u"z.md"_s, contentOf(sample));
        qsizetype told = 0;
        const auto summary = importReports(*m_database, {.dataFolder = m_folder->path()}, {folder.path()}, [&](const ImportedFile &, qsizetype done, qsizetype total) {
            QCOMPARE(total, 4);
            told = done;
        });
        VERIFY_OK(summary);
        QCOMPARE(told, 4);
        QCOMPARE(summary->files, 4);
        QCOMPARE(summary->imported, 2);
        QCOMPARE(summary->added.commits, 16);
        QCOMPARE(summary->failed.size(), 2);
        QVERIFY(summary->failed[0].file.endsWith("README.md"_L1) && summary->failed[0].error->message.startsWith("Line 1"_L1));
        QVERIFY(summary->failed[1].file.endsWith("cut.md"_L1));
        QCOMPARE(count(u"repository"_s), 2);

        VERIFY_FAILS(importReports(*m_database, {}, {folder.filePath(u"none"_s)}), ErrorKind::NotFound);
        std::stop_source stop;
        int files = 0;
        const auto stopped = importReports(*m_database, {}, {folder.path()}, [&](const ImportedFile &, qsizetype, qsizetype) { ++files; stop.request_stop(); }, stop.get_token());
        VERIFY_FAILS(stopped, ErrorKind::Cancelled);
        QCOMPARE(files, 1);
    }

    void nothingIsHalfImported()
    {
        // The second repository cannot be stored: its name is none.
        const QByteArray bytes = smallReport(card) + "## " + QByteArray(400, 'x') + "\n\n今日无更新\n\n";
        VERIFY_FAILS(import(bytes), ErrorKind::BadData);
        for (const QString &table : {u"repository"_s, u"commits"_s, u"analysis"_s, u"listing"_s})
            QCOMPARE(count(table), 0);
        // And the same importer goes on.
        Importer importer(*m_database, {.dataFolder = m_folder->path()});
        QVERIFY(!importer.import(*report::readReport(bytes)));
        VERIFY_OK(importer.import(*report::readReport(smallReport(card))));
        QCOMPARE(count(u"repository"_s), 1);
    }

    void aDayThatNoReportTellsOfIsNotOneWithoutCommits()
    {
        VERIFY_OK(import(smallReport(card)));
        QByteArray other = smallReport(card, {}, "owner/two", "https://github.com/owner/two/commit/");
        other.replace("2026-01-07", "2026-01-08");
        VERIFY_OK(import(other));
        QVERIFY2(!exported(sampleDay).contains("owner/two"), exported(sampleDay).constData());
        // A report that says so is another thing.
        VERIFY_OK(import("# 每日更新报告（2026-01-07）\n\n## owner/two\n\n今日无更新\n\n"));
        QVERIFY2(exported(sampleDay).contains("## owner/two\n\n今日无更新\n"), exported(sampleDay).constData());
    }

    void aMadeUpShaLeadsNowhere()
    {
        VERIFY_OK(import(contentOf(sample)));
        const auto repositories = storage::RepositoryStore(*m_database).all();
        const auto document = composeReport(*m_database, *repositories, sampleDay);
        VERIFY_OK(document);
        int told = 0;
        int madeUp = 0;
        for (const report::Entry &entry : document->sections.first().entries)
            ++(report::outsideAddress(entry.webAddress).isEmpty() ? madeUp : told);
        QCOMPARE(told, 10);
        QCOMPARE(madeUp, 5);
    }

    void aLaterReportOfADayAddsToIt()
    {
        VERIFY_OK(import(smallReport(card)));
        QByteArray later = smallReport(card);
        const QByteArray sha2(40, '2');
        later.replace("| 2026-01-07 10:00:00", "| 2026-01-07 11:00:00 | B | two |\n| 2026-01-07 10:00:00");
        later.replace("### 1", QByteArray("### " + sha2 + "\nhttps://github.com/owner/one/commit/" + sha2 + "\ntwo\n" + card + "\n\n### 1"));
        const auto added = import(later);
        VERIFY_OK(added);
        QCOMPARE(added->commits, 1);
        QCOMPARE(added->days, 1);
        QCOMPARE(exported(sampleDay), later);
        VERIFY_OK(import(smallReport(card))); // the earlier one takes nothing away
        QCOMPARE(exported(sampleDay), later);
    }
};

RIJIAN_TEST_MAIN(TestImporting)
#include "tst_importing.moc"
