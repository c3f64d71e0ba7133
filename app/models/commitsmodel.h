#pragma once

#include "models/commitfilter.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace rijian::models {

/// The day's table. Sorting and filtering run on another thread and arrive with the model's reset; 100,000 rows do not
/// hold up the window. A row that the user changes stays where it is until the next arrangement.
class CommitsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        ImportanceRole = Qt::UserRole + 1,
        StateRole,
        OwnImportanceRole,
        InsertionsRole,
        DeletionsRole,
        ByRulesRole,
        NoteRole,
        OtherImportanceRole, ///< the rules', where a model says otherwise; else 0
        PartialRole,         ///< the card was made from a part of the commit
        SnippetRole,         ///< QString: what a search found beside the subject
        TagsRole,            ///< QStringList: of the user's rules
        ModelFailedRole,     ///< the model's last try made no card
    };

    explicit CommitsModel(QObject *parent = nullptr);
    ~CommitsModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Asks for another order; arrives later.
    void sort(int column, Qt::SortOrder order) override;

    /// Other commits; `names` of the repositories by id. The rows are shown as soon as they are arranged: loaded().
    void setRows(QList<CommitRow> rows, const QHash<qint64, QString> &names);
    /// Other rows are asked for: those of setRows() that are not shown yet never will be, and are not told of.
    void dropPending();
    /// These rows changed: they are replaced where they stand. Unknown ones are ignored.
    void updateRows(const QList<CommitRow> &rows);
    /// All of it but `list` and `today`, which stay.
    void setFilter(const CommitFilter &filter);
    /// With Open and FollowUps a row that is dealt with goes at the next turn of the event loop.
    void setList(TriageList list, const QDate &today);
    const CommitFilter &filter() const { return m_filter; }
    void setZone(const QTimeZone &zone, bool severalDays);
    CommitOrder order() const { return m_order; }

    const CommitRow &row(int row) const;
    QString repositoryName(qint64 id) const { return m_names.value(id); }
    /// -1: not shown.
    int rowOf(qint64 repository, const QString &sha) const;
    /// Shown or not, as it is now; null: not there. Valid until the next change.
    const CommitRow *find(qint64 repository, const QString &sha) const;
    /// The list has it, whatever the filter bar says.
    bool lists(qint64 repository, const QString &sha) const;
    /// Of all rows, shown or not.
    qsizetype total() const { return m_table->rows.size(); }
    /// Of all rows that the list has, shown or not.
    const CommitSummary &summary() const { return m_summary; }
    /// In the locale's order.
    QStringList authors() const { return m_table->authors; }

Q_SIGNALS:
    /// The rows asked for with setRows() are there.
    void loaded();
    /// After each arrangement: rows, order or filter.
    void arranged();

private:
    void arrangeLater();
    void start(std::shared_ptr<const CommitTable> table, QList<CommitRow> rows, QHash<int, CommitRow> changed = {});
    const CommitRow &rowAt(int place) const;
    struct Arrangement;
    void apply(Arrangement arrangement);
    void recount(const CommitRow &before, const CommitRow &now);
    QVariant text(const CommitRow &row, CommitColumn column) const;
    QString toolTip(const CommitRow &row, CommitColumn column) const;
    QStringList importanceNotes(const CommitRow &row) const;

    std::shared_ptr<const CommitTable> m_table;
    std::vector<int> m_shown;
    std::vector<int> m_shownAt;      ///< by place in the table: the row it is shown in, or -1
    QHash<int, CommitRow> m_changed; ///< by place: rows that were updated since the table was made
    CommitSummary m_summary;
    QHash<qint64, QString> m_names;
    CommitFilter m_filter;
    CommitOrder m_order;
    QTimeZone m_zone;
    bool m_severalDays = false;
    QList<CommitRow> m_pending;  ///< asked for with setRows(), not shown yet
    QList<CommitRow> m_updated;  ///< updates that came while an arrangement was under way
    bool m_loading = false;
    quint64 m_generation = 0;
    std::stop_source m_stop;
};

} // namespace rijian::models
