#pragma once
// The user's own report: text with places for values. docs/TEMPLATES.md describes the language.
//
// It is small on purpose. A template can go through the commits and no further: no loop within a loop of its kind, no counting, no including. So the time it takes is its
// length times the commits, whatever it says, and commits can come one by one. Libraries of the kind have loops that nothing stops and want all values at once.

#include "core/result.h"
#include "report/source.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace rijian::report {

class Output;
struct TemplateNode;
struct WriteOptions;

inline constexpr qsizetype TemplateSizeLimit = 256 * 1024; ///< bytes of a template's file
inline constexpr int TemplateLoopLimit = 32;               ///< loops over commits in one template
inline constexpr int TemplateTagLimit = 2000;
inline constexpr int TemplateDepthLimit = 16;
inline constexpr qint64 TemplateOutputLimit = 1'000'000'000; ///< bytes of a report

/// What a template makes, which decides how values are escaped.
enum class TemplateKind { Markdown, Html };

/// A template that was read and holds no mistake.
class Template
{
public:
    /// By the file's suffix: .md or .html. Usage: a mistake, the message names file and line; NotFound, Disk.
    static Result<Template> load(const QString &file);
    /// `name` is what errors call it.
    static Result<Template> parse(const QString &text, TemplateKind kind, const QString &name);

    Template(Template &&) noexcept;
    Template &operator=(Template &&) noexcept;
    ~Template();

    /// What a template can name, for help and completion.
    static QStringList valueNames();

    TemplateKind kind() const { return m_kind; }
    /// How often it goes through all commits.
    int passes() const { return m_passes; }
    /// Whether it has a place for the user's follow-ups or notes.
    bool tellsNotes() const { return m_notes; }

    Result<void> write(EntrySource &source, Output &output, const WriteOptions &options) const;

private:
    Template();

    TemplateKind m_kind = TemplateKind::Markdown;
    int m_passes = 0;
    bool m_notes = false;
    std::unique_ptr<TemplateNode> m_root;
};

struct TemplateFile {
    QString name; ///< as in "template:weekly"; with its suffix where two files differ in nothing else
    QString file;

    bool operator==(const TemplateFile &) const = default;
};

/// `<data folder>/templates`
QString templateFolder(const QString &dataFolder);
/// The templates there are, by name.
QList<TemplateFile> templates(const QString &dataFolder);
/// NotFound: none of this name; the message says which there are, or where to put one.
Result<TemplateFile> findTemplate(const QString &dataFolder, const QString &name);
/// A plain file name: no path, not hidden.
bool isTemplateName(const QString &name);

} // namespace rijian::report
