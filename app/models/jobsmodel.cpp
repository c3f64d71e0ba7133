#include "models/jobsmodel.h"

#include "core/text.h"
#include "jobs/jobkinds.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::models {

namespace {

int place(JobState state)
{
    return state == JobState::Running ? 0 : state == JobState::Failed ? 1 : 2;
}

bool isListed(JobState state)
{
    return state == JobState::Running || state == JobState::Waiting || state == JobState::Failed;
}

} // namespace

int JobsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

int JobsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 3;
}

QString JobsModel::title(const Job &job) const
{
    const QString name = oneLine(m_names.value(job.repository), 80);
    if (job.kind == jobs::fetchKind)
        return tr("Fetch %1").arg(name);
    if (const auto span = jobs::spanOf(job))
        return job.payload[u"cards"_s].toBool() ? tr("Analyze %1, %2").arg(name, span->title()) : tr("List %1, %2").arg(name, span->title());
    if (const QStringList shas = jobs::shasOf(job); !shas.isEmpty())
        return tr("Analyze %1, %n commit(s)", nullptr, int(shas.size())).arg(name);
    return job.kind;
}

QString JobsModel::detail(const Job &job) const
{
    if (job.state == JobState::Failed)
        return oneLine(job.error, 400);
    if (job.state == JobState::Waiting) {
        if (job.error.isEmpty())
            return tr("waiting");
        return tr("retry at %1: %2").arg(QLocale().toString(job.notBefore.toLocalTime(), u"HH:mm:ss"_s), oneLine(job.error, 400));
    }
    const auto progress = m_progress.constFind(job.id);
    if (progress == m_progress.constEnd())
        return tr("running");
    QStringList parts{progress->phase};
    if (progress->total > 0)
        parts << tr("%1 of %2").arg(QLocale().toString(progress->done), QLocale().toString(progress->total));
    if (progress->bytes > 0)
        parts << QLocale().formattedDataSize(qint64(progress->bytes), 1);
    if (progress->bytesPerSecond > 0)
        parts << u"%1/s"_s.arg(QLocale().formattedDataSize(qint64(progress->bytesPerSecond), 1));
    return parts.join(u" · "_s);
}

QVariant JobsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Job &job = m_jobs[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Title ? title(job) : index.column() == Detail ? detail(job) : QString();
    case Qt::ToolTipRole:
        return index.column() == Detail ? QVariant(u"<qt>"_s + detail(job).toHtmlEscaped() + u"</qt>"_s) : QVariant();
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(title(job), detail(job));
    case IdRole:
        return job.id;
    case StateRole:
        return int(job.state);
    case FractionRole: {
        const auto progress = m_progress.constFind(job.id);
        return job.state != JobState::Running || progress == m_progress.constEnd() ? -1.0 : progress->fraction;
    }
    default:
        return {};
    }
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Title ? tr("Job") : section == Progress ? tr("Progress") : tr("State");
}

void JobsModel::setJobs(const QList<Job> &jobs)
{
    QList<Job> listed;
    for (const Job &job : jobs) {
        if (isListed(job.state))
            listed.append(job);
    }
    std::ranges::stable_sort(listed, {}, [](const Job &job) { return place(job.state); });
    const bool sameRows = std::ranges::equal(listed, m_jobs, {}, &Job::id, &Job::id);
    if (sameRows) { // keeps the selection
        m_jobs = listed;
        if (!m_jobs.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 2));
        return;
    }
    beginResetModel();
    m_jobs = listed;
    m_progress.removeIf([&](const auto &one) { return std::ranges::none_of(m_jobs, [&](const Job &job) { return job.id == one.key(); }); });
    endResetModel();
}

void JobsModel::setNames(const QHash<qint64, QString> &names)
{
    if (names == m_names)
        return;
    m_names = names;
    if (!m_jobs.isEmpty())
        Q_EMIT dataChanged(index(0, Title), index(rowCount() - 1, Title));
}

void JobsModel::setProgress(const jobs::JobProgress &progress)
{
    m_progress.insert(progress.job, progress);
    for (int row = 0; row < rowCount(); ++row) {
        if (m_jobs[row].id == progress.job)
            Q_EMIT dataChanged(index(row, Progress), index(row, Detail));
    }
}

JobsModel::Summary JobsModel::summary() const
{
    Summary summary;
    for (const Job &job : m_jobs) {
        summary.running += job.state == JobState::Running;
        summary.waiting += job.state == JobState::Waiting;
        summary.failed += job.state == JobState::Failed;
    }
    return summary;
}

QList<qint64> JobsModel::failed() const
{
    QList<qint64> ids;
    for (const Job &job : m_jobs) {
        if (job.state == JobState::Failed)
            ids.append(job.id);
    }
    return ids;
}

} // namespace rijian::models
