#pragma once
// Markdown of unknown origin (a model's answer, a card, a commit's message) as HTML that is safe to show. Nothing of the input reaches
// the output but as escaped text: the tags are written here, from a short list, without attributes but `class`, `href` and `start`.

#include <QString>
#include <QStringView>

#include <functional>

namespace rijian::report {

/// What is read of a text; the rest is left out.
inline constexpr qsizetype HtmlInputLimit = 1'000'000; ///< UTF-8 bytes
inline constexpr qsizetype HtmlOutputLimit = 8'000'000; ///< characters; small inputs can ask for huge tables

struct HtmlText {
    QString html;     ///< well-formed: every element is closed, so that it can stand inside other HTML
    bool cut = false; ///< a limit was met; the caller tells the reader
};

/// What headings of the text become: the caller's own heading may have to stay the last of its outline.
enum class HtmlHeadings { Elements, Paragraphs };

/// GitHub's Markdown (tables, strikethrough with two tildes, task lists) with these differences: links lead to https and mailto
/// only, others are their text (links.h); https addresses in the text are links, without Chinese text behind them; an image is its alternative text; raw HTML is shown as text, but <br> breaks the line; a line break between two
/// Chinese characters is no blank; bold next to full-width punctuation works (**注意：**后文); headings begin at h3, or are paragraphs of class "heading"; control and bidirectional
/// characters are visible tokens. Nesting is followed to a fixed depth. Time and memory are linear in the input. Thread-safe.
/// `codeAddress`: where inline code leads to inside the program; empty or no function: nowhere. It must not keep the view.
HtmlText markdownToHtml(QStringView markdown, const std::function<QString(QStringView code)> &codeAddress = {}, HtmlHeadings headings = HtmlHeadings::Elements);

/// Plain text for an HTML element or attribute: escaped, control characters visible.
QString htmlText(QStringView text);

} // namespace rijian::report
