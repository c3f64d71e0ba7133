#pragma once
// Delivery for windows: everything that takes time happens on a thread of its own and comes back as a future.

#include "jobs/dailyreport.h"
#include "jobs/databasethread.h"
#include "jobs/delivering.h"
#include "storage/dailystore.h"

namespace rijian::jobs {

/// A target and what last became of it.
struct TargetState {
    DeliveryTarget target;
    std::optional<storage::DeliveryPart> last;
};

/// What became of a digest at a target.
struct TargetDay {
    DeliveryTarget target;
    QList<storage::DeliveryPart> parts;   ///< of the newest digest, without their bodies; empty: none was begun
    std::optional<DeliveryResult> result; ///< of the delivery that was just tried

    /// The part that the whole of it hangs on: one that was refused, else one whose fate is not known, is being sent, waits (the one that was tried first), was
    /// delivered last. Null: none was begun.
    const storage::DeliveryPart *decisive() const;
    int delivered() const; ///< parts

    bool operator==(const TargetDay &) const = default;
};

/// What would be sent, as people read it (delivery/messagetext.h).
struct DigestText {
    QStringList messages; ///< empty: there is nothing to send
    QString where;        ///< of a git target: the path
    qsizetype count = 0;  ///< messages, those that are left out of the text among them
    bool cut = false;     ///< the text ends at digestTextLimit
};
inline constexpr qsizetype digestTextLimit = 200'000; ///< characters

/// Where the secrets of targets are kept. Both may block.
struct SecretKeeper {
    std::function<Result<DeliverySecret>(const DeliveryTarget &)> read = keptDeliverySecret;
    std::function<Result<void>(const DeliveryTarget &, const DeliverySecret &)> write = writeDeliverySecret;
};

/// UI thread. Its end stops what is being sent, and waits for it.
class DeliveryDesk
{
public:
    explicit DeliveryDesk(const QString &dataFolder, DeliveryMeans means = {}, SecretKeeper keeper = {});
    ~DeliveryDesk();
    DeliveryDesk(const DeliveryDesk &) = delete;
    DeliveryDesk &operator=(const DeliveryDesk &) = delete;

    QFuture<Result<QList<TargetState>>> targets();
    /// Adds or changes it; a secret is kept in the keychain, none leaves the one that is there. Of a target that is changed, a field of the secret that is empty
    /// leaves that field as it is; `unsign`: there is no key to sign with any more.
    QFuture<Result<DeliveryTarget>> save(const DeliveryTarget &target, const std::optional<DeliverySecret> &secret, bool unsign = false);
    QFuture<Result<void>> remove(const DeliveryTarget &target);
    /// Without a secret: with the one that is kept. With one: as save() would keep it.
    QFuture<Result<void>> test(const DeliveryTarget &target, const std::optional<DeliverySecret> &secret, bool unsign = false);
    /// To all targets that are on; without requests what is left of earlier ones. Where another program delivers, it is waited for, for ten minutes.
    QFuture<Result<QList<DeliveryResult>>> deliver(const QList<DeliveryRequest> &requests);
    /// Of the 🔴 alone.
    QFuture<Result<delivery::Digest>> digest(const ReportRequest &request);
    /// To these targets (their ids), as they are now; those that are gone are left out. `told` is called with each as it is done, on the desk's thread. The user's
    /// `stop` lets the message that is leaving arrive; what is left then waits. The future has all, in turn.
    QFuture<Result<QList<TargetDay>>> deliverTo(const QList<qint64> &targets, const DeliveryRequest &request, std::stop_token stop,
                                                const std::function<void(const TargetDay &)> &told = {});
    /// Of the targets that are on, by name: what became of these days' digest over all that is followed. This one and preview() do not wait for what is being sent.
    QFuture<Result<QList<TargetDay>>> stateOf(const DaySpan &span);
    QFuture<Result<DigestText>> preview(const DeliveryTarget &target, const DeliveryRequest &request);
    /// Saves each day's report (saveDailyReport()); the files.
    QFuture<Result<QStringList>> report(const Settings &settings, const QList<ReportRequest> &days);

    /// Notes that the day's run begins: the first day that it is to report. Nothing: it has been done, perhaps by another program. Only under the lock of
    /// the daily run.
    QFuture<Result<std::optional<QDate>>> beginDaily(const QDate &day);
    /// Why it is put off.
    QFuture<Result<void>> putOffDaily(const QDate &day, const QString &why);
    QFuture<Result<void>> endDaily(const QDate &day, bool ok, const QString &message);
    QFuture<Result<std::optional<storage::DailyRecord>>> lastDaily();

private:
    DatabaseThread &reader();

    QString m_folder;
    DeliveryMeans m_means;
    SecretKeeper m_keeper;
    std::stop_source m_stop;
    std::unique_ptr<DatabaseThread> m_thread;
    std::unique_ptr<DatabaseThread> m_reader; ///< made when something is first to be shown: it does not queue behind what is being sent
};

/// "Team A: delivered; 邮件: …", for a status bar or a record; empty: nothing was delivered to.
QString deliverySummary(const QList<DeliveryResult> &results);

} // namespace rijian::jobs
