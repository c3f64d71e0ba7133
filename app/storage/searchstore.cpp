#include "storage/searchstore.h"

#include "core/searchtext.h"
#include "core/text.h"
#include "storage/database.h"
#include "storage/overviewstore.h"
#include "storage/searchsnippet.h"
#include "storage/showncard.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QStringTokenizer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

struct SearchStoreText {
    Q_DECLARE_TR_FUNCTIONS(rijian::storage::SearchStore)
};

constexpr int counterBits = 24;
constexpr qint64 latest = qint64(1) << 38; // seconds: beyond all dates
constexpr qsizetype longestBody = 20'000;  // characters that are indexed
constexpr int mostPaths = 500;
constexpr int mostWordsWith = 40; // that a piece of a word stands for
constexpr int mostWordsRead = 5'000; // to find these
constexpr int mostWordsFrom = 150; // that the beginning of a word stands for, as long as these are enough
constexpr qsizetype shortestSha = 4; // letters of a sha that are taken for one
constexpr qint64 mostDead = 2'000; // rows beyond twice the commits, before the index is made anew
constexpr qint64 rowsBetweenLooks = 4'096; // at how many those are

/// A word that no text has: private use.
QString fact(const QString &word)
{
    return QChar(0xE000) + word;
}

const QString everything = fact(u"a"_s);

qint64 rowsFrom(qint64 seconds)
{
    return std::clamp<qint64>(seconds, 0, latest) << counterBits;
}

QString quoted(const QStringList &words)
{
    return u'"' + words.join(u' ') + u'"'; // letters and digits alone
}

QString anyOf(const QStringList &expressions)
{
    return expressions.size() == 1 ? expressions.first() : QString(u'(' + expressions.join(u" OR "_s) + u')');
}

/// The words of what indexWords() and indexParts() made that are listed.
void takeWords(QSet<QString> &words, const QString &indexed)
{
    for (const QStringView word : QStringTokenizer(indexed, u' ')) {
        if (isListed(word))
            words.insert(word.toString());
    }
}

/// Whether each word of the index that begins so is listed, but for shas that do.
bool isListedFrom(const QString &beginning)
{
    return isListed(beginning) && beginning[0] >= u'a' && beginning[0] <= u'z'; // others: as lists of older indexes have not all of them
}

QString columnOf(SearchField field)
{
    switch (field) {
    case SearchField::Author:
        return u"author"_s;
    case SearchField::Path:
        return u"paths"_s;
    case SearchField::Sha:
        return u"sha"_s;
    case SearchField::Tag:
        return u"tags"_s;
    default:
        return {};
    }
}

/// What of the card and the user's word can be filtered by.
QString factsOf(const QSqlQuery &row, int importance, int state)
{
    QStringList facts{everything, fact(u"r%1"_s.arg(row.value(1).toLongLong())), fact(u"i%1"_s.arg(importance)), fact(u"s%1"_s.arg(state))};
    for (const QJsonValue type : QJsonDocument::fromJson(row.value(8).toString().toUtf8()).array())
        facts.append(fact(u"t%1"_s.arg(type.toInt())));
    if (!row.value(7).isNull()) {
        facts.append(fact(u"hc"_s));
        facts.append(fact(row.value(7).toString() == "rules"_L1 ? u"mu"_s : u"mm"_s));
    }
    if (!row.value(16).toString().isEmpty())
        facts.append(fact(u"hn"_s));
    if (!row.value(17).toString().isEmpty())
        facts.append(fact(u"hd"_s));
    if (!row.value(18).toString().isEmpty())
        facts.append(fact(u"hg"_s));
    const int card = row.value(20).toInt(), rules = row.value(21).toInt();
    if (!row.value(7).isNull() && row.value(7).toString() != "rules"_L1 && card > 0 && rules > 0 && card != rules) // as CommitRow::disagrees()
        facts.append(fact(u"hx"_s));
    return facts.join(u' ');
}

} // namespace

