// What single lines of a report mean.

#include "core/text.h"
#include "report/escape.h"
#include "report/readerparts.h"
#include "report/writers.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::report::reading {

namespace {

struct ReaderLinesText {
    Q_DECLARE_TR_FUNCTIONS(rijian::report::Reader)
};

bool isHexDigit(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
}

/// Without up to three blanks: four would make it code.
QStringView withoutIndent(QStringView line)
{
    for (int i = 0; i < 3 && line.startsWith(u' '); ++i)
        line = line.sliced(1);
    return line;
}

/// A number of exactly `digits` digits at the beginning, which it takes; -1: there is none.
int takeNumber(QStringView &text, qsizetype digits)
{
    if (text.size() < digits)
        return -1;
    int number = 0;
    for (const QChar c : text.first(digits)) {
        if (c < u'0' || c > u'9')
            return -1;
        number = number * 10 + (c.unicode() - u'0');
    }
    text = text.sliced(digits);
    return number;
}

bool take(QStringView &text, QChar c)
{
    if (!text.startsWith(c))
        return false;
    text = text.sliced(1);
    return true;
}

/// "2026-01-07 17:56:44" as displayTime() writes it: years before 1 and after 9999 too.
bool readTime(QStringView text, Row &row)
{
    const bool before = take(text, u'-');
    qsizetype digits = 0;
    while (digits < text.size() && digits < 9 && text[digits].isDigit())
        ++digits;
    int year = digits < 4 ? -1 : takeNumber(text, digits);
    if (year < 0 || !take(text, u'-'))
        return false;
    const int month = takeNumber(text, 2);
    const bool dash = take(text, u'-');
    const int day = takeNumber(text, 2);
    const bool blank = take(text, u' ') || take(text, u'T');
    const int hour = takeNumber(text, 2);
    const bool colon = take(text, u':');
    const int minute = takeNumber(text, 2);
    const int second = take(text, u':') ? takeNumber(text, 2) : 0;
    if (!dash || !blank || !colon || !text.isEmpty())
        return false;
    row.date = QDate(before ? -year : year, month, day);
    row.time = QTime(hour, minute, second);
    return row.date.isValid() && row.time.isValid();
}

/// Where the next pipe is that separates cells: at or after `from`; -1: none.
qsizetype nextPipe(QStringView line, qsizetype from)
{
    qsizetype backslashes = 0;
    for (qsizetype i = from; i < line.size(); ++i) {
        if (line[i] == u'|' && backslashes % 2 == 0)
            return i;
        backslashes = line[i] == u'\\' ? backslashes + 1 : 0;
    }
    return -1;
}

/// The follow-ups and notes behind the last mark. A card may hold the mark, too: what does not look like the list is the report's.
void leaveOutNotes(Lines &lines)
{
    const auto mark = std::find(lines.all.rbegin(), lines.all.rend(), notesMark);
    if (mark == lines.all.rend())
        return;
    const auto listed = [](QStringView line) { return line.trimmed().isEmpty() || line.startsWith(u"- **") || line.startsWith(u"  备注：") || line.startsWith(u"## 📌 跟进与备注（"); };
    if (std::all_of(mark.base(), lines.all.end(), listed))
        lines.all.erase(std::prev(mark.base()), lines.all.end());
}

} // namespace

qsizetype Lines::nextText(qsizetype line) const
{
    while (line < size() && isBlank(line))
        ++line;
    return std::min(line, size());
}

QString Lines::joined(qsizetype first, qsizetype last) const
{
    last = std::min(last, size());
    if (first >= last)
        return {};
    const QChar *begin = at(first).begin();
    const QChar *end = at(last - 1).end();
    qsizetype length = last - first - 1;
    for (qsizetype i = first; i < last; ++i)
        length += at(i).size();
    if (end - begin == length)
        return QString(begin, length);
    QString block;
    block.reserve(length);
    for (qsizetype i = first; i < last; ++i) {
        if (i > first)
            block += u'\n';
        block += at(i);
    }
    return block;
}

