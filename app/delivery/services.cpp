// Feishu, DingTalk and WeCom: chats whose robots answer 200 whatever they think, and say it in a code.

#include "delivery/service.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace rijian::delivery {

namespace {

struct ServicesText {
    Q_DECLARE_TR_FUNCTIONS(rijian::delivery::Service)
};

// Bytes. Feishu: 20 KB a request, signature and time included; DingTalk: 20,000 a request, with the title twice; WeCom: 4,096 of Markdown. A little
// stays free for marks.
constexpr qsizetype feishuLimit = 20'000 - 400;
constexpr qsizetype dingTalkLimit = 20'000 - 600;
constexpr qsizetype weComLimit = 4'096 - 200;

qsizetype utf8Size(const QString &text)
{
    return text.toUtf8().size();
}

/// As a JSON string, escaped.
qsizetype jsonSize(const QString &text)
{
    return QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).size() - 2;
}

QString keywordLine(const DeliveryTarget &target)
{
    return target.keyword.isEmpty() ? QString() : QString(u"\n\n"_s + plainWords(target.keyword));
}

QString testText()
{
    return u"日鉴：连接测试成功。"_s;
}

struct Answered {
    int code = -1;
    QString words;
    bool readable = false;
};

Answered codeOf(const HttpAnswer &answer, const QString &codeName, const QString &wordsName)
{
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    const QJsonValue code = object.value(codeName);
    return {code.toInt(-1), serviceWords(object.value(wordsName).toString()), code.isDouble()};
}

Outcome notUnderstood(const HttpAnswer &answer)
{
    if (answer.status == 200)
        return {Verdict::Unknown, ServicesText::tr("The service's answer cannot be read: is this the webhook's address? It is not sent again.")};
    return {Verdict::Refused, ServicesText::tr("The service refused the message (%1): check the webhook's address.").arg(answer.status)};
}

Outcome refused(const Answered &said)
{
    return {Verdict::Refused, ServicesText::tr("The service refused the message (%1): %2").arg(said.code).arg(said.words)};
}

/// Markdown without escapes, as DingTalk and WeCom have it.
Markup chatMarkup()
{
    return {plainWords, [](const QString &label, const QString &url) { return QString(u'[' + label + u"]("_s + url + u')'); },
            [](const QString &text) { return QString(u"**"_s + text + u"**"_s); }};
}

QStringList chatPages(const Digest &digest, const DeliveryTarget &target, const QString &separator, qsizetype limit, const std::function<qsizetype(const QString &)> &size)
{
    const qsizetype room = limit - utf8Size(digest.title()) - utf8Size(keywordLine(target)) - 16;
    return pagesOf(piecesOf(digest, chatMarkup(), room, size), separator, room, size);
}

class Feishu : public Service
{
public:
    // Rich text ("post"): text and links are elements of their own, so that no text can be markup.
    QList<QByteArray> messages(const Digest &digest, const DeliveryTarget &target) const override
    {
        const auto words = [](QString text) {
            text.removeIf([](QChar c) { return c >= linkStart && c <= linkEnd; });
            return text.replace(u'<', u'＜').replace(u'@', u'＠'); // <at user_id="all">
        };
        const Markup markup{words, [](const QString &label, const QString &url) { return QString(linkStart + label + linkMiddle + url + linkEnd); }, [](const QString &text) { return text; }};
        const auto size = [](const QString &page) { return qsizetype(packed({{u"c"_s, rows(page)}}).size()); };
        const qsizetype room = feishuLimit - jsonSize(digest.title()) - jsonSize(target.keyword) - 200;
        const QStringList pages = pagesOf(piecesOf(digest, markup, room, size), u"\n"_s, room, size);
        QList<QByteArray> messages;
        for (qsizetype i = 0; i < pages.size(); ++i)
            messages.append(message(digest.title() + pageMark(i + 1, pages.size()), rows(pages.at(i)), target));
        return messages;
    }

    QByteArray testMessage(const DeliveryTarget &target) const override { return message(testText(), rows(testText()), target); }

    Post post(const QByteArray &message, const DeliverySecret &secret, const QDateTime &now) const override
    {
        QJsonObject body = QJsonDocument::fromJson(message).object();
        if (!secret.signature.isEmpty()) {
            // The key is time and secret, and what is signed is nothing at all: as documented.
            const QByteArray time = QByteArray::number(now.toSecsSinceEpoch());
            body.insert(u"timestamp"_s, QString::fromLatin1(time));
            body.insert(u"sign"_s, QString::fromLatin1(hmacSha256(time + '\n' + secret.signature.toUtf8(), {}).toBase64()));
        }
        return {QUrl(secret.address), packed(body), {}};
    }