Result<int> SearchStore::stale()
{
    auto query = m_database.run(u"SELECT COUNT(*) FROM search_stale"_s);
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? query->value(0).toInt() : 0;
}

Result<bool> SearchStore::index(int most)
{
    bool more = false;
    const auto done = m_database.transaction([&]() -> Result<void> {
        auto query = m_database.run(u"SELECT s.commit_id, c.committer_time FROM search_stale s LEFT JOIN commits c ON c.id = s.commit_id ORDER BY s.commit_id DESC LIMIT ?"_s, {most});
        auto rows = m_database.run(u"SELECT rows FROM search_state"_s);
        if (!query || !rows)
            return std::unexpected(!query ? query.error() : rows.error());
        const qint64 before = rows->next() ? rows->value(0).toLongLong() : 0;
        qint64 counter = before;
        rows->finish();
        std::vector<std::pair<qint64, qint64>> commits; // row of the index, commit
        QList<qint64> ids;
        while (query->next()) {
            ids.append(query->value(0).toLongLong());
            if (!query->isNull(1))
                commits.emplace_back(rowsFrom(query->value(1).toLongLong()) + (counter++ & ((1 << counterBits) - 1)), ids.last());
        }
        query->finish();
        std::ranges::sort(commits); // rows that go up are taken without a flush between
        QSet<QString> words;
        for (const auto &[row, commit] : commits) {
            if (auto added = add(commit, row, words); !added)
                return added;
        }
        if (auto added = addWords(words); !added)
            return added;
        if (!ids.isEmpty()) {
            auto gone = m_database.run(u"DELETE FROM search_stale WHERE commit_id >= ? AND commit_id <= ?"_s, {ids.last(), ids.first()}); // the highest there were
            auto counted = m_database.run(u"UPDATE search_state SET rows = ?"_s, {counter});
            if (!gone || !counted)
                return std::unexpected(!gone ? gone.error() : counted.error());
        }
        more = ids.size() == most;
        return counter / rowsBetweenLooks == before / rowsBetweenLooks ? Result<void>() : beginAnew(more);
    });
    if (!done)
        return std::unexpected(done.error());
    return more;
}

/// When most rows no longer hold; then `more` is to be indexed. Takes a scan over all that is indexed.
Result<void> SearchStore::beginAnew(bool &more)
{
    auto counts = m_database.run(u"SELECT rows, (SELECT COUNT(*) FROM search_doc) FROM search_state"_s);
    if (!counts)
        return std::unexpected(counts.error());
    if (!counts->next() || counts->value(0).toLongLong() <= 2 * counts->value(1).toLongLong() + mostDead)
        return {};
    counts->finish();
    for (const QString &sql : {u"INSERT INTO search (search) VALUES ('delete-all')"_s, u"DELETE FROM search_doc"_s, u"INSERT INTO search_piece (search_piece) VALUES ('delete-all')"_s,
                               u"DELETE FROM search_word"_s, u"UPDATE search_state SET rows = 0"_s,
                               u"INSERT OR IGNORE INTO search_stale SELECT id FROM commits"_s}) {
        if (auto done = m_database.run(sql); !done)
            return std::unexpected(done.error());
    }
    more = true;
    return {};
}

