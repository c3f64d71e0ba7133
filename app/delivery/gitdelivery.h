#pragma once

#include "core/deliverytarget.h"

#include <QDate>

#include <stop_token>

namespace rijian::delivery {

struct GitDelivered {
    QString path;          ///< of the report, within the folder
    bool committed = false; ///< false: it was there already, as it is
    bool pushed = false;
};

/// Where a target's report of a day stands in its folder: the pattern with {year}, {month}, {name} and {date} filled in. Usage: it would lead out of the
/// folder or into git's own.
Result<QString> reportPath(const DeliveryTarget &target, const QDate &day);

/// Whether commitReport() could work there; writes nothing.
Result<void> checkFolder(const DeliveryTarget &target);

/// Writes the report into the user's work tree and commits that file alone, as the user and with the user's hooks, by the git program; what else is
/// changed or staged stays as it is. Pushes when the target says so. Nothing to change: no commit. Blocks.
Result<GitDelivered> commitReport(const DeliveryTarget &target, const QString &path, const QByteArray &report, const QString &message, std::stop_token stop = {});

} // namespace rijian::delivery
