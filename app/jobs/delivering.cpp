#include "jobs/delivering.h"

#include "delivery/digest.h"
#include "delivery/mail.h"
#include "jobs/dailyreport.h"
#include "jobs/runlock.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>

#include <algorithm>
#include <condition_variable>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rijian::jobs {

using delivery::Outcome;
using delivery::Verdict;
using storage::DeliveryPart;
using storage::PartState;

namespace {

struct DeliveringText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::Delivering)
};

constexpr std::chrono::milliseconds pace = 3'100ms;       // 20 a minute
constexpr std::array<std::chrono::seconds, 3> sendPauses{5s, 20s, 60s};
constexpr std::chrono::seconds longestPause = 120s;       // whoever asks for more is asked again at the next run
constexpr int memoryDays = 400;
constexpr int leftDays = 7; ///< what could not be sent for longer is no news

constexpr QLatin1StringView soFar = " so far"_L1; ///< in the subject of a day that was not over

/// A program reads more than people in a chat do, and a mail can be searched.
int listedLimitOf(DeliveryKind kind)
{
    return kind == DeliveryKind::Webhook ? 5'000 : kind == DeliveryKind::Email ? 2'000 : delivery::listedLimit;
}

bool waitFor(std::chrono::milliseconds time, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

Error errorOf(const Outcome &outcome)
{
    return {outcome.verdict == Verdict::Refused ? ErrorKind::BadData : ErrorKind::Network, outcome.message, {}};
}

QString noteOf(const DeliveryResult &result)
{
    if (result.parts == 0)
        return DeliveringText::tr("nothing to send");
    if (result.delivered == 0 && result.already == result.parts)
        return DeliveringText::tr("delivered before; not sent again");
    return result.parts == 1 ? DeliveringText::tr("delivered") : DeliveringText::tr("delivered %1 of %2 messages").arg(result.delivered + result.already).arg(result.parts);
}

} // namespace

QString deliverySubject(const DeliveryTarget &target, const DeliveryRequest &request, const QDateTime &now)
{
    QString subject = request.span.first.toString(Qt::ISODate);
    if (request.span.last != request.span.first)
        subject += u'/' + request.span.last.toString(Qt::ISODate);
    if (request.least.value_or(target.least) == Importance::High)
        subject += " high"_L1;
    if (request.some) {
        QStringList ids;
        for (const Repository &repository : request.repositories)
            ids.append(QString::number(repository.id));
        subject += " of "_L1 + ids.join(u',');
    }
    if (now.toSecsSinceEpoch() < request.span.endSeconds())
        subject += soFar;
    return subject;
}

DeliveryMeans::DeliveryMeans()
    : wait(waitFor)
    , now(QDateTime::currentDateTimeUtc)
{
}

Delivering::Delivering(storage::Database &database, QString dataFolder, DeliveryMeans means, std::stop_token stop)
    : m_database(database)
    , m_store(database)
    , m_dataFolder(std::move(dataFolder))
    , m_means(std::move(means))
    , m_stop(std::move(stop))
{
}

/// Who holds it is the only one to send: a part that is found as being sent was left so by a program that ended.
Result<std::unique_ptr<RunLock>> Delivering::takeTurn(std::chrono::seconds patience)
{
    for (;; patience -= 1s) {
        auto lock = RunLock::take(m_dataFolder, u"deliver"_s);
        if (lock || lock.error().kind != ErrorKind::Busy || patience <= 0s)
            return lock;
        if (!m_means.wait(1s, m_stop))
            return failure(ErrorKind::Cancelled, DeliveringText::tr("Stopped."));
    }
}

Result<QList<DeliveryResult>> Delivering::deliver(const QList<DeliveryTarget> &targets, const QList<DeliveryRequest> &requests, std::chrono::seconds patience)
{
    const auto lock = takeTurn(patience);
    if (!lock)
        return std::unexpected(lock.error());
    if (auto pruned = m_store.prune(m_means.now().addDays(-memoryDays)); !pruned)
        return std::unexpected(pruned.error());
    QList<DeliveryResult> results;
    for (const DeliveryTarget &target : targets) {
        if (m_stop.stop_requested())
            return failure(ErrorKind::Cancelled, DeliveringText::tr("Stopped."));
        results.append(deliverOne(target, requests));
    }
    return results;
}

