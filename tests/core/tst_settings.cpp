// The settings' one table: every field has its own key, and what is stored comes back.

#include "core/settings.h"
#include "support/testkit.h"

#include <QSet>

using namespace rijian;
using namespace Qt::StringLiterals;

namespace {

/// Something that is not the default, for each type.
void change(const SettingEntry &entry, QString &value) { value = QString::fromLatin1(entry.key) + u" 日鉴 'x\""_s; }
void change(const SettingEntry &, bool &value) { value = !value; }
void change(const SettingEntry &entry, int &value) { value = value == entry.maximum ? entry.minimum : value + 1; }
void change(const SettingEntry &, QTime &value) { value = value.addSecs(61 * 60); }
void change(const SettingEntry &entry, QByteArray &value) { value = QByteArray("\0\xff", 2) + entry.key; }

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBackAlone()
    {
        const Settings defaults;
        QSet<QString> keys;
        for (const SettingEntry &entry : settingsTable()) {
            Settings settings;
            std::visit([&](auto field) { change(entry, settings.*field); }, entry.field);
            QVERIFY2(settings != defaults, entry.key);
            const auto map = toMap(settings);
            QCOMPARE(map.keys(), QStringList{QString::fromLatin1(entry.key)}); // no other field's key
            QVERIFY2(fromMap(map) == settings, entry.key);
            QVERIFY2(!keys.contains(map.firstKey()), entry.key);
            keys.insert(map.firstKey());
        }
        QVERIFY(keys.size() > 20);
    }

    void allFieldsTogether()
    {
        Settings settings;
        for (const SettingEntry &entry : settingsTable())
            std::visit([&](auto field) { change(entry, settings.*field); }, entry.field);
        QCOMPARE(toMap(settings).size(), qsizetype(settingsTable().size()));
        QVERIFY(fromMap(toMap(settings)) == settings);
        // A field that the table forgets would keep its default here: the struct has no others.
        QCOMPARE(toMap(Settings()).size(), 0);
    }

    void nonsenseIsLeftAtItsDefault()
    {
        const Settings settings = fromMap({{u"repositories/fetchMinutes"_s, u"soon"_s},
                                           {u"analysis/concurrency"_s, u"1000000"_s},
                                           {u"schedule/dailyAt"_s, u"25:99"_s},
                                           {u"schedule/daily"_s, u"maybe"_s},
                                           {u"window/geometry"_s, u"***"_s},
                                           {u"future/thing"_s, u"1"_s}});
        Settings expected;
        expected.concurrency = 64; // brought within its bounds
        QVERIFY(settings == expected);
    }
};

RIJIAN_TEST_MAIN(TestSettings)
#include "tst_settings.moc"
