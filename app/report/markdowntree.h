#pragma once
// cmark-gfm's tree behind a face of ours: the only file that knows the C library. A tree belongs to one thread; trees on several threads at
// once are fine.

#include <QString>

#include <memory>
#include <optional>

struct cmark_node;
struct cmark_iter;

namespace rijian::report {

enum class MarkdownKind {
    Document, Quote, List, Item, Paragraph, Heading, Table, Row, Cell,  // blocks with children
    CodeBlock, HtmlBlock, Rule,                                         // blocks without
    Emphasis, Strong, Strikethrough, Link, Image,                       // inlines with children
    Text, SoftBreak, LineBreak, Code, HtmlInline,                       // inlines without
    Other
};

/// A look at one node; valid while its tree lives.
class MarkdownNode
{
public:
    explicit MarkdownNode(cmark_node *node);

    MarkdownKind kind() const { return m_kind; }
    bool isLeaf() const;  ///< never left by MarkdownTree
    bool isBlock() const; ///< stands on lines of its own; not so a cell
    QString literal() const;
    QString address() const;   ///< of a link or image
    int level() const;         ///< of a heading, 1 to 6
    bool isOrdered() const;    ///< list
    int start() const;         ///< of an ordered list
    bool isTight() const;      ///< a paragraph in a list without blank lines
    std::optional<bool> task() const; ///< of an item: whether it is ticked; none: no task
    bool isHeader() const;     ///< row
    int alignment(int column) const; ///< of a cell: 0 none, 1 left, 2 centre, 3 right

private:
    cmark_node *m_node;
    MarkdownKind m_kind;
};

/// Parses and walks in the order of the text.
class MarkdownTree
{
public:
    explicit MarkdownTree(const QString &markdown);
    ~MarkdownTree();
    MarkdownTree(const MarkdownTree &) = delete;
    MarkdownTree &operator=(const MarkdownTree &) = delete;

    /// To the next event: entering a node or, for those that are no leaves, leaving it. False at the end.
    bool next();
    bool entering() const { return m_entering; }
    MarkdownNode node() const;
    /// Right after entering: goes past the node's children and its leaving. Always true.
    bool skip();

private:
    cmark_node *m_root = nullptr;
    cmark_iter *m_iterator = nullptr;
    bool m_entering = false;
};

} // namespace rijian::report
