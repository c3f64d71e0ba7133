#include "git/filediff.h"

#include "git/library.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace rijian::git {

namespace {

constexpr qsizetype longestPointer = 1'024; // git-lfs, docs/spec.md: "must be less than 1024 bytes"
constexpr int filesOfBeginning = 500; // whatever they have: pictures, say, or names and modes only
constexpr qint64 bytesOfBeginning = 8 << 20; // read: some hundredths of a second
constexpr std::size_t linesBetweenLooks = 4'096; // for a stop: some tenths of a millisecond
constexpr quint32 submoduleMode = GIT_FILEMODE_COMMIT;

LineEnds lineEndsOf(QByteArrayView bytes)
{
    const char *begin = bytes.data();
    const char *end = begin + bytes.size();
    if (!std::memchr(begin, '\r', std::size_t(bytes.size())))
        return std::memchr(begin, '\n', std::size_t(bytes.size())) ? LineEnds::Lf : LineEnds::None;
    bool bare = false;
    bool carriage = false;
    for (const char *at = begin; at < end && !(bare && carriage); ++at) {
        at = static_cast<const char *>(std::memchr(at, '\n', std::size_t(end - at)));
        if (!at)
            break;
        (at > begin && at[-1] == '\r' ? carriage : bare) = true;
    }
    return bare && carriage ? LineEnds::Mixed : carriage ? LineEnds::CrLf : bare ? LineEnds::Lf : LineEnds::None;
}

int linesOf(QByteArrayView bytes)
{
    return int(std::ranges::count(bytes, '\n')) + (bytes.isEmpty() || bytes.back() == '\n' ? 0 : 1);
}

/// The bytes leave no doubt: somebody's wish for the others does not change it.
bool saysItself(QByteArrayView bytes, TextEncoding encoding)
{
    if (encoding == TextEncoding::Utf8)
        return std::ranges::none_of(bytes, [](char c) { return (uchar(c) & 0x80) != 0; }); // the same in all of them
    return encoding == TextEncoding::Utf8Bom || encoding == TextEncoding::Utf16Le || encoding == TextEncoding::Utf16Be;
}

/// Read line by line as UTF-8, the text is not what it says.
bool needsDecoding(TextEncoding encoding)
{
    return encoding >= TextEncoding::Gb18030;
}

bool isFile(quint32 mode)
{
    constexpr quint32 types = 0170000, file = 0100000;
    return (mode & types) == file;
}

std::optional<LfsPointer> pointerOf(QByteArrayView bytes)
{
    if (bytes.size() >= longestPointer || !bytes.startsWith("version https://git-lfs.github.com/spec/"))
        return std::nullopt;
    LfsPointer pointer;
    bool sized = false;
    for (const QByteArray &line : bytes.toByteArray().split('\n')) {
        if (line.startsWith("oid sha256:"))
            pointer.oid = line.sliced(11);
        else if (line.startsWith("size "))
            pointer.size = line.sliced(5).toLongLong(&sized);
    }
    const bool hex = pointer.oid.size() == 64 && std::ranges::all_of(pointer.oid, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    return hex && sized && pointer.size >= 0 ? std::optional(pointer) : std::nullopt;
}

git_diff_options optionsOf(const DiffOptions &options)
{
    git_diff_options result = GIT_DIFF_OPTIONS_INIT;
    result.flags = GIT_DIFF_NORMAL;
    if (options.indentHeuristic)
        result.flags |= GIT_DIFF_INDENT_HEURISTIC;
    if (options.algorithm != DiffAlgorithm::Default)
        result.flags |= options.algorithm == DiffAlgorithm::Patience ? GIT_DIFF_PATIENCE : GIT_DIFF_MINIMAL;
    if (options.whitespace == Whitespace::IgnoreAtEnd)
        result.flags |= GIT_DIFF_IGNORE_WHITESPACE_EOL;
    else if (options.whitespace == Whitespace::IgnoreAmount)
        result.flags |= GIT_DIFF_IGNORE_WHITESPACE_CHANGE;
    else if (options.whitespace == Whitespace::IgnoreAll)
        result.flags |= GIT_DIFF_IGNORE_WHITESPACE;
    if (options.ignoreBlankLines)
        result.flags |= GIT_DIFF_IGNORE_BLANK_LINES;
    result.context_lines = options.text ? quint32(options.contextLines) : 0;
    result.flags |= GIT_DIFF_FORCE_TEXT; // what is binary is decided here
    return result;
}

} // namespace

struct FileDiff::Content {
    TreeSide side;
    BlobHandle blob;
    QByteArray made; ///< instead of a blob, or the blob in UTF-8
    bool isMade = false;
    bool tooLarge = false;
    qint64 size = 0;

