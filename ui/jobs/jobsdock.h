#pragma once

#include <QDockWidget>
#include <QSet>

class QPushButton;
class QTreeView;

namespace rijian::jobs {
class Scheduler;
}
namespace rijian::models {
class JobsModel;
}

namespace rijian::ui {

/// The queue: what runs with bars and rates, what waits, what failed and why; cancel, retry, dismiss.
class JobsDock : public QDockWidget
{
    Q_OBJECT

public:
    JobsDock(models::JobsModel *model, jobs::Scheduler &scheduler, QWidget *parent = nullptr);

Q_SIGNALS:
    void retryWanted(const QList<qint64> &jobs);

private:
    QList<qint64> selected(bool failed) const;
    void enable();
    void keep();
    void restore();

    models::JobsModel *m_model;
    jobs::Scheduler &m_scheduler;
    QTreeView *m_view;
    QPushButton *m_cancel;
    QPushButton *m_retry;
    QPushButton *m_dismiss;
    QPushButton *m_cancelAll;
    QSet<qint64> m_kept;    ///< jobs selected, over a reset
    qint64 m_keptCurrent = 0;
};

} // namespace rijian::ui