    Outcome judge(const HttpAnswer &answer) const override
    {
        const Answered said = codeOf(answer, u"code"_s, u"msg"_s);
        if (!said.readable)
            return notUnderstood(answer);
        switch (said.code) {
        case 0:
            return {};
        case 11232: // the system is busy, as at full hours
        case 99991400:
            return {Verdict::Retry, ServicesText::tr("Feishu asks to send less often (%1).").arg(said.code), answer.retryAfter};
        case 9499: // of old robots "too often", too
            if (said.words.contains("too many request"_L1, Qt::CaseInsensitive) || said.words.contains("frequency limited"_L1, Qt::CaseInsensitive))
                return {Verdict::Retry, ServicesText::tr("Feishu asks to send less often (%1).").arg(said.code), answer.retryAfter};
            return {Verdict::Refused, ServicesText::tr("Feishu rejects the message as malformed or too large (9499).")};
        case 19001:
            return {Verdict::Refused, ServicesText::tr("Feishu does not know this webhook (19001): was the robot removed? Enter its new address.")};
        case 19021:
            return {Verdict::Refused, ServicesText::tr("Feishu does not accept the signature (19021): check the signing key, and this machine's clock.")};
        case 19022:
            return {Verdict::Refused, ServicesText::tr("Feishu takes no messages from this IP address (19022): add it to the robot's list.")};
        case 19024:
            return {Verdict::Refused, ServicesText::tr("The message lacks the keyword that the Feishu robot requires (19024): enter it for this target.")};
        default:
            return refused(said);
        }
    }

private:
    // Private-use characters hold links until the page is cut; they are taken out of text.
    static constexpr QChar linkStart{0xE000}, linkMiddle{0xE001}, linkEnd{0xE002};

    /// A page's lines as Feishu's rows of elements.
    static QJsonArray rows(const QString &page)
    {
        QJsonArray rows;
        for (const QString &line : page.split(u'\n')) {
            QJsonArray row;
            const qsizetype start = line.indexOf(linkStart), middle = line.indexOf(linkMiddle, start + 1), end = line.indexOf(linkEnd, middle + 1);
            const auto put = [&](const QString &text) {
                if (!text.isEmpty())
                    row.append(QJsonObject{{u"tag"_s, u"text"_s}, {u"text"_s, text}});
            };
            if (start >= 0 && middle > start && end > middle) {
                put(line.first(start));
                row.append(QJsonObject{{u"tag"_s, u"a"_s}, {u"text"_s, line.sliced(start + 1, middle - start - 1)}, {u"href"_s, line.sliced(middle + 1, end - middle - 1)}});
                put(line.sliced(end + 1));
            } else {
                put(line);
            }
            rows.append(row);
        }
        return rows;
    }

    static QByteArray message(const QString &title, QJsonArray content, const DeliveryTarget &target)
    {
        if (!target.keyword.isEmpty())
            content.append(QJsonArray{QJsonObject{{u"tag"_s, u"text"_s}, {u"text"_s, target.keyword}}});
        const QJsonObject text{{u"title"_s, title}, {u"content"_s, content}};
        return packed({{u"msg_type"_s, u"post"_s}, {u"content"_s, QJsonObject{{u"post"_s, QJsonObject{{u"zh_cn"_s, text}}}}}});
    }
};

class DingTalk : public Service
{
public:
    QList<QByteArray> messages(const Digest &digest, const DeliveryTarget &target) const override
    {
        const QStringList pages = chatPages(digest, target, u"\n\n"_s, dingTalkLimit, [](const QString &text) { return jsonSize(markdownLines(text)); });
        QList<QByteArray> messages;
        for (qsizetype i = 0; i < pages.size(); ++i)
            messages.append(message(digest.title() + pageMark(i + 1, pages.size()), pages.at(i), target));
        return messages;
    }

    QByteArray testMessage(const DeliveryTarget &target) const override { return message(testText(), testText(), target); }

