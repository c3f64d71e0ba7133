#pragma once
// A commit as plain values: what lists, tables, analyses and reports use. Cheap to copy, safe to send between threads.

#include <QList>
#include <QString>
#include <QStringList>

namespace rijian {

/// What stands in front of a sha that was made up for a commit whose own nobody has told (docs/REPORT_FORMAT.md, "Import").
inline constexpr QLatin1StringView madeUpShaPrefix("00000000");
inline bool isMadeUpSha(const QString &sha)
{
    return sha.startsWith(madeUpShaPrefix);
}

struct Person {
    QString name;
    QString email;

    bool operator==(const Person &) const = default;
};

/// A point in time as git stores it.
struct Moment {
    qint64 seconds = 0;    ///< since 1970-01-01 UTC
    int offsetSeconds = 0; ///< the person's offset from UTC; for display in the person's own zone only

    bool operator==(const Moment &) const = default;
};

enum class FileStatus { Added, Modified, Deleted, Renamed, Copied, TypeChanged };

/// One changed file against the first parent (a root commit: against nothing).
struct FileChange {
    QString path;    ///< in the new tree; for Deleted the path that went
    QString oldPath; ///< differs from path only for Renamed and Copied
    FileStatus status = FileStatus::Modified;
    int insertions = 0; ///< lines; 0 for binary files
    int deletions = 0;
    bool binary = false;
    bool submodule = false;
    quint32 oldMode = 0; ///< git's file modes: 0100644, 0100755, 0120000 (symlink), 0160000 (submodule); 0: no such side
    quint32 newMode = 0;

    bool operator==(const FileChange &) const = default;
};

struct Commit {
    QString sha; ///< 40 lower-case hex digits
    Person author; ///< mailmap applied
    Person committer;
    Moment authorTime;
    Moment committerTime;
    QString message; ///< as committed, decoded by the commit's own encoding header
    QStringList parents;
    QList<FileChange> files; ///< in git's order (by path)

    int insertions() const;
    int deletions() const;
    /// A report alone told of it: its parents and files are not known.
    bool isTold() const { return committer.name.isEmpty() && committer.email.isEmpty(); }
    bool isMerge() const { return parents.size() > 1; }
    /// The message's first line.
    QString subject() const;

    bool operator==(const Commit &) const = default;
};

} // namespace rijian
