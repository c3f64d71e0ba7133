#pragma once
// What a user types for a repository, understood.

#include "core/result.h"

#include <QString>

namespace rijian::git {

struct Address {
    enum class Kind {
        Http,  ///< https:// or http://
        Ssh,   ///< ssh:// or host:path
        Git,   ///< git://: neither encrypted nor authenticated
        Folder ///< a folder of this machine (or file://), read in place
    };
    Kind kind = Kind::Http;
    QString url;  ///< what is stored and fetched: normalised, without password; a user name stays only for ssh. Folder: absolute path
    QString host; ///< lower case, without port; empty for Folder
    int port = -1;
    QString path; ///< on the host without leading slash and ".git", e.g. "ai-dynamo/dynamo"; Folder: absolute path
    QString user; ///< of the address, for ssh and http; empty if none
    QString password; ///< of the address; used for this run, never stored nor shown

    bool isLocal() const { return kind == Kind::Folder; }
    /// The suggested name: the path's last two parts ("owner/name"), a folder's own name.
    QString suggestedName() const;
    /// Two addresses with the same key are the same repository (case of the host, ".git", a trailing slash do not count).
    QString key() const;
};

/// Accepts https, http, ssh, git and file addresses, scp form (git@host:owner/name.git), "owner/name" (GitHub; an existing folder of
/// that name wins), "github.com/owner/name", and folders. Anything else is a usage error that says what would do.
Result<Address> parseAddress(const QString &text);

/// A host as credentials are kept for: "github.com", or an address on it. Usage when it is neither.
Result<QString> parseHost(const QString &text);

} // namespace rijian::git
