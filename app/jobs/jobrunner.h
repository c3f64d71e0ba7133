#pragma once
// What one job of the queue does.

#include "jobs/pipeline.h"
#include "jobs/scheduler.h"

namespace rijian::jobs {

/// On the thread of `Context::database`.
class JobRunner
{
public:
    struct Context {
        storage::Database &database;
        std::shared_ptr<git::Backend> backend;
        QString dataFolder;
        Analyzers analyzers;
        bool merges = true;
        bool shareAll = false;
        int threads = 1;
        std::function<void(const JobProgress &)> progress; ///< ten times a second at most
        std::function<void(qint64 repository, const QString &)> notice;
        std::function<void(qint64 repository, const QString &sha, const QString &markdown)> growing;
        std::function<void(qint64 repository, const QStringList &shas)> stored;
    };

    explicit JobRunner(Context context);

    /// `JobEnd::job` is not filled in.
    JobEnd run(const Job &job, const std::stop_token &stop);

private:
    PipelineEvents events(const Job &job);
    JobEnd fetch(Pipeline &pipeline, const Repository &repository, const Job &job);
    JobEnd analyze(Pipeline &pipeline, const Repository &repository, const Job &job);
    Result<std::shared_ptr<const analysis::Analyzer>> analyzerFor(const Repository &repository, const Job &job) const;

    Context m_context;
};

} // namespace rijian::jobs
