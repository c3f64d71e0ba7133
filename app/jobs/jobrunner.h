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
        std::shared_ptr<const analysis::Analyzer> analyzer;
        bool merges = true;
        bool shareAll = false;
        int threads = 1;
        std::function<void(const JobProgress &)> progress; ///< ten times a second at most
        std::function<void(qint64 repository, const QString &)> notice;
    };

    explicit JobRunner(Context context);

    /// `JobEnd::job` is not filled in.
    JobEnd run(const Job &job, const std::stop_token &stop);

private:
    PipelineEvents events(const Job &job);
    JobEnd fetch(Pipeline &pipeline, const Repository &repository, const Job &job);
    JobEnd analyze(Pipeline &pipeline, const Repository &repository, const Job &job);

    Context m_context;
};

} // namespace rijian::jobs
