// The part of Workspace that searches all commits, and keeps the index of the search up to date behind the scenes.

#include "jobs/workspace.h"

#include "storage/searchstore.h"

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

constexpr int firstPage = 100;
constexpr int mostCounted = 1'000;
constexpr int fewStale = 200; // taken up before a search, which then knows of what was just decided
constexpr std::chrono::milliseconds searchPatience{20}; // with whoever writes: an answer without what is new comes first

SearchQuery queryOf(const QString &text, const QTimeZone &zone)
{
    return parseSearch(text, QDateTime::currentDateTimeUtc().toTimeZone(zone).date());
}

} // namespace

Result<SearchAnswer> searchAnswer(storage::Database &database, const QString &text, const QTimeZone &zone, int limit)
{
    storage::SearchStore store(database);
    const auto stale = store.stale();
    if (stale && *stale > 0 && *stale <= fewStale) {
        database.setPatience(searchPatience);
        std::ignore = store.index(fewStale); // what could not be taken up is taken up later
        database.setPatience();
    }
    auto page = store.find(queryOf(text, zone), zone, limit);
    if (!page)
        return std::unexpected(page.error());
    const bool more = page->after.has_value();
    const int rows = int(page->rows.size());
    return SearchAnswer{.rows = std::move(page->rows), .hasMore = more, .total = rows, .totalIsMore = more, .advice = page->advice, .unread = stale && *stale > fewStale ? *stale : 0};
}

Result<SearchAnswer> countedAnswer(storage::Database &database, const QString &text, const QTimeZone &zone, SearchAnswer answer, const std::stop_token &stop)
{
    const auto total = storage::SearchStore(database).count(queryOf(text, zone), zone, mostCounted + 1, stop);
    if (!total)
        return std::unexpected(total.error());
    answer.total = std::max(answer.total, std::min(*total, mostCounted));
    answer.totalIsMore = *total > mostCounted;
    return answer;
}

void Workspace::search(const QString &text)
{
    const bool same = m_list == List::Search && text == m_searchText;
    m_list = List::Search;
    m_searchText = text;
    if (!same)
        m_searchLimit = firstPage;
    loadFound();
}

void Workspace::searchMore()
{
    if (m_list != List::Search || !m_searchHasMore)
        return;
    m_searchHasMore = false; // until the answer says so again
    m_searchLimit *= 2;
    loadFound();
}

void Workspace::loadFound()
{
    const quint64 asked = ++m_rowsAsked;
    m_rowsPending = true;
    m_newestSearch->store(asked);
    m_counting.request_stop(); // the next key does not wait for it
    const auto work = [text = m_searchText, limit = m_searchLimit, zone = zone(), asked, newest = m_newestSearch, decided = m_decided](storage::Database &database) mutable -> Result<SearchAnswer> {
        if (newest->load() != asked)
            return failure(ErrorKind::Cancelled, tr("Something else was asked for."));
        decided.waitForFinished();
        return searchAnswer(database, text, zone, limit);
    };
    searcher().run(work).then(this, [this, asked](const Result<SearchAnswer> &answer) {
        if (asked != m_rowsAsked)
            return; // something else is shown by now
        m_rowsPending = false;
        if (!answer)
            return Q_EMIT failed(answer.error());
        m_searchHasMore = answer->hasMore;
        Q_EMIT rowsLoaded(answer->rows);
        Q_EMIT searched(*answer);
        if (answer->hasMore && asked == m_rowsAsked)
            countFound(*answer);
    });
}

void Workspace::countFound(const SearchAnswer &answer)
{
    m_counting = {};
    searcher().run([text = m_searchText, zone = zone(), answer, stop = m_counting.get_token()](storage::Database &database) { return countedAnswer(database, text, zone, answer, stop); })
        .then(this, [this, asked = m_rowsAsked](const Result<SearchAnswer> &counted) {
            if (counted && asked == m_rowsAsked)
                Q_EMIT searched(*counted);
        });
}

QFuture<Result<QList<storage::RelatedCommit>>> Workspace::related(const CommitKey &key)
{
    return searcher().run([key](storage::Database &database) { return storage::RelatedStore(database).of(key.repository, key.sha); });
}

DatabaseThread &Workspace::searcher()
{
    if (!m_searcher) {
        m_searcher = std::make_unique<DatabaseThread>(m_options.dataFolder);
        m_searcher->run([](storage::Database &database) {
            database.setCache(searchCache);
            return Result<void>();
        });
    }
    return *m_searcher;
}

/// Some commits at a time; the table searches on while it goes on.
void Workspace::indexSome()
{
    if (std::exchange(m_indexing, true)) {
        m_indexAgain = true;
        return;
    }
    m_indexAgain = false;
    m_background->run([](storage::Database &database) -> Result<std::pair<bool, int>> {
        storage::SearchStore store(database);
        const auto more = store.index();
        const auto stale = more && *more ? store.stale() : Result<int>(0);
        if (!more || !stale)
            return std::unexpected(!more ? more.error() : stale.error());
        return std::pair(*more, *stale);
    }).then(this, [this](const Result<std::pair<bool, int>> &done) {
        m_indexing = false;
        if (!done)
            return; // tried again with the next change
        if (done->first || m_indexAgain) {
            if (done->first)
                Q_EMIT indexing(done->second);
            indexSome();
            return;
        }
        Q_EMIT indexing(0);
        countSavedSearches();
    });
}

void Workspace::saveSearches(const QList<storage::SavedSearch> &searches)
{
    m_writer->run([searches](storage::Database &database) -> Result<QList<storage::SavedSearch>> {
        storage::SearchStore store(database);
        auto saved = store.save(searches);
        return saved ? store.saved() : std::unexpected(saved.error());
    }).then(this, [this](const Result<QList<storage::SavedSearch>> &kept) {
        if (!kept)
            return Q_EMIT failed(kept.error());
        m_savedSearches = *kept;
        Q_EMIT savedSearchesChanged();
        countSavedSearches();
    });
}

void Workspace::loadSavedSearches()
{
    m_reader->run([](storage::Database &database) { return storage::SearchStore(database).saved(); }).then(this, [this](const Result<QList<storage::SavedSearch>> &saved) {
        if (!saved || saved->isEmpty())
            return;
        m_savedSearches = *saved;
        Q_EMIT savedSearchesChanged();
        countSavedSearches();
    });
}

/// What they find and nobody has looked at yet.
void Workspace::countSavedSearches()
{
    if (m_savedSearches.isEmpty())
        return;
    m_background->run([searches = m_savedSearches, zone = zone()](storage::Database &database) -> Result<QList<int>> {
        QList<int> counts;
        for (const storage::SavedSearch &one : searches)
            counts.append(storage::SearchStore(database).countUnseen(queryOf(one.query, zone), zone, mostCounted).value_or(0));
        return counts;
    }).then(this, [this, asked = m_savedSearches](const Result<QList<int>> &counts) {
        if (counts && asked == m_savedSearches)
            Q_EMIT savedSearchesCounted(*counts);
    });
}

} // namespace rijian::jobs
