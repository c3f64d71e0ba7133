#pragma once
// What a walk needs of a raw commit: cheaper than parsing all of it. Internal to this room.

#include "git/handle.h"

#include <QByteArrayView>

#include <vector>

namespace rijian::git {

struct CommitHeader {
    git_oid tree = {};
    std::vector<git_oid> parents;
    qint64 committerTime = 0; ///< one that cannot be read is 0, as in git
};

/// False for bytes that are no commit.
bool parseCommitHeader(QByteArrayView raw, CommitHeader &header);

struct OidHash {
    std::size_t operator()(const git_oid &id) const;
};

struct OidEqual {
    bool operator()(const git_oid &a, const git_oid &b) const { return git_oid_equal(&a, &b); }
};

} // namespace rijian::git
