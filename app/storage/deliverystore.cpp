#include "storage/deliverystore.h"

#include "storage/database.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTimeZone>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::storage {

namespace {

struct DeliveryStoreText {
    Q_DECLARE_TR_FUNCTIONS(rijian::storage::DeliveryStore)
};

} // namespace

Result<QList<DeliveryTarget>> DeliveryStore::targets()
{
    auto query = m_database.run(u"SELECT id, key, name, kind, enabled, options FROM delivery_target ORDER BY name"_s);
    if (!query)
        return std::unexpected(query.error());
    QList<DeliveryTarget> targets;
    while (query->next()) {
        const auto kind = deliveryKindOf(query->value(3).toString());
        if (!kind)
            continue; // a newer program's
        DeliveryTarget target{.id = query->value(0).toLongLong(), .key = query->value(1).toString(), .name = query->value(2).toString(), .kind = *kind,
                              .enabled = query->value(4).toBool()};
        readDeliveryOptions(QJsonDocument::fromJson(query->value(5).toString().toUtf8()).object(), target);
        targets.append(target);
    }
    return targets;
}

Result<QList<DeliveryTarget>> DeliveryStore::enabledTargets()
{
    auto enabled = targets();
    if (enabled)
        enabled->removeIf([](const DeliveryTarget &target) { return !target.enabled; });
    return enabled;
}

Result<DeliveryTarget> DeliveryStore::target(const QString &name)
{
    const auto all = targets();
    if (!all)
        return std::unexpected(all.error());
    const auto found = std::ranges::find_if(*all, [&](const DeliveryTarget &one) { return one.name.compare(name, Qt::CaseInsensitive) == 0; });
    if (found == all->end())
        return failure(ErrorKind::NotFound, DeliveryStoreText::tr("There is no target “%1”: “rijian-cli deliver list” names them.").arg(name.left(60)));
    return *found;
}

Result<DeliveryTarget> DeliveryStore::save(const DeliveryTarget &given)
{
    DeliveryTarget target = given;
    const auto all = targets();
    if (!all)
        return std::unexpected(all.error());
    if (std::ranges::any_of(*all, [&](const DeliveryTarget &one) { return one.id != target.id && one.name.compare(target.name, Qt::CaseInsensitive) == 0; }))
        return failure(ErrorKind::Usage, DeliveryStoreText::tr("There is a target “%1” already.").arg(target.name));
    const QString options = QString::fromUtf8(QJsonDocument(deliveryOptions(target)).toJson(QJsonDocument::Compact));
    if (target.id != 0) {
        auto changed = m_database.run(u"UPDATE delivery_target SET name = ?, kind = ?, enabled = ?, options = ? WHERE id = ?"_s,
                                      {target.name, deliveryKindWord(target.kind), target.enabled, options, target.id});
        return changed ? Result<DeliveryTarget>(target) : std::unexpected(changed.error());
    }
    if (target.key.isEmpty())
        target.key = QUuid::createUuid().toString(QUuid::WithoutBraces);
    auto added = m_database.run(u"INSERT INTO delivery_target (key, name, kind, enabled, options) VALUES (?, ?, ?, ?, ?)"_s,
                                {target.key, target.name, deliveryKindWord(target.kind), target.enabled, options});
    if (!added)
        return std::unexpected(added.error());
    target.id = added->lastInsertId().toLongLong();
    return target;
}

Result<void> DeliveryStore::remove(qint64 target)
{
    return done(m_database.run(u"DELETE FROM delivery_target WHERE id = ?"_s, {target}));
}

Result<QList<DeliveryPart>> DeliveryStore::read(const QString &where, const QVariantList &values)
{
    auto query = m_database.run(u"SELECT target_id, subject, digest, part, parts, state, message, updated_at, body FROM delivery WHERE "_s + where, values);
    if (!query)
        return std::unexpected(query.error());
    QList<DeliveryPart> parts;
    while (query->next()) {
        const int state = query->value(5).toInt();
        parts.append({.target = query->value(0).toLongLong(), .subject = query->value(1).toString(), .digest = query->value(2).toString(), .part = query->value(3).toInt(),
                      .parts = query->value(4).toInt(), .state = state >= 0 && state <= int(PartState::Unknown) ? PartState(state) : PartState::Unknown,
                      .message = query->value(6).toString(), .updatedAt = QDateTime::fromMSecsSinceEpoch(query->value(7).toLongLong(), QTimeZone::UTC),
                      .body = query->value(8).toByteArray()});
    }
    return parts;
}

Result<QList<DeliveryPart>> DeliveryStore::parts(qint64 target, const QString &subject)
{
    return read(u"target_id = ? AND subject = ? AND digest = (SELECT digest FROM delivery WHERE target_id = ? AND subject = ? ORDER BY rowid DESC LIMIT 1) ORDER BY part"_s,
                {target, subject, target, subject});
}

Result<QList<DeliveryPart>> DeliveryStore::left(qint64 target, const QDateTime &since)
{
    return read(u"target_id = ? AND state IN (0, 1) AND updated_at >= ? AND NOT EXISTS (SELECT 1 FROM delivery other WHERE other.target_id = delivery.target_id "
                "AND other.subject = delivery.subject AND other.digest = delivery.digest AND other.state = 3) ORDER BY rowid"_s,
                {target, since.toMSecsSinceEpoch()});
}

Result<void> DeliveryStore::begin(qint64 target, const QString &subject, const QString &digest, const QList<QByteArray> &bodies, const QDateTime &now)
{
    return m_database.transaction([&]() -> Result<void> {
        // What was never sent is replaced.
        if (auto gone = m_database.run(u"DELETE FROM delivery WHERE target_id = ? AND subject = ? AND state IN (0, 3)"_s, {target, subject}); !gone)
            return std::unexpected(gone.error());
        for (qsizetype i = 0; i < bodies.size(); ++i) {
            auto kept = m_database.run(u"INSERT OR IGNORE INTO delivery (target_id, subject, digest, part, parts, updated_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                                       {target, subject, digest, i + 1, bodies.size(), now.toMSecsSinceEpoch(), bodies.at(i)});
            if (!kept)
                return std::unexpected(kept.error());
        }
        return {};
    });
}

Result<void> DeliveryStore::mark(const DeliveryPart &part, PartState state, const QString &message, const QDateTime &now)
{
    return done(m_database.run(u"UPDATE delivery SET state = ?, message = ?, updated_at = ?, body = CASE WHEN ? = 2 THEN x'' ELSE body END "
                               "WHERE target_id = ? AND subject = ? AND digest = ? AND part = ?"_s,
                               {int(state), notNull(message), now.toMSecsSinceEpoch(), int(state), part.target, part.subject, part.digest, part.part}));
}

Result<QDateTime> DeliveryStore::lastSent(qint64 target)
{
    auto query = m_database.run(u"SELECT MAX(updated_at) FROM delivery WHERE target_id = ? AND state <> 0"_s, {target});
    if (!query)
        return std::unexpected(query.error());
    return query->next() && !query->value(0).isNull() ? QDateTime::fromMSecsSinceEpoch(query->value(0).toLongLong(), QTimeZone::UTC) : QDateTime();
}

Result<QList<DeliveryPart>> DeliveryStore::recent(qint64 target, int limit)
{
    return read(u"target_id = ? ORDER BY rowid DESC LIMIT ?"_s, {target, limit});
}

Result<void> DeliveryStore::prune(const QDateTime &before)
{
    return done(m_database.run(u"DELETE FROM delivery WHERE updated_at < ?"_s, {before.toMSecsSinceEpoch()}));
}

} // namespace rijian::storage