    bool there() const { return side.mode != 0; }
    QByteArrayView bytes() const { return isMade ? QByteArrayView(made) : Blobs::bytes(blob); }
    bool isText() const { return !there() || detectEncoding(bytes()) != TextEncoding::Unknown; }
};

/// Finds the line that stands after a hunk's @@, by git's rule for files without a driver (xdiff/xemit.c): the last above the hunk that begins with
/// a letter, "_" or "$". For text that is not UTF-8, of which libgit2 gives what stands before the first byte that is none.
class FunctionLines
{
public:
    FunctionLines(QByteArrayView text, TextEncoding encoding)
        : m_rest(text)
        , m_encoding(encoding)
    {
    }

    /// Of the hunk that begins at this line, from 1. Lines ascend.
    QByteArray above(int line)
    {
        for (; m_line < line && !m_rest.isEmpty(); ++m_line) {
            const qsizetype feed = m_rest.indexOf('\n');
            const QByteArrayView text = feed < 0 ? m_rest : m_rest.first(feed);
            const char first = text.isEmpty() ? ' ' : text.front();
            if ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first == '_' || first == '$')
                m_last = text;
            m_rest = feed < 0 ? QByteArrayView() : m_rest.sliced(feed + 1);
        }
        constexpr qsizetype most = 80; // as git; a character takes no more than four bytes
        return QString::fromUtf8(toUtf8(m_last.first(std::min(m_last.size(), 4 * most)), m_encoding)).left(most).trimmed().toUtf8();
    }

private:
    QByteArrayView m_rest;
    QByteArrayView m_last;
    int m_line = 1;
    TextEncoding m_encoding;
};

/// Gathers what libgit2 calls back.
struct FileDiff::Collector {
    FileDiff &diff;
    FilePatch &file;
    std::optional<FunctionLines> functions = {}; ///< instead of libgit2's
    Hunk hunk = {}; ///< whose lines come; one that keeps none is not kept itself
    std::size_t seen = 0; ///< lines

    static int onHunk(const git_diff_delta *, const git_diff_hunk *hunk, void *payload)
    {
        auto *self = static_cast<Collector *>(payload);
        QByteArrayView header(hunk->header, qsizetype(hunk->header_len));
        const qsizetype end = header.indexOf("@@", 2); // "@@ -1,2 +1,3 @@ context"
        header = end < 0 ? QByteArrayView() : header.sliced(end + 2).trimmed();
        const QByteArray context = self->functions ? self->functions->above(hunk->old_start + (hunk->old_lines == 0 ? 1 : 0)) : header.toByteArray();
        self->hunk = Hunk{hunk->old_start, hunk->old_lines, hunk->new_start, hunk->new_lines, context, 0, 0};
        return 0;
    }

    static int onLine(const git_diff_delta *, const git_diff_hunk *, const git_diff_line *line, void *payload)
    {
        auto *self = static_cast<Collector *>(payload);
        if (self->diff.stopsAt(self->seen++))
            return GIT_EUSER;
        self->add(*line);
        return 0;
    }

