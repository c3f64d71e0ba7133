#pragma once
// Finds a text in the lines of a commit's files. Thread-safe: values only.

#include "core/patch.h"
#include "diff/worddiff.h"

#include <QString>
#include <QStringView>

#include <memory>
#include <stop_token>
#include <vector>

namespace rijian::diff {

struct SearchQuery {
    QString text; ///< as it is: no patterns; empty finds nothing
    bool caseSensitive = false;
    int file = -1; ///< only this one; -1: all
    bool wholeWord = false; ///< where it standsAlone()

    bool operator==(const SearchQuery &) const = default;
};

struct SearchMatch {
    int file = 0;
    int line = 0; ///< index into FilePatch::lines
    TextRange range;

    auto position() const { return std::tuple(file, line, range.offset); }
    bool operator==(const SearchMatch &) const = default;
};

/// Whether a character belongs to a word or a name: letters, digits and marks of scripts that put blanks between words, and the underscore.
bool isWordPart(char32_t character);

/// Whether a part of a text neither begins nor ends within a word: "id" does not stand alone in "width". What has no words, such as "->" or Chinese, always does.
bool standsAlone(QStringView text, TextRange part);

/// Beyond these a search stops: nobody steps through more.
constexpr std::size_t mostMatches = 100'000;

struct SearchResult {
    std::vector<SearchMatch> matches; ///< in the order of files and lines; matches do not overlap
    bool more = false; ///< there are others beyond mostMatches
};

/// Takes a scan over the lines; returns early, with what there is, when `stop` is requested.
SearchResult search(const std::vector<std::shared_ptr<const FilePatch>> &files, const SearchQuery &query, const std::stop_token &stop);

} // namespace rijian::diff
