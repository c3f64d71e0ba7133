#include "storage/commitstore.h"

#include "storage/database.h"
#include "storage/ownrulestore.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

constexpr qsizetype maxPlaceholders = 500; // SQLite takes 32,766; this keeps statements short

constexpr qsizetype maxTouched = 100;      // files of a commit that table `touched` knows, as in 0003.sql
constexpr qsizetype maxPathsSought = 16;   // each is one part of a compound statement

/// Column `origin`, as in 0004.sql.
enum Origin { OfGit = 0, OfReport = 1, MadeUp = 2 };

/// To where a listing knows its span: as long as the day goes on, or the mirror is not fetched, there may be more. Older programs noted the whole span.
const QString listingEnd = u"IIF(imported, end_at, MIN(end_at, listed_at))"_s;

enum FileFlag { BinaryFlag = 1, SubmoduleFlag = 2 };

QVariantList toVariants(const QStringList &texts)
{
    return QVariantList(texts.begin(), texts.end());
}

Commit toCommit(const QSqlQuery &row)
{
    Commit commit;
    commit.sha = row.value(1).toString();
    commit.author = {row.value(2).toString(), row.value(3).toString()};
    commit.authorTime = {row.value(4).toLongLong(), row.value(5).toInt()};
    commit.committer = {row.value(6).toString(), row.value(7).toString()};
    commit.committerTime = {row.value(8).toLongLong(), row.value(9).toInt()};
    commit.message = row.value(10).toString();
    commit.parents = row.value(11).toString().split(u' ', Qt::SkipEmptyParts);
    return commit;
}

FileChange toFile(const QSqlQuery &row)
{
    FileChange file;
    file.path = row.value(1).toString();
    file.oldPath = row.value(2).toString();
    file.status = static_cast<FileStatus>(std::clamp(row.value(3).toInt(), 0, int(FileStatus::TypeChanged)));
    file.insertions = row.value(4).toInt();
    file.deletions = row.value(5).toInt();
    const int flags = row.value(6).toInt();
    file.binary = flags & BinaryFlag;
    file.submodule = flags & SubmoduleFlag;
    file.oldMode = row.value(7).toUInt();
    file.newMode = row.value(8).toUInt();
    return file;
}

} // namespace

Result<QSet<QString>> CommitStore::known(qint64 repository, const QStringList &shas)
{
    QSet<QString> found;
    for (qsizetype start = 0; start < shas.size(); start += maxPlaceholders) {
        const QStringList part = shas.sliced(start, std::min(maxPlaceholders, shas.size() - start));
        auto query = m_database.run(u"SELECT sha FROM commits WHERE origin = 0 AND repository_id = ? AND sha IN ("_s + placeholders(part.size()) + u')',
                                    QVariantList{repository} + toVariants(part));
        if (!query)
            return std::unexpected(query.error());
        while (query->next())
            found.insert(query->value(0).toString());
    }
    return found;
}

Result<void> CommitStore::insert(qint64 repository, const Commit &commit)
{
    auto inserted = m_database.run(
        u"INSERT INTO commits (repository_id, sha, author_name, author_email, author_time, author_offset, committer_name, committer_email, "
        "committer_time, committer_offset, message, parents, files, insertions, deletions) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
        "ON CONFLICT (repository_id, sha) DO UPDATE SET author_name = excluded.author_name, author_email = excluded.author_email, author_time = excluded.author_time, "
        "author_offset = excluded.author_offset, committer_name = excluded.committer_name, committer_email = excluded.committer_email, "
        "committer_time = excluded.committer_time, committer_offset = excluded.committer_offset, message = excluded.message, parents = excluded.parents, "
        "files = excluded.files, insertions = excluded.insertions, deletions = excluded.deletions, origin = 0 WHERE commits.origin <> 0 RETURNING id"_s,
        {repository, commit.sha, notNull(commit.author.name), notNull(commit.author.email), commit.authorTime.seconds, commit.authorTime.offsetSeconds,
         notNull(commit.committer.name), notNull(commit.committer.email), commit.committerTime.seconds, commit.committerTime.offsetSeconds,
         notNull(commit.message), notNull(commit.parents.join(u' ')), commit.files.size(), commit.insertions(), commit.deletions()});
    if (!inserted)
        return std::unexpected(inserted.error());
    if (!inserted->next())
        return {};
    const QVariant id = inserted->value(0);
    inserted->finish();
    for (qsizetype i = 0; i < commit.files.size(); ++i) {
        const FileChange &file = commit.files[i];
        const int flags = (file.binary ? BinaryFlag : 0) | (file.submodule ? SubmoduleFlag : 0);
        auto stored = m_database.run(u"INSERT INTO changed_file VALUES (?,?,?,?,?,?,?,?,?,?)"_s,
                                     {id, i, file.path, notNull(file.oldPath), int(file.status), file.insertions, file.deletions, flags, file.oldMode, file.newMode});
        if (!stored)
            return std::unexpected(stored.error());
    }
    if (auto replaced = replaceMadeUp(repository, commit); !replaced)
        return replaced;
    if (commit.isMerge() || commit.files.size() > maxTouched)
        return {};
    auto touched = m_database.run(u"INSERT OR IGNORE INTO touched SELECT ?, path, ?, commit_id FROM changed_file WHERE commit_id = ?"_s,
                                  {repository, commit.committerTime.seconds, id});
    return touched ? Result<void>() : std::unexpected(touched.error());
}

