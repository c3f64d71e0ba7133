#include "models/commitsmodel.h"

#include "core/text.h"
#include "models/words.h"

#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace rijian::models {

struct CommitsModel::Arrangement {
    std::shared_ptr<const CommitTable> table;
    std::vector<int> shown;
    CommitSummary summary;
};

CommitsModel::CommitsModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_table(std::make_shared<CommitTable>())
    , m_zone(QTimeZone::UTC)
{
}

CommitsModel::~CommitsModel()
{
    m_stop.request_stop();
}

int CommitsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int CommitsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : commitColumnCount;
}

const CommitRow &CommitsModel::rowAt(int place) const
{
    const auto changed = m_changed.constFind(place);
    return changed == m_changed.constEnd() ? m_table->rows[place] : *changed;
}

const CommitRow &CommitsModel::row(int row) const
{
    return rowAt(m_shown[std::size_t(row)]);
}

int CommitsModel::rowOf(qint64 repository, const QString &sha) const
{
    const auto place = m_table->places.constFind({repository, sha});
    return place == m_table->places.constEnd() ? -1 : m_shownAt[std::size_t(*place)];
}

const CommitRow *CommitsModel::find(qint64 repository, const QString &sha) const
{
    const auto place = m_table->places.constFind({repository, sha});
    return place == m_table->places.constEnd() ? nullptr : &rowAt(*place);
}

bool CommitsModel::lists(qint64 repository, const QString &sha) const
{
    const CommitRow *row = find(repository, sha);
    return row && m_filter.lists(*row);
}

QVariant CommitsModel::text(const CommitRow &commit, CommitColumn column) const
{
    switch (column) {
    case CommitColumn::Importance:
        return importanceLabel(commit.importance());
    case CommitColumn::State:
        return commit.triage.state == TriageState::FollowUp && commit.triage.due.isValid() ? tr("By %1").arg(commit.triage.due.toString(u"MM-dd"_s)) : stateLabel(commit.triage.state);
    case CommitColumn::Repository:
        return m_names.value(commit.repository);
    case CommitColumn::Time:
        if (m_filter.list == TriageList::Found)
            return QDateTime::fromSecsSinceEpoch(commit.committerTime.seconds, m_zone).toString(u"yyyy-MM-dd HH:mm"_s);
        return QDateTime::fromSecsSinceEpoch(commit.authorTime.seconds, m_zone).toString(m_severalDays ? u"MM-dd HH:mm"_s : u"HH:mm:ss"_s);
    case CommitColumn::Author:
        return oneLine(commit.author.name, 100);
    case CommitColumn::Type:
        return commit.types.isEmpty() ? QString() : typeLabel(commit.types.first());
    case CommitColumn::Message:
        return oneLine(commit.subject(), 300);
    case CommitColumn::Changes:
        return commit.files == 0 ? QString() : u"+%1 −%2"_s.arg(commit.insertions).arg(commit.deletions); // none, or not known
    }
    return {};
}

/// What the importance and its marks mean, in words.
QStringList CommitsModel::importanceNotes(const CommitRow &commit) const
{
    QStringList notes;
    if (commit.triage.importance != Importance::Unknown)
        notes << tr("Your own: %1. The card says: %2").arg(importanceLabel(commit.triage.importance), importanceLabel(commit.cardImportance));
    else if (commit.mark.importance != Importance::Unknown)
        notes << tr("By your rule %1. The card says: %2").arg(oneLine(commit.mark.rule, 120), importanceLabel(commit.cardImportance));
    else if (commit.byRules)
        notes << tr("By the built-in rules");
    if (commit.disagrees())
        notes << tr("Model: %1, rules: %2").arg(importanceMark(commit.cardImportance) + u' ' + importanceLabel(commit.cardImportance),
                                                importanceMark(commit.rulesImportance) + u' ' + importanceLabel(commit.rulesImportance));
    if (commit.partial)
        notes << tr("The card was made from a part of the commit");
    if (commit.modelFailed)
        notes << tr("The model's last try made no card; analyzing again tries once more");
    return notes;
}

