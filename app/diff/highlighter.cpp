#include "diff/highlighter.h"

#include "diff/linetext.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <QHash>
#include <QMimeDatabase>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

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

/// By the file's name; where that says nothing, by what its first line says: "#!/usr/bin/env python3", "-*- mode: ruby -*-".
KSyntaxHighlighting::Definition definitionOf(const QString &path, const QString &firstLine)
{
    auto &repository = threadRepository();
    const auto byName = repository.definitionForFileName(path);
    if (byName.isValid() || firstLine.isEmpty())
        return byName;
    if (const qsizetype mark = firstLine.indexOf("-*-"_L1); mark >= 0) {
        QStringView mode = QStringView(firstLine).sliced(mark + 3);
        mode = mode.first(std::max<qsizetype>(0, mode.indexOf("-*-"_L1))).trimmed();
        if (const qsizetype key = mode.indexOf("mode:"_L1, 0, Qt::CaseInsensitive); key >= 0)
            mode = mode.sliced(key + 5).trimmed();
        mode = mode.first(std::ranges::find(mode, u';') - mode.begin()).trimmed();
        if (const auto named = repository.definitionForName(mode.toString()); named.isValid())
            return named;
    }
    const QMimeType type = QMimeDatabase().mimeTypeForData(firstLine.toUtf8() + '\n');
    return type.isDefault() || type.name() == "text/plain"_L1 ? byName : repository.definitionForMimeType(type.name());
}

/// The first line of a file of which its beginning is known.
QString firstLineOf(const FilePatch &patch)
{
    for (const PatchLine &line : patch.lines) {
        if (line.newNumber == 1 || (line.oldNumber == 1 && patch.change.status == FileStatus::Deleted))
            return decodeLine(patch.lineText(line).first(std::min<qsizetype>(line.length, 400)));
        if (line.newNumber > 1)
            break;
    }
    return {};
}

