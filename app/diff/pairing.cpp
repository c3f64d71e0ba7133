#include "diff/pairing.h"

#include <QHashFunctions>

#include <algorithm>
#include <unordered_map>

namespace rijian::diff {

namespace {

constexpr std::size_t mostPairs = 4'096; ///< of which each is compared; beyond that those near the diagonal
constexpr std::size_t bandHalf = 32;
constexpr int leastAnchor = 6; ///< bytes, blanks aside: shorter lines are alike by chance
constexpr qsizetype longestLook = 400; ///< bytes of a line that are looked at
constexpr float similarEnough = 0.5F;

bool isWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// A line as a sorted bag of its words and signs; blanks do not count.
struct Bag {
    std::vector<std::pair<size_t, int>> words; ///< hash, bytes
    int weight = 0;
    size_t whole = 0; ///< hash of the words in order
};

Bag bagOf(QByteArrayView line)
{
    Bag bag;
    const QByteArrayView text = line.first(std::min(line.size(), longestLook));
    for (qsizetype i = 0; i < text.size();) {
        qsizetype end = i + 1;
        if (isWord(text[i])) {
            while (end < text.size() && isWord(text[end]))
                ++end;
        } else if (uchar(text[i]) >= 0xC0) {
            while (end < text.size() && (uchar(text[end]) & 0xC0) == 0x80)
                ++end;
        }
        if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r') {
            bag.words.emplace_back(qHash(text.sliced(i, end - i)), int(end - i));
            bag.whole = qHashMulti(bag.whole, bag.words.back().first);
            bag.weight += int(end - i);
        }
        i = end;
    }
    std::sort(bag.words.begin(), bag.words.end());
    return bag;
}

/// 0 to 1: the share of bytes in words that both lines have.
float similarity(const Bag &a, const Bag &b)
{
    if (a.weight + b.weight == 0)
        return similarEnough; // two blank lines: rather together, but never at the cost of others
    if (2 * std::min(a.weight, b.weight) < similarEnough * float(a.weight + b.weight))
        return 0; // cannot be enough
    int common = 0;
    for (std::size_t i = 0, j = 0; i < a.words.size() && j < b.words.size();) {
        if (a.words[i] == b.words[j]) {
            common += a.words[i].second;
            ++i;
            ++j;
        } else if (a.words[i] < b.words[j]) {
            ++i;
        } else {
            ++j;
        }
    }
    return 2.0F * float(common) / float(a.weight + b.weight);
}

void pairByPosition(std::span<const int> removed, std::span<const int> added, std::vector<LinePair> &rows)
{
    for (std::size_t i = 0; i < std::max(removed.size(), added.size()); ++i)
        rows.push_back({i < removed.size() ? removed[i] : -1, i < added.size() ? added[i] : -1});
}

struct Anchor {
    std::size_t removed = 0;
    std::size_t added = 0;
};

/// What one row of the table knows: sums for the columns [first, first + sums.size()).
struct Band {
    std::size_t first = 0;
    std::vector<float> sums;
    std::vector<float> alike;

    std::size_t end() const { return first + sums.size(); }
    /// Sums never grow from left to right, and are 0 at the right end.
    float sum(std::size_t column) const { return column >= end() ? 0.0F : sums[std::max(column, first) - first]; }
};

/// The ordered set of similar pairs with the greatest sum of squared similarity: one good pair outweighs two poor ones. Compares the pairs at most
/// `half` columns from the diagonal.
std::vector<Anchor> alignLines(std::span<const Bag> removed, std::span<const Bag> added, std::size_t half)
{
    const std::size_t rows = removed.size();
    const std::size_t columns = added.size();
    std::vector<Band> table(rows + 1);
    const auto together = [&](std::size_t i, std::size_t j) {
        const float value = table[i].alike[j - table[i].first];
        return value < similarEnough ? -1.0F : value * value + table[i + 1].sum(j + 1);
    };
    for (std::size_t i = rows; i-- > 0;) {
        const std::size_t middle = i * columns / rows;
        const std::size_t first = middle > half ? middle - half : 0;
        Band &band = table[i];
        band.first = first;
        band.sums.resize(std::min(columns, middle + half + 1) - first);
        band.alike.resize(band.sums.size());
        for (std::size_t j = band.end(); j-- > first;) {
            band.alike[j - first] = similarity(removed[i], added[j]);
            band.sums[j - first] = std::max({table[i + 1].sum(j), j + 1 < band.end() ? band.sums[j + 1 - first] : 0.0F, together(i, j)});
        }
    }
    std::vector<Anchor> anchors;
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
        if (j < table[i].first)
            ++j;
        else if (j >= table[i].end())
            ++i;
        else if (together(i, j) >= std::max(table[i + 1].sum(j), table[i].sum(j + 1)))
            anchors.push_back({i++, j++});
        else if (table[i + 1].sum(j) >= table[i].sum(j + 1))
            ++i;
        else
            ++j;
    }
    return anchors;
}

