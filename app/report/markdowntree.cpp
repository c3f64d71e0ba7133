#include "report/markdowntree.h"

#include "report/links.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <QHash>

#include <mutex>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

/// The library keeps its extensions, and while it parses their special characters, in global variables.
std::mutex &parsing()
{
    static std::mutex mutex;
    return mutex;
}

cmark_node *parse(const QByteArray &utf8)
{
    const std::lock_guard lock(parsing());
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
    for (const char *name : {"table", "strikethrough", "tasklist"}) {
        if (auto *extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(parser, extension);
    }
    cmark_parser_feed(parser, utf8.constData(), std::size_t(utf8.size()));
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

/// A punctuation mark of stenography that stands for "a boundary is here" between our reading and the library's.
constexpr char16_t Boundary = 0x2E3C;

bool isSentenceMark(QChar c)
{
    return c.isPunct() || c.isSymbol();
}

/// CommonMark's rule for where bold begins and ends knows blanks and punctuation, but Chinese has no blanks between words: "**注意：**后文"
/// would stay literal. A mark on the word's side of such a pair of stars makes the library see it as a reader does.
QString withBoundaries(const QString &text)
{
    if (text.contains(QChar(Boundary)) || !text.contains(u"**"_s))
        return text;
    QString result;
    result.reserve(text.size() + 64);
    for (qsizetype i = 0; i < text.size();) {
        if (text[i] != u'*') {
            result += text[i++];
            continue;
        }
        qsizetype end = i;
        while (end < text.size() && text[end] == u'*')
            ++end;
        const QChar before = i > 0 ? text[i - 1] : u' ';
        const QChar after = end < text.size() ? text[end] : u' ';
        const bool pair = end - i == 2 && before != u'\\' && (isWide(before) || isWide(after)) && !before.isSpace() && !after.isSpace();
        if (pair && !isSentenceMark(before) && isSentenceMark(after))
            result += QChar(Boundary);
        result += QStringView(text).sliced(i, end - i);
        if (pair && isSentenceMark(before) && !isSentenceMark(after))
            result += QChar(Boundary);
        i = end;
    }
    return result;
}

QString plain(const char *utf8)
{
    return QString::fromUtf8(utf8).remove(QChar(Boundary));
}

MarkdownKind kindOf(cmark_node *node)
{
    static const QHash<QByteArrayView, MarkdownKind> kinds{
        {"document", MarkdownKind::Document}, {"block_quote", MarkdownKind::Quote}, {"list", MarkdownKind::List},
        {"item", MarkdownKind::Item}, {"tasklist", MarkdownKind::Item}, {"paragraph", MarkdownKind::Paragraph},
        {"heading", MarkdownKind::Heading}, {"table", MarkdownKind::Table}, {"table_row", MarkdownKind::Row},
        {"table_header", MarkdownKind::Row}, {"table_cell", MarkdownKind::Cell}, {"code_block", MarkdownKind::CodeBlock},
        {"html_block", MarkdownKind::HtmlBlock}, {"thematic_break", MarkdownKind::Rule}, {"emph", MarkdownKind::Emphasis},
        {"strong", MarkdownKind::Strong}, {"strikethrough", MarkdownKind::Strikethrough}, {"link", MarkdownKind::Link},
        {"image", MarkdownKind::Image}, {"text", MarkdownKind::Text}, {"softbreak", MarkdownKind::SoftBreak},
        {"linebreak", MarkdownKind::LineBreak}, {"code", MarkdownKind::Code}, {"html_inline", MarkdownKind::HtmlInline}};
    return kinds.value(QByteArrayView(cmark_node_get_type_string(node)), MarkdownKind::Other);
}

} // namespace

MarkdownNode::MarkdownNode(cmark_node *node)
    : m_node(node)
    , m_kind(kindOf(node))
{
}

bool MarkdownNode::isLeaf() const
{
    using enum MarkdownKind;
    return m_kind == CodeBlock || m_kind == HtmlBlock || m_kind == Rule || (m_kind >= Text && m_kind <= HtmlInline);
}

bool MarkdownNode::isBlock() const
{
    return m_kind <= MarkdownKind::Rule && m_kind != MarkdownKind::Cell;
}

QString MarkdownNode::literal() const
{
    return plain(cmark_node_get_literal(m_node));
}

QString MarkdownNode::address() const
{
    return plain(cmark_node_get_url(m_node));
}

int MarkdownNode::level() const
{
    return cmark_node_get_heading_level(m_node);
}

bool MarkdownNode::isOrdered() const
{
    return cmark_node_get_list_type(m_node) == CMARK_ORDERED_LIST;
}

int MarkdownNode::start() const
{
    return cmark_node_get_list_start(m_node);
}

bool MarkdownNode::isTight() const
{
    cmark_node *item = cmark_node_parent(m_node);
    cmark_node *list = item ? cmark_node_parent(item) : nullptr;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

std::optional<bool> MarkdownNode::task() const
{
    if (qstrcmp(cmark_node_get_type_string(m_node), "tasklist") != 0)
        return std::nullopt;
    return cmark_gfm_extensions_get_tasklist_item_checked(m_node);
}

bool MarkdownNode::isHeader() const
{
    return cmark_gfm_extensions_get_table_row_is_header(m_node) != 0;
}

int MarkdownNode::alignment(int column) const
{
    cmark_node *row = cmark_node_parent(m_node);
    cmark_node *table = row ? cmark_node_parent(row) : nullptr;
    if (!table || column >= cmark_gfm_extensions_get_table_columns(table))
        return 0;
    switch (cmark_gfm_extensions_get_table_alignments(table)[column]) {
    case 'l': return 1;
    case 'c': return 2;
    case 'r': return 3;
    default: return 0;
    }
}

MarkdownTree::MarkdownTree(const QString &markdown)
    : m_root(parse(withBoundaries(markdown).toUtf8()))
    , m_iterator(cmark_iter_new(m_root))
{
}

MarkdownTree::~MarkdownTree()
{
    cmark_iter_free(m_iterator);
    cmark_node_free(m_root);
}

bool MarkdownTree::next()
{
    const auto event = cmark_iter_next(m_iterator);
    m_entering = event == CMARK_EVENT_ENTER;
    return event != CMARK_EVENT_DONE;
}

MarkdownNode MarkdownTree::node() const
{
    return MarkdownNode(cmark_iter_get_node(m_iterator));
}

bool MarkdownTree::skip()
{
    if (!node().isLeaf())
        cmark_iter_reset(m_iterator, cmark_iter_get_node(m_iterator), CMARK_EVENT_EXIT);
    return true;
}

} // namespace rijian::report
