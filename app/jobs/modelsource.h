#pragma once

#include "analysis/analyzer.h"
#include "core/result.h"
#include "core/settings.h"

#include <QJsonObject>

#include <memory>
#include <optional>

namespace rijian::storage {
class Database;
}

namespace rijian::jobs {

/// Where the model's analyzer comes from. Any thread, one call at a time is up to the implementation. Blocks on the keychain and the database: not for the UI thread.
class ModelSource
{
public:
    using Made = Result<std::shared_ptr<const analysis::Analyzer>>;

    virtual ~ModelSource() = default;
    /// The one that the settings ask for. Null: none is set up. Usage, Auth: what is missing, and where to enter it.
    virtual Made make(storage::Database &database, const Settings &settings) = 0;
    /// Another one, with the settings' limits. `choice`: EndpointChoice::toJson().
    virtual Made make(storage::Database &database, const Settings &settings, const QJsonObject &choice) = 0;
    /// Keeps what was learnt while the analyzers it made were used.
    virtual Result<void> remember(storage::Database &database) = 0;
    /// Of today's budget; nothing: there is no limit.
    virtual std::optional<qint64> tokensLeft() const = 0;
};

} // namespace rijian::jobs
