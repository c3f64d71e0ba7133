#include "git/treediff.h"

#include <git2/sys/errors.h>

namespace rijian::git {

namespace {

constexpr int deepest = 512;
constexpr std::size_t mostVisits = 1'000'000;
constexpr qsizetype longestPath = 64 << 10;

bool isTree(const git_tree_entry *entry)
{
    return git_tree_entry_type(entry) == GIT_OBJECT_TREE;
}

TreeSide sideOf(const git_tree_entry *entry)
{
    return TreeSide{*git_tree_entry_id(entry), quint32(git_tree_entry_filemode(entry))};
}

bool sameType(quint32 a, quint32 b)
{
    return (a & 0170000) == (b & 0170000);
}

class TreeWalk
{
public:
    TreeWalk(git_repository *repository, std::vector<TreeChange> &changes, const std::stop_token &stop)
        : m_repository(repository)
        , m_changes(changes)
        , m_stop(stop)
    {
    }

    int compare(const git_tree *before, const git_tree *after, int depth)
    {
        const std::size_t oldCount = before ? git_tree_entrycount(before) : 0;
        const std::size_t newCount = after ? git_tree_entrycount(after) : 0;
        if (depth > deepest || ++m_visits > mostVisits || m_changes.size() > mostVisits)
            return refuse();
        if (m_stop.stop_requested())
            return GIT_EUSER;
        for (std::size_t i = 0, j = 0; i < oldCount || j < newCount;) {
            const git_tree_entry *one = i < oldCount ? git_tree_entry_byindex(before, i) : nullptr;
            const git_tree_entry *two = j < newCount ? git_tree_entry_byindex(after, j) : nullptr;
            const int order = !one ? 1 : !two ? -1 : git_tree_entry_cmp(one, two);
            one = order <= 0 ? one : nullptr;
            two = order >= 0 ? two : nullptr;
            i += one != nullptr;
            j += two != nullptr;
            if (const int code = visit(one, two, depth); code < 0)
                return code;
        }
        return 0;
    }

private:
    static int refuse()
    {
        git_error_set_str(GIT_ERROR_TREE, "the tree is deeper or larger than any honest one");
        return GIT_EINVALID;
    }

    /// Entries of one name; at most one is null.
    int visit(const git_tree_entry *one, const git_tree_entry *two, int depth)
    {
        const bool oldTree = one && isTree(one);
        const bool newTree = two && isTree(two);
        if (one && two && git_oid_equal(git_tree_entry_id(one), git_tree_entry_id(two)) && git_tree_entry_filemode(one) == git_tree_entry_filemode(two))
            return 0;
        const qsizetype length = m_path.size();
        m_path += git_tree_entry_name(one ? one : two);
        if (m_path.size() > longestPath)
            return refuse();
        int code = 0;
        if (!oldTree && !newTree) {
            add(one, two);
        } else {
            m_path += '/';
            code = descend(oldTree ? one : nullptr, newTree ? two : nullptr, depth);
        }
        m_path.truncate(length);
        return code;
    }

    int descend(const git_tree_entry *one, const git_tree_entry *two, int depth)
    {
        TreeHandle before, after;
        int code = one ? git_tree_lookup(out(before), m_repository, git_tree_entry_id(one)) : 0;
        if (code == 0 && two)
            code = git_tree_lookup(out(after), m_repository, git_tree_entry_id(two));
        return code < 0 ? code : compare(before.get(), after.get(), depth + 1);
    }

    void add(const git_tree_entry *one, const git_tree_entry *two)
    {
        TreeChange change{.oldPath = m_path, .newPath = m_path};
        change.before = one ? sideOf(one) : TreeSide();
        change.after = two ? sideOf(two) : TreeSide();
        if (!one || !two)
            change.status = one ? FileStatus::Deleted : FileStatus::Added;
        else if (!sameType(change.before.mode, change.after.mode))
            change.status = FileStatus::TypeChanged;
        m_changes.push_back(std::move(change));
    }

    git_repository *m_repository;
    std::vector<TreeChange> &m_changes;
    const std::stop_token &m_stop;
    QByteArray m_path;
    std::size_t m_visits = 0;
};

} // namespace

int compareTrees(git_repository *repository, const git_tree *before, const git_tree *after, std::vector<TreeChange> &changes, const std::stop_token &stop)
{
    if (before && after && git_oid_equal(git_tree_id(before), git_tree_id(after)))
        return 0;
    return TreeWalk(repository, changes, stop).compare(before, after, 0);
}

} // namespace rijian::git