Result<void> CommitStore::add(qint64 repository, const QList<Commit> &commits)
{
    QStringList shas;
    return m_database.transaction([&]() -> Result<void> {
        for (const Commit &commit : commits) {
            if (auto inserted = insert(repository, commit); !inserted)
                return inserted;
            shas.append(commit.sha);
        }
        return OwnRuleStore(m_database).mark(repository, shas);
    });
}

/// What the user noted of the one that stood for it, and its card, are this one's.
Result<void> CommitStore::replaceMadeUp(qint64 repository, const Commit &commit)
{
    auto query = m_database.run(u"SELECT id, sha, message FROM commits WHERE repository_id = ? AND author_time = ? AND origin = 2"_s, {repository, commit.authorTime.seconds});
    if (!query)
        return std::unexpected(query.error());
    qint64 id = 0;
    QString sha;
    while (id == 0 && query->next()) {
        if (Commit{.message = query->value(2).toString().trimmed()}.subject() == Commit{.message = commit.message.trimmed()}.subject()) {
            id = query->value(0).toLongLong();
            sha = query->value(1).toString();
        }
    }
    query->finish();
    if (id == 0)
        return {};
    const std::pair<QString, QVariantList> steps[]{
        {u"UPDATE OR IGNORE triage SET sha = ? WHERE repository_id = ? AND sha = ?"_s, {commit.sha, repository, sha}},
        {u"UPDATE analysis SET sha = ? WHERE sha = ?"_s, {commit.sha, sha}},
        {u"UPDATE commits SET (listed, position) = (SELECT listed, position FROM commits WHERE id = ?) WHERE repository_id = ? AND sha = ?"_s, {id, repository, commit.sha}},
        {u"DELETE FROM commits WHERE id = ?"_s, {id}},
    };
    for (const auto &[sql, values] : steps) {
        if (auto done = m_database.run(sql, values); !done)
            return std::unexpected(done.error());
    }
    return {};
}

Result<int> CommitStore::addTold(qint64 repository, const QList<ToldCommit> &commits)
{
    int added = 0;
    QStringList shas;
    auto stored = m_database.transaction([&]() -> Result<void> {
        for (const ToldCommit &told : commits) {
            const Commit &commit = told.commit;
            auto inserted = m_database.run(
                u"INSERT INTO commits (repository_id, sha, author_name, author_email, author_time, author_offset, committer_name, committer_email, committer_time, "
                "committer_offset, message, parents, listed, origin) VALUES (?,?,?,'',?,?,'','',?,?,?,'',0,?) ON CONFLICT DO NOTHING"_s,
                {repository, commit.sha, notNull(commit.author.name), commit.authorTime.seconds, commit.authorTime.offsetSeconds, commit.committerTime.seconds,
                 commit.committerTime.offsetSeconds, notNull(commit.message), int(told.madeUp ? MadeUp : OfReport)});
            if (!inserted)
                return std::unexpected(inserted.error());
            if (inserted->numRowsAffected() < 1)
                continue;
            ++added;
            shas.append(commit.sha);
            if (told.madeUp)
                continue;
            if (auto replaced = replaceMadeUp(repository, commit); !replaced)
                return replaced;
        }
        return OwnRuleStore(m_database).mark(repository, shas);
    });
    return stored ? Result<int>(added) : std::unexpected(stored.error());
}

