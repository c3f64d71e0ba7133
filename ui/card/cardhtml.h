#pragma once
// The card as HTML: blocks for the page's <main>. Every text in it is escaped, every link filtered.

#include "ui/card/cardcontent.h"

#include <QString>

namespace rijian::ui {

/// The addresses that the page's own links have: "rijian-card:action/analyze".
inline constexpr char16_t CardActionPrefix[] = u"rijian-card:action/";

/// The address of a name of the card: "rijian-card:action/find/<name>", percent-encoded.
inline constexpr char16_t CardFindAction[] = u"find/";
inline constexpr char16_t CardCommitAction[] = u"commit/"; ///< with the commit's sha

/// Thread-safe; some hundred milliseconds at worst, for texts of a megabyte.
QString cardHtml(const CardRequest &request);

} // namespace rijian::ui
