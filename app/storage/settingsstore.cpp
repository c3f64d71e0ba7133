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
    return save(toMap(settings), [](const QString &) { return true; });
}

Result<void> SettingsStore::save(const Settings &settings, const Settings &before)
{
    const QMap<QString, QString> map = toMap(settings), old = toMap(before);
    return save(map, [&](const QString &key) { return map.contains(key) != old.contains(key) || map.value(key) != old.value(key); });
}

Result<void> SettingsStore::save(const QMap<QString, QString> &map, const std::function<bool(const QString &)> &wanted)
{
    return m_database.transaction([&]() -> Result<void> {
        for (const SettingEntry &entry : settingsTable()) {
            const QString key = QString::fromLatin1(entry.key);
            if (!wanted(key))
                continue;
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