Result<QList<Commit>> CommitStore::outlines(qint64 repository, qint64 begin, qint64 end)
{
    auto query = m_database.run(u"SELECT sha, author_time, message FROM commits WHERE repository_id = ? AND committer_time >= ? AND committer_time < ?"_s, {repository, begin, end});
    if (!query)
        return std::unexpected(query.error());
    QList<Commit> commits;
    while (query->next())
        commits.append(Commit{.sha = query->value(0).toString(), .authorTime = {.seconds = query->value(1).toLongLong()}, .message = query->value(2).toString()});
    return commits;
}

Result<QStringList> CommitStore::listedShas(qint64 repository, qint64 begin, qint64 end)
{
    auto query = m_database.run(u"SELECT sha FROM commits WHERE repository_id = ? AND listed = 1 AND committer_time >= ? AND committer_time < ? ORDER BY committer_time DESC, position"_s,
                                {repository, begin, end});
    if (!query)
        return std::unexpected(query.error());
    QStringList shas;
    while (query->next())
        shas.append(query->value(0).toString());
    return shas;
}

Result<bool> CommitStore::addListing(qint64 repository, qint64 begin, qint64 end, const QStringList &shas)
{
    const auto ofGit = isSpanOfGit(repository, begin, end);
    if (!ofGit || *ofGit)
        return ofGit ? Result<bool>(false) : ofGit;
    const auto before = listedShas(repository, begin, end);
    if (!before)
        return std::unexpected(before.error());
    bool changed = false;
    auto listed = m_database.transaction([&]() -> Result<void> {
        auto noted = m_database.run(u"INSERT OR IGNORE INTO listing (repository_id, begin_at, end_at, listed_at, imported) VALUES (?,?,?,?,1)"_s,
                                    {repository, begin, end, QDateTime::currentSecsSinceEpoch()});
        if (!noted)
            return std::unexpected(noted.error());
        changed = noted->numRowsAffected() > 0;
        const QSet<QString> known(before->begin(), before->end());
        const QSet<QString> told(shas.begin(), shas.end());
        if (known.contains(told))
            return {};
        changed = true;
        // The report's order first: it decides among commits of the same second.
        QStringList order = shas;
        for (const QString &sha : *before) {
            if (!told.contains(sha))
                order.append(sha);
        }
        for (qsizetype i = 0; i < order.size(); ++i) {
            auto set = m_database.run(u"UPDATE commits SET listed = 1, position = ? WHERE repository_id = ? AND sha = ?"_s, {i, repository, order[i]});
            if (!set)
                return std::unexpected(set.error());
        }
        return {};
    });
    return listed ? Result<bool>(changed) : std::unexpected(listed.error());
}

Result<bool> CommitStore::isListed(qint64 repository, qint64 begin, qint64 end, const QStringList &shas)
{
    auto query = m_database.run(u"SELECT sha, position FROM commits WHERE repository_id = ? AND listed = 1 AND committer_time >= ? AND committer_time < ? "
                                "ORDER BY position"_s,
                                {repository, begin, end});
    if (!query)
        return std::unexpected(query.error());
    QStringList stored;
    qint64 last = -1;
    while (query->next()) {
        if (query->value(1).toLongLong() <= last)
            return false; // just added, and not given a place yet
        last = query->value(1).toLongLong();
        stored.append(query->value(0).toString());
    }
    return stored == shas;
}

/// How far the mirror can tell of a span by now: to its end, or to the last fetch within it.
Result<qint64> CommitStore::knownUntil(qint64 repository, qint64 begin, qint64 end)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    auto query = m_database.run(u"SELECT COALESCE(last_fetch, ?) FROM repository WHERE id = ?"_s, {now, repository});
    if (!query)
        return std::unexpected(query.error());
    const qint64 fetched = query->next() ? std::min(query->value(0).toLongLong(), now) : now;
    return std::max(begin, std::min(fetched, end));
}