    void add(const git_diff_line &line)
    {
        LineKind kind = LineKind::Context;
        if (line.origin == GIT_DIFF_LINE_ADDITION) {
            ++file.change.insertions;
            kind = LineKind::Added;
        } else if (line.origin == GIT_DIFF_LINE_DELETION) {
            ++file.change.deletions;
            kind = LineKind::Removed;
        } else if (line.origin != GIT_DIFF_LINE_CONTEXT) {
            return; // the notes about a missing line end at the end of a file
        }
        if (!diff.m_options.text)
            return;
        if (diff.m_skip > 0) {
            --diff.m_skip;
            return;
        }
        if (file.gap == PatchGap::Cut || file.lines.size() >= std::size_t(diff.m_options.maxFileLines) || diff.m_kept >= diff.m_options.maxCommitLines
            || !diff.hasRoom(qint64(line.content_len), 0)) {
            file.gap = PatchGap::Cut; // what follows would stand in the wrong place
            return;
        }
        diff.m_bytes += qint64(line.content_len);
        qsizetype length = qsizetype(line.content_len);
        const bool noLineEnd = length == 0 || line.content[length - 1] != '\n';
        if (!noLineEnd)
            --length;
        if (hunk.lineCount++ == 0) {
            hunk.firstLine = file.lines.size();
            file.hunks.push_back(hunk);
        }
        file.hunks.back().lineCount = hunk.lineCount;
        file.lines.push_back(PatchLine{file.text.size(), length, line.old_lineno, line.new_lineno, kind, noLineEnd});
        file.text.append(line.content, length);
        ++diff.m_kept;
    }
};

FileDiff::FileDiff(const Blobs &blobs, const DiffOptions &options, bool attributes, std::stop_token stop)
    : m_blobs(blobs)
    , m_options(options)
    , m_attributes(attributes)
    , m_stop(std::move(stop))
{
}

int FileDiff::read(const TreeChange &change, FilePatch &file)
{
    if (m_onManyLines && (m_kept >= m_options.firstLines || m_files >= filesOfBeginning || m_loaded >= bytesOfBeginning))
        giveBeginning(FilePatch(file));
    ++m_files;
    file.similarity = change.similarity;
    m_skip = m_options.skipLines;
    Content before{.side = change.before}, after{.side = change.after};
    const auto name = [](const Content &content, FileSide &side) {
        if (content.there())
            side.id = ObjectId({content.side.id.id, ObjectId::size});
    };
    name(before, file.oldSide);
    name(after, file.newSide);
    const bool typeChanged = change.status == FileStatus::TypeChanged;
    if (!typeChanged && before.there() && after.there() && git_oid_equal(&before.side.id, &after.side.id))
        return 0;
    for (Content *content : {&before, &after}) {
        const int code = load(content->side, *content);
        if (Blobs::isLost(code)) {
            file.gap = PatchGap::Unreadable;
            return 0;
        }
        if (code < 0)
            return code;
    }
    if (before.tooLarge || after.tooLarge) {
        file.gap = PatchGap::TooLarge;
        file.change.binary = true;
        return 0;
    }
    m_loaded += before.bytes().size() + after.bytes().size();
    const Attributes oldOnes = attributesOf(before.side, change.oldPath);
    const Attributes newOnes = change.oldPath == change.newPath && isFile(before.side.mode) == isFile(after.side.mode) ? oldOnes : attributesOf(after.side, change.newPath);
    describe(before, oldOnes.kind, file.oldSide);
    describe(after, newOnes.kind, file.newSide);
    const auto widen = [](FileSide &side, const FileSide &other) { // a first quotation mark does not make another encoding of a file
        if (side.encoding == TextEncoding::Latin1 && other.encoding == TextEncoding::Windows1252)
            side.encoding = TextEncoding::Windows1252;
    };
    widen(file.oldSide, file.newSide);
    widen(file.newSide, file.oldSide);
    const bool oldBinary = before.there() && file.oldSide.encoding == TextEncoding::Unknown;
    const bool newBinary = after.there() && file.newSide.encoding == TextEncoding::Unknown;
    const auto recode = [this](Content &content, FileSide &side) {
        const bool wide = side.encoding == TextEncoding::Utf16Le || side.encoding == TextEncoding::Utf16Be;
        if (!wide || m_options.exact)
            return;
        content.made = toUtf8(content.bytes(), side.encoding);
        content.isMade = true;
        content.blob.reset();
        side.lineEnds = lineEndsOf(content.made);
        side.lines = linesOf(content.made);
    };
    if (oldBinary || newBinary) {
        file.gap = PatchGap::Binary;
        file.change.binary = true;
        file.notCompared = (oldOnes.kind == Kind::Binary || newOnes.kind == Kind::Binary) && before.isText() && after.isText();
        if (const qint64 bytes = before.bytes().size() + after.bytes().size(); m_options.contents && bytes <= m_options.maxCommitBytes - m_bytes) {
            m_bytes += bytes;
            file.oldSide.content = before.bytes().toByteArray();
            file.newSide.content = after.bytes().toByteArray();
        }
        if (!typeChanged || (oldBinary && newBinary))
            return 0;
        Content &text = oldBinary ? after : before;
        recode(text, oldBinary ? file.newSide : file.oldSide);
        const int code = addSide(text.bytes(), oldBinary ? LineKind::Added : LineKind::Removed, file);
        return code < 0 ? code : decode(file);
    }
    recode(before, file.oldSide);
    recode(after, file.newSide);
    // Git asks the old path first.
    const QByteArray driverPath = oldOnes.hasDriver ? change.oldPath : newOnes.hasDriver ? change.newPath : QByteArray();
    if (const int code = compare(before, after, driverPath, file); code < 0)
        return code;
    return decode(file);
}

