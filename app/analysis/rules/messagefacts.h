#pragma once
// What a commit's message says: its habit (prefix, tags, nothing), intent, title and the facts it brings.

#include "analysis/rules/role.h"

#include <QString>
#include <QStringList>

namespace rijian::analysis {

class RuleData;

struct VersionChange {
    QString name;
    QString from; ///< may be empty when only the new version is told
    QString to;
    Role role = Role::Other; ///< of the file it stands in; Other: of the message
    bool development = false; ///< of a package that does not ship

    bool operator==(const VersionChange &) const = default;
};

struct MessageFacts {
    QString subject;     ///< the first line
    QString title;       ///< the subject without prefixes, tags and "(#123)"
    QString bodySentence; ///< the first sentence of the body that is prose of its author, without its stop, with the list that it announces; may be empty
    QStringList scopes;  ///< `fix(scope)`, `scope:`, `[Tag]`: as written, without those that name the intent
    Intent intent = Intent::Unknown;
    bool marked = false; ///< the intent stands in a prefix or tag, not in the words
    bool prefixed = false; ///< `type(scope):` of Conventional Commits
    bool breaking = false; ///< `!`, BREAKING CHANGE, [Breaking]
    bool typoOnly = false; ///< the title is about spelling
    bool security = false;
    QStringList securityIds; ///< CVE-…, GHSA-…
    QString revertedTitle;
    QString revertedSha;
    QString verb;    ///< base form of the title's first word when the data knows it
    QString object;  ///< the title after the verb
    bool negated = false; ///< "do not …", "don't …", "stop …ing"
    QString severeWord;
    QString seriousWord;
    QString droppedWord; ///< "drop support", …
    bool changesDefault = false;
    QString injection; ///< words that speak to a model
    QList<VersionChange> bumps; ///< "bump x from 1 to 2"
    int issues = 0; ///< the number at the end "(#123)"; 0: none
};

/// Looks at a bounded part of the message.
MessageFacts readMessage(const QString &message, const RuleData &data);

} // namespace rijian::analysis
