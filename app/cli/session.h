#pragma once
// What every sub-command works with: the options, the console, the database and the pipeline.

#include "analysis/analyzer.h"
#include "cli/console.h"
#include "cli/options.h"
#include "jobs/pipeline.h"
#include "storage/database.h"

#include <memory>
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
    /// The repositories named (added when `mayAdd` and given as an address), or all when none is.
    /// Those that could not be found are told on the console and counted in `failures`.
    Result<QList<Repository>> repositories(bool mayAdd);
    /// The analyzer asked for, or the default.
    Result<std::unique_ptr<analysis::Analyzer>> analyzer() const;

    /// Tells an error and remembers it for exitStatus().
    void fail(const Error &error, const QString &context = {});
    void succeed() { ++m_done; }
    ExitStatus exitStatus() const;

private:
    Session(const Options &options, Console &console, std::stop_token stop);
    jobs::PipelineEvents events();

    int m_done = 0;
    int m_failed = 0;
    ExitStatus m_worst = AllDone;
};

} // namespace rijian::cli
