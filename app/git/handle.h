#pragma once
// Ownership of libgit2's objects. A handle belongs to the thread that made it and never leaves it.

#include <git2.h>

#include <memory>

namespace rijian::git {

template<typename T, void (*Free)(T *)>
struct Deleter {
    void operator()(T *object) const { Free(object); }
};

template<typename T, void (*Free)(T *)>
using Handle = std::unique_ptr<T, Deleter<T, Free>>;

using RepositoryHandle = Handle<git_repository, git_repository_free>;
using RemoteHandle = Handle<git_remote, git_remote_free>;
using ReferenceHandle = Handle<git_reference, git_reference_free>;
using ReferenceIteratorHandle = Handle<git_reference_iterator, git_reference_iterator_free>;
using CommitHandle = Handle<git_commit, git_commit_free>;
using TreeHandle = Handle<git_tree, git_tree_free>;
using ObjectHandle = Handle<git_object, git_object_free>;
using BlobHandle = Handle<git_blob, git_blob_free>;
using OdbHandle = Handle<git_odb, git_odb_free>;
using OdbObjectHandle = Handle<git_odb_object, git_odb_object_free>;
using MailmapHandle = Handle<git_mailmap, git_mailmap_free>;
using SignatureHandle = Handle<git_signature, git_signature_free>;

/// Adapts a unique_ptr to libgit2's `T **out`: `git_commit_lookup(out(commit), …)`. The handle is set at the end of the full
/// expression: use it in the next statement, not behind `&&` or `||` in the same one.
template<typename H>
class Out
{
public:
    explicit Out(H &handle)
        : m_handle(handle)
    {
    }
    Out(const Out &) = delete;
    Out &operator=(const Out &) = delete;
    ~Out() { m_handle.reset(m_raw); }
    operator typename H::pointer *() { return &m_raw; }

private:
    H &m_handle;
    typename H::pointer m_raw = nullptr;
};

template<typename H>
Out<H> out(H &handle)
{
    return Out<H>(handle);
}

} // namespace rijian::git
