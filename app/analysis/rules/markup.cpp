#include "analysis/rules/markup.h"

#include "analysis/rules/filescan.h"

using namespace Qt::StringLiterals;

namespace rijian::analysis {

namespace {

bool isHidden(char32_t c)
{
    if (c == U'\t' || c == U'\n' || c == U'\r')
        return false;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // zero width, bidirectional
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

bool isWord(QStringView text, qsizetype at)
{
    return at >= 0 && at < text.size() && text.at(at).isLetterOrNumber();
}

bool needsEscape(QStringView text, qsizetype at)
{
    const QChar c = text.at(at);
    const QChar next = at + 1 < text.size() ? text.at(at + 1) : QChar();
    switch (c.unicode()) {
    case u'\\':
        return !next.isNull() && !next.isLetterOrNumber() && !next.isSpace();
    case u'*':
    case u'`':
        return true;
    case u'_': // inside a word it means nothing
        return !(isWord(text, at - 1) && isWord(text, at + 1));
    case u'~':
        return next == u'~' || (at > 0 && text.at(at - 1) == u'~');
    case u'<':
        return next.isLetter() || next == u'/' || next == u'!' || next == u'?';
    case u'&':
        return next == u'#' || next.isLetter();
    case u']':
        return next == u'(' || next == u'[' || next == u':';
    case u'!':
        return next == u'[';
    case u'$':
        return next == u'$';
    default:
        return false;
    }
}

} // namespace

QString cleaned(QStringView text, qsizetype limit)
{
    QString result;
    result.reserve(std::min(text.size(), limit + 8));
    bool blank = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text.at(i).unicode();
        if (QChar::isHighSurrogate(c) && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
            ++i;
        }
        if (isHidden(c))
            continue;
        if (QChar::isSpace(c)) {
            blank = !result.isEmpty();
            continue;
        }
        if (result.size() >= limit) {
            result.append(u'…');
            break;
        }
        if (blank)
            result.append(u' ');
        blank = false;
        result.append(QChar::fromUcs4(c));
    }
    return result;
}

QString prose(QStringView text, qsizetype limit)
{
    const QString clean = cleaned(text, limit);
    QString result;
    result.reserve(clean.size() + 16);
    for (qsizetype i = 0; i < clean.size(); ++i) {
        const QChar c = clean.at(i);
        if (c == u'`') { // a whole code span of single backticks stays
            const qsizetype end = clean.indexOf(u'`', i + 1);
            const bool single = end > i + 1 && (end + 1 >= clean.size() || clean.at(end + 1) != u'`');
            if (single) {
                result.append(QStringView(clean).sliced(i, end - i + 1));
                i = end;
                continue;
            }
        }
        if (needsEscape(clean, i))
            result.append(u'\\');
        result.append(c);
    }
    return result;
}

QString quoted(QStringView text, qsizetype limit)
{
    QString inner = prose(text, limit);
    inner.replace(u'「', u'『').replace(u'」', u'』');
    return u'「' + inner + u'」';
}

QString code(QStringView name, qsizetype limit)
{
    QString text = cleaned(name, 4096);
    if (text.size() > limit) {
        const qsizetype begin = text.size() - limit + 1;
        text = u'…' + text.sliced(text[begin].isLowSurrogate() ? begin + 1 : begin);
    }
    if (text.isEmpty())
        text = u"（空）"_s;
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const QChar c : std::as_const(text)) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(longest + 1, u'`');
    if (text.startsWith(u'`') || text.endsWith(u'`'))
        text = u' ' + text + u' ';
    return fence + text + fence;
}

QString codeList(const QStringList &names, qsizetype most, QStringView unit)
{
    QStringList spans;
    for (const QString &name : names.first(std::min(most, names.size())))
        spans.append(code(name));
    QString text = spans.join(u"、"_s);
    if (names.size() > most)
        text += (names.size() >= MaxNames ? u" 等至少 "_s : u" 等 "_s) + QString::number(names.size()) + u' ' + unit.toString();
    return text;
}

} // namespace rijian::analysis
