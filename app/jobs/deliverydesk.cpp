#include "jobs/deliverydesk.h"

#include "storage/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rijian::jobs {

DeliveryDesk::DeliveryDesk(const QString &dataFolder, DeliveryMeans means)
    : m_folder(dataFolder)
    , m_means(std::move(means))
    , m_thread(std::make_unique<DatabaseThread>(dataFolder))
{
}

DeliveryDesk::~DeliveryDesk()
{
    m_stop.request_stop();
}

QFuture<Result<QList<TargetState>>> DeliveryDesk::targets()
{
    return m_thread->run([](storage::Database &database) -> Result<QList<TargetState>> {
        storage::DeliveryStore store(database);
        const auto targets = store.targets();
        if (!targets)
            return std::unexpected(targets.error());
        QList<TargetState> states;
        for (const DeliveryTarget &target : *targets) {
            const auto last = store.recent(target.id, 1);
            if (!last)
                return std::unexpected(last.error());
            states.append({target, last->isEmpty() ? std::nullopt : std::optional(last->first())});
        }
        return states;
    });
}

QFuture<Result<DeliveryTarget>> DeliveryDesk::save(const DeliveryTarget &target, const std::optional<DeliverySecret> &secret)
{
    return m_thread->run([target, secret](storage::Database &database) -> Result<DeliveryTarget> {
        const auto sound = checkTarget(target);
        const auto right = sound && secret ? checkSecret(target, *secret) : sound;
        if (!right)
            return std::unexpected(right.error());
        storage::DeliveryStore store(database);
        const bool added = target.id == 0;
        const auto saved = store.save(target);
        if (!saved || !secret || !needsSecret(target))
            return saved;
        if (const auto kept = writeDeliverySecret(*saved, *secret); !kept) {
            if (added) // a target without its secret is of no use
                (void)store.remove(saved->id);
            return std::unexpected(kept.error());
        }
        return saved;
    });
}

QFuture<Result<void>> DeliveryDesk::remove(const DeliveryTarget &target)
{
    return m_thread->run([target](storage::Database &database) -> Result<void> {
        if (needsSecret(target))
            (void)writeDeliverySecret(target, {}); // without a keychain there is nothing to remove
        return storage::DeliveryStore(database).remove(target.id);
    });
}

QFuture<Result<void>> DeliveryDesk::test(const DeliveryTarget &target, const std::optional<DeliverySecret> &secret)
{
    return m_thread->run([=, folder = m_folder, means = m_means, stop = m_stop.get_token()](storage::Database &database) -> Result<void> {
        Delivering delivering(database, folder, means, stop);
        return secret ? delivering.test(target, *secret) : delivering.test(target);
    });
}

QFuture<Result<QList<DeliveryResult>>> DeliveryDesk::deliver(const QList<DeliveryRequest> &requests)
{
    return m_thread->run([requests, folder = m_folder, means = m_means, stop = m_stop.get_token()](storage::Database &database) -> Result<QList<DeliveryResult>> {
        auto targets = storage::DeliveryStore(database).targets();
        if (!targets)
            return std::unexpected(targets.error());
        targets->removeIf([](const DeliveryTarget &target) { return !target.enabled; });
        if (targets->isEmpty())
            return QList<DeliveryResult>();
        return Delivering(database, folder, means, stop).deliver(*targets, requests, 10min);
    });
}

QFuture<Result<delivery::Digest>> DeliveryDesk::digest(const ReportRequest &request)
{
    return m_thread->run([request](storage::Database &database) { return digestOf(database, request, Importance::High); });
}

QFuture<Result<QStringList>> DeliveryDesk::report(const Settings &settings, const QList<ReportRequest> &days)
{
    return m_thread->run([settings, days, folder = m_folder, stop = m_stop.get_token()](storage::Database &database) -> Result<QStringList> {
        QStringList files;
        for (const ReportRequest &day : days) {
            const auto file = saveDailyReport(database, folder, settings, day, stop);
            if (!file)
                return std::unexpected(file.error());
            if (!file->isEmpty())
                files.append(*file);
        }
        return files;
    });
}

QFuture<Result<std::optional<QDate>>> DeliveryDesk::beginDaily(const QDate &day)
{
    return m_thread->run([day](storage::Database &database) -> Result<std::optional<QDate>> {
        storage::DailyStore store(database);
        const auto done = store.isDone(day);
        const auto first = done ? store.firstToReport(day) : std::unexpected(done.error());
        if (!first)
            return std::unexpected(first.error());
        if (*done)
            return std::nullopt;
        const auto begun = store.begin(day, QDateTime::currentDateTimeUtc());
        return begun ? Result<std::optional<QDate>>(*first) : std::unexpected(begun.error());
    });
}

QFuture<Result<void>> DeliveryDesk::putOffDaily(const QDate &day, const QString &why)
{
    return m_thread->run([=](storage::Database &database) { return storage::DailyStore(database).putOff(day, why); });
}

QFuture<Result<void>> DeliveryDesk::endDaily(const QDate &day, bool ok, const QString &message)
{
    return m_thread->run([=](storage::Database &database) { return storage::DailyStore(database).end(day, ok, message, QDateTime::currentDateTimeUtc()); });
}

QFuture<Result<std::optional<storage::DailyRecord>>> DeliveryDesk::lastDaily()
{
    return m_thread->run([](storage::Database &database) { return storage::DailyStore(database).last(); });
}

QString deliverySummary(const QList<DeliveryResult> &results)
{
    QStringList parts;
    for (const DeliveryResult &result : results)
        parts.append(result.target.name + u": "_s + (result.error ? result.error->message : result.note));
    return parts.join(u"; "_s);
}

} // namespace rijian::jobs
