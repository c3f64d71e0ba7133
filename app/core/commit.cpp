#include "core/commit.h"

#include <numeric>

namespace rijian {

int Commit::insertions() const
{
    return std::accumulate(files.begin(), files.end(), 0, [](int sum, const FileChange &file) { return sum + file.insertions; });
}

int Commit::deletions() const
{
    return std::accumulate(files.begin(), files.end(), 0, [](int sum, const FileChange &file) { return sum + file.deletions; });
}

QString Commit::subject() const
{
    return message.section(u'\n', 0, 0).trimmed();
}

} // namespace rijian
