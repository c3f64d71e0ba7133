#include "git/blame.h"

#include "core/encoding.h"
#include "core/text.h"
#include "git/blobs.h"
#include "git/commitheader.h"
#include "git/commitreader.h"
#include "git/history.h"
#include "git/library.h"
#include "git/linemap.h"
#include "git/renames.h"
#include "git/treediff.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>
#include <limits>
#include <map>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

struct BlameText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::Blame)
};

constexpr std::size_t largestBlamed = std::size_t(64) << 20;
constexpr qsizetype mostParts = 512;      // as deep as treediff.h goes
constexpr qsizetype longestSubject = 500;
constexpr int mostSteps = 10'000'000;     // commits times lines that part ways

using Content = std::shared_ptr<const QByteArray>;

/// One of the lines that were asked for.
struct Line {
    int index = 0; ///< of the answer
    int number = 0; ///< in the file at hand
};

/// A file in a commit: the trees on the way to it, from the root's, then the blob.
struct Place {
    CommitHeader commit;
    QByteArrayList parts; ///< of the path
    std::vector<git_oid> trail; ///< one more than parts
    quint32 mode = 0;
    Content content; ///< once it was read

    const git_oid &blob() const { return trail.back(); }
    bool isWhole() const { return trail.size() == std::size_t(parts.size()) + 1; }
};

struct Key {
    qint64 time = 0;
    git_oid commit = {};
    QByteArray path;

    /// Newest first, so that lines that parted meet again.
    bool operator<(const Key &other) const
    {
        if (time != other.time)
            return time > other.time;
        const int order = git_oid_cmp(&commit, &other.commit);
        return order != 0 ? order < 0 : path < other.path;
    }
};

struct Spot {
    Place place;
    std::vector<Line> lines;
};

/// The entry of a name in a raw tree: 0 without one. False where the tree is none.
bool findInTree(QByteArrayView raw, QByteArrayView name, quint32 &mode, git_oid &id)
{
    mode = 0;
    const char *at = raw.data();
    const char *end = at + raw.size();
    while (at < end) { // "100644 name", a NUL, 20 bytes
        quint32 found = 0;
        while (at < end && *at >= '0' && *at <= '7')
            found = found << 3 | quint32(*at++ - '0');
        if (at == end || *at != ' ')
            return false;
        const char *from = ++at;
        at = static_cast<const char *>(std::memchr(from, 0, std::size_t(end - from)));
        if (!at || end - at <= GIT_OID_SHA1_SIZE)
            return false;
        if (QByteArrayView(from, at - from) == name) {
            mode = found;
            return git_oid_fromraw(&id, reinterpret_cast<const unsigned char *>(at + 1)) == 0;
        }
        at += 1 + GIT_OID_SHA1_SIZE;
    }
    return true;
}

class Blamer
{
public:
    Blamer(git_repository *repository, std::stop_token stop)
        : m_repository(repository)
        , m_stop(std::move(stop))
        , m_blobs(repository)
        , m_commits(repository)
        , m_roots(shallowRoots(repository))
    {
    }

    Result<QList<LineOrigin>> run(const BlameQuery &query);

private:
    enum class Found { Yes, No, Gone }; ///< Gone: the commit is not there
    Result<void> begin(const git_oid &id, const BlameQuery &query);
    Result<void> follow(const Key &key, Spot &&spot);
    Result<Found> find(const git_oid &commit, const Place &child, Place &place);
    Result<Found> findRenamed(const Place &child, const QByteArray &path, Place &place);
    Result<bool> walkTrail(Place &place, const Place *like);
    Result<void> readContent(Place &place);
    Result<void> passOn(std::vector<Line> &lines, Place &from, Place &to, const git_oid &commit);
    Result<void> settle(const std::vector<Line> &lines, const Key &key, bool edge);
    void push(const git_oid &commit, Place &&place, std::vector<Line> &&lines);
    bool isRoot(const git_oid &id) const;
    static Error damaged(int code) { return lastError(code, BlameText::tr("The history of this line cannot be read: the repository is damaged.")); }
    static Error damaged() { return {ErrorKind::BadData, BlameText::tr("The history of this line cannot be read: the repository is damaged."), {}}; }

