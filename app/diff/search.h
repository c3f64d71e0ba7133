#pragma once
// Finds a text in the lines of a commit's files. Thread-safe: values only.

#include "core/patch.h"
#include "diff/worddiff.h"

#include <QString>

#include <memory>
#include <stop_token>
#include <vector>

namespace rijian::diff {

struct SearchQuery {
    QString text; ///< as it is: no patterns; empty finds nothing
    bool caseSensitive = false;
    int file = -1; ///< only this one; -1: all

    bool operator==(const SearchQuery &) const = default;
};

struct SearchMatch {
    int file = 0;
    int line = 0; ///< index into FilePatch::lines
    TextRange range;

    auto position() const { return std::tuple(file, line, range.offset); }
    bool operator==(const SearchMatch &) const = default;
};

/// Beyond these a search stops: nobody steps through more.
constexpr std::size_t mostMatches = 100'000;

struct SearchResult {
    std::vector<SearchMatch> matches; ///< in the order of files and lines; matches do not overlap
    bool more = false; ///< there are others beyond mostMatches
};

/// Takes a scan over the lines; returns early, with what there is, when `stop` is requested.
SearchResult search(const std::vector<std::shared_ptr<const FilePatch>> &files, const SearchQuery &query, const std::stop_token &stop);

} // namespace rijian::diff
