#include "git/fetchguard.h"

#include <QCoreApplication>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace rijian::git {

namespace {

struct FetchGuardText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::FetchGuard)
};

using Clock = std::chrono::steady_clock;

std::atomic<int> abandonedFetches = 0;

/// What the waiting and the working thread share; lives as long as the longer of the two.
struct Watch {
    FetchRequest request;
    std::stop_source stop;
    std::mutex mutex; ///< guards what follows
    std::condition_variable changed;
    std::optional<Result<FetchOutcome>> result;
    Clock::time_point lastSign = Clock::now();
    bool transferring = false;
    bool asking = false;    ///< a person or a keychain is being asked: not a stall
    bool abandoned = false; ///< fetchGuarded() has returned: call nobody any more
};

/// Wraps a question to the caller: not asked after the end, and its time does not count.
template<typename Answer, typename... Arguments>
void guardQuestion(const std::shared_ptr<Watch> &watch, std::function<Answer(Arguments...)> &question)
{
    if (!question)
        return;
    question = [weak = std::weak_ptr(watch), ask = question](Arguments... arguments) -> Answer {
        const auto held = weak.lock();
        {
            const std::scoped_lock lock(held->mutex);
            if (held->abandoned)
                return std::nullopt;
            held->asking = true;
        }
        Answer answer = ask(arguments...);
        const std::scoped_lock lock(held->mutex);
        held->asking = false;
        held->lastSign = Clock::now();
        return answer;
    };
}

std::shared_ptr<Watch> makeWatch(const FetchRequest &request)
{
    auto watch = std::make_shared<Watch>();
    watch->request = request;
    watch->request.progress = [weak = std::weak_ptr(watch), tell = request.progress](const FetchProgress &progress) {
        const auto held = weak.lock();
        const std::scoped_lock lock(held->mutex);
        held->lastSign = Clock::now();
        held->transferring = progress.phase == FetchProgress::Phase::Receiving || progress.phase == FetchProgress::Phase::Resolving;
        if (tell && !held->abandoned)
            tell(progress);
    };
    guardQuestion(watch, watch->request.secrets.keychain);
    guardQuestion(watch, watch->request.secrets.askPassword);
    guardQuestion(watch, watch->request.secrets.askPassphrase);
    return watch;
}

Result<FetchOutcome> abandon(Watch &watch, ErrorKind kind, const QString &message)
{
    watch.abandoned = true;
    ++abandonedFetches;
    return failure(kind, message);
}

} // namespace

Result<FetchOutcome> fetchGuarded(const FetchRequest &request, std::stop_token stop)
{
    const auto watch = makeWatch(request);
    std::thread([watch] {
        auto result = fetchUnguarded(watch->request, watch->stop.get_token());
        const std::scoped_lock lock(watch->mutex);
        if (watch->abandoned)
            --abandonedFetches;
        watch->result = std::move(result);
        watch->changed.notify_all();
    }).detach();

    std::stop_callback forward(stop, [&] {
        watch->stop.request_stop();
        watch->changed.notify_all();
    });
    std::optional<Clock::time_point> stopSeen;
    std::unique_lock lock(watch->mutex);
    for (;;) {
        watch->changed.wait_for(lock, std::chrono::milliseconds(100));
        if (watch->result)
            return std::move(*watch->result);
        const auto now = Clock::now();
        if (stop.stop_requested() && !stopSeen)
            stopSeen = now;
        if (stopSeen && now - *stopSeen > request.cancelPatience)
            return abandon(*watch, ErrorKind::Cancelled, FetchGuardText::tr("Stopped."));
        const auto patience = watch->transferring ? request.transferPatience : request.connectPatience;
        if (!watch->asking && now - watch->lastSign > patience) {
            watch->stop.request_stop();
            return abandon(*watch, ErrorKind::Network, FetchGuardText::tr("%1 does not answer: it was given up. Try again later.").arg(request.address.url));
        }
    }
}

bool hasAbandonedFetches()
{
    return abandonedFetches > 0;
}

} // namespace rijian::git
