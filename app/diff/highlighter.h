#pragma once
// Colours for a diff's lines: syntax (KSyntaxHighlighting) and changed words. Meant for a pool's threads: each keeps one definition
// repository of its own, as the library is not thread-safe. Results are plain values.

#include "diff/document.h"
#include "diff/worddiff.h"

#include <QColor>

#include <functional>
#include <stop_token>

namespace rijian::diff {

/// Foreground only: a theme's backgrounds would fight the diff's tints.
struct Span {
    int offset = 0; ///< UTF-16 units of the decoded line
    int length = 0;
    QRgb color = 0;
    bool bold = false;
    bool italic = false;

    bool operator==(const Span &) const = default;
};

/// What the colours have to be readable on.
struct HighlightColors {
    bool dark = false;
    std::vector<QColor> backgrounds; ///< the view's base and line tints: every colour gets at least 4.5 : 1 on each
};

/// The colours of the lines [firstLine, firstLine + lineCount) of a patch.
class LineColors
{
public:
    int firstLine() const { return m_firstLine; }
    int lineCount() const { return int(m_newEnds.size()); }
    /// A context line may look different on its old side, where a comment was not opened yet, say.
    std::vector<Span> syntax(int line, Side side) const;
    std::vector<TextRange> words(int line) const;

private:
    friend class HunkHighlighter;
    int m_firstLine = 0;
    std::vector<quint32> m_newEnds; ///< end of each line's spans in m_spans
    std::vector<Span> m_spans;
    std::map<int, std::vector<Span>> m_oldSpans; ///< context lines whose old side differs
    std::map<int, std::vector<TextRange>> m_words;
};

/// Lines longer than this are not highlighted.
constexpr qsizetype longestHighlighted = 2'000;
/// Lines of a hunk beyond this get word marks, but no syntax. As many as a file of largestHighlightedWhole bytes has: there a hunk keeps its colours when
/// the lines around it open, and all of it is one hunk.
constexpr int mostHighlightedInHunk = 150'000;

/// WCAG 2's contrast ratio, 1 to 21.
double contrastRatio(const QColor &a, const QColor &b);
/// The colour, made darker or lighter until it has 4.5 : 1 on all backgrounds.
QColor readableColor(QColor color, const HighlightColors &colors);

/// Larger files, in bytes of either side, are coloured by their hunks alone.
constexpr qint64 largestHighlightedWhole = 4 << 20;

/// Colours all hunks of a document, that with the line `nearLine` first, then those below it, then those above. Both sides keep
/// their own state through a hunk. With `whole`, the same file with all lines around its changes, each hunk begins in the state in which the lines above
/// leave it, so that the colours are those of the whole file; without it, afresh. `deliver` gets stretches of at most 2,000 lines as they are done, on the
/// calling thread. Returns within a line, or a pair of them, when `stop` is requested, and delivers nothing more. True: with the whole file the colours may be others.
bool colorDocument(const Document &document, const HighlightColors &colors, int nearLine, const std::function<void(LineColors &&)> &deliver,
                   std::stop_token stop, const FilePatch *whole = nullptr);

} // namespace rijian::diff
