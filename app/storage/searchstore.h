#pragma once

#include "core/commitrow.h"
#include "core/result.h"
#include "core/searchquery.h"
#include "core/searchtext.h"

#include <QTimeZone>

#include <optional>
#include <stop_token>

namespace rijian::storage {

class Database;

struct SearchPage {
    QList<CommitRow> rows;       ///< newest first, CommitRow::snippet filled
    std::optional<qint64> after; ///< continues behind the last row; nothing: there are no more
    QStringList advice;          ///< as SearchQuery's, and what the store had to say
};

struct SavedSearch {
    QString name;
    QString query;
    bool operator==(const SavedSearch &) const = default;
};

/// The search over messages, cards, notes, authors and file names of all commits that are listed. The index is behind by what isStale() tells: index()
/// brings it up to date. Borrows the database; same thread.
class SearchStore
{
public:
    explicit SearchStore(Database &database)
        : m_database(database)
    {
    }

    /// Takes up the next commits whose text has changed, newest first. One transaction; true when there are more. After a kill the next call goes on.
    Result<bool> index(int most = 50);
    /// How many commits index() has still to take up.
    Result<int> stale();

    /// `zone`: of the query's days. `after`: where an earlier page ended.
    Result<SearchPage> find(const SearchQuery &query, const QTimeZone &zone, int limit, std::optional<qint64> after = {});
    /// How many commits a query finds, `most` at most. Cancelled once `stop` says so.
    Result<int> count(const SearchQuery &query, const QTimeZone &zone, int most, const std::stop_token &stop = {});
    /// How many of these are 待看.
    Result<int> countUnseen(SearchQuery query, const QTimeZone &zone, int most);

    Result<QList<SavedSearch>> saved();
    /// In their order, in place of those that were there. Usage: two of a name, or one without.
    Result<void> save(const QList<SavedSearch> &searches);

private:
    struct Compiled {
        QString match;
        qint64 from = 0; ///< rows of the index, [from, to)
        qint64 to = 0;
        bool nothing = false; ///< no commit can be found
        bool some = false;    ///< words that begin alike were left out
        QStringList advice;
    };
    struct Hit {
        qint64 row = 0; ///< of the index
        qint64 repository = 0;
        QString sha;
    };
    enum class Words { Some, All }; ///< of very many that begin alike

    Result<QList<Hit>> hits(const SearchQuery &query, const QTimeZone &zone, std::optional<qint64> before, int most, QStringList &advice, const std::stop_token &stop = {});
    Result<Compiled> compile(const SearchQuery &query, const QTimeZone &zone, Words wanted);
    // What these have to say beside their answer goes to `compiled`.
    Result<QString> expression(const SearchTerm &term, Words wanted, Compiled &compiled);
    Result<QString> textExpression(const SearchTerm &term, Words wanted, Compiled &compiled);
    Result<QStringList> openExpressions(const QStringList &words, bool mayBeSome, Compiled &compiled);
    Result<QList<SearchPhrase>> readings(const SearchTerm &term);
    Result<QStringList> wordsWith(const QString &piece, bool atEnd);
    Result<void> add(qint64 commit, qint64 row, QSet<QString> &words);
    Result<void> addWords(const QSet<QString> &words);
    Result<void> beginAnew(bool &more);

    Database &m_database;
};

} // namespace rijian::storage
