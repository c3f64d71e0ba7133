#include "core/deliverytarget.h"

#include "core/keychain.h"
#include "core/text.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

struct DeliveryTargetText {
    Q_DECLARE_TR_FUNCTIONS(rijian::DeliveryTarget)
};

constexpr std::array securityWords{"tls", "starttls", "none"};

bool isLoopbackHost(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

/// What a command to a mail server and a header may carry as they are.
bool isMailAddress(const QString &text)
{
    const qsizetype at = text.lastIndexOf(u'@');
    return at > 0 && at + 1 < text.size() && text.size() <= 254
        && std::ranges::all_of(text, [](QChar c) { return c > u' ' && c < u'\x7f' && !u"<>()[],;:\\\""_s.contains(c); });
}

Result<void> checkMail(const DeliveryTarget &target)
{
    if (target.server.isEmpty() || std::ranges::any_of(target.server, [](QChar c) { return c <= u' ' || c == u'/' || c == u'@'; }))
        return failure(ErrorKind::Usage, DeliveryTargetText::tr("Give the mail server's name, such as smtp.example.org."));
    if (target.port < 0 || target.port > 65535)
        return failure(ErrorKind::Usage, DeliveryTargetText::tr("The mail server's port is a number up to 65535."));
    if (target.security == MailSecurity::None && !isLoopbackHost(target.server))
        return failure(ErrorKind::Usage, DeliveryTargetText::tr("Mail goes to another machine only encrypted: choose TLS or STARTTLS."));
    if (!isMailAddress(target.from))
        return failure(ErrorKind::Usage, DeliveryTargetText::tr("Give the sender's address, such as reports@example.org."));
    if (target.to.isEmpty() || target.to.size() > 50 || !std::ranges::all_of(target.to, isMailAddress))
        return failure(ErrorKind::Usage, DeliveryTargetText::tr("Give one to 50 addresses that the mail goes to, such as team@example.org."));
    return {};
}

} // namespace

const QList<DeliveryKind> &deliveryKinds()
{
    static const QList<DeliveryKind> kinds{DeliveryKind::Feishu, DeliveryKind::DingTalk, DeliveryKind::WeCom, DeliveryKind::Slack,
                                           DeliveryKind::Webhook, DeliveryKind::Email, DeliveryKind::Git};
    return kinds;
}

QString deliveryKindWord(DeliveryKind kind)
{
    static const QStringList words{u"feishu"_s, u"dingtalk"_s, u"wecom"_s, u"slack"_s, u"webhook"_s, u"email"_s, u"git"_s};
    return words.at(qsizetype(kind));
}

std::optional<DeliveryKind> deliveryKindOf(const QString &word)
{
    for (const DeliveryKind kind : deliveryKinds()) {
        if (deliveryKindWord(kind) == word)
            return kind;
    }
    return {};
}

QJsonObject deliveryOptions(const DeliveryTarget &target)
{
    QJsonObject options{{u"least"_s, int(target.least)}};
    const auto put = [&](const QString &key, const QString &value) {
        if (!value.isEmpty())
            options.insert(key, value);
    };
    put(u"keyword"_s, target.keyword);
    if (target.kind == DeliveryKind::Email) {
        put(u"server"_s, target.server);
        options.insert(u"port"_s, target.port);
        options.insert(u"security"_s, QLatin1StringView(securityWords.at(std::size_t(target.security))));
        put(u"user"_s, target.user);
        put(u"from"_s, target.from);
        options.insert(u"to"_s, QJsonArray::fromStringList(target.to));
    }
    if (target.kind == DeliveryKind::Git) {
        put(u"folder"_s, target.folder);
        put(u"pattern"_s, target.pattern);
        options.insert(u"push"_s, target.push);
    }
    return options;
}

void readDeliveryOptions(const QJsonObject &options, DeliveryTarget &target)
{
    const int least = options.value(u"least"_s).toInt(int(Importance::Medium));
    target.least = least >= int(Importance::Low) && least <= int(Importance::High) ? Importance(least) : Importance::Medium;
    target.keyword = options.value(u"keyword"_s).toString();
    target.server = options.value(u"server"_s).toString();
    target.port = std::clamp(options.value(u"port"_s).toInt(), 0, 65535);
    const QString security = options.value(u"security"_s).toString();
    const auto word = std::ranges::find_if(securityWords, [&](const char *one) { return security == QLatin1StringView(one); });
    target.security = word == securityWords.end() ? MailSecurity::StartTls : MailSecurity(word - securityWords.begin());
    target.user = options.value(u"user"_s).toString();
    target.from = options.value(u"from"_s).toString();
    target.to.clear();
    for (const QJsonValue &one : options.value(u"to"_s).toArray())
        target.to.append(one.toString());
    target.folder = options.value(u"folder"_s).toString();
    target.pattern = options.value(u"pattern"_s).toString();
    target.push = options.value(u"push"_s).toBool();
}

