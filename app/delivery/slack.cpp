// Slack's incoming webhooks and webhooks of no service in particular: HTTP statuses say how it went.

#include "delivery/service.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace rijian::delivery {

namespace {

struct SlackText {
    Q_DECLARE_TR_FUNCTIONS(rijian::delivery::Service)
};

constexpr qsizetype sectionLimit = 2'900;     // of 3,000 characters
constexpr qsizetype blockLimit = 48;          // of 50, the header and the mark of pages among them
constexpr qsizetype webhookLimit = 200'000;   // bytes; ours, as there is no standard

QString escaped(const QString &text)
{
    // Slack's own three; @ is no mention where nothing is parsed, but is told so in notifications.
    QString safe = text;
    safe.replace(u'&', "&amp;"_L1).replace(u'<', "&lt;"_L1).replace(u'>', "&gt;"_L1).replace(u'@', u'＠');
    // Emphasis has no escape.
    return safe.replace(u'*', u'＊').replace(u'`', u'ˋ').replace(u'~', u'～');
}

class Slack : public Service
{
public:
    QList<QByteArray> messages(const Digest &digest, const DeliveryTarget &) const override
    {
        const Markup markup{escaped, [](const QString &label, const QString &url) { return QString(u'<' + url + u'|' + label + u'>'); },
                            [](const QString &text) { return QString(u'*' + text + u'*'); }};
        const auto size = [](const QString &text) { return text.size(); };
        const QStringList sections = pagesOf(piecesOf(digest, markup, sectionLimit, size), u"\n"_s, sectionLimit, size);
        const qsizetype pages = (sections.size() + blockLimit - 1) / blockLimit;
        QList<QByteArray> messages;
        for (qsizetype page = 0; page < pages; ++page)
            messages.append(message(digest.title() + pageMark(page + 1, pages), sections.mid(page * blockLimit, blockLimit)));
        return messages;
    }

    QByteArray testMessage(const DeliveryTarget &) const override { return message(u"日鉴：连接测试成功。"_s, {}); }

    Post post(const QByteArray &message, const DeliverySecret &secret, const QDateTime &) const override { return {QUrl(secret.address), message, {}}; }

    Outcome judge(const HttpAnswer &answer) const override
    {
        if (answer.status >= 200 && answer.status < 300)
            return {};
        const QByteArray word = answer.body.trimmed().left(100);
        if (word == "no_service" || word == "no_service_id" || word == "invalid_token" || word == "no_team" || word == "team_disabled" || answer.status == 404)
            return {Verdict::Refused, SlackText::tr("Slack does not know this webhook (%1): was it removed? Enter its new address.").arg(QString::fromLatin1(word))};
        if (word == "channel_not_found" || word == "channel_is_archived")
            return {Verdict::Refused, SlackText::tr("The webhook's Slack channel is gone or archived (%1).").arg(QString::fromLatin1(word))};
        if (word == "action_prohibited" || word == "posting_to_general_channel_denied")
            return {Verdict::Refused, SlackText::tr("Slack's administrators do not allow this message (%1).").arg(QString::fromLatin1(word))};
        if (word == "rollup_error")
            return {Verdict::Retry, SlackText::tr("Slack failed (%1).").arg(QString::fromLatin1(word))};
        return {Verdict::Refused, SlackText::tr("Slack refused the message (%1): %2").arg(answer.status).arg(serviceWords(QString::fromUtf8(word)))};
    }

private:
    static QByteArray message(const QString &title, const QStringList &sections)
    {
        QJsonArray blocks{QJsonObject{{u"type"_s, u"header"_s}, {u"text"_s, QJsonObject{{u"type"_s, u"plain_text"_s}, {u"text"_s, cutTo(title, 150)}}}}};
        for (const QString &section : sections)
            blocks.append(QJsonObject{{u"type"_s, u"section"_s}, {u"text"_s, QJsonObject{{u"type"_s, u"mrkdwn"_s}, {u"text"_s, section}, {u"verbatim"_s, true}}}});
        return packed({{u"text"_s, title}, {u"blocks"_s, blocks}, {u"unfurl_links"_s, false}, {u"unfurl_media"_s, false}});
    }
};

class Webhook : public Service
{
public:
    QList<QByteArray> messages(const Digest &digest, const DeliveryTarget &) const override
    {
        QList<QJsonArray> parts{{}};
        qsizetype size = 0;
        for (const DigestCommit &commit : digest.listed) {
            const QJsonObject one = object(commit);
            const qsizetype bytes = packed(one).size() + 1;
            if (size > 0 && size + bytes > webhookLimit) {
                parts.append(QJsonArray());
                size = 0;
            }
            parts.last().append(one);
            size += bytes;
        }
        QList<QByteArray> messages;
        for (qsizetype i = 0; i < parts.size(); ++i) {
            QJsonObject body = head(digest);
            body.insert(u"part"_s, i + 1);
            body.insert(u"parts"_s, parts.size());
            body.insert(u"commits"_s, parts.at(i));
            messages.append(packed(body));
        }
        return messages;
    }

