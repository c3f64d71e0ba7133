#include "diff/highlighter.h"

#include "diff/linetext.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <QHash>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rijian::diff {

namespace {

constexpr int linesAtOnce = 2'000;

KSyntaxHighlighting::Repository &threadRepository()
{
    thread_local KSyntaxHighlighting::Repository repository;
    return repository;
}

double luminance(const QColor &color)
{
    const auto channel = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

/// One line at a time into spans.
class LineHighlighter : public KSyntaxHighlighting::AbstractHighlighter
{
public:
    LineHighlighter(const QString &path, const HighlightColors &colors)
        : m_colors(colors)
    {
        auto &repository = threadRepository();
        setDefinition(repository.definitionForFileName(path));
        setTheme(repository.theme(colors.dark ? u"GitHub Dark"_s : u"GitHub Light"_s));
    }

    bool active() const { return definition().isValid() && definition().name() != "None"_L1; }

    KSyntaxHighlighting::State line(const QString &text, const KSyntaxHighlighting::State &state, std::vector<Span> &spans)
    {
        m_spans = &spans;
        return highlightLine(text, state);
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        if (length <= 0 || (format.isDefaultTextStyle(theme()) && !format.hasTextColor(theme())))
            return;
        Span look = lookOf(format);
        look.offset = offset;
        look.length = length;
        m_spans->push_back(look);
    }

private:
    Span lookOf(const KSyntaxHighlighting::Format &format)
    {
        const auto found = m_looks.constFind(format.id());
        if (found != m_looks.constEnd())
            return *found;
        const QColor color = readableColor(format.textColor(theme()), m_colors);
        return *m_looks.insert(format.id(), Span{0, 0, color.rgb(), format.isBold(theme()), format.isItalic(theme())});
    }

    const HighlightColors &m_colors;
    QHash<int, Span> m_looks;
    std::vector<Span> *m_spans = nullptr;
};

} // namespace

double contrastRatio(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

QColor readableColor(QColor color, const HighlightColors &colors)
{
    const auto readable = [&] {
        return std::all_of(colors.backgrounds.begin(), colors.backgrounds.end(), [&](const QColor &back) { return contrastRatio(color, back) >= 4.5; });
    };
    const double goal = colors.dark ? 1.0 : 0.0;
    for (int step = 0; step < 40 && !readable(); ++step) { // towards white or black, the hue stays
        const auto nearer = [goal](float v) { return float(v + (goal - v) * 0.06); };
        color = QColor::fromRgbF(nearer(color.redF()), nearer(color.greenF()), nearer(color.blueF()));
    }
    return color;
}

std::vector<Span> LineColors::syntax(int line, Side side) const
{
    if (line < m_firstLine || line >= m_firstLine + lineCount())
        return {};
    if (side == Side::Old) {
        if (const auto found = m_oldSpans.find(line); found != m_oldSpans.end())
            return found->second;
    }
    const auto index = std::size_t(line - m_firstLine);
    return {m_spans.begin() + (index == 0 ? 0 : m_newEnds[index - 1]), m_spans.begin() + m_newEnds[index]};
}

std::vector<TextRange> LineColors::words(int line) const
{
    const auto found = m_words.find(line);
    return found == m_words.end() ? std::vector<TextRange>() : found->second;
}

/// Colours one hunk, stretch by stretch.
class HunkHighlighter
{
public:
    HunkHighlighter(const Document &document, LineHighlighter &highlighter)
        : m_document(document)
        , m_highlighter(highlighter)
    {
    }

    LineColors color(int first, int end, bool syntax)
    {
        LineColors colors;
        colors.m_firstLine = first;
        colors.m_newEnds.reserve(std::size_t(end - first));
        for (int i = first; i < end; ++i) {
            if (syntax)
                colorLine(i, colors);
            colors.m_newEnds.push_back(quint32(colors.m_spans.size()));
        }
        for (const LinePair &pair : m_document.pairsOf(first, end))
            markWords(pair, colors);
        return colors;
    }

private:
    void colorLine(int index, LineColors &colors)
    {
        const QByteArrayView bytes = m_document.text(index);
        if (bytes.size() > 4 * longestHighlighted)
            return;
        const QString text = decodeLine(bytes);
        if (text.size() > longestHighlighted)
            return;
        const LineKind kind = m_document.patch().lines[std::size_t(index)].kind;
        if (kind == LineKind::Removed) {
            m_oldState = m_highlighter.line(text, m_oldState, colors.m_spans);
            return;
        }
        const auto before = m_newState;
        m_newState = m_highlighter.line(text, m_newState, colors.m_spans);
        if (kind == LineKind::Added)
            return;
        if (m_oldState == before) {
            m_oldState = m_newState;
            return;
        }
        std::vector<Span> spans;
        m_oldState = m_highlighter.line(text, m_oldState, spans);
        colors.m_oldSpans.emplace(index, std::move(spans));
    }

    /// A pair may reach beyond the stretch: each side is kept by the stretch that holds the line.
    void markWords(const LinePair &pair, LineColors &colors)
    {
        const auto oldBytes = m_document.text(pair.oldLine);
        const auto newBytes = m_document.text(pair.newLine);
        if (std::max(oldBytes.size(), newBytes.size()) > 20'000)
            return;
        WordChanges changes = wordChanges(decodeLine(oldBytes), decodeLine(newBytes));
        const auto holds = [&colors](int line) { return line >= colors.firstLine() && line < colors.firstLine() + colors.lineCount(); };
        if (!changes.removed.empty() && holds(pair.oldLine))
            colors.m_words.emplace(pair.oldLine, std::move(changes.removed));
        if (!changes.added.empty() && holds(pair.newLine))
            colors.m_words.emplace(pair.newLine, std::move(changes.added));
    }

    const Document &m_document;
    LineHighlighter &m_highlighter;
    KSyntaxHighlighting::State m_oldState;
    KSyntaxHighlighting::State m_newState;
};

void colorDocument(const Document &document, const HighlightColors &colors, int nearLine, const std::function<void(LineColors &&)> &deliver,
                   std::stop_token stop)
{
    const FilePatch &patch = document.patch();
    LineHighlighter highlighter(patch.change.path, colors);
    const auto holds = [nearLine](const Hunk &hunk) { return std::size_t(std::max(nearLine, 0)) < hunk.firstLine + hunk.lineCount; };
    const auto first = std::find_if(patch.hunks.begin(), patch.hunks.end(), holds) - patch.hunks.begin();
    for (std::size_t k = 0; k < patch.hunks.size(); ++k) {
        const Hunk &hunk = patch.hunks[(k + std::size_t(first)) % patch.hunks.size()];
        HunkHighlighter worker(document, highlighter);
        const int begin = int(hunk.firstLine);
        const int end = begin + int(hunk.lineCount);
        for (int i = begin; i < end; i += linesAtOnce) {
            if (stop.stop_requested())
                return;
            deliver(worker.color(i, std::min(end, i + linesAtOnce), highlighter.active() && i - begin < mostHighlightedInHunk));
        }
    }
}

} // namespace rijian::diff
