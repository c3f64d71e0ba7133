#pragma once
// Weighs a commit's facts: which signals of the data apply, what they add up to, and which level that is.

#include "analysis/rules/difffacts.h"
#include "analysis/rules/messagefacts.h"
#include "analysis/rules/ruledata.h"
#include "core/card.h"

#include <QHash>

namespace rijian::analysis {

/// Values for the {placeholders} of a signal's texts, fit for Markdown.
using Arguments = QHash<QString, QString>;

struct Finding {
    const Signal *signal = nullptr; ///< borrowed from the data
    int points = 0;
    Arguments arguments;
    bool base = false; ///< tells what kind of files changed; its texts stand in where no special signal has one
};

/// What the files alone say of the whole commit.
enum class Shape { Code, Docs, Tests, Translation, Meta, Generated, Lock, Metadata, Asset, Quiet, Comments, Typo, Renames, Binary, Empty };

struct Verdict {
    Importance importance = Importance::Low;
    int score = 0;
    Shape shape = Shape::Code;
    QList<Finding> findings; ///< most points first, the base ones last
    QStringList reasons;     ///< Chinese, most telling first
};

/// The first of the texts whose placeholders all have values, filled in; empty when none has.
QString fillText(const QStringList &texts, const Arguments &arguments);

/// The facts that both scoring and wording speak of.
struct Focus {
    const FileFacts *main = nullptr; ///< the file with most changed lines among those that matter most; null without files
    QStringList paths;      ///< of the role that matters most, most changed first
    QStringList functions;  ///< touched in those
    QString module;         ///< directory of the main file
    QStringList modules;    ///< directories of code, most files first
    QStringList testPaths;
};
Focus focusOf(const CommitPatch &patch, const DiffFacts &diff, Shape shape);

Shape shapeOf(const CommitPatch &patch, const MessageFacts &message, const DiffFacts &diff);

Verdict weigh(const CommitPatch &patch, const MessageFacts &message, const DiffFacts &diff, const Focus &focus, Shape shape, const RuleData &data);

/// "name 1.2 → 1.3" for people.
QString versionText(const VersionChange &change);

} // namespace rijian::analysis
