// The part of Workspace that reads a commit: its patch, the parts and files of it, where lines come from, what was viewed.

#include "git/weblink.h"
#include "jobs/workspace.h"
#include "storage/viewedstore.h"

using namespace Qt::StringLiterals;

namespace rijian::jobs {

QFuture<Result<PatchPointer>> Workspace::patch(const CommitKey &key, const ReadingOptions &reading, const Inspector::Beginning &beginning)
{
    Inspector::Beginning post;
    if (beginning) {
        post = [this, beginning](const PatchPointer &patch) { // this outlives the inspector's thread
            QMetaObject::invokeMethod(this, [beginning, patch] { beginning(patch); }, Qt::QueuedConnection);
        };
    }
    return m_inspector->patch(known(key.repository), key.sha, reading, post);
}

QFuture<Result<PatchPointer>> Workspace::surroundings(const CommitKey &key, const QString &path, const ReadingOptions &reading)
{
    return m_inspector->surroundings(known(key.repository), key.sha, path, reading);
}

QFuture<Result<PatchPointer>> Workspace::contents(const CommitKey &key, const QString &path, const ReadingOptions &reading)
{
    if (!m_pictureReader)
        m_pictureReader = std::make_unique<Inspector>(m_options.dataFolder, m_options.backend);
    return m_pictureReader->contents(known(key.repository), key.sha, path, reading);
}

QFuture<Result<PatchPointer>> Workspace::wholeFile(const CommitKey &key, const QString &path, const ReadingOptions &reading)
{
    return m_inspector->wholeFile(known(key.repository), key.sha, path, reading);
}

QFuture<Result<PatchPointer>> Workspace::file(const CommitKey &key, const QString &path, const ReadingOptions &reading)
{
    return m_inspector->file(known(key.repository), key.sha, path, reading);
}

QFuture<Result<PatchPointer>> Workspace::nextPart(const CommitKey &key, const QString &path, int lines, const ReadingOptions &reading)
{
    return m_inspector->nextPart(known(key.repository), key.sha, path, lines, reading);
}

void Workspace::stopParts()
{
    m_inspector->stopParts();
}

QFuture<Result<PatchText>> Workspace::patchText(const CommitKey &key, const QString &path)
{
    if (!m_patchReader)
        m_patchReader = std::make_unique<Inspector>(m_options.dataFolder, m_options.backend);
    return m_patchReader->patchText(known(key.repository), key.sha, path);
}

QString Workspace::webAddress(const CommitKey &key, const QByteArray &path, int line) const
{
    const Repository *known = repository(key.repository);
    return known ? git::WebLink(known->webRemote.isEmpty() ? known->address : known->webRemote).file(key.sha, path, line) : QString();
}

QFuture<Result<QList<git::LineOrigin>>> Workspace::blame(qint64 repository, const git::BlameQuery &query)
{
    return m_inspector->blame(known(repository), query);
}

void Workspace::stopBlame()
{
    m_inspector->stopBlame();
}

QString Workspace::webAddress(const CommitKey &key) const
{
    const Repository *known = repository(key.repository);
    return known ? git::WebLink(known->webRemote.isEmpty() ? known->address : known->webRemote).commit(key.sha) : QString();
}

QFuture<Result<QSet<QString>>> Workspace::viewedFiles(const CommitKey &key)
{
    // Where ticks are stored, so that a commit come back to has those just made.
    return m_writer->run([key](storage::Database &database) { return storage::ViewedStore(database).get(key.repository, key.sha); });
}

void Workspace::setViewed(const CommitKey &key, const QSet<QString> &paths, bool viewed)
{
    report(m_writer->run([key, paths, viewed](storage::Database &database) { return storage::ViewedStore(database).set(key.repository, key.sha, paths, viewed); }));
}

} // namespace rijian::jobs
