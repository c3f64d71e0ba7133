#include "ui/history/sheet.h"

#include "core/text.h"
#include "report/escape.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

struct SheetText {
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::History)
};

constexpr qsizetype mostDaysApart = 45;

QStringList importanceHeads()
{
    return {SheetText::tr("Commits"), SheetText::tr("High"), SheetText::tr("Medium"), SheetText::tr("Low"), SheetText::tr("Not rated")};
}

QVariantList importanceCells(const std::array<int, 4> &counts)
{
    return {counts[0] + counts[1] + counts[2] + counts[3], counts[3], counts[2], counts[1], counts[0]};
}

/// A day of which nothing is known is not one without commits.
bool isKnown(const storage::HistoryDay &day)
{
    return day.listed > 0 || day.commits() > 0;
}

QVariantList cellsOf(const std::array<int, 4> &counts, bool known)
{
    return known ? importanceCells(counts) : QVariantList(5, QString());
}

bool isNumber(const QVariant &value)
{
    return value.typeId() == QMetaType::Int || value.typeId() == QMetaType::LongLong;
}

} // namespace

bool areWeeks(const storage::History &history)
{
    return history.days.size() > mostDaysApart;
}

QList<Bin> binsOf(const storage::History &history)
{
    const bool weeks = areWeeks(history);
    const int start = QLocale().firstDayOfWeek();
    QList<Bin> bins;
    for (const storage::HistoryDay &day : history.days) {
        if (bins.isEmpty() || !weeks || day.date.dayOfWeek() == start)
            bins.append({.first = day.date});
        std::ranges::transform(bins.last().counts, day.counts, bins.last().counts.begin(), std::plus());
        bins.last().read += isKnown(day) ? 1 : 0;
    }
    return bins;
}

Sheet daysSheet(const storage::History &history)
{
    Sheet sheet{QStringList{SheetText::tr("Day")} + importanceHeads() + QStringList{SheetText::tr("Repositories Read")}, {}};
    for (auto day = history.days.crbegin(); day != history.days.crend(); ++day) {
        if (isKnown(*day))
            sheet.rows.append(QVariantList{day->date.toString(Qt::ISODate)} + importanceCells(day->counts) + QVariantList{day->listed});
    }
    return sheet;
}

Sheet trendSheet(const storage::History &history)
{
    Sheet sheet{QStringList{areWeeks(history) ? SheetText::tr("Week From") : SheetText::tr("Day")} + importanceHeads() + QStringList{SheetText::tr("Days Read")}, {}};
    for (const Bin &bin : binsOf(history))
        sheet.rows.append(QVariantList{bin.first.toString(Qt::ISODate)} + cellsOf(bin.counts, bin.read > 0) + QVariantList{bin.read});
    return sheet;
}

Sheet repositoriesSheet(const storage::History &history, const Names &names)
{
    Sheet sheet{QStringList{SheetText::tr("Repository")} + importanceHeads(), {}};
    for (const storage::RepositoryActivity &one : history.activity)
        sheet.rows.append(QVariantList{oneLine(names.value(one.repository))} + importanceCells(one.counts));
    return sheet;
}

Sheet foldersSheet(const storage::History &history, const Names &names)
{
    Sheet sheet{{SheetText::tr("Repository"), SheetText::tr("Folder"), SheetText::tr("Lines Added"), SheetText::tr("Lines Removed"), SheetText::tr("Changes of Files")}, {}};
    for (const storage::FolderChurn &churn : history.folders) {
        const QString folder = churn.folder.isEmpty() ? SheetText::tr("(top level)") : oneLine(churn.folder);
        sheet.rows.append({oneLine(names.value(churn.repository)), folder, churn.insertions, churn.deletions, churn.files});
    }
    return sheet;
}

Sheet authorsSheet(const storage::History &history)
{
    Sheet sheet{{SheetText::tr("Author"), SheetText::tr("Commits"), SheetText::tr("Lines Added"), SheetText::tr("Lines Removed")}, {}};
    for (const storage::AuthorActivity &author : history.authors)
        sheet.rows.append({oneLine(author.name), author.commits, author.insertions, author.deletions});
    return sheet;
}

Sheet agreementSheet(const storage::History &history, const Names &names)
{
    Sheet sheet{{SheetText::tr("Repository"), SheetText::tr("Judged By"), SheetText::tr("You Said the Same"), SheetText::tr("You Left It So"), SheetText::tr("You Raised"), SheetText::tr("You Lowered")}, {}};
    for (const storage::Agreement &one : history.agreement)
        sheet.rows.append({oneLine(names.value(one.repository)), makerName(one.model), one.agreed, one.silent, one.raised, one.lowered});
    return sheet;
}

QString folderName(const storage::History &history, const storage::FolderChurn &churn, const Names &names)
{
    const QString folder = churn.folder.isEmpty() ? SheetText::tr("(top level)") : oneLine(churn.folder, 60);
    return history.repositories.size() > 1 ? QString(oneLine(names.value(churn.repository), 40) + u": "_s + folder) : folder;
}

QString makerName(const QString &model)
{
    return model.isEmpty() ? SheetText::tr("Rules") : oneLine(model, 60);
}

QString wordsOf(const storage::HistoryDay &day)
{
    const QString date = QLocale().toString(day.date, QLocale::LongFormat);
    if (!isKnown(day))
        return SheetText::tr("%1: this day has not been read yet").arg(date);
    QString words = SheetText::tr("%1: %n commit(s)", nullptr, day.commits()).arg(date);
    if (const int high = day.of(Importance::High))
        words += SheetText::tr(", %n of high importance", nullptr, high);
    if (day.unread > 0)
        words += SheetText::tr("; read of %1 of %2 repositories").arg(day.listed).arg(day.listed + day.unread);
    return words;
}

QByteArray csvOf(const Sheet &sheet)
{
    QString text = QChar(QChar::ByteOrderMark) + report::csvRow(sheet.heads);
    for (const QVariantList &row : sheet.rows) {
        QStringList cells;
        for (const QVariant &value : row)
            cells.append(value.toString());
        text += report::csvRow(cells);
    }
    return text.toUtf8();
}

void SheetModel::setSheet(const Sheet &sheet)
{
    beginResetModel();
    m_sheet = sheet;
    m_numbers.clear();
    for (const QVariantList &row : sheet.rows) {
        for (int column = 0; column < row.size(); ++column) {
            if (isNumber(row[column]))
                m_numbers.insert(column);
        }
    }
    endResetModel();
}

int SheetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_sheet.rows.size());
}

int SheetModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_sheet.heads.size());
}

QVariant SheetModel::data(const QModelIndex &index, int role) const
{
    const QVariant value = m_sheet.rows.value(index.row()).value(index.column());
    if (role == Qt::DisplayRole)
        return isNumber(value) ? QVariant(QLocale().toString(value.toLongLong())) : value;
    if (role == Qt::UserRole) // to sort by
        return value;
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(value) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QVariant SheetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) // as the cells beneath
        return int((m_numbers.contains(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_sheet.heads.value(section)) : QVariant();
}

} // namespace rijian::ui
