#include "git/linemap.h"

#include "git/library.h"

#include <algorithm>
#include <cstring>

namespace rijian::git {

namespace {

/// The common end is left out in steps of this, as git does before it blames (xdiff-interface.c): it decides which of several equal lines
/// count as the old ones.
constexpr qsizetype step = 1'024;

/// How many bytes at the end are the same, in whole steps less the line that is cut.
qsizetype commonEnd(QByteArrayView before, QByteArrayView after)
{
    const qsizetype most = std::min(before.size(), after.size());
    qsizetype same = 0;
    while (same + step <= most && std::memcmp(before.data() + before.size() - same - step, after.data() + after.size() - same - step, step) == 0)
        same += step;
    if (same == 0)
        return 0;
    const auto *feed = static_cast<const char *>(std::memchr(before.data() + before.size() - same, '\n', std::size_t(same)));
    return feed ? before.data() + before.size() - feed - 1 : 0;
}

} // namespace

int LineMap::compare(QByteArrayView before, QByteArrayView after)
{
    m_changes.clear();
    rewind();
    const qsizetype end = commonEnd(before, after);
    before.chop(end);
    after.chop(end);
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_INDENT_HEURISTIC;
    options.context_lines = 0;
    forgetError();
    const int code = git_diff_buffers(before.data(), std::size_t(before.size()), nullptr, after.data(), std::size_t(after.size()), nullptr, &options, nullptr, nullptr,
                                      onHunk, nullptr, this);
    return code == 0 && m_changes.empty() && lackedMemory() ? int(GIT_ERROR) : code;
}

int LineMap::onHunk(const git_diff_delta *, const git_diff_hunk *hunk, void *payload)
{
    // "@@ -3,0 +4,2 @@": without lines on a side, the number is that of the line before.
    const int oldEnd = hunk->old_start + (hunk->old_lines > 0 ? hunk->old_lines : 1);
    const int newFirst = hunk->new_start + (hunk->new_lines > 0 ? 0 : 1);
    static_cast<LineMap *>(payload)->m_changes.push_back({newFirst, hunk->new_lines, oldEnd - (newFirst + hunk->new_lines)});
    return 0;
}

int LineMap::before(int line)
{
    for (; m_next < m_changes.size() && m_changes[m_next].first + m_changes[m_next].count <= line; ++m_next)
        m_shift = m_changes[m_next].shift;
    const bool changed = m_next < m_changes.size() && m_changes[m_next].first <= line;
    return changed ? 0 : line + m_shift;
}

} // namespace rijian::git
