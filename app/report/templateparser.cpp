#include "core/text.h"
#include "report/templateparts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

struct TemplateParserText {
    Q_DECLARE_TR_FUNCTIONS(rijian::report::Template)
};

struct Token {
    enum class Kind { Text, Value, Tag, End };
    Kind kind = Kind::End;
    QStringView text; // without the braces
    int line = 0;
};

/// Reads a template once from front to back; blocks within blocks to a fixed depth.
class Parser
{
public:
    Parser(const QString &text, TemplateKind kind, const QString &name)
        : m_text(text)
        , m_kind(kind)
        , m_name(name)
    {
    }

    Result<ParsedTemplate> parse();

private:
    Result<Token> next();
    Result<Token> tagToken(qsizetype open);
    std::optional<qsizetype> aloneOnLine(qsizetype open, qsizetype end) const;
    Result<QStringList> block(std::vector<TemplateNode> &nodes, const QStringList &ends);
    Result<void> tag(std::vector<TemplateNode> &nodes, const Token &token, const QStringList &words);
    Result<void> value(std::vector<TemplateNode> &nodes, const Token &token);
    Result<void> filter(TemplateNode &node, QStringView text, int line) const;
    Result<void> condition(std::vector<TemplateNode> &nodes, const Token &token, const QStringList &words);
    Result<void> loop(std::vector<TemplateNode> &nodes, const Token &token, const QStringList &words);
    Result<const TemplateValue *> named(const QString &name, int line);
    void noteText(QStringView text);
    std::unexpected<Error> wrong(int line, const QString &what) const;

    const QString &m_text;
    TemplateKind m_kind;
    const QString &m_name;
    qsizetype m_position = 0;
    int m_line = 1;
    int m_tags = 0;
    int m_depth = 0;
    int m_passes = 0;
    bool m_inRepository = false;
    bool m_inCommit = false;
    bool m_inFile = false;
    bool m_usesCard = false;
    bool m_usesNotes = false;
    QString m_unsafe; // of HTML: the element whose text is no text ("script"), while inside one
    QString m_tail;   // the end of the text before
};

std::unexpected<Error> Parser::wrong(int line, const QString &what) const
{
    return failure(ErrorKind::Usage, TemplateParserText::tr("%1, line %2: %3").arg(m_name, QString::number(line), what));
}

/// A tag that stands alone on its line takes the line with it. Where the text goes on then.
std::optional<qsizetype> Parser::aloneOnLine(qsizetype open, qsizetype end) const
{
    for (qsizetype i = open - 1; i >= 0 && m_text[i] != u'\n'; --i) {
        if (m_text[i] != u' ' && m_text[i] != u'\t')
            return std::nullopt;
    }
    while (end < m_text.size() && (m_text[end] == u' ' || m_text[end] == u'\t'))
        ++end;
    if (end < m_text.size() && m_text[end] != u'\n')
        return std::nullopt;
    return std::min(end + 1, m_text.size());
}

Result<Token> Parser::tagToken(qsizetype open)
{
    const QChar sort = m_text[open + 1]; // { % #
    const QString close = sort == u'{' ? u"}}"_s : QString(sort) + u'}';
    qsizetype lineEnd = m_text.indexOf(u'\n', open);
    if (lineEnd < 0)
        lineEnd = m_text.size();
    const qsizetype end = QStringView(m_text).first(lineEnd).indexOf(close, open + 2);
    if (end < 0)
        return wrong(m_line, TemplateParserText::tr("“%1” is not closed with “%2” on its line.").arg(m_text.sliced(open, 2), close));
    if (++m_tags > TemplateTagLimit)
        return wrong(m_line, TemplateParserText::tr("more than %1 places: shorten the template.").arg(TemplateTagLimit));
    const Token token{sort == u'{' ? Token::Kind::Value : Token::Kind::Tag, sort == u'#' ? QStringView() : QStringView(m_text).sliced(open + 2, end - open - 2).trimmed(), m_line};
    m_position = end + 2;
    if (sort != u'{') {
        if (const auto after = aloneOnLine(open, m_position)) {
            m_position = *after;
            m_line += m_text[*after - 1] == u'\n';
        }
    }
    return token;
}

Result<Token> Parser::next()
{
    if (m_position >= m_text.size())
        return Token{Token::Kind::End, {}, m_line};
    qsizetype open = m_position;
    for (; open < m_text.size(); ++open) {
        if (m_text[open] == u'{' && open + 1 < m_text.size() && QStringView(u"{%#").contains(m_text[open + 1]))
            break;
    }
    if (open == m_position)
        return tagToken(open);
    // The blanks before a tag that takes its line with it go, too.
    qsizetype end = open;
    if (open < m_text.size() && m_text[open + 1] != u'{') {
        const qsizetype close = m_text.indexOf(QString(m_text[open + 1]) + u'}', open + 2);
        if (close >= 0 && aloneOnLine(open, close + 2)) {
            while (end > m_position && (m_text[end - 1] == u' ' || m_text[end - 1] == u'\t'))
                --end;
        }
    }
    const Token token{Token::Kind::Text, QStringView(m_text).sliced(m_position, end - m_position), m_line};
    m_line += int(token.text.count(u'\n'));
    m_position = open;
    return token;
}

