#include "storage/analysisstore.h"

#include "storage/database.h"
#include "storage/ownrulestore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

const QString analysisColumns = u"sha, analyzer, model, prompt_version, created_at, state, failure, coverage, score, reasons, types, type_text, importance, "
                        "summary, scope, architecture, performance, security, risks, advice, closing, markdown, "
                        "provider, prompt_tokens, cached_tokens, completion_tokens, requests, cost, currency, reading, unconfirmed, attempts, raw"_s;
const qsizetype columnCount = analysisColumns.count(u',') + 1;

constexpr qsizetype mostBound = 500; // values of one statement

QString conditionOf(const AnalyzerKey &key)
{
    return u"AND analyzer = ? AND prompt_version = ? AND model IN ("_s + placeholders(key.models.size()) + u')';
}

QVariantList valuesOf(const AnalyzerKey &key)
{
    QVariantList values{key.analyzer, notNull(key.promptVersion)};
    for (const QString &model : key.models)
        values.append(notNull(model));
    return values;
}

QString toJson(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QJsonArray fromJson(const QVariant &value)
{
    return QJsonDocument::fromJson(value.toString().toUtf8()).array();
}

QStringList toStrings(const QVariant &value)
{
    QStringList texts;
    for (const QJsonValue text : fromJson(value))
        texts.append(text.toString());
    return texts;
}

/// [[path, depth, why, [[oldStart, oldCount, newStart, newCount, depth], …]], …]
QJsonArray toJson(const QList<FileReading> &reading)
{
    QJsonArray files;
    for (const FileReading &file : reading) {
        QJsonArray hunks;
        for (const HunkReading &hunk : file.hunks)
            hunks.append(QJsonArray{hunk.oldStart, hunk.oldCount, hunk.newStart, hunk.newCount, int(hunk.depth)});
        files.append(QJsonArray{file.path, int(file.depth), file.why, hunks});
    }
    return files;
}

ReadDepth toDepth(const QJsonValue &value)
{
    return static_cast<ReadDepth>(std::clamp(value.toInt(), 0, int(ReadDepth::Unread)));
}

QList<FileReading> toReading(const QVariant &value)
{
    QList<FileReading> reading;
    for (const QJsonValue file : fromJson(value)) {
        FileReading one{.path = file[0].toString(), .depth = toDepth(file[1]), .why = file[2].toString()};
        for (const QJsonValue hunk : file[3].toArray())
            one.hunks.append({hunk[0].toInt(), hunk[1].toInt(), hunk[2].toInt(), hunk[3].toInt(), toDepth(hunk[4])});
        reading.append(std::move(one));
    }
    return reading;
}

QVariantList toRow(const Analysis &analysis)
{
    QJsonArray types;
    for (const ChangeType type : analysis.card.types)
        types.append(int(type));
    const Card &card = analysis.card;
    return {analysis.sha, analysis.analyzer, notNull(analysis.model), notNull(analysis.promptVersion), analysis.createdAt.toSecsSinceEpoch(), int(analysis.state),
            notNull(analysis.failure), notNull(analysis.coverage), analysis.score, toJson(QJsonArray::fromStringList(analysis.reasons)), toJson(types),
            notNull(card.typeText), int(card.importance), notNull(card.summary), notNull(card.scope), notNull(card.architecture), notNull(card.performance),
            notNull(card.security), notNull(card.risks), notNull(card.advice), notNull(card.closing), notNull(analysis.markdown),
            notNull(analysis.provider), analysis.usage.prompt, analysis.usage.cached, analysis.usage.completion, analysis.usage.requests, analysis.cost, notNull(analysis.currency),
            toJson(toJson(analysis.reading)), toJson(QJsonArray::fromStringList(analysis.unconfirmed)), toJson(QJsonArray::fromStringList(analysis.attempts)), notNull(analysis.raw)};
}

Card toCard(const QSqlQuery &row)
{
    Card card;
    for (const QJsonValue type : fromJson(row.value(10)))
        card.types.append(static_cast<ChangeType>(std::clamp(type.toInt(), 0, int(ChangeType::Other))));
    card.typeText = row.value(11).toString();
    card.importance = static_cast<Importance>(std::clamp(row.value(12).toInt(), 0, int(Importance::High)));
    card.summary = row.value(13).toString();
    card.scope = row.value(14).toString();
    card.architecture = row.value(15).toString();
    card.performance = row.value(16).toString();
    card.security = row.value(17).toString();
    card.risks = row.value(18).toString();
    card.advice = row.value(19).toString();
    card.closing = row.value(20).toString();
    return card;
}

Analysis toAnalysis(const QSqlQuery &row)
{
    Analysis analysis;
    analysis.sha = row.value(0).toString();
    analysis.analyzer = row.value(1).toString();
    analysis.model = row.value(2).toString();
    analysis.promptVersion = row.value(3).toString();
    analysis.createdAt = QDateTime::fromSecsSinceEpoch(row.value(4).toLongLong(), QTimeZone::UTC);
    analysis.state = static_cast<AnalysisState>(std::clamp(row.value(5).toInt(), 0, int(AnalysisState::Failed)));
    analysis.failure = row.value(6).toString();
    analysis.coverage = row.value(7).toString();
    analysis.score = row.value(8).toInt();
    analysis.reasons = toStrings(row.value(9));
    analysis.card = toCard(row);
    analysis.markdown = row.value(21).toString();
    analysis.provider = row.value(22).toString();
    analysis.usage = {row.value(23).toLongLong(), row.value(24).toLongLong(), row.value(25).toLongLong(), row.value(26).toInt()};
    analysis.cost = row.value(27).toDouble();
    analysis.currency = row.value(28).toString();
    analysis.reading = toReading(row.value(29));
    analysis.unconfirmed = toStrings(row.value(30));
    analysis.attempts = toStrings(row.value(31));
    analysis.raw = row.value(32).toString();
    return analysis;
}

} // namespace

