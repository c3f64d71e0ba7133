#pragma once
// How good an analyzer's cards are: measured against cards that people have labelled. docs/MODELS.md describes the file.

#include "core/analysis.h"
#include "core/day.h"
#include "core/result.h"

#include <QHash>
#include <QList>

namespace rijian::jobs {

/// What a person says of a commit.
struct Label {
    QString sha;
    QList<ChangeType> types; ///< the first is the main one
    Importance importance = Importance::Unknown;

    bool operator==(const Label &) const = default;
};

struct LabelSet {
    QString name;
    QString repository; ///< address
    DaySpan days;       ///< in which the commits lie: how deep to fetch
    QList<Label> labels;
};

/// {"name", "repository", "first", "last", "timezone", "cards": [{"sha", "types": ["Bug修复"], "importance": "中"}]}. BadData says what is wrong with it.
Result<LabelSet> readLabels(const QByteArray &json);

/// Sums over the labels; ratios are for whoever prints them.
struct Score {
    int labels = 0;
    int cards = 0;       ///< of which there is a card; the others failed or are missing
    int importance = 0;  ///< the same level
    int oneOff = 0;      ///< the next level
    int mainType = 0;    ///< the label's main type is among the card's
    double overlap = 0;  ///< sum of |both| / |either| of the types
    int fields = 0;      ///< filled, of `fieldsAsked`
    int fieldsAsked = 0;
    int unconfirmed = 0; ///< names that the commit lacks
    int partial = 0;     ///< cards made from a part of the commit
    TokenUsage usage;
    double cost = 0;     ///< in `currency`
    QString currency;
    QList<Label> misses; ///< whose importance is another one, or that have no card

    bool operator==(const Score &) const = default;
};

/// `cards` by sha.
Score scoreCards(const QList<Label> &labels, const QHash<QString, Analysis> &cards);

} // namespace rijian::jobs
