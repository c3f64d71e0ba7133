#include "git/history.h"

#include "core/day.h"
#include "git/commitheader.h"
#include "git/library.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <queue>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

struct HistoryText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::History)
};

bool oidLess(const git_oid &a, const git_oid &b)
{
    return git_oid_cmp(&a, &b) < 0;
}

struct Entry {
    qint64 time;
    quint64 order; ///< first come, first served among equal times
    int depth; ///< generations from a tip, which has 1
    git_oid id;
    std::vector<git_oid> parents;

    bool operator<(const Entry &other) const { return time != other.time ? time < other.time : order > other.order; }
};

class Walk
{
public:
    explicit Walk(git_repository *repository)
        : m_repository(repository)
        , m_roots(shallowRoots(repository))
    {
    }

    Result<void> open()
    {
        if (const int code = git_repository_odb(out(m_odb), m_repository); code < 0)
            return std::unexpected(lastError(code, HistoryText::tr("The repository's objects cannot be opened.")));
        return {};
    }

    Result<void> push(const git_oid &id, int depth)
    {
        if (!m_seen.insert(id).second)
            return {};
        OdbObjectHandle object;
        const int code = git_odb_read(out(object), m_odb.get(), &id);
        CommitHeader header;
        if (code < 0)
            return std::unexpected(damaged(id, lastError(code, {}).detail));
        const QByteArrayView raw(static_cast<const char *>(git_odb_object_data(object.get())), qsizetype(git_odb_object_size(object.get())));
        if (git_odb_object_type(object.get()) != GIT_OBJECT_COMMIT || !parseCommitHeader(raw, header))
            return std::unexpected(damaged(id, u"not a readable commit"_s));
        m_queue.push(Entry{header.committerTime, m_order++, depth, id, std::move(header.parents)});
        return {};
    }

    bool isEmpty() const { return m_queue.empty(); }

    Entry take()
    {
        Entry entry = m_queue.top();
        m_queue.pop();
        return entry;
    }

    bool isRoot(const git_oid &id) const { return std::binary_search(m_roots.begin(), m_roots.end(), id, oidLess); }

private:
    static Error damaged(const git_oid &id, const QString &detail)
    {
        return Error{ErrorKind::BadData, HistoryText::tr("The history is damaged: commit %1 cannot be read.").arg(toHex(id).first(12)), detail};
    }

    git_repository *m_repository;
    OdbHandle m_odb;
    std::vector<git_oid> m_roots;
    std::priority_queue<Entry> m_queue;
    std::unordered_set<git_oid, OidHash, OidEqual> m_seen;
    quint64 m_order = 0;
};

} // namespace

std::vector<git_oid> shallowRoots(git_repository *repository)
{
    std::vector<git_oid> roots;
    QFile file(QString::fromUtf8(git_repository_commondir(repository)) + "shallow"_L1);
    if (!file.open(QIODevice::ReadOnly))
        return roots;
    while (!file.atEnd()) {
        git_oid id;
        const QByteArray line = file.readLine(128).trimmed();
        if (line.size() == GIT_OID_SHA1_HEXSIZE && git_oid_fromstr(&id, line.constData()) == 0)
            roots.push_back(id);
    }
    std::sort(roots.begin(), roots.end(), oidLess);
    return roots;
}

Result<HistoryAnswer> listHistory(git_repository *repository, const HistoryQuery &query, std::stop_token stop)
{
    HistoryAnswer answer;
    Walk walk(repository);
    if (auto opened = walk.open(); !opened)
        return std::unexpected(opened.error());
    for (const git_oid &tip : query.tips) {
        if (auto pushed = walk.push(tip, 1); !pushed)
            return std::unexpected(pushed.error());
    }
    int older = 0;
    while (!walk.isEmpty() && older < skewAllowance) {
        if (answer.visited % 256 == 0 && stop.stop_requested())
            return failure(ErrorKind::Cancelled, HistoryText::tr("Stopped."));
        const Entry entry = walk.take();
        ++answer.visited;
        answer.newest = std::max(answer.newest, entry.time);
        older = entry.time < query.begin ? older + 1 : 0;
        if (entry.time >= query.begin && entry.time < query.end && (query.merges || entry.parents.size() < 2))
            answer.commits.push_back(entry.id);
        if (walk.isRoot(entry.id)) {
            answer.complete = answer.complete && entry.time < query.begin;
            if (entry.time > answer.edge) {
                answer.edge = entry.time;
                answer.edgeDepth = entry.depth;
            }
            continue;
        }
        for (const git_oid &parent : entry.parents) {
            if (auto pushed = walk.push(parent, entry.depth + 1); !pushed)
                return std::unexpected(pushed.error());
        }
    }
    return answer;
}

} // namespace rijian::git