int FileDiff::load(const TreeSide &side, Content &content) const
{
    if (side.mode == 0)
        return 0;
    if (side.mode == submoduleMode) { // as git shows one
        content.made = "Subproject commit " + toHex(side.id).toLatin1() + '\n';
        content.isMade = true;
        return 0;
    }
    std::size_t size = 0;
    if (const int code = m_blobs.size(side.id, size); code < 0)
        return code;
    content.size = qint64(size);
    content.tooLarge = content.size > m_options.maxFileBytes;
    return content.tooLarge ? 0 : m_blobs.read(side.id, content.blob);
}

void FileDiff::describe(const Content &content, Kind kind, FileSide &side) const
{
    if (!content.there())
        return;
    const QByteArrayView bytes = content.bytes();
    if (content.side.mode == submoduleMode) {
        side.encoding = TextEncoding::Utf8;
        return;
    }
    side.size = content.size;
    side.lfs = pointerOf(bytes);
    if (kind == Kind::Binary)
        return;
    if (m_options.exact) // git's own rule: the patch is for git
        side.encoding = kind == Kind::Text || !looksBinary(bytes) ? TextEncoding::Utf8 : TextEncoding::Unknown;
    else if (const TextEncoding found = detectEncoding(bytes); m_options.encoding != TextEncoding::Unknown && found != TextEncoding::Unknown && !saysItself(bytes, found))
        side.encoding = m_options.encoding;
    else
        side.encoding = found == TextEncoding::Unknown && kind == Kind::Text ? TextEncoding::Utf8 : found;
    if (side.encoding == TextEncoding::Unknown)
        return;
    side.lineEnds = lineEndsOf(bytes);
    side.lines = linesOf(bytes);
}

