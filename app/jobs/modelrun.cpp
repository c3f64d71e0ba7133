#include "jobs/modelrun.h"

#include <QCoreApplication>

#include <algorithm>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

struct ModelRunText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::ModelRun)
};

} // namespace

ModelRun::ModelRun(Context context)
    : m_context(std::move(context))
{
}

/// Reads commits as fast as they are analysed: never more than a round ahead.
Result<void> ModelRun::feed(const QStringList &shas, const std::stop_token &stop)
{
    const qsizetype round = std::max(1, m_context.analyzer.concurrency());
    const git::DiffOptions options{.text = true, .contextLines = m_context.analyzer.contextLines(), .encoding = m_context.encoding};
    for (qsizetype start = 0; start < shas.size(); start += round) {
        {
            std::unique_lock lock(m_mutex);
            if (!m_work.wait(lock, stop, [&] { return m_waiting < std::size_t(round); }))
                return {};
        }
        const QStringList some = shas.sliced(start, std::min(round, shas.size() - start));
        std::vector<char> told(std::size_t(some.size()), 0);
        const auto read = m_context.backend.readCommits(m_context.location, some, options, m_context.readers, [&](qsizetype i, Result<CommitPatch> &&patch) {
            told[std::size_t(i)] = 1;
            if (!patch) {
                finish(unread(some[i], patch.error().message));
                return;
            }
            const std::scoped_lock lock(m_mutex);
            m_read.push_back({.patch = std::move(*patch)});
            ++m_waiting;
            m_results.notify_all();
        }, stop);
        if (!read)
            return read;
        for (qsizetype i = 0; i < some.size(); ++i) {
            if (!told[std::size_t(i)])
                finish(unread(some[i], ModelRunText::tr("The commit could not be read.")));
        }
    }
    return {};
}

Analysis ModelRun::unread(const QString &sha, const QString &why) const
{
    Analysis analysis{.sha = sha, .analyzer = m_context.analyzer.name(), .model = m_context.analyzer.models().value(0), .promptVersion = m_context.analyzer.version()};
    analysis.createdAt = QDateTime::currentDateTimeUtc();
    analysis.state = AnalysisState::Failed;
    analysis.failure = why;
    return analysis;
}

void ModelRun::finish(Analysis analysis)
{
    const std::scoped_lock lock(m_mutex);
    m_growing.remove(analysis.sha);
    m_finished.append(std::move(analysis));
    m_results.notify_all();
}

void ModelRun::work(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        Item item;
        {
            std::unique_lock lock(m_mutex);
            if (!m_work.wait(lock, stop, [&] { return !m_items.empty() || (m_fed && m_waiting == 0); }) || m_items.empty())
                return;
            item = std::move(m_items.front());
            m_items.pop_front();
            --m_waiting;
            m_work.notify_all();
        }
        Analysis analysis = analyze(item, stop);
        // One that was cut off says nothing about its commit.
        if (!stop.stop_requested() || analysis.state != AnalysisState::Failed)
            finish(std::move(analysis));
    }
}

Analysis ModelRun::analyze(const Item &item, const std::stop_token &stop)
{
    const QString sha = item.patch.commit.sha;
    if (const auto outage = m_context.analyzer.outage())
        return unread(sha, outage->message);
    return m_context.analyzer.analyze({.patch = item.patch,
                                       .repository = &item.known.repository,
                                       .rules = item.known.rules ? &*item.known.rules : nullptr,
                                       .stop = stop,
                                       .growing = [&](const QString &markdown) {
                                           const std::scoped_lock lock(m_mutex);
                                           m_growing.insert(sha, markdown);
                                           m_results.notify_all();
                                       }});
}

/// Hands commits on with what is known of their repository: that is read on the calling thread.
void ModelRun::introduce(std::deque<Item> &read)
{
    for (Item &item : read) {
        if (m_context.known)
            item.known = m_context.known(item.patch.commit);
        const std::scoped_lock lock(m_mutex);
        m_items.push_back(std::move(item));
        m_work.notify_all();
    }
}

void ModelRun::count(ModelRunEnd &end, const QList<Analysis> &analyses) const
{
    for (const Analysis &analysis : analyses) {
        if (analysis.state != AnalysisState::Failed) {
            ++end.analysed;
            continue;
        }
        if (++end.failed == 1)
            end.failure = analysis.failure;
    }
}

Result<ModelRunEnd> ModelRun::run(const QStringList &shas, const ModelRunEvents &events, const std::stop_token &stop)
{
    std::stop_source halt; // by the caller, or by an error here
    const std::stop_callback passOn(stop, [&] { halt.request_stop(); });
    Result<void> fed, stored;
    std::vector<std::jthread> threads;
    const qsizetype calls = std::clamp<qsizetype>(m_context.analyzer.concurrency(), 1, shas.size());
    for (qsizetype i = 0; i < calls; ++i)
        threads.emplace_back([this, &halt] { work(halt.get_token()); });
    std::jthread feeder([&] {
        fed = feed(shas, halt.get_token());
        const std::scoped_lock lock(m_mutex);
        m_fed = true;
        m_work.notify_all();
        m_results.notify_all();
    });
    ModelRunEnd end;
    qsizetype ended = 0;
    while (stored && ended < shas.size()) {
        QList<Analysis> finished;
        QHash<QString, QString> growing;
        std::deque<Item> read;
        {
            std::unique_lock lock(m_mutex);
            const bool going = m_results.wait(lock, halt.get_token(), [&] { return !m_finished.isEmpty() || !m_growing.isEmpty() || !m_read.empty() || (m_fed && !fed); });
            finished.swap(m_finished);
            growing.swap(m_growing);
            read.swap(m_read);
            if (finished.isEmpty() && (!going || (m_fed && !fed)))
                break;
        }
        introduce(read);
        for (auto one = growing.cbegin(); one != growing.cend() && events.growing; ++one)
            events.growing(one.key(), one.value());
        if (finished.isEmpty())
            continue;
        ended += finished.size();
        count(end, finished);
        stored = events.finished(finished);
    }
    if (ended < shas.size())
        halt.request_stop();
    feeder.join();
    threads.clear();
    // Cards that were finished while the rest was being stopped are worth keeping.
    if (stored && !m_finished.isEmpty()) {
        count(end, m_finished);
        stored = events.finished(m_finished);
    }
    end.outage = m_context.analyzer.outage();
    if (!stored)
        return std::unexpected(stored.error());
    if (!fed)
        return std::unexpected(fed.error());
    if (stop.stop_requested() && ended < shas.size())
        return failure(ErrorKind::Cancelled, ModelRunText::tr("Stopped."));
    return end;
}

} // namespace rijian::jobs
