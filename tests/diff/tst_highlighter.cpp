// Colours of a diff's lines: right through hunks, readable on the tints, and stopped when asked.

#include "diff/highlighter.h"
#include "diff/linetext.h"
#include "support/patchbuilder.h"
#include "support/testkit.h"

#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/Theme>

#include <QSemaphore>
#include <QThread>

using namespace rijian;
using namespace rijian::diff;
using namespace Qt::StringLiterals;

namespace {

Document documentOf(const QByteArray &path, const QByteArray &body)
{
    PairingBudget budget;
    return Document(std::make_shared<const FilePatch>(testkit::patchFromDiff(testkit::fileDiff(path, body)).first()), {}, budget);
}

struct Colored {
    std::vector<LineColors> parts;

    std::vector<Span> syntax(int line, Side side) const
    {
        for (const LineColors &part : parts) {
            if (line >= part.firstLine() && line < part.firstLine() + part.lineCount())
                return part.syntax(line, side);
        }
        return {};
    }
    QRgb colorAt(int line, int offset, Side side) const
    {
        for (const Span &span : syntax(line, side)) {
            if (offset >= span.offset && offset < span.offset + span.length)
                return span.color;
        }
        return 0;
    }
};

Colored color(const Document &document, const HighlightColors &colors = {.dark = false, .backgrounds = {Qt::white}}, int near = 0)
{
    Colored result;
    colorDocument(document, colors, near, [&](LineColors &&part) { result.parts.push_back(std::move(part)); }, {});
    return result;
}

} // namespace

