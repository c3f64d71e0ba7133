#include "diff/moves.h"

#include <QHashFunctions>

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace rijian::diff {

namespace {

constexpr std::size_t stepsForEachLine = 8;    // back to a block's second line
constexpr std::size_t placesForEachLine = 256; // followed, on the average
constexpr std::size_t leastPlaces = 8;         // followed at once when there were too many
constexpr std::size_t stepsBetweenLooks = 65'536; // for a stop: less than a millisecond
constexpr int none = -1;

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Seeded: nobody can write lines that all fall into one bucket.
struct Hash {
    std::size_t operator()(std::string_view text) const { return qHashBits(text.data(), text.size(), QHashSeed::globalSeed()); }
};

/// One changed line, in the order of the patch. Indices are 32 bits: a patch has less than 2^31 lines.
struct MovableLine {
    int file = 0;
    int line = 0;
    int text = 0;      ///< the same number for the same text
    int sameAfter = none; ///< the next entry with the same text and kind
    bool added = false;
    bool follows = false; ///< stands directly below the entry before, and is of the same kind
};

class Moves
{
public:
    Moves(const CommitPatch &patch, const MoveOptions &options, const std::stop_token &stop)
        : m_patch(patch)
        , m_options(options)
        , m_stop(stop)
    {
        gather();
    }

    MovedBlocks find()
    {
        m_budget = m_entries.size() * stepsForEachLine;
        m_placeBudget = m_entries.size() * placesForEachLine;
        std::size_t at = 0;
        while (at < m_entries.size()) {
            m_steps += 1 + m_places.size();
            if (m_steps >= stepsBetweenLooks) {
                m_steps = 0;
                if (m_stop.stop_requested())
                    return {};
            }
            const MovableLine &entry = m_entries[at];
            const bool breaks = m_length > 0 && (!entry.follows || m_entries[at - 1].added != entry.added || !hasMatch(entry));
            if (breaks) {
                const bool good = endBlock(at);
                const bool again = !good && rewind(at);
                reset();
                if (again)
                    continue;
            }
            if (!entry.follows)
                m_alternate = false;
            if (!hasMatch(entry)) {
                m_lastAdded = none;
                ++at;
                continue;
            }
            step(at);
        }
        endBlock(at);
        return std::move(m_result);
    }

private:
    void gather()
    {
        for (int f = 0; f < int(m_patch.files.size()); ++f) {
            const FilePatch &file = m_patch.files[f];
            if (m_stop.stop_requested())
                return;
            if (file.change.submodule)
                continue; // commits, not lines
            for (const Hunk &hunk : file.hunks)
                gather(f, file, int(hunk.firstLine), int(hunk.firstLine + hunk.lineCount));
        }
        for (std::size_t i = m_entries.size(); i-- > 0;) {
            MovableLine &entry = m_entries[i];
            int &first = (entry.added ? m_firstAdd : m_firstRemove)[std::size_t(entry.text)];
            entry.sameAfter = first;
            first = int(i);
        }
    }

    void gather(int f, const FilePatch &file, int first, int end)
    {
        for (int i = first; i < end; ++i) {
            const PatchLine &line = file.lines[std::size_t(i)];
            if (line.kind == LineKind::Context)
                continue;
            const bool follows = i > first && file.lines[std::size_t(i - 1)].kind != LineKind::Context && !file.lines[std::size_t(i - 1)].noLineEnd;
            m_entries.push_back({f, i, textOf(file.lineText(line)), none, line.kind == LineKind::Added, follows});
        }
    }

    int textOf(QByteArrayView bytes)
    {
        if (m_options.whitespace != Whitespace::Keep)
            bytes = normalized(bytes);
        const std::string_view key(bytes.data(), std::size_t(bytes.size()));
        auto place = m_texts.find(key);
        if (place == m_texts.end()) {
            // What the patch holds stays; what was made for this line is kept.
            const std::string_view kept = m_options.whitespace == Whitespace::Keep ? key : std::string_view(*m_made.insert(m_made.end(), std::string(key)));
            place = m_texts.emplace(kept, int(m_texts.size())).first;
            m_firstAdd.push_back(none);
            m_firstRemove.push_back(none);
        }
        return place->second;
    }

    /// The same for lines that are the same but for the white space that does not count.
    QByteArrayView normalized(QByteArrayView bytes)
    {
        while (!bytes.isEmpty() && isBlank(bytes.back()))
            bytes.chop(1);
        if (m_options.whitespace == Whitespace::IgnoreAtEnd)
            return bytes;
        m_line.clear();
        bool blank = false;
        for (const char c : bytes) {
            if (isBlank(c)) {
                blank = true;
                continue;
            }
            if (blank && m_options.whitespace == Whitespace::IgnoreAmount)
                m_line += ' ';
            blank = false;
            m_line += c;
        }
        return m_line;
    }

    int firstMatch(const MovableLine &entry) const { return (entry.added ? m_firstRemove : m_firstAdd)[std::size_t(entry.text)]; }
    bool hasMatch(const MovableLine &entry) const { return firstMatch(entry) != none; }

    /// An entry with a match either goes on with the block or begins one.
    void step(std::size_t &at)
    {
        const MovableLine &entry = m_entries[at];
        m_placeBudget -= std::min(m_placeBudget, m_places.size());
        if (m_placeBudget == 0 && m_places.size() > leastPlaces)
            m_places.resize(leastPlaces); // the first is the one that counts
        std::erase_if(m_places, [&](int &place) {
            ++place;
            return place >= int(m_entries.size()) || !m_entries[std::size_t(place)].follows || m_entries[std::size_t(place)].added == entry.added
                || m_entries[std::size_t(place - 1)].added == entry.added || m_entries[std::size_t(place)].text != entry.text;
        });
        if (m_places.empty()) {
            const bool touches = m_length > 0 && endBlock(at);
            if (!touches && rewind(at)) {
                reset();
                return;
            }
            const std::size_t most = std::max(leastPlaces, m_placeBudget);
            for (int place = firstMatch(entry); place != none && m_places.size() < most; place = m_entries[std::size_t(place)].sameAfter)
                m_places.push_back(place);
            m_placeBudget -= std::min(m_placeBudget, m_places.size());
            m_alternate = touches && m_lastAdded == int(entry.added) && !m_alternate;
            m_lastAdded = int(entry.added);
            m_length = 0;
        }
        m_partner = m_places.front();
        ++m_length;
        ++at;
    }

    /// Keeps the block that ends before `at`, if it is one.
    bool endBlock(std::size_t at)
    {
        if (m_length == 0)
            return false;
        int letters = 0;
        for (std::size_t i = at - std::size_t(m_length); i < at && letters < m_options.leastLetters; ++i)
            letters += lettersIn(m_entries[i], m_options.leastLetters - letters);
        if (letters < m_options.leastLetters)
            return false;
        const MovableLine &first = m_entries[at - std::size_t(m_length)];
        const MovableLine &other = m_entries[std::size_t(m_partner - m_length + 1)];
        m_result.blocks.push_back({first.file, first.line, m_length, other.file, other.line, m_alternate});
        return true;
    }

    int lettersIn(const MovableLine &entry, int enough) const
    {
        const FilePatch &file = m_patch.files[entry.file];
        int count = 0;
        for (const char c : file.lineText(file.lines[std::size_t(entry.line)])) {
            count += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (m_options.lettersBeyondAscii && uchar(c) >= 0xC0);
            if (count >= enough)
                break;
        }
        return count;
    }

    /// Another match may begin at the second line of a block that came to nothing.
    bool rewind(std::size_t &at)
    {
        const auto back = std::size_t(m_length);
        if (back <= 1 || back > m_budget)
            return false;
        m_budget -= back;
        at -= back - 1;
        return true;
    }

    void reset()
    {
        m_places.clear();
        m_length = 0;
        m_alternate = false;
        m_lastAdded = none;
    }

    const CommitPatch &m_patch;
    const MoveOptions &m_options;
    const std::stop_token &m_stop;
    std::vector<MovableLine> m_entries;
    std::unordered_map<std::string_view, int, Hash> m_texts;
    std::deque<std::string> m_made; // whose elements stay where they are
    QByteArray m_line;
    std::vector<int> m_firstAdd, m_firstRemove; ///< by text: the first entry
    std::vector<int> m_places; ///< the entries that the current one may have moved from or to
    int m_length = 0;          ///< of the block so far
    int m_partner = none;      ///< the entry that belongs to the block's last
    int m_lastAdded = none;
    bool m_alternate = false;
    std::size_t m_steps = 0; ///< since a stop was looked for
    std::size_t m_budget = 0;
    std::size_t m_placeBudget = 0;
    MovedBlocks m_result;
};

} // namespace

const MovedBlock *MovedBlocks::find(int file, int line) const
{
    const auto after = std::ranges::upper_bound(blocks, std::pair(file, line), {}, [](const MovedBlock &block) { return std::pair(block.file, block.firstLine); });
    if (after == blocks.begin())
        return nullptr;
    const MovedBlock &block = *std::prev(after);
    return block.file == file && line < block.firstLine + block.lineCount ? &block : nullptr;
}

std::vector<std::vector<MovedLines>> movedLines(const CommitPatch &patch, const MovedBlocks &moves)
{
    const auto lineOf = [&patch](int file, int line) { return patch.files.at(file).lines[std::size_t(line)]; };
    const auto number = [](const PatchLine &line) { return line.kind == LineKind::Added ? line.newNumber : line.oldNumber; };
    std::vector<std::vector<MovedLines>> files(std::size_t(patch.files.size()));
    for (const MovedBlock &block : moves.blocks) {
        const PatchLine line = lineOf(block.file, block.firstLine);
        const PatchLine other = lineOf(block.otherFile, block.otherLine);
        files[std::size_t(block.file)].push_back({line.kind == LineKind::Added, number(line), block.lineCount, block.otherFile, other.kind == LineKind::Added, number(other),
                                                  block.alternate});
    }
    for (auto &lines : files)
        std::ranges::sort(lines, {}, [](const MovedLines &moved) { return std::pair(moved.added, moved.first); });
    return files;
}

MovedBlocks findMoves(const CommitPatch &patch, const MoveOptions &options, const std::stop_token &stop)
{
    return Moves(patch, options, stop).find();
}

} // namespace rijian::diff