/// Plain text: a message must not be taken for HTML.
QString CommitsModel::toolTip(const CommitRow &commit, CommitColumn column) const
{
    QString tip;
    switch (column) {
    case CommitColumn::Message:
        tip = visibleControls(QStringView(commit.message).left(4000));
        break;
    case CommitColumn::Author:
        tip = oneLine(commit.author.name) + u" <"_s + oneLine(commit.author.email) + u">"_s;
        break;
    case CommitColumn::Time:
        tip = tr("Authored %1\nCommitted %2").arg(QDateTime::fromSecsSinceEpoch(commit.authorTime.seconds, m_zone).toString(u"yyyy-MM-dd HH:mm:ss t"_s),
                                                 QDateTime::fromSecsSinceEpoch(commit.committerTime.seconds, m_zone).toString(u"yyyy-MM-dd HH:mm:ss t"_s));
        break;
    case CommitColumn::Importance:
        tip = importanceNotes(commit).join(u'\n');
        break;
    case CommitColumn::Changes:
        tip = tr("%n file(s) changed", nullptr, commit.files);
        break;
    case CommitColumn::State:
        tip = visibleControls(commit.triage.note);
        break;
    case CommitColumn::Repository:
    case CommitColumn::Type:
        break;
    }
    return tip.isEmpty() ? tip : u"<qt style=\"white-space:pre-wrap\">"_s + tip.toHtmlEscaped() + u"</qt>"_s;
}

QVariant CommitsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const CommitRow &commit = row(index.row());
    const auto column = CommitColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(commit, column);
    case Qt::ToolTipRole:
        return toolTip(commit, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(column == CommitColumn::Changes ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter));
    case Qt::AccessibleTextRole: {
        QStringList parts{tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(), text(commit, column).toString())};
        if (column == CommitColumn::Importance)
            parts += importanceNotes(commit);
        if (column == CommitColumn::Message && !commit.snippet.isEmpty())
            parts += commit.snippet;
        if (column == CommitColumn::Message && !commit.mark.tags.isEmpty())
            parts += tr("Tags: %1").arg(commit.mark.tags.join(tr(", ", "between parts of a list")));
        return parts.join(u". "_s);
    }
    case ImportanceRole:
        return int(commit.importance());
    case OwnImportanceRole:
        return int(commit.triage.importance != Importance::Unknown ? commit.triage.importance : commit.mark.importance);
    case StateRole:
        return int(commit.triage.state);
    case InsertionsRole:
        return commit.insertions;
    case DeletionsRole:
        return commit.deletions;
    case ByRulesRole:
        return commit.byRules;
    case NoteRole:
        return commit.triage.note;
    case OtherImportanceRole:
        return commit.disagrees() ? int(commit.rulesImportance) : int(Importance::Unknown);
    case PartialRole:
        return commit.partial;
    case ModelFailedRole:
        return commit.modelFailed;
    case SnippetRole:
        return commit.snippet;
    case TagsRole:
        return commit.mark.tags;
    default:
        return {};
    }
}

QVariant CommitsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (CommitColumn(section)) {
    case CommitColumn::Importance:
        return tr("Importance");
    case CommitColumn::State:
        return tr("State");
    case CommitColumn::Repository:
        return tr("Repository");
    case CommitColumn::Time:
        return tr("Time");
    case CommitColumn::Author:
        return tr("Author");
    case CommitColumn::Type:
        return tr("Type");
    case CommitColumn::Message:
        return tr("Message");
    case CommitColumn::Changes:
        return tr("+/−");
    }
    return {};
}

void CommitsModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= commitColumnCount)
        return;
    const CommitOrder wanted{CommitColumn(column), order == Qt::DescendingOrder};
    if (wanted == m_order)
        return;
    m_order = wanted;
    arrangeLater();
}

void CommitsModel::setFilter(const CommitFilter &filter)
{
    CommitFilter wanted = filter;
    wanted.list = m_filter.list;
    wanted.today = m_filter.today;
    if (wanted == m_filter)
        return;
    m_filter = wanted;
    arrangeLater();
}

void CommitsModel::setList(TriageList list, const QDate &today)
{
    if (list == m_filter.list && today == m_filter.today)
        return;
    m_filter.list = list;
    m_filter.today = today;
    arrangeLater();
}

