#pragma once
// What somebody types to search all commits; docs/SEARCH.md describes the language. Anything at all is a query.

#include "core/card.h"
#include "core/triage.h"

#include <QDate>
#include <QStringList>

#include <optional>

namespace rijian {

enum class SearchField { Any, Repository, Author, Type, Importance, State, Date, Path, Sha, Has, Analyzer, Tag };

struct SearchTerm {
    SearchField field = SearchField::Any;
    bool negated = false;
    bool phrase = false; ///< in quotes: its words do not go on
    QString text;        ///< of all but the following fields
    int value = 0;       ///< Type, Importance, State: of that enumeration
    QDate from, to;      ///< Date: both included; invalid: open
    bool operator==(const SearchTerm &) const = default;
};

struct SearchQuery {
    QList<QList<SearchTerm>> groups; ///< of each group one has to hold
    QStringList advice;              ///< one line for each filter that was left out as it makes no sense

    bool isEmpty() const { return groups.isEmpty(); }
    bool operator==(const SearchQuery &) const = default;
};

inline constexpr int mostSearchTerms = 32;

/// `today` is what "today" and "week" mean.
SearchQuery parseSearch(QStringView text, const QDate &today);

/// The words of filters, for completion: "repo:", "author:", …; in Chinese "仓库:", ….
QStringList searchFilters(bool chinese);
/// What can follow a filter ("importance:"), as long as that is one of a few words; empty for others.
QStringList searchValues(QStringView filter);
/// What such a word stands for, as SearchTerm::value, in either language: the word itself, else the only one that it begins.
std::optional<int> searchValue(SearchField field, QStringView word);

} // namespace rijian
