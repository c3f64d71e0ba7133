#include "report/html.h"

#include "core/text.h"
#include "report/links.h"
#include "report/markdowntree.h"

#include <array>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

constexpr int MaxDepth = 48; // elements inside one another; engines cut at some hundred

bool isLineBreakTag(QStringView html)
{
    return html.compare("<br>"_L1, Qt::CaseInsensitive) == 0 || html.compare("<br/>"_L1, Qt::CaseInsensitive) == 0
        || html.compare("<br />"_L1, Qt::CaseInsensitive) == 0;
}

/// Writes one tree. Elements are pushed and popped here, so that the output is well-formed whatever the tree is.
class HtmlWriter
{
public:
    HtmlWriter(HtmlHeadings headings, const std::function<QString(QStringView)> &codeAddress)
        : m_headings(headings)
        , m_codeAddress(codeAddress)
    {
    }

    HtmlText write(MarkdownTree &tree);

private:
    void enter(const MarkdownNode &node);
    void leave(const MarkdownNode &node);
    void leaf(const MarkdownNode &node);
    void open(QLatin1StringView name, const QString &attributes = {});
    void close(QLatin1StringView name);
    void enterLink(const MarkdownNode &node);
    void enterItem(const MarkdownNode &node);
    void enterCell(const MarkdownNode &node);
    void text(const QString &text);
    void raw(const QString &html);
    void inlineCode(const QString &code);

    QLatin1StringView elementOf(const MarkdownNode &node) const;

    HtmlHeadings m_headings;
    const std::function<QString(QStringView)> &m_codeAddress;
    QString m_html;
    QList<bool> m_written; // for each node that was entered: whether it has an element
    bool m_inLink = false;
    bool m_header = false; // in a table's first row
    int m_column = 0;
    QChar m_last;          // of the text written last, to join lines
    bool m_softBreak = false;
    int m_depth = 0;
};

HtmlText HtmlWriter::write(MarkdownTree &tree)
{
    HtmlText result;
    while (tree.next()) {
        const auto node = tree.node();
        if (!tree.entering())
            leave(node);
        else if (m_html.size() > HtmlOutputLimit)
            result.cut = tree.skip() || result.cut;
        else if (node.isLeaf())
            leaf(node);
        else
            enter(node);
    }
    result.html = std::move(m_html);
    return result;
}

void HtmlWriter::raw(const QString &html)
{
    m_softBreak = false;
    m_html += html;
}

void HtmlWriter::text(const QString &text)
{
    if (text.isEmpty())
        return;
    if (m_softBreak && !(isWide(m_last) && isWide(text.front())))
        m_html += u'\n';
    m_softBreak = false;
    m_last = text.back();
    qsizetype done = 0;
    while (!m_inLink && m_depth < MaxDepth) {
        const auto link = findAddress(text, done);
        if (link.length == 0)
            break;
        const auto shown = QStringView(text).sliced(link.start, link.length);
        m_html += htmlText(QStringView(text).sliced(done, link.start - done));
        m_html += u"<a href=\""_s + outsideAddress(shown).toHtmlEscaped() + u"\">"_s + htmlText(shown) + u"</a>"_s;
        done = link.start + link.length;
    }
    m_html += htmlText(QStringView(text).sliced(done));
}

void HtmlWriter::open(QLatin1StringView name, const QString &attributes)
{
    const bool written = !name.isEmpty() && m_depth < MaxDepth;
    m_written.append(written);
    if (!written)
        return;
    ++m_depth;
    if (m_softBreak)
        m_html += u'\n';
    raw(u'<' + name + attributes + u'>');
}

void HtmlWriter::close(QLatin1StringView name)
{
    if (!m_written.takeLast())
        return;
    --m_depth;
    m_html += u"</"_s + name + u'>';
}

void HtmlWriter::enterLink(const MarkdownNode &node)
{
    const QString address = m_inLink ? QString() : outsideAddress(node.address());
    open(address.isEmpty() ? QLatin1StringView() : "a"_L1, u" href=\""_s + address.toHtmlEscaped() + u'"');
    m_inLink = m_inLink || m_written.constLast();
}

void HtmlWriter::enterItem(const MarkdownNode &node)
{
    const auto task = node.task();
    open("li"_L1, task ? u" class=\"task\""_s : QString());
    if (task)
        m_html += *task ? u"☑ "_s : u"☐ "_s;
}

void HtmlWriter::enterCell(const MarkdownNode &node)
{
    static const std::array<QString, 4> classes{QString(), u" class=\"left\""_s, u" class=\"center\""_s, u" class=\"right\""_s};
    open(m_header ? "th"_L1 : "td"_L1, classes.at(std::size_t(node.alignment(m_column++))));
}