DeliveryResult Delivering::deliverOne(const DeliveryTarget &target, const QList<DeliveryRequest> &requests)
{
    DeliveryResult result{.target = target};
    if (target.kind == DeliveryKind::Git) {
        commitAll(requests, result);
    } else {
        // All is written down before anything is sent: the next run goes on with what this one cannot send.
        auto parts = leftOf(target, requests);
        for (const DeliveryRequest &request : requests) {
            const auto more = parts ? prepare(target, request) : std::unexpected(parts.error());
            if (more)
                parts->append(*more);
            else
                parts = std::unexpected(more.error());
        }
        if (parts && parts->isEmpty()) {
            result.note = noteOf(result);
            return result; // no keychain is asked for nothing
        }
        const auto secret = parts ? m_means.secret(target) : std::unexpected(parts.error());
        if (secret) {
            sendParts(*secret, *parts, result);
        } else {
            result.waits = parts.has_value();
            result.error = secret.error();
        }
    }
    if (!result.error && result.note.isEmpty())
        result.note = noteOf(result);
    return result;
}

/// What earlier runs could not send, but of what is asked for now, be it that the day is over by now.
Result<QList<DeliveryPart>> Delivering::leftOf(const DeliveryTarget &target, const QList<DeliveryRequest> &requests)
{
    auto parts = m_store.left(target.id, m_means.now().addDays(-leftDays));
    const auto isAskedFor = [&](const DeliveryPart &part) {
        return std::ranges::any_of(requests, [&](const DeliveryRequest &request) {
            const QString subject = deliverySubject(target, request, m_means.now());
            return part.subject == subject || part.subject == subject + soFar;
        });
    };
    // Of a day that is over and was begun whole, what it was at noon is news no more.
    const auto isOutdated = [&](const DeliveryPart &part) {
        if (!part.subject.endsWith(soFar))
            return false;
        const auto whole = m_store.parts(target.id, part.subject.chopped(soFar.size()));
        return whole && !whole->isEmpty();
    };
    if (parts)
        parts->removeIf([&](const DeliveryPart &part) { return isAskedFor(part) || isOutdated(part); });
    return parts;
}

/// One digest that is refused keeps no other back; where the service cannot be reached, nothing more is tried.
void Delivering::sendParts(const DeliverySecret &secret, const QList<DeliveryPart> &parts, DeliveryResult &result)
{
    result.parts = int(parts.size());
    QString refused;
    for (const DeliveryPart &part : parts) {
        if (part.digest == refused || sendPart(secret, part, result))
            continue;
        if (!result.error || result.error->kind != ErrorKind::BadData)
            return;
        refused = part.digest;
    }
}

/// What was begun and not finished, else a new digest.
Result<QList<DeliveryPart>> Delivering::prepare(const DeliveryTarget &target, const DeliveryRequest &request)
{
    const QString subject = deliverySubject(target, request, m_means.now());
    auto parts = m_store.parts(target.id, subject);
    if (!parts)
        return parts;
    const bool begun = std::ranges::any_of(*parts, [](const DeliveryPart &part) { return part.state != PartState::Waiting && part.state != PartState::Refused; });
    if (begun && !request.again)
        return parts;
    const auto bodies = messages(target, request);
    if (!bodies)
        return std::unexpected(bodies.error());
    if (bodies->isEmpty())
        return QList<DeliveryPart>();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (request.again)
        hash.addData(QByteArray::number(m_means.now().toMSecsSinceEpoch()));
    for (const QByteArray &body : *bodies)
        hash.addData(body);
    if (auto kept = m_store.begin(target.id, subject, QString::fromLatin1(hash.result().toHex()), *bodies, m_means.now()); !kept)
        return std::unexpected(kept.error());
    return m_store.parts(target.id, subject);
}

Result<QList<QByteArray>> Delivering::messages(const DeliveryTarget &target, const DeliveryRequest &request)
{
    const Importance least = request.least.value_or(target.least);
    auto digest = digestOf(m_database, {.span = request.span, .repositories = request.repositories}, least, listedLimitOf(target.kind));
    if (!digest)
        return std::unexpected(digest.error());
    if (digest->isEmpty())
        return QList<QByteArray>();
    if (m_means.now().toSecsSinceEpoch() < request.span.endSeconds())
        digest->until = m_means.now().toTimeZone(request.span.zone);
    if (const delivery::Service *service = delivery::serviceOf(target.kind))
        return service->messages(*digest, target);
    return QList<QByteArray>{delivery::mailOf(*digest, target, m_means.now())};
}