Result<void> SearchStore::add(qint64 commit, qint64 row, QSet<QString> &words)
{
    auto query = m_database.run(u"SELECT c.sha, c.repository_id, c.message, c.author_name, c.author_email, t.state, "_s + shownImportance +
                                    u", a.analyzer, a.types, a.summary, a.scope, a.architecture, a.performance, a.security, a.risks, a.advice, t.note, t.due, m.tags, a.closing, a.importance, "
                                     "(SELECT r.importance FROM analysis r WHERE r.sha = c.sha AND r.analyzer = 'rules' AND r.state <> 2 ORDER BY r.prompt_version = 'import', r.id DESC LIMIT 1) "
                                     "FROM commits c "_s + shownCard + u" WHERE c.id = ?"_s,
                                {commit});
    if (!query)
        return std::unexpected(query.error());
    if (!query->next())
        return {};
    auto files = m_database.run(u"SELECT path, old_path FROM changed_file WHERE commit_id = ? ORDER BY position LIMIT ?"_s, {commit, mostPaths});
    if (!files)
        return std::unexpected(files.error());
    QString paths;
    while (files->next()) {
        paths += files->value(0).toString() + u'\n';
        if (const QString old = files->value(1).toString(); !old.isEmpty() && old != files->value(0).toString())
            paths += old + u'\n';
    }
    const QString message = query->value(2).toString().left(longestBody);
    QString card;
    for (const int field : {9, 10, 11, 12, 13, 14, 15, 19})
        card += query->value(field).toString().left(longestBody) + u'\n';
    const qsizetype subjectEnd = message.indexOf(u'\n');
    const QString subject = subjectEnd < 0 ? message : message.first(subjectEnd);
    const QString note = query->value(16).toString();
    const QString tags = query->value(18).toString();
    const QVariantList values{row, indexWords(subject), indexWords(card), indexWords(subjectEnd < 0 ? QString() : message.sliced(subjectEnd)), indexWords(note),
                              indexWords(QString(query->value(3).toString() + u' ' + query->value(4).toString())), indexWords(paths),
                              indexParts(QString(message + u'\n' + card + u'\n' + paths)), indexWords(query->value(0).toString()), indexWords(tags),
                              factsOf(*query, query->value(6).toInt(), query->value(5).toInt())};
    for (const int column : {1, 2, 3, 4, 5, 6, 7, 9})
        takeWords(words, values[column].toString());
    auto added = m_database.run(u"INSERT INTO search (rowid, subject, card, body, note, author, paths, parts, sha, tags, facts) VALUES (?,?,?,?,?,?,?,?,?,?,?)"_s, values);
    auto holds = m_database.run(u"INSERT OR REPLACE INTO search_doc (commit_id, doc) VALUES (?, ?)"_s, {commit, row});
    return !added ? std::unexpected(added.error()) : !holds ? std::unexpected(holds.error()) : Result<void>();
}

Result<void> SearchStore::addWords(const QSet<QString> &words)
{
    auto newest = m_database.run(u"SELECT COALESCE(MAX(id), 0) FROM search_word"_s);
    if (!newest)
        return std::unexpected(newest.error());
    const qint64 before = newest->next() ? newest->value(0).toLongLong() : 0;
    newest->finish();
    const QByteArray list = QJsonDocument(QJsonArray::fromStringList(words.values())).toJson(QJsonDocument::Compact);
    auto kept = m_database.run(u"INSERT OR IGNORE INTO search_word (word) SELECT value FROM json_each(?)"_s, {QString::fromUtf8(list)});
    auto pieces = kept ? m_database.run(u"INSERT INTO search_piece (rowid, word) SELECT id, word FROM search_word WHERE id > ?"_s, {before}) : std::move(kept);
    return pieces ? Result<void>() : std::unexpected(pieces.error());
}

/// Words that hold a piece and do not begin with it: those that do are found anyway. `atEnd`: they end with it. The oldest first, which are the most common ones.
Result<QStringList> SearchStore::wordsWith(const QString &piece, bool atEnd)
{
    if (piece.size() < shortestPiece || piece[0].isHighSurrogate())
        return QStringList();
    const QString pattern = u'%' + piece + (atEnd ? QString() : u"%"_s); // letters and digits alone
    auto query = m_database.run(u"SELECT word FROM (SELECT word FROM search_piece WHERE word LIKE ? LIMIT ?) WHERE substr(word, 1, ?) <> ? LIMIT ?"_s,
                                {pattern, mostWordsRead, piece.size(), piece, mostWordsWith});
    if (!query)
        return std::unexpected(query.error());
    QStringList words;
    while (query->next())
        words.append(query->value(0).toString());
    return words;
}

