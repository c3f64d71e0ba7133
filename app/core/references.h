#pragma once

#include <QStringList>
#include <QStringView>

namespace rijian {

/// What a commit's message says of other commits and of issues. Case does not count; 32 of each kind at most.
struct References {
    QStringList reverts; ///< shas, 7 digits at least: "This reverts commit 1a2b3c…"
    QStringList fixes;   ///< shas: "Fixes: 1a2b3c… (…)", "fixes commit 1a2b3c…"
    QStringList issues;  ///< numbers, without a sign: "#123", "GH-123", ".../pull/123", ".../issues/123"; of merge requests, too: "!123"

    bool isEmpty() const { return reverts.isEmpty() && fixes.isEmpty() && issues.isEmpty(); }
    bool operator==(const References &) const = default;
};

References referencesOf(QStringView message);

} // namespace rijian
