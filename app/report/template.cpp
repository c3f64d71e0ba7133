#include "report/template.h"

#include "core/text.h"
#include "report/cardguard.h"
#include "report/escape.h"
#include "report/html.h"
#include "report/links.h"
#include "report/output.h"
#include "report/templateparts.h"
#include "report/writers.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

struct TemplateText {
    Q_DECLARE_TR_FUNCTIONS(rijian::report::Template)
};

const QStringList suffixes{u"md"_s, u"html"_s};

QString cutTo(const QString &text, qsizetype limit)
{
    if (limit <= 0 || text.size() <= limit)
        return text;
    const qsizetype end = text[limit - 1].isHighSurrogate() ? limit - 1 : limit;
    return text.first(end) + u'…';
}

class TemplateWriter
{
public:
    TemplateWriter(TemplateKind kind, EntrySource &source, Output &output, const WriteOptions &options)
        : m_kind(kind)
        , m_output(output)
        , m_notes(options)
    {
        m_scope.source = &source;
        m_scope.notes = &m_notes;
        m_scope.generatedAt = options.generatedAt;
    }

    Result<void> write(const std::vector<TemplateNode> &nodes);

private:
    QString escaped(const TemplateNode &node) const;
    bool holds(const TemplateNode &node) const;
    Result<void> loop(const TemplateNode &node);
    Result<void> commits(const TemplateNode &node, qsizetype section);

    TemplateKind m_kind;
    Output &m_output;
    NotesByCommit m_notes;
    TemplateScope m_scope;
};

QString TemplateWriter::escaped(const TemplateNode &node) const
{
    QString text = node.value->get(m_scope);
    ValueKind kind = node.value->kind;
    if (kind == ValueKind::Address) {
        QString address = outsideAddress(text);
        return m_kind == TemplateKind::Html ? address.toHtmlEscaped() : address.replace(u'(', u"%28"_s).replace(u')', u"%29"_s);
    }
    if (node.line) {
        text = onOneLine(text.trimmed());
        kind = ValueKind::Line;
    }
    text = cutTo(text, node.cut);
    if (node.plain)
        return text;
    const bool html = m_kind == TemplateKind::Html;
    switch (kind) {
    case ValueKind::Markdown: return html ? markdownToHtml(text, {}, HtmlHeadings::Paragraphs).html : guardedCard(text);
    case ValueKind::Block: return html ? htmlText(text) : escapeMessage(text);
    default: return html ? htmlText(text) : inlineText(text);
    }
}

bool TemplateWriter::holds(const TemplateNode &node) const
{
    const QString text = node.value->get(m_scope);
    const bool holds = node.compares ? text == node.text : !text.isEmpty() && text != "0"_L1;
    return holds != node.negated;
}

Result<void> TemplateWriter::commits(const TemplateNode &node, qsizetype section)
{
    const TemplateScope outer = m_scope;
    m_scope.section = section;
    auto visited = m_scope.source->visit(section, {node.importance, node.cards}, [&](const Entry &entry) -> Result<void> {
        m_scope.entry = &entry;
        ++m_scope.index;
        if (auto written = write(node.children); !written)
            return written;
        return m_output.step();
    });
    const int index = m_scope.index;
    m_scope = outer;
    m_scope.index = index; // one count over several sections
    return visited;
}

Result<void> TemplateWriter::loop(const TemplateNode &node)
{
    const TemplateScope outer = m_scope;
    Result<void> written;
    m_scope.index = 0;
    if (node.over == LoopOver::Files) {
        for (const FileChange &file : m_scope.entry->commit.files) {
            m_scope.file = &file;
            ++m_scope.index;
            if (written = write(node.children); !written)
                break;
        }
    } else if (node.over == LoopOver::Commits && m_scope.section >= 0) {
        written = commits(node, m_scope.section);
    } else {
        for (qsizetype i = 0; i < m_scope.source->sections().size() && written; ++i) {
            if (node.over == LoopOver::Commits) {
                written = commits(node, i);
                continue;
            }
            m_scope.section = i;
            ++m_scope.index;
            written = write(node.children);
        }
    }
    m_scope = outer;
    return written;
}

