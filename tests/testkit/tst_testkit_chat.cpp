// The chats' robots of the test kit: that they refuse what the services refuse, and see what people would see.

#include "delivery/http.h"
#include "support/chatservice.h"
#include "support/testkit.h"

#include <QJsonArray>
#include <QTimeZone>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum DeliveryKind;

namespace {

const QDateTime noon = QDateTime::fromSecsSinceEpoch(1'599'360'473, QTimeZone::UTC);

ModelRequest requestOf(DeliveryKind kind, const QByteArray &content, const QByteArray &query = {})
{
    return {.method = "POST", .path = chatPath(kind, ChatDemands().token) + query, .headers = {{"Content-Type", "application/json; charset=utf-8"}}, .body = {}, .content = content};
}

QByteArray feishuBody(const QString &text, const QJsonObject &more = {})
{
    QJsonObject body{{u"msg_type"_s, u"post"_s},
                     {u"content"_s, QJsonObject{{u"post"_s, QJsonObject{{u"zh_cn"_s, QJsonObject{{u"title"_s, u"t"_s}, {u"content"_s, QJsonArray{QJsonArray{QJsonObject{{u"tag"_s, u"text"_s}, {u"text"_s, text}}}}}}}}}}}};
    for (auto field = more.begin(); field != more.end(); ++field)
        body.insert(field.key(), field.value());
    return toJson(body);
}

QByteArray dingTalkBody(const QString &text)
{
    return toJson({{u"msgtype"_s, u"markdown"_s}, {u"markdown"_s, QJsonObject{{u"title"_s, u"t"_s}, {u"text"_s, text}}}});
}

QByteArray weComBody(const QString &text)
{
    return toJson({{u"msgtype"_s, u"markdown"_s}, {u"markdown"_s, QJsonObject{{u"content"_s, text}}}});
}

QByteArray slackBody(int blocks, qsizetype size, const QString &word = u"x"_s)
{
    QJsonArray list;
    for (int i = 0; i < blocks; ++i)
        list.append(QJsonObject{{u"type"_s, u"section"_s}, {u"text"_s, QJsonObject{{u"type"_s, u"mrkdwn"_s}, {u"text"_s, word.repeated(size)}}}});
    return toJson({{u"text"_s, u"t"_s}, {u"blocks"_s, list}});
}

QByteArray bodyOf(DeliveryKind kind, const QString &text)
{
    return kind == Feishu ? feishuBody(text) : kind == DingTalk ? dingTalkBody(text) : kind == WeCom ? weComBody(text) : slackBody(1, 1, text);
}

/// A text that makes the body so large.
QString filling(DeliveryKind kind, qsizetype size)
{
    return QString(size - bodyOf(kind, {}).size(), u'x');
}

} // namespace

class TestKitChat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limits_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char *name, DeliveryKind kind, const QByteArray &content, const QByteArray &code) { QTest::newRow(name) << int(kind) << content << code; };
        row("feishu full", Feishu, feishuBody(filling(Feishu, 20'000)), "0");
        row("feishu too large", Feishu, feishuBody(filling(Feishu, 20'001)), "9499");
        row("feishu no JSON", Feishu, "{", "9499");
        row("feishu no text", Feishu, feishuBody({}), "9499");
        row("feishu another type", Feishu, feishuBody(u"x"_s, {{u"msg_type"_s, u"text"_s}}), "9499");
        row("dingtalk full", DingTalk, dingTalkBody(filling(DingTalk, 20'000)), "0");
        row("dingtalk too large", DingTalk, dingTalkBody(filling(DingTalk, 20'001)), "460101");
        row("dingtalk no JSON", DingTalk, "{", "40035");
        row("wecom full", WeCom, weComBody(u"日"_s.repeated(1'365) + u'x'), "0");
        row("wecom too large", WeCom, weComBody(u"日"_s.repeated(1'365) + u"xx"_s), "40058");
        row("wecom no JSON", WeCom, "{", "40058");
        row("slack full", Slack, slackBody(50, 3'000), "0");
        row("slack too many blocks", Slack, slackBody(51, 1), "invalid_blocks");
        row("slack too long a block", Slack, slackBody(1, 3'001), "invalid_blocks");
        row("slack an empty block", Slack, slackBody(1, 0), "invalid_blocks");
        row("slack no JSON", Slack, "{", "invalid_payload");
    }

    void limits()
    {
        QFETCH(const int, kind);
        QFETCH(const QByteArray, content);
        QFETCH(const QByteArray, code);
        QCOMPARE(judgeRequest(DeliveryKind(kind), requestOf(DeliveryKind(kind), content), {}, noon).code, code);
        ModelRequest other = requestOf(DeliveryKind(kind), content);
        other.headers.clear(); // no JSON by its type
        QVERIFY(!judgeRequest(DeliveryKind(kind), other, {}, noon).isTaken());
        other = requestOf(DeliveryKind(kind), content, "X");
        QVERIFY(QByteArrayList({"19001", "300001", "93000", "no_service"}).contains(judgeRequest(DeliveryKind(kind), other, {}, noon).code));
    }

    /// By signatures that were made with another program's HMAC.
    void feishuSignatures()
    {
        const ChatDemands demands{.key = "demo"};
        const auto judged = [&](const QString &time, const QString &sign, int late) {
            return judgeRequest(Feishu, requestOf(Feishu, feishuBody(u"x"_s, {{u"timestamp"_s, time}, {u"sign"_s, sign}})), demands, noon.addSecs(late)).code;
        };
        const QString sign = u"l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="_s;
        QCOMPARE(judged(u"1599360473"_s, sign, 0), "0"_ba);
        QCOMPARE(judged(u"1599360473"_s, sign, 3'600), "0"_ba);
        for (const auto &[time, text, late] : {std::tuple(u"1599360473"_s, sign, 3'601), std::tuple(u"1599360473"_s, sign, -3'601), std::tuple(u"1599360474"_s, sign, 0), std::tuple(u"1599360473"_s, QString(), 0)})
            QCOMPARE(judged(time, text, late), "19021"_ba);
    }

    void dingTalkSignatures()
    {
        const ChatDemands demands{.key = "SECdemo"};
        const auto judged = [&](const QByteArray &query, int late) { return judgeRequest(DingTalk, requestOf(DingTalk, dingTalkBody(u"x"_s), query), demands, noon.addSecs(late)).code; };
        const QByteArray good = "&timestamp=1599360473000&sign=tGWkA5eQOQNCNPDgphtxIoNLO%2B%2FgD8Lcb705KQoRzeY%3D";
        QCOMPARE(judged(good, 0), "0"_ba);
        QCOMPARE(judged(good, 3'601), "310000"_ba);
        QCOMPARE(judged(good, -3'601), "310000"_ba);
        QCOMPARE(judged("&timestamp=1599360473000&sign=tGWkA5eQOQNCNPDgphtxIoNLO+/gD8Lcb705KQoRzeY=", 0), "310000"_ba); // "+" is a blank there
        QCOMPARE(judged("&timestamp=1599360474000&sign=tGWkA5eQOQNCNPDgphtxIoNLO%2B%2FgD8Lcb705KQoRzeY%3D", 0), "310000"_ba);
        QCOMPARE(judged({}, 0), "310000"_ba);
    }

    void keywords()
    {
        const ChatDemands demands{.keyword = u"日报"_s};
        for (const auto &[kind, code] : {std::pair(Feishu, "19024"_ba), std::pair(DingTalk, "310000"_ba)}) {
            QCOMPARE(judgeRequest(kind, requestOf(kind, bodyOf(kind, u"今天的日报。"_s)), demands, noon).code, "0"_ba);
            QCOMPARE(judgeRequest(kind, requestOf(kind, bodyOf(kind, u"今天"_s)), demands, noon).code, code);
        }
    }

    void mentionsAndLinksAreSeen_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("mentions");
        QTest::addColumn<QStringList>("links");
        QTest::newRow("feishu") << int(Feishu) << u"<at user_id=\"all\"></at>"_s << 1 << QStringList();
        QTest::newRow("dingtalk") << int(DingTalk) << u"[a](https://a.example/) https://b.example/"_s << 0 << QStringList{u"https://a.example/"_s, u"https://b.example/"_s};
        QTest::newRow("wecom") << int(WeCom) << u"<@all> [a](https://a.example/)"_s << 1 << QStringList{u"https://a.example/"_s};
        QTest::newRow("slack") << int(Slack) << u"<!channel> <@U1> @here <https://a.example/|a>"_s << 3 << QStringList{u"https://a.example/"_s};
    }

    void mentionsAndLinksAreSeen()
    {
        QFETCH(const int, kind);
        QFETCH(const QString, text);
        QFETCH(const int, mentions);
        QFETCH(const QStringList, links);
        const ChatRuling ruling = judgeRequest(DeliveryKind(kind), requestOf(DeliveryKind(kind), bodyOf(DeliveryKind(kind), text)), {}, noon);
        QVERIFY(ruling.isTaken());
        QCOMPARE(ruling.message.mentions, mentions);
        QCOMPARE(ruling.message.links, links);
    }

    void rates_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("messages"); // at once
        QTest::addColumn<int>("seconds");  // until the next
        QTest::newRow("feishu") << int(Feishu) << 5 << 1;
        QTest::newRow("dingtalk") << int(DingTalk) << 20 << 600;
        QTest::newRow("wecom") << int(WeCom) << 20 << 60;
        QTest::newRow("slack") << int(Slack) << 1 << 30;
    }

    void rates()
    {
        QFETCH(const int, kind);
        QFETCH(const int, messages);
        QFETCH(const int, seconds);
        ChatService service{DeliveryKind(kind)};
        const auto post = [&] {
            delivery::send({QUrl(service.address()), bodyOf(DeliveryKind(kind), u"x"_s), {}});
            return service.codes().last();
        };
        for (int i = 0; i < messages; ++i)
            QCOMPARE(post(), "0"_ba);
        QCOMPARE(post(), tooOftenCode(DeliveryKind(kind)));
        service.pass(std::chrono::seconds(seconds) - 1ms);
        QCOMPARE(post(), tooOftenCode(DeliveryKind(kind)));
        service.pass(1ms);
        QCOMPARE(post(), "0"_ba);
        QCOMPARE(service.taken().size(), messages + 1);
    }
};

RIJIAN_TEST_MAIN(TestKitChat)
#include "tst_testkit_chat.moc"
