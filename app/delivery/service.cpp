#include "delivery/service.h"

#include "core/text.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::delivery {

namespace {

struct ServiceText {
    Q_DECLARE_TR_FUNCTIONS(rijian::delivery::Service)
};

/// The most characters of ASCII that follow one another.
qsizetype longestLatin(const QString &word)
{
    qsizetype longest = 0, length = 0;
    for (const QChar c : word) {
        length = c.unicode() < 0x80 ? length + 1 : 0;
        longest = std::max(longest, length);
    }
    return longest;
}

} // namespace

const Service *serviceOf(DeliveryKind kind)
{
    switch (kind) {
    case DeliveryKind::Feishu:
        return &feishu();
    case DeliveryKind::DingTalk:
        return &dingTalk();
    case DeliveryKind::WeCom:
        return &weCom();
    case DeliveryKind::Slack:
        return &slack();
    case DeliveryKind::Webhook:
        return &webhook();
    case DeliveryKind::Email:
    case DeliveryKind::Git:
        break;
    }
    return nullptr;
}

std::optional<Outcome> judgeTransport(const HttpAnswer &answer)
{
    switch (answer.end) {
    case HttpAnswer::End::NotSent:
        return Outcome{Verdict::Retry, answer.message};
    case HttpAnswer::End::Cancelled:
        return Outcome{Verdict::Retry, ServiceText::tr("Stopped.")};
    case HttpAnswer::End::Broken:
        return Outcome{Verdict::Unknown, ServiceText::tr("%1 It may have arrived, so it is not sent again.").arg(answer.message)};
    case HttpAnswer::End::Answered:
        break;
    }
    if (answer.status == 429)
        return Outcome{Verdict::Retry, ServiceText::tr("The service asks to send less often (429)."), answer.retryAfter};
    if (answer.status == 503)
        return Outcome{Verdict::Retry, ServiceText::tr("The service is not available just now (503)."), answer.retryAfter};
    if (answer.status >= 500)
        return Outcome{Verdict::Unknown, ServiceText::tr("The service failed (%1). The message may have arrived, so it is not sent again.").arg(answer.status)};
    if (answer.status >= 300 && answer.status < 400)
        return Outcome{Verdict::Refused, ServiceText::tr("The address leads elsewhere (%1): enter the webhook's address as the service shows it.").arg(answer.status)};
    return {};
}

QByteArray hmacSha256(const QByteArray &key, const QByteArray &message)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

/// Services repeat requests in their errors: what is long, of letters and digits alone, may be a token. Chinese has no blanks: it ends one, too.
QString serviceWords(const QString &text)
{
    QStringList words;
    for (const QString &word : oneLine(text.left(1000), 400).split(u' ', Qt::SkipEmptyParts)) {
        const bool token = word.contains("://"_L1) || word.contains("access_token"_L1) || word.contains("key="_L1) || longestLatin(word) > 24;
        words.append(token ? u"…"_s : word);
    }
    return cutTo(words.join(u' '), 160);
}

QString pageMark(qsizetype page, qsizetype pages)
{
    return pages > 1 ? u"（%1/%2）"_s.arg(page).arg(pages) : QString();
}

} // namespace rijian::delivery
