#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>

namespace rijian {

enum class JobState { Waiting, Running, Done, Failed, Cancelled };

/// A piece of work that outlives the program that asked for it, as the store keeps it.
struct Job {
    qint64 id = 0;
    QString kind;           ///< what is to be done: "fetch", "analyze", …
    qint64 repository = 0;  ///< 0: concerns none
    QJsonObject payload;    ///< what the kind needs to know
    int priority = 0;       ///< higher ones come first
    JobState state = JobState::Waiting;
    QDateTime notBefore;    ///< UTC: not begun earlier; invalid: at any time
    int attempts = 0;       ///< times it was begun
    QString error;          ///< of the last attempt, one line; empty when there was none
    QDateTime createdAt;    ///< UTC
    QDateTime updatedAt;    ///< UTC: when the state last changed

    bool operator==(const Job &) const = default;
};

} // namespace rijian
