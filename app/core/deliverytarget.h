#pragma once
// Where the day's digest goes, as a plain value. Secrets are not part of it: see DeliverySecret.

#include "core/card.h"
#include "core/result.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace rijian {

enum class DeliveryKind { Feishu, DingTalk, WeCom, Slack, Webhook, Email, Git };

/// Of a connection to a mail server.
enum class MailSecurity {
    Tls,      ///< from the first byte (port 465)
    StartTls, ///< demanded after the greeting (port 587)
    None,     ///< for a server on this machine alone
};

struct DeliveryTarget {
    qint64 id = 0;
    QString key;  ///< of the secret in the keychain, made once
    QString name; ///< the user's word, unique
    DeliveryKind kind = DeliveryKind::Webhook;
    bool enabled = true; ///< the daily run delivers to it
    Importance least = Importance::Medium; ///< commits below are counted, not listed; High: 🔴 alone, and nothing is sent where there is none

    // Feishu, DingTalk, WeCom
    QString keyword; ///< the service takes only messages that hold it; empty: none

    // Email
    QString server;
    int port = 0; ///< 0: the usual one of `security`
    MailSecurity security = MailSecurity::StartTls;
    QString user; ///< empty: no log-in
    QString from;
    QStringList to;

    // Git
    QString folder;  ///< a work tree of the user's
    QString pattern; ///< path in it; empty: defaultReportPattern
    bool push = false;

    bool operator==(const DeliveryTarget &) const = default;
};

inline constexpr QLatin1StringView defaultReportPattern("reports/{year}/{name}/{date}.md");

/// What only the keychain holds: of a webhook its address and the key its messages are signed with, of e-mail the password.
struct DeliverySecret {
    QString address;
    QString signature; ///< empty: messages are not signed
    QString password;

    bool operator==(const DeliverySecret &) const = default;
};

/// "feishu", "dingtalk", "wecom", "slack", "webhook", "email", "git".
QString deliveryKindWord(DeliveryKind kind);
std::optional<DeliveryKind> deliveryKindOf(const QString &word);
const QList<DeliveryKind> &deliveryKinds();

/// What the database keeps of a target beside its name and kind.
QJsonObject deliveryOptions(const DeliveryTarget &target);
/// Unknown keys are left out, values out of range are at their defaults.
void readDeliveryOptions(const QJsonObject &options, DeliveryTarget &target);

/// Usage: what of it cannot be right, in one line that says what to do.
Result<void> checkTarget(const DeliveryTarget &target);
/// The same for what the user gave as its secret. The message never holds it.
Result<void> checkSecret(const DeliveryTarget &target, const DeliverySecret &secret);
bool needsSecret(const DeliveryTarget &target);
/// The service can have its messages signed with a key.
bool signsMessages(DeliveryKind kind);

/// The secret from the environment, else from the keychain (blocks, see core/keychain.h). RIJIAN_DELIVER_<NAME> with the name in capitals and
/// other characters than letters and digits as "_" is the address or password, RIJIAN_DELIVER_<NAME>_SIGNATURE the key to sign with.
Result<DeliverySecret> readDeliverySecret(const DeliveryTarget &target);
/// What the keychain has of it, whatever the environment says. Auth: nothing, or it does not answer.
Result<DeliverySecret> keptDeliverySecret(const DeliveryTarget &target);
/// An empty secret is removed.
Result<void> writeDeliverySecret(const DeliveryTarget &target, const DeliverySecret &secret);
/// "RIJIAN_DELIVER_TEAM_A".
QString deliveryVariable(const QString &name);

} // namespace rijian
