// Lines that moved: examples, what git says of the same commits, and that nothing makes it slow.

#include "diff/moves.h"
#include "git/mirror.h"
#include "support/outcome.h"
#include "support/patchbuilder.h"
#include "support/patchcheck.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QRandomGenerator>

using namespace rijian;
using namespace rijian::diff;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

/// As PatchApplier::gitMoves has it.
QByteArray movesOf(const CommitPatch &patch, const MovedBlocks &found)
{
    QByteArray moves;
    for (int f = 0; f < int(patch.files.size()); ++f) {
        for (int i = 0; i < int(patch.files[f].lines.size()); ++i) {
            if (patch.files[f].lines[std::size_t(i)].kind == LineKind::Context)
                continue;
            const MovedBlock *block = found.find(f, i);
            moves += !block ? '.' : block->alternate ? 'a' : 'm';
        }
    }
    return moves;
}

/// Each block's lines are at its other place, the other way round.
QString faultOf(const CommitPatch &patch, const MovedBlocks &found)
{
    std::pair<int, int> end{0, 0};
    for (const MovedBlock &block : found.blocks) {
        if (std::pair(block.file, block.firstLine) < end || block.lineCount < 1)
            return u"blocks overlap"_s;
        end = {block.file, block.firstLine + block.lineCount};
        for (int i = 0; i < block.lineCount; ++i) {
            const FilePatch &here = patch.files[block.file];
            const FilePatch &there = patch.files[block.otherFile];
            const PatchLine &one = here.lines.at(std::size_t(block.firstLine + i));
            const PatchLine &two = there.lines.at(std::size_t(block.otherLine + i));
            if (one.kind == LineKind::Context || two.kind == LineKind::Context || one.kind == two.kind || here.lineText(one) != there.lineText(two))
                return u"line %1 of a block is not at its other place"_s.arg(i);
        }
    }
    return {};
}

const QByteArray function = "int weightOf(const Node &node)\n{\n    return node.children.size() + 1;\n}\n";

QByteArray each(char sign, const QByteArray &text)
{
    QByteArray result;
    for (const QByteArray &line : text.chopped(1).split('\n'))
        result += sign + line + '\n';
    return result;
}

} // namespace

