#pragma once
// The contents of blobs, straight from the object database. Belongs to one thread, as the repository it borrows.

#include "git/handle.h"

#include <QByteArrayView>

#include <cstddef>

namespace rijian::git {

class Blobs
{
public:
    explicit Blobs(git_repository *repository);

    git_repository *repository() const { return m_repository; }
    /// A blob's size without its content. 0 or libgit2's error code.
    int size(const git_oid &id, std::size_t &bytes) const;
    /// 0 or libgit2's error code; an object that is no blob is GIT_ENOTFOUND.
    int read(const git_oid &id, BlobHandle &blob) const;
    /// Of what size() or read() just returned: whether that object alone is missing or damaged, so that the others can be read all the same. What the
    /// machine lacks (memory, open files) says nothing about the object.
    static bool isLost(int code);
    static QByteArrayView bytes(const BlobHandle &blob);

private:
    git_repository *m_repository;
    OdbHandle m_odb;
};

} // namespace rijian::git
