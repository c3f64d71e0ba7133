#pragma once

#include "core/job.h"
#include "jobs/scheduler.h"

#include <QAbstractTableModel>
#include <QHash>

namespace rijian::models {

/// The queue as the jobs dock lists it: what runs, then what waits, then what failed. What is done or was cancelled is left out.
class JobsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Title, Progress, Detail };
    enum Role { IdRole = Qt::UserRole + 1, StateRole, FractionRole };

    explicit JobsModel(QObject *parent = nullptr)
        : QAbstractTableModel(parent)
    {
    }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setJobs(const QList<Job> &jobs);
    void setNames(const QHash<qint64, QString> &names);
    void setProgress(const jobs::JobProgress &progress);

    struct Summary {
        int running = 0;
        int waiting = 0;
        int failed = 0;
    };
    Summary summary() const;
    QList<qint64> failed() const;

private:
    QString title(const Job &job) const;
    QString detail(const Job &job) const;

    QList<Job> m_jobs;
    QHash<qint64, QString> m_names;
    QHash<qint64, jobs::JobProgress> m_progress; ///< by job
};

} // namespace rijian::models
