#include "analysis/llm/promptselect.h"

#include "analysis/llm/prompt.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace rijian::analysis::llm {

namespace {

constexpr qint64 aloneTokens = 3'000; // of a commit of lock, generated … files alone: so much is sent as it is
constexpr qint64 leastPart = 1'500;   // a request with less room than this is not worth while
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
                parts = inParts(shown(within(urgent, m_rooms.part * m_rooms.mostParts)));
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

    std::vector<Pieces> inParts(const Pieces &pieces) const
    {
        std::vector<Pieces> parts = packed(pieces, m_rooms.part);
        if (parts.size() == 1) // a part has more room than a whole commit, whose answer is a card
            parts = packed(pieces, costOf(pieces) * 3 / 5);
        return parts;
    }

    /// Into requests, each piece into the first that has room from the one before its neighbour's on; what fits nowhere is left out.
    std::vector<Pieces> packed(const Pieces &pieces, qint64 room) const
    {
        std::vector<Pieces> parts(std::size_t(m_rooms.mostParts));
        std::vector<qint64> left(parts.size(), room);
        std::size_t current = 0;
        for (const Piece &piece : pieces) {
            for (std::size_t turn = 0; turn < parts.size(); ++turn) {
                const std::size_t at = (current + turn) % parts.size();
                const bool known = !parts[at].empty() && parts[at].back().item == piece.item;
                const qint64 cost = piece.tokens + (known ? 0 : m_items[piece.item].headerTokens);
                if (cost > left[at])
                    continue;
                left[at] -= cost;
                parts[at].push_back(piece);
                if (at > current)
                    current = at;
                break;
            }
        }
        std::erase_if(parts, &Pieces::empty);
        return parts;
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
