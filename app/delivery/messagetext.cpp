#include "delivery/messagetext.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace rijian::delivery {

namespace {

QString feishuText(const QJsonObject &message)
{
    const QJsonValue post = message.value(u"content"_s)[u"post"_s][u"zh_cn"_s];
    QString text = post[u"title"_s].toString() + u'\n';
    for (const QJsonValue row : post[u"content"_s].toArray()) {
        for (const QJsonValue element : row.toArray()) {
            text += element[u"text"_s].toString();
            if (const QString address = element[u"href"_s].toString(); !address.isEmpty())
                text += u" ("_s + address + u')';
        }
        text += u'\n';
    }
    return text;
}

QString slackText(const QJsonObject &message)
{
    QStringList blocks;
    for (const QJsonValue block : message.value(u"blocks"_s).toArray())
        blocks.append(block[u"text"_s][u"text"_s].toString());
    return blocks.join(u'\n').replace("&lt;"_L1, "<"_L1).replace("&gt;"_L1, ">"_L1).replace("&amp;"_L1, "&"_L1);
}

/// The part for those who read no HTML: it says the same.
QString mailText(const QByteArray &mail)
{
    const qsizetype part = mail.indexOf("Content-Type: text/plain");
    const qsizetype begin = part < 0 ? -1 : mail.indexOf("\r\n\r\n", part);
    if (begin < 0)
        return QString::fromUtf8(mail);
    const qsizetype end = mail.indexOf("\r\n--", begin);
    return QString::fromUtf8(QByteArray::fromBase64(mail.sliced(begin, (end < 0 ? mail.size() : end) - begin)));
}

} // namespace

QString messageText(DeliveryKind kind, const QByteArray &message)
{
    if (kind == DeliveryKind::Git)
        return QString::fromUtf8(message);
    if (kind == DeliveryKind::Email)
        return mailText(message);
    const QJsonDocument document = QJsonDocument::fromJson(message);
    const QJsonObject object = document.object();
    QString text;
    if (kind == DeliveryKind::Feishu)
        text = feishuText(object);
    else if (kind == DeliveryKind::DingTalk)
        text = object.value(u"markdown"_s)[u"text"_s].toString();
    else if (kind == DeliveryKind::WeCom)
        text = object.value(u"markdown"_s)[u"content"_s].toString();
    else if (kind == DeliveryKind::Slack)
        text = slackText(object);
    else if (!object.isEmpty())
        text = QString::fromUtf8(document.toJson(QJsonDocument::Indented));
    return text.trimmed().isEmpty() ? QString::fromUtf8(message) : text;
}

} // namespace rijian::delivery
