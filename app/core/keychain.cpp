#include "core/keychain.h"

#include <qt6keychain/keychain.h>

#include <QCoreApplication>
#include <QThread>
#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

struct KeychainText {
    Q_DECLARE_TR_FUNCTIONS(rijian::Keychain)
};

constexpr int patienceMs = 10'000;

/// QtKeychain's jobs need an event loop: they get a thread of their own, so that callers need none.
template<typename Job, typename Prepare, typename Take>
void runJob(Prepare prepare, Take take)
{
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return; // no session, no keychain: do not wait for one to be started
    std::unique_ptr<QThread> thread(QThread::create([&] {
        QEventLoop loop;
        Job job(u"rijian"_s);
        job.setAutoDelete(false);
        prepare(job);
        QObject::connect(&job, &QKeychain::Job::finished, &loop, [&](QKeychain::Job *) {
            take(job);
            loop.quit();
        });
        QTimer::singleShot(patienceMs, &loop, &QEventLoop::quit);
        job.start();
        loop.exec();
    }));
    thread->start();
    thread->wait();
}

} // namespace

Result<QString> readSecret(const QString &key)
{
    Result<QString> result = failure(ErrorKind::NotFound, KeychainText::tr("There is no secret “%1” in the keychain.").arg(key));
    runJob<QKeychain::ReadPasswordJob>([&](auto &job) { job.setKey(key); },
                                       [&](auto &job) {
                                           if (job.error() == QKeychain::NoError)
                                               result = job.textData();
                                           else
                                               result.error().detail = job.errorString();
                                       });
    return result;
}

Result<void> writeSecret(const QString &key, const QString &secret)
{
    Result<void> result = failure(ErrorKind::NotFound, KeychainText::tr("This session has no keychain that answers."));
    const auto take = [&](auto &job) {
        if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound)
            result = {};
        else
            result.error().detail = job.errorString();
    };
    if (secret.isEmpty()) {
        runJob<QKeychain::DeletePasswordJob>([&](auto &job) { job.setKey(key); }, take);
    } else {
        runJob<QKeychain::WritePasswordJob>(
            [&](auto &job) {
                job.setKey(key);
                job.setTextData(secret);
            },
            take);
    }
    return result;
}

} // namespace rijian