class TestMoves : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFunctionMovesToAnotherFile()
    {
        const CommitPatch patch = commitPatch(u"move"_s, QByteArray(fileDiff("a.cpp", " // a\n" + each('-', function) + " // b\n") + fileDiff("b.cpp", " // c\n+int other;\n" + each('+', function))));
        const MovedBlocks found = findMoves(patch);
        QCOMPARE(found.blocks.size(), 2U);
        QCOMPARE(found.blocks[0], (MovedBlock{0, 1, 4, 1, 2, false}));
        QCOMPARE(found.blocks[1], (MovedBlock{1, 2, 4, 0, 1, false}));
        QVERIFY(found.find(0, 4) && !found.find(0, 5) && !found.find(0, 0) && !found.find(1, 1));
    }

    void littleIsNoMove()
    {
        const CommitPatch patch = commitPatch(u"little"_s, fileDiff("a.cpp", "-    }\n-    return;\n x\n+    }\n+    return;\n"));
        QVERIFY(findMoves(patch).blocks.empty());
        QCOMPARE(findMoves(patch, {.leastLetters = 6}).blocks.size(), 2U);
    }

    void chineseMovesToo()
    {
        const QByteArray text = "这一行有足够多的汉字，可以算作一个移动了的段落。\n";
        const CommitPatch patch = commitPatch(u"zh"_s, fileDiff("a.md", '-' + text + " x\n+" + text));
        QCOMPARE(findMoves(patch).blocks.size(), 2U);
        QVERIFY(findMoves(patch, {.lettersBeyondAscii = false}).blocks.empty()); // as with git
    }

    void whiteSpaceAsAskedFor()
    {
        const CommitPatch patch = commitPatch(u"indent"_s, fileDiff("a.c", "-int value = compute(first, second);\n x\n+\tint value =  compute(first, second); \n"));
        QVERIFY(findMoves(patch).blocks.empty());
        QVERIFY(findMoves(patch, {.whitespace = Whitespace::IgnoreAtEnd}).blocks.empty());
        QVERIFY(findMoves(patch, {.whitespace = Whitespace::IgnoreAmount}).blocks.empty());
        QCOMPARE(findMoves(patch, {.whitespace = Whitespace::IgnoreAll}).blocks.size(), 2U);
        const CommitPatch trailing = commitPatch(u"end"_s, fileDiff("a.c", "-int value = compute(first, second);\n x\n+int value = compute(first, second);\t \n"));
        QCOMPARE(findMoves(trailing, {.whitespace = Whitespace::IgnoreAtEnd}).blocks.size(), 2U);
        QCOMPARE(findMoves(trailing, {.whitespace = Whitespace::IgnoreAmount}).blocks.size(), 2U);
    }

    void movesAreToldInNumbers()
    {
        const QByteArray line = "void aFunctionThatMoves(int first)\n";
        const CommitPatch patch = commitPatch(u"moved"_s, QByteArray(fileDiff("a", " x\n-" + line + "-gone\n") + fileDiff("b", " y\n y\n+" + line)));
        const auto lines = movedLines(patch, findMoves(patch));
        QCOMPARE(lines.size(), 2U);
        QCOMPARE(lines[0], (std::vector<MovedLines>{{.first = 2, .count = 1, .otherFile = 1, .otherAdded = true, .otherFirst = 3}}));
        QCOMPARE(lines[1], (std::vector<MovedLines>{{.added = true, .first = 3, .count = 1, .otherFile = 0, .otherFirst = 2}}));
        std::stop_source stopped;
        stopped.request_stop();
        QVERIFY(findMoves(patch, {}, stopped.get_token()).blocks.empty());
    }

    void gitSaysTheSame_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("whitespace");
        QTest::newRow("default") << QStringList() << int(Whitespace::Keep);
        QTest::newRow("end") << QStringList{u"--color-moved-ws=ignore-space-at-eol"_s} << int(Whitespace::IgnoreAtEnd);
        QTest::newRow("amount") << QStringList{u"--color-moved-ws=ignore-space-change"_s} << int(Whitespace::IgnoreAmount);
        QTest::newRow("all") << QStringList{u"--color-moved-ws=ignore-all-space"_s} << int(Whitespace::IgnoreAll);
    }

    void gitSaysTheSame()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, whitespace);
        TestRepository repository;
        const PatchApplier applier(repository.gitDir());
        int moved = 0;
        for (quint32 seed = 1; seed <= 12; ++seed) {
            QRandomGenerator random(seed);
            const auto paragraph = [&] {
                QByteArray text;
                for (int i = 1 + random.bounded(6); i > 0; --i) {
                    static const char *words[] = {"alpha beta gamma ", "}", "", "  return value;", "if (condition) {", "call(one, two);"};
                    text += QByteArray(words[random.bounded(6)]) + (random.bounded(3) ? QByteArray::number(random.bounded(30)) : QByteArray()) + '\n';
                }
                return text;
            };
            const auto spaced = [&](QByteArray text) { return random.bounded(3) ? text : text.replace(" ", "  ").replace('\n', random.bounded(2) ? " \n" : "\n"); };
            std::vector<QByteArray> pool;
            for (int i = 0; i < 60; ++i)
                pool.push_back(paragraph());
            const auto tree = [&](bool shuffled) {
                CommitSpec spec;
                for (int f = 0; f < 4; ++f) {
                    QByteArray text;
                    for (int i = 0; i < 15; ++i)
                        text += shuffled && random.bounded(3) == 0 ? spaced(pool[std::size_t(random.bounded(60))]) : pool[std::size_t(f * 15 + i)];
                    spec.writes.append({"file" + QByteArray::number(f), text});
                }
                return spec;
            };
            const QString before = repository.commit(tree(false));
            const QString after = repository.commit(tree(true));
            CommitPatch patch;
            const auto done = git::readCommits({repository.path(), false}, {after}, {.text = true, .exact = true}, 1, [&](qsizetype, Result<CommitPatch> &&one) {
                if (one)
                    patch = std::move(*one);
            });
            VERIFY_OK(done);
            const MovedBlocks found = findMoves(patch, {.whitespace = Whitespace(whitespace)});
            const QByteArray ours = movesOf(patch, found);
            QCOMPARE(ours, applier.gitMoves(before, after, arguments));
            moved += int(ours.count('m') + ours.count('a'));
            if (whitespace == int(Whitespace::Keep))
                QCOMPARE(faultOf(patch, found), QString());
        }
        QVERIFY2(moved > 200, qPrintable(QString::number(moved)));
    }

    /// Lines of one text, removed and added: each could be paired with each, and none has a letter.
    void manyEqualLinesStayLinear()
    {
        for (const QByteArray &line : {QByteArray("\n"), QByteArray("abcdefghijklmnopqrstuvwxyz\n")}) {
            const QByteArray half = line.repeated(100'000);
            const CommitPatch patch = commitPatch(u"equal"_s, QByteArray(fileDiff("a", each('-', half)) + fileDiff("b", each('+', half))));
            const MovedBlocks found = findMoves(patch);
            QCOMPARE(found.blocks.size(), line.size() > 1 ? 2U : 0U);
            QCOMPARE(faultOf(patch, found), QString());
        }
        QByteArray removed, added;
        QRandomGenerator random(1);
        for (int i = 0; i < 30'000; ++i) { // blocks that never grow
            removed += QByteArray("ab\nba\naa\nbb\n").sliced(3 * random.bounded(4), 3);
            added += QByteArray("ab\nba\naa\nbb\n").sliced(3 * random.bounded(4), 3);
        }
        const CommitPatch patch = commitPatch(u"patterns"_s, QByteArray(fileDiff("a", each('-', removed)) + fileDiff("b", each('+', added))));
        QCOMPARE(faultOf(patch, findMoves(patch)), QString());
    }
};

RIJIAN_TEST_MAIN(TestMoves)
#include "tst_moves.moc"
