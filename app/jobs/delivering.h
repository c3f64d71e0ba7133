#pragma once
// Brings the day's digest to the targets, each part at most once. docs/DELIVERY.md says what is remembered and what follows from a failure.

#include "core/deliverytarget.h"
#include "core/repository.h"
#include "delivery/gitdelivery.h"
#include "delivery/http.h"
#include "delivery/smtp.h"
#include "storage/deliverystore.h"

#include <optional>

namespace rijian::storage {
class Database;
}

namespace rijian::jobs {

class RunLock;

struct DeliveryRequest {
    DaySpan span;
    QList<Repository> repositories; ///< in the panel's order
    bool some = false;              ///< these only, not all that are followed: another subject than the day's
    std::optional<Importance> least; ///< instead of each target's own
    bool again = false;              ///< send what was delivered already
};

/// How long a daily run waits for another program that is delivering.
inline constexpr std::chrono::minutes deliveryPatience{10};

/// What a delivery is of, in the store. A day that is not over is another subject than the whole day, which is still to come.
QString deliverySubject(const DeliveryTarget &target, const DeliveryRequest &request, const QDateTime &now);

/// How it went with one target.
struct DeliveryResult {
    DeliveryTarget target;
    int parts = 0;     ///< of all that was asked for and all that was left of earlier days
    int delivered = 0; ///< now
    int already = 0;   ///< before
    bool waits = false; ///< some of it could not be sent now and may be later
    QString note;      ///< for people: what came of it, one line
    std::optional<Error> error;

    bool operator==(const DeliveryResult &) const = default;
};

/// The world outside, to be replaced by tests. All may block.
struct DeliveryMeans {
    std::function<delivery::HttpAnswer(const delivery::Post &, std::stop_token)> post = [](const delivery::Post &request, std::stop_token stop) { return delivery::send(request, {}, std::move(stop)); };
    std::function<delivery::Outcome(const DeliveryTarget &, const QString &password, const QByteArray &mail, std::stop_token)> mail =
        [](const DeliveryTarget &target, const QString &password, const QByteArray &message, std::stop_token stop) { return delivery::sendMail(target, password, message, {}, std::move(stop)); };
    std::function<Result<DeliverySecret>(const DeliveryTarget &)> secret = readDeliverySecret;
    /// False: stopped meanwhile.
    std::function<bool(std::chrono::milliseconds, std::stop_token)> wait;
    std::function<QDateTime()> now;

    DeliveryMeans();
};

/// What would be sent, as text for people.
struct DeliveryPreview {
    QList<QByteArray> messages; ///< a webhook's bodies, without signatures; an e-mail; the report of a git target
    QString where;              ///< of a git target: the path
};

/// Borrows the database; same thread.
class Delivering
{
public:
    Delivering(storage::Database &database, QString dataFolder, DeliveryMeans means = {}, std::stop_token stop = {});

    /// To one after another, under a lock that other programs see: Busy when one is sending and does not end in `patience`. To each what was left of the week
    /// before, then what is asked for, in turn; without requests what was left alone. A result for each target.
    Result<QList<DeliveryResult>> deliver(const QList<DeliveryTarget> &targets, const QList<DeliveryRequest> &requests, std::chrono::seconds patience = {});
    Result<DeliveryPreview> preview(const DeliveryTarget &target, const DeliveryRequest &request);
    /// A short message; for git, a look at the repository. Remembers nothing.
    Result<void> test(const DeliveryTarget &target);
    /// With a secret that is not in the keychain yet.
    Result<void> test(const DeliveryTarget &target, const DeliverySecret &secret);

private:
    Result<std::unique_ptr<RunLock>> takeTurn(std::chrono::seconds patience);
    DeliveryResult deliverOne(const DeliveryTarget &target, const QList<DeliveryRequest> &requests);
    Result<QList<storage::DeliveryPart>> leftOf(const DeliveryTarget &target, const QList<DeliveryRequest> &requests);
    void sendParts(const DeliverySecret &secret, const QList<storage::DeliveryPart> &parts, DeliveryResult &result);
    Result<DeliveryRequest> wholeDay();
    void commitAll(const QList<DeliveryRequest> &requests, DeliveryResult &result);
    void commit(const DeliveryRequest &request, const QDateTime &begun, DeliveryResult &result);
    Result<QList<storage::DeliveryPart>> prepare(const DeliveryTarget &target, const DeliveryRequest &request);
    Result<QList<QByteArray>> messages(const DeliveryTarget &target, const DeliveryRequest &request);
    Result<QByteArray> report(const DeliveryRequest &request, const QString &path);
    bool sendPart(const DeliverySecret &secret, const storage::DeliveryPart &part, DeliveryResult &result);
    bool keepPace(const DeliveryTarget &target);
    delivery::Outcome send(const DeliveryTarget &target, const DeliverySecret &secret, const QByteArray &message);

    storage::Database &m_database;
    storage::DeliveryStore m_store;
    QString m_dataFolder;
    DeliveryMeans m_means;
    std::stop_token m_stop;
};

} // namespace rijian::jobs