/// False: the rest need not be tried.
bool Delivering::sendPart(const DeliverySecret &secret, const DeliveryPart &part, DeliveryResult &result)
{
    const auto remember = [&](PartState state, const QString &message) {
        const auto kept = m_store.mark(part, state, message, state == PartState::Waiting ? part.updatedAt : m_means.now()); // it waits since it was begun
        if (!kept)
            result.error = kept.error();
        return kept.has_value();
    };
    const auto fateless = [&](const QString &why) {
        result.error = Error{ErrorKind::Network, DeliveringText::tr("Message %1 of %2 may have been delivered, so it is not sent again (--again sends all anew): %3").arg(part.part).arg(part.parts).arg(why), {}};
        return true;
    };
    if (part.state == PartState::Delivered) {
        ++result.already;
        return true;
    }
    if (part.state == PartState::Unknown)
        return fateless(part.message);
    if (part.state == PartState::Sending) {
        const QString why = DeliveringText::tr("The program ended while it was sent.");
        return remember(PartState::Unknown, why) && fateless(why);
    }
    for (std::size_t attempt = 0;; ++attempt) {
        if (!keepPace(result.target)) {
            result.error = Error{ErrorKind::Cancelled, DeliveringText::tr("Stopped."), {}};
            return false;
        }
        if (!remember(PartState::Sending, {}))
            return false;
        const Outcome outcome = send(result.target, secret, part.body);
        switch (outcome.verdict) {
        case Verdict::Delivered:
            ++result.delivered;
            if (!outcome.message.isEmpty())
                result.note = outcome.message;
            return remember(PartState::Delivered, outcome.message);
        case Verdict::Unknown:
            return remember(PartState::Unknown, outcome.message) && fateless(outcome.message);
        case Verdict::Refused:
            if (remember(PartState::Refused, outcome.message))
                result.error = errorOf(outcome);
            return false;
        case Verdict::Retry:
            break;
        }
        if (!remember(PartState::Waiting, outcome.message))
            return false;
        const auto pause = attempt < sendPauses.size() ? std::max<std::chrono::seconds>(sendPauses.at(attempt), outcome.wait) : longestPause + 1s;
        if (m_stop.stop_requested() || pause > longestPause || !m_means.wait(pause, m_stop)) {
            result.waits = true;
            result.error = m_stop.stop_requested() ? Error{ErrorKind::Cancelled, DeliveringText::tr("Stopped."), {}}
                                                   : Error{ErrorKind::Network, DeliveringText::tr("%1 The next run goes on with message %2 of %3.").arg(outcome.message).arg(part.part).arg(part.parts), {}};
            return false;
        }
    }
}

bool Delivering::keepPace(const DeliveryTarget &target)
{
    const auto last = m_store.lastSent(target.id);
    if (!last || !last->isValid())
        return !m_stop.stop_requested();
    const auto since = std::chrono::milliseconds(last->msecsTo(m_means.now()));
    return since < 0ms || since >= pace ? !m_stop.stop_requested() : m_means.wait(pace - since, m_stop);
}

Outcome Delivering::send(const DeliveryTarget &target, const DeliverySecret &secret, const QByteArray &message)
{
    if (auto sound = checkSecret(target, secret); !sound)
        return {Verdict::Refused, sound.error().message};
    const delivery::Service *service = delivery::serviceOf(target.kind);
    if (!service)
        return m_means.mail(target, secret.password, message, m_stop);
    const delivery::HttpAnswer answer = m_means.post(service->post(message, secret, m_means.now()), m_stop);
    return judgeTransport(answer).value_or(answer.end == delivery::HttpAnswer::End::Answered ? service->judge(answer) : Outcome{Verdict::Unknown});
}

/// In the form of the user's last export where the file is named as such a one is, else in Markdown. Empty: there is nothing to report on.
Result<QByteArray> Delivering::report(const DeliveryRequest &request, const QString &path)
{
    const auto settings = storage::SettingsStore(m_database).load();
    if (!settings)
        return std::unexpected(settings.error());
    DailyReport wanted = dailyReport(*settings, {.span = request.span, .repositories = request.repositories, .only = {}, .least = request.least.value_or(Importance::Unknown)});
    if (wanted.form.form == report::Form::Template || report::formInfo(wanted.form.form).suffix != QFileInfo(path).suffix())
        wanted.form = {};
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto written = writeDailyReport(m_database, m_dataFolder, wanted,
                                          [&](report::EntrySource &source, const report::WriteOptions &how) { return report::writeForm(wanted.form.form, source, buffer, how, m_stop); });
    return written ? Result<QByteArray>(buffer.data()) : std::unexpected(written.error());
}

