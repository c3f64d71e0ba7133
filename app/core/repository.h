#pragma once

#include "core/encoding.h"

#include <QDateTime>
#include <QString>

namespace rijian {

/// A tracked repository, as the store keeps it.
struct Repository {
    qint64 id = 0;
    QString name;    ///< unique; heading in the report, name on the command line; "owner/name" where the address tells it
    QString address; ///< normalised, without user name or password
    QString branch;  ///< branches the user chose, separated by blanks; empty: the remote's default branch
    QDateTime lastFetch; ///< UTC; invalid: never
    QString lastError;   ///< of the last fetch; empty when it went well
    QString group;       ///< the panel's group; empty: none
    bool shared = false; ///< the user lets a model see it
    QDateTime changedAt; ///< UTC: when a fetch last brought something; invalid: never
    QDateTime seenAt;    ///< UTC: when the user last looked at its commits in the window; invalid: never
    bool imported = false; ///< came with a report, and nobody has asked to fetch it: nothing does so on its own. Its address may be empty
    TextEncoding encoding = TextEncoding::Unknown; ///< what its text is read as, whatever it looks like; Unknown: found for each file
    QString webRemote;   ///< a folder's own remote, for web addresses; empty if none

    /// A fetch has brought something that the user has not looked at.
    bool hasNews() const { return changedAt.isValid() && (!seenAt.isValid() || seenAt < changedAt); }

    bool operator==(const Repository &) const = default;
};

} // namespace rijian
