#include "report/escape.h"

#include "core/text.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

/// Whether a line, taken without its indentation and leading backslashes, opens a block that breaks the report.
bool opensBlock(QStringView line)
{
    // CommonMark 0.30: 4.2 ATX headings, 4.3 setext underlines, 4.5 fences, 4.6 HTML blocks; GFM tables' delimiter rows.
    static const QRegularExpression block(u"^(?:#{1,6}(?:[ \\t]|$)|```|~~~|=+[ \\t]*$|(?=[^-]*-)[-|: \\t\\v\\f]+$"
                                          // Autolinks (6.5) begin with a letter and stay; "<!--:>" is no autolink but a comment.
                                          "|<(?:[/!?]|[A-Za-z](?![A-Za-z0-9+.-]{0,31}(?:@[^\\s<>]+|:[^\\s<>]*)>))"
                                          // Not \w: newer PCRE counts the emoji's variation selector to it.
                                          "|\\*\\*[^\\p{L}\\p{N}_\\s*]+ ?(?:变更类型|重要程度|变更摘要|影响范围|技术洞察|潜在风险|关注建议)"
                                          "|⚠\\x{FE0F}? ?分析失败|\\*暂无分析\\*)"_s,
                                          QRegularExpression::UseUnicodePropertiesOption);
    return block.matchView(line).hasMatch();
}

struct Line {
    qsizetype indent = 0;      ///< blanks before the first character
    qsizetype backslashes = 0; ///< at the first character
    bool dangerous = false;
};

Line examine(QStringView text)
{
    Line line;
    while (line.indent < text.size() && text[line.indent] == u' ')
        ++line.indent;
    while (line.indent + line.backslashes < text.size() && text[line.indent + line.backslashes] == u'\\')
        ++line.backslashes;
    // Four blanks make a code block or continue a paragraph: nothing opens there.
    line.dangerous = line.indent < 4 && opensBlock(text.sliced(line.indent + line.backslashes));
    return line;
}

/// Calls `edit` for each line; "\n", "\r\n" and a lone "\r" end a line, and stay.
template<typename Edit>
QString mapLines(const QString &text, Edit edit)
{
    QString result;
    result.reserve(text.size() + 16);
    qsizetype start = 0;
    while (start <= text.size()) {
        qsizetype end = start;
        while (end < text.size() && text[end] != u'\n' && text[end] != u'\r')
            ++end;
        result += edit(QStringView(text).sliced(start, end - start));
        if (end < text.size())
            result += text[end];
        start = end + 1;
    }
    return result;
}

} // namespace

QString escapeMessage(const QString &message)
{
    return mapLines(message, [](QStringView text) {
        QString line = text.toString();
        if (const Line seen = examine(text); seen.dangerous)
            line.insert(seen.indent, u'\\');
        return line;
    });
}

QString unescapeMessage(const QString &text)
{
    return mapLines(text, [](QStringView part) {
        QString line = part.toString();
        if (const Line seen = examine(part); seen.dangerous && seen.backslashes > 0)
            line.remove(seen.indent, 1);
        return line;
    });
}

QString tableCell(const QString &text)
{
    QStringList kept;
    static const QRegularExpression lineEnd(u"[\\n\\r\\v\\f]"_s);
    for (const QString &line : text.split(lineEnd)) {
        const QString trimmed = line.trimmed();
        if (!trimmed.isEmpty() && !isSignature(trimmed))
            kept.append(trimmed);
    }
    // A backslash before a pipe would undo the escape: double those that stand there.
    QString cell;
    qsizetype backslashes = 0;
    for (const QChar c : kept.join("<br>"_L1)) {
        if (c == u'|')
            cell += QString(backslashes, u'\\') + u'\\';
        backslashes = c == u'\\' ? backslashes + 1 : 0;
        cell += c;
    }
    return cell;
}

} // namespace rijian::report