Result<void> checkTarget(const DeliveryTarget &target)
{
    if (target.name.trimmed().isEmpty() || target.name.size() > 60 || oneLine(target.name) != target.name || target.name.contains(u'/'))
        return failure(ErrorKind::Usage, DeliveryTargetText::tr("Give the target a name of at most 60 characters without “/”."));
    if (target.keyword.size() > 60 || oneLine(target.keyword) != target.keyword)
        return failure(ErrorKind::Usage, DeliveryTargetText::tr("The keyword is a word or two in one line."));
    if (target.kind == DeliveryKind::Email)
        return checkMail(target);
    if (target.kind == DeliveryKind::Git && target.folder.isEmpty())
        return failure(ErrorKind::Usage, DeliveryTargetText::tr("Give the folder of the git repository that reports go into."));
    return {};
}

bool needsSecret(const DeliveryTarget &target)
{
    return target.kind == DeliveryKind::Email ? !target.user.isEmpty() : target.kind != DeliveryKind::Git;
}

bool signsMessages(DeliveryKind kind)
{
    return kind == DeliveryKind::Feishu || kind == DeliveryKind::DingTalk || kind == DeliveryKind::Webhook;
}

Result<void> checkSecret(const DeliveryTarget &target, const DeliverySecret &secret)
{
    if (!needsSecret(target))
        return {};
    if (target.kind == DeliveryKind::Email)
        return secret.password.isEmpty() ? failure(ErrorKind::Usage, DeliveryTargetText::tr("Give the password of %1.").arg(target.user)) : Result<void>();
    const QUrl url(secret.address, QUrl::StrictMode);
    const bool web = url.isValid() && !url.host().isEmpty() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
    if (!web || secret.address.size() > 2000 || !url.userInfo().isEmpty())
        return failure(ErrorKind::Usage, DeliveryTargetText::tr("Give the webhook's whole address, as the service shows it: it begins with https://."));
    if (url.scheme() != "https"_L1 && !isLoopbackHost(url.host()))
        return failure(ErrorKind::Usage, DeliveryTargetText::tr("A webhook's address is a secret, which is sent only encrypted: it begins with https://."));
    return {};
}

QString deliveryVariable(const QString &name)
{
    QString word = name.toUpper();
    for (QChar &c : word) {
        if (!(c >= u'A' && c <= u'Z') && !(c >= u'0' && c <= u'9'))
            c = u'_';
    }
    return u"RIJIAN_DELIVER_"_s + word;
}

Result<DeliverySecret> readDeliverySecret(const DeliveryTarget &target)
{
    if (!needsSecret(target))
        return DeliverySecret{};
    const QByteArray variable = deliveryVariable(target.name).toUtf8();
    if (const QString given = qEnvironmentVariable(variable.constData()).trimmed(); !given.isEmpty()) {
        if (target.kind == DeliveryKind::Email)
            return DeliverySecret{.password = given};
        return DeliverySecret{.address = given, .signature = qEnvironmentVariable(QByteArray(variable + "_SIGNATURE").constData()).trimmed()};
    }
    return keptDeliverySecret(target);
}

Result<DeliverySecret> keptDeliverySecret(const DeliveryTarget &target)
{
    const auto kept = readSecret(u"deliver:"_s + target.key);
    const QJsonObject fields = kept ? QJsonDocument::fromJson(kept->toUtf8()).object() : QJsonObject();
    if (fields.isEmpty())
        return failure(ErrorKind::Auth, DeliveryTargetText::tr("The secret of “%1” is not in the keychain: add the target again, or set %2.").arg(target.name, deliveryVariable(target.name)),
                       kept ? QString() : kept.error().detail);
    return DeliverySecret{.address = fields.value(u"address"_s).toString(), .signature = fields.value(u"signature"_s).toString(), .password = fields.value(u"password"_s).toString()};
}

Result<void> writeDeliverySecret(const DeliveryTarget &target, const DeliverySecret &secret)
{
    const QString key = u"deliver:"_s + target.key;
    if (secret == DeliverySecret{})
        return writeSecret(key, {});
    const QJsonObject fields{{u"address"_s, secret.address}, {u"signature"_s, secret.signature}, {u"password"_s, secret.password}};
    return writeSecret(key, QString::fromUtf8(QJsonDocument(fields).toJson(QJsonDocument::Compact)));
}

} // namespace rijian
