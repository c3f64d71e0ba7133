#pragma once
// One commit of the HTML report.

#include "core/triage.h"
#include "report/document.h"

namespace rijian::report {

struct HtmlCommit {
    QString anchor;
    QTimeZone zone;
    bool open = false; ///< nothing is folded
    bool fresh = false; ///< marked as new since the last report
    const Triage *decided = nullptr; ///< the user's follow-up or note; null: none, or not wished
};

/// An <article>: heading of the third level, who and when, what stands in the way of its card, the card. Every text in it is escaped.
QString commitHtml(const Entry &entry, const HtmlCommit &how);

/// "high", "medium", "low", "unknown": a class's name.
QString levelClass(Importance importance);
/// "🔴 ", never bold, as some engines have no bold emoji and print none at all; empty for Unknown.
QString levelMark(Importance importance);
/// "🔴 高" in its colours; "⚪ 未判定".
QString levelPill(Importance importance, const QString &more = {});
/// "📌", not bold, as levelMark().
QString pinMark();
/// "新": new since the last report of the same name.
QString freshBadge();
QString element(QLatin1StringView name, QLatin1StringView kind, const QString &html);

} // namespace rijian::report
