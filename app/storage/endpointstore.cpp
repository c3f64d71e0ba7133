#include "storage/endpointstore.h"

#include "storage/database.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace rijian::storage {

Result<QHash<QString, QJsonObject>> EndpointStore::load()
{
    auto query = m_database.run(u"SELECT id, memory FROM endpoint"_s, {});
    if (!query)
        return std::unexpected(query.error());
    QHash<QString, QJsonObject> memories;
    while (query->next())
        memories.insert(query->value(0).toString(), QJsonDocument::fromJson(query->value(1).toString().toUtf8()).object());
    return memories;
}

Result<void> EndpointStore::save(const QHash<QString, QJsonObject> &memories)
{
    return m_database.transaction([&]() -> Result<void> {
        for (auto one = memories.cbegin(); one != memories.cend(); ++one) {
            const QString json = QString::fromUtf8(QJsonDocument(one.value()).toJson(QJsonDocument::Compact));
            if (auto stored = m_database.run(u"INSERT INTO endpoint (id, memory) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET memory = excluded.memory"_s, {one.key(), json}); !stored)
                return std::unexpected(stored.error());
        }
        return {};
    });
}

} // namespace rijian::storage
