// Limits, retries, outages and rest, without a network: a sender that is told what to say, a clock that stands still unless somebody waits.

#include "analysis/llm/admission.h"
#include "analysis/llm/chatcaller.h"
#include "support/stillclock.h"
#include "support/testkit.h"

#include <atomic>
#include <deque>
#include <thread>
#include <vector>

using namespace rijian;
using namespace rijian::analysis::llm;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

ChatOutcome outcomeOf(ChatStatus status, std::optional<milliseconds> retryAfter = {})
{
    ChatOutcome outcome{.status = status, .message = status == ChatStatus::Ok ? QString() : u"why"_s, .retryAfter = retryAfter};
    outcome.usage.requests = 1;
    return outcome;
}

/// Says what it is told, then Ok.
class Sender
{
public:
    explicit Sender(std::initializer_list<ChatOutcome> outcomes = {})
        : m_outcomes(outcomes)
    {
    }

    ChatCaller::Send send()
    {
        return [this](const Endpoint &, const QJsonObject &, std::stop_token, const ChatDelta &) {
            const std::scoped_lock lock(m_mutex);
            ++m_count;
            if (m_outcomes.empty())
                return m_always;
            ChatOutcome outcome = m_outcomes.front();
            m_outcomes.pop_front();
            return outcome;
        };
    }
    void always(ChatStatus status) { m_always = outcomeOf(status); }
    int count() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_count;
    }

private:
    mutable std::mutex m_mutex;
    std::deque<ChatOutcome> m_outcomes;
    ChatOutcome m_always = outcomeOf(ChatStatus::Ok);
    int m_count = 0;
};

/// A sender whose requests end when the test says so.
class Gate
{
public:
    ChatCaller::Send send()
    {
        return [this](const Endpoint &, const QJsonObject &, std::stop_token, const ChatDelta &) {
            std::unique_lock lock(m_mutex);
            m_most = std::max(m_most, ++m_open);
            ++m_begun;
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return m_free > 0; });
            --m_free;
            --m_open;
            m_changed.notify_all();
            return m_outcome;
        };
    }
    void waitForBegun(int count)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_begun >= count; });
    }
    void release(int count, ChatStatus status = ChatStatus::Ok)
    {
        const std::scoped_lock lock(m_mutex);
        m_outcome = outcomeOf(status);
        m_free += count;
        m_changed.notify_all();
    }
    int begun() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_begun;
    }
    int most() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_most;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    ChatOutcome m_outcome;
    int m_open = 0;
    int m_most = 0;
    int m_begun = 0;
    int m_free = 0;
};

Endpoint endpointWith(int concurrency = 4)
{
    return {.name = u"test"_s, .baseUrl = QUrl(u"https://example.invalid/v1"_s), .model = u"m"_s, .concurrency = concurrency};
}

} // namespace

