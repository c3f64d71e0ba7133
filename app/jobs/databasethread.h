#pragma once
// The database on a thread of its own: for callers that must not wait for a disk, such as windows.

#include "core/result.h"
#include "storage/database.h"

#include <QFuture>
#include <QPromise>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace rijian::jobs {

/// Runs functions one after another on its thread, each with the thread's Database. Thread-safe. Its end waits for all of
/// them: nothing that was asked for is lost.
class DatabaseThread
{
public:
    /// The database is opened on the thread, when the first call comes. One that cannot be opened is tried again at each call.
    explicit DatabaseThread(QString folder);
    ~DatabaseThread();
    DatabaseThread(const DatabaseThread &) = delete;
    DatabaseThread &operator=(const DatabaseThread &) = delete;

    /// `work(storage::Database &)` returns a Result; the future has it, or the error of opening. Continue with
    /// `.then(context, …)`, which runs in the context's thread and not at all once the context is gone.
    template<typename Work>
    auto run(Work work) -> QFuture<std::invoke_result_t<Work, storage::Database &>>
    {
        using Answer = std::invoke_result_t<Work, storage::Database &>;
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        QFuture<Answer> future = promise->future();
        post([promise, work = std::move(work)](const Result<storage::Database *> &database) mutable {
            if (database)
                promise->addResult(work(**database));
            else
                promise->addResult(Answer(std::unexpected(database.error())));
            promise->finish();
        });
        return future;
    }

private:
    using Task = std::function<void(const Result<storage::Database *> &)>;
    void post(Task task);
    void serve(const std::stop_token &stop);

    QString m_folder;
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<Task> m_tasks;
    std::jthread m_thread; ///< last: it uses the rest
};

} // namespace rijian::jobs
