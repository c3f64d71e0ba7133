#pragma once
// The user's own rules: commits whose repository, files, author, type or message they describe matter more or less than a card says, or have a tag.
// docs/OWN_RULES.md describes the patterns.

#include "core/card.h"
#include "core/result.h"

#include <QStringList>

#include <optional>

namespace rijian {

struct OwnRule {
    enum class Effect { None, AtLeast, AtMost };

    bool enabled = true;
    // What it describes: all that is not empty has to hold. Several patterns with commas between: one of them.
    QString repository; ///< name
    QString path;       ///< of a changed file, as in .gitignore
    QString author;     ///< name or address
    QString text;       ///< of the message
    std::optional<ChangeType> type; ///< of the card
    // What follows
    Effect effect = Effect::None;
    Importance level = Importance::High; ///< of `effect`
    QString tag;

    bool operator==(const OwnRule &) const = default;
};

inline constexpr int mostOwnRules = 200;

/// Nothing where the rule can be used, else what it lacks.
std::optional<Error> faultOf(const OwnRule &rule);
/// Patterns that mean this author, or a repository of this name, and no one else: commas divide patterns.
QString authorPattern(const QString &name, const QString &email);
QString repositoryPattern(const QString &name);
/// "path:src/auth/**, author:dependabot": the words of a rule, for lists.
QString describe(const OwnRule &rule);

/// What the rules make of a commit.
struct OwnMark {
    Importance importance = Importance::Unknown; ///< in the card's place; Unknown: the card's holds
    QString rule;     ///< describe() of the one that decided
    QStringList tags; ///< of all rules that describe the commit

    bool isEmpty() const { return importance == Importance::Unknown && tags.isEmpty(); }
    bool operator==(const OwnMark &) const = default;
};

/// A commit as rules see it.
struct OwnRuleSubject {
    QString repository;
    QString authorName;
    QString authorEmail;
    QString message;
    QStringList paths; ///< old and new ones
    QList<ChangeType> types;
    Importance cardImportance = Importance::Unknown;
};

/// The enabled rules, ready to be used. The first that describes a commit and has an effect decides about its importance; all add their tags.
class OwnRules
{
public:
    explicit OwnRules(const QList<OwnRule> &rules);

    bool isEmpty() const { return m_rules.empty(); }
    /// Whether OwnRuleSubject::paths matter at all.
    bool needPaths() const;
    OwnMark mark(const OwnRuleSubject &commit) const;
    /// Whether any of them describes it.
    bool describes(const OwnRuleSubject &commit) const;

private:
    struct Ready {
        OwnRule rule;
        QStringList repositories, paths, authors, texts;
    };
    static bool matches(const Ready &ready, const OwnRuleSubject &commit);

    std::vector<Ready> m_rules;
};

} // namespace rijian
