#include "core/day.h"
#include "core/hiddentext.h"
#include "core/text.h"
#include "support/testkit.h"

using namespace rijian;
using namespace Qt::StringLiterals;

class TestDay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTimeZones_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("offset");
        QTest::newRow("name") << u"Asia/Shanghai"_s << 28800;
        QTest::newRow("utc") << u"utc"_s << 0;
        QTest::newRow("offset") << u"+08:00"_s << 28800;
        QTest::newRow("short offset") << u"UTC-5"_s << -18000;
        QTest::newRow("half hour") << u"+0530"_s << 19800;
    }

    void readsTimeZones()
    {
        QFETCH(QString, text);
        QFETCH(int, offset);
        const auto zone = parseTimeZone(text);
        QVERIFY2(zone, qPrintable(text));
        QCOMPARE(zone->offsetFromUtc(QDateTime::fromSecsSinceEpoch(1'767'700'800)), offset);
    }

    void refusesUnknownZones()
    {
        for (const QString &text : {u"Asia/Nowhere"_s, u""_s, u"+25:00"_s, u"../../etc/passwd"_s})
            QVERIFY2(!parseTimeZone(text), qPrintable(text));
    }

    void readsDates()
    {
        // 2026-01-07 01:30 in Shanghai is still the 6th in UTC.
        const QDateTime now(QDate(2026, 1, 6), QTime(17, 30), QTimeZone::utc());
        QCOMPARE(*parseDate(u"today"_s, defaultTimeZone(), now), QDate(2026, 1, 7));
        QCOMPARE(*parseDate(u"Yesterday"_s, defaultTimeZone(), now), QDate(2026, 1, 6));
        QCOMPARE(*parseDate(u"today"_s, QTimeZone::utc(), now), QDate(2026, 1, 6));
        QCOMPARE(*parseDate(u"2024-02-29"_s, defaultTimeZone(), now), QDate(2024, 2, 29));
        for (const QString &bad : {u"2026-02-30"_s, u"2026-1-7"_s, u"07.01.2026"_s, u"soon"_s, u""_s, u"2026-01-08"_s})
            QVERIFY2(!parseDate(bad, defaultTimeZone(), now), qPrintable(bad));
    }

    void aDayEndsWhereTheNextBegins()
    {
        const DaySpan day{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
        QCOMPARE(day.beginSeconds(), QDateTime(QDate(2026, 1, 6), QTime(16, 0), QTimeZone::utc()).toSecsSinceEpoch());
        QCOMPARE(day.endSeconds() - day.beginSeconds(), 86400);
        QVERIFY(day.contains(day.beginSeconds()));
        QVERIFY(!day.contains(day.endSeconds()));
    }

    void aDayOfSummerTimeHas23Hours()
    {
        const DaySpan day{QDate(2026, 3, 29), QDate(2026, 3, 29), QTimeZone("Europe/Berlin")};
        QCOMPARE(day.endSeconds() - day.beginSeconds(), 23 * 3600);
        const DaySpan autumn{QDate(2026, 10, 25), QDate(2026, 10, 25), QTimeZone("Europe/Berlin")};
        QCOMPARE(autumn.endSeconds() - autumn.beginSeconds(), 25 * 3600);
    }

    void decodesText_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QString>("text");
        QTest::newRow("utf-8") << QByteArray("日鉴") << QByteArray() << u"日鉴"_s;
        QTest::newRow("gb18030 named") << QByteArray("\xC8\xD5\xBC\xF8") << QByteArray("GB18030") << u"日鉴"_s;
        QTest::newRow("gbk unnamed") << QByteArray("fix: \xC8\xD5\xBC\xF8") << QByteArray() << u"fix: 日鉴"_s;
        QTest::newRow("latin-1 unnamed") << QByteArray("J\xF6rg") << QByteArray() << u"Jörg"_s;
        QTest::newRow("latin-1 named") << QByteArray("J\xF6rg") << QByteArray("ISO-8859-1") << u"Jörg"_s;
        QTest::newRow("encoding that lies") << QByteArray("J\xF6rg") << QByteArray("UTF-8") << u"Jörg"_s;
        QTest::newRow("encoding unheard of") << QByteArray("plain") << QByteArray("X-NO-SUCH") << u"plain"_s;
    }

    void decodesText()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, encoding);
        QTEST(decodeText(bytes, encoding), "text");
    }

    void makesControlsVisible()
    {
        QCOMPARE(visibleControls(u"a\u202Eb"_s), u"a⟨U+202E⟩b"_s);
        QCOMPARE(visibleControls(u"\x1b[31mred"_s), u"⟨U+001B⟩[31mred"_s);
        QCOMPARE(visibleControls(u"tab\tline\n日鉴 🔴"_s), u"tab\tline\n日鉴 🔴"_s);
        QCOMPARE(visibleControls(u"\U000E0041"_s), u"⟨U+E0041⟩"_s);
        // What paints as nothing, wherever Unicode has it.
        for (const char32_t c : {0xADU, 0x34FU, 0x61CU, 0x115FU, 0x1160U, 0x17B4U, 0x180EU, 0x200BU, 0x2028U, 0x2029U, 0x2060U, 0x2064U, 0x206AU, 0x206FU, 0x3164U, 0xFE00U, 0xFE0FU, 0xFEFFU,
                                 0xFFA0U, 0xFFF0U, 0xFFF8U, 0xFFF9U, 0xE0001U, 0xE0100U, 0xE01EFU}) {
            const QString text = u"a"_s + QString(QStringView(QChar::fromUcs4(c))) + u'b';
            QCOMPARE(visibleControls(text), QString(u'a' + characterToken(c) + u'b'));
            QVERIFY(isInvisible(text, 1) && !isInvisible(text, 0));
            QVERIFY2(countSuspects(text.toUtf8()) > 0, qPrintable(characterToken(c)));
        }
        // How an emoji or ideograph looks, and emoji of several, belong to them.
        for (const QString &text : {u"❤\uFE0F"_s, u"1\uFE0F\u20E3"_s, u"👩\u200D💻 🏳\uFE0F\u200D🌈"_s, u"\u8FBA\uFE00，\uFE01"_s, u"日鉴：「测试」"_s})
            QCOMPARE(visibleControls(text), text);
        QCOMPARE(visibleControls(u"❤\uFE0F\uFE0F"_s), u"❤\uFE0F⟨U+FE0F⟩"_s); // bytes are hidden in runs of them
        QCOMPARE(visibleControls(u"1\uFE0F"_s), u"1⟨U+FE0F⟩"_s);
        QCOMPARE(visibleControls(u"a\u200D👩"_s), u"a⟨U+200D⟩👩"_s);
        QCOMPARE(oneLine(u"a\nb"_s), u"a b"_s);
        QCOMPARE(oneLine(u"abcdef"_s, 4), u"abc…"_s);
        QCOMPARE(oneLine(u"ab🔴🔴"_s, 4), u"ab…"_s);
    }
};

RIJIAN_TEST_MAIN(TestDay)
#include "tst_day.moc"
