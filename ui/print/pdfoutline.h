#pragma once
// What a PDF's bookmarks are made of: the headings of an HTML page. Chromium 122 writes no outline of its own, but a named destination for each element
// that a link within the page leads to.

#include <QByteArray>
#include <QList>
#include <QString>

namespace rijian::ui {

struct PageHeading {
    int level = 1;  ///< 1 to 3
    QString title;  ///< one line, bounded
    QByteArray anchor; ///< id of the element that begins with it; empty: none

    bool operator==(const PageHeading &) const = default;
};

inline constexpr qsizetype PageHeadingLimit = 60'000; ///< further ones have no bookmark

/// In the page's order. For pages as the report's writer makes them: tags as they should be, h1 to h3. Linear in the page.
QList<PageHeading> headingsOf(QByteArrayView html);

/// The page with an unseen link to each heading's anchor, so that the engine writes a destination for each.
QByteArray withLinksTo(const QByteArray &html, const QList<PageHeading> &headings);

} // namespace rijian::ui
