#include "report/cardguard.h"

#include "core/text.h"
#include "report/markdowntree.h"

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

constexpr int lastOwnLevel = 3; // headings of the document

/// A line that may open a block which does not end with the card, or a heading.
bool isSuspicious(QStringView line)
{
    // Blocks within quotations and lists count, too.
    qsizetype i = 0;
    while (i < line.size() && (line[i].isSpace() || line[i] == u'>'))
        ++i;
    const QStringView rest = line.sliced(i);
    return rest.startsWith(u'#') || rest.contains(u'<') || rest.startsWith(u'=') || rest.startsWith(u"--") || rest == u"-" || rest.contains(u"```") || rest.contains(u"~~~");
}

bool isLineBreak(const QString &html)
{
    return html.compare("<br>"_L1, Qt::CaseInsensitive) == 0 || html.compare("<br/>"_L1, Qt::CaseInsensitive) == 0 || html.compare("<br />"_L1, Qt::CaseInsensitive) == 0;
}

/// What cmark-gfm sees of the card with a heading behind it.
bool staysInside(const QString &card)
{
    const QString end = u"card-end"_s;
    MarkdownTree tree(card + u"\n\n# "_s + end + u'\n');
    int depth = 0;
    bool ended = false;
    while (tree.next()) {
        const MarkdownNode node = tree.node();
        if (node.kind() == MarkdownKind::HtmlBlock || (node.kind() == MarkdownKind::HtmlInline && !isLineBreak(node.literal())))
            return false;
        if (node.isLeaf())
            continue;
        if (tree.entering()) {
            ++depth;
            if (node.kind() == MarkdownKind::Heading && node.level() <= lastOwnLevel) {
                if (ended || depth != 2 || node.level() != 1)
                    return false; // the card's own
                ended = tree.next() && tree.entering() && tree.node().literal() == end;
                if (!ended)
                    return false;
            }
        } else {
            --depth;
        }
    }
    return ended;
}

QString escaped(const QString &card)
{
    QString text;
    text.reserve(card.size() + 64);
    for (const QStringView line : QStringView(card).split(u'\n')) {
        qsizetype i = 0;
        while (i < line.size() && (line[i].isSpace() || line[i] == u'>'))
            ++i;
        const bool rule = line.sliced(i).startsWith(u"--") || line.sliced(i) == u"-";
        text += line.first(i);
        if (rule || line.sliced(i).startsWith(u'#') || line.sliced(i).startsWith(u'='))
            text += u'\\';
        // Fences and elements may stand behind a list's mark, where a backslash at the line's beginning does not help.
        text += line.sliced(i).toString().replace(u"```"_s, u"\\`\\`\\`"_s).replace(u"~~~"_s, u"\\~\\~\\~"_s).replace(u"<"_s, u"\\<"_s) + u'\n';
    }
    text.chop(1);
    return text;
}

} // namespace

QString inlineText(QStringView text)
{
    QString result;
    const QString visible = visibleControls(text);
    result.reserve(visible.size() + 16);
    for (const QChar c : visible) {
        if (QStringView(u"\\`*_{}[]<>#~|!&$").contains(c))
            result += u'\\';
        result += c == u'\n' ? QChar(u' ') : c;
    }
    return result;
}

QString guardedCard(const QString &markdown)
{
    QString card = markdown;
    card.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    const auto lines = QStringView(card).split(u'\n');
    if (std::none_of(lines.begin(), lines.end(), isSuspicious) || staysInside(card))
        return card;
    const QString safe = escaped(card);
    if (staysInside(safe))
        return safe;
    QString quoted; // whatever it is, it ends with its quotation: four blanks make it code
    for (const QStringView line : QStringView(card).split(u'\n'))
        quoted += u"    "_s + line + u'\n';
    quoted.chop(1);
    return quoted;
}

} // namespace rijian::report
