// Digests as each service's messages: sizes, hostile text, signatures, and what answers mean.

#include "delivery/service.h"
#include "support/sampleentries.h"
#include "support/testkit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

using namespace rijian;
using namespace rijian::delivery;
using namespace Qt::StringLiterals;

namespace {

const QString evil = u"fix @all <at user_id=\"all\"></at> <!channel> [click](https://evil.example/x) *b* `c` https://evil.example | & \u202E"_s;

DigestCommit commitOf(int number, Importance importance)
{
    return {.repository = u"owner/仓库-%1"_s.arg(number % 7), .sha = QString::number(number).rightJustified(40, u'a'), .subject = u"修复：解析器在空输入时崩溃 %1 😀"_s.arg(number).repeated(3),
            .author = u"李雷"_s, .summary = u"解析器不再崩溃。"_s.repeated(20), .webAddress = u"https://github.com/o/r/commit/%1"_s.arg(QString::number(number).rightJustified(40, u'a')), .importance = importance};
}

Digest bigDigest(int commits)
{
    Digest digest{.days = {QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()}, .commits = commits, .repositories = 7, .counts = {0, 0, commits / 2, commits - commits / 2}};
    for (int i = 0; i < commits; ++i)
        digest.listed.append(commitOf(i, i < commits - commits / 2 ? Importance::High : Importance::Medium));
    return digest;
}

QJsonObject object(const QByteArray &bytes)
{
    return QJsonDocument::fromJson(bytes).object();
}

/// All text that people see of a message, and all of it that is markup.
QString shownOf(DeliveryKind kind, const QByteArray &message)
{
    const QJsonObject body = object(message);
    switch (kind) {
    case DeliveryKind::DingTalk:
        return body[u"markdown"_s][u"text"_s].toString();
    case DeliveryKind::WeCom:
        return body[u"markdown"_s][u"content"_s].toString();
    case DeliveryKind::Slack: {
        QString text;
        for (const QJsonValue block : body[u"blocks"_s].toArray())
            text += block[u"text"_s][u"text"_s].toString() + u'\n';
        return text;
    }
    case DeliveryKind::Feishu: {
        QString text;
        const QJsonValue post = body[u"content"_s][u"post"_s][u"zh_cn"_s];
        text += post[u"title"_s].toString() + u'\n';
        for (const QJsonValue row : post[u"content"_s].toArray()) {
            for (const QJsonValue element : row.toArray())
                text += element[u"text"_s].toString() + element[u"href"_s].toString();
            text += u'\n';
        }
        return text;
    }
    default:
        return QString::fromUtf8(message);
    }
}

} // namespace

