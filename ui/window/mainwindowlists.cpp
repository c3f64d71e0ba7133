// The part of MainWindow that shows what is to be dealt with or followed up, over all days and repositories, in the table's place.

#include "models/commitsmodel.h"
#include "ui/actions.h"
#include "ui/commits/committable.h"
#include "ui/commits/filterbar.h"
#include "ui/emptystate.h"
#include "ui/panel/queuebar.h"
#include "ui/panel/repositorypanel.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QHeaderView>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace rijian::ui {

using List = jobs::Workspace::List;
using models::TriageList;

void MainWindow::showList(List list)
{
    if (!m_begun || m_workspace.repositories().isEmpty())
        return;
    leaveSearch();
    m_workspace.showList(list);
    // Both come in their order; of the queue, importance comes first when the user's own changes it.
    if (list == List::Queue)
        enterList(list, TriageList::Open, models::CommitColumn::Importance);
    else
        enterList(list, TriageList::FollowUps, models::CommitColumn::State);
    m_toFirst = connect(m_commits, &models::CommitsModel::loaded, m_table, [this] { m_table->selectRow(0); }, Qt::SingleShotConnection); // what matters most comes first
    m_table->setFocus();
}

void MainWindow::enterList(List list, TriageList stays, models::CommitColumn order)
{
    m_filter->clear();
    QHeaderView *header = m_table->horizontalHeader();
    if (!m_daysOrder)
        m_daysOrder = {header->sortIndicatorSection(), header->sortIndicatorOrder()};
    expectRows();
    m_commits->setList(stays, m_workspace.queueRange().today);
    m_commits->setZone(m_workspace.zone(), true);
    m_table->sortByColumn(int(order), Qt::DescendingOrder);
    m_table->setSeveralRepositories(true);
    m_panel->setList(list);
}

/// The days again: whoever calls this asks the workspace for them.
void MainWindow::leaveList()
{
    if (!m_daysOrder)
        return;
    leaveSearch();
    m_commits->setList(TriageList::All, {});
    m_commits->setZone(m_workspace.zone(), m_workspace.span().first != m_workspace.span().last);
    m_table->sortByColumn(m_daysOrder->first, m_daysOrder->second);
    m_daysOrder.reset();
    m_panel->setList(List::Days);
}

void MainWindow::showEmptyList()
{
    const auto back = [this] { showSpan(m_workspace.span()); };
    const bool queue = m_workspace.list() == List::Queue;
    if (m_workspace.list() == List::Search)
        return showEmptySearch();
    if (!m_commits->filter().isEmpty())
        m_empty->show(u"edit-find"_s, tr("Nothing here matches the filters"), {}, {{tr("Clear Filters"), [this] { m_filter->clear(); }}});
    else if (m_loading)
        m_empty->show(u"view-refresh"_s, tr("Reading…"));
    else if (queue)
        m_empty->show(u"dialog-ok-apply"_s, tr("All done"), tr("No important commits of the last %n day(s) are waiting. Follow-ups return here on their due day.", nullptr, m_workspace.settings().queueDays), {{tr("Back to the Day"), back}});
    else
        m_empty->show(u"flag"_s, tr("Nothing to follow up"), tr("Press F to add a commit here, Shift+F to add it with a due day."), {{tr("Back to the Day"), back}});
    m_tablePages->setCurrentWidget(m_empty);
}

void MainWindow::showQueueCounts(const QueueCounts &counts)
{
    m_panel->queueBar()->setCounts(counts);
    (*m_actions)[Do::QueueMedium]->setChecked(m_workspace.settings().queueLeast < int(Importance::High));
    //: %n: commits in the to-do list
    setWindowTitle(counts.open > 0 ? tr("%n to do – Rijian", nullptr, counts.open) : tr("Rijian"));
}

} // namespace rijian::ui