Result<Lines> splitReport(QByteArrayView bytes)
{
    if (bytes.size() > largestReport)
        return failure(ErrorKind::BadData, ReaderLinesText::tr("The file is larger than any report (%1 MiB).").arg(largestReport / (1024 * 1024)));
    Lines lines;
    if (const auto encoding = QStringConverter::encodingForData(bytes); encoding && *encoding != QStringConverter::Utf8)
        lines.text = QStringDecoder(*encoding)(bytes);
    else
        lines.text = QString::fromUtf8(bytes);
    const QStringView text = lines.text;
    lines.all.reserve(std::size_t(text.count(u'\n')) + 1);
    for (qsizetype start = 0; start < text.size();) {
        qsizetype end = text.indexOf(u'\n', start);
        if (end < 0)
            end = text.size();
        lines.all.push_back(text.sliced(start, end - start));
        start = end + 1;
    }
    // Converted by git or an editor: then the first line shows it. Elsewhere a return is part of a message.
    if (!lines.all.empty() && lines.all.front().endsWith(u'\r')) {
        for (QStringView &line : lines.all) {
            if (line.endsWith(u'\r'))
                line.chop(1);
        }
    }
    leaveOutNotes(lines);
    const bool fed = text.endsWith(u'\n');
    int blank = 0;
    while (!lines.all.empty() && lines.all.back().trimmed().isEmpty()) {
        lines.all.pop_back();
        ++blank;
    }
    lines.emptyAtEnd = std::min(2, blank + (fed ? 1 : 0));
    return lines;
}

std::unexpected<Error> unexpectedLine(const Lines &lines, qsizetype line, const QString &expected)
{
    const QString found = oneLine(lines.at(line).first(std::min<qsizetype>(lines.at(line).size(), 200)), 60);
    return failure(ErrorKind::BadData, ReaderLinesText::tr("Line %1: %2 expected, not “%3”.").arg(line + 1).arg(expected, found));
}

std::unexpected<Error> brokenOff(const Lines &lines, const QString &expected)
{
    return failure(ErrorKind::BadData, ReaderLinesText::tr("Line %1: the report breaks off here; expected: %2.").arg(std::max<qsizetype>(lines.size(), 1)).arg(expected));
}

bool isTableHead(QStringView line)
{
    if (!line.startsWith(u'|') || line.size() > 80)
        return false;
    return line.toString().remove(u' ') == u"|提交时间|作者|提交信息|"_s;
}

bool isTableRule(QStringView line)
{
    return line.startsWith(u'|') && line.contains(u'-') && std::all_of(line.begin(), line.end(), [](QChar c) { return QStringView(u"-:| ").contains(c); });
}

std::optional<Row> readRow(QStringView line)
{
    while (!line.isEmpty() && line.back().isSpace())
        line.chop(1);
    const qsizetype second = nextPipe(line, 1);
    const qsizetype third = second < 0 ? -1 : nextPipe(line, second + 1);
    if (third < 0 || third + 1 >= line.size() || !line.endsWith(u'|') || nextPipe(line, line.size() - 1) < 0)
        return std::nullopt;
    Row row;
    row.author = line.sliced(second + 1, third - second - 1).trimmed().toString();
    row.message = line.sliced(third + 1).chopped(1).trimmed().toString();
    // A time that no calendar has is written as nothing.
    const QStringView time = line.sliced(1, second - 1).trimmed();
    return time.isEmpty() || readTime(time, row) ? std::optional(std::move(row)) : std::nullopt;
}

QString cellText(QStringView cell)
{
    QString text;
    text.reserve(cell.size());
    qsizetype backslashes = 0;
    for (const QChar c : cell) {
        if (c == u'|') // 2n + 1 backslashes stand for n
            text.chop((backslashes + 1) / 2);
        backslashes = c == u'\\' ? backslashes + 1 : 0;
        text += c;
    }
    return text;
}