/// As git, which asks for regular files alone (diff.c, diff_filespec_load_driver).
FileDiff::Attributes FileDiff::attributesOf(const TreeSide &side, const QByteArray &path) const
{
    const char *value = nullptr;
    if (!m_attributes || !isFile(side.mode) || git_attr_get(&value, m_blobs.repository(), GIT_ATTR_CHECK_FILE_THEN_INDEX, path.constData(), "diff") < 0)
        return {};
    switch (git_attr_value(value)) {
    case GIT_ATTR_VALUE_FALSE:
        return {Kind::Binary};
    case GIT_ATTR_VALUE_TRUE:
        return {Kind::Text};
    case GIT_ATTR_VALUE_STRING:
        return {Kind::Guess, true};
    default:
        return {};
    }
}

int FileDiff::compare(const Content &before, const Content &after, const QByteArray &driverPath, FilePatch &file)
{
    const bool typeChanged = file.change.status == FileStatus::TypeChanged;
    if (!before.there() || !after.there() || typeChanged) {
        if (!m_options.ignoreBlankLines || typeChanged) {
            int code = 0;
            if (!typeChanged && m_onManyLines)
                code = giveBeginning(before.there() ? before.bytes() : after.bytes(), before.there() ? LineKind::Removed : LineKind::Added, file);
            if (code == 0)
                code = addSide(before.bytes(), LineKind::Removed, file);
            return code < 0 ? code : addSide(after.bytes(), LineKind::Added, file);
        }
    }
    if (m_onManyLines && before.bytes().size() + after.bytes().size() >= bytesOfBeginning)
        giveBeginning(FilePatch{.change = file.change, .oldSide = {.path = file.oldSide.path}, .newSide = {.path = file.newSide.path}}); // matching lines takes a while
    git_diff_options options = optionsOf(m_options);
    Collector collector{*this, file};
    if (driverPath.isEmpty() && needsDecoding(file.oldSide.encoding) && !m_options.exact)
        collector.functions.emplace(before.bytes(), file.oldSide.encoding);
    const char *path = driverPath.isNull() ? "" : driverPath.constData(); // null would be asked for as "file"
    const QByteArrayView one = before.bytes();
    const QByteArrayView two = after.bytes();
    forgetError();
    const int code = !before.isMade && !after.isMade
        ? git_diff_blobs(before.blob.get(), path, after.blob.get(), path, &options, nullptr, nullptr, Collector::onHunk, Collector::onLine, &collector)
        : git_diff_buffers(one.data(), std::size_t(one.size()), nullptr, two.data(), std::size_t(two.size()), nullptr, &options, nullptr, nullptr,
                           Collector::onHunk, Collector::onLine, &collector);
    if (code == 0 && collector.seen == 0 && lackedMemory()) { // there is no room to match so many lines
        file.gap = PatchGap::TooLarge;
        file.change.binary = true;
    }
    return code;
}

/// All lines of a side, but those to be passed over: nothing is to be compared, so that a million lines cost one copy and one scan.
int FileDiff::addSide(QByteArrayView bytes, LineKind kind, FilePatch &file)
{
    if (bytes.isEmpty())
        return 0;
    const bool removed = kind == LineKind::Removed;
    const std::size_t firstLine = file.lines.size();
    const qsizetype base = file.text.size();
    const auto room = m_options.text && file.gap != PatchGap::Cut ? std::max<qint64>(0, std::min<qint64>(m_options.maxFileLines - qint64(firstLine), m_options.maxCommitLines - m_kept)) : 0;
    const char *end = bytes.data() + bytes.size();
    const auto lineAfter = [end](const char *at) {
        const auto *feed = static_cast<const char *>(std::memchr(at, '\n', std::size_t(end - at)));
        return feed ? feed + 1 : end;
    };
    int count = 0;
    int skipped = 0;
    int lines = 0;
    const char *first = bytes.data(); // of those lines
    qsizetype kept = 0;               // their bytes
    for (const char *at = bytes.data(); at != end; ++count) {
        if (stopsAt(std::size_t(count)))
            return GIT_EUSER;
        at = lineAfter(at);
        if (skipped < m_skip) {
            ++skipped;
            first = at;
        } else if (skipped + lines == count && lines < room && hasRoom(at - first, lines)) {
            kept = at - first;
            ++lines;
        }
    }
    (removed ? file.change.deletions : file.change.insertions) += count;
    if (!m_options.text)
        return 0;
    m_skip -= skipped;
    if (skipped + lines < count)
        file.gap = PatchGap::Cut;
    if (lines == 0)
        return 0;
    file.text.append(QByteArrayView(first, kept));
    file.lines.reserve(firstLine + std::size_t(lines));
    const char *at = first;
    for (int i = skipped + 1; i <= skipped + lines; ++i) {
        if (stopsAt(std::size_t(i)))
            return GIT_EUSER;
        const char *next = lineAfter(at);
        const bool noLineEnd = next[-1] != '\n';
        file.lines.push_back(PatchLine{base + (at - first), next - at - !noLineEnd, removed ? i : -1, removed ? -1 : i, kind, noLineEnd});
        at = next;
    }
    file.hunks.push_back(removed ? Hunk{1, count, 0, 0, {}, firstLine, std::size_t(lines)} : Hunk{0, 0, 1, count, {}, firstLine, std::size_t(lines)});
    m_kept += lines;
    m_bytes += kept;
    return 0;
}

