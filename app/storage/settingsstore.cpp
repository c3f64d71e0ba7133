#include "storage/settingsstore.h"

#include "storage/database.h"

using namespace Qt::StringLiterals;

namespace rijian::storage {

Result<Settings> SettingsStore::load()
{
    auto query = m_database.run(u"SELECT key, value FROM setting"_s);
    if (!query)
        return std::unexpected(query.error());
    QMap<QString, QString> map;
    while (query->next())
        map.insert(query->value(0).toString(), query->value(1).toString());
    return fromMap(map);
}

Result<void> SettingsStore::save(const Settings &settings)
{
    const QMap<QString, QString> map = toMap(settings);
    return m_database.transaction([&]() -> Result<void> {
        for (const SettingEntry &entry : settingsTable()) {
            const QString key = QString::fromLatin1(entry.key);
            const auto value = map.constFind(key);
            auto done = value == map.constEnd() ? m_database.run(u"DELETE FROM setting WHERE key = ?"_s, {key})
                                                : m_database.run(u"INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)"_s, {key, notNull(*value)});
            if (!done)
                return std::unexpected(done.error());
        }
        return {};
    });
}

} // namespace rijian::storage