    git_repository *m_repository;
    std::stop_token m_stop;
    Blobs m_blobs;
    OdbHandle m_odb;
    CommitReader m_commits;
    std::vector<git_oid> m_roots;
    std::map<Key, Spot> m_spots;
    QList<LineOrigin> m_answer;
};

QByteArray pathOf(const Place &place)
{
    return place.parts.join('/');
}

Result<QList<LineOrigin>> Blamer::run(const BlameQuery &query)
{
    git_oid id;
    if (!fromHex(query.sha, id))
        return failure(ErrorKind::Usage, BlameText::tr("“%1” is not a commit.").arg(oneLine(query.sha, 60)));
    if (query.firstLine < 1 || query.lineCount < 1 || query.lineCount > mostBlamedLines || query.firstLine > std::numeric_limits<int>::max() - query.lineCount)
        return failure(ErrorKind::Usage, BlameText::tr("These are not lines of the file."));
    if (const int code = git_repository_odb(out(m_odb), m_repository); code < 0)
        return std::unexpected(damaged(code));
    if (auto begun = begin(id, query); !begun)
        return std::unexpected(begun.error());
    for (int steps = 0; !m_spots.empty(); ++steps) {
        if (m_stop.stop_requested())
            return failure(ErrorKind::Cancelled, BlameText::tr("Stopped."));
        if (steps == mostSteps)
            return failure(ErrorKind::Unsupported, BlameText::tr("The history of these lines is too long."));
        auto newest = m_spots.extract(m_spots.begin());
        if (auto done = follow(newest.key(), std::move(newest.mapped())); !done)
            return std::unexpected(done.error());
    }
    return std::move(m_answer);
}

Result<void> Blamer::begin(const git_oid &id, const BlameQuery &query)
{
    Place place;
    place.parts = query.path.split('/');
    if (place.parts.size() > mostParts)
        return failure(ErrorKind::NotFound, BlameText::tr("The commit has no such file."));
    OdbObjectHandle object;
    if (const int code = git_odb_read(out(object), m_odb.get(), &id); code < 0)
        return std::unexpected(lastError(code, BlameText::tr("Commit %1 cannot be read.").arg(toHex(id).first(12)), ErrorKind::NotFound));
    const QByteArrayView raw(static_cast<const char *>(git_odb_object_data(object.get())), qsizetype(git_odb_object_size(object.get())));
    if (git_odb_object_type(object.get()) != GIT_OBJECT_COMMIT || !parseCommitHeader(raw, place.commit))
        return std::unexpected(damaged());
    const auto there = walkTrail(place, nullptr);
    if (!there)
        return std::unexpected(there.error());
    if (!*there)
        return failure(ErrorKind::NotFound, BlameText::tr("The commit has no such file."));
    if (!isRegular(place.mode))
        return failure(ErrorKind::Unsupported, BlameText::tr("This is not a file with lines."));
    if (auto read = readContent(place); !read)
        return read;
    if (looksBinary(*place.content))
        return failure(ErrorKind::Unsupported, BlameText::tr("This is not a file with lines."));
    const QByteArray &text = *place.content;
    const qint64 count = text.count('\n') + (!text.isEmpty() && !text.endsWith('\n') ? 1 : 0);
    if (query.firstLine + query.lineCount - 1 > count)
        return failure(ErrorKind::NotFound, BlameText::tr("The file has no such line."));
    std::vector<Line> lines;
    for (int i = 0; i < query.lineCount; ++i) {
        m_answer.append(LineOrigin{.line = query.firstLine + i});
        lines.push_back({i, query.firstLine + i});
    }
    push(id, std::move(place), std::move(lines));
    return {};
}

bool Blamer::isRoot(const git_oid &id) const
{
    return std::binary_search(m_roots.begin(), m_roots.end(), id, [](const git_oid &a, const git_oid &b) { return git_oid_cmp(&a, &b) < 0; });
}

void Blamer::push(const git_oid &commit, Place &&place, std::vector<Line> &&lines)
{
    if (lines.empty())
        return;
    Spot &spot = m_spots[Key{place.commit.committerTime, commit, pathOf(place)}];
    if (spot.lines.empty()) {
        spot.place = std::move(place);
        spot.lines = std::move(lines);
        return;
    }
    spot.lines.insert(spot.lines.end(), lines.begin(), lines.end());
    std::ranges::sort(spot.lines, {}, &Line::number);
}

