// Pairing, rows and word marks of any two texts give both back.

#include "support/reassemble.h"
#include "support/testkit.h"

#include <QRandomGenerator>

using namespace rijian;

namespace {

/// Text of CJK, emoji, marks that combine, bytes that are no UTF-8, and code; lines that are alike and equal ones.
QByteArray randomText(QRandomGenerator &random)
{
    static const QByteArrayList parts{"缓存", "命中", "カタカナ", "한글", "😀", "👩‍👩‍👧", "e\xCC\x81", "\xCC\x81", "\xFF", "\xE4\xB8", "\xED\xA0\x80", "\xEF\xBB\xBF", "\xE2\x80\xAE", "\r",
                                      "foo", "bar_2", "fooBar", "1.5", "==", "->", " ", "\t", "(", ")", ";", "{", "}", "std::", QByteArray(1, '\0')};
    QByteArray text;
    for (int lines = random.bounded(20); lines > 0; --lines) {
        for (int i = random.bounded(12); i > 0; --i)
            text += parts[random.bounded(parts.size())];
        text += '\n';
    }
    if (random.bounded(3) == 0 && !text.isEmpty())
        text.chop(1);
    return text;
}

/// The text with some of its bytes and lines changed.
QByteArray changed(QByteArray text, QRandomGenerator &random)
{
    QByteArrayList lines = text.split('\n');
    for (int edits = random.bounded(6); edits > 0; --edits) {
        const qsizetype at = random.bounded(lines.size());
        switch (random.bounded(4)) {
        case 0:
            lines.insert(at, lines[random.bounded(lines.size())]);
            break;
        case 1:
            lines[at].insert(random.bounded(lines[at].size() + 1), "新x");
            break;
        case 2:
            if (!lines[at].isEmpty())
                lines[at].remove(random.bounded(lines[at].size()), 1); // may leave half a character
            break;
        default:
            if (lines.size() > 1)
                lines.removeAt(at);
        }
    }
    return lines.join('\n');
}

} // namespace

class TestReassembly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyTwoTexts()
    {
        QRandomGenerator random(20'260'107);
        for (int i = 0; i < 4'000; ++i) {
            const QByteArray before = randomText(random);
            const QByteArray after = i % 3 == 0 ? randomText(random) : changed(before, random);
            const QByteArray problem = testkit::reassemble(before, after);
            QVERIFY2(problem.isEmpty(), QByteArray(problem + "\n" + before.toPercentEncoding() + "\n" + after.toPercentEncoding()).constData());
        }
    }

    void theEnds()
    {
        for (const auto &[before, after] : QList<std::pair<QByteArray, QByteArray>>{{"", ""}, {"", "a"}, {"a\n", ""}, {"\n", "\n\n"}, {"a", "a\n"}, {QByteArray(5'000, 'x'), QByteArray(5'001, 'x')}})
            QCOMPARE(testkit::reassemble(before, after), QByteArray());
        QByteArray one, two; // beyond what is compared line by line
        for (int i = 0; i < 3'000; ++i) {
            one += "line " + QByteArray::number(i % 700) + '\n';
            two += "line " + QByteArray::number(i % 500) + " 改\n";
        }
        QCOMPARE(testkit::reassemble(one, two), QByteArray());
    }
};

RIJIAN_TEST_MAIN(TestReassembly)
#include "tst_reassembly.moc"
