#include "jobs/deliverydesk.h"

#include "delivery/messagetext.h"
#include "storage/database.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

using storage::DeliveryPart;
using storage::PartState;

namespace {

struct DeliveryDeskText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::DeliveryDesk)
};

/// What is to be kept of a secret: what was typed and, for fields that were left empty, what is kept. Nothing: it stays as it is.
Result<std::optional<DeliverySecret>> changedSecret(const DeliveryTarget &target, const std::optional<DeliverySecret> &typed, bool unsign, const SecretKeeper &keeper)
{
    std::optional<DeliverySecret> secret = typed;
    if (!secret && !unsign)
        return secret;
    if (!secret)
        secret.emplace();
    const bool whole = !secret->address.isEmpty() && (unsign || !secret->signature.isEmpty());
    if (target.id != 0 && signsMessages(target.kind) && !whole) {
        const auto kept = keeper.read(target);
        if (!kept) // an empty field would overwrite what cannot be seen
            return failure(ErrorKind::Auth, DeliveryDeskText::tr("What the keychain has of “%1” cannot be read: enter both the address and the signing key, or tick that messages are not signed.").arg(target.name),
                           kept.error().message);
        if (secret->address.isEmpty())
            secret->address = kept->address;
        if (secret->signature.isEmpty())
            secret->signature = kept->signature;
    }
    if (unsign)
        secret->signature.clear();
    const auto right = checkSecret(target, *secret);
    return right ? Result<std::optional<DeliverySecret>>(secret) : std::unexpected(right.error());
}

Result<TargetDay> targetDay(storage::DeliveryStore &store, const DeliveryTarget &target, const DaySpan &span, const QDateTime &now)
{
    auto parts = store.parts(target.id, deliverySubject(target, {.span = span, .repositories = {}}, now));
    if (!parts)
        return std::unexpected(parts.error());
    for (DeliveryPart &part : *parts)
        part.body.clear();
    return TargetDay{.target = target, .parts = *parts, .result = {}};
}

/// The targets that are wanted, as they are now.
Result<QList<DeliveryTarget>> targetsOf(storage::DeliveryStore &store, const QList<qint64> &ids)
{
    const auto all = store.targets();
    if (!all)
        return all;
    QList<DeliveryTarget> targets;
    for (const qint64 id : ids) {
        const auto found = std::ranges::find(*all, id, &DeliveryTarget::id);
        if (found != all->end())
            targets.append(*found);
    }
    return targets;
}

/// Means whose messages only the program's end cuts off: of one that the user stopped half-way, nobody would know what became of it.
DeliveryMeans wholeMessages(DeliveryMeans means, const std::stop_token &end)
{
    means.post = [post = means.post, end](const delivery::Post &request, std::stop_token) { return post(request, end); };
    means.mail = [mail = means.mail, end](const DeliveryTarget &target, const QString &password, const QByteArray &message, std::stop_token) { return mail(target, password, message, end); };
    return means;
}

Error wordsOf(const Error &error)
{
    if (error.kind != ErrorKind::Busy)
        return error;
    return {error.kind, DeliveryDeskText::tr("Not sent: something is being delivered right now, by the daily run or by another Rijian. Try again when it is done."), error.message};
}

} // namespace

const DeliveryPart *TargetDay::decisive() const
{
    constexpr std::array order{PartState::Refused, PartState::Unknown, PartState::Sending, PartState::Waiting};
    for (const PartState state : order) {
        const auto found = std::ranges::find(parts, state, &DeliveryPart::state);
        if (found != parts.end())
            return &*found;
    }
    return parts.isEmpty() ? nullptr : &parts.last();
}

int TargetDay::delivered() const
{
    return int(std::ranges::count(parts, PartState::Delivered, &DeliveryPart::state));
}

DeliveryDesk::DeliveryDesk(const QString &dataFolder, DeliveryMeans means, SecretKeeper keeper)
    : m_folder(dataFolder)
    , m_means(std::move(means))
    , m_keeper(std::move(keeper))
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

QFuture<Result<DeliveryTarget>> DeliveryDesk::save(const DeliveryTarget &target, const std::optional<DeliverySecret> &secret, bool unsign)
{
    return m_thread->run([target, secret, unsign, keeper = m_keeper](storage::Database &database) -> Result<DeliveryTarget> {
        const auto sound = checkTarget(target);
        const auto whole = sound ? changedSecret(target, secret, unsign, keeper) : std::unexpected(sound.error());
        if (!whole)
            return std::unexpected(whole.error());
        storage::DeliveryStore store(database);
        const bool added = target.id == 0;
        const auto saved = store.save(target);
        if (!saved || !*whole || !needsSecret(target))
            return saved;
        if (const auto kept = keeper.write(*saved, **whole); !kept) {
            if (added) // a target without its secret is of no use
                (void)store.remove(saved->id);
            return std::unexpected(kept.error());
        }
        return saved;
    });
}

