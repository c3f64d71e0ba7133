// A day's digest on its way into Feishu, DingTalk, WeCom and Slack: from the store over HTTP to servers that are as strict as the services.

#include "storage/database.h"
#include "support/chatservice.h"
#include "support/deliveryday.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::jobs;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using storage::PartState;

namespace {

const QList<DeliveryKind> chats{DeliveryKind::Feishu, DeliveryKind::DingTalk, DeliveryKind::WeCom, DeliveryKind::Slack};

bool hasSecurity(DeliveryKind kind)
{
    return kind == DeliveryKind::Feishu || kind == DeliveryKind::DingTalk;
}

} // namespace

class TestChatDelivery : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<ChatService> m_service;
    DeliveryDay m_day;
    DeliveryTarget m_target;
    DeliverySecret m_secret;
    std::chrono::milliseconds m_skew{0}; ///< of this machine's clock
    QList<int> m_waited;                 ///< seconds, those of the pace left out

    /// A day in the store, a robot that demands all that its settings offer, and a target that meets it.
    bool begin(DeliveryKind kind, int commits)
    {
        auto database = storage::Database::open(m_folder->path());
        if (!database)
            return false;
        m_database = std::move(*database);
        const auto day = makeDeliveryDay(*m_database, commits);
        const QString keyword = hasSecurity(kind) ? u"值班提醒"_s : QString();
        const auto target = storage::DeliveryStore(*m_database).save({.name = u"T"_s, .kind = kind, .keyword = keyword});
        if (!day || !target)
            return false;
        m_day = *day;
        m_target = *target;
        const QByteArray key = hasSecurity(kind) ? "SECkey"_ba : QByteArray();
        m_service = std::make_unique<ChatService>(kind, ChatDemands{.key = key, .keyword = keyword});
        m_secret = {.address = m_service->address(), .signature = QString::fromLatin1(key), .password = {}};
        return true;
    }

    /// All is as it is for the user, but for the time.
    DeliveryMeans means()
    {
        DeliveryMeans means;
        means.secret = [this](const DeliveryTarget &) -> Result<DeliverySecret> { return m_secret; };
        means.now = [this] { return m_service->now().addMSecs(m_skew.count()); };
        means.wait = [this](std::chrono::milliseconds time, std::stop_token) {
            m_service->pass(time);
            if (time > 4s)
                m_waited.append(int(time / 1s));
            return true;
        };
        return means;
    }

    DeliveryResult deliver()
    {
        const auto results = Delivering(*m_database, m_folder->path(), means()).deliver({m_target}, {m_day.request});
        return results ? results->first() : DeliveryResult{.error = results.error()};
    }

    QList<PartState> states()
    {
        QList<PartState> states;
        for (const storage::DeliveryPart &part : storage::DeliveryStore(*m_database).parts(m_target.id, u"2026-01-07"_s).value_or(QList<storage::DeliveryPart>()))
            states.append(part.state);
        return states;
    }

    /// Empty: people have the whole digest, each commit once and in its place. Else what is wrong.
    QString missing()
    {
        const qsizetype listed = std::min(m_day.worth, delivery::listedLimit);
        const QList<ChatMessage> taken = m_service->taken();
        QString text;
        QStringList links;
        for (qsizetype i = 0; i < taken.size(); ++i) {
            const ChatMessage &message = taken.at(i);
            const QString number = taken.size() > 1 ? u"（%1/%2）"_s.arg(i + 1).arg(taken.size()) : QString();
            if (!message.title.startsWith(u"日鉴 2026-01-07：%1 个提交"_s.arg(m_day.commits)) || !message.title.endsWith(number))
                return u"title: "_s + message.title;
            if (message.mentions > 0)
                return u"mentions: "_s + message.text;
            text += message.text + u'\n';
            links += message.links;
        }
        if (links != m_day.addresses.first(listed))
            return u"links: "_s + links.join(u' ');
        return m_day.missingIn(text, listed);
    }

    /// Sends once more: nothing may come of it.
    bool nothingMoreIsSent()
    {
        const qsizetype before = m_service->codes().size();
        deliver();
        return m_service->codes().size() == before;
    }

    enum Wrong { Token, Key, NoKey, Clock, Keyword, Answer };

    void spoil(Wrong what, const QByteArray &code)
    {
        switch (what) {
        case Token:
            m_secret.address.replace(u"TOKEN-7"_s, u"TOKEN-OLD"_s);
            break;
        case Key:
            m_secret.signature = u"SECother"_s;
            break;
        case NoKey:
            m_secret.signature.clear();
            break;
        case Clock:
            m_skew = 2h;
            break;
        case Keyword:
            m_target.keyword.clear();
            break;
        case Answer:
            m_service->answerNext(code);
            break;
        }
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_skew = 0ms;
        m_waited.clear();
    }

    void cleanup()
    {
        m_service.reset();
        m_database.reset();
    }

    void aLargeDayArrivesWhole_data()
    {
        QTest::addColumn<int>("kind");
        for (const DeliveryKind kind : chats)
            QTest::newRow(qPrintable(deliveryKindWord(kind))) << int(kind);
    }

    /// 480 commits in several messages: none is too large, too early or unsigned for the service, and people miss nothing.
    void aLargeDayArrivesWhole()
    {
        QFETCH(const int, kind);
        QVERIFY(begin(DeliveryKind(kind), 480));
        const DeliveryResult result = deliver();
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->message) : "");
        QVERIFY(result.parts > 1 && result.delivered == result.parts);
        QCOMPARE(m_service->codes(), QByteArrayList(result.parts, "0"_ba));
        QCOMPARE(missing(), QString());
        const QString end = m_service->taken().last().text;
        QVERIFY2(end.contains(u"另有 %1 个 🔴/🟡 提交未列出"_s.arg(m_day.worth - delivery::listedLimit)) && end.contains(u"其余 160 个提交未列出"_s), qPrintable(end));
        QVERIFY(m_waited.isEmpty());
        QCOMPARE(deliver().already, result.parts);
        QVERIFY(nothingMoreIsSent());
    }

    void aTestMessageIsTaken_data() { aLargeDayArrivesWhole_data(); }

    void aTestMessageIsTaken()
    {
        QFETCH(const int, kind);
        QVERIFY(begin(DeliveryKind(kind), 1));
        VERIFY_OK(Delivering(*m_database, m_folder->path(), means()).test(m_target));
        QCOMPARE(m_service->codes(), QByteArrayList{"0"});
        QVERIFY(m_service->taken().first().title.contains(u"连接测试成功"_s));
    }

    void whatIsRefused_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("wrong");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("words");
        const auto row = [](DeliveryKind kind, Wrong wrong, const QByteArray &code, const QString &words) {
            QTest::addRow("%s %s %d", qPrintable(deliveryKindWord(kind)), code.constData(), int(wrong)) << int(kind) << int(wrong) << code << words;
        };
        using enum DeliveryKind;
        row(Feishu, Token, "19001", u"Enter its new address"_s);
        row(Feishu, Key, "19021", u"check the signing key"_s);
        row(Feishu, NoKey, "19021", u"check the signing key"_s);
        row(Feishu, Clock, "19021", u"this machine's clock"_s);
        row(Feishu, Keyword, "19024", u"enter it for this target"_s);
        row(Feishu, Answer, "9499", u"malformed or too large"_s);
        row(Feishu, Answer, "19022", u"add it to the robot's list"_s);
        row(DingTalk, Token, "300001", u"Enter its new address"_s);
        row(DingTalk, Key, "310000", u"check signing key"_s);
        row(DingTalk, NoKey, "310000", u"check signing key"_s);
        row(DingTalk, Clock, "310000", u"机器人发送签名过期"_s);
        row(DingTalk, Keyword, "310000", u"关键词不匹配"_s);
        row(DingTalk, Answer, "400013", u"Enter its new address"_s);
        row(DingTalk, Answer, "460101", u"20000bytes"_s);
        row(WeCom, Token, "93000", u"Enter its new address"_s);
        row(WeCom, Answer, "93017", u"add it again"_s);
        row(WeCom, Answer, "40058", u"malformed or too large"_s);
        row(Slack, Token, "no_service", u"Enter its new address"_s);
        row(Slack, Answer, "channel_is_archived", u"gone or archived"_s);
        row(Slack, Answer, "action_prohibited", u"administrators"_s);
        row(Slack, Answer, "invalid_payload", u"invalid_payload"_s);
        row(Slack, Answer, "invalid_blocks", u"invalid_blocks"_s);
    }

    /// One line says what to do, nothing is tried again by itself, and once that is done, the next send brings all.
    void whatIsRefused()
    {
        QFETCH(const int, kind);
        QFETCH(const int, wrong);
        QFETCH(const QByteArray, code);
        QFETCH(const QString, words);
        QVERIFY(begin(DeliveryKind(kind), 24));
        const DeliveryTarget target = m_target;
        const DeliverySecret secret = m_secret;
        spoil(Wrong(wrong), code);
        const DeliveryResult refused = deliver();
        QVERIFY(refused.error && refused.error->kind == ErrorKind::BadData && refused.delivered == 0);
        const QString said = refused.error->message;
        QVERIFY2(said.contains(words) && !said.contains(u'\n') && !said.contains(u"TOKEN"_s) && !said.contains(u"SEC"_s), qPrintable(said));
        QCOMPARE(m_service->codes(), QByteArrayList{code});
        QVERIFY(m_waited.isEmpty());
        QList<PartState> kept(refused.parts, PartState::Waiting);
        kept.first() = PartState::Refused;
        QCOMPARE(states(), kept);

        m_service->pass(1min);
        m_target = target;
        m_secret = secret;
        m_skew = 0ms;
        const DeliveryResult mended = deliver();
        QVERIFY2(!mended.error, mended.error ? qPrintable(mended.error->message) : "");
        QCOMPARE(m_service->taken().size(), mended.parts);
        QCOMPARE(missing(), QString());
        QVERIFY(nothingMoreIsSent());
    }

    void othersHaveSentAsMuchAsIsTaken_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QList<int>>("waits");
        QTest::newRow("feishu") << int(DeliveryKind::Feishu) << "11232"_ba << QList<int>{5, 20, 60};
        QTest::newRow("dingtalk") << int(DeliveryKind::DingTalk) << "130101"_ba << QList<int>{}; // ten minutes are too long to wait
        QTest::newRow("wecom") << int(DeliveryKind::WeCom) << "45009"_ba << QList<int>{60};
        QTest::newRow("slack") << int(DeliveryKind::Slack) << "rate_limited"_ba << QList<int>{30};
    }

    /// The rate that a robot shares with others: the digest goes out when it is free again.
    void othersHaveSentAsMuchAsIsTaken()
    {
        QFETCH(const int, kind);
        QFETCH(const QByteArray, code);
        QFETCH(const QList<int>, waits);
        QVERIFY(begin(DeliveryKind(kind), 24));
        m_service->useUp();
        const DeliveryResult result = deliver();
        QCOMPARE(m_service->codes().first(), code);
        QCOMPARE(m_waited, waits);
        QCOMPARE(!result.error, !waits.isEmpty());
        if (result.error) {
            QCOMPARE(result.error->kind, ErrorKind::Network);
            QVERIFY2(result.error->message.contains(u"The next run goes on"_s), qPrintable(result.error->message));
            QCOMPARE(states(), QList<PartState>(result.parts, PartState::Waiting));
            m_service->pass(10min);
            QVERIFY(!deliver().error);
        }
        QCOMPARE(missing(), QString());
        QVERIFY(nothingMoreIsSent());
    }

    void whatIsTriedAgain_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("words"); // where the service has others than usual
        QTest::addColumn<int>("wait");
        using enum DeliveryKind;
        QTest::newRow("feishu 11232") << int(Feishu) << "11232"_ba << QString() << 5;
        QTest::newRow("feishu 99991400") << int(Feishu) << "99991400"_ba << QString() << 7;
        QTest::newRow("feishu 9499") << int(Feishu) << "9499"_ba << u"too many request"_s << 5;
        QTest::newRow("dingtalk -1") << int(DingTalk) << "-1"_ba << QString() << 5;
        QTest::newRow("wecom -1") << int(WeCom) << "-1"_ba << QString() << 5;
        QTest::newRow("wecom 45009") << int(WeCom) << "45009"_ba << QString() << 60;
        QTest::newRow("slack 429") << int(Slack) << "rate_limited"_ba << QString() << 7;
    }

    /// In the middle of a digest: what was delivered is not sent again, and the rest waits until it can be.
    void whatIsTriedAgain()
    {
        QFETCH(const int, kind);
        QFETCH(const QByteArray, code);
        QFETCH(const QString, words);
        QFETCH(const int, wait);
        QVERIFY(begin(DeliveryKind(kind), 480));
        m_service->answerNext(code, 1, 1, words);
        const DeliveryResult once = deliver();
        QVERIFY2(!once.error, once.error ? qPrintable(once.error->message) : "");
        QCOMPARE(m_waited, QList<int>{wait});
        QCOMPARE(m_service->codes().size(), once.parts + 1);
        QCOMPARE(m_service->codes().at(1), code);
        QCOMPARE(missing(), QString());
        QVERIFY(nothingMoreIsSent());
    }

    void whatStaysBusyWaits_data() { whatIsTriedAgain_data(); }

    void whatStaysBusyWaits()
    {
        QFETCH(const int, kind);
        QFETCH(const QByteArray, code);
        QFETCH(const QString, words);
        QVERIFY(begin(DeliveryKind(kind), 480));
        m_service->answerNext(code, 100, 1, words);
        const DeliveryResult busy = deliver();
        QVERIFY(busy.error && busy.error->kind == ErrorKind::Network && busy.delivered == 1);
        QCOMPARE(m_service->codes().size(), 5); // one taken, one tried four times
        QList<PartState> kept(busy.parts, PartState::Waiting);
        kept.first() = PartState::Delivered;
        QCOMPARE(states(), kept);
        m_service->answerNext(code, 0);
        const DeliveryResult rest = deliver();
        QVERIFY2(!rest.error, rest.error ? qPrintable(rest.error->message) : "");
        QCOMPARE(rest.already, 1);
        QCOMPARE(missing(), QString());
        QVERIFY(nothingMoreIsSent());
    }

    void whatWasTakenWithoutAnAnswer_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("how");
        for (const DeliveryKind kind : chats) {
            for (int how = 0; how < (kind == DeliveryKind::Slack ? 4 : 5); ++how) // to Slack any 200 is a yes
                QTest::addRow("%s %d", qPrintable(deliveryKindWord(kind)), how) << int(kind) << how;
        }
    }

    /// The first message has come, and only the service knows: it is not sent again, and the others are.
    void whatWasTakenWithoutAnAnswer()
    {
        QFETCH(const int, kind);
        QFETCH(const int, how);
        const QList<ModelReply> ways{{.status = 500, .pieces = {"rollup_error"}}, {.status = 502, .contentType = "text/html", .pieces = {"<html>"}},
                                     {.status = 0, .end = ModelReply::End::Reset}, {.pieces = {"{"}, .end = ModelReply::End::Cut},
                                     {.contentType = "text/html", .pieces = {"<html>"}}};
        QVERIFY(begin(DeliveryKind(kind), 24));
        m_service->loseAnswers({ways.at(how)});
        const DeliveryResult result = deliver();
        QVERIFY(result.error && result.error->kind == ErrorKind::Network);
        QVERIFY2(result.error->message.contains(u"may have been delivered"_s) && !result.error->message.contains(u"TOKEN"_s), qPrintable(result.error->message));
        QList<PartState> kept(result.parts, PartState::Delivered);
        kept.first() = PartState::Unknown;
        QCOMPARE(states(), kept);
        QCOMPARE(missing(), QString());
        QVERIFY(nothingMoreIsSent());
        QCOMPARE(missing(), QString());
    }
};

RIJIAN_TEST_MAIN(TestChatDelivery)
#include "tst_chatdelivery.moc"
