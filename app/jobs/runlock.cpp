#include "jobs/runlock.h"

#include <QCoreApplication>
#include <QDir>

#include <cerrno>
#include <sys/file.h>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

struct RunLockText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::RunLock)
};

} // namespace

RunLock::RunLock(const QString &file)
    : m_file(file)
{
}

// The file stays: whoever removed it would let a third one in beside who has just opened it.
RunLock::~RunLock() = default;

Result<std::unique_ptr<RunLock>> RunLock::take(const QString &folder, const QString &name)
{
    std::unique_ptr<RunLock> lock(new RunLock(QDir(folder).filePath(name + ".lock"_L1)));
    // Qt opens with O_CLOEXEC: no child keeps the lock.
    if (!lock->m_file.open(QIODevice::ReadWrite))
        return failure(ErrorKind::Disk, RunLockText::tr("%1 cannot be opened: check the permissions.").arg(lock->m_file.fileName()), lock->m_file.errorString());
    if (flock(lock->m_file.handle(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return failure(ErrorKind::Busy, RunLockText::tr("Another Rijian is doing this right now: try again when it is done."));
        return failure(ErrorKind::Disk, RunLockText::tr("%1 cannot be locked: is the data folder on a disk of this machine?").arg(lock->m_file.fileName()));
    }
    return lock;
}

} // namespace rijian::jobs