Result<bool> CommitStore::isSpanListed(qint64 repository, qint64 begin, qint64 end)
{
    const auto known = knownUntil(repository, begin, end);
    if (!known)
        return std::unexpected(known.error());
    auto query = m_database.run(u"SELECT 1 FROM listing WHERE repository_id = ? AND begin_at <= ? AND "_s + listingEnd + u" >= ? LIMIT 1"_s, {repository, begin, *known});
    if (!query)
        return std::unexpected(query.error());
    return query->next();
}

Result<QList<DaySpan>> CommitStore::gaps(qint64 repository, const DaySpan &span)
{
    auto query = m_database.run(u"SELECT MIN(begin_at) FROM listing WHERE repository_id = ?"_s, {repository});
    if (!query)
        return std::unexpected(query.error());
    QList<DaySpan> gaps;
    if (!query->next() || query->isNull(0))
        return gaps;
    const qint64 first = query->value(0).toLongLong();
    query->finish();
    for (QDate day = span.first; day <= span.last; day = day.addDays(1)) {
        const DaySpan one{day, day, span.zone};
        const auto listed = one.endSeconds() <= first ? Result<bool>(true) : isSpanListed(repository, one.beginSeconds(), one.endSeconds());
        if (!listed)
            return std::unexpected(listed.error());
        if (*listed)
            continue;
        if (!gaps.isEmpty() && gaps.last().last.addDays(1) == day)
            gaps.last().last = day;
        else
            gaps.append(one);
    }
    return gaps;
}

Result<bool> CommitStore::isSpanOfGit(qint64 repository, qint64 begin, qint64 end)
{
    auto query = m_database.run(u"SELECT 1 FROM listing WHERE repository_id = ? AND begin_at <= ? AND "_s + listingEnd + u" >= ? AND imported = 0 LIMIT 1"_s, {repository, begin, end});
    if (!query)
        return std::unexpected(query.error());
    return query->next();
}

/// In place of what was noted within the span: git has told of it by now.
Result<void> CommitStore::noteListing(qint64 repository, qint64 begin, qint64 end)
{
    return m_database.transaction([&]() -> Result<void> {
        const auto known = knownUntil(repository, begin, end);
        if (!known)
            return std::unexpected(known.error());
        if (auto gone = m_database.run(u"DELETE FROM listing WHERE repository_id = ? AND begin_at >= ? AND end_at <= ?"_s, {repository, begin, end}); !gone)
            return std::unexpected(gone.error());
        auto listing = m_database.run(u"INSERT OR REPLACE INTO listing (repository_id, begin_at, end_at, listed_at) VALUES (?,?,?,?)"_s,
                                      {repository, begin, *known, QDateTime::currentSecsSinceEpoch()});
        return listing ? Result<void>() : std::unexpected(listing.error());
    });
}

Result<void> CommitStore::setListing(qint64 repository, qint64 begin, qint64 end, const QStringList &shas)
{
    // Mostly nothing has changed since the last listing, and reading costs less than writing.
    const auto same = isListed(repository, begin, end, shas);
    if (!same)
        return std::unexpected(same.error());
    if (*same) {
        const auto until = knownUntil(repository, begin, end);
        const auto known = until ? isSpanOfGit(repository, begin, *until) : std::unexpected(until.error());
        return !known ? std::unexpected(known.error()) : *known ? Result<void>() : noteListing(repository, begin, end);
    }
    return m_database.transaction([&]() -> Result<void> {
        if (auto noted = noteListing(repository, begin, end); !noted)
            return noted;
        auto cleared = m_database.run(u"UPDATE commits SET listed = 0 WHERE repository_id = ? AND committer_time >= ? AND committer_time < ?"_s,
                                      {repository, begin, end});
        if (!cleared)
            return std::unexpected(cleared.error());
        for (qsizetype i = 0; i < shas.size(); ++i) {
            auto set = m_database.run(u"UPDATE commits SET listed = 1, position = ? WHERE repository_id = ? AND sha = ?"_s, {i, repository, shas[i]});
            if (!set)
                return std::unexpected(set.error());
        }
        return {};
    });
}

