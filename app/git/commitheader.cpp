#include "git/commitheader.h"

#include <charconv>
#include <cstring>

namespace rijian::git {

namespace {

/// The object's name behind a key; false where there is none.
bool readId(QByteArrayView line, qsizetype key, git_oid &id)
{
    return line.size() == key + GIT_OID_SHA1_HEXSIZE && git_oid_fromstrn(&id, line.data() + key, GIT_OID_SHA1_HEXSIZE) == 0;
}

} // namespace

bool parseCommitHeader(QByteArrayView raw, CommitHeader &header)
{
    constexpr QByteArrayView treeKey = "tree ", parentKey = "parent ", committerKey = "committer ";
    bool committerSeen = false;
    while (!raw.isEmpty() && raw[0] != '\n') {
        const qsizetype end = raw.indexOf('\n');
        if (end < 0)
            return false;
        const QByteArrayView line = raw.first(end);
        if (line.startsWith(treeKey)) {
            if (!readId(line, treeKey.size(), header.tree))
                return false;
        } else if (line.startsWith(parentKey)) {
            if (!readId(line, parentKey.size(), header.parents.emplace_back()))
                return false;
        } else if (!committerSeen && line.startsWith(committerKey)) {
            // "committer Name <mail> 1767750000 +0800": the number follows the last '>'.
            committerSeen = true;
            qsizetype at = line.lastIndexOf('>') + 1;
            while (at > 0 && at < line.size() && line[at] == ' ')
                ++at;
            std::from_chars(line.data() + at, line.data() + line.size(), header.committerTime);
        }
        raw = raw.sliced(end + 1);
    }
    return committerSeen;
}

std::size_t OidHash::operator()(const git_oid &id) const
{
    std::size_t value;
    std::memcpy(&value, id.id, sizeof value);
    return value;
}

} // namespace rijian::git
