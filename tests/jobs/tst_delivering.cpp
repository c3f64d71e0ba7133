// What is remembered of each message, what is tried again, and what never is.

#include "core/analysis.h"
#include "jobs/delivering.h"
#include "jobs/runlock.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/process.h"
#include "support/testkit.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::jobs;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using delivery::HttpAnswer;

class TestDelivering : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<storage::Database> m_database;
    DeliveryRequest m_request;
    DeliveryTarget m_target;
    QDateTime m_now;
    QList<HttpAnswer> m_answers; ///< in turn; then success
    QList<QByteArray> m_posted;
    QList<std::chrono::milliseconds> m_waited;
    std::stop_source m_stop;
    QStringList m_shas;

    DeliveryMeans means()
    {
        DeliveryMeans means;
        means.post = [this](const delivery::Post &post, std::stop_token) {
            m_posted.append(post.body);
            return m_answers.isEmpty() ? ok() : m_answers.takeFirst();
        };
        means.secret = [](const DeliveryTarget &) -> Result<DeliverySecret> { return DeliverySecret{.address = u"https://hooks.example.org/x"_s}; };
        means.now = [this] { return m_now; };
        means.wait = [this](std::chrono::milliseconds time, std::stop_token stop) {
            m_waited.append(time);
            m_now = m_now.addMSecs(time.count());
            return !stop.stop_requested();
        };
        return means;
    }

    DeliveryRequest nextDay()
    {
        DeliveryRequest request = m_request;
        request.span.first = request.span.last = m_request.span.last.addDays(1);
        m_shas.clear();
        return request;
    }

    static HttpAnswer ok() { return {.status = 200, .body = "{\"errcode\":0}"}; }
    static HttpAnswer code(int code) { return {.status = 200, .body = "{\"errcode\":" + QByteArray::number(code) + "}"}; }

    DeliveryResult deliver(const DeliveryRequest &request)
    {
        const auto results = Delivering(*m_database, m_folder->path(), means(), m_stop.get_token()).deliver({m_target}, {request});
        return results ? results->first() : DeliveryResult{.error = results.error()};
    }
    DeliveryResult deliver() { return deliver(m_request); }

    QList<storage::PartState> states()
    {
        QList<storage::PartState> states;
        for (const storage::DeliveryPart &part : storage::DeliveryStore(*m_database).parts(m_target.id, u"2026-01-07"_s).value_or(QList<storage::DeliveryPart>()))
            states.append(part.state);
        return states;
    }

    /// Commits of the day, all 🔴 by the rules.
    void addCommits(int count, int first = 0)
    {
        QList<Commit> commits;
        QList<Analysis> analyses;
        QStringList shas;
        for (int i = first; i < first + count; ++i) {
            Commit commit;
            commit.sha = QString::number(i).rightJustified(40, u'0');
            commit.author = commit.committer = {u"李雷"_s, u"l@example.org"_s};
            commit.authorTime = commit.committerTime = {m_request.span.beginSeconds() + 60 + i, 8 * 3600};
            commit.message = u"修复：第 %1 个问题，一个不短的标题，免得一条消息装得下全部\n"_s.arg(i);
            commits.append(commit);
            shas.append(commit.sha);
            Analysis analysis{.sha = commit.sha, .analyzer = u"rules"_s, .promptVersion = u"1"_s, .createdAt = m_now};
            analysis.card.importance = Importance::High;
            analysis.card.summary = u"摘要。"_s.repeated(60);
            analysis.markdown = u"**摘要**"_s;
            analyses.append(analysis);
        }
        store(commits, analyses, shas);
    }

    void store(const QList<Commit> &commits, const QList<Analysis> &analyses, const QStringList &shas);

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto database = storage::Database::open(m_folder->path());
        VERIFY_OK(database);
        m_database = std::move(*database);
        m_now = QDateTime(QDate(2026, 1, 8), QTime(1, 0), QTimeZone::UTC);
        m_answers.clear();
        m_posted.clear();
        m_waited.clear();
        m_stop = {};
        m_shas.clear();
        const auto repository = storage::RepositoryStore(*m_database).add({.name = u"o/r"_s, .address = u"https://github.com/o/r"_s}, u"k"_s);
        VERIFY_OK(repository);
        m_request = {.span = {QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()}, .repositories = {*repository}};
        const auto target = storage::DeliveryStore(*m_database).save({.name = u"W"_s, .kind = DeliveryKind::WeCom});
        VERIFY_OK(target);
        m_target = *target;
    }

    void aDayWithoutCommitsIsNotSent()
    {
        const DeliveryResult result = deliver();
        QVERIFY(!result.error && result.parts == 0 && m_posted.isEmpty());
    }

    void severalMessagesKeepTheirPace()
    {
        addCommits(30);
        const DeliveryResult result = deliver();
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->message) : "");
        QVERIFY(result.parts > 2 && result.delivered == result.parts && m_posted.size() == result.parts);
        QCOMPARE(m_waited.size(), result.parts - 1);
        QVERIFY(std::ranges::all_of(m_waited, [](auto time) { return time > 3s && time < 4s; }));
        m_posted.clear();
        QCOMPARE(deliver().already, result.parts);
        QVERIFY(m_posted.isEmpty());
    }

    /// New commits change nothing of what was delivered, and nothing of what is on its way.
    void theRestOfADigestIsWhatItWas()
    {
        addCommits(30);
        m_answers = {ok(), code(-1), code(-1), code(-1), code(-1)};
        const DeliveryResult broken = deliver();
        QVERIFY(broken.error && broken.delivered == 1);
        const QList<QByteArray> before = m_posted;
        m_posted.clear();
        addCommits(5, 100);
        const DeliveryResult rest = deliver();
        QVERIFY(!rest.error);
        QCOMPARE(rest.already, 1);
        QCOMPARE(rest.delivered, broken.parts - 1);
        QCOMPARE(m_posted.first(), before.at(1));
        QVERIFY(!m_posted.contains(before.first()));
        m_posted.clear();
        m_request.again = true;
        QVERIFY(!deliver().error);
        QVERIFY(m_posted.join().contains("第 104 个问题"));
    }

    void whatIsTriedAgain_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("failures");
        QTest::addColumn<QList<int>>("pauses"); // seconds, those of the pace left out
        QTest::addColumn<bool>("delivered");
        QTest::newRow("busy once") << -1 << 1 << QList<int>{5} << true;
        QTest::newRow("busy for good") << -1 << 9 << QList<int>{5, 20, 60} << false;
        QTest::newRow("too often") << 45009 << 1 << QList<int>{60} << true;
        QTest::newRow("refused") << 93000 << 1 << QList<int>{} << false;
    }

    void whatIsTriedAgain()
    {
        QFETCH(const int, code);
        QFETCH(const int, failures);
        QFETCH(const QList<int>, pauses);
        QFETCH(const bool, delivered);
        addCommits(1);
        for (int i = 0; i < failures; ++i)
            m_answers.append(TestDelivering::code(code));
        const DeliveryResult result = deliver();
        QCOMPARE(!result.error, delivered);
        QList<int> waited;
        for (const auto time : m_waited)
            waited.append(int(time / 1s));
        QCOMPARE(waited, pauses);
        QCOMPARE(states(), QList{delivered ? storage::PartState::Delivered : code == 93000 ? storage::PartState::Refused : storage::PartState::Waiting});
        // Mended, it goes out, once.
        m_answers.clear();
        m_posted.clear();
        QVERIFY(!deliver().error && !deliver().error);
        QCOMPARE(m_posted.size(), delivered ? 0 : 1);
    }

    /// A digest that the network kept back goes out with the next day's run, before that day's own, as does one whose secret could not be read.
    void theNextDaysRunSendsWhatIsLeft_data()
    {
        QTest::addColumn<bool>("secret");
        QTest::newRow("busy") << true;
        QTest::newRow("no keychain") << false;
    }

    void theNextDaysRunSendsWhatIsLeft()
    {
        QFETCH(const bool, secret);
        addCommits(1);
        m_answers = {code(-1), code(-1), code(-1), code(-1)};
        DeliveryMeans failing = means();
        if (!secret)
            failing.secret = [](const DeliveryTarget &) -> Result<DeliverySecret> { return failure(ErrorKind::Auth, u"no keychain"_s); };
        const auto broken = Delivering(*m_database, m_folder->path(), failing).deliver({m_target}, {m_request});
        QVERIFY(broken && broken->first().error);
        m_answers.clear();
        m_posted.clear();
        m_now = m_now.addDays(1);
        const DeliveryRequest before = std::exchange(m_request, nextDay());
        addCommits(1, 50);
        const DeliveryResult result = deliver();
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->message) : "");
        QCOMPARE(result.delivered, 2);
        QCOMPARE(m_posted.size(), 2);
        QVERIFY(m_posted.first().contains("2026-01-07") && m_posted.last().contains("2026-01-08"));
        QVERIFY(!deliver().error && !deliver(before).error);
        QCOMPARE(m_posted.size(), 2); // each once
    }

    /// What was refused waits for the user, and what is older than a week is no news.
    void whatIsNotSentByTheNextRun_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("days");
        QTest::newRow("refused") << 93000 << 1;
        QTest::newRow("old") << -1 << 8;
    }

    void whatIsNotSentByTheNextRun()
    {
        QFETCH(const int, code);
        QFETCH(const int, days);
        addCommits(1);
        m_answers = QList<HttpAnswer>(4, TestDelivering::code(code));
        QVERIFY(deliver().error);
        m_answers.clear();
        m_posted.clear();
        m_now = m_now.addDays(days);
        m_request = nextDay();
        addCommits(1, 50);
        QVERIFY(!deliver().error);
        QCOMPARE(m_posted.size(), 1);
        QVERIFY(m_posted.first().contains("2026-01-08"));
    }

    /// Where the first of several days cannot be sent, the others are not lost.
    void severalDaysAreKept()
    {
        addCommits(1);
        const DeliveryRequest first = std::exchange(m_request, nextDay());
        addCommits(1, 50);
        m_answers = {code(-1), code(-1), code(-1), code(-1)};
        const auto broken = Delivering(*m_database, m_folder->path(), means()).deliver({m_target}, {first, m_request});
        QVERIFY(broken && broken->size() == 1 && broken->first().error);
        QCOMPARE(m_posted.size(), 4); // the second is not tried
        m_answers.clear();
        m_posted.clear();
        m_now = m_now.addDays(1);
        m_request.span.first = m_request.span.last = QDate(2026, 1, 9); // quiet
        QVERIFY(!deliver().error);
        QCOMPARE(m_posted.size(), 2);
        QVERIFY(m_posted.first().contains("2026-01-07") && m_posted.last().contains("2026-01-08"));
    }

    /// What is sent before the day is over is not the day: that follows, and what could not be sent of the part does not come with it.
    void aDayThatIsNotOverIsAnother_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("sent at noon") << 0;
        QTest::newRow("busy at noon") << -1;
    }

    void aDayThatIsNotOverIsAnother()
    {
        QFETCH(const int, code);
        addCommits(1);
        m_now = QDateTime(QDate(2026, 1, 7), QTime(4, 0), QTimeZone::UTC); // noon there
        m_answers = QList<HttpAnswer>(4, TestDelivering::code(code));
        QCOMPARE(deliver().delivered, code == 0 ? 1 : 0);
        QVERIFY(m_posted.first().contains("2026-01-07（截至 12:00）"));
        QVERIFY(states().isEmpty());
        m_answers.clear();
        m_posted.clear();
        if (code == 0)
            QCOMPARE(deliver().already, 1);
        QVERIFY(m_posted.isEmpty());
        m_now = QDateTime(QDate(2026, 1, 8), QTime(1, 0), QTimeZone::UTC);
        QCOMPARE(deliver().delivered, 1);
        QCOMPARE(m_posted.size(), 1);
        QVERIFY(!m_posted.first().contains("截至"));
        QCOMPARE(states(), QList{storage::PartState::Delivered});
        // What waits of noon is news no more once the whole day was sent.
        const auto rest = Delivering(*m_database, m_folder->path(), means()).deliver({m_target}, {});
        VERIFY_OK(rest);
        QCOMPARE(rest->first().parts, 0);
        QCOMPARE(m_posted.size(), 1);
    }

    /// What waits is given up a week after it was begun, however often it was tried meanwhile.
    void whatWaitsIsGivenUpInTheEnd()
    {
        addCommits(1);
        m_answers = QList<HttpAnswer>(4, code(-1));
        QVERIFY(deliver().waits);
        const auto rest = [this] { return Delivering(*m_database, m_folder->path(), means()).deliver({m_target}, {}); };
        for (int day = 1; day <= 9; ++day) {
            m_now = m_now.addDays(1);
            m_answers = QList<HttpAnswer>(4, code(-1));
            m_posted.clear();
            const auto tried = rest();
            VERIFY_OK(tried);
            if (day != 7) // by the second
                QCOMPARE(tried->first().parts, day < 7 ? 1 : 0);
        }
    }

    /// Without anything new to deliver: whoever waits is told by `waits`, and the keychain is asked only where something is to be sent.
    void theRestGoesOutByItself()
    {
        addCommits(1);
        m_answers = {code(-1), code(-1), code(-1), code(-1)};
        QVERIFY(deliver().waits);
        m_posted.clear();
        const auto rest = [this](const DeliveryMeans &how) { return Delivering(*m_database, m_folder->path(), how).deliver({m_target}, {}); };
        const auto sent = rest(means());
        VERIFY_OK(sent);
        QVERIFY(sent->first().delivered == 1 && !sent->first().waits && m_posted.size() == 1);
        DeliveryMeans locked = means();
        locked.secret = [](const DeliveryTarget &) -> Result<DeliverySecret> { return failure(ErrorKind::Auth, u"no keychain"_s); };
        const auto nothing = rest(locked);
        VERIFY_OK(nothing);
        QVERIFY(!nothing->first().error && nothing->first().parts == 0 && m_posted.size() == 1);
        m_answers = {code(93000)};
        m_request.again = true;
        QVERIFY(!deliver().waits); // refused
    }

    void anotherProgramIsWaitedFor()
    {
        addCommits(1);
        auto held = RunLock::take(m_folder->path(), u"deliver"_s);
        VERIFY_OK(held);
        QCOMPARE(deliver().error->kind, ErrorKind::Busy);
        DeliveryMeans how = means();
        int seconds = 0;
        how.wait = [&](std::chrono::milliseconds, std::stop_token) {
            if (++seconds == 3)
                held->reset();
            return true;
        };
        const auto results = Delivering(*m_database, m_folder->path(), how).deliver({m_target}, {m_request}, 5s);
        VERIFY_OK(results);
        QCOMPARE(results->first().delivered, 1);
        QCOMPARE(seconds, 3);
    }

    /// In the form of the last export where the file's name allows, with the notes; nothing on a day without commits.
    void theCommittedReportIsTheUsers()
    {
        m_target = {.name = u"G"_s, .kind = DeliveryKind::Git, .folder = m_folder->path(), .pattern = u"{date}.md"_s};
        const DeliveryResult quiet = deliver();
        QVERIFY(!quiet.error && quiet.parts == 0 && quiet.note == u"nothing to send"_s && !QFile::exists(m_folder->filePath(u"2026-01-07.md"_s)));
        addCommits(2);
        Settings settings;
        settings.exportForm = u"grouped"_s;
        settings.exportNotes = true;
        VERIFY_OK(storage::SettingsStore(*m_database).save(settings));
        VERIFY_OK(storage::TriageStore(*m_database).set(m_request.repositories.first().id, {m_shas.first()}, {.state = TriageState::FollowUp, .note = u"ask Ann"_s}));
        const auto preview = Delivering(*m_database, m_folder->path(), means()).preview(m_target, m_request);
        VERIFY_OK(preview);
        QVERIFY(preview->messages.first().contains("ask Ann"));
        settings.exportForm = u"html"_s; // not in a .md
        VERIFY_OK(storage::SettingsStore(*m_database).save(settings));
        const auto plain = Delivering(*m_database, m_folder->path(), means()).preview(m_target, m_request);
        VERIFY_OK(plain);
        QVERIFY(!plain->messages.first().contains("<html") && plain->messages.first().contains("ask Ann") && plain->messages != preview->messages);
        m_target.pattern = u"{date}.html"_s;
        const auto page = Delivering(*m_database, m_folder->path(), means()).preview(m_target, m_request);
        VERIFY_OK(page);
        QVERIFY(page->messages.first().contains("<html"));
    }

    /// The folder was no repository yet, or in the middle of a merge: the next day's run commits both.
    void aReportThatCouldNotBeCommittedIsNotLost()
    {
        const QString folder = m_folder->filePath(u"reports"_s);
        QVERIFY(QDir().mkpath(folder));
        const auto saved = storage::DeliveryStore(*m_database).save({.name = u"G"_s, .kind = DeliveryKind::Git, .folder = folder, .pattern = u"{date}.md"_s});
        VERIFY_OK(saved);
        m_target = *saved;
        addCommits(1);
        QVERIFY(deliver().error);
        const QProcessEnvironment clean = testkit::gitEnvironment(m_folder->path());
        for (const QString &name : {u"HOME"_s, u"XDG_CONFIG_HOME"_s, u"GIT_CONFIG_NOSYSTEM"_s, u"GIT_CONFIG_GLOBAL"_s})
            qputenv(name.toLatin1().constData(), clean.value(name).toUtf8());
        for (const QStringList &words : {QStringList{u"init"_s, u"-q"_s}, {u"config"_s, u"user.name"_s, u"Ann"_s}, {u"config"_s, u"user.email"_s, u"a@example.org"_s}})
            QVERIFY(testkit::runGit(words, clean, folder).ok());
        m_now = m_now.addDays(1);
        m_request = nextDay();
        addCommits(1, 50);
        const DeliveryResult result = deliver();
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->message) : "");
        QCOMPARE(result.delivered, 2);
        QVERIFY(QFile::exists(folder + u"/2026-01-07.md"_s) && QFile::exists(folder + u"/2026-01-08.md"_s));
        QCOMPARE(deliver().parts, 1); // nothing is left
    }

    void whatMayHaveArrivedIsNotSentAgain_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("broken") << 0;
        QTest::newRow("500") << 1;
        QTest::newRow("not understood") << 2;
        QTest::newRow("the program ended") << 3;
    }

    void whatMayHaveArrivedIsNotSentAgain()
    {
        QFETCH(const int, how);
        addCommits(30);
        if (how == 3) { // as a killed program leaves it
            m_answers = {code(-1), code(-1), code(-1), code(-1)};
            deliver();
            auto parts = storage::DeliveryStore(*m_database).parts(m_target.id, u"2026-01-07"_s);
            VERIFY_OK(parts);
            VERIFY_OK(storage::DeliveryStore(*m_database).mark(parts->first(), storage::PartState::Sending, {}, m_now));
        } else {
            m_answers = {how == 0 ? HttpAnswer{.end = HttpAnswer::End::Broken, .message = u"gone"_s} : HttpAnswer{.status = how == 1 ? 500 : 200, .body = "<html>"}};
        }
        const QByteArray first = how == 3 ? m_posted.first() : QByteArray();
        m_posted.clear();
        const DeliveryResult result = deliver();
        QVERIFY(result.error && result.error->message.contains(u"may have been delivered"_s));
        QCOMPARE(result.delivered, result.parts - 1); // the others do not suffer
        QCOMPARE(states().first(), storage::PartState::Unknown);
        const qsizetype sent = m_posted.size();
        QVERIFY(first.isEmpty() || !m_posted.contains(first));
        QVERIFY(deliver().error);
        QCOMPARE(m_posted.size(), sent);
    }

    void nobodySendsBeside()
    {
        addCommits(1);
        {
            const auto lock = RunLock::take(m_folder->path(), u"deliver"_s);
            VERIFY_OK(lock);
            const DeliveryResult result = deliver();
            QVERIFY(result.error && result.error->kind == ErrorKind::Busy);
        }
        QVERIFY(!deliver().error);
    }

    void stoppedBetweenTwoMessages()
    {
        addCommits(30);
        DeliveryMeans stopping = means();
        stopping.wait = [this](std::chrono::milliseconds, std::stop_token) {
            m_stop.request_stop();
            return false;
        };
        const auto results = Delivering(*m_database, m_folder->path(), stopping, m_stop.get_token()).deliver({m_target}, {m_request});
        VERIFY_OK(results);
        QVERIFY(results->first().error && results->first().error->kind == ErrorKind::Cancelled);
        QCOMPARE(m_posted.size(), 1);
        m_stop = {};
        const DeliveryResult rest = deliver();
        QVERIFY(!rest.error && rest.already == 1 && rest.delivered == rest.parts - 1);
    }

    void aTestIsNotRemembered()
    {
        VERIFY_OK(Delivering(*m_database, m_folder->path(), means()).test(m_target));
        QVERIFY(m_posted.first().contains("连接测试"));
        QVERIFY(states().isEmpty());
        m_answers = {code(93000)};
        VERIFY_FAILS(Delivering(*m_database, m_folder->path(), means()).test(m_target), ErrorKind::BadData);
    }

    void targetsComeBack()
    {
        storage::DeliveryStore store(*m_database);
        DeliveryTarget mail{.name = u"邮件"_s, .kind = DeliveryKind::Email, .enabled = false, .least = Importance::High, .server = u"s"_s, .port = 2525, .security = MailSecurity::Tls, .user = u"u"_s,
                            .from = u"a@b"_s, .to = {u"c@d"_s, u"e@f"_s}};
        const auto saved = store.save(mail);
        VERIFY_OK(saved);
        QVERIFY(!saved->key.isEmpty());
        QCOMPARE(*store.target(u"邮件"_s), *saved);
        VERIFY_FAILS(store.save({.name = u"w"_s, .kind = DeliveryKind::Slack}), ErrorKind::Usage); // "W" is taken
        VERIFY_OK(store.remove(saved->id));
        VERIFY_FAILS(store.target(u"邮件"_s), ErrorKind::NotFound);
    }
};

void TestDelivering::store(const QList<Commit> &commits, const QList<Analysis> &analyses, const QStringList &shas)
{
    const qint64 repository = m_request.repositories.first().id;
    storage::CommitStore commitStore(*m_database);
    m_shas = shas + m_shas;
    QVERIFY(commitStore.add(repository, commits) && storage::AnalysisStore(*m_database).add(analyses));
    VERIFY_OK(commitStore.setListing(repository, m_request.span.beginSeconds(), m_request.span.endSeconds(), m_shas));
}

RIJIAN_TEST_MAIN(TestDelivering)
#include "tst_delivering.moc"