QFuture<Result<void>> DeliveryDesk::remove(const DeliveryTarget &target)
{
    return m_thread->run([target, keeper = m_keeper](storage::Database &database) -> Result<void> {
        if (needsSecret(target))
            (void)keeper.write(target, {}); // without a keychain there is nothing to remove
        return storage::DeliveryStore(database).remove(target.id);
    });
}

QFuture<Result<void>> DeliveryDesk::test(const DeliveryTarget &target, const std::optional<DeliverySecret> &secret, bool unsign)
{
    return m_thread->run([=, folder = m_folder, means = m_means, keeper = m_keeper, stop = m_stop.get_token()](storage::Database &database) -> Result<void> {
        const auto whole = changedSecret(target, secret, unsign, keeper);
        if (!whole)
            return std::unexpected(whole.error());
        Delivering delivering(database, folder, means, stop);
        return *whole ? delivering.test(target, **whole) : delivering.test(target);
    });
}

QFuture<Result<QList<DeliveryResult>>> DeliveryDesk::deliver(const QList<DeliveryRequest> &requests)
{
    return m_thread->run([requests, folder = m_folder, means = m_means, stop = m_stop.get_token()](storage::Database &database) -> Result<QList<DeliveryResult>> {
        const auto targets = storage::DeliveryStore(database).enabledTargets();
        if (!targets)
            return std::unexpected(targets.error());
        if (targets->isEmpty())
            return QList<DeliveryResult>();
        return Delivering(database, folder, means, stop).deliver(*targets, requests, deliveryPatience);
    });
}

QFuture<Result<delivery::Digest>> DeliveryDesk::digest(const ReportRequest &request)
{
    return m_thread->run([request](storage::Database &database) { return digestOf(database, request, Importance::High); });
}

QFuture<Result<QList<TargetDay>>> DeliveryDesk::deliverTo(const QList<qint64> &targets, const DeliveryRequest &request, std::stop_token stop,
                                                         const std::function<void(const TargetDay &)> &told)
{
    return m_thread->run([=, folder = m_folder, means = m_means, end = m_stop.get_token()](storage::Database &database) -> Result<QList<TargetDay>> {
        std::stop_source both;
        const auto pass = [&both] { both.request_stop(); };
        const std::stop_callback byUser(stop, pass), byEnd(end, pass);
        storage::DeliveryStore store(database);
        const auto wanted = targetsOf(store, targets);
        if (!wanted)
            return std::unexpected(wanted.error());
        Delivering delivering(database, folder, wholeMessages(means, end), both.get_token());
        QList<TargetDay> days;
        for (const DeliveryTarget &target : *wanted) {
            const auto results = delivering.deliver({target}, {request});
            TargetDay day = targetDay(store, target, request.span, means.now()).value_or(TargetDay{.target = target, .parts = {}, .result = {}});
            day.result = results ? results->first() : DeliveryResult{.target = target, .note = {}, .error = wordsOf(results.error())};
            days.append(day);
            if (told)
                told(day);
        }
        return days;
    });
}

DatabaseThread &DeliveryDesk::reader()
{
    if (!m_reader)
        m_reader = std::make_unique<DatabaseThread>(m_folder);
    return *m_reader;
}

QFuture<Result<QList<TargetDay>>> DeliveryDesk::stateOf(const DaySpan &span)
{
    return reader().run([span, now = m_means.now](storage::Database &database) -> Result<QList<TargetDay>> {
        storage::DeliveryStore store(database);
        const auto targets = store.enabledTargets();
        if (!targets)
            return std::unexpected(targets.error());
        QList<TargetDay> days;
        for (const DeliveryTarget &target : *targets) {
            const auto day = targetDay(store, target, span, now());
            if (!day)
                return std::unexpected(day.error());
            days.append(*day);
        }
        return days;
    });
}

QFuture<Result<DigestText>> DeliveryDesk::preview(const DeliveryTarget &target, const DeliveryRequest &request)
{
    return reader().run([=, folder = m_folder, means = m_means, stop = m_stop.get_token()](storage::Database &database) -> Result<DigestText> {
        const auto preview = Delivering(database, folder, means, stop).preview(target, request);
        if (!preview)
            return std::unexpected(preview.error());
        DigestText text{.messages = {}, .where = preview->where, .count = preview->messages.size()};
        qsizetype left = digestTextLimit;
        for (const QByteArray &message : preview->messages) {
            const QString words = delivery::messageText(target.kind, message);
            text.messages.append(words.left(left));
            text.cut = words.size() > left;
            left -= words.size();
            if (left <= 0)
                break;
        }
        text.cut = text.cut || text.messages.size() < text.count;
        return text;
    });
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
