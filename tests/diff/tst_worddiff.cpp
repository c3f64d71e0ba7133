// What changed inside a line: examples, and what must hold for any two lines.

#include "diff/linetext.h"
#include "diff/worddiff.h"
#include "support/testkit.h"

#include <QRandomGenerator>

using namespace rijian::diff;
using namespace Qt::StringLiterals;

namespace {

/// The line with its ranges in brackets.
QString marked(const QString &line, const std::vector<TextRange> &ranges)
{
    QString text;
    qsizetype at = 0;
    for (const TextRange &range : ranges) {
        text += line.sliced(at, range.offset - at) + u'[' + line.sliced(range.offset, range.length) + u']';
        at = range.offset + range.length;
    }
    return text + line.sliced(at);
}

QString without(const QString &line, const std::vector<TextRange> &ranges)
{
    QString text;
    qsizetype at = 0;
    for (const TextRange &range : ranges) {
        text += line.sliced(at, range.offset - at);
        at = range.offset + range.length;
    }
    return text + line.sliced(at);
}

QString randomLine(QRandomGenerator &random)
{
    static const QStringList parts{u"foo"_s, u"bar_2"_s, u"fooBar"_s, u"FOO_baz"_s, u"1.5"_s, u"=="_s, u"-"_s, u">"_s, u"カナ"_s, u"한글"_s, u"\u200D"_s, QString(QChar(0xD83D)), u" "_s, u"  "_s, u"\t"_s, u"("_s, u")"_s, u"12"_s, u"中"_s, u"文"_s, u"😀"_s, u"é"_s, u"é"_s, u";"_s, u"\r"_s, u"\u202E"_s};
    QString line;
    for (int i = random.bounded(14); i > 0; --i)
        line += parts.at(random.bounded(parts.size()));
    return line;
}

} // namespace

class TestWordDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void examples_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("a name") << u"int [count] = 0;"_s << u"int [total] = 0;"_s;
        QTest::newRow("an argument added") << u"call(first);"_s << u"call(first[, second]);"_s;
        QTest::newRow("indented") << u"return x;"_s << u"[    ]return x;"_s;
        QTest::newRow("words with a blank between") << u"static [inline int] value(void);"_s << u"static [const long] value(void);"_s;
        QTest::newRow("Chinese, one by one") << u"缓存[命]中后返回"_s << u"缓存[未]中后返回"_s;
        QTest::newRow("no pair of surrogates is cut") << u"say [😀] here"_s << u"say [😁] here"_s;
        QTest::newRow("a combining mark belongs to its word") << u"[cafe] au lait"_s << u"[cafe\u0301] au lait"_s;
        QTest::newRow("equal") << u"same"_s << u"same"_s;
        QTest::newRow("nearly all differs") << u"if (a == b) {"_s << u"std::sort(begin, end);"_s;
        QTest::newRow("a brace is not enough") << u"}"_s << u"} while (the_condition_holds(for, long));"_s;
        QTest::newRow("a part of a name") << u"int get[User]Name();"_s << u"int get[Group]Name();"_s;
        QTest::newRow("capitals") << u"new [HTTP]Server(8080)"_s << u"new [FTP]Server(8080)"_s;
        QTest::newRow("snake") << u"size_t max_[line]_size = 4;"_s << u"size_t max_[file]_size = 4;"_s;
        QTest::newRow("a number at the end") << u"case value[1]: break;"_s << u"case value[2]: break;"_s;
        QTest::newRow("a version") << u"version = \"1.2.[3]\""_s << u"version = \"1.2.[4]\""_s;
        QTest::newRow("half a word is less than half") << u"int [count] = limit;"_s << u"int [counter] = limit;"_s;
        QTest::newRow("an operator is one") << u"if (first [==] second)"_s << u"if (first [!=] second)"_s;
        QTest::newRow("ends of templates are two") << u"vector<[vector<]int[>]> x;"_s << u"vector<int> x;"_s;
        QTest::newRow("words of a string") << u"say(\"hello [old] world\");"_s << u"say(\"hello [new] world\");"_s;
        QTest::newRow("Katakana are a word") << u"これは[テスト]です"_s << u"これは[データ]です"_s;
        QTest::newRow("Hangul are words") << u"안녕 [세계] 여러분"_s << u"안녕 [세상] 여러분"_s;
        QTest::newRow("chance in Chinese") << u"程序会把[内容写到文件]里再返回"_s << u"程序会把[结果存到磁盘]里再返回"_s;
        QTest::newRow("only signs stay") << u"foo(a, b);"_s << u"bar(c, d);"_s;
        QTest::newRow("one name in signs") << u"[foo]();"_s << u"[bar]();"_s;
        QTest::newRow("a family stays together") << u"family [👨\u200D👩] here"_s << u"family [👨\u200D👦] here"_s;
        QTest::newRow("carriage return") << u"value = 1;[\r]"_s << u"value = 1;"_s;
    }

    void examples()
    {
        QFETCH(const QString, before);
        QFETCH(const QString, after);
        const auto plain = [](QString text) { return text.remove(u'[').remove(u']'); };
        const auto changes = wordChanges(plain(before), plain(after));
        QCOMPARE(marked(plain(before), changes.removed), before);
        QCOMPARE(marked(plain(after), changes.added), after);
    }

    void whatIsNotMarkedIsTheSame()
    {
        QRandomGenerator random(7);
        int marks = 0;
        for (int i = 0; i < 20'000; ++i) {
            const QString a = randomLine(random);
            QString b = i % 2 ? randomLine(random) : a;
            if (!(i % 2) && !b.isEmpty())
                b.insert(random.bounded(b.size() + 1), randomLine(random).left(6));
            const auto changes = wordChanges(a, b);
            if (changes.empty())
                continue;
            ++marks;
            QCOMPARE(without(a, changes.removed), without(b, changes.added));
            for (const auto &[line, ranges] : {std::pair(a, changes.removed), std::pair(b, changes.added)}) {
                int end = -1;
                for (const TextRange &range : ranges) {
                    QVERIFY(range.length > 0 && range.offset > end);
                    end = range.offset + range.length;
                    QVERIFY(end <= line.size());
                    const auto splits = [&line](int at) { return at > 0 && at < line.size() && line[at - 1].isHighSurrogate() && line[at].isLowSurrogate(); };
                    QVERIFY2(!splits(range.offset), qPrintable(marked(line, ranges)));
                    QVERIFY(!splits(end));
                }
            }
        }
        QVERIFY(marks > 5'000);
    }

    /// Any two lines, from bytes.
    void anyBytesReassemble()
    {
        QRandomGenerator random(17);
        int marks = 0;
        for (int i = 0; i < 4'000; ++i) {
            QByteArray bytes(random.bounded(120), '\0');
            for (char &c : bytes)
                c = char(random.bounded(3) ? "abAB_1. ()="[random.bounded(11)] : random.bounded(256));
            QByteArray other = bytes;
            for (int k = random.bounded(5); k > 0 && !other.isEmpty(); --k)
                other[random.bounded(other.size())] = char("aB_1. "[random.bounded(6)]);
            const QString a = decodeLine(bytes);
            const QString b = decodeLine(other);
            const auto changes = wordChanges(a, b);
            marks += !changes.empty();
            QCOMPARE(without(a, changes.removed).isEmpty() && changes.empty(), a.isEmpty());
            if (!changes.empty())
                QCOMPARE(without(a, changes.removed), without(b, changes.added));
        }
        QVERIFY(marks > 1'000);
    }

    void longLinesAreLeftAlone()
    {
        const QString line(6'000, u'x');
        QVERIFY(wordChanges(line, QString(line + u"y"_s)).empty());
        QString a;
        QString b;
        for (int i = 0; i < 1'200; ++i) { // beyond the table's bound: the middle is one change
            a += u"a%1 "_s.arg(i % 10);
            b += u"b%1 "_s.arg(i % 10);
        }
        QVERIFY(wordChanges(a, b).empty());
    }

    void tokensCoverTheLine()
    {
        QRandomGenerator random(3);
        for (int i = 0; i < 2'000; ++i) {
            const QString line = randomLine(random);
            int at = 0;
            for (const TextRange &token : wordTokens(line)) {
                QCOMPARE(token.offset, at);
                at += token.length;
            }
            QCOMPARE(at, line.size());
        }
    }

    void controlsAreShown()
    {
        const auto shown = showLine(u"a\x1b[0m\tb\u202E中\x7F"_s, 4);
        QCOMPARE(shown.text, u"a⟨ESC⟩[0m   b⟨U+202E⟩中⟨DEL⟩"_s);
        QCOMPARE(shown.tokens.size(), 3U);
        QCOMPARE(shown.toShown(2), 6);
        QCOMPARE(shown.toShown(6), 12);
        QCOMPARE(shown.toText(2), 1); // the token's near side
        QCOMPARE(shown.toText(5), 2);
        QCOMPARE(shown.toText(12), 6);
        QCOMPARE(shown.toText(11), 6); // the tab's far side is nearer
        const QString line = u"x😀\ty"_s;
        const auto wide = showLine(line, 4);
        for (qsizetype i = 0; i <= wide.text.size(); ++i) {
            const auto at = wide.toText(i);
            QVERIFY(at >= line.size() || !line.at(at).isLowSurrogate());
        }
        QVERIFY(isPlain("a b~") && isPlain("") && !isPlain("a\tb") && !isPlain("é") && !isPlain(QByteArrayView("a\0b", 3)));
        QCOMPARE(decodeLine("a\xff\xfe z"), u"a\uFFFD\uFFFD z"_s);
        QCOMPARE(showLine(u"plain"_s, 4).toText(99), 5);
    }

    /// No text may stand where no scrolling reaches it.
    void columnsAreThoseShown()
    {
        QRandomGenerator random(11);
        const QStringList alphabet{u"a"_s, u"\t"_s, u"中"_s, u"😀"_s, u"\u200B"_s, u"\x1b"_s, u"\u0085"_s, u"\U000E0100"_s, u"e\u0301"_s, u"❤\uFE0F"_s};
        for (int round = 0; round < 300; ++round) {
            QString line;
            for (int i = random.bounded(20); i > 0; --i)
                line += alphabet[random.bounded(alphabet.size())];
            const int tabs = 1 + random.bounded(8);
            int columns = 0;
            for (const char32_t c : showLine(line, tabs).text.toUcs4())
                columns += columnsOf(c);
            QCOMPARE(shownColumns(line.toUtf8(), tabs), columns);
        }
        QCOMPARE(shownColumns("\xEF\xBB\xBFx", 4), 9);
    }

    void longLinesHaveTheirMiddleMarked()
    {
        const QString start = u"var a=\"变量\";"_s.repeated(1'000);
        const QString end = u"f(x,中);"_s.repeated(1'000);
        const auto marked = [](const QString &line, const std::vector<TextRange> &ranges) {
            QStringList words;
            for (const TextRange &range : ranges)
                words += line.sliced(range.offset, range.length);
            return words;
        };
        const QString before = start + u"let oldName = 1;"_s + end;
        const QString after = start + u"let newName = 2;"_s + end;
        const WordChanges changes = wordChanges(before, after);
        QCOMPARE(marked(before, changes.removed), (QStringList{u"old"_s, u"1"_s}));
        QCOMPARE(marked(after, changes.added), (QStringList{u"new"_s, u"2"_s}));
        // Text that is new on one side, and a middle that is long itself.
        const QString added = start + u"more();"_s + end;
        const QString without = start + end;
        QCOMPARE(marked(added, wordChanges(without, added).added), QStringList{u"more();"_s});
        QVERIFY(wordChanges(without, added).removed.empty());
        const QString other = start + u"y"_s.repeated(6'000) + u';' + end;
        const QString another = start + u"z"_s.repeated(6'000) + u';' + end;
        QCOMPARE(marked(other, wordChanges(another, other).added), QStringList{u"y"_s.repeated(6'000)});
        // A name is marked as a whole.
        const QString name = start + u"foobar "_s + end;
        const QString renamed = start + u"foobaz "_s + end;
        QCOMPARE(marked(renamed, wordChanges(name, renamed).added), QStringList{u"foobaz"_s});
    }

    void offsetsGoThereAndBack()
    {
        QRandomGenerator random(7);
        const QStringList alphabet{u"a"_s, u"\t"_s, u"中"_s, u"😀"_s, u"\u202E"_s, u"\x1b"_s, u" "_s, u"\u00AD"_s};
        for (int round = 0; round < 500; ++round) {
            QString line;
            for (int i = random.bounded(12); i > 0; --i)
                line += alphabet[random.bounded(alphabet.size())];
            const auto shown = showLine(line, 1 + random.bounded(8));
            qsizetype at = 0; // what stands between replacements is the text itself
            for (const Replacement &r : shown.replacements) {
                const qsizetype from = shown.toShown(at);
                QCOMPARE(shown.text.sliced(from, r.shown.offset - from), line.sliced(at, r.text.offset - at));
                QCOMPARE(shown.toShown(r.text.offset), r.shown.offset);
                QCOMPARE(shown.toText(r.shown.offset), r.text.offset);
                at = r.text.offset + r.text.length;
                QCOMPARE(shown.toShown(at), r.shown.offset + r.shown.length);
            }
            QCOMPARE(shown.text.sliced(shown.toShown(at)), line.sliced(at));
            QCOMPARE(shown.toShown(line.size() + 3), shown.text.size());
            QCOMPARE(shown.toText(shown.text.size() + 3), line.size());
            for (qsizetype i = 0; i <= shown.text.size(); ++i) {
                const qsizetype back = shown.toText(i);
                QVERIFY(back >= line.size() || !line[back].isLowSurrogate());
                QCOMPARE(shown.toText(shown.toShown(back)), back);
            }
        }
    }
};

RIJIAN_TEST_MAIN(TestWordDiff)
#include "tst_worddiff.moc"
