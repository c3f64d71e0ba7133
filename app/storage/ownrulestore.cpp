#include "storage/ownrulestore.h"

#include "storage/database.h"
#include "storage/showncard.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

struct OwnRuleStoreText {
    Q_DECLARE_TR_FUNCTIONS(rijian::storage::OwnRuleStore)
};

constexpr qsizetype part = 500; // values bound at once
constexpr int mostCounted = 20'000;
constexpr qsizetype mostSamples = 5;

OwnRule toRule(const QSqlQuery &row)
{
    OwnRule rule;
    rule.enabled = row.value(0).toBool();
    rule.repository = row.value(1).toString();
    rule.path = row.value(2).toString();
    rule.author = row.value(3).toString();
    rule.text = row.value(4).toString();
    if (const int type = row.value(5).toInt(); type >= 0)
        rule.type = static_cast<ChangeType>(std::min(type, int(ChangeType::Other)));
    rule.effect = static_cast<OwnRule::Effect>(std::clamp(row.value(6).toInt(), 0, int(OwnRule::Effect::AtMost)));
    rule.level = static_cast<Importance>(std::clamp(row.value(7).toInt(), 0, int(Importance::High)));
    rule.tag = row.value(8).toString();
    return rule;
}

} // namespace

Result<QList<OwnRule>> OwnRuleStore::all()
{
    auto query = m_database.run(u"SELECT enabled, repository, path, author, text, type, effect, level, tag FROM own_rule ORDER BY position, id"_s);
    if (!query)
        return std::unexpected(query.error());
    QList<OwnRule> rules;
    while (query->next())
        rules.append(toRule(*query));
    return rules;
}

Result<void> OwnRuleStore::save(const QList<OwnRule> &rules)
{
    if (rules.size() > mostOwnRules)
        return failure(ErrorKind::Usage, OwnRuleStoreText::tr("At most %n rule(s).", nullptr, mostOwnRules));
    for (const OwnRule &rule : rules) {
        if (const auto fault = faultOf(rule))
            return std::unexpected(*fault);
    }
    return m_database.transaction([&]() -> Result<void> {
        if (auto gone = m_database.run(u"DELETE FROM own_rule"_s); !gone)
            return std::unexpected(gone.error());
        for (qsizetype i = 0; i < rules.size(); ++i) {
            const OwnRule &rule = rules[i];
            auto kept = m_database.run(u"INSERT INTO own_rule (position, enabled, repository, path, author, text, type, effect, level, tag) VALUES (?,?,?,?,?,?,?,?,?,?)"_s,
                                       {i, rule.enabled, notNull(rule.repository), notNull(rule.path), notNull(rule.author), notNull(rule.text), rule.type ? int(*rule.type) : -1,
                                        int(rule.effect), int(rule.level), notNull(rule.tag.trimmed())});
            if (!kept)
                return std::unexpected(kept.error());
        }
        return markAllAnew();
    });
}

Result<void> OwnRuleStore::markAllAnew()
{
    auto begun = m_database.run(u"UPDATE own_pass SET below = (SELECT COALESCE(MAX(id), 0) + 1 FROM commits)"_s);
    return begun ? Result<void>() : std::unexpected(begun.error());
}

Result<bool> OwnRuleStore::isPassPending()
{
    auto query = m_database.run(u"SELECT below FROM own_pass"_s);
    if (!query)
        return std::unexpected(query.error());
    return query->next() && query->value(0).toLongLong() > 0;
}

Result<bool> OwnRuleStore::pass(int most)
{
    const auto list = all();
    if (!list)
        return std::unexpected(list.error());
    const OwnRules rules(*list);
    bool more = false;
    const auto done = m_database.transaction([&]() -> Result<void> {
        auto where = m_database.run(u"SELECT below FROM own_pass"_s);
        if (!where)
            return std::unexpected(where.error());
        const qint64 below = where->next() ? where->value(0).toLongLong() : 0;
        where->finish();
        if (below == 0)
            return {};
        if (rules.isEmpty()) {
            auto none = m_database.run(u"DELETE FROM own_mark"_s);
            auto ended = m_database.run(u"UPDATE own_pass SET below = 0"_s);
            return !none ? std::unexpected(none.error()) : !ended ? std::unexpected(ended.error()) : Result<void>();
        }
        const auto commits = read(u"c.id < ? ORDER BY c.id DESC LIMIT ?"_s, {below, most}, rules.needPaths());
        if (!commits)
            return std::unexpected(commits.error());
        if (auto kept = keep(rules, *commits); !kept)
            return kept;
        more = commits->size() == most;
        auto next = m_database.run(u"UPDATE own_pass SET below = ?"_s, {more ? commits->last().id : 0});
        return next ? Result<void>() : std::unexpected(next.error());
    });
    if (!done)
        return std::unexpected(done.error());
    return more;
}

