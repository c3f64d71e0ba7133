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

/// UI thread. Its end stops what is being sent, and waits for it.
class DeliveryDesk
{
public:
    explicit DeliveryDesk(const QString &dataFolder, DeliveryMeans means = {});
    ~DeliveryDesk();
    DeliveryDesk(const DeliveryDesk &) = delete;
    DeliveryDesk &operator=(const DeliveryDesk &) = delete;

    QFuture<Result<QList<TargetState>>> targets();
    /// Adds or changes it; a secret is kept in the keychain, none leaves the one that is there.
    QFuture<Result<DeliveryTarget>> save(const DeliveryTarget &target, const std::optional<DeliverySecret> &secret);
    QFuture<Result<void>> remove(const DeliveryTarget &target);
    /// Without a secret: with the one that is kept.
    QFuture<Result<void>> test(const DeliveryTarget &target, const std::optional<DeliverySecret> &secret);
    /// To all targets that are on; without requests what is left of earlier ones. Where another program delivers, it is waited for, for ten minutes.
    QFuture<Result<QList<DeliveryResult>>> deliver(const QList<DeliveryRequest> &requests);
    /// Of the 🔴 alone.
    QFuture<Result<delivery::Digest>> digest(const ReportRequest &request);
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
    QString m_folder;
    DeliveryMeans m_means;
    std::stop_source m_stop;
    std::unique_ptr<DatabaseThread> m_thread;
};

/// "Team A: delivered; 邮件: …", for a status bar or a record; empty: nothing was delivered to.
QString deliverySummary(const QList<DeliveryResult> &results);

} // namespace rijian::jobs
