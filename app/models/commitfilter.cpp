#include "models/commitfilter.h"

#include <QCollator>

#include <algorithm>

namespace rijian::models {

namespace {

/// By row: the place of its text among all texts, in the locale's order. Few texts repeat over many rows.
template<typename TextOf>
std::vector<int> ranks(const QList<CommitRow> &rows, TextOf textOf, QStringList *texts = nullptr)
{
    QSet<QString> distinct;
    for (const CommitRow &row : rows)
        distinct.insert(textOf(row));
    QStringList sorted = distinct.values();
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::ranges::sort(sorted, collator);
    QHash<QString, int> places;
    for (const QString &text : std::as_const(sorted))
        places.insert(text, int(places.size()));
    std::vector<int> result;
    result.reserve(std::size_t(rows.size()));
    for (const CommitRow &row : rows)
        result.push_back(places.value(textOf(row)));
    if (texts)
        *texts = sorted;
    return result;
}

bool passes(const CommitRow &row, const QString &haystack, const CommitFilter &filter, const QStringList &words)
{
    if (!filter.importances.isEmpty() && !filter.importances.contains(row.importance()))
        return false;
    if (!filter.states.isEmpty() && !filter.states.contains(row.triage.state))
        return false;
    if (!filter.lists(row))
        return false;
    if (filter.disagreeing && !row.disagrees())
        return false;
    if (!filter.types.isEmpty() && std::ranges::none_of(row.types, [&](ChangeType type) { return filter.types.contains(type); }))
        return false;
    if (!filter.author.isEmpty() && row.author.name != filter.author)
        return false;
    return std::ranges::all_of(words, [&](const QString &word) { return haystack.contains(word); });
}

/// What a column sorts by, smallest first.
qint64 key(const CommitTable &table, int index, CommitColumn column, TriageList list)
{
    const CommitRow &row = table.rows[index];
    switch (column) {
    case CommitColumn::Importance:
        return int(row.importance());
    case CommitColumn::State:
        return int(row.triage.state);
    case CommitColumn::Repository:
        return table.repositoryRanks[std::size_t(index)];
    case CommitColumn::Author:
        return table.authorRanks[std::size_t(index)];
    case CommitColumn::Type:
        return row.types.isEmpty() ? -1 : int(row.types.first());
    case CommitColumn::Changes:
        return row.insertions + row.deletions;
    case CommitColumn::Time:
    case CommitColumn::Message:
        break;
    }
    return list == TriageList::Found ? row.committerTime.seconds : row.authorTime.seconds;
}

} // namespace

bool CommitFilter::lists(const CommitRow &row) const
{
    if (list == TriageList::FollowUps)
        return row.triage.state == TriageState::FollowUp;
    if (list == TriageList::Open && row.triage.state != TriageState::Unseen)
        return row.triage.state == TriageState::FollowUp && row.triage.due.isValid() && row.triage.due <= today;
    return true;
}

void CommitSummary::count(const CommitRow &row, int by)
{
    importances[row.importance()] += by;
    toReview += row.triage.state == TriageState::Unseen ? by : 0;
    disagreeing += row.disagrees() ? by : 0;
}

std::shared_ptr<const CommitTable> CommitTable::make(QList<CommitRow> rows, const QHash<qint64, QString> &names)
{
    auto table = std::make_shared<CommitTable>();
    table->rows = std::move(rows);
    table->haystacks.reserve(std::size_t(table->rows.size()));
    for (const CommitRow &row : std::as_const(table->rows)) {
        const QString text = row.message + QLatin1Char('\n') + row.author.name + QLatin1Char('\n') + row.author.email + QLatin1Char('\n') + row.sha + QLatin1Char('\n')
            + names.value(row.repository) + QLatin1Char('\n') + row.mark.tags.join(QLatin1Char('\n'));
        table->haystacks.push_back(text.toCaseFolded());
    }
    table->authorRanks = ranks(table->rows, [](const CommitRow &row) { return row.author.name; }, &table->authors);
    table->repositoryRanks = ranks(table->rows, [&](const CommitRow &row) { return names.value(row.repository); });
    table->places.reserve(table->rows.size());
    for (int i = 0; i < int(table->rows.size()); ++i)
        table->places.insert({table->rows[i].repository, table->rows[i].sha}, i);
    return table;
}

CommitSummary summaryOf(const CommitTable &table, const CommitFilter &filter)
{
    CommitSummary summary;
    for (const CommitRow &row : table.rows) {
        if (filter.lists(row))
            summary.count(row, 1);
    }
    return summary;
}

std::vector<int> arrange(const CommitTable &table, const CommitFilter &filter, const CommitOrder &order, const std::stop_token &stop)
{
    const QStringList words = filter.text.toCaseFolded().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<int> shown;
    for (int i = 0; i < int(table.rows.size()); ++i) {
        if (i % 4096 == 0 && stop.stop_requested())
            return {};
        if (passes(table.rows[i], table.haystacks[std::size_t(i)], filter, words))
            shown.push_back(i);
    }
    if (order.column == CommitColumn::Message) {
        std::ranges::stable_sort(shown, [&](int a, int b) {
            const auto &left = table.haystacks[std::size_t(order.descending ? b : a)];
            const auto &right = table.haystacks[std::size_t(order.descending ? a : b)];
            return left < right;
        });
        return shown;
    }
    std::vector<qint64> keys(std::size_t(table.rows.size()));
    for (const int i : shown)
        keys[std::size_t(i)] = key(table, i, order.column, filter.list);
    std::ranges::stable_sort(shown, [&](int a, int b) {
        const qint64 left = keys[std::size_t(a)], right = keys[std::size_t(b)];
        return order.descending ? right < left : left < right;
    });
    return shown;
}

} // namespace rijian::models