void CommitsModel::setZone(const QTimeZone &zone, bool severalDays)
{
    m_zone = zone;
    m_severalDays = severalDays;
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0, int(CommitColumn::Time)), index(rowCount() - 1, int(CommitColumn::Time)), {Qt::DisplayRole});
}

void CommitsModel::setRows(QList<CommitRow> rows, const QHash<qint64, QString> &names)
{
    m_names = names;
    m_loading = true;
    m_updated.clear(); // what was changed before is in the rows
    m_pending = std::move(rows);
    start(nullptr, m_pending);
}

void CommitsModel::dropPending()
{
    if (!std::exchange(m_loading, false))
        return;
    m_pending.clear();
    arrangeLater(); // what is shown, in the order and by the filter of now
}

void CommitsModel::arrangeLater()
{
    if (m_loading) // what is on its way was asked for with another filter or order
        start(nullptr, m_pending);
    else if (!m_changed.isEmpty())
        start(nullptr, m_table->rows, m_changed);
    else
        start(m_table, {});
}

/// Arranges a table, or one made of `rows` with those `changed` by place, on another thread; what was under way is dropped.
void CommitsModel::start(std::shared_ptr<const CommitTable> table, QList<CommitRow> rows, QHash<int, CommitRow> changed)
{
    m_stop.request_stop();
    m_stop = {};
    if (!m_loading)
        m_updated.clear(); // `changed` has them
    const quint64 generation = ++m_generation;
    QtConcurrent::run([table = std::move(table), rows = std::move(rows), changed = std::move(changed), names = m_names, filter = m_filter, order = m_order, stop = m_stop.get_token()]() mutable {
        for (auto one = changed.cbegin(); one != changed.cend(); ++one)
            rows[one.key()] = one.value();
        if (!table)
            table = CommitTable::make(std::move(rows), names);
        auto shown = arrange(*table, filter, order, stop);
        auto summary = stop.stop_requested() ? CommitSummary() : summaryOf(*table, filter);
        return Arrangement{std::move(table), std::move(shown), std::move(summary)};
    }).then(this, [this, generation](Arrangement arrangement) {
        if (generation == m_generation)
            apply(std::move(arrangement));
    });
}

void CommitsModel::apply(Arrangement arrangement)
{
    beginResetModel();
    const bool other = arrangement.table != m_table;
    m_table = std::move(arrangement.table);
    m_shown = std::move(arrangement.shown);
    m_summary = std::move(arrangement.summary);
    if (other)
        m_changed.clear();
    for (auto changed = m_changed.cbegin(); changed != m_changed.cend(); ++changed) // meanwhile
        recount(m_table->rows[changed.key()], *changed);
    m_shownAt.assign(std::size_t(m_table->rows.size()), -1);
    for (int i = 0; i < int(m_shown.size()); ++i)
        m_shownAt[std::size_t(m_shown[std::size_t(i)])] = i;
    endResetModel();
    const bool wasLoading = std::exchange(m_loading, false);
    m_pending.clear();
    if (other)
        updateRows(std::exchange(m_updated, {}));
    Q_EMIT arranged();
    if (wasLoading)
        Q_EMIT loaded();
}

void CommitsModel::recount(const CommitRow &before, const CommitRow &now)
{
    if (m_filter.lists(before))
        m_summary.count(before, -1);
    if (m_filter.lists(now))
        m_summary.count(now, 1);
}

void CommitsModel::updateRows(const QList<CommitRow> &rows)
{
    m_updated += rows;
    for (const CommitRow &row : rows) {
        const auto place = m_table->places.constFind({row.repository, row.sha});
        if (place == m_table->places.constEnd() || rowAt(*place) == row)
            continue;
        recount(rowAt(*place), row);
        m_changed.insert(*place, row);
        if (const int shown = m_shownAt[std::size_t(*place)]; shown >= 0)
            Q_EMIT dataChanged(index(shown, 0), index(shown, commitColumnCount - 1));
    }
    const bool leave = m_filter.list == TriageList::Open || m_filter.list == TriageList::FollowUps;
    if (leave && !m_loading && !m_changed.isEmpty())
        QMetaObject::invokeMethod(this, &CommitsModel::arrangeLater, Qt::QueuedConnection); // whoever changed it steps on first
}

} // namespace rijian::models