Result<void> TemplateWriter::write(const std::vector<TemplateNode> &nodes)
{
    for (const TemplateNode &node : nodes) {
        Result<void> written;
        switch (node.kind) {
        case TemplateNode::Kind::Group: break;
        case TemplateNode::Kind::Text: m_output.write(node.text); break;
        case TemplateNode::Kind::Value: m_output.write(escaped(node)); break;
        case TemplateNode::Kind::If: written = write(holds(node) ? node.children : node.otherwise); break;
        case TemplateNode::Kind::Loop: written = loop(node); break;
        }
        if (written)
            written = m_output.check();
        if (!written)
            return written;
    }
    return {};
}

} // namespace

Template::Template() = default;
Template::Template(Template &&) noexcept = default;
Template &Template::operator=(Template &&) noexcept = default;
Template::~Template() = default;

QStringList Template::valueNames()
{
    return templateValueNames();
}

Result<Template> Template::parse(const QString &text, TemplateKind kind, const QString &name)
{
    auto parsed = parseTemplate(text, kind, name);
    if (!parsed)
        return std::unexpected(parsed.error());
    Template made;
    made.m_kind = kind;
    made.m_passes = parsed->passes;
    made.m_notes = parsed->notes;
    made.m_root = std::make_unique<TemplateNode>(std::move(parsed->root));
    return made;
}

Result<Template> Template::load(const QString &file)
{
    QFile input(file);
    if (!QFileInfo(file).isFile())
        return failure(ErrorKind::NotFound, TemplateText::tr("There is no template %1.").arg(file));
    if (!input.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Disk, TemplateText::tr("The template %1 cannot be read (%2).").arg(file, input.errorString()));
    QByteArray bytes = input.read(TemplateSizeLimit + 1);
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    const QString text = QString::fromUtf8(bytes);
    const bool html = QFileInfo(file).suffix().compare("html"_L1, Qt::CaseInsensitive) == 0;
    if (bytes.size() > TemplateSizeLimit)
        return failure(ErrorKind::Usage, TemplateText::tr("%1 is not a template: it is larger than %2 KB.").arg(file).arg(TemplateSizeLimit / 1024));
    return parse(text, html ? TemplateKind::Html : TemplateKind::Markdown, file);
}

Result<void> Template::write(EntrySource &source, Output &output, const WriteOptions &options) const
{
    output.setLimit(TemplateOutputLimit);
    if (auto written = TemplateWriter(m_kind, source, output, options).write(m_root->children); !written)
        return written;
    return output.finish();
}

QString templateFolder(const QString &dataFolder)
{
    return dataFolder + "/templates"_L1;
}

bool isTemplateName(const QString &name)
{
    constexpr qsizetype longest = 100;
    if (name.isEmpty() || name.size() > longest || name.startsWith(u'.') || name != name.trimmed() || visibleControls(name) != name)
        return false;
    return std::none_of(name.begin(), name.end(), [](QChar c) { return c == u'/' || c == u'\\' || c == u':' || c == u'\n' || c == u'\t'; });
}

QList<TemplateFile> templates(const QString &dataFolder)
{
    constexpr qsizetype most = 500;
    QList<TemplateFile> found;
    QStringList filters;
    for (const QString &suffix : suffixes)
        filters.append(u"*."_s + suffix);
    const QFileInfoList files = QDir(templateFolder(dataFolder)).entryInfoList(filters, QDir::Files | QDir::Readable, QDir::Name);
    const auto bases = [&files](const QString &base) { return std::count_if(files.begin(), files.end(), [&](const QFileInfo &file) { return file.completeBaseName() == base; }); };
    for (const QFileInfo &file : files) {
        const QString name = bases(file.completeBaseName()) > 1 ? file.fileName() : file.completeBaseName();
        if (isTemplateName(name) && found.size() < most)
            found.append({name, file.absoluteFilePath()});
    }
    return found;
}

Result<TemplateFile> findTemplate(const QString &dataFolder, const QString &name)
{
    QStringList names;
    for (const TemplateFile &one : templates(dataFolder)) {
        if (one.name == name || QFileInfo(one.file).fileName() == name)
            return one;
        names.append(one.name);
    }
    if (names.isEmpty())
        return failure(ErrorKind::NotFound, TemplateText::tr("There is no template “%1”: put %1.md or %1.html into %2 (docs/TEMPLATES.md).").arg(oneLine(name, 60), templateFolder(dataFolder)));
    return failure(ErrorKind::NotFound, TemplateText::tr("There is no template “%1”; there are: %2.").arg(oneLine(name, 60), names.join(TemplateText::tr(", ", "between parts of a list"))));
}

} // namespace rijian::report
