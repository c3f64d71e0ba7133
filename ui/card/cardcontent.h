#pragma once
// What the card's view shows, as plain values; safe to send to the thread that writes the HTML.

#include "core/analysis.h"
#include "core/commit.h"
#include "core/ownrule.h"
#include "core/triage.h"
#include "storage/relatedstore.h"

#include <QSet>
#include <QString>
#include <QTimeZone>

#include <optional>

namespace rijian::ui {

struct CardContent {
    Commit commit;
    QString repository; ///< owner/name
    QString webAddress; ///< of the commit; linked when it is https
    std::optional<Analysis> analysis; ///< that is shown
    QList<Analysis> analyses; ///< all that were made, newest first, failed ones too
    std::optional<Analysis> other; ///< beside it, for Compared
    QString failure; ///< why the model made no card and `analysis` stands in; one line
    Triage triage;   ///< the user's own word
    OwnMark mark;    ///< that of the user's rules
    QSet<QString> occurring; ///< what the cards put in backticks and the diff holds: leads there
    QList<storage::RelatedCommit> related; ///< beneath the card; their links say CardView::commitActivated()
    QTimeZone zone;  ///< times are shown in it; invalid: the default zone
};

enum class CardStage {
    Card,      ///< the analysis; where there is none, an offer to make one
    Running,   ///< being analysed; `text` says how far
    Compared,  ///< `analysis` and `other` side by side
    Streaming, ///< being written; `text` is the Markdown so far
    Failed,    ///< `text` says why, `advice` what to do; an analysis that is there is shown beneath
};

/// Made by the built-in rules, without a model.
inline bool isByRules(const Analysis &analysis)
{
    return analysis.analyzer == QLatin1StringView("rules");
}

struct CardRequest {
    CardContent content;
    CardStage stage = CardStage::Card;
    QString text;
    QString advice;
};

} // namespace rijian::ui
