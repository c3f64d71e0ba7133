#include "core/commit.h"

#include <algorithm>
#include <limits>

namespace rijian {

namespace {

/// Sums of a hostile commit's counts stay within an int.
int sum(const QList<FileChange> &files, int FileChange::*count)
{
    qint64 total = 0;
    for (const FileChange &file : files)
        total += file.*count;
    return int(std::min<qint64>(total, std::numeric_limits<int>::max()));
}

} // namespace

int Commit::insertions() const
{
    return sum(files, &FileChange::insertions);
}

int Commit::deletions() const
{
    return sum(files, &FileChange::deletions);
}

QString Commit::subject() const
{
    return message.section(u'\n', 0, 0).trimmed();
}

} // namespace rijian
