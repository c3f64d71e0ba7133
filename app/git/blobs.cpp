#include "git/blobs.h"

namespace rijian::git {

Blobs::Blobs(git_repository *repository)
    : m_repository(repository)
{
    if (git_repository_odb(out(m_odb), repository) < 0)
        m_odb.reset(); // read() then says what is wrong
}

int Blobs::size(const git_oid &id, std::size_t &bytes) const
{
    git_object_t type = GIT_OBJECT_INVALID;
    if (!m_odb)
        return GIT_ERROR;
    const int code = git_odb_read_header(&bytes, &type, m_odb.get(), &id);
    return code < 0 ? code : type == GIT_OBJECT_BLOB ? 0 : int(GIT_ENOTFOUND);
}

int Blobs::read(const git_oid &id, BlobHandle &blob) const
{
    return git_blob_lookup(out(blob), m_repository, &id);
}

bool Blobs::isLost(int code)
{
    if (code == GIT_ENOTFOUND || code == GIT_EMISMATCH)
        return true;
    const git_error *error = code < 0 && code != GIT_EUSER ? git_error_last() : nullptr;
    return error && (error->klass == GIT_ERROR_ODB || error->klass == GIT_ERROR_OBJECT || error->klass == GIT_ERROR_ZLIB || error->klass == GIT_ERROR_INVALID);
}

QByteArrayView Blobs::bytes(const BlobHandle &blob)
{
    return blob ? QByteArrayView(static_cast<const char *>(git_blob_rawcontent(blob.get())), qsizetype(git_blob_rawsize(blob.get()))) : QByteArrayView();
}

} // namespace rijian::git