    QByteArray testMessage(const DeliveryTarget &) const override { return packed({{u"format"_s, u"rijian-digest"_s}, {u"version"_s, 1}, {u"test"_s, true}, {u"title"_s, u"日鉴：连接测试成功。"_s}}); }

    Post post(const QByteArray &message, const DeliverySecret &secret, const QDateTime &now) const override
    {
        // The same message has the same key whenever it is sent: a receiver can tell one that it has already.
        Post post{QUrl(secret.address), message, {{"Idempotency-Key"_ba, QCryptographicHash::hash(message, QCryptographicHash::Sha256).toHex().first(32)}}};
        if (!secret.signature.isEmpty()) {
            const QByteArray time = QByteArray::number(now.toSecsSinceEpoch());
            post.headers.append({"X-Rijian-Timestamp"_ba, time});
            post.headers.append({"X-Rijian-Signature"_ba, "sha256="_ba + hmacSha256(secret.signature.toUtf8(), time + '.' + message).toHex()});
        }
        return post;
    }

    Outcome judge(const HttpAnswer &answer) const override
    {
        if (answer.status >= 200 && answer.status < 300)
            return {};
        if (answer.status == 401 || answer.status == 403)
            return {Verdict::Refused, SlackText::tr("The webhook does not accept the message (%1): check its address and the signing key.").arg(answer.status)};
        if (answer.status == 404 || answer.status == 410)
            return {Verdict::Refused, SlackText::tr("There is no webhook at this address (%1).").arg(answer.status)};
        return {Verdict::Refused, SlackText::tr("The webhook refused the message (%1).").arg(answer.status)};
    }

private:
    static QString word(Importance importance)
    {
        return importance == Importance::High ? u"high"_s : importance == Importance::Medium ? u"medium"_s : importance == Importance::Low ? u"low"_s : u"unknown"_s;
    }

    static QJsonObject object(const DigestCommit &commit)
    {
        return {{u"repository"_s, commit.repository}, {u"sha"_s, commit.sha}, {u"subject"_s, commit.subject}, {u"author"_s, commit.author},
                {u"importance"_s, word(commit.importance)}, {u"summary"_s, commit.summary}, {u"url"_s, commit.webAddress}};
    }

    static QJsonObject head(const Digest &digest)
    {
        const auto of = [&](Importance importance) { return digest.counts.at(std::size_t(importance)); };
        return {{u"format"_s, u"rijian-digest"_s}, {u"version"_s, 1}, {u"title"_s, digest.title()},
                {u"since"_s, digest.days.first.toString(Qt::ISODate)}, {u"until"_s, digest.days.last.toString(Qt::ISODate)}, {u"timezone"_s, QString::fromUtf8(digest.days.zone.id())},
                {u"repositories"_s, digest.repositories}, {u"count"_s, digest.commits}, {u"unlisted"_s, digest.unlisted},
                {u"counts"_s, QJsonObject{{u"high"_s, of(Importance::High)}, {u"medium"_s, of(Importance::Medium)}, {u"low"_s, of(Importance::Low)}, {u"unknown"_s, of(Importance::Unknown)}}},
                {u"unread"_s, QJsonArray::fromStringList(digest.unread)}};
    }
};

} // namespace

const Service &slack()
{
    static const Slack service;
    return service;
}

const Service &webhook()
{
    static const Webhook service;
    return service;
}

} // namespace rijian::delivery
