#include "support/chatrules.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>

#include <cstdlib>
#include <optional>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

namespace {

/// Nothing: not what a webhook takes.
std::optional<QJsonObject> postedObject(const ModelRequest &request)
{
    const QJsonDocument document = QJsonDocument::fromJson(request.content);
    if (request.method != "POST" || !request.header("content-type").startsWith("application/json") || !document.isObject())
        return {};
    return document.object();
}

QByteArray signOf(const QByteArray &key, const QByteArray &signedText)
{
    return QMessageAuthenticationCode::hash(signedText, key, QCryptographicHash::Sha256).toBase64();
}

/// Services take a signature for an hour, and no longer.
bool isWithinAnHour(qint64 seconds, const QDateTime &now)
{
    return std::abs(now.toSecsSinceEpoch() - seconds) <= 3'600;
}

/// As a server reads a query: "+" is a blank.
QByteArray queryField(const QByteArray &path, const QByteArray &name)
{
    const qsizetype mark = path.indexOf('?');
    for (const QByteArray &field : mark < 0 ? QByteArrayList() : path.sliced(mark + 1).split('&')) {
        if (field.startsWith(QByteArray(name + '=')))
            return QByteArray::fromPercentEncoding(field.sliced(name.size() + 1).replace('+', ' '));
    }
    return {};
}

/// Links by Markdown and those that a chat finds by itself; WeCom's <@user> is a mention.
ChatMessage markdownMessage(const QString &title, const QString &text)
{
    static const QRegularExpression link(u"\\[[^\\[\\]\\n]*\\]\\(([^()\\s]*)\\)|(https?://\\S+)"_s);
    static const QRegularExpression mention(u"<@[^<>]*>"_s);
    ChatMessage message{.title = title, .text = text, .mentions = int(text.count(mention))};
    for (const QRegularExpressionMatch &match : link.globalMatch(text))
        message.links.append(match.captured(match.capturedLength(1) > 0 ? 1 : 2));
    return message;
}

/// Nothing: malformed.
std::optional<ChatMessage> feishuPost(const QJsonValue &post)
{
    if (!post[u"title"_s].isString() || post[u"content"_s].toArray().isEmpty())
        return {};
    ChatMessage message{.title = post[u"title"_s].toString()};
    for (const QJsonValue row : post[u"content"_s].toArray()) {
        if (!row.isArray())
            return {};
        for (const QJsonValue element : row.toArray()) {
            const QString tag = element[u"tag"_s].toString(), text = element[u"text"_s].toString(), address = element[u"href"_s].toString();
            if (tag == u"at"_s) {
                ++message.mentions;
                continue;
            }
            if ((tag != u"text"_s && tag != u"a"_s) || text.isEmpty() || (tag == u"a"_s && !address.startsWith("http"_L1)))
                return {};
            message.text += text;
            message.mentions += int(text.count("<at "_L1));
            if (tag == u"a"_s)
                message.links.append(address);
        }
        message.text += u'\n';
    }
    return message;
}

ChatRuling judgeFeishu(const ModelRequest &request, const ChatDemands &demands, const QDateTime &now)
{
    const auto body = postedObject(request);
    if (!body || request.content.size() > 20'000) // "20 KB": the lesser of what that may mean
        return {.code = "9499"};
    if (!demands.key.isEmpty()) {
        // Time and key are what the HMAC's key is, and nothing is signed with it.
        const QByteArray time = body->value(u"timestamp"_s).toString().toLatin1();
        if (!isWithinAnHour(time.toLongLong(), now) || body->value(u"sign"_s).toString().toLatin1() != signOf(time + '\n' + demands.key, {}))
            return {.code = "19021"};
    }
    const auto message = feishuPost(body->value(u"content"_s)[u"post"_s][u"zh_cn"_s]);
    if (body->value(u"msg_type"_s).toString() != u"post"_s || !message)
        return {.code = "9499"};
    if (!demands.keyword.isEmpty() && !message->title.contains(demands.keyword) && !message->text.contains(demands.keyword))
        return {.code = "19024"};
    return {.code = "0", .message = *message};
}

ChatRuling judgeDingTalk(const ModelRequest &request, const ChatDemands &demands, const QDateTime &now)
{
    if (request.content.size() > 20'000)
        return {.code = "460101"};
    const auto body = postedObject(request);
    const QJsonValue markdown = body ? body->value(u"markdown"_s) : QJsonValue();
    const QString title = markdown[u"title"_s].toString(), text = markdown[u"text"_s].toString();
    if (!body || body->value(u"msgtype"_s).toString() != u"markdown"_s || title.isEmpty() || text.isEmpty())
        return {.code = "40035"};
    if (!demands.key.isEmpty()) {
        const QByteArray time = queryField(request.path, "timestamp");
        if (queryField(request.path, "sign") != signOf(demands.key, time + '\n' + demands.key))
            return {.code = "310000", .words = u"sign not match, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]"_s};
        if (!isWithinAnHour(time.toLongLong() / 1'000, now))
            return {.code = "310000", .words = u"description:机器人发送签名过期;solution:签名生成时间和发送时间请保持在 timestampms 以内;"_s};
    }
    if (!demands.keyword.isEmpty() && !title.contains(demands.keyword) && !text.contains(demands.keyword))
        return {.code = "310000", .words = u"description:关键词不匹配;solution:请联系群管理员查看此机器人的关键词，并在发送的信息中包含此关键词;"_s};
    ChatRuling taken{.code = "0", .message = markdownMessage(title, text)};
    const QJsonValue at = body->value(u"at"_s);
    taken.message.mentions += at[u"isAtAll"_s].toBool() + int(at[u"atMobiles"_s].toArray().size() + at[u"atUserIds"_s].toArray().size());
    return taken;
}

ChatRuling judgeWeCom(const ModelRequest &request)
{
    const auto body = postedObject(request);
    const QString content = body ? body->value(u"markdown"_s)[u"content"_s].toString() : QString();
    if (!body || body->value(u"msgtype"_s).toString() != u"markdown"_s || content.isEmpty())
        return {.code = "40058", .words = u"invalid Request Parameter, hint: [1767800000]"_s};
    if (content.toUtf8().size() > 4'096)
        return {.code = "40058"};
    static const QRegularExpression heading(u"^#{1,6} (.*)$"_s, QRegularExpression::MultilineOption);
    return {.code = "0", .message = markdownMessage(heading.match(content).captured(1), content)};
}

/// What <…> makes of a text: a link, or a mention by "!", "@" or "#". Text that is not verbatim is searched for mentions, too.
void readSlackText(const QJsonValue &text, ChatMessage &message)
{
    static const QRegularExpression angles(u"<([^<>|]*)(?:\\|[^<>]*)?>"_s);
    static const QRegularExpression spoken(u"@(channel|here|everyone)\\b"_s);
    const QString shown = text[u"text"_s].toString();
    for (const QRegularExpressionMatch &match : angles.globalMatch(shown)) {
        const QString inside = match.captured(1);
        if (inside.startsWith(u'!') || inside.startsWith(u'@') || inside.startsWith(u'#'))
            ++message.mentions;
        else
            message.links.append(inside);
    }
    if (!text[u"verbatim"_s].toBool())
        message.mentions += int(shown.count(spoken));
    message.text += shown + u'\n';
}

ChatRuling judgeSlack(const ModelRequest &request)
{
    const auto body = postedObject(request);
    if (!body || body->value(u"text"_s).toString().isEmpty()) // what notifications show
        return {.code = body ? "no_text" : "invalid_payload"};
    const QJsonArray blocks = body->value(u"blocks"_s).toArray();
    if (blocks.size() > 50)
        return {.code = "invalid_blocks"};
    ChatRuling taken{.code = "0"};
    for (const QJsonValue block : blocks) {
        const QJsonValue text = block[u"text"_s];
        const bool header = block[u"type"_s].toString() == u"header"_s;
        const bool known = header ? text[u"type"_s].toString() == u"plain_text"_s : block[u"type"_s].toString() == u"section"_s && text[u"type"_s].toString() == u"mrkdwn"_s;
        const qsizetype length = text[u"text"_s].toString().size();
        if (!known || length < 1 || length > (header ? 150 : 3'000))
            return {.code = "invalid_blocks"};
        if (header)
            taken.message.title = text[u"text"_s].toString();
        else
            readSlackText(text, taken.message);
    }
    return taken;
}

struct Said {
    int status = 200;
    QString words = {};
};

/// As the services word their codes.
Said saidOf(DeliveryKind kind, const QByteArray &code)
{
    static const QHash<QByteArray, Said> feishu{{"0", {200, u"success"_s}}, {"9499", {400, u"Bad Request"_s}}, {"11232", {200, u"frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]"_s}},
                                                {"19001", {400, u"param invalid: incoming webhook access token invalid"_s}},
                                                {"19021", {200, u"sign match fail or timestamp is not within one hour from current time"_s}},
                                                {"19022", {200, u"Ip Not Allowed"_s}}, {"19024", {200, u"Key Words Not Found"_s}}, {"99991400", {429, u"request trigger frequency limit"_s}}};
    static const QHash<QByteArray, Said> dingTalk{{"0", {200, u"ok"_s}}, {"-1", {200, u"系统繁忙"_s}}, {"130101", {200, u"send too fast, exceed 20 times per minute"_s}},
                                                  {"40035", {200, u"缺少参数 json"_s}}, {"300001", {200, u"token is not exist"_s}}, {"400013", {200, u"群已被解散"_s}},
                                                  {"460101", {200, u"description: body 大小不合法;solution:请保持大小在 20000bytes 以内;"_s}}};
    static const QHash<QByteArray, Said> weCom{{"0", {200, u"ok"_s}}, {"-1", {200, u"system error"_s}},
                                               {"40058", {200, u"markdown.content exceed max length 4096. invalid Request Parameter, hint: [1767800000], more info at https://open.work.weixin.qq.com/devtool/query?e=40058"_s}},
                                               {"45009", {200, u"api freq out of limit, hint: [1767800000], more info at https://open.work.weixin.qq.com/devtool/query?e=45009"_s}},
                                               {"93000", {200, u"invalid webhook url, hint: [1767800000]"_s}}, {"93017", {200, u"robot not in group"_s}}};
    static const QHash<QByteArray, Said> slack{{"0", {200, u"ok"_s}}, {"no_service", {404}}, {"channel_not_found", {404}}, {"channel_is_archived", {410}}, {"action_prohibited", {403}},
                                               {"rate_limited", {429}}, {"rollup_error", {500}}};
    switch (kind) {
    case DeliveryKind::Feishu:
        return feishu.value(code);
    case DeliveryKind::DingTalk:
        return dingTalk.value(code);
    case DeliveryKind::WeCom:
        return weCom.value(code);
    default:
        return slack.value(code, {400});
    }
}

} // namespace

QByteArray chatPath(DeliveryKind kind, const QByteArray &token)
{
    switch (kind) {
    case DeliveryKind::Feishu:
        return "/open-apis/bot/v2/hook/" + token;
    case DeliveryKind::DingTalk:
        return "/robot/send?access_token=" + token;
    case DeliveryKind::WeCom:
        return "/cgi-bin/webhook/send?key=" + token;
    default:
        return "/services/T00000000/B00000000/" + token;
    }
}

ChatRuling judgeRequest(DeliveryKind kind, const ModelRequest &request, const ChatDemands &demands, const QDateTime &now)
{
    const QByteArray path = chatPath(kind, demands.token);
    const bool known = request.path == path || (kind == DeliveryKind::DingTalk && request.path.startsWith(QByteArray(path + '&')));
    switch (kind) {
    case DeliveryKind::Feishu:
        return known ? judgeFeishu(request, demands, now) : ChatRuling{.code = "19001"};
    case DeliveryKind::DingTalk:
        return known ? judgeDingTalk(request, demands, now) : ChatRuling{.code = "300001"};
    case DeliveryKind::WeCom:
        return known ? judgeWeCom(request) : ChatRuling{.code = "93000"};
    default:
        return known ? judgeSlack(request) : ChatRuling{.code = "no_service"};
    }
}

ModelReply chatAnswer(DeliveryKind kind, const QByteArray &code, const QString &words, std::chrono::seconds wait)
{
    const Said said = saidOf(kind, code);
    ModelReply reply{.status = said.status};
    const bool slack = kind == DeliveryKind::Slack, feishu = kind == DeliveryKind::Feishu;
    if (said.status == 429)
        reply.headers.append({slack ? "Retry-After"_ba : "x-ogw-ratelimit-reset"_ba, QByteArray::number(qlonglong(wait.count()))});
    if (slack) {
        reply.contentType = "text/html";
        reply.pieces = {code == "0" ? "ok"_ba : code};
    } else {
        reply.pieces = {toJson({{feishu ? u"code"_s : u"errcode"_s, code.toInt()}, {feishu ? u"msg"_s : u"errmsg"_s, words.isEmpty() ? said.words : words}})};
    }
    return reply;
}

QList<ChatRate> chatRates(DeliveryKind kind)
{
    using std::chrono::seconds;
    switch (kind) {
    case DeliveryKind::Feishu:
        return {{5, seconds(1), seconds(0)}, {100, seconds(60), seconds(0)}};
    case DeliveryKind::DingTalk:
        return {{20, seconds(60), seconds(600)}};
    case DeliveryKind::WeCom:
        return {{20, seconds(60), seconds(0)}};
    default:
        return {{1, seconds(1), seconds(30)}};
    }
}

QByteArray tooOftenCode(DeliveryKind kind)
{
    switch (kind) {
    case DeliveryKind::Feishu:
        return "11232";
    case DeliveryKind::DingTalk:
        return "130101";
    case DeliveryKind::WeCom:
        return "45009";
    default:
        return "rate_limited";
    }
}

} // namespace rijian::testkit
