#include "jobs/databasethread.h"

namespace rijian::jobs {

DatabaseThread::DatabaseThread(QString folder)
    : m_folder(std::move(folder))
    , m_thread([this](const std::stop_token &stop) { serve(stop); })
{
}

DatabaseThread::~DatabaseThread() = default;

void DatabaseThread::post(Task task)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_arrived.notify_one();
}

void DatabaseThread::serve(const std::stop_token &stop)
{
    std::unique_ptr<storage::Database> database;
    for (;;) {
        Task task;
        {
            std::unique_lock lock(m_mutex);
            m_arrived.wait(lock, stop, [&] { return !m_tasks.empty(); });
            if (m_tasks.empty())
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        Result<storage::Database *> answer = database.get();
        if (!database) {
            if (auto opened = storage::Database::open(m_folder)) {
                database = std::move(*opened);
                answer = database.get();
            } else {
                answer = std::unexpected(opened.error());
            }
        }
        task(answer);
    }
}

} // namespace rijian::jobs
