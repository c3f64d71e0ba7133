#include "git/renames.h"

#include <git2/sys/hashsig.h>

#include <string_view>
#include <unordered_set>

namespace rijian::git {

namespace {

constexpr std::size_t maxPairs = 160'000;       // 400 x 400; git's own limit is 1,000 x 1,000 with a cheaper comparison
constexpr std::size_t maxFileBytes = 4 << 20;   // larger files are paired by identical content only
constexpr std::size_t maxTotalBytes = 128 << 20;

/// What one search may still read.
struct Budget {
    std::size_t bytes = maxTotalBytes;
    std::size_t comparisons = 4 * maxPairs;
};

constexpr auto signatureOptions = static_cast<git_hashsig_option_t>(GIT_HASHSIG_NORMAL | GIT_HASHSIG_ALLOW_SMALL_FILES);

int bufferSignature(void **signature, const git_diff_file *, const char *data, size_t size, void *payload)
{
    auto *budget = static_cast<Budget *>(payload);
    *signature = nullptr;
    if (size > maxFileBytes || size > budget->bytes)
        return 0;
    budget->bytes -= size;
    git_hashsig *made = nullptr;
    const int code = git_hashsig_create(&made, data, size, signatureOptions);
    if (code == GIT_EBUFS) // too little in it to tell
        return 0;
    *signature = made;
    return code;
}

int fileSignature(void **signature, const git_diff_file *, const char *, void *)
{
    *signature = nullptr; // only trees are compared, never the working folder
    return 0;
}

void freeSignature(void *signature, void *)
{
    git_hashsig_free(static_cast<git_hashsig *>(signature));
}

int similarity(int *score, void *first, void *second, void *payload)
{
    auto *budget = static_cast<Budget *>(payload);
    if (budget->comparisons == 0)
        first = nullptr;
    else
        --budget->comparisons;
    *score = first && second ? git_hashsig_compare(static_cast<git_hashsig *>(first), static_cast<git_hashsig *>(second)) : 0;
    return *score < 0 ? *score : 0;
}

std::string_view bytes(const git_oid &id)
{
    return {reinterpret_cast<const char *>(id.id), GIT_OID_SHA1_SIZE};
}

struct Candidates {
    std::size_t all = 0;     ///< pairs of a deleted and an added file
    std::size_t inexact = 0; ///< the same without the files that have an identical partner
};

Candidates countCandidates(const git_diff *diff)
{
    std::unordered_multiset<std::string_view> deleted;
    const std::size_t count = git_diff_num_deltas(diff);
    for (std::size_t i = 0; i < count; ++i) {
        const git_diff_delta *delta = git_diff_get_delta(diff, i);
        if (delta->status == GIT_DELTA_DELETED)
            deleted.insert(bytes(delta->old_file.id));
    }
    const std::size_t gone = deleted.size();
    std::size_t added = 0, unpaired = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const git_diff_delta *delta = git_diff_get_delta(diff, i);
        if (delta->status != GIT_DELTA_ADDED)
            continue;
        ++added;
        if (const auto twin = deleted.find(bytes(delta->new_file.id)); twin != deleted.end())
            deleted.erase(twin);
        else
            ++unpaired;
    }
    return {gone * added, deleted.size() * unpaired};
}

} // namespace

int findRenames(git_diff *diff)
{
    const Candidates candidates = countCandidates(diff);
    if (candidates.all == 0)
        return 0;
    Budget budget;
    git_diff_similarity_metric metric{fileSignature, bufferSignature, freeSignature, similarity, &budget};
    git_diff_find_options options = GIT_DIFF_FIND_OPTIONS_INIT;
    // One pass: a second search over a diff that was searched before fails on an assertion in libgit2 1.9.0.
    options.flags = GIT_DIFF_FIND_RENAMES;
    if (candidates.inexact == 0 || candidates.inexact > maxPairs)
        options.flags |= GIT_DIFF_FIND_EXACT_MATCH_ONLY;
    options.rename_limit = 1'000'000;
    options.metric = &metric;
    return git_diff_find_similar(diff, &options);
}

} // namespace rijian::git