/// The index would gather all rows of all words that begin so before it gives the first one; of words that are named it reads rows only as they are asked for.
Result<QStringList> SearchStore::openExpressions(const QStringList &words, bool mayBeSome, Compiled &compiled)
{
    const QStringList before = words.first(words.size() - 1);
    const QString &beginning = words.last();
    const QStringList all{quoted(words) + u" *"_s};
    if (!isListedFrom(beginning) || looksLikeSha(beginning))
        return all;
    const QVariantList range{beginning, QString(beginning + QString::fromUcs4(U"\U0010FFFF"))};
    auto query = m_database.run(u"SELECT word FROM search_word WHERE word >= ? AND word < ? ORDER BY id LIMIT ?"_s, range + QVariantList{mostWordsFrom + 1});
    if (!query)
        return std::unexpected(query.error());
    QStringList some;
    while (query->next())
        some.append(quoted(before + QStringList{query->value(0).toString()}));
    if (some.size() > mostWordsFrom) {
        if (!mayBeSome)
            return all;
        compiled.some = true;
        some.removeLast();
    }
    if (before.isEmpty() && beginning.size() >= shortestSha && isHex(beginning)) {
        query = m_database.run(u"SELECT DISTINCT sha FROM commits WHERE sha >= ? AND sha < ? LIMIT ?"_s, range + QVariantList{mostWordsWith});
        if (!query)
            return std::unexpected(query.error());
        while (query->next())
            some.append(quoted({query->value(0).toString()}));
    }
    return some.isEmpty() ? QStringList{quoted(words)} : some;
}

/// Words as they begin. Where they may go on, also pieces of words, and names written in another way: "CacheManager" is "cache_manager", and both stand in "KVCacheManager".
Result<QList<SearchPhrase>> SearchStore::readings(const SearchTerm &term)
{
    const SearchPhrase phrase = searchPhrase(term.text, !term.phrase);
    if (phrase.isEmpty())
        return QList<SearchPhrase>();
    QList<SearchPhrase> readings{phrase};
    const bool inNames = term.field == SearchField::Any || term.field == SearchField::Author || term.field == SearchField::Path;
    if (term.phrase || term.negated || !inNames) // what is left out is meant as it is written
        return readings;
    const bool one = phrase.words.size() == 1;
    if (const SearchPhrase parts = searchPhrase(indexParts(term.text), true); one && !parts.isEmpty())
        readings.append(parts);
    if (!one && term.field != SearchField::Any)
        return readings;
    const auto words = wordsWith(phrase.words.first(), !one);
    if (!words)
        return std::unexpected(words.error());
    for (const QString &word : *words)
        readings.append({.words = QStringList{word} + phrase.words.sliced(1), .prefix = !one && phrase.prefix});
    return readings;
}

Result<QString> SearchStore::textExpression(const SearchTerm &term, Words wanted, Compiled &compiled)
{
    const auto phrases = readings(term);
    if (!phrases || phrases->isEmpty())
        return phrases ? Result<QString>(QString()) : std::unexpected(phrases.error());
    QStringList any;
    for (const SearchPhrase &phrase : *phrases) {
        const auto expressions = phrase.prefix ? openExpressions(phrase.words, wanted == Words::Some && !term.negated, compiled) : Result<QStringList>({quoted(phrase.words)});
        if (!expressions)
            return std::unexpected(expressions.error());
        any += *expressions;
    }
    return anyOf(any);
}