/// One line at a time into spans.
class LineHighlighter : public KSyntaxHighlighting::AbstractHighlighter
{
public:
    /// `firstLine` of the file, where it is known.
    LineHighlighter(const QString &path, const QString &firstLine, const HighlightColors &colors)
        : m_colors(colors)
    {
        auto &repository = threadRepository();
        setDefinition(definitionOf(path, firstLine));
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

namespace {

/// What the lines above have opened, on each side.
struct SideStates {
    KSyntaxHighlighting::State oldState;
    KSyntaxHighlighting::State newState;
};

/// Goes on by a line, whose colours are `spans`; `oldSpans` gets those of a context line's old side where they differ. False: the line is too long.
bool advance(LineHighlighter &highlighter, SideStates &states, QByteArrayView bytes, LineKind kind, std::vector<Span> &spans, std::optional<std::vector<Span>> &oldSpans)
{
    if (bytes.endsWith('\r')) // of the line end: a rule that goes to the end of the line would not see it
        bytes.chop(1);
    if (bytes.size() > 4 * longestHighlighted)
        return false;
    const QString text = decodeLine(bytes);
    if (text.size() > longestHighlighted)
        return false;
    if (kind == LineKind::Removed) {
        states.oldState = highlighter.line(text, states.oldState, spans);
        return true;
    }
    const auto before = states.newState;
    states.newState = highlighter.line(text, states.newState, spans);
    if (kind == LineKind::Added)
        return true;
    if (states.oldState == before) {
        states.oldState = states.newState;
        return true;
    }
    states.oldState = highlighter.line(text, states.oldState, oldSpans.emplace());
    return true;
}

/// The states in which the hunks of `patch` begin, by hunk: what the lines of the whole file above them leave. Fewer when stopped.
std::vector<SideStates> statesOfHunks(const FilePatch &patch, const FilePatch &whole, LineHighlighter &highlighter, const std::stop_token &stop)
{
    struct Start {
        int oldNumber = std::numeric_limits<int>::max();
        int newNumber = std::numeric_limits<int>::max();
    };
    std::vector<Start> starts;
    for (const Hunk &hunk : patch.hunks) {
        Start start;
        for (std::size_t i = hunk.firstLine; i < hunk.firstLine + hunk.lineCount; ++i) {
            const PatchLine &line = patch.lines[i];
            if (line.oldNumber > 0)
                start.oldNumber = std::min(start.oldNumber, line.oldNumber);
            if (line.newNumber > 0)
                start.newNumber = std::min(start.newNumber, line.newNumber);
        }
        starts.push_back(start);
    }
    for (std::size_t i = starts.size(); i-- > 1;) { // a hunk without lines on a side begins nowhere there, and must not keep the others from it
        starts[i - 1].oldNumber = std::min(starts[i - 1].oldNumber, starts[i].oldNumber);
        starts[i - 1].newNumber = std::min(starts[i - 1].newNumber, starts[i].newNumber);
    }
    std::vector<SideStates> result(starts.size());
    SideStates states;
    std::size_t nextOld = 0, nextNew = 0;
    std::vector<Span> spans;
    std::optional<std::vector<Span>> oldSpans;
    for (std::size_t i = 0; i < whole.lines.size(); ++i) {
        if (stop.stop_requested())
            return {};
        const PatchLine &line = whole.lines[i];
        for (; line.oldNumber > 0 && nextOld < starts.size() && starts[nextOld].oldNumber <= line.oldNumber; ++nextOld)
            result[nextOld].oldState = states.oldState;
        for (; line.newNumber > 0 && nextNew < starts.size() && starts[nextNew].newNumber <= line.newNumber; ++nextNew)
            result[nextNew].newState = states.newState;
        if (nextOld == starts.size() && nextNew == starts.size())
            break;
        spans.clear();
        oldSpans.reset();
        advance(highlighter, states, whole.lineText(line), line.kind, spans, oldSpans);
    }
    return result;
}

} // namespace

/// Colours one hunk, stretch by stretch.
class HunkHighlighter
{
public:
    HunkHighlighter(const Document &document, LineHighlighter &highlighter, SideStates states)
        : m_document(document)
        , m_highlighter(highlighter)
        , m_states(std::move(states))
    {
    }

    /// Nothing when stopped: a line takes up to a millisecond, and so does a pair's comparison.
    std::optional<LineColors> color(int first, int end, bool syntax, const std::stop_token &stop)
    {
        LineColors colors;
        colors.m_firstLine = first;
        colors.m_newEnds.reserve(std::size_t(end - first));
        for (int i = first; i < end; ++i) {
            if (stop.stop_requested())
                return std::nullopt;
            if (syntax)
                colorLine(i, colors);
            colors.m_newEnds.push_back(quint32(colors.m_spans.size()));
        }
        for (const LinePair &pair : m_document.pairsOf(first, end)) {
            if (stop.stop_requested())
                return std::nullopt;
            markWords(pair, colors);
        }
        return colors;
    }

private:
    void colorLine(int index, LineColors &colors)
    {
        std::optional<std::vector<Span>> oldSpans;
        advance(m_highlighter, m_states, m_document.text(index), m_document.patch().lines[std::size_t(index)].kind, colors.m_spans, oldSpans);
        if (oldSpans)
            colors.m_oldSpans.emplace(index, std::move(*oldSpans));
    }

    /// A pair may reach beyond the stretch: each side is kept by the stretch that holds the line.
    void markWords(const LinePair &pair, LineColors &colors)
    {
        const auto oldBytes = m_document.text(pair.oldLine);
        const auto newBytes = m_document.text(pair.newLine);
        WordChanges changes = wordChanges(decodeLine(oldBytes), decodeLine(newBytes));
        const auto holds = [&colors](int line) { return line >= colors.firstLine() && line < colors.firstLine() + colors.lineCount(); };
        if (!changes.removed.empty() && holds(pair.oldLine))
            colors.m_words.emplace(pair.oldLine, std::move(changes.removed));
        if (!changes.added.empty() && holds(pair.newLine))
            colors.m_words.emplace(pair.newLine, std::move(changes.added));
    }

    const Document &m_document;
    LineHighlighter &m_highlighter;
    SideStates m_states;
};

bool colorDocument(const Document &document, const HighlightColors &colors, int nearLine, const std::function<void(LineColors &&)> &deliver,
                   std::stop_token stop, const FilePatch *whole)
{
    const FilePatch &patch = document.patch();
    const QString start = firstLineOf(whole ? *whole : patch);
    LineHighlighter highlighter(patch.change.path, start, colors);
    const auto holds = [nearLine](const Hunk &hunk) { return std::size_t(std::max(nearLine, 0)) < hunk.firstLine + hunk.lineCount; };
    const auto first = std::find_if(patch.hunks.begin(), patch.hunks.end(), holds) - patch.hunks.begin();
    std::vector<SideStates> states(patch.hunks.size());
    if (whole && highlighter.active())
        states = statesOfHunks(patch, *whole, highlighter, stop);
    for (std::size_t k = 0; k < patch.hunks.size(); ++k) {
        const std::size_t at = (k + std::size_t(first)) % patch.hunks.size();
        if (stop.stop_requested())
            return false;
        const Hunk &hunk = patch.hunks[at];
        HunkHighlighter worker(document, highlighter, states[at]);
        const int begin = int(hunk.firstLine);
        const int end = begin + int(hunk.lineCount);
        for (int i = begin; i < end; i += linesAtOnce) {
            auto part = worker.color(i, std::min(end, i + linesAtOnce), highlighter.active() && i - begin < mostHighlightedInHunk, stop);
            if (!part)
                return false;
            deliver(std::move(*part));
        }
    }
    const bool below = std::ranges::any_of(patch.hunks, [](const Hunk &hunk) { return hunk.oldStart > 1 || hunk.newStart > 1; });
    return !whole && below && (highlighter.active() || start.isEmpty());
}

} // namespace rijian::diff
