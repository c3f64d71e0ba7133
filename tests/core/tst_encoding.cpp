// Which encoding bytes are in.

#include "core/encoding.h"
#include "support/testkit.h"

#include <QRandomGenerator>
#include <QStringEncoder>

using namespace rijian;
using namespace Qt::StringLiterals;

namespace {

QByteArray in(const char *encoding, const QString &text)
{
    QStringEncoder encoder(encoding);
    return encoder(text);
}

QByteArray wide(const QString &text, bool bigEndian)
{
    QStringEncoder encoder(bigEndian ? QStringEncoder::Utf16BE : QStringEncoder::Utf16LE);
    return encoder(text);
}

const QString chinese = u"// 读取缓存中的数据，如果没有命中则从磁盘加载。\nint load(const char *path); // 路径\n"_s;
const QString traditional = u"// 讀取緩存中的資料，如果沒有命中則從磁碟載入。\nint load();\n"_s;
const QString japanese = u"// キャッシュからデータを読み込みます。見つからない場合はディスクから。\nint load();\n"_s;
const QString western = u"// Größe der Länge: naïve Café-Besucher über Öl\nint länge();\n"_s;

} // namespace

class TestEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void found_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::newRow("empty") << QByteArray() << u"UTF-8"_s;
        QTest::newRow("ASCII") << QByteArray("int x;\n") << u"UTF-8"_s;
        QTest::newRow("UTF-8") << chinese.toUtf8() << u"UTF-8"_s;
        QTest::newRow("UTF-8 BOM") << "\xEF\xBB\xBF" + chinese.toUtf8() << u"UTF-8 BOM"_s;
        QTest::newRow("UTF-8, one byte broken") << chinese.toUtf8() + chinese.toUtf8() + "\xE9\n" << u"UTF-8"_s;
        QTest::newRow("UTF-16LE BOM") << "\xFF\xFE" + wide(chinese, false) << u"UTF-16LE"_s;
        QTest::newRow("UTF-16BE BOM") << "\xFE\xFF" + wide(chinese, true) << u"UTF-16BE"_s;
        QTest::newRow("UTF-16LE") << wide(chinese, false) << u"UTF-16LE"_s;
        QTest::newRow("UTF-16BE") << wide(western, true) << u"UTF-16BE"_s;
        QTest::newRow("UTF-16, odd") << wide(western, false) + 'x' << QString();
        QTest::newRow("GB18030") << in("GB18030", chinese) << u"GB18030"_s;
        QTest::newRow("GBK, a word") << in("GB18030", u"你好\n"_s) << u"GB18030"_s;
        QTest::newRow("GB18030, four bytes") << in("GB18030", u"你好，世界：𠮷野家\n"_s) << u"GB18030"_s;
        QTest::newRow("EUC-JP") << in("EUC-JP", japanese) << u"EUC-JP"_s;
        QTest::newRow("Shift-JIS") << in("Shift_JIS", japanese) << u"Shift-JIS"_s;
        QTest::newRow("Latin-1") << western.toLatin1() << u"ISO-8859-1"_s;
        QTest::newRow("Windows-1252") << QByteArray("na\xEFve: \x93quoted\x94 \x96 5 \x80\n") << u"Windows-1252"_s;
        QTest::newRow("none of Windows' characters") << QByteArray("caf\xE9: \x93quoted\x94 \x81\n") << u"ISO-8859-1"_s;
        QTest::newRow("binary") << QByteArray("\x7F" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", 20) << QString();
        QTest::newRow("NULs") << QByteArray(100, '\0') << QString();
        QTest::newRow("NULs at one side, with controls") << QByteArray("\1\0\2\0\3\0\4\0", 8) << QString();
        QTest::newRow("a mark and nothing of text") << QByteArray("\xFF\xFE\0\0\1\0", 6) << QString();
        QTest::newRow("a mark, half a pair") << QByteArray("\xFF\xFE\x3D\xD8", 4) << u"ISO-8859-1"_s;
    }

    void found()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        const TextEncoding encoding = detectEncoding(bytes);
        QCOMPARE(QString(encodingName(encoding)), name);
        if (encoding != TextEncoding::Unknown)
            QCOMPARE(encodingByName(encodingName(encoding)), std::optional(encoding));
    }

    void decoded()
    {
        QCOMPARE(QString::fromUtf8(toUtf8(in("GB18030", chinese), TextEncoding::Gb18030)), chinese);
        QCOMPARE(QString::fromUtf8(toUtf8(in("EUC-JP", japanese), TextEncoding::EucJp)), japanese);
        QCOMPARE(QString::fromUtf8(toUtf8(in("Shift_JIS", japanese), TextEncoding::ShiftJis)), japanese);
        QCOMPARE(QString::fromUtf8(toUtf8(western.toLatin1(), TextEncoding::Latin1)), western);
        QCOMPARE(QString::fromUtf8(toUtf8("\x93" "a\x94 \x80", TextEncoding::Windows1252)), u"“a” €"_s);
        QCOMPARE(toUtf8(QByteArray("\xFF\xFE" + wide(chinese, false)), TextEncoding::Utf16Le), chinese.toUtf8()); // the mark goes
        QCOMPARE(toUtf8(wide(traditional, true), TextEncoding::Utf16Be), traditional.toUtf8());
        QCOMPARE(toUtf8("\xEF\xBB\xBFx", TextEncoding::Utf8Bom), "\xEF\xBB\xBFx"); // and stays
        QCOMPARE(toUtf8("\xC4\xE3\xC4", TextEncoding::Gb18030), u"你\uFFFD"_s.toUtf8());
        QCOMPARE(QString::fromUtf8(toUtf8(in("Big5", u"繁體中文"_s), TextEncoding::Big5)), u"繁體中文"_s);
        QCOMPARE(QString::fromUtf8(toUtf8(in("EUC-KR", u"한국어"_s), TextEncoding::EucKr)), u"한국어"_s);
        QCOMPARE(QString::fromUtf8(toUtf8("\xCF\xF0\xE8\xE2\xE5\xF2", TextEncoding::Windows1251)), u"Привет"_s);
        QCOMPARE(QString::fromUtf8(toUtf8("\x93quoted\x94", TextEncoding::Windows1252)), u"“quoted”"_s);
        QVERIFY(!encodingByName("nonsense"_L1));
    }

    void everyWishHasANameAndADecoder()
    {
        const QList<TextEncoding> readable = readableEncodings();
        QCOMPARE(readable.size(), 9);
        for (const TextEncoding encoding : readable) {
            QCOMPARE(encodingByName(encodingName(encoding)), std::optional(encoding));
            QCOMPARE(toUtf8("plain\n", encoding), "plain\n");
        }
    }

    /// Whatever the bytes, a text comes out, and it is UTF-8.
    void anyBytesBecomeText()
    {
        QRandomGenerator random(5);
        std::array<int, std::size_t(lastTextEncoding) + 1> seen{};
        for (int i = 0; i < 6'000; ++i) {
            QByteArray bytes(random.bounded(200), '\0');
            const int alphabet = random.bounded(4);
            for (char &c : bytes)
                c = char(alphabet == 0 ? random.bounded(256) : alphabet == 1 ? 0xA1 + random.bounded(0x5E) : alphabet == 2 ? 0x20 + random.bounded(0x60) : "a\0"[random.bounded(2)]);
            const TextEncoding encoding = detectEncoding(bytes);
            ++seen[std::size_t(encoding)];
            const QByteArray text = toUtf8(bytes, encoding);
            if (encoding == TextEncoding::Unknown)
                QVERIFY(looksBinary(bytes));
            else if (encoding != TextEncoding::Utf8 && encoding != TextEncoding::Utf8Bom)
                QVERIFY(QUtf8StringView(text).isValidUtf8());
        }
        QVERIFY(seen[std::size_t(TextEncoding::Unknown)] > 0 && seen[std::size_t(TextEncoding::Gb18030)] > 0 && seen[std::size_t(TextEncoding::Latin1)] > 0);
    }
};

RIJIAN_TEST_MAIN(TestEncoding)
#include "tst_encoding.moc"
