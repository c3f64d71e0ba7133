// What the desktop works on: decisions among reads and writes that cross them, days that were missed, and two programs at once.

#include "git/localbackend.h"
#include "jobs/workspace.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/settingsstore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QFile>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

using namespace rijian;
using namespace rijian::jobs;
using namespace Qt::StringLiterals;

namespace {

const DaySpan theDay{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
constexpr int commitCount = 10;
constexpr int patience = 30'000;
constexpr int wrongAnswer = 300; // milliseconds in which an answer that must not come would

QString sha(int i)
{
    return u'c' + QString::number(i + 1, 16).rightJustified(39, u'0');
}

/// Another program that writes: nobody else can, until it lets go.
class Writing
{
public:
    explicit Writing(const QString &folder)
        : m_database(storage::Database::open(folder).value())
        , m_begun(m_database->run(u"BEGIN IMMEDIATE"_s).has_value())
    {
    }
    bool begun() const { return m_begun; }
    void end() { m_begun = !m_database->run(u"ROLLBACK"_s).has_value(); }

private:
    std::unique_ptr<storage::Database> m_database;
    bool m_begun;
};

/// What is read with the bytes of binary files (pictures, patches) waits until it is let, or stopped.
class HoldingBackend : public git::LocalBackend
{
public:
    HoldingBackend(QSemaphore &begun, QSemaphore &let)
        : m_begun(begun)
        , m_let(let)
    {
    }
    Result<void> readCommits(const git::Location &location, const QStringList &shas, const git::DiffOptions &options, int threads, const git::Deliver &deliver,
                             std::stop_token stop) override
    {
        if (options.contents) {
            m_begun.release();
            while (!m_let.tryAcquire(1, 10)) {
                if (stop.stop_requested())
                    return failure(ErrorKind::Cancelled, u"Stopped."_s);
            }
        }
        return LocalBackend::readCommits(location, shas, options, threads, deliver, stop);
    }

private:
    QSemaphore &m_begun;
    QSemaphore &m_let;
};

template<typename T>
Result<T> answer(QFuture<Result<T>> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, patience))
        return failure(ErrorKind::Internal, u"nothing came"_s);
    return future.result();
}

} // namespace

class TestWorkspace : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    QList<CommitRow> m_rows;
    qint64 m_repository = 0;

    CommitKey key(int i) const { return {m_repository, sha(i)}; }
    Result<Triage> stored(int i)
    {
        return answer(m_workspace->card(key(i))).transform([](const CardView &card) { return card.triage; });
    }
    Result<void> fill(storage::Database &database)
    {
        Settings settings;
        settings.fetchOnStart = false;
        if (auto saved = storage::SettingsStore(database).save(settings); !saved)
            return saved;
        const auto added = storage::RepositoryStore(database).add({.name = u"a/b"_s, .address = u"https://h.invalid/a/b"_s}, u"a/b"_s);
        if (!added)
            return std::unexpected(added.error());
        m_repository = added->id;
        QList<Commit> commits;
        QList<Analysis> cards;
        QStringList shas;
        for (int i = 0; i < commitCount; ++i) {
            const qint64 seconds = theDay.endSeconds() - 100 - i;
            commits.append({.sha = sha(i), .author = {u"Ann"_s, u"a@x"_s}, .committer = {u"Ann"_s, u"a@x"_s}, .authorTime = {seconds, 0}, .committerTime = {seconds, 0},
                            .message = u"change number%1"_s.arg(i), .parents = {sha(999)}, .files = {{.path = u"a"_s, .insertions = 1}}});
            shas.append(sha(i));
            Analysis card{.sha = sha(i), .analyzer = u"rules"_s, .createdAt = QDateTime::currentDateTimeUtc(), .state = AnalysisState::Whole, .score = 3};
            card.card.importance = Importance::High;
            card.markdown = u"x"_s;
            cards.append(card);
        }
        storage::CommitStore store(database);
        for (const auto &done : {store.add(m_repository, commits), store.setListing(m_repository, theDay.beginSeconds(), theDay.endSeconds(), shas), storage::AnalysisStore(database).add(cards)}) {
            if (!done)
                return done;
        }
        return {};
    }
    void open(const std::function<Result<void>(storage::Database &)> &fill)
    {
        m_workspace.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        {
            const auto database = storage::Database::open(m_folder->path());
            VERIFY_OK(database);
            VERIFY_OK(fill(**database));
        }
        m_workspace = std::make_unique<Workspace>(WorkspaceOptions{.dataFolder = m_folder->path()});
        connect(m_workspace.get(), &Workspace::failed, this, [](const Error &error) { qWarning("%s (%s)", qPrintable(error.message), qPrintable(error.detail)); });
        QSignalSpy opened(m_workspace.get(), &Workspace::opened);
        m_workspace->open();
        QTRY_VERIFY_WITH_TIMEOUT(!opened.isEmpty(), patience);
    }

