#pragma once
// Result<T>: what every function of ours that can fail returns. Exceptions do not cross our functions.

#include <QString>

#include <expected>
#include <utility>

namespace rijian {

/// What went wrong, as far as a program cares: decides retry, exit status and icon.
enum class ErrorKind {
    Network,     ///< host not reached, connection cut, timed out: worth another try
    Auth,        ///< wrong or missing credentials, host key or certificate not trusted
    NotFound,    ///< no such repository, branch, commit, file
    RateLimit,   ///< asked to wait
    BadData,     ///< damaged or unreadable input: mirror, database, report, card
    Unsupported, ///< sound input that this build cannot read
    Busy,        ///< another program holds the lock
    Disk,        ///< full, read-only, no permission
    Usage,       ///< the user's words are wrong
    Cancelled,   ///< the user stopped it
    Internal,    ///< a fault of ours
};

struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString message; ///< for people: one line, translated, says what to do; never holds a password or token
    QString detail;  ///< for the log: the library's own words

    bool operator==(const Error &) const = default;
};

template<typename T>
using Result = std::expected<T, Error>;

/// `return failure(ErrorKind::Disk, tr("…"));` in any function that returns a Result.
[[nodiscard]] inline std::unexpected<Error> failure(ErrorKind kind, QString message, QString detail = {})
{
    return std::unexpected(Error{kind, std::move(message), std::move(detail)});
}

} // namespace rijian
