#pragma once
// What every sub-command works with: the options, the console, the database and the pipeline.

#include "analysis/analyzer.h"
#include "cli/console.h"
#include "cli/options.h"
#include "jobs/modelsource.h"
#include "jobs/pipeline.h"
#include "storage/database.h"

#include <memory>
#include <optional>
#include <stop_token>

namespace rijian::cli {

/// Exit statuses that other programs rely on.
enum ExitStatus { AllDone = 0, InPart = 1, WrongUsage = 2, Failed = 3, Interrupted = 130 };

/// The status that an error alone leads to.
ExitStatus statusOf(const Error &error);

class Session
{
public:
    /// Opens the data folder's database.
    static Result<std::unique_ptr<Session>> open(const Options &options, Console &console, std::stop_token stop);

    const Options &options;
    Console &console;
    std::stop_token stop;
    std::unique_ptr<storage::Database> database;
    std::unique_ptr<jobs::Pipeline> pipeline;

    /// The span asked for, else today.
    DaySpan span() const;
    /// The repositories named (added when `mayAdd` and given as an address), or all when none is: of imported ones those that a report is asked of and
    /// that reports tell of.
    /// Those that could not be found are told on the console and counted in `failures`.
    Result<QList<Repository>> repositories(bool mayAdd);
    /// The settings in the store, with the options' words over them.
    Result<Settings> settings();
    /// Makes the analyzers that the options ask for: before analyzerFor(). Reads the keychain only where a model may be used.
    Result<void> prepareAnalyzers();
    /// The model; Usage when none is set up, else what keeps it from being used.
    Result<std::shared_ptr<const analysis::Analyzer>> model();
    /// Who makes this repository's cards. After prepareAnalyzers(). Fails where that would be a model that cannot be used.
    Result<const analysis::Analyzer *> analyzerFor(const Repository &repository) const;
    const analysis::Analyzer &rules() const { return *m_rules; }
    /// Keeps what a run taught about the model's service, and tells which commits have no card of it.
    void concludeModel(const Repository &repository, const jobs::Day &day);

    /// Tells an error and remembers it for exitStatus().
    void fail(const Error &error, const QString &context = {});
    void succeed() { ++m_done; }
    ExitStatus exitStatus() const;

private:
    Result<QList<Repository>> allRepositories();
    Session(const Options &options, Console &console, std::stop_token stop);
    jobs::PipelineEvents events();

    std::shared_ptr<const analysis::Analyzer> m_rules;
    std::shared_ptr<const analysis::Analyzer> m_model; ///< null: none, or not wanted
    std::optional<Error> m_modelProblem; ///< one is set up, and this keeps it from being used
    std::unique_ptr<jobs::ModelSource> m_models;
    bool m_shareAll = false;
    int m_done = 0;
    int m_failed = 0;
    ExitStatus m_worst = AllDone;
};

/// Tells the error: how a command that can do nothing more ends.
ExitStatus failed(Session &session, const Error &error);

} // namespace rijian::cli