/// What a daily run asks for, of no day yet.
Result<DeliveryRequest> Delivering::wholeDay()
{
    const auto settings = storage::SettingsStore(m_database).load();
    auto repositories = settings ? storage::RepositoryStore(m_database).all() : std::unexpected(settings.error());
    if (!repositories)
        return std::unexpected(repositories.error());
    repositories->removeIf([](const Repository &repository) { return repository.imported; });
    return DeliveryRequest{.span = {.first = {}, .last = {}, .zone = parseTimeZone(settings->timeZone).value_or(defaultTimeZone())}, .repositories = *repositories};
}

/// What is left of earlier days is read from the store anew: the row of a report has no body.
void Delivering::commitAll(const QList<DeliveryRequest> &requests, DeliveryResult &result)
{
    const auto left = leftOf(result.target, requests);
    const auto usual = left && requests.isEmpty() ? wholeDay() : left.transform([&](const auto &) { return requests.value(0); });
    if (!usual) {
        result.error = usual.error();
        return;
    }
    for (const DeliveryPart &part : *left) {
        DeliveryRequest request = *usual;
        const QDate day = QDate::fromString(part.subject.first(std::min<qsizetype>(part.subject.size(), 10)), Qt::ISODate);
        request.span.first = request.span.last = day;
        if (day.isValid() && deliverySubject(result.target, request, m_means.now()) == part.subject) // of one day, over the same repositories
            commit(request, part.updatedAt, result);
    }
    for (const DeliveryRequest &request : requests)
        commit(request, m_means.now(), result);
}

void Delivering::commit(const DeliveryRequest &request, const QDateTime &begun, DeliveryResult &result)
{
    const auto path = delivery::reportPath(result.target, request.span.last);
    const auto text = path ? report(request, *path) : std::unexpected(path.error());
    if (!text) {
        result.error = text.error();
        return;
    }
    if (text->isEmpty())
        return;
    ++result.parts;
    const DeliveryPart part{.target = result.target.id, .subject = deliverySubject(result.target, request, m_means.now()), .digest = u"report"_s, .part = 1};
    auto kept = m_store.begin(part.target, part.subject, part.digest, {""_ba}, begun);
    const auto done = kept ? delivery::commitReport(result.target, *path, *text, u"日报 "_s + request.span.title(), m_stop) : std::unexpected(kept.error());
    kept = m_store.mark(part, done ? PartState::Delivered : PartState::Waiting, done ? QString() : done.error().message, done ? m_means.now() : begun);
    if (!done || !kept) {
        result.waits = true;
        result.error = done ? kept.error() : done.error();
        return;
    }
    ++(done->committed ? result.delivered : result.already);
    result.note = !done->committed ? DeliveringText::tr("%1 is there already as it is").arg(done->path) : done->pushed ? DeliveringText::tr("%1 committed and pushed").arg(done->path)
                                                                                                            : DeliveringText::tr("%1 committed").arg(done->path);
}

Result<DeliveryPreview> Delivering::preview(const DeliveryTarget &target, const DeliveryRequest &request)
{
    if (target.kind != DeliveryKind::Git) {
        auto all = messages(target, request);
        return all ? Result<DeliveryPreview>(DeliveryPreview{*all, {}}) : std::unexpected(all.error());
    }
    const auto path = delivery::reportPath(target, request.span.last);
    const auto text = path ? report(request, *path) : std::unexpected(path.error());
    if (!text)
        return std::unexpected(text.error());
    return DeliveryPreview{text->isEmpty() ? QList<QByteArray>() : QList<QByteArray>{*text}, *path};
}

Result<void> Delivering::test(const DeliveryTarget &target)
{
    const auto secret = m_means.secret(target);
    return secret ? test(target, *secret) : std::unexpected(secret.error());
}

Result<void> Delivering::test(const DeliveryTarget &target, const DeliverySecret &secret)
{
    if (auto sound = checkTarget(target); !sound)
        return sound;
    if (target.kind == DeliveryKind::Git) {
        const auto path = delivery::reportPath(target, m_means.now().date());
        return path ? delivery::checkFolder(target) : std::unexpected(path.error());
    }
    const delivery::Service *service = delivery::serviceOf(target.kind);
    const Outcome outcome = send(target, secret, service ? service->testMessage(target) : delivery::testMail(target, m_means.now()));
    if (outcome.verdict == Verdict::Delivered)
        return {};
    return std::unexpected(errorOf(outcome));
}

} // namespace rijian::jobs
