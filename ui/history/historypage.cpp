#include "ui/history/historypage.h"

#include "ui/emptystate.h"
#include "ui/theme.h"

#include <QAction>
#include <QBuffer>
#include <QChart>
#include <QChartView>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QSvgGenerator>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

HistoryPage::HistoryPage(const QString &name, QWidget *picture, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_model(new SheetModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_table(new QTableView(this))
    , m_picture(picture)
    , m_pages(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
{
    if (!m_picture) {
        m_charts = new QChartView(this);
        m_charts->setRenderHint(QPainter::Antialiasing);
        m_charts->setFrameShape(QFrame::NoFrame);
        m_charts->setFocusPolicy(Qt::NoFocus); // its numbers are in the table
        m_charts->setAccessibleName(name);
        m_picture = m_charts;
    }
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(Qt::UserRole);
    m_table->setModel(m_sorted);
    m_table->setObjectName(u"historyTable"_s);
    m_table->setAccessibleName(tr("%1, as a table").arg(name));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->horizontalHeader()->setHighlightSections(false);
    auto *copy = new QAction(tr("Copy"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &HistoryPage::copyTable);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto *split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_picture);
    split->addWidget(m_table);
    split->setSizes({m_charts ? 380 : m_picture->sizeHint().height(), 220});
    split->setStretchFactor(1, 1);
    m_pages->addWidget(split);
    m_pages->addWidget(m_empty);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_pages);
}

void HistoryPage::setSheet(const Sheet &sheet)
{
    m_pages->setCurrentIndex(0);
    if (sheet == m_model->sheet())
        return;
    const bool first = m_model->sheet().heads.isEmpty();
    m_table->setSortingEnabled(false);
    m_model->setSheet(sheet);
    m_sorted->sort(-1);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    if (first)
        fitColumns();
    if (!sheet.rows.isEmpty())
        m_table->setCurrentIndex(m_sorted->index(0, 0));
}

/// With air between the columns, so that a number stands by its head.
void HistoryPage::fitColumns()
{
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column, std::min(360, m_table->columnWidth(column) + 24));
}

void HistoryPage::setChart(QChart *chart)
{
    const std::unique_ptr<QChart> before(m_charts->chart());
    m_charts->setChart(chart);
    m_charts->setBackgroundBrush(colors().base);
}

void HistoryPage::showEmpty(const QString &title, const QString &text)
{
    m_empty->show(u"office-chart-bar"_s, title, text);
    m_pages->setCurrentIndex(1);
}

bool HistoryPage::isEmpty() const
{
    return m_pages->currentIndex() == 1;
}

Sheet HistoryPage::shownSheet() const
{
    Sheet sheet{m_model->sheet().heads, {}};
    for (int row = 0; row < m_sorted->rowCount(); ++row)
        sheet.rows.append(m_model->sheet().rows[m_sorted->mapToSource(m_sorted->index(row, 0)).row()]);
    return sheet;
}

void HistoryPage::draw(QPainter &painter, const QRectF &target) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_charts)
        m_charts->render(&painter, target);
    else
        m_picture->render(&painter, target.topLeft().toPoint(), QRegion(), QWidget::DrawChildren);
}

QByteArray HistoryPage::svg() const
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QRectF target(QPointF(), m_picture->size());
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(m_picture->size());
    generator.setViewBox(target);
    generator.setTitle(m_name);
    QPainter painter(&generator);
    painter.fillRect(target, colors().base);
    draw(painter, target);
    painter.end();
    return buffer.data();
}

QByteArray HistoryPage::png() const
{
    constexpr qreal scale = 2;
    QImage image(m_picture->size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(colors().base);
    QPainter painter(&image);
    draw(painter, QRectF(QPointF(), m_picture->size()));
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

void HistoryPage::copyTable() const
{
    const QModelIndexList chosen = m_table->selectionModel()->selectedRows();
    QList<int> rows;
    for (const QModelIndex &index : chosen)
        rows.append(index.row());
    std::ranges::sort(rows);
    const Sheet sheet = shownSheet();
    QStringList lines{sheet.heads.join(u'\t')};
    for (int row = 0; row < sheet.rows.size(); ++row) {
        if (rows.size() > 1 && !rows.contains(row))
            continue;
        QStringList cells;
        for (const QVariant &value : sheet.rows[row])
            cells.append(value.toString());
        lines.append(cells.join(u'\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n') + u'\n');
}

} // namespace rijian::ui