Result<void> OwnRuleStore::mark(qint64 repository, const QStringList &shas)
{
    const auto list = all();
    if (!list)
        return std::unexpected(list.error());
    const OwnRules rules(*list);
    if (rules.isEmpty())
        return {}; // what is marked still is cleared by the pass
    for (qsizetype start = 0; start < shas.size(); start += part) {
        const QStringList some = shas.sliced(start, std::min(part, shas.size() - start));
        QVariantList values(some.begin(), some.end());
        QString condition = u"c.sha IN (%1)"_s.arg(placeholders(some.size()));
        if (repository > 0) {
            condition += u" AND c.repository_id = ?"_s;
            values.append(repository);
        }
        const auto commits = read(condition, values, rules.needPaths());
        if (!commits)
            return std::unexpected(commits.error());
        if (auto kept = keep(rules, *commits); !kept)
            return kept;
    }
    return {};
}

Result<OwnRuleCount> OwnRuleStore::count(const OwnRule &rule, qint64 since, const std::stop_token &stop)
{
    OwnRule tried = rule;
    tried.enabled = true;
    if (tried.tag.isEmpty())
        tried.tag = u"-"_s; // what it would do does not matter here
    const OwnRules rules({tried});
    OwnRuleCount count;
    if (rules.isEmpty())
        return count;
    const auto commits = read(u"c.listed = 1 AND c.committer_time >= ? AND r.removed_at IS NULL ORDER BY c.committer_time DESC LIMIT ?"_s, {since, mostCounted}, rules.needPaths(), stop);
    if (!commits)
        return std::unexpected(commits.error());
    count.looked = int(commits->size());
    for (const Candidate &commit : *commits) {
        if (!rules.describes(commit.subject))
            continue;
        ++count.matching;
        if (count.samples.size() < mostSamples)
            count.samples.append(commit.subject.message.section(u'\n', 0, 0));
    }
    return count;
}

Result<QList<OwnRuleStore::Candidate>> OwnRuleStore::read(const QString &condition, const QVariantList &values, bool paths, const std::stop_token &stop)
{
    auto query = m_database.run(u"SELECT c.id, c.repository_id, c.sha, r.name, c.author_name, c.author_email, c.message, a.types, a.importance "
                                "FROM commits c JOIN repository r ON r.id = c.repository_id LEFT JOIN analysis a ON a.id = (SELECT id FROM analysis s WHERE s.sha = c.sha AND s.state <> 2 "
                                "ORDER BY s.analyzer = 'rules', s.prompt_version = 'import', s.id DESC LIMIT 1) WHERE "_s + condition,
                                values);
    if (!query)
        return std::unexpected(query.error());
    QList<Candidate> commits;
    while (query->next()) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, OwnRuleStoreText::tr("Stopped."));
        Candidate commit{query->value(0).toLongLong(), query->value(1).toLongLong(), query->value(2).toString(), {}};
        commit.subject = {.repository = query->value(3).toString(), .authorName = query->value(4).toString(), .authorEmail = query->value(5).toString(), .message = query->value(6).toString(),
                          .paths = {}, .types = toTypes(query->value(7).toString()),
                          .cardImportance = static_cast<Importance>(std::clamp(query->value(8).toInt(), 0, int(Importance::High)))};
        commits.append(std::move(commit));
    }
    if (!paths)
        return commits;
    QHash<qint64, qsizetype> places;
    for (qsizetype i = 0; i < commits.size(); ++i)
        places.insert(commits[i].id, i);
    for (qsizetype start = 0; start < commits.size(); start += part) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, OwnRuleStoreText::tr("Stopped."));
        QVariantList ids;
        for (const Candidate &commit : commits.sliced(start, std::min(part, commits.size() - start)))
            ids.append(commit.id);
        auto files = m_database.run(u"SELECT commit_id, path, old_path FROM changed_file WHERE commit_id IN (%1)"_s.arg(placeholders(ids.size())), ids);
        if (!files)
            return std::unexpected(files.error());
        while (files->next()) {
            QStringList &found = commits[places.value(files->value(0).toLongLong())].subject.paths;
            found.append(files->value(1).toString());
            if (const QString old = files->value(2).toString(); !old.isEmpty() && old != found.last())
                found.append(old);
        }
    }
    return commits;
}

Result<void> OwnRuleStore::keep(const OwnRules &rules, const QList<Candidate> &commits)
{
    for (const Candidate &commit : commits) {
        const OwnMark mark = rules.mark(commit.subject);
        const QVariantList row{commit.repository, commit.sha, int(mark.importance), notNull(mark.rule), notNull(mark.tags.join(u','))};
        // What stays is not written anew: the search would take its commit up again.
        auto kept = mark.isEmpty() ? m_database.run(u"DELETE FROM own_mark WHERE repository_id = ? AND sha = ?"_s, row.first(2))
                                   : m_database.run(u"INSERT OR REPLACE INTO own_mark (repository_id, sha, importance, rule, tags) SELECT ?,?,?,?,? WHERE NOT EXISTS "
                                                    "(SELECT 1 FROM own_mark WHERE repository_id = ? AND sha = ? AND importance = ? AND rule = ? AND tags = ?)"_s,
                                                    row + row);
        if (!kept)
            return std::unexpected(kept.error());
    }
    return {};
}

} // namespace rijian::storage
