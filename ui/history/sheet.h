#pragma once
// The numbers behind a picture as a table: shown beneath it, copied, saved.

#include "storage/historystore.h"

#include <QAbstractTableModel>
#include <QByteArray>
#include <QHash>
#include <QSet>

namespace rijian::ui {

struct Sheet {
    QStringList heads;
    QList<QVariantList> rows; ///< text, or numbers

    bool operator==(const Sheet &) const = default;
};

using Names = QHash<qint64, QString>;

/// Commits by importance over some days.
struct Bin {
    QDate first;
    std::array<int, 4> counts{};
    int read = 0; ///< days that are known, of some repository at least
};
/// Days for spans of up to 45, else weeks.
QList<Bin> binsOf(const storage::History &history);
bool areWeeks(const storage::History &history);

Sheet daysSheet(const storage::History &history); ///< newest first; days that nobody has read are left out
Sheet trendSheet(const storage::History &history);
Sheet repositoriesSheet(const storage::History &history, const Names &names);
Sheet foldersSheet(const storage::History &history, const Names &names);
Sheet authorsSheet(const storage::History &history);
Sheet agreementSheet(const storage::History &history, const Names &names);

/// "src/" of a repository, with its name where there are several.
QString folderName(const storage::History &history, const storage::FolderChurn &churn, const Names &names);
/// Who made a card: the model's name, or a word for the rules.
QString makerName(const QString &model);
/// "2026-01-07: 12 commits, 2 of high importance", or that nobody has read the day.
QString wordsOf(const storage::HistoryDay &day);

/// For spreadsheets, with the mark by which Excel knows UTF-8.
QByteArray csvOf(const Sheet &sheet);

class SheetModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setSheet(const Sheet &sheet);
    const Sheet &sheet() const { return m_sheet; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Sheet m_sheet;
    QSet<int> m_numbers; ///< columns with some
};

} // namespace rijian::ui