Result<QList<Commit>> CommitStore::read(QString condition, const QVariantList &values)
{
    auto query = m_database.run(u"SELECT id, sha, author_name, author_email, author_time, author_offset, committer_name, committer_email, "
                                "committer_time, committer_offset, message, parents FROM commits WHERE "_s
                                    + condition + u" ORDER BY committer_time DESC, position"_s,
                                values);
    if (!query)
        return std::unexpected(query.error());
    QList<Commit> commits;
    QHash<qint64, qsizetype> places;
    while (query->next()) {
        places.insert(query->value(0).toLongLong(), commits.size());
        commits.append(toCommit(*query));
    }
    auto files = m_database.run(u"SELECT commit_id, path, old_path, status, insertions, deletions, flags, old_mode, new_mode FROM changed_file "
                                "WHERE commit_id IN (SELECT id FROM commits WHERE "_s
                                    + condition + u") ORDER BY commit_id, position"_s,
                                values);
    if (!files)
        return std::unexpected(files.error());
    while (files->next()) {
        if (const auto place = places.constFind(files->value(0).toLongLong()); place != places.constEnd())
            commits[*place].files.append(toFile(*files));
    }
    return commits;
}

Result<QList<Commit>> CommitStore::listed(qint64 repository, qint64 begin, qint64 end)
{
    return read(u"repository_id = ? AND listed = 1 AND committer_time >= ? AND committer_time < ?"_s, {repository, begin, end});
}

Result<QList<Commit>> CommitStore::bySha(qint64 repository, const QStringList &shas)
{
    QHash<QString, Commit> found;
    for (qsizetype start = 0; start < shas.size(); start += maxPlaceholders) {
        const QStringList part = shas.sliced(start, std::min(maxPlaceholders, shas.size() - start));
        auto commits = read(u"repository_id = ? AND sha IN ("_s + placeholders(part.size()) + u')', QVariantList{repository} + toVariants(part));
        if (!commits)
            return std::unexpected(commits.error());
        for (Commit &commit : *commits)
            found.insert(commit.sha, std::move(commit));
    }
    QList<Commit> ordered;
    for (const QString &sha : shas) {
        if (const auto commit = found.constFind(sha); commit != found.constEnd())
            ordered.append(*commit);
    }
    return ordered;
}

Result<QList<CommitStore::Place>> CommitStore::startingWith(const QList<qint64> &repositories, const QString &digits, int most)
{
    auto query = m_database.run(u"SELECT repository_id, sha FROM commits WHERE sha >= ? AND sha < ? AND listed = 1 AND repository_id IN (%1) ORDER BY sha, repository_id LIMIT ?"_s
                                    .arg(idList(repositories)),
                                {digits, QString(digits + u'g'), most}); // g: behind all digits
    if (!query)
        return std::unexpected(query.error());
    QList<Place> places;
    while (query->next())
        places.append({query->value(0).toLongLong(), query->value(1).toString()});
    return places;
}

Result<QStringList> CommitStore::subjectsTouching(qint64 repository, const QStringList &paths, qint64 before, int most)
{
    QStringList parts;
    QVariantList values;
    for (const QString &path : paths.first(std::min(paths.size(), maxPathsSought))) {
        parts << u"SELECT * FROM (SELECT commit_id, committer_time FROM touched WHERE repository_id = ? AND path = ? AND committer_time < ? "
                 "ORDER BY committer_time DESC LIMIT ?)"_s;
        values << repository << notNull(path) << before << 2 * most; // some may be listed no more, or say the same
    }
    if (parts.isEmpty())
        return QStringList();
    auto query = m_database.run(u"SELECT substr(c.message, 1, 500) FROM ("_s + parts.join(u" UNION "_s)
                                    + u") t JOIN commits c ON c.id = t.commit_id WHERE c.listed = 1 ORDER BY t.committer_time DESC, c.position"_s,
                                values);
    if (!query)
        return std::unexpected(query.error());
    QStringList subjects;
    while (subjects.size() < most && query->next()) {
        const QString subject = Commit{.message = query->value(0).toString()}.subject();
        if (!subject.isEmpty() && !subjects.contains(subject))
            subjects << subject;
    }
    return subjects;
}

Result<QStringList> CommitStore::recentPaths(qint64 repository, int commits)
{
    auto query = m_database.run(u"SELECT f.path FROM (SELECT id FROM commits WHERE repository_id = ? ORDER BY committer_time DESC LIMIT ?) c "
                                "JOIN changed_file f ON f.commit_id = c.id WHERE f.position < 20"_s,
                                {repository, commits});
    if (!query)
        return std::unexpected(query.error());
    QStringList paths;
    while (query->next())
        paths << query->value(0).toString();
    return paths;
}

} // namespace rijian::storage