/// Reads the trees on the way to the place's file. `like`: the same path in another commit, whose trees need not be read again where they are the same.
/// False: there is no such file.
Result<bool> Blamer::walkTrail(Place &place, const Place *like)
{
    git_oid id = place.commit.tree;
    quint32 mode = 0040000;
    place.trail.clear();
    for (qsizetype i = 0;; ++i) {
        if (like && git_oid_equal(&id, &like->trail[std::size_t(i)]) && (i < place.parts.size() || mode == like->mode)) {
            place.trail.insert(place.trail.end(), like->trail.begin() + i, like->trail.end());
            place.mode = like->mode;
            place.content = like->content;
            return true;
        }
        place.trail.push_back(id);
        if (i == place.parts.size())
            break;
        OdbObjectHandle object;
        if (const int code = git_odb_read(out(object), m_odb.get(), &id); code < 0)
            return std::unexpected(damaged(code));
        const QByteArrayView raw(static_cast<const char *>(git_odb_object_data(object.get())), qsizetype(git_odb_object_size(object.get())));
        if (git_odb_object_type(object.get()) != GIT_OBJECT_TREE || !findInTree(raw, place.parts[i], mode, id))
            return std::unexpected(damaged());
        if (mode == 0 || (i + 1 < place.parts.size()) != (mode == 0040000))
            return false;
    }
    place.mode = mode;
    return true;
}

/// The file of the same path in a parent. One of another type counts as none, as in git.
Result<Blamer::Found> Blamer::find(const git_oid &commit, const Place &child, Place &place)
{
    OdbObjectHandle object;
    if (const int code = git_odb_read(out(object), m_odb.get(), &commit); code < 0)
        return code == GIT_ENOTFOUND ? Result<Found>(Found::Gone) : std::unexpected(damaged(code));
    const QByteArrayView raw(static_cast<const char *>(git_odb_object_data(object.get())), qsizetype(git_odb_object_size(object.get())));
    if (git_odb_object_type(object.get()) != GIT_OBJECT_COMMIT || !parseCommitHeader(raw, place.commit))
        return std::unexpected(damaged());
    place.parts = child.parts;
    const auto there = walkTrail(place, &child);
    if (!there)
        return std::unexpected(there.error());
    return *there && isRegular(place.mode) ? Found::Yes : Found::No;
}

/// The file of a parent that this one was renamed from.
Result<Blamer::Found> Blamer::findRenamed(const Place &child, const QByteArray &path, Place &place)
{
    TreeHandle before, after;
    int code = git_tree_lookup(out(before), m_repository, &place.commit.tree);
    if (code == 0)
        code = git_tree_lookup(out(after), m_repository, &child.commit.tree);
    std::vector<TreeChange> changes;
    if (code == 0)
        code = compareTrees(m_repository, before.get(), after.get(), changes, m_stop);
    // As git blame does: no other new file may take the one that went.
    std::erase_if(changes, [&](const TreeChange &change) { return change.status == FileStatus::Added && change.newPath != path; });
    if (code == 0)
        code = findRenames(m_blobs, changes, false, m_stop);
    if (code == GIT_EUSER)
        return failure(ErrorKind::Cancelled, BlameText::tr("Stopped."));
    if (code < 0)
        return std::unexpected(damaged(code));
    const auto found = std::ranges::find_if(changes, [&](const TreeChange &change) { return change.status == FileStatus::Renamed && change.newPath == path; });
    if (found == changes.end())
        return Found::No;
    place.parts = found->oldPath.split('/');
    place.content.reset();
    const auto there = walkTrail(place, nullptr);
    if (!there)
        return std::unexpected(there.error());
    return *there && isRegular(place.mode) ? Found::Yes : Found::No;
}

Result<void> Blamer::readContent(Place &place)
{
    if (place.content)
        return {};
    std::size_t size = 0;
    if (const int code = m_blobs.size(place.blob(), size); code < 0)
        return std::unexpected(damaged(code));
    if (size > largestBlamed)
        return failure(ErrorKind::Unsupported, BlameText::tr("The file is too large for that."));
    OdbObjectHandle object;
    if (const int code = git_odb_read(out(object), m_odb.get(), &place.blob()); code < 0)
        return std::unexpected(damaged(code));
    QByteArray bytes(static_cast<const char *>(git_odb_object_data(object.get())), qsizetype(git_odb_object_size(object.get())));
    if (looksBinary(bytes)) {
        if (const TextEncoding encoding = detectEncoding(bytes); encoding != TextEncoding::Unknown) // UTF-16: its lines are not the bytes'
            bytes = toUtf8(bytes, encoding);
    }
    place.content = std::make_shared<const QByteArray>(std::move(bytes));
    return {};
}

