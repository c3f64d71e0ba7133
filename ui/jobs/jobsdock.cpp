#include "ui/jobs/jobsdock.h"

#include "core/job.h"
#include "jobs/scheduler.h"
#include "models/jobsmodel.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

using models::JobsModel;

/// A thin bar for what runs; a failed job's words in red.
class JobDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &c = colors();
        QStyleOptionViewItem item(option);
        if (static_cast<JobState>(index.data(JobsModel::StateRole).toInt()) == JobState::Failed && index.column() == JobsModel::Detail)
            item.palette.setColor(QPalette::Text, c.high);
        item.palette.setColor(QPalette::Highlight, c.fold);
        item.palette.setColor(QPalette::HighlightedText, c.text);
        QStyledItemDelegate::paint(painter, item, index);
        const double fraction = index.data(JobsModel::FractionRole).toDouble();
        if (index.column() != JobsModel::Progress || static_cast<JobState>(index.data(JobsModel::StateRole).toInt()) != JobState::Running)
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect track(option.rect.left() + 8, option.rect.center().y() - 3, option.rect.width() - 16, 6);
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.border);
        painter->drawRoundedRect(track, 3, 3);
        QRect done = track;
        done.setWidth(std::max(6, int(track.width() * std::clamp(fraction, 0.0, 1.0))));
        painter->setBrush(c.accent);
        painter->drawRoundedRect(done, 3, 3);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override { return {60, option.fontMetrics.height() + 8}; }
};

} // namespace

JobsDock::JobsDock(JobsModel *model, jobs::Scheduler &scheduler, QWidget *parent)
    : QDockWidget(tr("Jobs"), parent)
    , m_model(model)
    , m_scheduler(scheduler)
    , m_view(new QTreeView)
    , m_cancel(new QPushButton(icon(u"process-stop"_s), tr("Cancel")))
    , m_retry(new QPushButton(icon(u"view-refresh"_s), tr("Retry")))
    , m_dismiss(new QPushButton(icon(u"edit-clear"_s), tr("Dismiss")))
    , m_cancelAll(new QPushButton(tr("Cancel All")))
{
    setObjectName(u"jobsDock"_s);
    m_view->setModel(model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setItemDelegate(new JobDelegate(m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Jobs"));
    m_view->header()->setSectionResizeMode(QHeaderView::Interactive);
    m_view->header()->resizeSection(JobsModel::Title, 340);
    m_view->header()->resizeSection(JobsModel::Progress, 160);
    m_view->header()->setStretchLastSection(true);
    m_retry->setToolTip(tr("Retry; an analysis makes only the missing cards"));
    auto *buttons = new QVBoxLayout;
    for (QPushButton *button : {m_cancel, m_retry, m_dismiss, m_cancelAll})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *content = new QWidget(this);
    auto *layout = new QHBoxLayout(content);
    layout->setContentsMargins(0, 0, 8, 8);
    layout->addWidget(m_view, 1);
    layout->addLayout(buttons);
    setWidget(content);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_scheduler.cancel(selected(false)); });
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT retryWanted(selected(true)); });
    connect(m_dismiss, &QPushButton::clicked, this, [this] { m_scheduler.dismiss(selected(true)); });
    connect(m_cancelAll, &QPushButton::clicked, this, [this] { m_scheduler.cancelAll(); });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &JobsDock::enable);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &JobsDock::keep);
    connect(model, &QAbstractItemModel::modelReset, this, &JobsDock::restore); // behind the view's own, which forgets the selection
    connect(model, &QAbstractItemModel::dataChanged, this, &JobsDock::enable);
    enable();
}

/// The jobs that a button means: the selected ones of that kind, or all of it when nothing is selected.
QList<qint64> JobsDock::selected(bool failed) const
{
    QList<qint64> chosen, all;
    const auto matches = [failed](const QModelIndex &index) { return (static_cast<JobState>(index.data(JobsModel::StateRole).toInt()) == JobState::Failed) == failed; };
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows()) {
        if (matches(index))
            chosen.append(index.data(JobsModel::IdRole).toLongLong());
    }
    if (!m_view->selectionModel()->hasSelection() && failed)
        all = m_model->failed();
    return chosen + all;
}

void JobsDock::keep()
{
    m_kept.clear();
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        m_kept.insert(index.data(JobsModel::IdRole).toLongLong());
    m_keptCurrent = m_view->currentIndex().data(JobsModel::IdRole).toLongLong();
}

void JobsDock::restore()
{
    QItemSelection selection;
    m_view->setAutoScroll(false); // what is read stays where it is
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        const qint64 job = index.data(JobsModel::IdRole).toLongLong();
        if (m_kept.contains(job))
            selection.select(index, m_model->index(row, m_model->columnCount() - 1));
        if (job == m_keptCurrent)
            m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    }
    m_view->selectionModel()->select(selection, QItemSelectionModel::Select);
    m_view->setAutoScroll(true);
    enable();
}

void JobsDock::enable()
{
    const auto summary = m_model->summary();
    m_cancel->setEnabled(!selected(false).isEmpty());
    m_retry->setEnabled(!selected(true).isEmpty());
    m_dismiss->setEnabled(!selected(true).isEmpty());
    m_cancelAll->setEnabled(summary.running + summary.waiting > 0);
}

} // namespace rijian::ui