class TestServices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sizesAreKept_data()
    {
        QTest::addColumn<int>("kind");
        for (const DeliveryKind kind : {DeliveryKind::Feishu, DeliveryKind::DingTalk, DeliveryKind::WeCom, DeliveryKind::Slack, DeliveryKind::Webhook})
            QTest::newRow(qPrintable(deliveryKindWord(kind))) << int(kind);
    }

    /// 300 commits: each whole and once, in order, on pages that the service takes.
    void sizesAreKept()
    {
        QFETCH(const int, kind);
        const Service *service = serviceOf(DeliveryKind(kind));
        const DeliveryTarget target{.name = u"t"_s, .kind = DeliveryKind(kind), .keyword = u"日报"_s};
        for (const int count : {1, 2, 50, 300}) {
            const QList<QByteArray> messages = service->messages(bigDigest(count), target);
            QVERIFY(!messages.isEmpty());
            QString all;
            for (const QByteArray &message : messages) {
                const QJsonObject body = object(message);
                QVERIFY(!body.isEmpty());
                const QString shown = shownOf(DeliveryKind(kind), message);
                QVERIFY(shown.isValidUtf16());
                switch (DeliveryKind(kind)) {
                case DeliveryKind::Feishu: {
                    const Post post = service->post(message, {.address = u"https://a.example/"_s, .signature = u"key"_s}, QDateTime::currentDateTimeUtc());
                    QVERIFY2(post.body.size() <= 20'000, qPrintable(QString::number(post.body.size())));
                    break;
                }
                case DeliveryKind::DingTalk:
                    QVERIFY2(message.size() <= 20'000, qPrintable(QString::number(message.size())));
                    break;
                case DeliveryKind::WeCom:
                    QVERIFY2(shown.toUtf8().size() <= 4'096, qPrintable(QString::number(shown.toUtf8().size())));
                    break;
                case DeliveryKind::Slack:
                    QVERIFY(body[u"blocks"_s].toArray().size() <= 50);
                    for (const QJsonValue block : body[u"blocks"_s].toArray())
                        QVERIFY(block[u"text"_s][u"text"_s].toString().size() <= (block[u"type"_s] == u"header"_s ? 150 : 3'000));
                    break;
                default:
                    break;
                }
                if (kind == int(DeliveryKind::Feishu) || kind == int(DeliveryKind::DingTalk) || kind == int(DeliveryKind::WeCom))
                    QVERIFY(shown.contains(u"日报"_s));
                all += shown;
            }
            qsizetype at = 0;
            for (int i = 0; i < count; ++i) {
                const QString address = u"commit/%1"_s.arg(QString::number(i).rightJustified(40, u'a'));
                const qsizetype found = all.indexOf(address, at);
                QVERIFY2(found >= 0, qPrintable(address));
                at = found + 1;
                QCOMPARE(all.count(address), 1);
            }
            QVERIFY(kind == int(DeliveryKind::Webhook) || all.indexOf(u"需要关注"_s) < all.indexOf(u"值得一看"_s) || count == 1);
        }
        QVERIFY(service->messages(bigDigest(300), target).size() > (kind == int(DeliveryKind::Webhook) || kind == int(DeliveryKind::Slack) ? 0 : 3));
    }

    /// Commits of one line each: the marks that services put at lines' ends count, too.
    void manyShortCommitsFit()
    {
        Digest digest = bigDigest(600);
        for (DigestCommit &commit : digest.listed) {
            commit.summary.clear();
            commit.subject = u"fix"_s;
            commit.webAddress.clear();
        }
        for (const auto &[kind, limit] : {std::pair(DeliveryKind::DingTalk, 20'000), std::pair(DeliveryKind::WeCom, 4'096)}) {
            for (int summary = 0; summary < 2; ++summary) { // a summary is a line of its own
                for (DigestCommit &commit : digest.listed)
                    commit.summary = summary > 0 ? u"x"_s : QString();
                for (const QByteArray &message : serviceOf(kind)->messages(digest, {.kind = kind})) {
                    QVERIFY(kind != DeliveryKind::DingTalk || message.size() <= limit);
                    QVERIFY2(shownOf(kind, message).toUtf8().size() <= limit, qPrintable(QString::number(shownOf(kind, message).toUtf8().size())));
                }
            }
        }
    }

    void textStaysText_data() { sizesAreKept_data(); }

    void textStaysText()
    {
        QFETCH(const int, kind);
        Digest digest = bigDigest(2);
        digest.unread = {evil};
        for (DigestCommit &commit : digest.listed) {
            commit.subject = commit.summary = commit.author = commit.repository = evil;
            commit.webAddress = u"https://ok.example/a)(<b>|c@d"_s;
        }
        for (const QByteArray &message : serviceOf(DeliveryKind(kind))->messages(digest, {.kind = DeliveryKind(kind)})) {
            if (kind == int(DeliveryKind::Webhook))
                continue; // JSON: a receiver gets the text as it is
            const QString shown = shownOf(DeliveryKind(kind), message);
            QVERIFY2(!shown.contains(u"@"_s), qPrintable(shown));
            QVERIFY2(!shown.contains(u"<at"_s) && !shown.contains(u"<!"_s), qPrintable(shown));
            QVERIFY2(!shown.contains(u"<https://evil"_s), qPrintable(shown));
            QVERIFY2(!shown.contains(u"a)(<b"_s), qPrintable(shown));
            if (kind == int(DeliveryKind::DingTalk) || kind == int(DeliveryKind::WeCom))
                QVERIFY2(!shown.contains(u"://evil"_s) && !shown.contains(u"](https://evil"_s) && !shown.contains(u'`'), qPrintable(shown));
            if (kind == int(DeliveryKind::Slack))
                QVERIFY(object(message)[u"blocks"_s][1][u"text"_s][u"verbatim"_s].toBool());
        }
    }

    void aPieceThatIsTooLongLosesWhatMattersLeast()
    {
        const Markup plain{[](const QString &text) { return text; }, [](const QString &label, const QString &url) { return QString(label + url); }, [](const QString &text) { return text; }};
        const auto size = [](const QString &text) { return text.size(); };
        Digest digest = bigDigest(1);
        const auto line = [&](qsizetype limit) { return piecesOf(digest, plain, limit, size).at(2).text; };
        QVERIFY(line(10'000).contains(u"不再崩溃"_s) && line(10'000).contains(u"https://"_s));
        const QString noSummary = line(200);
        QVERIFY2(!noSummary.contains(u"不再崩溃"_s) && noSummary.contains(u"https://"_s), qPrintable(noSummary));
        const QString noLink = line(110);
        QVERIFY2(!noLink.contains(u"https://"_s) && noLink.contains(u"aaaaaaa"_s), qPrintable(noLink));
    }

    void halfACharacterIsNeverLeft()
    {
        for (qsizetype limit = 0; limit < 12; ++limit)
            QVERIFY(cutTo(u"a😀b😀c😀"_s, limit).isValidUtf16());
    }

    void aSourceBecomesADigest()
    {
        testkit::MadeUpSource source({20, 0, 30});
        const auto digest = makeDigest(source, Importance::Medium);
        QVERIFY(digest.has_value());
        QCOMPARE(digest->commits, 50);
        QCOMPARE(digest->repositories, 2);
        QCOMPARE(digest->listed.size(), digest->counts.at(std::size_t(Importance::High)) + digest->counts.at(std::size_t(Importance::Medium)));
        QVERIFY(std::ranges::is_sorted(digest->listed, std::ranges::greater(), [](const DigestCommit &commit) { return int(commit.importance); }));
        const auto high = makeDigest(source, Importance::High);
        QVERIFY(std::ranges::all_of(high->listed, [](const DigestCommit &commit) { return commit.importance == Importance::High; }));
        testkit::MadeUpSource large({2'000});
        QCOMPARE(makeDigest(large, Importance::Medium)->listed.size(), qsizetype(listedLimit));
        const auto cut = makeDigest(large, Importance::Medium);
        QVERIFY(cut->unlisted > 0 && cut->unlistedIn.size() == 1 && cut->unlistedIn.first().contains(QString::number(cut->unlisted)));
        const QString shown = shownOf(DeliveryKind::WeCom, serviceOf(DeliveryKind::WeCom)->messages(*cut, {.kind = DeliveryKind::WeCom}).last());
        QVERIFY2(shown.contains(u"另有 %1 个"_s.arg(cut->unlisted)), qPrintable(shown));
        QCOMPARE(makeDigest(large, Importance::Medium, 5'000)->unlisted, 0);
    }

    void signatures()
    {
        const QDateTime now = QDateTime::fromSecsSinceEpoch(1'599'360'473, QTimeZone::UTC);
        // Computed with Python's hmac from the services' documentation.
        const Post lark = feishu().post("{\"msg_type\":\"text\"}", {.address = u"https://f.example/hook/x"_s, .signature = u"demo"_s}, now);
        QCOMPARE(object(lark.body)[u"timestamp"_s].toString(), u"1599360473"_s);
        QCOMPARE(object(lark.body)[u"sign"_s].toString(), u"l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="_s);
        const Post ding = dingTalk().post("{}", {.address = u"https://d.example/robot/send?access_token=tok"_s, .signature = u"SECdemo"_s}, now);
        const QUrlQuery query(ding.url);
        QCOMPARE(query.queryItemValue(u"access_token"_s), u"tok"_s);
        QCOMPARE(query.queryItemValue(u"timestamp"_s), u"1599360473000"_s);
        QCOMPARE(query.queryItemValue(u"sign"_s, QUrl::FullyDecoded), u"tGWkA5eQOQNCNPDgphtxIoNLO+/gD8Lcb705KQoRzeY="_s);
        QVERIFY(!ding.url.toString(QUrl::FullyEncoded).contains(u'+'));
        const Post own = webhook().post("{\"a\":1}", {.address = u"https://w.example/"_s, .signature = u"k"_s}, now);
        const auto header = std::ranges::find(own.headers, "X-Rijian-Signature"_ba, &std::pair<QByteArray, QByteArray>::first);
        QVERIFY(header != own.headers.end());
        QCOMPARE(header->second, "sha256=ab93960ebebbef2eefd80ac5ec47f3ad681d9902f2d6fa70815fc7a641f4ec39"_ba);
        QCOMPARE(webhook().post("{}", {.address = u"https://w.example/"_s}, now).headers.size(), 1);
    }

    void answers_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<int>("wait");
        const auto row = [](DeliveryKind kind, int status, const QByteArray &body, Verdict verdict, int wait = 0) {
            QTest::addRow("%s %d %s", qPrintable(deliveryKindWord(kind)), status, body.constData()) << int(kind) << status << body << int(verdict) << wait;
        };
        using enum DeliveryKind;
        row(Feishu, 200, "{\"code\":0,\"msg\":\"success\"}", Verdict::Delivered);
        row(Feishu, 200, "{\"code\":11232,\"msg\":\"frequency limited\"}", Verdict::Retry);
        row(Feishu, 200, "{\"code\":9499,\"msg\":\"Bad Request\"}", Verdict::Refused);
        row(Feishu, 400, "{\"code\":9499,\"msg\":\"too many request\"}", Verdict::Retry);
        row(Feishu, 400, "{\"code\":19001,\"msg\":\"param invalid: incoming webhook access token invalid\"}", Verdict::Refused);
        row(Feishu, 200, "{\"code\":19021,\"msg\":\"sign match fail\"}", Verdict::Refused);
        row(Feishu, 200, "{\"code\":19022,\"msg\":\"Ip Not Allowed\"}", Verdict::Refused);
        row(Feishu, 200, "{\"code\":19024,\"msg\":\"Key Words Not Found\"}", Verdict::Refused);
        row(Feishu, 200, "<html>", Verdict::Unknown);
        row(Feishu, 404, "<html>", Verdict::Refused);
        row(Feishu, 429, "{\"code\":99991400}", Verdict::Retry, 7);
        row(DingTalk, 200, "{\"errcode\":0,\"errmsg\":\"ok\"}", Verdict::Delivered);
        row(DingTalk, 200, "{\"errcode\":-1}", Verdict::Retry);
        row(DingTalk, 200, "{\"errcode\":130101,\"errmsg\":\"send too fast, exceed 20 times per minute\"}", Verdict::Retry, 600);
        row(DingTalk, 200, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}", Verdict::Refused);
        row(DingTalk, 200, "{\"errcode\":300001,\"errmsg\":\"token is not exist\"}", Verdict::Refused);
        row(DingTalk, 200, "{}", Verdict::Unknown);
        row(WeCom, 200, "{\"errcode\":0,\"errmsg\":\"ok\"}", Verdict::Delivered);
        row(WeCom, 200, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}", Verdict::Retry, 60);
        row(WeCom, 200, "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}", Verdict::Refused);
        row(WeCom, 200, "{\"errcode\":40058,\"errmsg\":\"markdown.content exceed max length 4096\"}", Verdict::Refused);
        row(Slack, 200, "ok", Verdict::Delivered);
        row(Slack, 400, "invalid_payload", Verdict::Refused);
        row(Slack, 403, "action_prohibited", Verdict::Refused);
        row(Slack, 404, "channel_not_found", Verdict::Refused);
        row(Slack, 410, "channel_is_archived", Verdict::Refused);
        row(Slack, 404, "no_service", Verdict::Refused);
        row(Slack, 429, "", Verdict::Retry, 7);
        row(Slack, 500, "rollup_error", Verdict::Unknown);
        row(Webhook, 204, "", Verdict::Delivered);
        row(Webhook, 302, "", Verdict::Refused);
        row(Webhook, 401, "", Verdict::Refused);
        row(Webhook, 503, "", Verdict::Retry, 7);
        row(Webhook, 504, "", Verdict::Unknown);
    }

    void answers()
    {
        QFETCH(const int, kind);
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const int, verdict);
        QFETCH(const int, wait);
        const HttpAnswer answer{.status = status, .body = body, .retryAfter = std::chrono::seconds(status == 429 || status == 503 ? 7 : 0)};
        const Outcome outcome = judgeTransport(answer).value_or(serviceOf(DeliveryKind(kind))->judge(answer));
        QCOMPARE(int(outcome.verdict), verdict);
        QCOMPARE(int(outcome.wait.count()), wait);
        QCOMPARE(outcome.message.isEmpty(), verdict == int(Verdict::Delivered));
        QVERIFY(!outcome.message.contains(u'\n'));
    }

    void tokensInErrorsAreNotRepeated()
    {
        const QString words = serviceWords(u"bad url https://x.example/hook/secret key=abcdef token 73febdcb-1b38-4d1b-a994-790f21fc8d30 at robot 关键词不匹配"_s);
        QVERIFY2(!words.contains(u"secret"_s) && !words.contains(u"abcdef"_s) && !words.contains(u"73febdcb"_s), qPrintable(words));
        QVERIFY(words.contains(u"关键词不匹配"_s));
        const QString reason = serviceWords(u"description:关键词不匹配;solution:请联系群管理员查看此机器人的关键词"_s); // DingTalk's
        QVERIFY2(reason.contains(u"关键词不匹配"_s), qPrintable(reason));
        QVERIFY(!serviceWords(u"口令73febdcb-1b38-4d1b-a994-790f21fc8d30无效"_s).contains(u"73febdcb"_s));
    }
};

RIJIAN_TEST_MAIN(TestServices)
#include "tst_services.moc"