/// Moves the lines that were in the parent already over to it.
Result<void> Blamer::passOn(std::vector<Line> &lines, Place &from, Place &to, const git_oid &commit)
{
    if (auto read = readContent(from); !read)
        return read;
    if (auto read = readContent(to); !read)
        return read;
    LineMap map;
    if (const int code = map.compare(*to.content, *from.content); code < 0)
        return std::unexpected(damaged(code));
    std::vector<Line> passed, kept;
    for (const Line &line : lines) {
        if (const int number = map.before(line.number); number > 0)
            passed.push_back({line.index, number});
        else
            kept.push_back(line);
    }
    lines = std::move(kept);
    push(commit, std::move(to), std::move(passed));
    return {};
}

/// One commit: a parent that has the very file takes all lines; else each parent in turn takes those that it has.
Result<void> Blamer::follow(const Key &key, Spot &&spot)
{
    if (isRoot(key.commit))
        return settle(spot.lines, key, true);
    const std::vector<git_oid> parents = spot.place.commit.parents;
    std::vector<std::optional<Place>> origins(parents.size());
    std::vector<bool> lacking(parents.size()); // the path: it may have been renamed
    bool edge = false;
    for (const bool renamed : {false, true}) {
        for (std::size_t i = 0; i < parents.size(); ++i) {
            if (renamed && !lacking[i])
                continue;
            if (m_stop.stop_requested())
                return failure(ErrorKind::Cancelled, BlameText::tr("Stopped."));
            if (!renamed)
                origins[i].emplace();
            const auto found = renamed ? findRenamed(spot.place, key.path, *origins[i]) : find(parents[i], spot.place, *origins[i]);
            if (!found)
                return std::unexpected(found.error());
            if (*found == Found::Yes && git_oid_equal(&origins[i]->blob(), &spot.place.blob())) {
                if (!origins[i]->content)
                    origins[i]->content = spot.place.content;
                push(parents[i], std::move(*origins[i]), std::move(spot.lines));
                return {};
            }
            edge = edge || *found == Found::Gone;
            lacking[i] = *found == Found::No;
            const auto isSame = [&](const std::optional<Place> &other) { return other && other->isWhole() && git_oid_equal(&other->blob(), &origins[i]->blob()); };
            if (*found == Found::Gone || (renamed && *found == Found::No))
                origins[i].reset();
            else if (*found == Found::Yes && std::any_of(origins.begin(), origins.begin() + std::ptrdiff_t(i), isSame))
                origins[i].reset(); // another parent has the same file already
        }
    }
    for (std::size_t i = 0; i < parents.size() && !spot.lines.empty(); ++i) {
        if (!origins[i])
            continue;
        if (auto passed = passOn(spot.lines, spot.place, *origins[i], parents[i]); !passed)
            return passed;
    }
    return settle(spot.lines, key, edge);
}

Result<void> Blamer::settle(const std::vector<Line> &lines, const Key &key, bool edge)
{
    if (lines.empty())
        return {};
    const auto commit = m_commits.read(key.commit);
    if (!commit)
        return std::unexpected(commit.error());
    for (const Line &line : lines) {
        LineOrigin &origin = m_answer[line.index];
        origin.sha = commit->sha;
        origin.author = commit->author;
        origin.authorTime = commit->authorTime;
        origin.subject = commit->subject().left(longestSubject);
        origin.path = key.path;
        origin.lineThere = line.number;
        origin.edge = edge;
    }
    return {};
}

} // namespace

Result<QList<LineOrigin>> blame(const Location &location, const BlameQuery &query, std::stop_token stop)
{
    const auto repository = openRepository(location);
    if (!repository)
        return std::unexpected(repository.error());
    return Blamer(repository->get(), std::move(stop)).run(query);
}

} // namespace rijian::git
