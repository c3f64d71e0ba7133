#pragma once

#include "core/deliverytarget.h"

#include <QDateTime>

namespace rijian::storage {

class Database;

enum class PartState { Waiting, Sending, Delivered, Refused, Unknown };

/// A part of a digest on its way to a target.
struct DeliveryPart {
    qint64 target = 0;
    QString subject;
    QString digest;
    int part = 0; ///< from 1
    int parts = 0;
    PartState state = PartState::Waiting;
    QString message;    ///< why it was refused or has to wait; one line
    QDateTime updatedAt; ///< UTC; of one that waits: since when
    QByteArray body;    ///< empty once it is delivered

    bool operator==(const DeliveryPart &) const = default;
};

/// Targets, and what has been sent to them. Borrows the database; same thread.
class DeliveryStore
{
public:
    explicit DeliveryStore(Database &database)
        : m_database(database)
    {
    }

    /// By name.
    Result<QList<DeliveryTarget>> targets();
    /// Those that are on.
    Result<QList<DeliveryTarget>> enabledTargets();
    /// NotFound: there is none of that name.
    Result<DeliveryTarget> target(const QString &name);
    /// Adds it (id 0: a key is made) or changes it. Usage: the name is taken.
    Result<DeliveryTarget> save(const DeliveryTarget &target);
    /// With what is known of its deliveries.
    Result<void> remove(qint64 target);

    /// The parts of the newest digest of a subject, in order; empty: none was begun.
    Result<QList<DeliveryPart>> parts(qint64 target, const QString &subject);
    /// Of the digests that were begun since then: the parts that are still to be sent, oldest digest first. One that was refused waits for the user.
    Result<QList<DeliveryPart>> left(qint64 target, const QDateTime &since);
    /// Writes a digest's parts down, all waiting, instead of those of the subject that were never sent. One transaction.
    Result<void> begin(qint64 target, const QString &subject, const QString &digest, const QList<QByteArray> &bodies, const QDateTime &now);
    Result<void> mark(const DeliveryPart &part, PartState state, const QString &message, const QDateTime &now);
    /// When anything was last sent there; invalid: never.
    Result<QDateTime> lastSent(qint64 target);
    /// The parts begun last, the last one first, for people: those that wait among them.
    Result<QList<DeliveryPart>> recent(qint64 target, int limit);
    /// Deliveries that ended before are forgotten.
    Result<void> prune(const QDateTime &before);

private:
    Result<QList<DeliveryPart>> read(const QString &where, const QVariantList &values);

    Database &m_database;
};

} // namespace rijian::storage