Result<QString> SearchStore::expression(const SearchTerm &term, Words wanted, Compiled &compiled)
{
    const auto factExpression = [](const QString &word) { return quoted({fact(word)}); };
    switch (term.field) {
    case SearchField::Importance:
        return factExpression(u"i%1"_s.arg(term.value));
    case SearchField::State:
        return factExpression(u"s%1"_s.arg(term.value));
    case SearchField::Type:
        return factExpression(u"t%1"_s.arg(term.value));
    case SearchField::Has:
        return factExpression(u"h"_s + QChar(term.value));
    case SearchField::Analyzer:
        return factExpression(u"m"_s + QChar(term.value));
    case SearchField::Repository: {
        auto query = m_database.run(u"SELECT id FROM repository WHERE removed_at IS NULL AND instr(lower(name), lower(?)) > 0 LIMIT 200"_s, {term.text});
        if (!query)
            return std::unexpected(query.error());
        QStringList ids;
        while (query->next())
            ids.append(factExpression(u"r%1"_s.arg(query->value(0).toLongLong())));
        if (ids.isEmpty()) {
            compiled.advice.append(SearchStoreText::tr("No repository is called “%1”.").arg(oneLine(term.text, 40)));
            return factExpression(u"none"_s);
        }
        return anyOf(ids);
    }
    case SearchField::Any:
        return textExpression(term, wanted, compiled);
    default: {
        const auto text = textExpression(term, wanted, compiled);
        return !text || text->isEmpty() ? text : Result<QString>(columnOf(term.field) + u" : "_s + *text);
    }
    }
}

Result<SearchStore::Compiled> SearchStore::compile(const SearchQuery &query, const QTimeZone &zone, Words wanted)
{
    Compiled compiled{.match = {}, .from = 0, .to = rowsFrom(latest) + 1, .nothing = false, .some = false, .advice = query.advice};
    QStringList positive, negative;
    for (const QList<SearchTerm> &group : query.groups) {
        if (group.first().field == SearchField::Date) {
            if (const QDate from = group.first().from; from.isValid())
                compiled.from = std::max(compiled.from, rowsFrom(from.startOfDay(zone).toSecsSinceEpoch()));
            if (const QDate to = group.first().to; to.isValid())
                compiled.to = std::min(compiled.to, rowsFrom(to.addDays(1).startOfDay(zone).toSecsSinceEpoch()));
            continue;
        }
        QStringList any;
        for (const SearchTerm &term : group) {
            auto found = expression(term, wanted, compiled);
            if (!found)
                return std::unexpected(found.error());
            if (found->isEmpty())
                continue; // "***": nothing that could be looked for
            if (!term.negated)
                any.append(*found);
            else if (group.size() == 1)
                negative.append(*found);
            else
                any.append(u"(%1 NOT %2)"_s.arg(quoted({everything}), *found));
        }
        if (!any.isEmpty())
            positive.append(anyOf(any));
    }
    const bool dates = compiled.from > 0 || compiled.to <= rowsFrom(latest);
    compiled.nothing = positive.isEmpty() && negative.isEmpty() && !dates;
    compiled.match = positive.isEmpty() ? quoted({everything}) : positive.join(u" AND "_s);
    for (const QString &one : std::as_const(negative))
        compiled.match = u"(%1) NOT %2"_s.arg(compiled.match, one);
    return compiled;
}

namespace {

// The index is read from its newest row on, and no further than the limit asks for.
const QString foundRows = u" FROM search f CROSS JOIN search_doc d ON d.doc = f.rowid CROSS JOIN commits c ON c.id = d.commit_id "
                          "WHERE f.search MATCH ? AND f.rowid >= ? AND f.rowid < ? AND c.listed = 1 AND c.repository_id IN (SELECT id FROM repository WHERE removed_at IS NULL) "_s;

} // namespace

/// The newest first. Some of very many words do as long as they find as many as are asked for.
Result<QList<SearchStore::Hit>> SearchStore::hits(const SearchQuery &query, const QTimeZone &zone, std::optional<qint64> before, int most, QStringList &advice, const std::stop_token &stop)
{
    for (const Words wanted : {Words::Some, Words::All}) {
        const auto compiled = compile(query, zone, wanted);
        if (!compiled)
            return std::unexpected(compiled.error());
        advice = compiled->advice;
        if (compiled->nothing)
            break;
        auto found = m_database.run(u"SELECT f.rowid, c.repository_id, c.sha"_s + foundRows + u"ORDER BY f.rowid DESC LIMIT ?"_s,
                                    {compiled->match, compiled->from, std::min(compiled->to, before.value_or(compiled->to)), most});
        if (!found)
            return std::unexpected(found.error());
        QList<Hit> hits;
        while (found->next()) {
            if (stop.stop_requested())
                return failure(ErrorKind::Cancelled, SearchStoreText::tr("Something else is looked for."));
            hits.append({found->value(0).toLongLong(), found->value(1).toLongLong(), found->value(2).toString()});
        }
        if (!compiled->some || hits.size() == most)
            return hits;
    }
    return QList<Hit>();
}