void FileDiff::giveBeginning(FilePatch &&part)
{
    std::exchange(m_onManyLines, {})(std::move(part));
}

/// Of a large file that was added or removed: its lines are many before they are counted.
int FileDiff::giveBeginning(QByteArrayView bytes, LineKind kind, const FilePatch &file)
{
    constexpr qsizetype large = 1 << 20;
    if (bytes.size() < large || !m_options.text)
        return 0;
    qsizetype end = 0;
    for (int i = 0; i < m_options.firstLines && end < large; ++i) {
        const qsizetype feed = bytes.first(large).indexOf('\n', end);
        if (feed < 0)
            break;
        end = feed + 1;
    }
    FilePatch part = file;
    const auto counted = std::tuple(m_kept, m_bytes, m_skip);
    int code = addSide(bytes.first(end), kind, part);
    std::tie(m_kept, m_bytes, m_skip) = counted;
    part.change = file.change; // counts that are not whole say nothing
    if (code == 0)
        code = decode(part);
    if (code == 0)
        giveBeginning(std::move(part));
    return code;
}

/// For a line that ends `bytes` after what was counted last, `lines` of them before it.
bool FileDiff::hasRoom(qint64 bytes, int lines) const
{
    const bool firstOfOneFile = m_options.paths.size() == 1 && m_kept + lines == 0;
    return firstOfOneFile || bytes <= m_options.maxCommitBytes - m_bytes;
}

bool FileDiff::stopsAt(std::size_t line) const
{
    return line % linesBetweenLooks == 0 && m_stop.stop_requested();
}

/// The kept lines in UTF-8, unless the bytes are wanted. UTF-16 was made so before.
int FileDiff::decode(FilePatch &file) const
{
    const bool oldNeeds = needsDecoding(file.oldSide.encoding);
    const bool newNeeds = needsDecoding(file.newSide.encoding);
    if (!m_options.text || m_options.exact || (!oldNeeds && !newNeeds))
        return 0;
    QByteArray text;
    text.reserve(file.text.size() + file.text.size() / 2);
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        if (stopsAt(i))
            return GIT_EUSER;
        PatchLine &line = file.lines[i];
        const QByteArrayView bytes = file.lineText(line);
        const bool removed = line.kind == LineKind::Removed;
        const qsizetype offset = text.size();
        if (removed ? oldNeeds : newNeeds)
            text += toUtf8(bytes, removed ? file.oldSide.encoding : file.newSide.encoding);
        else
            text += bytes;
        line.offset = offset;
        line.length = text.size() - offset;
    }
    file.text = std::move(text);
    return 0;
}

} // namespace rijian::git
