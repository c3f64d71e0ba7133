#pragma once

#include "core/result.h"

#include <QFile>

#include <memory>

namespace rijian::jobs {

/// What one program does at a time with a data folder: a lock that the kernel lets go of with its holder, however that ends.
class RunLock
{
public:
    /// Takes `<folder>/<name>.lock` at once. Busy: another program, or another holder in this one, has it.
    static Result<std::unique_ptr<RunLock>> take(const QString &folder, const QString &name);
    ~RunLock();
    RunLock(const RunLock &) = delete;
    RunLock &operator=(const RunLock &) = delete;

private:
    explicit RunLock(const QString &file);

    QFile m_file;
};

} // namespace rijian::jobs