private Q_SLOTS:
    void init()
    {
        open([this](storage::Database &database) { return database.transaction([&] { return fill(database); }); });
        QSignalSpy loaded(m_workspace.get(), &Workspace::rowsLoaded);
        m_workspace->show(theDay, m_workspace->allIds());
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patience);
        m_rows = loaded.first().first().value<QList<CommitRow>>();
        QCOMPARE(m_rows.size(), commitCount);
        VERIFY_OK(answer(m_workspace->viewedFiles(key(0)))); // the writer has nothing left to do
    }

    void cleanup() { m_workspace.reset(); }

    /// The card that is asked for when a row changes has what was decided, though another program holds the store up.
    void aCardKnowsOfTheDecision()
    {
        Writing other(m_folder->path());
        QVERIFY(other.begun());
        QFuture<Result<CardView>> card;
        connect(m_workspace.get(), &Workspace::rowsUpdated, this, [&] { card = m_workspace->card(key(2)); }, Qt::SingleShotConnection);
        m_workspace->triage({m_rows[2]}, [](Triage &triage) { triage.note = u"ask Ann"_s; }, u"Note"_s);
        QVERIFY(card.isValid());
        QVERIFY(!QTest::qWaitFor([&] { return card.isFinished(); }, wrongAnswer));
        other.end();
        const auto shown = answer(card);
        VERIFY_OK(shown);
        QCOMPARE(shown->triage.note, u"ask Ann"_s);
    }

    /// Whoever asks gets ready for the rows after asking: they come when it is. (A future that is ready continues at once.)
    void rowsComeAfterTheAsking()
    {
        QSignalSpy loaded(m_workspace.get(), &Workspace::rowsLoaded);
        for (int i = 0; i < 500; ++i) {
            loaded.clear();
            m_workspace->showList(i % 2 ? Workspace::List::Queue : Workspace::List::FollowUps);
            QVERIFY2(loaded.isEmpty(), qPrintable(u"the %1th time"_s.arg(i)));
            QVERIFY(loaded.wait(patience));
        }
    }

    /// Rows that were asked for before a decision, or just after it, never come without it.
    void rowsKnowOfTheDecision()
    {
        for (const auto list : {Workspace::List::Days, Workspace::List::FollowUps}) {
            QSignalSpy before(m_workspace.get(), &Workspace::rowsLoaded);
            m_workspace->showList(list);
            QTRY_VERIFY_WITH_TIMEOUT(!before.isEmpty(), patience);
            Writing other(m_folder->path());
            QVERIFY(other.begun());
            const QString note = u"ask Ann %1"_s.arg(int(list));
            m_workspace->reload();
            m_workspace->triage({m_rows[3]}, [&](Triage &triage) {
                triage.state = TriageState::FollowUp;
                triage.note = note;
            }, u"Note"_s);
            QSignalSpy loaded(m_workspace.get(), &Workspace::rowsLoaded); // what came before the decision need not know of it
            m_workspace->reload();
            std::ignore = QTest::qWaitFor([&] { return !loaded.isEmpty(); }, wrongAnswer);
            other.end();
            QTRY_VERIFY_WITH_TIMEOUT(!loaded.isEmpty(), patience);
            for (const auto &one : std::as_const(loaded)) {
                const auto rows = one.first().value<QList<CommitRow>>();
                const auto row = std::ranges::find(rows, sha(3), &CommitRow::sha);
                QVERIFY(row != rows.end());
                QCOMPARE(row->triage.note, note);
            }
        }
    }

    /// A row that does not know of what was decided since changes what it says, and nothing else.
    void aStaleRowOverwritesNothing()
    {
        m_workspace->triage({m_rows[1]}, [](Triage &triage) { triage.note = u"ask Ann"_s; }, u"Note"_s);
        m_workspace->triage({m_rows[1]}, [](Triage &triage) { triage.state = TriageState::Seen; }, u"Reviewed"_s);
        auto now = stored(1);
        VERIFY_OK(now);
        QCOMPARE(now->note, u"ask Ann"_s);
        QCOMPARE(now->state, TriageState::Seen);
        {
            const auto other = storage::Database::open(m_folder->path());
            VERIFY_OK(other);
            VERIFY_OK(storage::TriageStore(**other).set(m_repository, {sha(1)}, {.state = TriageState::Seen, .importance = Importance::Low, .note = u"asked"_s, .due = QDate(2026, 2, 1)}));
        }
        QSignalSpy updated(m_workspace.get(), &Workspace::rowsUpdated);
        m_workspace->undoStack().undo();
        now = stored(1);
        VERIFY_OK(now);
        now->updatedAt = {};
        QCOMPARE(*now, (Triage{.importance = Importance::Low, .note = u"asked"_s, .due = QDate(2026, 2, 1)}));
        QTRY_VERIFY_WITH_TIMEOUT(updated.last().first().value<QList<CommitRow>>().first().triage.note == u"asked"_s, patience); // and is shown
    }

    /// "20 commits: Reviewed. [Undo]" takes those back, whatever was decided since.
    void oneDecisionIsTakenBack()
    {
        const auto seen = [](Triage &triage) { triage.state = TriageState::Seen; };
        const auto states = [this] {
            QList<TriageState> found;
            for (int i = 0; i < 4; ++i)
                found.append(stored(i).value_or(Triage{.state = TriageState::Ignored}).state);
            return found;
        };
        constexpr auto Unseen = TriageState::Unseen, Seen = TriageState::Seen;
        const quint64 three = m_workspace->triage(m_rows.first(3), seen, u"Reviewed"_s);
        m_workspace->triage({m_rows[3]}, seen, u"Reviewed"_s);
        QCOMPARE(states(), (QList{Seen, Seen, Seen, Seen}));
        m_workspace->takeBack(three);
        QCOMPARE(states(), (QList{Unseen, Unseen, Unseen, Seen}));
        m_workspace->undoStack().undo();
        QCOMPARE(states(), (QList{Seen, Seen, Seen, Seen}));
        m_workspace->undoStack().undo();
        m_workspace->takeBack(three); // it is the newest
        QCOMPARE(states(), (QList{Unseen, Unseen, Unseen, Unseen}));
        m_workspace->takeBack(three); // is undone
        QCOMPARE(states(), (QList{Unseen, Unseen, Unseen, Unseen}));
        QCOMPARE(m_workspace->undoStack().index(), 0);
    }

    /// What was dealt with and is undone after the list was read anew is in the list again.
    void undoneItIsInTheQueueAgain()
    {
        Settings settings = m_workspace->settings();
        settings.queueDays = 10'000;
        m_workspace->setSettings(settings);
        QList<CommitRow> rows;
        connect(m_workspace.get(), &Workspace::rowsLoaded, this, [&](const QList<CommitRow> &now) { rows = now; });
        m_workspace->showList(Workspace::List::Queue);
        QTRY_COMPARE_WITH_TIMEOUT(rows.size(), commitCount, patience);
        m_workspace->triage({rows.first()}, [](Triage &triage) { triage.state = TriageState::Seen; }, u"Reviewed"_s);
        m_workspace->reload();
        QTRY_COMPARE_WITH_TIMEOUT(rows.size(), commitCount - 1, patience);
        m_workspace->undoStack().undo();
        QTRY_COMPARE_WITH_TIMEOUT(rows.size(), commitCount, patience);
        m_workspace->disconnect(this);
    }

    /// A search answers while another program writes, though there is something new to take up first.
    void aSearchDoesNotWaitForAWriter()
    {
        QSignalSpy indexed(m_workspace.get(), &Workspace::indexing);
        m_workspace->reload();
        QTRY_VERIFY_WITH_TIMEOUT(!indexed.isEmpty() && indexed.last().first().toInt() == 0, patience);
        m_workspace->triage({m_rows[1]}, [](Triage &triage) { triage.note = u"ask Ann"_s; }, u"Note"_s);
        VERIFY_OK(stored(1));
        Writing other(m_folder->path());
        QVERIFY(other.begun());
        QSignalSpy searched(m_workspace.get(), &Workspace::searched);
        m_workspace->search(u"number4"_s);
        QTRY_COMPARE(searched.size(), 1); // long before the other lets go
        QCOMPARE(searched.first().first().value<SearchAnswer>().rows.size(), 1);
        other.end();
    }

    /// The rows come first, and how many there are beyond them after.
    void whatIsFoundIsCountedAfter()
    {
        constexpr int many = 150;
        QSignalSpy indexed(m_workspace.get(), &Workspace::indexing);
        {
            const auto database = storage::Database::open(m_folder->path());
            VERIFY_OK(database);
            storage::CommitStore store(**database);
            QList<Commit> commits;
            QStringList shas;
            for (int i = 1'000; i < 1'000 + many; ++i) {
                commits.append({.sha = sha(i), .author = {u"Ann"_s, u"a@x"_s}, .authorTime = {i, 0}, .committerTime = {i, 0}, .message = u"scheduler"_s, .parents = {sha(999)}});
                shas.append(sha(i));
            }
            VERIFY_OK(store.add(m_repository, commits));
            VERIFY_OK(store.setListing(m_repository, 0, 2'000, shas));
        }
        m_workspace->reload();
        QTRY_VERIFY_WITH_TIMEOUT(!indexed.isEmpty() && indexed.last().first().toInt() == 0, patience);
        QSignalSpy searched(m_workspace.get(), &Workspace::searched);
        m_workspace->search(u"scheduler"_s);
        QTRY_COMPARE_WITH_TIMEOUT(searched.size(), 2, patience);
        const auto first = searched[0].first().value<SearchAnswer>(), then = searched[1].first().value<SearchAnswer>();
        QVERIFY(first.hasMore && first.totalIsMore);
        QCOMPARE(first.total, int(first.rows.size()));
        QCOMPARE(then.rows, first.rows);
        QVERIFY(then.hasMore && !then.totalIsMore);
        QCOMPARE(then.total, many);
        m_workspace->searchMore();
        QTRY_COMPARE_WITH_TIMEOUT(searched.size(), 3, patience); // there are no more: nothing is left to count
        QCOMPARE(searched[2].first().value<SearchAnswer>().total, many);
        QVERIFY(!searched[2].first().value<SearchAnswer>().totalIsMore);
    }

    /// Changes while the search takes up many commits do not start it once more each.
    void theIndexIsMadeOnce()
    {
        int ends = 0, parts = 0;
        connect(m_workspace.get(), &Workspace::indexing, this, [&](int left) {
            parts += left > 0;
            ends += left == 0 && parts > 0; // one without parts is of what was there before
        });
        QTimer changes; // as a fetch makes them with each of its jobs
        connect(&changes, &QTimer::timeout, m_workspace.get(), &Workspace::reload);
        {
            const auto database = storage::Database::open(m_folder->path());
            VERIFY_OK(database);
            QList<Commit> commits;
            for (int i = 1'000; i < 6'000; ++i)
                commits.append({.sha = sha(i), .author = {u"Ann"_s, u"a@x"_s}, .authorTime = {i, 0}, .committerTime = {i, 0}, .message = u"the scheduler takes what comes first, number%1"_s.arg(i), .parents = {sha(999)}});
            VERIFY_OK(storage::CommitStore(**database).add(m_repository, commits));
        }
        m_workspace->reload();
        changes.start(250);
        QTRY_VERIFY_WITH_TIMEOUT(ends > 0, 2 * patience);
        changes.stop();
        QVERIFY(parts > 1);
        // What else was begun meanwhile has come to its end, too.
        std::ignore = answer(m_workspace->importReports({}, [](const auto &...) {}, {})); // on the same thread
        QVERIFY2(ends <= 2, qPrintable(QString::number(ends))); // the last change may have come after the first end
        m_workspace->disconnect(this);
    }

    /// Another day begins: what is due is counted anew, without anything else that happens.
    void anotherDayCountsAnew()
    {
        Settings settings = m_workspace->settings();
        settings.timeZone = u"Pacific/Pago_Pago"_s; // 25 hours behind the next
        m_workspace->setSettings(settings);
        const QDate due = QDateTime::currentDateTimeUtc().toTimeZone(QTimeZone("Pacific/Kiritimati")).date();
        m_workspace->triage({m_rows[1]}, [due](Triage &triage) {
            triage.state = TriageState::FollowUp;
            triage.due = due;
        }, u"Follow up"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_workspace->queueCounts().followUps, 1, patience);
        QCOMPARE(m_workspace->queueCounts().due, 0);
        QSignalSpy days(m_workspace.get(), &Workspace::dayChanged);
        settings.timeZone = u"Pacific/Kiritimati"_s;
        m_workspace->setSettings(settings);
        QCOMPARE(days.size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_workspace->queueCounts().due, 1, patience);
    }

    /// What `rijian-cli mark` decides while the window is open is there when the user comes back to it.
    void anotherProgramsDecisionIsSeen()
    {
        QSignalSpy indexed(m_workspace.get(), &Workspace::indexing); // what the search's index stores by itself is a change, too
        m_workspace->reload();
        QTRY_VERIFY(!indexed.isEmpty() && indexed.last().first().toInt() == 0);
        QSignalSpy loaded(m_workspace.get(), &Workspace::rowsLoaded);
        QSignalSpy counted(m_workspace.get(), &Workspace::countsChanged);
        m_workspace->lookAgain();
        const auto decide = [&](int row) { m_workspace->triage({m_rows[row]}, [](Triage &triage) { triage.note = u"ours"_s; }, u"Note"_s); };
        // Once it is stored nothing has changed but by us; the index takes it up a moment later.
        connect(m_workspace.get(), &Workspace::countsChanged, m_workspace.get(), &Workspace::lookAgain, Qt::ConnectionType(Qt::DirectConnection | Qt::SingleShotConnection));
        decide(2);
        QTRY_COMPARE_WITH_TIMEOUT(counted.size(), 1, patience);
        decide(3);
        VERIFY_OK(answer(m_workspace->viewedFiles(key(0))));
        QTRY_COMPARE_WITH_TIMEOUT(counted.size(), 2, patience); // and with it what stood before it
        QCOMPARE(loaded.size(), 0);
        {
            const auto other = storage::Database::open(m_folder->path());
            VERIFY_OK(other);
            VERIFY_OK(storage::TriageStore(**other).set(m_rows[1].repository, {m_rows[1].sha}, {.state = TriageState::Ignored, .note = u"theirs"_s}));
        }
        m_workspace->lookAgain();
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patience);
        const auto rows = loaded.first().first().value<QList<CommitRow>>();
        QCOMPARE(std::ranges::find(rows, m_rows[1].sha, &CommitRow::sha)->triage.note, u"theirs"_s);
        QTRY_COMPARE_WITH_TIMEOUT(counted.size(), 3, patience);
    }

    /// What another program has set meanwhile stays.
    void twoProgramsSettings()
    {
        const auto other = storage::Database::open(m_folder->path());
        VERIFY_OK(other);
        storage::SettingsStore store(**other);
        auto theirs = store.load();
        VERIFY_OK(theirs);
        theirs->daily = true;
        theirs->dailyAt = QTime(7, 0);
        VERIFY_OK(store.save(*theirs));
        Settings ours = m_workspace->settings();
        ours.theme = u"dark"_s;
        m_workspace->setSettings(ours);
        ours.theme = u"system"_s; // the default again: the key goes
        ours.fontSize = 14;
        m_workspace->setSettings(ours);
        VERIFY_OK(answer(m_workspace->viewedFiles(key(0)))); // behind them
        const auto now = store.load();
        VERIFY_OK(now);
        QVERIFY(now->daily);
        QCOMPARE(now->dailyAt, QTime(7, 0));
        QCOMPARE(now->theme, u"system"_s);
        QCOMPARE(now->fontSize, 14);
    }

    /// A repository that came with reports alone is no reason to call a digest incomplete.
    void aDigestLeavesImportedOnesOut()
    {
        open([this](storage::Database &database) {
            return database.transaction([&]() -> Result<void> {
                if (auto filled = fill(database); !filled)
                    return filled;
                const auto imported = storage::RepositoryStore(database).add({.name = u"c/imported"_s, .address = u"https://h.invalid/c/d"_s, .imported = true}, u"c/d"_s);
                if (!imported)
                    return std::unexpected(imported.error());
                return storage::CommitStore(database).setListing(m_repository, QDate(2025, 12, 29).startOfDay(defaultTimeZone()).toSecsSinceEpoch(),
                                                                 QDate(2026, 1, 12).startOfDay(defaultTimeZone()).toSecsSinceEpoch(), {});
            });
        });
        const QString file = m_folder->filePath(u"week.md"_s);
        VERIFY_OK(answer(m_workspace->exportPeriod(Period::Week, QDate(2026, 1, 7), file)));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(written.readAll());
        QVERIFY2(!text.contains(u"未读"_s) && !text.contains(u"尚未"_s), qPrintable(text));
        QVERIFY2(!text.contains(u"c/imported"_s), qPrintable(text));
    }

    /// The days on which the program was closed are in the queue after a fetch, once the days before them were read.
    void missedDaysAreListed()
    {
        const QTimeZone zone = defaultTimeZone();
        const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(zone).date();
        const auto secondsOf = [&](int ago) { return today.addDays(-ago).startOfDay(zone).addSecs(60).toSecsSinceEpoch(); };
        testkit::TestRepository repository;
        for (const int ago : {20, 9, 5, 4})
            repository.commit("change " + QByteArray::number(ago), "file" + QByteArray::number(ago), "x", secondsOf(ago));
        QSignalSpy ended(&m_workspace->scheduler(), &Scheduler::ended);
        const auto jobsEnd = [&] {
            return QTest::qWaitFor([&] {
                const auto jobs = answer(m_workspace->jobs());
                return jobs && !ended.isEmpty() && std::ranges::none_of(*jobs, [](const Job &job) { return job.state == JobState::Waiting || job.state == JobState::Running; });
            }, patience);
        };
        const DaySpan aWeekAgo{today.addDays(-7), today.addDays(-7), zone};
        m_workspace->show(aWeekAgo, m_workspace->allIds());
        const auto added = answer(m_workspace->add(repository.path()));
        VERIFY_OK(added);
        QVERIFY(jobsEnd());
        const auto listed = [&](int ago) {
            const auto database = storage::Database::open(m_folder->path());
            const qint64 begin = today.addDays(-ago).startOfDay(zone).toSecsSinceEpoch(), end = today.addDays(1 - ago).startOfDay(zone).toSecsSinceEpoch();
            return storage::CommitStore(**database).isSpanListed(added->id, begin, end).value();
        };
        QTRY_VERIFY_WITH_TIMEOUT(listed(7), patience);
        m_workspace->fetch({added->id});
        QTRY_VERIFY_WITH_TIMEOUT(listed(5) && listed(4) && listed(2), patience);
        QVERIFY(!listed(9)); // before the first day that anybody wanted
        QVERIFY(jobsEnd());
        const auto database = storage::Database::open(m_folder->path());
        VERIFY_OK(database);
        const auto shas = storage::CommitStore(**database).listedShas(added->id, secondsOf(30), secondsOf(0));
        VERIFY_OK(shas);
        QCOMPARE(shas->size(), 2);
        const auto cards = storage::AnalysisStore(**database).all(*shas);
        VERIFY_OK(cards);
        QCOMPARE(cards->value(shas->first()).value(0).analyzer, u"rules"_s);
    }

    /// A picture that is being read and a huge patch that is being saved hold up no click, nor each other.
    void nobodyWaitsForPicturesAndPatches()
    {
        testkit::TestRepository repository;
        const QByteArray before("\x89PNG\0\0\xff\0one", 11), after("\x89PNG\0\0\xff\0two", 11);
        const QString first = repository.commit("one\n", "a.png", before);
        const QString second = repository.commit("two\n", "a.png", after);
        open([&](storage::Database &database) -> Result<void> {
            Settings settings;
            settings.fetchOnStart = false;
            if (auto saved = storage::SettingsStore(database).save(settings); !saved)
                return saved;
            return storage::RepositoryStore(database).add({.name = u"a"_s, .address = repository.path()}, repository.path()).transform([this](const Repository &added) { m_repository = added.id; });
        });
        m_workspace.reset();
        QSemaphore begun, let;
        m_workspace = std::make_unique<Workspace>(WorkspaceOptions{.dataFolder = m_folder->path(), .backend = [&] { return std::make_shared<HoldingBackend>(begun, let); }});
        const auto close = qScopeGuard([this] { m_workspace.reset(); }); // before the semaphores
        QSignalSpy opened(m_workspace.get(), &Workspace::opened);
        m_workspace->open();
        QTRY_VERIFY_WITH_TIMEOUT(!opened.isEmpty(), patience);
        const auto pictures = m_workspace->contents({m_repository, second}, u"a.png"_s);
        const auto patch = m_workspace->patchText({m_repository, second});
        QVERIFY(begun.tryAcquire(2, patience)); // both at once
        VERIFY_OK(answer(m_workspace->patch({m_repository, first})));
        VERIFY_OK(answer(m_workspace->patch({m_repository, second})));
        QVERIFY(!pictures.isFinished() && !patch.isFinished());
        let.release(2);
        const auto picture = answer(pictures);
        VERIFY_OK(picture);
        QCOMPARE((*picture)->files[0].newSide.content, after);
        VERIFY_OK(answer(patch));
    }
};

RIJIAN_TEST_MAIN(TestWorkspace)
#include "tst_workspace.moc"
