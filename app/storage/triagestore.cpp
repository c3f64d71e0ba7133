#include "storage/triagestore.h"

#include "storage/database.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

struct TriageStoreText {
    Q_DECLARE_TR_FUNCTIONS(rijian::storage::TriageStore)
};

TriageState toState(const QVariant &value)
{
    return static_cast<TriageState>(std::clamp(value.toInt(), 0, int(TriageState::Ignored)));
}

QString dueText(const Triage &triage)
{
    return notNull(triage.due.isValid() ? triage.due.toString(Qt::ISODate) : QString());
}

} // namespace

Result<void> TriageStore::checkTracked(qint64 repository)
{
    auto there = m_database.run(u"SELECT 1 FROM repository WHERE id = ?"_s, {repository});
    if (!there)
        return std::unexpected(there.error());
    if (!there->next())
        return failure(ErrorKind::NotFound, TriageStoreText::tr("The repository of these commits is no longer tracked."));
    return {};
}

Result<void> TriageStore::set(qint64 repository, const QStringList &shas, const Triage &triage)
{
    return m_database.transaction([&]() -> Result<void> {
        if (auto tracked = checkTracked(repository); !tracked)
            return tracked;
        for (const QString &sha : shas) {
            auto kept = m_database.run(u"INSERT OR REPLACE INTO triage (repository_id, sha, state, importance, note, due, updated_at) VALUES (?,?,?,?,?,?,?)"_s,
                                       {repository, sha, int(triage.state), int(triage.importance), notNull(triage.note), dueText(triage),
                                        QDateTime::currentSecsSinceEpoch()});
            if (!kept)
                return std::unexpected(kept.error());
        }
        return {};
    });
}

Result<void> TriageStore::change(qint64 repository, const QString &sha, const Triage &from, const Triage &to)
{
    QStringList columns{u"repository_id"_s, u"sha"_s, u"updated_at"_s};
    QStringList updates{u"updated_at = excluded.updated_at"_s};
    QVariantList values{repository, sha, QDateTime::currentSecsSinceEpoch()};
    const auto add = [&](const QString &column, bool differs, const QVariant &value) {
        if (!differs)
            return;
        columns.append(column);
        updates.append(column + u" = excluded."_s + column);
        values.append(value);
    };
    add(u"state"_s, to.state != from.state, int(to.state));
    add(u"importance"_s, to.importance != from.importance, int(to.importance));
    add(u"note"_s, to.note != from.note, notNull(to.note));
    add(u"due"_s, to.due != from.due, dueText(to));
    return m_database.transaction([&]() -> Result<void> {
        if (auto tracked = checkTracked(repository); !tracked)
            return tracked;
        auto kept = m_database.run(u"INSERT INTO triage ("_s + columns.join(u',') + u") VALUES ("_s + placeholders(values.size())
                                       + u") ON CONFLICT (repository_id, sha) DO UPDATE SET "_s + updates.join(u", "_s),
                                   values);
        return kept ? Result<void>() : std::unexpected(kept.error());
    });
}

Result<QHash<QString, Triage>> TriageStore::get(qint64 repository, const QStringList &shas)
{
    constexpr qsizetype part = 500;
    QHash<QString, Triage> found;
    for (qsizetype start = 0; start < shas.size(); start += part) {
        const QStringList some = shas.sliced(start, std::min(part, shas.size() - start));
        auto query = m_database.run(u"SELECT sha, state, importance, note, due, updated_at FROM triage WHERE repository_id = ? AND sha IN ("_s
                                        + placeholders(some.size()) + u')',
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

Result<QStringList> TriageStore::corrections(qint64 repository, int most, const QString &except)
{
    // A card that came later may agree by now, as it was told so: the one that was corrected is what counts.
    auto query = m_database.run(u"SELECT t.importance, a.importance, c.message FROM triage t JOIN commits c ON c.repository_id = t.repository_id AND c.sha = t.sha "
                                "JOIN analysis a ON a.id = (SELECT s.id FROM analysis s WHERE s.sha = t.sha AND s.state <> 2 AND s.importance NOT IN (0, t.importance) "
                                "AND (s.analyzer <> 'rules' OR NOT EXISTS (SELECT 1 FROM analysis o WHERE o.sha = t.sha AND o.state <> 2 AND o.analyzer <> 'rules')) "
                                "ORDER BY s.prompt_version = 'import', s.id DESC LIMIT 1) "
                                "WHERE t.repository_id = ? AND t.importance > 0 AND t.sha <> ? ORDER BY t.updated_at DESC, t.sha LIMIT ?"_s,
                                {repository, notNull(except), most});
    if (!query)
        return std::unexpected(query.error());
    const auto wordOf = [&query](int column) { return importanceWord(static_cast<Importance>(std::clamp(query->value(column).toInt(), 0, int(Importance::High)))); };
    QStringList lines;
    while (query->next())
        lines.append(u"%1（卡片曾判 %2）：%3"_s.arg(wordOf(0), wordOf(1), query->value(2).toString().section(u'\n', 0, 0)));
    return lines;
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
