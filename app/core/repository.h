#pragma once

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

    bool operator==(const Repository &) const = default;
};

} // namespace rijian
