#pragma once

#include <QStringList>
#include <QStringView>

namespace rijian {

/// What a commit's message says of other commits and of issues. Case does not count; 32 of each kind at most.
struct References {
    QStringList reverts; ///< shas, 7 digits at least: "This reverts commit 1a2b3c…"
    QStringList fixes;   ///< shas: "Fixes: 1a2b3c… (…)", "fixes commit 1a2b3c…", "fixup! 1a2b3c…"
    QStringList issues;  ///< numbers, without a sign: "#123", "GH-123", ".../pull/123", ".../issues/123"; of merge requests, too: "!123"
    QStringList revertedIssues; ///< of `issues`: "Reverts owner/name#123", "reverts #123"
    QString revertedSubject;    ///< Revert "subject"
    QString mendedSubject;      ///< fixup!, squash!, amend! subject
    QString ownIssue;           ///< of `issues`: the one that became this commit, "subject (#123)" or "Merge pull request #123 …"

    bool isEmpty() const { return *this == References(); }
    bool operator==(const References &) const = default;
};

References referencesOf(QStringView message);

} // namespace rijian