Result<void> AnalysisStore::add(const QList<Analysis> &analyses)
{
    const QString sql = u"INSERT INTO analysis ("_s + analysisColumns + u") VALUES ("_s + placeholders(columnCount) + u')';
    QStringList shas;
    return m_database.transaction([&]() -> Result<void> {
        for (const Analysis &analysis : analyses) {
            if (auto stored = m_database.run(sql, toRow(analysis)); !stored)
                return std::unexpected(stored.error());
            shas.append(analysis.sha);
        }
        return OwnRuleStore(m_database).mark(0, shas);
    });
}

Result<QList<Analysis>> AnalysisStore::read(const QStringList &shas, const QString &condition, const QVariantList &values)
{
    QList<Analysis> found;
    for (qsizetype start = 0; start < shas.size(); start += mostBound) {
        const QStringList some = shas.sliced(start, std::min(mostBound, shas.size() - start));
        auto query = m_database.run(u"SELECT "_s + analysisColumns + u" FROM analysis WHERE sha IN ("_s + placeholders(some.size()) + u") "_s
                                        + condition + u" ORDER BY prompt_version = 'import', id DESC"_s,
                                    QVariantList(some.begin(), some.end()) + values);
        if (!query)
            return std::unexpected(query.error());
        while (query->next())
            found.append(toAnalysis(*query));
    }
    return found;
}

Result<QHash<QString, Analysis>> AnalysisStore::newest(const QStringList &shas, const AnalyzerKey &key)
{
    auto analyses = read(shas, conditionOf(key), valuesOf(key));
    if (!analyses)
        return std::unexpected(analyses.error());
    QHash<QString, Analysis> found;
    for (Analysis &analysis : *analyses) {
        if (!found.contains(analysis.sha))
            found.insert(analysis.sha, std::move(analysis));
    }
    return found;
}

Result<QSet<QString>> AnalysisStore::withCard(const QStringList &shas, const AnalyzerKey &key)
{
    QSet<QString> found;
    for (qsizetype start = 0; start < shas.size(); start += mostBound) {
        const QStringList some = shas.sliced(start, std::min(mostBound, shas.size() - start));
        auto query = m_database.run(u"SELECT DISTINCT sha FROM analysis WHERE sha IN ("_s + placeholders(some.size()) + u") AND state <> %1 "_s.arg(int(AnalysisState::Failed))
                                        + conditionOf(key),
                                    QVariantList(some.begin(), some.end()) + valuesOf(key));
        if (!query)
            return std::unexpected(query.error());
        while (query->next())
            found.insert(query->value(0).toString());
    }
    return found;
}

Result<QHash<QString, QList<Analysis>>> AnalysisStore::all(const QStringList &shas)
{
    auto analyses = read(shas, {}, {});
    if (!analyses)
        return std::unexpected(analyses.error());
    QHash<QString, QList<Analysis>> found;
    for (Analysis &analysis : *analyses)
        found[analysis.sha].append(std::move(analysis));
    return found;
}

Result<QList<Spending>> AnalysisStore::spending(const QDateTime &from, const QDateTime &to)
{
    auto query = m_database.run(u"SELECT currency, SUM(cost), SUM(prompt_tokens), SUM(cached_tokens), SUM(completion_tokens), SUM(requests), COUNT(*) FROM analysis "
                                "WHERE requests > 0 AND created_at >= ? AND created_at < ? GROUP BY currency ORDER BY currency = '', currency"_s,
                                {from.toSecsSinceEpoch(), to.toSecsSinceEpoch()});
    if (!query)
        return std::unexpected(query.error());
    QList<Spending> spending;
    while (query->next()) {
        spending.append({query->value(0).toString(), query->value(1).toDouble(),
                         {query->value(2).toLongLong(), query->value(3).toLongLong(), query->value(4).toLongLong(), query->value(5).toInt()}, query->value(6).toInt()});
    }
    return spending;
}

} // namespace rijian::storage
