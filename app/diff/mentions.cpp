#include "diff/mentions.h"

#include "diff/search.h"

#include <QByteArrayMatcher>

#include <algorithm>

namespace rijian::diff {

namespace {

constexpr qsizetype mostSpans = 200;
constexpr qsizetype longestSpan = 200;

bool endsWithName(QStringView path, QStringView name)
{
    return path.endsWith(name) && (path.size() == name.size() || path[path.size() - name.size() - 1] == u'/');
}

/// The character next to a place of a line, or 0. A character takes four bytes at most.
char32_t characterBeside(QByteArrayView line, qsizetype at, bool before)
{
    const QByteArrayView near = before ? line.first(at).last(std::min<qsizetype>(4, at)) : line.sliced(at, std::min<qsizetype>(4, line.size() - at));
    const QList<uint> characters = QString::fromUtf8(near).toUcs4();
    return characters.isEmpty() ? 0 : before ? characters.last() : characters.first();
}

/// As standsAlone(), in bytes: the line is not decoded for that.
bool holdsWord(QByteArrayView line, const QByteArrayMatcher &matcher)
{
    const qsizetype length = matcher.pattern().size();
    const auto within = [line](qsizetype at) { return isWordPart(characterBeside(line, at, true)) && isWordPart(characterBeside(line, at, false)); };
    for (qsizetype at = matcher.indexIn(line); at >= 0; at = matcher.indexIn(line, at + 1)) {
        if (!within(at) && !within(at + length))
            return true;
    }
    return false;
}

/// A name that is still looked for.
struct Wanted {
    QString name;
    QByteArrayMatcher asItStands;
    QByteArrayMatcher withoutCall;

    /// False: in no line of the text.
    bool mayStandIn(QByteArrayView text) const
    {
        return asItStands.indexIn(text) >= 0 || (!withoutCall.pattern().isEmpty() && withoutCall.indexIn(text) >= 0);
    }
    bool standsIn(QByteArrayView line) const
    {
        return holdsWord(line, asItStands) || (!withoutCall.pattern().isEmpty() && holdsWord(line, withoutCall));
    }
};

} // namespace

QStringList codeSpans(QStringView markdown)
{
    QStringList spans;
    for (const QStringView line : markdown.tokenize(u'\n')) {
        qsizetype open = line.indexOf(u'`');
        while (open >= 0 && spans.size() < mostSpans) {
            const qsizetype close = line.indexOf(u'`', open + 1);
            if (close < 0)
                break;
            const QString span = line.sliced(open + 1, close - open - 1).trimmed().toString();
            if (!span.isEmpty() && span.size() <= longestSpan && !spans.contains(span))
                spans.append(span);
            open = line.indexOf(u'`', close + 1);
        }
    }
    return spans;
}

int fileNamed(const CommitPatch &patch, QStringView name)
{
    if (name.isEmpty())
        return -1;
    const auto exact = std::ranges::find_if(patch.files, [&](const FilePatch &file) { return file.change.path == name || file.change.oldPath == name; });
    const auto found = exact != patch.files.end() ? exact : std::ranges::find_if(patch.files, [&](const FilePatch &file) {
        return endsWithName(file.change.path, name) || endsWithName(file.change.oldPath, name);
    });
    return found == patch.files.end() ? -1 : int(found - patch.files.begin());
}

QString withoutCall(QStringView name)
{
    const qsizetype bracket = name.indexOf(u'(');
    return bracket > 0 && name.endsWith(u')') ? name.first(bracket).toString() : name.toString();
}

QSet<QString> occurring(const QStringList &names, const CommitPatch &patch, const std::stop_token &stop)
{
    QSet<QString> found;
    std::vector<Wanted> wanted;
    for (const QString &name : names) {
        if (fileNamed(patch, name) >= 0) {
            found.insert(name);
            continue;
        }
        const QString bare = withoutCall(name);
        wanted.push_back({name, QByteArrayMatcher(name.toUtf8()), QByteArrayMatcher(bare == name ? QByteArray() : bare.toUtf8())});
    }
    for (const FilePatch &file : patch.files) {
        if (stop.stop_requested())
            return {};
        std::vector<const Wanted *> likely; // one look at the whole text spares one at each line: most names are in few files
        for (const Wanted &one : wanted) {
            if (stop.stop_requested())
                return {};
            if (!found.contains(one.name) && one.mayStandIn(file.text))
                likely.push_back(&one);
        }
        for (auto entry = file.lines.begin(); entry != file.lines.end() && !likely.empty(); ++entry) {
            if (stop.stop_requested())
                return {};
            const QByteArrayView line = file.lineText(*entry);
            std::erase_if(likely, [&](const Wanted *one) {
                const bool here = one->standsIn(line);
                if (here)
                    found.insert(one->name);
                return here;
            });
        }
    }
    return found;
}

} // namespace rijian::diff