/// Which element of HTML the text so far ends in, as far as it matters: in scripts and styles nothing can be escaped.
void Parser::noteText(QStringView text)
{
    if (m_kind != TemplateKind::Html)
        return;
    const QString whole = m_tail + text.toString().toLower();
    for (qsizetype i = whole.indexOf(u'<'); i >= 0; i = whole.indexOf(u'<', i + 1)) {
        const QStringView rest = QStringView(whole).sliced(i + 1);
        if (!m_unsafe.isEmpty()) {
            if (rest.startsWith(u'/') && rest.sliced(1).startsWith(m_unsafe))
                m_unsafe.clear();
            continue;
        }
        for (const QString &name : {u"script"_s, u"style"_s}) {
            if (rest.startsWith(name))
                m_unsafe = name;
        }
    }
    m_tail = whole.contains(u'<') ? whole.sliced(std::max(whole.lastIndexOf(u'<'), whole.size() - 8)) : QString();
}

Result<const TemplateValue *> Parser::named(const QString &name, int line)
{
    const TemplateValue *value = findTemplateValue(name);
    if (!value)
        return wrong(line, TemplateParserText::tr("there is no value “%1”; docs/TEMPLATES.md lists them.").arg(oneLine(name, 60)));
    using enum ValueNeeds;
    const bool there = value->needs == Report || (value->needs == Repository && (m_inRepository || m_inCommit)) || (value->needs == Commit && m_inCommit)
        || (value->needs == File && m_inFile) || (value->needs == Loop && (m_inRepository || m_inCommit));
    if (!there)
        return wrong(line, TemplateParserText::tr("“%1” stands outside of the {% for %} that it needs.").arg(name));
    m_usesCard = m_usesCard || value->needs == Commit;
    m_usesNotes = m_usesNotes || value->note;
    return value;
}

Result<void> Parser::filter(TemplateNode &node, QStringView text, int line) const
{
    if (text == u"line") {
        node.line = true;
        return {};
    }
    if (text == u"raw") {
        if (m_kind == TemplateKind::Html)
            return wrong(line, TemplateParserText::tr("“raw” is only for Markdown: in a page, other people's text is always escaped."));
        node.plain = true;
        return {};
    }
    bool ok = false;
    const int cut = text.startsWith(u"cut:") ? text.sliced(4).trimmed().toInt(&ok) : 0;
    if (!ok || cut < 1)
        return wrong(line, TemplateParserText::tr("there is no “|%1”; there are |line, |cut:80 and, in Markdown, |raw.").arg(oneLine(text, 60)));
    node.cut = cut;
    return {};
}

Result<void> Parser::value(std::vector<TemplateNode> &nodes, const Token &token)
{
    if (!m_unsafe.isEmpty())
        return wrong(token.line, TemplateParserText::tr("values are not allowed inside <%1>: other people's text cannot be made safe there.").arg(m_unsafe));
    const auto parts = token.text.split(u'|');
    const auto found = named(parts.first().trimmed().toString(), token.line);
    if (!found)
        return std::unexpected(found.error());
    TemplateNode node{.kind = TemplateNode::Kind::Value, .value = *found};
    for (const QStringView part : parts.sliced(1)) {
        if (auto read = filter(node, part.trimmed(), token.line); !read)
            return read;
    }
    nodes.push_back(std::move(node));
    return {};
}

/// if X · if not X · if X == "word" · if X != "word"
Result<void> Parser::condition(std::vector<TemplateNode> &nodes, const Token &token, const QStringList &words)
{
    TemplateNode node{.kind = TemplateNode::Kind::If};
    QStringList rest = words.sliced(1);
    if (rest.size() == 2 && rest[0] == "not"_L1) {
        node.negated = true;
        rest.removeFirst();
    } else if (rest.size() == 3 && (rest[1] == "=="_L1 || rest[1] == "!="_L1) && rest[2].size() >= 2 && rest[2].startsWith(u'"') && rest[2].endsWith(u'"')) {
        node.compares = true;
        node.negated = rest[1] == "!="_L1;
        node.text = rest[2].sliced(1).chopped(1);
        rest = {rest[0]};
    }
    if (rest.size() != 1)
        return wrong(token.line, TemplateParserText::tr("write {% if value %}, {% if not value %} or {% if value == \"word\" %}."));
    const auto found = named(rest[0], token.line);
    if (!found)
        return std::unexpected(found.error());
    node.value = *found;
    auto end = block(node.children, {u"else"_s, u"endif"_s});
    if (end && end->first() == "else"_L1)
        end = block(node.otherwise, {u"endif"_s});
    if (!end)
        return std::unexpected(end.error());
    nodes.push_back(std::move(node));
    return {};
}

