#include "jobs/jobkinds.h"

#include "git/address.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

QJsonObject toPayload(const DaySpan &span)
{
    return {{u"first"_s, span.first.toString(Qt::ISODate)}, {u"last"_s, span.last.toString(Qt::ISODate)}, {u"zone"_s, QString::fromUtf8(span.zone.id())}};
}

} // namespace

Job fetchJob(const Repository &repository, const DaySpan &span, int priority)
{
    QJsonObject payload = toPayload(span);
    const auto address = git::parseAddress(repository.address);
    payload.insert(u"host"_s, address ? address->host : QString());
    return {.kind = fetchKind, .repository = repository.id, .payload = payload, .priority = priority};
}

Job analyzeJob(const Repository &repository, const DaySpan &span, int priority, bool cards, bool again)
{
    QJsonObject payload = toPayload(span);
    payload.insert(u"cards"_s, cards);
    payload.insert(u"again"_s, again);
    return {.kind = analyzeKind, .repository = repository.id, .payload = payload, .priority = priority};
}

Job listJob(const Repository &repository, const DaySpan &span)
{
    Job job = analyzeJob(repository, span, Background);
    job.payload.insert(u"rules"_s, true);
    return job;
}

Job analyzeCommitsJob(const Repository &repository, const QStringList &shas, int priority, const QJsonObject &model)
{
    QJsonObject payload{{u"shas"_s, QJsonArray::fromStringList(shas)}, {u"cards"_s, true}, {u"again"_s, true}};
    if (!model.isEmpty())
        payload.insert(u"model"_s, model);
    return {.kind = analyzeKind, .repository = repository.id, .payload = payload, .priority = priority};
}

std::optional<DaySpan> spanOf(const Job &job)
{
    const auto zone = parseTimeZone(job.payload[u"zone"_s].toString());
    const DaySpan span{QDate::fromString(job.payload[u"first"_s].toString(), Qt::ISODate), QDate::fromString(job.payload[u"last"_s].toString(), Qt::ISODate),
                       zone.value_or(QTimeZone(QTimeZone::UTC))};
    if (!zone || !span.first.isValid() || !span.last.isValid() || span.last < span.first)
        return std::nullopt;
    return span;
}

QStringList shasOf(const Job &job)
{
    QStringList shas;
    for (const QJsonValue sha : job.payload[u"shas"_s].toArray())
        shas.append(sha.toString());
    return shas;
}

bool isByRules(const Job &job)
{
    return job.payload[u"rules"_s].toBool();
}

QString hostOf(const Job &job)
{
    return job.payload[u"host"_s].toString();
}

} // namespace rijian::jobs
