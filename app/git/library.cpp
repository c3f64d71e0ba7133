#include "git/library.h"

#include <git2/sys/errors.h>

#include <mutex>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

constexpr int connectTimeoutMs = 15'000;
constexpr int serverTimeoutMs = 60'000; // without one, a redirect with an empty body hangs for ever (1.9.0)

} // namespace

void initialize()
{
    static std::once_flag once;
    std::call_once(once, [] {
        git_libgit2_init();
        git_libgit2_opts(GIT_OPT_SET_SERVER_CONNECT_TIMEOUT, connectTimeoutMs);
        git_libgit2_opts(GIT_OPT_SET_SERVER_TIMEOUT, serverTimeoutMs);
        git_libgit2_opts(GIT_OPT_SET_USER_AGENT_PRODUCT, "rijian/" RIJIAN_VERSION);
        // Nothing outside a repository's own folder may change how we read or fetch it.
        for (const int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_PROGRAMDATA})
            git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
        // A pack was checked object by object when it was fetched; hashing each object again on every read costs 40 %.
        git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
        // The default keeps no tree above 4 KB, which is any folder of a hundred files: each commit would read them again.
        git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, size_t(1) << 20);
        git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECTS, size_t(50'000'000));
    });
}

Error lastError(int code, const QString &what, ErrorKind fallback)
{
    const git_error *error = git_error_last();
    const QString detail = error && error->message ? QString::fromUtf8(error->message) : u"libgit2 error %1"_s.arg(code);
    ErrorKind kind = fallback;
    if (code == GIT_EUSER)
        kind = ErrorKind::Cancelled;
    else if (code == GIT_EAUTH)
        kind = ErrorKind::Auth;
    else if (code == GIT_ECERTIFICATE)
        kind = ErrorKind::Auth;
    else if (code == GIT_ENOTFOUND && fallback == ErrorKind::BadData)
        kind = ErrorKind::NotFound;
    else if (code == GIT_ELOCKED)
        kind = ErrorKind::Busy;
    else if (code == GIT_TIMEOUT)
        kind = ErrorKind::Network;
    else if (error && error->klass == GIT_ERROR_OS
             && (detail.contains("No space left"_L1) || detail.contains("Permission denied"_L1) || detail.contains("Read-only"_L1)
                 || detail.contains("quota"_L1)))
        kind = ErrorKind::Disk;
    else if (error && (error->klass == GIT_ERROR_NET || error->klass == GIT_ERROR_HTTP || error->klass == GIT_ERROR_SSL
                       || error->klass == GIT_ERROR_SSH))
        kind = ErrorKind::Network;
    return Error{kind, what, detail};
}

void forgetError()
{
    git_error_clear();
}

bool lackedMemory()
{
    const git_error *error = git_error_last();
    return error && error->klass == GIT_ERROR_NOMEMORY;
}

QString toHex(const git_oid &id)
{
    char hex[GIT_OID_SHA1_HEXSIZE];
    git_oid_fmt(hex, &id);
    return QString::fromLatin1(hex, GIT_OID_SHA1_HEXSIZE);
}

bool fromHex(const QString &hex, git_oid &id)
{
    return hex.size() == GIT_OID_SHA1_HEXSIZE && git_oid_fromstr(&id, hex.toLatin1().constData()) == 0;
}

} // namespace rijian::git
