#include "jobs/readme.h"

#include "core/text.h"
#include "report/markdowntree.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;
using rijian::report::MarkdownKind;

namespace rijian::jobs {

namespace {

constexpr qsizetype maxBytes = 64 << 10; // of a README that are looked at
constexpr qsizetype maxFrontMatter = 4'000;
constexpr int maxItems = 6; // of a list: news and sponsors go on and on

/// Without the block of settings that some generators put first, between two lines of dashes or pluses.
QString withoutFrontMatter(const QString &text)
{
    for (const auto &mark : {u"---"_s, u"+++"_s}) {
        if (!text.startsWith(mark + u'\n'))
            continue;
        const qsizetype end = text.indexOf(QString(u'\n' + mark + u'\n'), 3);
        if (end >= 0 && end < maxFrontMatter)
            return text.sliced(end + 5);
    }
    return text;
}

/// Where the element whose tag begins at `tag` ends, if what it holds is not for readers; else -1.
qsizetype endOfHidden(QStringView html, qsizetype tag)
{
    for (const auto name : {"script"_L1, "style"_L1}) {
        if (!html.sliced(tag + 1).startsWith(name, Qt::CaseInsensitive))
            continue;
        const qsizetype end = html.indexOf(QString(u"</"_s + name), tag, Qt::CaseInsensitive);
        return end < 0 ? html.size() : end;
    }
    return -1;
}

bool saysSomething(QStringView text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate(); });
}

/// A block of HTML as its text; empty where all of it is links.
QString textOf(QStringView html)
{
    QString text;
    bool inLink = false;
    bool beyondLinks = false;
    for (qsizetype i = 0; i < html.size();) {
        const QStringView rest = html.sliced(i);
        if (rest.startsWith("<!--"_L1)) {
            const qsizetype end = html.indexOf("-->"_L1, i);
            i = end < 0 ? html.size() : end + 3;
        } else if (rest.size() > 1 && rest[0] == u'<' && (rest[1].isLetter() || rest[1] == u'/' || rest[1] == u'!')) {
            const qsizetype hidden = endOfHidden(html, i);
            const qsizetype end = html.indexOf(u'>', std::max(i, hidden));
            i = end < 0 ? html.size() : end + 1;
            text += u' ';
            inLink = rest.startsWith("<a "_L1, Qt::CaseInsensitive) || (inLink && !rest.startsWith("</a"_L1, Qt::CaseInsensitive));
        } else {
            beyondLinks = beyondLinks || (!inLink && saysSomething(html.sliced(i, 1)));
            text += html[i++];
        }
    }
    if (!beyondLinks)
        return {};
    return text.replace("&nbsp;"_L1, " "_L1).replace("&lt;"_L1, "<"_L1).replace("&gt;"_L1, ">"_L1).replace("&quot;"_L1, "\""_L1).replace("&amp;"_L1, "&"_L1);
}

/// One line without addresses; empty when nothing is left to read, or when it is reStructuredText's own.
QString cleanLine(QStringView line)
{
    static const QRegularExpression address(u"\\b(?:https?|ftp)://[^\\s<>\"()\\[\\]（）【】，。；、]+"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression directive(u"^(?:\\.\\. |:[\\w-]{1,40}:(?:\\s|$)|\\|[^|]{1,80}\\|(?:\\s+\\|[^|]{1,80}\\|)*$)"_s);
    const QString text = line.toString().simplified();
    if (directive.match(text).hasMatch())
        return {};
    const QString clean = QString(text).remove(address).simplified();
    return saysSomething(clean) ? clean : QString();
}

/// Gathers a document's prose, block by block.
class Prose
{
public:
    explicit Prose(qsizetype most)
        : m_most(most)
    {
    }

    void read(const QString &markdown)
    {
        report::MarkdownTree tree(markdown);
        while (m_text.size() <= m_most && tree.next())
            visit(tree);
        endBlock(false);
    }

    QString text() const
    {
        if (m_text.size() <= m_most)
            return m_text;
        qsizetype end = m_most - 1;
        if (const qsizetype blank = std::max(m_text.lastIndexOf(u'\n', end), m_text.lastIndexOf(u' ', end)); blank > m_most * 3 / 4)
            end = blank;
        else if (end > 0 && m_text[end - 1].isHighSurrogate())
            --end;
        return m_text.first(end) + u'…';
    }

private:
    void visit(report::MarkdownTree &tree)
    {
        using enum MarkdownKind;
        const auto node = tree.node();
        switch (node.kind()) {
        case Image:
        case Table:
            if (tree.entering())
                tree.skip();
            break;
        case List:
            m_items = 0;
            break;
        case Item:
            if (tree.entering() && ++m_items > maxItems)
                tree.skip();
            break;
        case Link:
            m_links += tree.entering() ? 1 : -1;
            break;
        case Text:
        case Code:
            add(node.literal());
            break;
        case SoftBreak:
        case LineBreak:
            m_block += u'\n';
            break;
        case HtmlBlock:
            endBlock(false);
            m_block = textOf(node.literal());
            m_beyondLinks = true;
            endBlock(false);
            break;
        case Paragraph:
            endBlock(true);
            break;
        case Heading:
            endBlock(false);
            break;
        default:
            break;
        }
    }

    void add(const QString &text)
    {
        m_block += text;
        m_beyondLinks = m_beyondLinks || (m_links == 0 && saysSomething(text));
    }

    /// `plain`: a paragraph of links alone leads elsewhere, and is left out.
    void endBlock(bool plain)
    {
        if (!plain || m_beyondLinks) {
            for (const QStringView line : QStringView(m_block).split(u'\n')) {
                if (const QString clean = cleanLine(line); !clean.isEmpty())
                    m_text += (m_text.isEmpty() ? QString() : u"\n"_s) + visibleControls(clean);
            }
        }
        m_block.clear();
        m_beyondLinks = false;
    }

    qsizetype m_most;
    QString m_text;
    QString m_block;
    int m_items = 0; ///< of the list so far
    int m_links = 0; ///< that the walk is in
    bool m_beyondLinks = false; ///< the block says something outside of links
};

} // namespace

QString readmeIntroduction(QByteArrayView readme, qsizetype most)
{
    QString text = decodeText(readme.first(std::min(readme.size(), maxBytes)));
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    Prose prose(std::max<qsizetype>(most, 1));
    prose.read(withoutFrontMatter(text));
    return prose.text();
}

} // namespace rijian::jobs