QStringView firstPiece(QStringView cell)
{
    const qsizetype end = cell.indexOf(u"<br>");
    return end < 0 ? cell : cell.first(end);
}

ReadCommit fromRow(const Row &row)
{
    QString message = cellText(row.message).replace("<br>"_L1, "\n"_L1);
    while (!message.isEmpty() && message.back().isSpace())
        message.chop(1);
    return {.date = row.date, .time = row.time, .author = cellText(row.author), .message = message, .row = true};
}

qsizetype endOfMessage(const Lines &lines, qsizetype first, qsizetype last, QStringView cell)
{
    qsizetype end = first;
    qsizetype read = 0; // of the cell
    for (qsizetype i = first; i < last; ++i) {
        if (lines.isBlank(i))
            continue;
        const QString part = tableCell(unescapeMessage(lines.at(i).toString()));
        if (!part.isEmpty()) { // else a trailer, which the cell leaves out
            if (read == cell.size())
                break;
            const QString next = read == 0 ? part : QString(u"<br>"_s + part);
            if (!cell.sliced(read).startsWith(next))
                return -1;
            read += next.size();
        }
        end = i + 1;
    }
    return read == cell.size() ? end : -1;
}

bool endsMessage(QStringView line)
{
    line = withoutIndent(line);
    if (line.startsWith(noCard) || failureReason(line))
        return true;
    if (!line.startsWith(u"**"))
        return false;
    qsizetype i = 2;
    while (i < line.size() && i < 12 && !line[i].isLetterOrNumber() && line[i] != u'_' && line[i] != u'*' && !line[i].isSpace())
        ++i;
    if (i == 2)
        return false;
    if (i < line.size() && line[i] == u' ')
        ++i;
    static constexpr QStringView words[]{u"变更类型", u"重要程度", u"变更摘要", u"影响范围", u"技术洞察", u"潜在风险", u"关注建议"};
    return std::any_of(std::begin(words), std::end(words), [rest = line.sliced(i)](QStringView word) { return rest.startsWith(word); });
}

std::optional<QString> failureReason(QStringView line)
{
    line = withoutIndent(line);
    if (!line.startsWith(u'\u26A0'))
        return std::nullopt;
    line = line.sliced(1);
    if (line.startsWith(u'\uFE0F'))
        line = line.sliced(1);
    if (line.startsWith(u' '))
        line = line.sliced(1);
    if (!line.startsWith(u"分析失败"))
        return std::nullopt;
    line = line.sliced(4);
    if (line.startsWith(u'：') || line.startsWith(u':'))
        line = line.sliced(1);
    return line.toString();
}

bool isSha(QStringView text)
{
    return text.size() == 40 && std::all_of(text.begin(), text.end(), isHexDigit);
}

QStringView shaHeading(QStringView line)
{
    if (!line.startsWith(u"### "))
        return {};
    const QStringView sha = line.sliced(4).trimmed();
    return isSha(sha) ? sha : QStringView();
}

qsizetype repositoryBody(const Lines &lines, qsizetype line)
{
    // A card may have headings, too: empty lines stand around the report's own.
    if (!lines.at(line).startsWith(u"## ") || line + 2 >= lines.size() || !lines.isBlank(line + 1) || (line > 0 && !lines.isBlank(line - 1)))
        return -1;
    const qsizetype body = lines.isBlank(line + 2) ? line + 3 : line + 2;
    const QStringView first = lines.at(body);
    return isTableHead(first) || first.trimmed() == u"今日无更新" || first.startsWith(u"⚠️ 未能获取：") ? body : -1;
}

QString blockText(const Lines &lines, qsizetype first, qsizetype last)
{
    while (last > first && lines.isBlank(last - 1))
        --last;
    return lines.joined(first, last);
}

} // namespace rijian::report::reading