    Post post(const QByteArray &message, const DeliverySecret &secret, const QDateTime &now) const override
    {
        QUrl url(secret.address);
        if (!secret.signature.isEmpty()) {
            const QByteArray time = QByteArray::number(now.toMSecsSinceEpoch());
            const QByteArray sign = hmacSha256(secret.signature.toUtf8(), time + '\n' + secret.signature.toUtf8()).toBase64();
            QUrlQuery query(url);
            query.addQueryItem(u"timestamp"_s, QString::fromLatin1(time));
            query.addQueryItem(u"sign"_s, QString::fromLatin1(sign.toPercentEncoding()));
            url.setQuery(query);
        }
        return {url, message, {}};
    }

    Outcome judge(const HttpAnswer &answer) const override
    {
        const Answered said = codeOf(answer, u"errcode"_s, u"errmsg"_s);
        if (!said.readable)
            return notUnderstood(answer);
        switch (said.code) {
        case 0:
            return {};
        case -1:
            return {Verdict::Retry, ServicesText::tr("DingTalk is busy (-1).")};
        case 130101: // 20 a minute; the robot is silenced for ten
        case 410100:
            return {Verdict::Retry, ServicesText::tr("DingTalk takes 20 messages a minute, and now none for ten minutes (%1).").arg(said.code), std::chrono::minutes(10)};
        case 300001:
        case 400013:
        case 40035:
            return {Verdict::Refused, ServicesText::tr("DingTalk does not know this webhook (%1): was the robot removed? Enter its new address.").arg(said.code)};
        case 310000:
            return {Verdict::Refused, ServicesText::tr("DingTalk's security setting refuses the message (310000): check signing key, keyword and IP address. %1").arg(said.words)};
        default:
            return refused(said);
        }
    }

private:
    /// Two blanks before a line's end keep it.
    static QString markdownLines(const QString &text) { return QString(text).replace(u'\n', u"  \n"_s); }

    static QByteArray message(const QString &title, const QString &text, const DeliveryTarget &target)
    {
        const QString whole = u"#### "_s + title + u"\n\n"_s + markdownLines(text) + keywordLine(target);
        return packed({{u"msgtype"_s, u"markdown"_s}, {u"markdown"_s, QJsonObject{{u"title"_s, title}, {u"text"_s, whole}}}, {u"at"_s, QJsonObject{{u"isAtAll"_s, false}}}});
    }
};

class WeCom : public Service
{
public:
    QList<QByteArray> messages(const Digest &digest, const DeliveryTarget &target) const override
    {
        const QStringList pages = chatPages(digest, target, u"\n"_s, weComLimit, utf8Size);
        QList<QByteArray> messages;
        for (qsizetype i = 0; i < pages.size(); ++i)
            messages.append(message(digest.title() + pageMark(i + 1, pages.size()), pages.at(i), target));
        return messages;
    }

    QByteArray testMessage(const DeliveryTarget &target) const override { return message(testText(), {}, target); }

    Post post(const QByteArray &message, const DeliverySecret &secret, const QDateTime &) const override { return {QUrl(secret.address), message, {}}; }

    Outcome judge(const HttpAnswer &answer) const override
    {
        const Answered said = codeOf(answer, u"errcode"_s, u"errmsg"_s);
        if (!said.readable)
            return notUnderstood(answer);
        switch (said.code) {
        case 0:
            return {};
        case -1:
            return {Verdict::Retry, ServicesText::tr("WeCom is busy (-1).")};
        case 45009:
            return {Verdict::Retry, ServicesText::tr("WeCom takes 20 messages a minute (45009)."), std::chrono::minutes(1)};
        case 93000:
            return {Verdict::Refused, ServicesText::tr("WeCom does not know this webhook (93000): was the robot removed? Enter its new address.")};
        case 93017: // not a member of the group any more
            return {Verdict::Refused, ServicesText::tr("The robot is no longer in its WeCom group (93017): add it again.")};
        case 40058:
            return {Verdict::Refused, ServicesText::tr("WeCom rejects the message as malformed or too large (40058).")};
        default:
            return refused(said);
        }
    }

private:
    static QByteArray message(const QString &title, const QString &text, const DeliveryTarget &target)
    {
        const QString whole = u"### "_s + title + (text.isEmpty() ? QString() : QString(u'\n' + text)) + keywordLine(target);
        return packed({{u"msgtype"_s, u"markdown"_s}, {u"markdown"_s, QJsonObject{{u"content"_s, whole}}}});
    }
};

} // namespace

QByteArray packed(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

const Service &feishu()
{
    static const Feishu service;
    return service;
}

const Service &dingTalk()
{
    static const DingTalk service;
    return service;
}

const Service &weCom()
{
    static const WeCom service;
    return service;
}

} // namespace rijian::delivery