/// Lines that are the same but for blanks, once on each side: the longest ordered set of them.
std::vector<Anchor> sureAnchors(std::span<const Bag> removed, std::span<const Bag> added)
{
    struct Place {
        std::size_t at = 0;
        int removed = 0;
        int added = 0;
    };
    std::unordered_map<size_t, Place> places;
    const auto note = [&](std::span<const Bag> bags, int Place::*count, bool remember) {
        for (std::size_t i = 0; i < bags.size(); ++i) {
            if (bags[i].weight < leastAnchor)
                continue;
            Place &place = places[bags[i].whole];
            ++(place.*count);
            if (remember)
                place.at = i;
        }
    };
    note(removed, &Place::removed, false);
    note(added, &Place::added, true);
    // Patience: piles by the place on the added side.
    std::vector<Anchor> candidates;
    for (std::size_t i = 0; i < removed.size(); ++i) {
        const auto place = removed[i].weight < leastAnchor ? places.end() : places.find(removed[i].whole);
        if (place != places.end() && place->second.removed == 1 && place->second.added == 1)
            candidates.push_back({i, place->second.at});
    }
    std::vector<std::size_t> tops; // the last candidate of each pile
    std::vector<std::size_t> before(candidates.size());
    for (std::size_t c = 0; c < candidates.size(); ++c) {
        const auto pile = std::ranges::lower_bound(tops, candidates[c].added, {}, [&](std::size_t top) { return candidates[top].added; });
        before[c] = pile == tops.begin() ? candidates.size() : *std::prev(pile);
        if (pile == tops.end())
            tops.push_back(c);
        else
            *pile = c;
    }
    std::vector<Anchor> anchors;
    for (std::size_t c = tops.empty() ? candidates.size() : tops.back(); c < candidates.size(); c = before[c])
        anchors.push_back(candidates[c]);
    std::ranges::reverse(anchors);
    return anchors;
}

/// One block of changed lines, cut where lines are surely the same.
class Block
{
public:
    Block(std::span<const int> removed, std::span<const int> added, PairingBudget &budget, std::vector<LinePair> &rows)
        : m_removed(removed)
        , m_added(added)
        , m_budget(budget)
        , m_rows(rows)
    {
    }

    void pair(const std::vector<Bag> &one, const std::vector<Bag> &two)
    {
        Anchor next;
        const auto upTo = [&](const Anchor &end) {
            pairPart(std::span(one).subspan(next.removed, end.removed - next.removed), std::span(two).subspan(next.added, end.added - next.added), next);
        };
        if (one.size() * two.size() > mostPairs || one.size() + two.size() > 16) { // small blocks are compared in full
            for (const Anchor &anchor : sureAnchors(one, two)) {
                upTo(anchor);
                m_rows.push_back({m_removed[anchor.removed], m_added[anchor.added]});
                next = {anchor.removed + 1, anchor.added + 1};
            }
        }
        upTo({one.size(), two.size()});
    }

private:
    void pairPart(std::span<const Bag> one, std::span<const Bag> two, const Anchor &offset)
    {
        const std::size_t pairs = one.size() * two.size();
        const std::size_t half = pairs <= mostPairs ? std::max(one.size(), two.size()) : bandHalf;
        const auto cost = qint64(std::min(pairs, one.size() * (2 * half + 1)));
        Anchor next;
        if (pairs > 1 && m_budget.take(cost)) {
            for (const Anchor &anchor : alignLines(one, two, half)) {
                byPosition(next, anchor, offset);
                m_rows.push_back({m_removed[offset.removed + anchor.removed], m_added[offset.added + anchor.added]});
                next = {anchor.removed + 1, anchor.added + 1};
            }
        }
        byPosition(next, {one.size(), two.size()}, offset);
    }

    void byPosition(const Anchor &from, const Anchor &to, const Anchor &offset)
    {
        pairByPosition(m_removed.subspan(offset.removed + from.removed, to.removed - from.removed), m_added.subspan(offset.added + from.added, to.added - from.added), m_rows);
    }

    std::span<const int> m_removed;
    std::span<const int> m_added;
    PairingBudget &m_budget;
    std::vector<LinePair> &m_rows;
};

} // namespace

void pairLines(const FilePatch &patch, std::span<const int> removed, std::span<const int> added, PairingBudget &budget, std::vector<LinePair> &rows)
{
    // Reading a line costs about as much as some comparisons.
    const auto reading = 4 * qint64(removed.size() + added.size());
    const bool simple = removed.empty() || added.empty() || removed.size() * added.size() == 1;
    if (simple || !budget.take(reading))
        return pairByPosition(removed, added, rows);
    const auto bags = [&patch](std::span<const int> lines) {
        std::vector<Bag> result;
        result.reserve(lines.size());
        for (const int line : lines)
            result.push_back(bagOf(patch.lineText(patch.lines[std::size_t(line)])));
        return result;
    };
    Block(removed, added, budget, rows).pair(bags(removed), bags(added));
}

} // namespace rijian::diff
