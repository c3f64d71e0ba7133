#include "storage/viewedstore.h"

#include "storage/database.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

struct ViewedStoreText {
    Q_DECLARE_TR_FUNCTIONS(rijian::storage::TriageStore)
};

} // namespace

Result<void> ViewedStore::set(qint64 repository, const QString &sha, const QSet<QString> &paths, bool viewed)
{
    const QString statement = viewed ? u"INSERT OR IGNORE INTO viewed_file (repository_id, sha, path) VALUES (?,?,?)"_s
                                     : u"DELETE FROM viewed_file WHERE repository_id = ? AND sha = ? AND path = ?"_s;
    return m_database.transaction([&]() -> Result<void> {
        auto there = m_database.run(u"SELECT 1 FROM repository WHERE id = ?"_s, {repository});
        if (!there)
            return std::unexpected(there.error());
        if (!there->next())
            return failure(ErrorKind::NotFound, ViewedStoreText::tr("The repository of these commits is no longer tracked."));
        there->finish();
        for (const QString &path : paths) {
            if (auto done = m_database.run(statement, {repository, sha, path}); !done)
                return std::unexpected(done.error());
        }
        return {};
    });
}

Result<QSet<QString>> ViewedStore::get(qint64 repository, const QString &sha)
{
    auto query = m_database.run(u"SELECT path FROM viewed_file WHERE repository_id = ? AND sha = ?"_s, {repository, sha});
    if (!query)
        return std::unexpected(query.error());
    QSet<QString> paths;
    while (query->next())
        paths.insert(query->value(0).toString());
    return paths;
}

} // namespace rijian::storage
