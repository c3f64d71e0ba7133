#include "analysis/llm/promptselect.h"

#include "analysis/llm/prompt.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace rijian::analysis::llm {

namespace {

constexpr qint64 aloneTokens = 3'000; // of a commit of lock, generated … files alone: so much is sent as it is
constexpr qint64 leastPart = 800;     // a request with less room than this is not worth while
constexpr int summaryRank = 3;

class Selection
{
public:
    Selection(std::vector<FileItem> &items, const Rooms &rooms)
        : m_items(items), m_rooms(rooms)
    {
    }

    std::vector<Pieces> run()
    {
        collect();
        std::vector<Pieces> parts;
        if (costOf(m_pieces) <= m_rooms.single) {
            parts = {shown(m_pieces)};
        } else {
            const Pieces urgent = byUrgency();
            if (m_rooms.mostParts > 1 && m_rooms.part >= leastPart)
                parts = inParts(urgent);
            if (parts.size() <= 1)
                parts = {shown(within(urgent, m_rooms.single))};
        }
        for (const Pieces &part : parts) {
            for (const Piece &piece : part)
                mark(piece);
        }
        return parts;
    }

private:
    void collect()
    {
        const bool anyPlain = std::ranges::any_of(m_items, [](const FileItem &item) { return item.why.isEmpty() && item.hasLines(); });
        qint64 alone = anyPlain ? 0 : std::min(aloneTokens, m_rooms.single);
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            const FileItem &item = m_items[i];
            bool any = false;
            for (std::size_t region = 0; region < item.regions.size(); ++region) {
                const qint64 tokens = item.regions[region].tokens;
                if (!item.why.isEmpty()) {
                    if (tokens + item.headerTokens > alone)
                        break;
                    alone -= tokens + item.headerTokens;
                }
                m_pieces.push_back({i, region, false, tokens});
                any = true;
            }
            if (!any && !item.summary.isEmpty())
                m_pieces.push_back({i, 0, true, estimateTokens(item.summary)});
        }
    }

    qint64 costOf(const Pieces &pieces) const
    {
        qint64 cost = 0;
        for (std::size_t i = 0; i < pieces.size(); ++i)
            cost += pieces[i].tokens + (i == 0 || pieces[i].item != pieces[i - 1].item ? m_items[pieces[i].item].headerTokens : 0);
        return cost;
    }

    /// As they are shown: by rank, then as in the commit.
    Pieces shown(Pieces pieces) const
    {
        std::ranges::sort(pieces, {}, [this](const Piece &piece) { return std::tuple(m_items[piece.item].rank, piece.item, piece.region); });
        return pieces;
    }

    /// The most telling first: kinds of files, and in each kind every file's first region before any file's second.
    Pieces byUrgency() const
    {
        struct Entry {
            int rank;
            std::size_t turn;
            int weight;
            std::size_t at;
        };
        std::vector<Entry> entries;
        entries.reserve(m_pieces.size());
        for (std::size_t from = 0; from < m_pieces.size();) {
            std::size_t to = from;
            while (to < m_pieces.size() && m_pieces[to].item == m_pieces[from].item)
                ++to;
            std::vector<std::size_t> order(to - from);
            std::iota(order.begin(), order.end(), from);
            std::ranges::stable_sort(order, std::greater(), [this](std::size_t at) { return weightOf(m_pieces[at]); });
            for (std::size_t turn = 0; turn < order.size(); ++turn) {
                const Piece &piece = m_pieces[order[turn]];
                entries.push_back({piece.isSummary ? summaryRank : m_items[piece.item].rank, turn, -weightOf(piece), order[turn]});
            }
            from = to;
        }
        std::ranges::sort(entries, {}, [](const Entry &entry) { return std::tuple(entry.rank, entry.turn, entry.weight, entry.at); });
        Pieces pieces;
        pieces.reserve(entries.size());
        for (const Entry &entry : entries)
            pieces.push_back(m_pieces[entry.at]);
        return pieces;
    }

    int weightOf(const Piece &piece) const { return piece.isSummary ? 0 : m_items[piece.item].regions[piece.region].weight; }

    Pieces within(const Pieces &pieces, qint64 room) const
    {
        Pieces chosen;
        std::vector<bool> seen(m_items.size(), false);
        for (const Piece &piece : pieces) {
            const qint64 cost = piece.tokens + (seen[piece.item] ? 0 : m_items[piece.item].headerTokens);
            if (cost > room)
                continue;
            room -= cost;
            seen[piece.item] = true;
            chosen.push_back(piece);
        }
        return chosen;
    }

    struct Part {
        Pieces pieces;
        qint64 left = 0;
        std::vector<bool> knows; ///< by item
    };

    /// First what fits for sure, neighbours together, then what there is room for between.
    std::vector<Pieces> inParts(const Pieces &urgent) const
    {
        qint64 largest = 0;
        for (const Piece &piece : urgent)
            largest = std::max(largest, piece.tokens + m_items[piece.item].headerTokens);
        const Pieces sure = shown(within(urgent, (m_rooms.part - largest) * m_rooms.mostParts));
        std::vector<Part> parts = packed(sure, m_rooms.part);
        if (sure.size() < urgent.size()) {
            std::vector<std::vector<bool>> taken(m_items.size());
            for (const Piece &piece : sure)
                taken[piece.item].resize(m_items[piece.item].regions.size() + 1), taken[piece.item][piece.region] = true;
            for (const Piece &piece : urgent) {
                if (taken[piece.item].empty() || !taken[piece.item][piece.region])
                    put(parts, 0, piece);
            }
        } else if (parts.size() == 1) { // a part has more room than a whole commit, whose answer is a card
            parts = packed(sure, costOf(sure) * 3 / 5);
        }
        std::vector<Pieces> list;
        for (const Part &part : parts) {
            if (!part.pieces.empty())
                list.push_back(shown(part.pieces));
        }
        return list;
    }

    std::vector<Part> packed(const Pieces &pieces, qint64 room) const
    {
        std::vector<Part> parts(std::size_t(m_rooms.mostParts), Part{{}, room, std::vector<bool>(m_items.size(), false)});
        std::size_t current = 0;
        for (const Piece &piece : pieces)
            current = std::max(current, put(parts, current, piece));
        while (!parts.empty() && parts.back().pieces.empty())
            parts.pop_back();
        return parts;
    }

    /// Into the first request from `from` on, in a circle, that has room; says which, or 0 if none has.
    std::size_t put(std::vector<Part> &parts, std::size_t from, const Piece &piece) const
    {
        for (std::size_t turn = 0; turn < parts.size(); ++turn) {
            const std::size_t at = (from + turn) % parts.size();
            Part &part = parts[at];
            const qint64 cost = piece.tokens + (part.knows[piece.item] ? 0 : m_items[piece.item].headerTokens);
            if (cost > part.left)
                continue;
            part.left -= cost;
            part.knows[piece.item] = true;
            part.pieces.push_back(piece);
            return at;
        }
        return 0;
    }

    void mark(const Piece &piece)
    {
        FileItem &item = m_items[piece.item];
        if (piece.isSummary)
            item.summarySent = true;
        else
            item.sent[piece.region] = true;
    }

    std::vector<FileItem> &m_items;
    const Rooms &m_rooms;
    Pieces m_pieces;
};

} // namespace

std::vector<Pieces> selectPieces(std::vector<FileItem> &items, const Rooms &rooms)
{
    return Selection(items, rooms).run();
}

} // namespace rijian::analysis::llm
