#include "storage/triagestore.h"

#include "storage/database.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(rijian::storage::TriageStore)
};

TriageState toState(const QVariant &value)
{
    return static_cast<TriageState>(std::clamp(value.toInt(), 0, int(TriageState::Ignored)));
}

} // namespace

Result<void> TriageStore::set(qint64 repository, const QStringList &shas, const Triage &triage)
{
    const QString due = triage.due.isValid() ? triage.due.toString(Qt::ISODate) : QString();
    return m_database.transaction([&]() -> Result<void> {
        auto there = m_database.run(u"SELECT 1 FROM repository WHERE id = ?"_s, {repository});
        if (!there)
            return std::unexpected(there.error());
        if (!there->next())
            return failure(ErrorKind::NotFound, Text::tr("The repository of these commits is no longer tracked."));
        there->finish();
        for (const QString &sha : shas) {
            auto kept = m_database.run(u"INSERT OR REPLACE INTO triage (repository_id, sha, state, importance, note, due, updated_at) VALUES (?,?,?,?,?,?,?)"_s,
                                       {repository, sha, int(triage.state), int(triage.importance), notNull(triage.note), notNull(due),
                                        QDateTime::currentSecsSinceEpoch()});
            if (!kept)
                return std::unexpected(kept.error());
        }
        return {};
    });
}

Result<QHash<QString, Triage>> TriageStore::get(qint64 repository, const QStringList &shas)
{
    constexpr qsizetype part = 500;
    QHash<QString, Triage> found;
    for (qsizetype start = 0; start < shas.size(); start += part) {
        const QStringList some = shas.sliced(start, std::min(part, shas.size() - start));
        auto query = m_database.run(u"SELECT sha, state, importance, note, due, updated_at FROM triage WHERE repository_id = ? AND sha IN ("_s
                                        + QStringList(some.size(), u"?"_s).join(u',') + u')',
                                    QVariantList{repository} + QVariantList(some.begin(), some.end()));
        if (!query)
            return std::unexpected(query.error());
        while (query->next()) {
            Triage triage;
            triage.state = toState(query->value(1));
            triage.importance = static_cast<Importance>(std::clamp(query->value(2).toInt(), 0, int(Importance::High)));
            triage.note = query->value(3).toString();
            triage.due = QDate::fromString(query->value(4).toString(), Qt::ISODate);
            triage.updatedAt = QDateTime::fromSecsSinceEpoch(query->value(5).toLongLong(), QTimeZone::UTC);
            found.insert(query->value(0).toString(), triage);
        }
    }
    return found;
}

Result<QStringList> TriageStore::judged(qint64 repository, int most)
{
    auto query = m_database.run(u"SELECT t.importance, c.message FROM triage t JOIN commits c ON c.repository_id = t.repository_id AND c.sha = t.sha "
                                "WHERE t.repository_id = ? AND t.importance > 0 ORDER BY t.updated_at DESC, t.sha LIMIT ?"_s,
                                {repository, most});
    if (!query)
        return std::unexpected(query.error());
    QStringList judged;
    while (query->next()) {
        const auto importance = static_cast<Importance>(std::clamp(query->value(0).toInt(), 0, int(Importance::High)));
        judged.append(importanceWord(importance) + u"："_s + query->value(1).toString().section(u'\n', 0, 0));
    }
    return judged;
}

Result<QMap<TriageState, int>> TriageStore::counts(qint64 repository)
{
    QMap<TriageState, int> counts;
    for (const TriageState state : {TriageState::Unseen, TriageState::Seen, TriageState::FollowUp, TriageState::Ignored})
        counts.insert(state, 0);
    auto query = m_database.run(u"SELECT COALESCE(triage.state, 0), COUNT(*) FROM commits LEFT JOIN triage ON triage.repository_id = commits.repository_id "
                                "AND triage.sha = commits.sha WHERE commits.repository_id = ? AND commits.listed = 1 GROUP BY 1"_s,
                                {repository});
    if (!query)
        return std::unexpected(query.error());
    while (query->next())
        counts[toState(query->value(0))] += query->value(1).toInt();
    return counts;
}

} // namespace rijian::storage
