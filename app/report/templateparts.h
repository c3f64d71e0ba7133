#pragma once
// Inside of templates: the tree that a template is read into, and the values it can name.

#include "report/template.h"

#include <QDateTime>
#include <QStringList>

#include <vector>

namespace rijian::report {

class NotesByCommit;

/// Where a template stands while it is written.
struct TemplateScope {
    EntrySource *source = nullptr;
    const NotesByCommit *notes = nullptr;
    QDateTime generatedAt;
    qsizetype section = -1;          ///< -1: outside of any
    const Entry *entry = nullptr;
    const FileChange *file = nullptr;
    int index = 0;                   ///< of the innermost loop, from 1
};

/// How a value is escaped.
enum class ValueKind {
    Line,    ///< plain text on one line
    Block,   ///< plain text of several lines
    Markdown,///< a card's text
    Address, ///< a web address; empty when it must not be a link
};

/// Which loop a value needs around it.
enum class ValueNeeds { Report, Repository, Commit, File, Loop };

struct TemplateValue {
    QString name;
    ValueKind kind = ValueKind::Line;
    ValueNeeds needs = ValueNeeds::Report;
    QString (*get)(const TemplateScope &) = nullptr;
    bool note = false; ///< says what the user decided about a commit
};

/// Null: there is none of this name.
const TemplateValue *findTemplateValue(const QString &name);
QStringList templateValueNames();

enum class LoopOver { Repositories, Commits, Files };

struct TemplateNode {
    enum class Kind { Group, Text, Value, If, Loop };
    Kind kind = Kind::Group;
    QString text; ///< Text: as it is; If: what is compared with
    const TemplateValue *value = nullptr; ///< Value, If
    qsizetype cut = 0;   ///< Value: characters at most; 0: all
    bool line = false;   ///< Value: on one line
    bool plain = false;  ///< Value: not escaped
    bool compares = false; ///< If: with `text`; else whether there is something
    bool negated = false;  ///< If
    LoopOver over = LoopOver::Repositories;
    std::optional<Importance> importance; ///< Loop over commits: those of this one
    bool cards = false; ///< Loop over commits: its values need them
    std::vector<TemplateNode> children;
    std::vector<TemplateNode> otherwise; ///< If: {% else %}
};

struct ParsedTemplate {
    TemplateNode root;
    int passes = 0;
    bool notes = false; ///< a value of it tells of them
};
Result<ParsedTemplate> parseTemplate(const QString &text, TemplateKind kind, const QString &name);

} // namespace rijian::report