/// for repository in repositories · for commit in commits[.high] · for file in commit.files
Result<void> Parser::loop(std::vector<TemplateNode> &nodes, const Token &token, const QStringList &words)
{
    static const QHash<QString, std::optional<Importance>> commitLists{
        {u"commits"_s, std::nullopt},           {u"commits.high"_s, Importance::High}, {u"commits.medium"_s, Importance::Medium},
        {u"commits.low"_s, Importance::Low}, {u"commits.unknown"_s, Importance::Unknown}};
    TemplateNode node{.kind = TemplateNode::Kind::Loop};
    const QString what = words.sliced(1).join(u' ');
    bool *inside = nullptr;
    if (what == "repository in repositories"_L1) {
        inside = &m_inRepository;
        if (m_inCommit)
            return wrong(token.line, TemplateParserText::tr("repositories cannot be gone through inside of a commit."));
    } else if (what == "file in commit.files"_L1) {
        node.over = LoopOver::Files;
        inside = &m_inFile;
        if (!m_inCommit)
            return wrong(token.line, TemplateParserText::tr("files are a commit's: {% for commit in commits %} comes first."));
    } else if (words.size() == 4 && words[1] == "commit"_L1 && words[2] == "in"_L1 && commitLists.contains(words[3])) {
        node.over = LoopOver::Commits;
        node.importance = commitLists.value(words[3]);
        inside = &m_inCommit;
        if (++m_passes > TemplateLoopLimit)
            return wrong(token.line, TemplateParserText::tr("more than %1 loops over commits: shorten the template.").arg(TemplateLoopLimit));
    } else {
        return wrong(token.line, TemplateParserText::tr("there are three loops: {% for repository in repositories %}, {% for commit in commits %} (also commits.high, .medium, .low, .unknown) and {% for file in commit.files %}."));
    }
    if (*inside)
        return wrong(token.line, TemplateParserText::tr("a loop cannot stand inside of another of its kind."));
    *inside = true;
    if (node.over == LoopOver::Commits)
        m_usesCard = false;
    const auto end = block(node.children, {u"endfor"_s});
    *inside = false;
    if (!end)
        return std::unexpected(end.error());
    node.cards = m_usesCard;
    nodes.push_back(std::move(node));
    return {};
}

Result<void> Parser::tag(std::vector<TemplateNode> &nodes, const Token &token, const QStringList &words)
{
    if (words.first() == "if"_L1)
        return condition(nodes, token, words);
    if (words.first() == "for"_L1)
        return loop(nodes, token, words);
    return wrong(token.line, TemplateParserText::tr("“{% %1 %}” has no meaning here.").arg(oneLine(words.join(u' '), 60)));
}

/// Up to one of the tags that end it, which are returned.
Result<QStringList> Parser::block(std::vector<TemplateNode> &nodes, const QStringList &ends)
{
    const int line = m_line;
    if (++m_depth > TemplateDepthLimit)
        return wrong(line, TemplateParserText::tr("more than %1 blocks inside one another.").arg(TemplateDepthLimit));
    for (;;) {
        const auto token = next();
        if (!token)
            return std::unexpected(token.error());
        if (token->kind == Token::Kind::End) {
            if (!ends.isEmpty())
                return wrong(line, TemplateParserText::tr("“{% %1 %}” is missing for what begins here.").arg(ends.last()));
            --m_depth;
            return QStringList();
        }
        if (token->kind == Token::Kind::Text) {
            noteText(token->text);
            nodes.push_back({.kind = TemplateNode::Kind::Text, .text = token->text.toString()});
            continue;
        }
        Result<void> read;
        if (token->kind == Token::Kind::Value) {
            read = value(nodes, *token);
        } else if (const QStringList words = token->text.toString().simplified().split(u' ', Qt::SkipEmptyParts); !words.isEmpty()) {
            if (words.size() == 1 && ends.contains(words.first())) {
                --m_depth;
                return words;
            }
            read = tag(nodes, *token, words);
        } // else a comment
        if (!read)
            return std::unexpected(read.error());
    }
}

Result<ParsedTemplate> Parser::parse()
{
    ParsedTemplate parsed;
    if (auto read = block(parsed.root.children, {}); !read)
        return std::unexpected(read.error());
    parsed.passes = m_passes;
    parsed.notes = m_usesNotes;
    return parsed;
}

} // namespace

Result<ParsedTemplate> parseTemplate(const QString &text, TemplateKind kind, const QString &name)
{
    if (text.size() > TemplateSizeLimit)
        return failure(ErrorKind::Usage, TemplateParserText::tr("%1 is not a template: it is larger than %2 KB.").arg(name).arg(TemplateSizeLimit / 1024));
    QString lines = text; // one kind of line end
    lines.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    return Parser(lines, kind, name).parse();
}

} // namespace rijian::report