class TestChatCaller : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatMayPassIsTriedAgain_data()
    {
        QTest::addColumn<ChatStatus>("status");
        QTest::addColumn<int>("requests");
        const int all = RetryPolicy().attempts;
        QTest::newRow("Ok") << ChatStatus::Ok << 1;
        QTest::newRow("Length") << ChatStatus::Length << 1;
        QTest::newRow("Filtered") << ChatStatus::Filtered << 1;
        QTest::newRow("Empty") << ChatStatus::Empty << 2;
        QTest::newRow("BadForm") << ChatStatus::BadForm << 1;
        QTest::newRow("BadParameter") << ChatStatus::BadParameter << 1;
        QTest::newRow("TooLong") << ChatStatus::TooLong << 1;
        QTest::newRow("BadRequest") << ChatStatus::BadRequest << 1;
        QTest::newRow("BadKey") << ChatStatus::BadKey << 1;
        QTest::newRow("NoMoney") << ChatStatus::NoMoney << 1;
        QTest::newRow("NoModel") << ChatStatus::NoModel << 1;
        QTest::newRow("RateLimit") << ChatStatus::RateLimit << all;
        QTest::newRow("Overloaded") << ChatStatus::Overloaded << all;
        QTest::newRow("Network") << ChatStatus::Network << all;
        QTest::newRow("Timeout") << ChatStatus::Timeout << all;
        QTest::newRow("Tls") << ChatStatus::Tls << 1;
        QTest::newRow("Proxy") << ChatStatus::Proxy << 1;
        QTest::newRow("Redirected") << ChatStatus::Redirected << 1;
        QTest::newRow("BadAnswer") << ChatStatus::BadAnswer << 1;
    }

    void onlyWhatMayPassIsTriedAgain()
    {
        QFETCH(const ChatStatus, status);
        QFETCH(const int, requests);
        StillClock still;
        Sender sender;
        sender.always(status);
        ChatCaller caller(sender.send(), endpointWith(), {}, still.clock());
        const ChatOutcome outcome = caller.call({}, 100);
        QCOMPARE(outcome.status, status);
        QCOMPARE(sender.count(), requests);
        QCOMPARE(outcome.usage.requests, requests);
        QCOMPARE(caller.outage().has_value(), isOutage(status));
    }

    void pausesGrowWithJitter()
    {
        for (const double random : {0.0, 0.5, 0.999}) {
            StillClock still;
            Sender sender;
            sender.always(ChatStatus::Network);
            ChatCaller caller(sender.send(), endpointWith(), {.attempts = 9}, still.clock(random));
            caller.call({}, 1);
            std::vector<milliseconds> expected;
            for (const int most : {500, 1000, 2000, 4000, 8000, 16000, 30000, 30000})
                expected.push_back(milliseconds(qint64(random * most)));
            std::erase(expected, milliseconds(0)); // nobody waits for nothing
            const auto waited = still.waited();
            QCOMPARE(waited.size(), expected.size());
            for (std::size_t i = 0; i < waited.size(); ++i)
                QCOMPARE(std::chrono::duration_cast<milliseconds>(waited[i]), expected[i]);
        }
    }

    void waitsAsTheServiceAsks()
    {
        StillClock still;
        Sender sender{outcomeOf(ChatStatus::RateLimit, seconds(7))};
        ChatCaller caller(sender.send(), endpointWith(), {}, still.clock(0));
        const auto before = still.now();
        QCOMPARE(caller.call({}, 1).status, ChatStatus::Ok);
        QCOMPARE(still.now() - before, seconds(7));
        QCOMPARE(sender.count(), 2);

        Sender patient{outcomeOf(ChatStatus::RateLimit, seconds(600))};
        ChatCaller other(patient.send(), endpointWith(), {}, still.clock(0));
        QCOMPARE(other.call({}, 1).status, ChatStatus::RateLimit); // longer than anybody waits
        QCOMPARE(patient.count(), 1);
    }

    void whatTheServiceAsksHoldsForAll()
    {
        StillClock still;
        ChatOutcome empty = outcomeOf(ChatStatus::Ok);
        empty.rates.remainingRequests = 0;
        empty.rates.resetRequests = seconds(12);
        Sender sender{empty};
        ChatCaller caller(sender.send(), endpointWith(), {}, still.clock());
        const auto before = still.now();
        caller.call({}, 1);
        QCOMPARE(still.now(), before);
        caller.call({}, 1); // another one
        QCOMPARE(still.now() - before, seconds(12));
    }

    void requestsAMinute()
    {
        StillClock still;
        Sender sender;
        Endpoint endpoint = endpointWith();
        endpoint.requestsPerMinute = 3;
        ChatCaller caller(sender.send(), endpoint, {}, still.clock());
        const auto before = still.now();
        for (int i = 0; i < 3; ++i)
            caller.call({}, 1);
        QCOMPARE(still.now(), before);
        still.advance(seconds(10));
        caller.call({}, 1);
        QCOMPARE(still.now() - before, seconds(60));
        for (int i = 0; i < 3; ++i)
            caller.call({}, 1);
        QCOMPARE(still.now() - before, seconds(120));
    }

    void tokensAMinute()
    {
        StillClock still;
        ChatOutcome counted = outcomeOf(ChatStatus::Ok);
        counted.usageKnown = true;
        counted.usage.prompt = 900;
        Sender sender{counted};
        Endpoint endpoint = endpointWith();
        endpoint.tokensPerMinute = 1000;
        ChatCaller caller(sender.send(), endpoint, {}, still.clock());
        const auto before = still.now();
        caller.call({}, 100); // took 900, not 100
        caller.call({}, 100);
        QCOMPARE(still.now(), before);
        caller.call({}, 100);
        QCOMPARE(still.now() - before, seconds(60));
        caller.call({}, 5'000); // more than a minute may have: alone, not never
        QCOMPARE(still.now() - before, seconds(120));
    }

    void noMoreAtOnceThanAllowed()
    {
        Gate gate;
        ChatCaller caller(gate.send(), endpointWith(3));
        std::vector<std::jthread> threads;
        std::atomic<int> answered = 0;
        for (int i = 0; i < 20; ++i)
            threads.emplace_back([&] { answered += caller.call({}, 1).status == ChatStatus::Ok; });
        gate.waitForBegun(3);
        gate.release(20);
        threads.clear();
        QCOMPARE(answered, 20);
        QCOMPARE(gate.begun(), 20);
        QCOMPARE(gate.most(), 3);
    }

    void fewerAtOnceAfterALimit()
    {
        Admission admission(endpointWith(8), seconds(120));
        Clock::Time now{seconds(1000)};
        std::vector<quint64> running;
        for (int i = 0; i < 8; ++i)
            running.push_back(admission.begin(now, 1));
        QCOMPARE(admission.earliest(now, 1), Clock::Time::max());
        for (const quint64 number : running)
            admission.end(number, now, outcomeOf(ChatStatus::RateLimit));
        QCOMPARE(admission.concurrency(), 4); // once for all that ran together
        admission.end(admission.begin(now, 1), now, outcomeOf(ChatStatus::RateLimit));
        QCOMPARE(admission.concurrency(), 2);
        for (int i = 0; i < 2 + 3 + 4; ++i)
            admission.end(admission.begin(now, 1), now, outcomeOf(ChatStatus::Ok));
        QCOMPARE(admission.concurrency(), 5);
        for (int i = 0; i < 100; ++i)
            admission.end(admission.begin(now, 1), now, outcomeOf(ChatStatus::Ok));
        QCOMPARE(admission.concurrency(), 8);
    }

    void anOutageEndsAllWhoWait()
    {
        Gate gate;
        ChatCaller caller(gate.send(), endpointWith(2));
        std::vector<std::jthread> threads;
        std::atomic<int> refused = 0;
        for (int i = 0; i < 20; ++i)
            threads.emplace_back([&] { refused += caller.call({}, 1).status == ChatStatus::BadKey; });
        gate.waitForBegun(2);
        gate.release(2, ChatStatus::BadKey);
        threads.clear();
        QCOMPARE(refused, 20);
        QCOMPARE(gate.begun(), 2);
        QCOMPARE(caller.outage()->message, u"why"_s);
        QCOMPARE(caller.call({}, 1).usage.requests, 0);
        caller.reset();
        QVERIFY(!caller.outage());
        gate.release(1);
        QCOMPARE(caller.call({}, 1).status, ChatStatus::Ok);
    }

    void anOutageIsForgottenInTime()
    {
        StillClock still;
        Sender sender{outcomeOf(ChatStatus::NoMoney)};
        ChatCaller caller(sender.send(), endpointWith(), {}, still.clock());
        caller.call({}, 1);
        QVERIFY(caller.outage());
        QCOMPARE(caller.call({}, 1).status, ChatStatus::NoMoney);
        QCOMPARE(sender.count(), 1);
        still.advance(RetryPolicy().outageRest);
        QVERIFY(!caller.outage());
        QCOMPARE(caller.call({}, 1).status, ChatStatus::Ok);
    }

    void aServiceThatFailsRests()
    {
        StillClock still;
        Sender sender;
        sender.always(ChatStatus::Overloaded);
        const RetryPolicy policy{.attempts = 2, .breakerFailures = 3};
        ChatCaller caller(sender.send(), endpointWith(), policy, still.clock());
        for (int i = 0; i < 3; ++i)
            caller.call({}, 1);
        QCOMPARE(sender.count(), 6);
        const ChatOutcome refused = caller.call({}, 1);
        QCOMPARE(refused.status, ChatStatus::Overloaded);
        QVERIFY2(refused.message.contains(u"why"_s) && refused.message.size() > 10, qPrintable(refused.message));
        QCOMPARE(refused.usage.requests, 0);
        QCOMPARE(sender.count(), 6);
        still.advance(policy.rest);
        caller.call({}, 1); // one request to see
        QCOMPARE(sender.count(), 7);
        caller.call({}, 1);
        QCOMPARE(sender.count(), 7);
        still.advance(policy.rest);
        sender.always(ChatStatus::Ok);
        QCOMPARE(caller.call({}, 1).status, ChatStatus::Ok);
        QCOMPARE(caller.call({}, 1).status, ChatStatus::Ok);
    }

    void waitingIsStopped()
    {
        Gate gate;
        ChatCaller caller(gate.send(), endpointWith(1));
        std::jthread first([&] { caller.call({}, 1); });
        gate.waitForBegun(1);
        std::stop_source source;
        ChatOutcome outcome;
        std::jthread second([&] { outcome = caller.call({}, 1, source.get_token()); });
        source.request_stop();
        second.join();
        QCOMPARE(outcome.status, ChatStatus::Cancelled);
        QCOMPARE(outcome.usage.requests, 0);
        gate.release(1);
    }

    void aPauseIsStopped()
    {
        Sender sender;
        sender.always(ChatStatus::Network);
        std::stop_source source;
        ChatCaller caller(
            [&](const Endpoint &, const QJsonObject &, std::stop_token, const ChatDelta &) {
                source.request_stop();
                return outcomeOf(ChatStatus::Network, seconds(100));
            },
            endpointWith());
        QCOMPARE(caller.call({}, 1, source.get_token()).status, ChatStatus::Cancelled);
    }

    void whatGrewIsVoidWithANewRequest()
    {
        StillClock still;
        int requests = 0;
        ChatCaller caller(
            [&](const Endpoint &, const QJsonObject &, std::stop_token, const ChatDelta &delta) {
                delta(u"half"_s);
                ChatOutcome outcome = outcomeOf(++requests == 1 ? ChatStatus::Network : ChatStatus::Ok);
                outcome.content = u"half"_s;
                return outcome;
            },
            endpointWith(), {}, still.clock());
        QStringList pieces;
        caller.call({}, 1, {}, [&](const QString &piece) { pieces.append(piece.isNull() ? u"-"_s : piece); });
        QCOMPARE(pieces, (QStringList{u"half"_s, u"-"_s, u"half"_s}));
    }
};

RIJIAN_TEST_MAIN(TestChatCaller)
#include "tst_chatcaller.moc"
