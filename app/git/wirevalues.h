#pragma once
// The values of git's messages, field by field: each list of fields below is both how they are written and how they are read.
// Internal to this room.

#include "git/backend.h"
#include "git/wirestream.h"

#include <QtEndian>

#include <algorithm>
#include <chrono>
#include <vector>

namespace rijian::git::wire {

inline constexpr qsizetype lineBytes = 17; // offset, length, old number, new number (32 bits each, little endian), kind
inline constexpr char noLineEndBit = char(0x80); // in the kind's byte, which is ASCII

inline constexpr qsizetype longestLine = (qsizetype(1) << 30) - 1; // what PatchLine holds

/// A value to write is const, one to read is not; its fields are the same.
template<typename Stream, typename T>
using Of = std::conditional_t<std::same_as<Stream, Writer>, const T, T>;

template<typename Stream, typename T>
void exchange(Stream &stream, T &value)
    requires requires { stream.item(value); }
{
    stream.item(value);
}

template<typename Stream, typename... Fields>
void all(Stream &stream, Fields &...fields)
{
    (exchange(stream, fields), ...);
}

template<typename Element>
void exchange(Writer &stream, const QList<Element> &list)
{
    stream.count(list);
    for (const Element &element : list)
        exchange(stream, element);
}

template<typename Element>
void exchange(Reader &stream, QList<Element> &list)
{
    const qsizetype count = stream.count(list);
    for (qsizetype i = 0; i < count && stream.ok(); ++i)
        exchange(stream, list.emplaceBack());
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, std::chrono::milliseconds> &span)
{
    qint64 count = span.count();
    stream.item(count);
    if constexpr (std::same_as<Stream, Reader>)
        span = std::chrono::milliseconds(std::clamp<qint64>(count, 0, 86'400'000));
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, Location> &location)
{
    all(stream, location.path, location.ours);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, Address> &address)
{
    stream.enumeration(address.kind, Address::Kind::Folder);
    all(stream, address.url, address.host, address.port, address.path, address.user, address.password);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, DiffOptions> &options)
{
    all(stream, options.text, options.contextLines, options.maxFileBytes, options.maxFileLines, options.maxCommitLines, options.maxCommitBytes, options.paths);
    stream.enumeration(options.algorithm, DiffAlgorithm::Minimal);
    stream.enumeration(options.whitespace, Whitespace::IgnoreAll);
    all(stream, options.ignoreBlankLines, options.indentHeuristic, options.renames, options.copies, options.exact, options.contents, options.firstLines, options.skipLines);
    stream.enumeration(options.encoding, lastTextEncoding);
    if constexpr (std::same_as<Stream, Reader>) {
        if (options.contextLines < 0 || options.maxFileBytes < 0 || options.maxFileLines < 0 || options.maxCommitLines < 0 || options.maxCommitBytes < 0 || options.firstLines < 0
            || options.skipLines < 0)
            stream.fail();
    }
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, FetchRequest> &request)
{
    exchange(stream, request.address);
    exchange(stream, request.location);
    all(stream, request.branches, request.since, request.whole, request.rebuild);
    all(stream, request.connectPatience, request.transferPatience, request.cancelPatience);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, FetchProgress> &progress)
{
    stream.enumeration(progress.phase, FetchProgress::Phase::Deepening);
    all(stream, progress.receivedObjects, progress.totalObjects, progress.resolvedDeltas, progress.totalDeltas, progress.receivedBytes);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, FetchOutcome> &outcome)
{
    all(stream, outcome.changed, outcome.created, outcome.rebuilt, outcome.whole, outcome.reachesSince, outcome.defaultBranch,
        outcome.previousDefault, outcome.forced, outcome.receivedBytes, outcome.depth);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, DayListing> &day)
{
    all(stream, day.branches, day.shas, day.complete, day.newest, day.edge, day.webRemote);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, Person> &person)
{
    all(stream, person.name, person.email);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, Moment> &moment)
{
    all(stream, moment.seconds, moment.offsetSeconds);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, LineOrigin> &origin)
{
    all(stream, origin.line, origin.sha, origin.author, origin.authorTime, origin.subject, origin.path, origin.lineThere, origin.edge);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, FileChange> &change)
{
    stream.enumeration(change.status, FileStatus::TypeChanged);
    all(stream, change.path, change.insertions, change.deletions, change.binary, change.submodule, change.oldMode, change.newMode);
    bool moved = change.oldPath != change.path;
    stream.item(moved);
    if (moved)
        exchange(stream, change.oldPath);
    else if constexpr (std::same_as<Stream, Reader>)
        change.oldPath = change.path; // one text for both
    if constexpr (std::same_as<Stream, Reader>) {
        if (change.insertions < 0 || change.deletions < 0)
            stream.fail();
    }
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, Commit> &commit)
{
    all(stream, commit.sha, commit.author, commit.committer, commit.authorTime, commit.committerTime, commit.message, commit.parents);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, Hunk> &hunk)
{
    all(stream, hunk.oldStart, hunk.oldCount, hunk.newStart, hunk.newCount, hunk.context, hunk.firstLine, hunk.lineCount);
}

inline void exchange(Writer &stream, const std::vector<PatchLine> &lines)
{
    QByteArray packed(qsizetype(lines.size()) * lineBytes, Qt::Uninitialized);
    char *to = packed.data();
    for (const PatchLine &line : lines) {
        qToLittleEndian(quint32(line.offset), to);
        qToLittleEndian(quint32(line.length), to + 4);
        qToLittleEndian(qint32(line.oldNumber), to + 8);
        qToLittleEndian(qint32(line.newNumber), to + 12);
        to[16] = char(char(line.kind) | (line.noLineEnd ? noLineEndBit : 0));
        to += lineBytes;
    }
    stream.item(packed);
}

inline void exchange(Reader &stream, std::vector<PatchLine> &lines)
{
    QByteArray packed;
    stream.item(packed);
    if (packed.size() % lineBytes != 0)
        return stream.fail();
    lines.reserve(std::size_t(packed.size() / lineBytes));
    for (const char *from = packed.constData(), *end = from + packed.size(); from != end; from += lineBytes) {
        const qsizetype length = qFromLittleEndian<quint32>(from + 4);
        if (length > longestLine)
            return stream.fail();
        lines.push_back(PatchLine{qsizetype(qFromLittleEndian<quint32>(from)), length, qFromLittleEndian<qint32>(from + 8),
                                  qFromLittleEndian<qint32>(from + 12), LineKind(from[16] & ~noLineEndBit), (from[16] & noLineEndBit) != 0});
    }
}

inline bool isOnlyNamed(const FilePatch &file)
{
    return file.gap == PatchGap::Later && file.change.insertions == 0 && file.change.deletions == 0 && file.text.isEmpty() && file.lines.empty() && file.hunks.empty()
        && file.oldSide == FileSide() && file.newSide == FileSide() && file.similarity == 0 && !file.notCompared;
}

/// Whether lines lie within the text, and hunks one after the other on the lines: what reads them takes each line once.
inline bool isSound(const FilePatch &file)
{
    const auto lineIsSound = [&](const PatchLine &line) {
        return line.offset + line.length <= file.text.size() && line.oldNumber >= -1 && line.newNumber >= -1
            && (line.kind == LineKind::Context || line.kind == LineKind::Added || line.kind == LineKind::Removed);
    };
    const auto rangeIsSound = [](int start, int count) { return start >= 0 && count >= 0 && start < std::numeric_limits<int>::max() - count; };
    std::size_t line = 0;
    const auto hunkIsSound = [&](const Hunk &hunk) {
        const bool follows = hunk.firstLine == line && hunk.lineCount > 0 && hunk.lineCount <= file.lines.size() - line;
        line += hunk.lineCount;
        return follows && rangeIsSound(hunk.oldStart, hunk.oldCount) && rangeIsSound(hunk.newStart, hunk.newCount);
    };
    return std::ranges::all_of(file.lines, lineIsSound) && std::ranges::all_of(file.hunks, hunkIsSound) && line == file.lines.size();
}

inline void exchange(Writer &stream, const ObjectId &id)
{
    stream.item(id.isNull() ? QByteArray() : QByteArray::fromRawData(id.bytes().data(), ObjectId::size));
}

inline void exchange(Reader &stream, ObjectId &id)
{
    QByteArray bytes;
    stream.item(bytes);
    id = ObjectId(bytes);
    if (id.isNull() && !bytes.isEmpty())
        stream.fail();
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, FileSide> &side)
{
    all(stream, side.id, side.size, side.lines);
    stream.enumeration(side.encoding, lastTextEncoding);
    stream.enumeration(side.lineEnds, LineEnds::Mixed);
    if constexpr (std::same_as<Stream, Reader>) {
        if (side.size < -1 || side.lines < -1)
            stream.fail();
    }
    bool rare = !side.path.isEmpty() || side.lfs || !side.content.isEmpty();
    stream.item(rare);
    if (!rare)
        return;
    LfsPointer lfs = side.lfs.value_or(LfsPointer{.size = -1});
    all(stream, side.path, lfs.oid, lfs.size);
    if constexpr (std::same_as<Stream, Reader>) {
        if (lfs.size >= 0)
            side.lfs = std::move(lfs);
    }
    all(stream, side.content);
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, FilePatch> &file)
{
    exchange(stream, file.change);
    stream.enumeration(file.gap, PatchGap::Unreadable);
    bool named = isOnlyNamed(file); // all but a few of a beginning's thousands
    stream.item(named);
    if (named)
        return;
    exchange(stream, file.text);
    exchange(stream, file.lines);
    all(stream, file.oldSide, file.newSide, file.similarity, file.notCompared);
    const qsizetype hunks = stream.count(file.hunks);
    if constexpr (std::same_as<Stream, Reader>) {
        for (qsizetype i = 0; i < hunks && stream.ok(); ++i)
            exchange(stream, file.hunks.emplace_back());
        if (!isSound(file))
            stream.fail();
    } else {
        for (const Hunk &hunk : file.hunks)
            exchange(stream, hunk);
    }
}

/// The commit's own list of files is that of the patches.
template<typename Stream>
void exchange(Stream &stream, Of<Stream, CommitPatch> &patch)
{
    exchange(stream, patch.commit);
    exchange(stream, patch.files);
    exchange(stream, patch.partial);
    if constexpr (std::same_as<Stream, Reader>) {
        patch.commit.files.reserve(patch.files.size());
        for (const FilePatch &file : patch.files)
            patch.commit.files.append(file.change);
    }
}

template<typename Stream>
void exchange(Stream &stream, Of<Stream, Error> &error)
{
    stream.enumeration(error.kind, ErrorKind::Internal);
    all(stream, error.message, error.detail);
}

template<typename T>
void exchange(Writer &stream, const Result<T> &result)
{
    stream.item(result.has_value());
    if (!result)
        exchange(stream, result.error());
    else if constexpr (!std::same_as<T, void>)
        exchange(stream, *result);
}

template<typename T>
void exchange(Reader &stream, Result<T> &result)
{
    bool good = false;
    stream.item(good);
    if (!good) {
        Error error;
        exchange(stream, error);
        result = std::unexpected(std::move(error));
    } else if constexpr (!std::same_as<T, void>) {
        exchange(stream, *result);
    }
}

} // namespace rijian::git::wire
