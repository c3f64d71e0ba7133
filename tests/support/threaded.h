#pragma once
// A worker that lives in a thread of its own, for servers that must go on while a test blocks.

#include <QMetaObject>
#include <QObject>
#include <QThread>

#include <memory>
#include <utility>

namespace rijian::testkit {

/// Makes, uses and destroys `Worker` in its thread. Functions of this class are for the owner's thread and wait.
template<typename Worker>
class Threaded {
public:
    template<typename... Arguments>
    explicit Threaded(Arguments &&...arguments)
    {
        m_anchor.moveToThread(&m_thread);
        m_thread.start();
        run([&] { m_worker = std::make_unique<Worker>(std::forward<Arguments>(arguments)...); });
    }

    ~Threaded()
    {
        run([this] { m_worker.reset(); });
        m_thread.quit();
        m_thread.wait();
    }

    Threaded(const Threaded &) = delete;
    Threaded &operator=(const Threaded &) = delete;

    /// Runs `function` in the worker's thread and waits for its end.
    template<typename Function>
    void run(Function &&function)
    {
        QMetaObject::invokeMethod(&m_anchor, std::forward<Function>(function), Qt::BlockingQueuedConnection);
    }

    /// Only within run().
    Worker *operator->() { return m_worker.get(); }

private:
    QThread m_thread;
    QObject m_anchor; ///< lives in m_thread
    std::unique_ptr<Worker> m_worker;
};

} // namespace rijian::testkit
