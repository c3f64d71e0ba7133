#include "diff/pairing.h"

#include <QHashFunctions>

#include <algorithm>

namespace rijian::diff {

namespace {

constexpr std::size_t mostPairs = 4'096;
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

/// The ordered set of similar pairs with the greatest sum of similarity.
std::vector<Anchor> alignLines(const std::vector<Bag> &removed, const std::vector<Bag> &added)
{
    const std::size_t rows = removed.size();
    const std::size_t columns = added.size();
    std::vector<float> alike(rows * columns);
    std::vector<float> best((rows + 1) * (columns + 1), 0.0F); // of the tails from (i, j)
    const auto sum = [&](std::size_t i, std::size_t j) -> float & { return best[i * (columns + 1) + j]; };
    const auto together = [&](std::size_t i, std::size_t j) {
        const float value = alike[i * columns + j];
        return value < similarEnough ? -1.0F : value + sum(i + 1, j + 1);
    };
    for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;) {
            alike[i * columns + j] = similarity(removed[i], added[j]);
            sum(i, j) = std::max({sum(i + 1, j), sum(i, j + 1), together(i, j)});
        }
    }
    std::vector<Anchor> anchors;
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
        if (together(i, j) >= std::max(sum(i + 1, j), sum(i, j + 1)))
            anchors.push_back({i++, j++});
        else if (sum(i + 1, j) >= sum(i, j + 1))
            ++i;
        else
            ++j;
    }
    return anchors;
}

} // namespace

void pairLines(const FilePatch &patch, std::span<const int> removed, std::span<const int> added, PairingBudget &budget, std::vector<LinePair> &rows)
{
    const std::size_t pairs = removed.size() * added.size();
    if (pairs <= 1 || pairs > mostPairs || qint64(pairs) > budget.comparisons)
        return pairByPosition(removed, added, rows);
    budget.comparisons -= qint64(pairs);
    const auto bags = [&patch](std::span<const int> lines) {
        std::vector<Bag> result;
        result.reserve(lines.size());
        for (const int line : lines)
            result.push_back(bagOf(patch.lineText(patch.lines[std::size_t(line)])));
        return result;
    };
    std::size_t i = 0;
    std::size_t j = 0;
    for (const Anchor &anchor : alignLines(bags(removed), bags(added))) {
        pairByPosition(removed.subspan(i, anchor.removed - i), added.subspan(j, anchor.added - j), rows);
        rows.push_back({removed[anchor.removed], added[anchor.added]});
        i = anchor.removed + 1;
        j = anchor.added + 1;
    }
    pairByPosition(removed.subspan(i), added.subspan(j), rows);
}

} // namespace rijian::diff