class TestHighlighter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachSideKeepsItsState()
    {
        // The comment is closed on the old side only: `int x;` is code there and a comment in the new file.
        const Document document = documentOf("a.c", " int f();\n-/* one line */\n+/* one line\n int x;\n+*/\n int y;\n");
        const Colored colors = color(document);
        const QRgb code = colors.colorAt(0, 0, Side::New);
        const QRgb comment = colors.colorAt(1, 4, Side::Old);
        QVERIFY(code != comment);
        QCOMPARE(colors.colorAt(2, 4, Side::New), comment);
        QCOMPARE(colors.colorAt(3, 0, Side::New), comment);
        QCOMPARE(colors.colorAt(3, 0, Side::Old), code);
        QCOMPARE(colors.colorAt(5, 0, Side::New), code);
        QCOMPARE(colors.colorAt(5, 0, Side::Old), code);
    }

    void eachHunkBeginsAnew()
    {
        const Document document = documentOf("a.c", "+/* open\n a\n@@ f\n int b;\n+int c;\n");
        const Colored colors = color(document);
        QCOMPARE(colors.colorAt(2, 0, Side::New), colors.colorAt(3, 0, Side::New));
        QVERIFY(colors.colorAt(1, 0, Side::New) != colors.colorAt(3, 0, Side::New));
    }

    void aDiffOfAWholeFileLooksAsTheFileDoes()
    {
        QByteArray diff;
        QByteArray file;
        for (int i = 0; i < 5'000; ++i) { // more than one part
            const QByteArray line = i % 7 == 3 ? "/* begin " + QByteArray::number(i) : i % 7 == 5 ? QByteArray("end */ return 1;") : "static int v" + QByteArray::number(i) + " = \"s\";";
            file += '+' + line + '\n';
            diff += (i % 3 ? ' ' : '+') + line + '\n';
            if (i % 3 == 0)
                diff += "-#if 0 /* unfinished\n";
        }
        const Document mixed = documentOf("a.c", diff);
        const Document whole = documentOf("a.c", file);
        const Colored a = color(mixed);
        const Colored b = color(whole);
        QVERIFY(b.parts.size() > 1);
        for (std::size_t i = 0; i < mixed.patch().lines.size(); ++i) {
            if (const int number = mixed.patch().lines[i].newNumber; number > 0)
                QCOMPARE(a.syntax(int(i), Side::New), b.syntax(number - 1, Side::New));
        }
    }

    void theVisibleHunkComesFirst()
    {
        const Document document = documentOf("a.c", "+a\n@@\n+b\n@@\n+c\n+d\n");
        const Colored colors = color(document, {.backgrounds = {Qt::white}}, 3);
        QCOMPARE(colors.parts.size(), 3U);
        QCOMPARE(colors.parts[0].firstLine(), 2);
        QCOMPARE(colors.parts[1].firstLine(), 0);
    }

    void wordsAreMarked()
    {
        const Document document = documentOf("a.txt", "-the old value\n+the new value\n");
        const Colored colors = color(document);
        QCOMPARE(colors.parts[0].words(0), (std::vector<TextRange>{{4, 3}}));
        QCOMPARE(colors.parts[0].words(1), (std::vector<TextRange>{{4, 3}}));
    }

    void longLinesStayPlain()
    {
        const Document document = documentOf("a.js", "+var a = '" + QByteArray(3'000, 'x') + "';\n+var b;\n");
        const Colored colors = color(document);
        QVERIFY(colors.syntax(0, Side::New).empty());
        QVERIFY(!colors.syntax(1, Side::New).empty());
    }

    void stopping()
    {
        QByteArray body;
        for (int i = 0; i < 10'000; ++i)
            body += "+int x;\n";
        const Document document = documentOf("a.c", body);
        std::stop_source stop;
        int parts = 0;
        colorDocument(document, {}, 0, [&](LineColors &&) { ++parts; stop.request_stop(); }, stop.get_token());
        QCOMPARE(parts, 1);
    }

    /// A stop is looked for at every line and pair, not once for 2,000 of them: nothing comes after it.
    void stoppingWithinAPart()
    {
        QByteArray removed, added;
        for (int i = 0; i < 1'000; ++i) { // each pair costs a comparison of all its words
            QByteArray line;
            for (int word = 0; word < 98; ++word)
                line += ' ' + QByteArray::number(i) + ' ' + QByteArray::number(word) + (word % 2 ? ',' : ';');
            removed += '-' + line + '\n';
            added += '+' + line.replace(';', ':') + '\n';
        }
        const Document document = documentOf("a.sql", removed + added);
        std::stop_source stop;
        QSemaphore begun;
        int late = 0;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            begun.release();
            colorDocument(document, {}, 0, [&](LineColors &&) { late += stop.stop_requested(); }, stop.get_token());
        }));
        thread->start();
        begun.acquire();
        stop.request_stop();
        QVERIFY(thread->wait());
        QCOMPARE(late, 0);
    }

    void threadsDoNotShareARepository()
    {
        const Document document = documentOf("a.cpp", " class A\n-{ int a; };\n+{ long a; };\n");
        const auto expected = color(document);
        std::vector<std::unique_ptr<QThread>> threads;
        std::atomic<int> same = 0;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back(QThread::create([&] { same += color(document).syntax(2, Side::New) == expected.syntax(2, Side::New); }));
            threads.back()->start();
        }
        for (const auto &thread : threads)
            thread->wait();
        QCOMPARE(same.load(), 4);
    }

    void colorsAreReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    /// The tints are those of the windows' colours (ui/theme.cpp); the view's test checks the real ones.
    void colorsAreReadable()
    {
        QFETCH(const bool, dark);
        const HighlightColors colors = dark ? HighlightColors{true, {QColor(0x15181c), QColor(0x14291b), QColor(0x331b1d)}}
                                            : HighlightColors{false, {QColor(0xffffff), QColor(0xe6f6ea), QColor(0xfdebe9)}};
        KSyntaxHighlighting::Repository repository;
        const auto theme = repository.theme(dark ? u"GitHub Dark"_s : u"GitHub Light"_s);
        QVERIFY(theme.isValid());
        for (int style = 0; style <= KSyntaxHighlighting::Theme::Others; ++style) {
            const QColor own(theme.textColor(KSyntaxHighlighting::Theme::TextStyle(style)));
            const QColor color = readableColor(own, colors);
            QVERIFY2(own.hslHue() < 0 || std::abs(color.hslHue() - own.hslHue()) < 12, qPrintable(own.name() + u" became "_s + color.name()));
            for (const QColor &back : colors.backgrounds)
                QVERIFY2(contrastRatio(color, back) >= 4.5, qPrintable(u"style %1: %2 on %3"_s.arg(style).arg(color.name(), back.name())));
        }
    }
};

RIJIAN_TEST_MAIN(TestHighlighter)
#include "tst_highlighter.moc"