Result<SearchPage> SearchStore::find(const SearchQuery &query, const QTimeZone &zone, int limit, std::optional<qint64> after)
{
    SearchPage page;
    auto found = hits(query, zone, after, limit + 1, page.advice);
    if (!found)
        return std::unexpected(found.error());
    if (found->size() > limit) {
        found->resize(limit);
        page.after = found->last().row;
    }
    QHash<qint64, QStringList> shas;
    for (const Hit &hit : std::as_const(*found))
        shas[hit.repository].append(hit.sha);
    QHash<std::pair<qint64, QString>, CommitRow> rows;
    for (const auto &[repository, some] : shas.asKeyValueRange()) {
        const auto read = OverviewStore(m_database).rows(repository, some);
        if (!read)
            return std::unexpected(read.error());
        for (const CommitRow &row : *read)
            rows.insert({repository, row.sha}, row);
    }
    for (const Hit &hit : std::as_const(*found)) {
        if (const auto row = rows.constFind({hit.repository, hit.sha}); row != rows.constEnd())
            page.rows.append(*row);
    }
    if (auto filled = fillSnippets(m_database, query, page.rows); !filled)
        return std::unexpected(filled.error());
    return page;
}

Result<int> SearchStore::count(const SearchQuery &query, const QTimeZone &zone, int most, const std::stop_token &stop)
{
    QStringList advice;
    const auto found = hits(query, zone, {}, most, advice, stop);
    return found ? Result<int>(int(found->size())) : std::unexpected(found.error());
}

Result<int> SearchStore::countUnseen(SearchQuery query, const QTimeZone &zone, int most)
{
    const auto compiled = compile(query, zone, Words::Some);
    if (!compiled || compiled->nothing)
        return compiled ? Result<int>(0) : std::unexpected(compiled.error());
    query.groups.append({{.field = SearchField::State, .value = int(TriageState::Unseen)}});
    return count(query, zone, most);
}

Result<QList<SavedSearch>> SearchStore::saved()
{
    auto query = m_database.run(u"SELECT name, query FROM saved_search ORDER BY position, id"_s);
    if (!query)
        return std::unexpected(query.error());
    QList<SavedSearch> searches;
    while (query->next())
        searches.append({query->value(0).toString(), query->value(1).toString()});
    return searches;
}

Result<void> SearchStore::save(const QList<SavedSearch> &searches)
{
    QSet<QString> names;
    for (const SavedSearch &one : searches) {
        if (one.name.trimmed().isEmpty())
            return failure(ErrorKind::Usage, SearchStoreText::tr("A saved search needs a name."));
        if (names.contains(one.name.toCaseFolded()))
            return failure(ErrorKind::Usage, SearchStoreText::tr("There is a search “%1” already.").arg(one.name));
        names.insert(one.name.toCaseFolded());
    }
    return m_database.transaction([&]() -> Result<void> {
        if (auto gone = m_database.run(u"DELETE FROM saved_search"_s); !gone)
            return std::unexpected(gone.error());
        for (qsizetype i = 0; i < searches.size(); ++i) {
            auto kept = m_database.run(u"INSERT INTO saved_search (name, query, position) VALUES (?, ?, ?)"_s, {searches[i].name.trimmed(), notNull(searches[i].query), i});
            if (!kept)
                return std::unexpected(kept.error());
        }
        return {};
    });
}

} // namespace rijian::storage