/// The element of a node that needs nothing but its name; empty: none.
QLatin1StringView HtmlWriter::elementOf(const MarkdownNode &node) const
{
    static constexpr std::array headings{"h3"_L1, "h4"_L1, "h5"_L1, "h6"_L1};
    using enum MarkdownKind;
    switch (node.kind()) {
    case Quote: return "blockquote"_L1;
    case List: return node.isOrdered() ? "ol"_L1 : "ul"_L1;
    case Item: return "li"_L1;
    case Paragraph: return node.isTight() ? QLatin1StringView() : "p"_L1;
    case Heading: return m_headings == HtmlHeadings::Paragraphs ? "p"_L1 : headings.at(std::size_t(std::min(node.level() - 1, 3)));
    case Emphasis: return "em"_L1;
    case Strong: return "strong"_L1;
    case Strikethrough: return "del"_L1;
    case Link: return "a"_L1;
    case Image: return "span"_L1;
    case Table: return "table"_L1;
    case Row: return "tr"_L1;
    case Cell: return m_header ? "th"_L1 : "td"_L1;
    default: return {};
    }
}

/// Inline code: a long path may break after its slashes.
QString codeText(const QString &code)
{
    constexpr qsizetype longPath = 20;
    QString html = htmlText(code);
    return code.size() > longPath ? html.replace(u"/"_s, u"/<wbr>"_s) : html;
}

void HtmlWriter::inlineCode(const QString &code)
{
    const QString html = u"<code>"_s + codeText(code) + u"</code>"_s;
    const QString address = m_codeAddress && !m_inLink ? m_codeAddress(code) : QString();
    raw(address.isEmpty() ? html : QString(u"<a class=\"name\" href=\""_s + address.toHtmlEscaped() + u"\">"_s + html + u"</a>"_s));
}

void HtmlWriter::enter(const MarkdownNode &node)
{
    switch (node.kind()) {
    case MarkdownKind::Link:
        return enterLink(node);
    case MarkdownKind::Item:
        return enterItem(node);
    case MarkdownKind::Cell:
        return enterCell(node);
    case MarkdownKind::Heading:
        return open(elementOf(node), m_headings == HtmlHeadings::Paragraphs ? u" class=\"heading\""_s : QString());
    case MarkdownKind::Image:
        return open("span"_L1, u" class=\"image\""_s);
    case MarkdownKind::List:
        return open(elementOf(node), node.isOrdered() && node.start() != 1 ? u" start=\"%1\""_s.arg(node.start()) : QString());
    case MarkdownKind::Row:
        m_header = node.isHeader();
        m_column = 0;
        break;
    default:
        break;
    }
    open(elementOf(node));
}

void HtmlWriter::leave(const MarkdownNode &node)
{
    const auto name = elementOf(node);
    if (node.kind() == MarkdownKind::Link && m_written.constLast())
        m_inLink = false;
    const bool tight = node.kind() == MarkdownKind::Paragraph && node.isTight();
    close(name);
    if (node.isBlock() && !tight) {
        m_softBreak = false;
        m_html += u'\n';
    } else if (tight) {
        m_softBreak = true; // what follows in the item is a block of its own
        m_last = QChar();
    }
}

void HtmlWriter::leaf(const MarkdownNode &node)
{
    using enum MarkdownKind;
    switch (node.kind()) {
    case SoftBreak:
        m_softBreak = true;
        return;
    case LineBreak:
        return raw(u"<br>\n"_s);
    case Rule:
        return raw(u"<hr>\n"_s);
    case CodeBlock:
        return raw(u"<pre><code>"_s + htmlText(node.literal()) + u"</code></pre>\n"_s);
    case HtmlBlock:
        return raw(u"<pre class=\"raw\"><code>"_s + htmlText(node.literal()) + u"</code></pre>\n"_s);
    case Code:
    case HtmlInline:
        if (m_softBreak)
            m_html += u'\n';
        m_last = QChar();
        if (node.kind() == HtmlInline && isLineBreakTag(node.literal()))
            return raw(u"<br>\n"_s);
        return node.kind() == Code ? inlineCode(node.literal()) : raw(u"<code class=\"raw\">"_s + codeText(node.literal()) + u"</code>"_s);
    default:
        return text(node.literal());
    }
}

/// At most HtmlInputLimit bytes of UTF-8, whole characters, one kind of line end.
QString boundedInput(QStringView markdown, bool &cut)
{
    qsizetype bytes = 0;
    qsizetype end = 0;
    while (end < markdown.size()) {
        const QChar c = markdown[end];
        bytes += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
        if (bytes > HtmlInputLimit)
            break;
        ++end;
    }
    cut = end < markdown.size();
    if (cut && end > 0 && markdown[end - 1].isHighSurrogate())
        --end;
    return markdown.first(end).toString().replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
}

} // namespace

HtmlText markdownToHtml(QStringView markdown, const std::function<QString(QStringView)> &codeAddress, HtmlHeadings headings)
{
    bool cut = false;
    MarkdownTree tree(boundedInput(markdown, cut));
    auto result = HtmlWriter(headings, codeAddress).write(tree);
    result.cut = result.cut || cut;
    return result;
}

QString htmlText(QStringView text)
{
    return visibleControls(text).toHtmlEscaped();
}

} // namespace rijian::report
