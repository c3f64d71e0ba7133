#pragma once

#include "core/triagequeue.h"
#include "jobs/workspace.h"

#include <QWidget>

class QAction;

namespace rijian::ui {

class ListButton;

/// What is to be dealt with and what to follow up, over all repositories and days, above the repositories. UI thread.
class QueueBar : public QWidget
{
    Q_OBJECT

public:
    /// The actions that the buttons trigger.
    QueueBar(QAction *queue, QAction *followUps, QWidget *parent = nullptr);

    void setCounts(const QueueCounts &counts);
    /// Which one is shown; Days: neither.
    void setList(jobs::Workspace::List list);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ListButton *m_queue;
    ListButton *m_followUps;
};

} // namespace rijian::ui
