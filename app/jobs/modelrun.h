#pragma once
// Analyses commits with an analyzer that takes seconds a commit and works on many at once: a model. What is finished is stored at once.

#include "analysis/analyzer.h"
#include "core/repository.h"
#include "git/backend.h"

#include <QHash>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

namespace rijian::jobs {

struct ModelRunEvents {
    /// Finished analyses, failed ones too: store them. An error ends the run.
    std::function<Result<void>(const QList<Analysis> &)> finished;
    /// A card that grows, ten times a second at most and commit. May be empty.
    std::function<void(const QString &sha, const QString &markdown)> growing;
};

struct ModelRunEnd {
    int analysed = 0; ///< cards made
    int failed = 0;   ///< commits that ended without one
    QString failure;  ///< of the first of these
    std::optional<Error> outage; ///< why the rest was not even tried; counted as failed
};

/// One run. Memory holds a few commits' patches for each of the analyzer's concurrent calls, however many commits there are.
class ModelRun
{
public:
    /// What there is beside a commit's patch; read when its turn comes, so that memory does not grow with the run.
    struct Known {
        analysis::RepositoryContext repository;
        std::optional<Analysis> rules; ///< the rules' own
    };
    struct Context {
        git::Backend &backend;
        git::Location location;
        const analysis::Analyzer &analyzer;
        std::function<Known(const Commit &)> known; ///< on the calling thread; may be empty
        int readers = 1; ///< threads that read commits
        TextEncoding encoding = TextEncoding::Unknown; ///< Repository::encoding
    };

    explicit ModelRun(Context context);

    /// Blocks until each of `shas` (in order of urgency) has ended, or `stop`: what ran then is dropped. Events come on this thread.
    Result<ModelRunEnd> run(const QStringList &shas, const ModelRunEvents &events, const std::stop_token &stop);

private:
    struct Item {
        CommitPatch patch;
        Known known;
    };

    Result<void> feed(const QStringList &shas, const std::stop_token &stop);
    void work(const std::stop_token &stop);
    Analysis analyze(const Item &item, const std::stop_token &stop);
    void introduce(std::deque<Item> &read);
    Analysis unread(const QString &sha, const QString &why) const;
    void finish(Analysis analysis);
    void count(ModelRunEnd &end, const QList<Analysis> &analyses) const;

    Context m_context;
    std::mutex m_mutex;
    std::condition_variable_any m_work;    ///< items came, or room for more
    std::condition_variable_any m_results; ///< something for the calling thread to do
    std::deque<Item> m_read;  ///< as they were read
    std::deque<Item> m_items; ///< with what is known of the repository
    std::size_t m_waiting = 0; ///< commits read that no call has taken yet
    QList<Analysis> m_finished;
    QHash<QString, QString> m_growing;
    bool m_fed = false; ///< nothing more will be read
};

} // namespace rijian::jobs
