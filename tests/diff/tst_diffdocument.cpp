// Rows of a patch: nothing is lost in either view, and folds open in steps.

#include "diff/document.h"
#include "diff/patchtext.h"
#include "support/patchbuilder.h"
#include "support/testkit.h"

#include <QRandomGenerator>

using namespace rijian;
using namespace rijian::diff;
using namespace Qt::StringLiterals;

namespace {

/// A file before and after a random edit, and the patch with `context` lines around changes, as git would cut it.
struct Edit {
    QByteArrayList before;
    QByteArrayList after;
    std::shared_ptr<const FilePatch> patch;
};

struct Step {
    LineKind kind;
    QByteArray text;
};

std::vector<Step> randomSteps(QRandomGenerator &random, int blocks)
{
    std::vector<Step> steps;
    const auto text = [&] { return "line " + QByteArray::number(random.bounded(30)) + (random.bounded(4) ? " of text" : "\t\xff中"); };
    for (int i = 0; i < blocks; ++i) {
        for (int n = random.bounded(i == 0 ? 3 : 60); n > 0; --n)
            steps.push_back({LineKind::Context, text()});
        for (int n = random.bounded(8); n > 0; --n)
            steps.push_back({LineKind::Removed, text()});
        for (int n = random.bounded(8); n > 0; --n)
            steps.push_back({LineKind::Added, text()});
    }
    for (int n = random.bounded(30); n > 0; --n)
        steps.push_back({LineKind::Context, text()});
    return steps;
}

std::vector<bool> shownSteps(const std::vector<Step> &steps, int context)
{
    std::vector<bool> shown(steps.size(), false);
    for (int i = 0; i < int(steps.size()); ++i) {
        if (steps[std::size_t(i)].kind == LineKind::Context)
            continue;
        for (int k = std::max(0, i - context); k < std::min(int(steps.size()), i + context + 1); ++k)
            shown[std::size_t(k)] = true;
    }
    return shown;
}

Edit makeEdit(const std::vector<Step> &steps, int context)
{
    Edit edit;
    FilePatch patch;
    const auto shown = shownSteps(steps, context);
    bool inHunk = false;
    int oldNumber = 1;
    int newNumber = 1;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step &step = steps[i];
        const bool isOld = step.kind != LineKind::Added;
        const bool isNew = step.kind != LineKind::Removed;
        if (shown[i]) {
            if (!inHunk)
                patch.hunks.push_back({.oldStart = oldNumber, .newStart = newNumber, .firstLine = patch.lines.size()});
            Hunk &hunk = patch.hunks.back();
            patch.lines.push_back({patch.text.size(), step.text.size(), isOld ? oldNumber : -1, isNew ? newNumber : -1, step.kind});
            patch.text += step.text;
            hunk.oldCount += isOld;
            hunk.newCount += isNew;
            ++hunk.lineCount;
        }
        inHunk = shown[i];
        if (isOld) {
            edit.before << step.text;
            ++oldNumber;
        }
        if (isNew) {
            edit.after << step.text;
            ++newNumber;
        }
    }
    edit.patch = std::make_shared<const FilePatch>(std::move(patch));
    return edit;
}

Document documentOf(const Edit &edit, bool whole = false, OpenFolds open = {})
{
    PairingBudget budget;
    return Document(edit.patch, {.wholeFile = whole, .open = std::move(open)}, budget);
}

/// Every line of the patch, in order, once on each side it belongs to; line by line. Folded lines are counted with `hidden`.
bool isWhole(const Document &document, DiffMode mode, int *hidden = nullptr)
{
    std::vector<int> oldLines;
    std::vector<int> newLines;
    int folded = 0;
    for (int i = 0; i < document.rowCount(mode); ++i) {
        const Row row = document.row(mode, i);
        if (row.oldLine >= 0)
            oldLines.push_back(row.oldLine);
        if (row.newLine >= 0)
            newLines.push_back(row.newLine);
        if (row.kind == RowKind::Fold && document.folds()[std::size_t(row.fold)].known)
            folded += document.folds()[std::size_t(row.fold)].hidden;
        for (const int line : {row.oldLine, row.newLine}) {
            if (line >= 0 && document.rowOfLine(mode, line) != i)
                return false;
        }
    }
    const auto numbers = [&document](const std::vector<int> &lines, Side side) {
        int last = 0;
        for (const int line : lines) {
            const PatchLine &entry = document.patch().lines[std::size_t(line)];
            const int number = side == Side::Old ? entry.oldNumber : entry.newNumber;
            if (number <= last)
                return false;
            last = number;
        }
        return true;
    };
    int olds = 0;
    int news = 0;
    for (const PatchLine &line : document.patch().lines) {
        olds += line.oldNumber > 0;
        news += line.newNumber > 0;
    }
    if (hidden)
        *hidden = folded;
    return numbers(oldLines, Side::Old) && numbers(newLines, Side::New) && int(oldLines.size()) + folded == olds && int(newLines.size()) + folded == news;
}

int foldRow(const Document &document, int which)
{
    for (int i = 0; i < document.rowCount(DiffMode::Unified); ++i) {
        if (document.row(DiffMode::Unified, i).kind == RowKind::Fold && which-- == 0)
            return i;
    }
    return -1;
}

} // namespace

class TestDiffDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLost()
    {
        QRandomGenerator random(11);
        for (int i = 0; i < 600; ++i) {
            const auto steps = randomSteps(random, 1 + random.bounded(6));
            for (const DiffMode mode : {DiffMode::Unified, DiffMode::SideBySide}) {
                QVERIFY(isWhole(documentOf(makeEdit(steps, 3)), mode));
                QVERIFY(isWhole(documentOf(makeEdit(steps, 100'000), true), mode));
            }
        }
    }

    void theWholeFileFoldsAsTheShortPatchDoes()
    {
        QRandomGenerator random(5);
        for (int i = 0; i < 300; ++i) {
            auto steps = randomSteps(random, 1 + random.bounded(6));
            const Document brief = documentOf(makeEdit(steps, 3));
            const Document whole = documentOf(makeEdit(steps, 100'000), true);
            if (brief.patch().lines.empty())
                continue;
            std::vector<FoldRow> known;
            for (const FoldRow &fold : brief.folds()) {
                if (fold.hidden > 0)
                    known.push_back(fold);
            }
            for (std::size_t k = 0; k < known.size(); ++k) {
                QCOMPARE(whole.folds()[k].key, known[k].key);
                QCOMPARE(whole.folds()[k].hidden, known[k].hidden);
            }
            QVERIFY(whole.folds().size() - known.size() <= 1); // what follows the last change
        }
    }

    void foldsOpenInSteps()
    {
        std::vector<Step> steps;
        for (int i = 1; i <= 100; ++i)
            steps.push_back({LineKind::Context, "c" + QByteArray::number(i)});
        steps.insert(steps.begin() + 10, {LineKind::Added, "new"});
        steps.push_back({LineKind::Removed, "old"});
        const Edit edit = makeEdit(steps, 100'000);
        const Document closed = documentOf(edit, true);
        QCOMPARE(closed.folds().size(), 2U);
        QCOMPARE(closed.folds()[0], (FoldRow{.key = 1, .hidden = 7, .known = true, .first = true}));
        QCOMPARE(closed.folds()[1], (FoldRow{.key = 14, .hidden = 84, .known = true}));
        QCOMPARE(foldRow(closed, 0), 0);
        const Document opened = documentOf(edit, true, {{14, {.fromTop = 20, .fromBottom = 40}}});
        QCOMPARE(opened.folds()[1].hidden, 24);
        int hidden = 0;
        QVERIFY(isWhole(opened, DiffMode::SideBySide, &hidden));
        QCOMPARE(hidden, 31);
        const Document all = documentOf(edit, true, {{14, {.fromTop = FoldOpening::all}}, {1, {.fromBottom = 200}}});
        QVERIFY(all.folds().empty());
        QCOMPARE(all.rowCount(DiffMode::Unified), 102);
        QCOMPARE(all.changes(DiffMode::Unified), (std::vector<int>{10, 101}));
        for (const DiffMode mode : {DiffMode::Unified, DiffMode::SideBySide}) { // every changed row is in a run, and no other
            std::vector<ChangedRows> rows(std::size_t(all.rowCount(mode)));
            for (const ChangedRows &run : all.changedRows(mode))
                std::fill_n(rows.begin() + run.row, run.rows, run);
            for (int i = 0; i < all.rowCount(mode); ++i) {
                const Row row = all.row(mode, i);
                const bool changed = row.oldLine != row.newLine;
                QCOMPARE(rows[std::size_t(i)].rows > 0, changed);
                QVERIFY(!changed || row.oldLine < 0 || rows[std::size_t(i)].removed);
                QVERIFY(!changed || row.newLine < 0 || rows[std::size_t(i)].added);
            }
        }
        QCOMPARE(all.nextChange(DiffMode::Unified, 10), 101);
        QCOMPARE(all.previousChange(DiffMode::Unified, 101), 10);
        QCOMPARE(all.nextChange(DiffMode::Unified, 101), -1);
    }

    void shortPatchesTellWhatIsHidden()
    {
        const auto files = testkit::patchFromDiff("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -11,4 +11,4 @@ void f()\n a\n b\n c\n-d\n+e\n@@ -31,4 +31,5 @@\n a\n+b\n c\n d\n e\n");
        PairingBudget budget;
        const Document document(std::make_shared<const FilePatch>(files.first()), {}, budget);
        QCOMPARE(document.folds().size(), 3U);
        QCOMPARE(document.folds()[0], (FoldRow{.key = 1, .hidden = 10, .hunk = 0, .first = true, .context = "void f()"}));
        QCOMPARE(document.folds()[1], (FoldRow{.key = 15, .hidden = 16, .hunk = 1}));
        QCOMPARE(document.folds()[2], (FoldRow{.key = 35, .last = true}));

        // Where the file's lines were counted, what follows is told, and nothing where nothing follows.
        const auto counted = [&](int lines) {
            auto file = std::make_shared<FilePatch>(files.first());
            file->oldSide.lines = lines;
            return Document(file, {}, budget);
        };
        QCOMPARE(counted(40).folds()[2], (FoldRow{.key = 35, .hidden = 6, .last = true}));
        QCOMPARE(counted(34).folds().size(), 2U);
    }

    /// A file that became a link: all of it went, and nothing is hidden.
    void anotherTypeHidesNothing()
    {
        FilePatch file{.change = {.path = u"x"_s, .status = FileStatus::TypeChanged}, .text = "abt"};
        file.lines = {{0, 1, 1, -1, LineKind::Removed}, {1, 1, 2, -1, LineKind::Removed}, {2, 1, -1, 1, LineKind::Added, true}};
        file.hunks = {{1, 2, 0, 0, {}, 0, 2}, {0, 0, 1, 1, {}, 2, 1}};
        file.oldSide.lines = 2;
        file.newSide.lines = 1;
        PairingBudget budget;
        const Document document(std::make_shared<const FilePatch>(file), {}, budget);
        QVERIFY(document.folds().empty());
        QCOMPARE(document.rowCount(DiffMode::Unified), 3);
    }

    void theEndIsKnownWhereContextStopsShort()
    {
        const auto files = testkit::patchFromDiff("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-d\n+e\n a\n b\n\\ No newline at end of file\n");
        PairingBudget budget;
        const Document document(std::make_shared<const FilePatch>(files.first()), {}, budget);
        QVERIFY(document.folds().empty());
        QVERIFY(document.patch().lines.back().noLineEnd);
    }

    void similarLinesStandSideBySide()
    {
        const auto files = testkit::patchFromDiff(testkit::fileDiff("x.c", "-int alpha = 1;\n-call(beta, gamma);\n+// a comment\n+int alpha = 2;\n+\n+call(beta, delta, gamma);\n"));
        PairingBudget budget;
        const Document document(std::make_shared<const FilePatch>(files.first()), {}, budget);
        QCOMPARE(document.rowCount(DiffMode::SideBySide), 4);
        QCOMPARE(document.row(DiffMode::SideBySide, 1), (Row{.oldLine = 0, .newLine = 3}));
        QCOMPARE(document.row(DiffMode::SideBySide, 3), (Row{.oldLine = 1, .newLine = 5}));
    }

    void aGoodPairOutweighsTwoPoorOnes()
    {
        const auto files = testkit::patchFromDiff(testkit::fileDiff("x.c", "-alpha beta gamma delta;\n-alpha beta one two;\n+alpha beta three four;\n+alpha beta gamma delta, 5;\n"));
        PairingBudget budget;
        const Document document(std::make_shared<const FilePatch>(files.first()), {}, budget);
        QCOMPARE(document.rowCount(DiffMode::SideBySide), 3);
        QCOMPARE(document.row(DiffMode::SideBySide, 1), (Row{.oldLine = 0, .newLine = 3}));
    }

    /// Hundreds of lines indented anew or renamed in part, others put between them: each finds its own, at a cost linear in the lines.
    void largeBlocksPairBySimilarityToo()
    {
        QRandomGenerator random(23);
        QByteArray removed, added;
        std::vector<std::pair<int, int>> expected; // by number within the block's sides
        int addedCount = 0;
        constexpr int count = 2'000;
        for (int i = 0; i < count; ++i) {
            const QByteArray word = "name" + QByteArray::number(random.generate64(), 36);
            removed += "-int " + word + " = compute(" + QByteArray::number(i) + ", first, second);\n";
            for (int k = random.bounded(20) == 0 ? random.bounded(4) : 0; k > 0; --k, ++addedCount)
                added += "+// " + QByteArray::number(random.generate64(), 36) + '\n';
            added += "+    " + QByteArray(i % 3 ? "int " : "long ") + word + " = compute(" + QByteArray::number(i) + ", first, second);\n";
            expected.push_back({i, addedCount++});
        }
        const auto files = testkit::patchFromDiff(testkit::fileDiff("x.c", removed + added));
        PairingBudget budget;
        const Document document(std::make_shared<const FilePatch>(files.first()), {}, budget);
        QVERIFY2(budget.comparisons > PairingBudget().comparisons - 70 * count, qPrintable(QString::number(budget.comparisons)));
        std::map<int, int> partners;
        for (int i = 0; i < document.rowCount(DiffMode::SideBySide); ++i) {
            if (const Row row = document.row(DiffMode::SideBySide, i); row.oldLine >= 0)
                partners[row.oldLine] = row.newLine;
        }
        int right = 0;
        for (const auto &[one, two] : expected)
            right += partners[one] == count + two;
        QCOMPARE(right, count);
        QVERIFY(isWhole(document, DiffMode::SideBySide));
    }

    void beyondTheBudgetLinesPairByPosition()
    {
        const auto files = testkit::patchFromDiff(testkit::fileDiff("x.c", "-int alpha = 1;\n+// a comment\n+int alpha = 2;\n"));
        PairingBudget none{0};
        const Document document(std::make_shared<const FilePatch>(files.first()), {}, none);
        QCOMPARE(document.row(DiffMode::SideBySide, 0), (Row{.oldLine = 0, .newLine = 1}));
        QCOMPARE(document.rowCount(DiffMode::SideBySide), 2);
    }

    void notesSayWhyThereIsNothing()
    {
        const auto noteOf = [](FilePatch patch) {
            PairingBudget budget;
            return Document(std::make_shared<const FilePatch>(std::move(patch)), {}, budget).note();
        };
        QCOMPARE(noteOf({.change = {.binary = true}, .gap = PatchGap::Binary}), FileNote::Binary);
        QCOMPARE(noteOf({.gap = PatchGap::TooLarge}), FileNote::TooLarge);
        QCOMPARE(noteOf({.gap = PatchGap::Unreadable}), FileNote::Unreadable);
        QCOMPARE(noteOf({.change = {.status = FileStatus::Renamed}}), FileNote::NoContentChange);
        QCOMPARE(noteOf({.change = {.status = FileStatus::Added}}), FileNote::Empty);
        FilePatch reindented; // read without white space
        reindented.oldSide.id = ObjectId(QByteArray(ObjectId::size, 1));
        reindented.newSide.id = ObjectId(QByteArray(ObjectId::size, 2));
        QCOMPARE(noteOf(reindented), FileNote::NothingCounts);
    }

    /// What the short patch's folds say of their functions stays when the file is there as a whole.
    void foldsKeepTheirContext()
    {
        QByteArray before;
        for (int i = 0; i < 40; ++i)
            before += " line " + QByteArray::number(i) + '\n';
        const auto files = testkit::patchFromDiff(QByteArray("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,41 +1,41 @@\n" + before + "-a\n+b\n"));
        PairingBudget budget;
        const Document document(std::make_shared<const FilePatch>(files.first()), {.wholeFile = true, .contexts = {{1, "int main()"}, {7, "other"}}}, budget);
        QCOMPARE(document.folds().size(), 1U);
        QCOMPARE(document.folds()[0].context, QByteArray("int main()"));
    }

    void linesWithInvisiblesAreFound()
    {
        const auto files = testkit::patchFromDiff(testkit::fileDiff("x.c", " c\u200B\n-r\u202E\n+plain 中\n+if (a\u202E)\n+\u3164\n+❤\uFE0F\n+\t\x1b\n"));
        PairingBudget budget;
        const Document document(std::make_shared<const FilePatch>(files.first()), {}, budget);
        QCOMPARE(document.linesWithInvisibles(), (std::vector<int>{3, 4}));
        const auto marked = testkit::patchFromDiff(testkit::fileDiff("x.c", "+\xEF\xBB\xBFx\n+\xEF\xBB\xBFy\n")); // one is a byte order mark
        QCOMPARE(Document(std::make_shared<const FilePatch>(marked.first()), {}, budget).linesWithInvisibles(), std::vector<int>{1});
    }

    /// The widest line counts as it is shown: controls take more columns than bytes.
    void columnsCountTokens()
    {
        const QByteArray hidden = QByteArray("\u200B").repeated(30) + "end";
        const auto files = testkit::patchFromDiff(testkit::fileDiff("x.c", "+" + QByteArray(100, 'x') + "\n+" + hidden + "\n+" + QByteArray(60, '\x1b') + "\n"));
        PairingBudget budget;
        QCOMPARE(Document(std::make_shared<const FilePatch>(files.first()), {}, budget).columns(), 300);
        const auto returned = testkit::patchFromDiff(testkit::fileDiff("x.c", "+abc\r\n+ab\n"));
        QCOMPARE(Document(std::make_shared<const FilePatch>(returned.first()), {}, budget).columns(), 7);
    }

    /// Lines find their rows, and pairs their parts, without a walk over the block.
    void linesOfPairedBlocksFindTheirRows()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 20; ++round) {
            const Edit edit = makeEdit(randomSteps(random, 30), 3);
            QByteArray block; // and a large one, with holes on both sides
            for (int i = random.bounded(400); i > 0; --i)
                block += "-alpha " + QByteArray::number(random.bounded(500)) + '\n';
            for (int i = random.bounded(400); i > 0; --i)
                block += "+alpha " + QByteArray::number(random.bounded(500)) + '\n';
            const auto large = testkit::patchFromDiff(testkit::fileDiff("x.c", " a\n-b\n" + block + " c\n-d\n+e\n+f\n"));
            for (const auto &patch : {edit.patch, std::make_shared<const FilePatch>(large.first())}) {
                PairingBudget budget;
                const Document document(patch, {}, budget);
                std::map<int, int> rows;
                std::vector<LinePair> pairs;
                for (int row = 0; row < document.rowCount(DiffMode::SideBySide); ++row) {
                    const Row at = document.row(DiffMode::SideBySide, row);
                    for (const int line : {at.oldLine, at.newLine}) {
                        if (line >= 0)
                            rows[line] = row;
                    }
                    if (at.oldLine >= 0 && at.newLine >= 0 && at.oldLine != at.newLine)
                        pairs.push_back({at.oldLine, at.newLine});
                }
                for (const auto &[line, row] : rows)
                    QCOMPARE(document.rowOfLine(DiffMode::SideBySide, line), row);
                const int count = int(patch->lines.size());
                for (int first = 0; first < count; first += 37) {
                    const auto within = [&](int line) { return line >= first && line < first + 37; };
                    std::vector<LinePair> expected;
                    std::ranges::copy_if(pairs, std::back_inserter(expected), [&](const LinePair &pair) { return within(pair.oldLine) || within(pair.newLine); });
                    QCOMPARE(document.pairsOf(first, first + 37), expected);
                }
            }
        }
    }

    void patchTextSaysWhatIsMissing()
    {
        FilePatch file{.change = {.path = u"a \"b\".bin"_s, .oldPath = u"a \"b\".bin"_s, .binary = true, .oldMode = 0100644, .newMode = 0100644}, .gap = PatchGap::Binary};
        const QByteArray start = "diff --git \"a/a \\\"b\\\".bin\" \"b/a \\\"b\\\".bin\"\n";
        QCOMPARE(filePatchText(file), start + "Binary files \"a/a \\\"b\\\".bin\" and \"b/a \\\"b\\\".bin\" differ\n");
        file.oldSide.size = 0;
        file.newSide = {.size = 3, .content = QByteArray("\0\1\2", 3)};
        const QByteArray whole = filePatchText(file);
        QVERIFY2(whole.startsWith(QByteArray(start + "GIT binary patch\nliteral 3\n")) && whole.endsWith("\n\nliteral 0\nHc$@<O00001\n\n"), whole.constData());

        FilePatch cut = testkit::patchFromDiff(testkit::fileDiff("x y", " a\n-b\n+c\n")).first();
        cut.gap = PatchGap::Cut;
        const QByteArray leftOut("diff --git a/x y b/x y\n--- a/x y\t\n+++ b/x y\t\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n(further lines are left out)\n");
        QCOMPARE(filePatchText(cut), leftOut);
        cut.gap = PatchGap::Later; // of a commit that is still being read
        QCOMPARE(filePatchText(cut), leftOut);
    }

    void carriageReturnsOfAWholeFileAreNotShown()
    {
        const auto files = testkit::patchFromDiff(testkit::fileDiff("x", " a\r\n-b\r\n+c\r\n"));
        PairingBudget budget;
        const Document every(std::make_shared<const FilePatch>(files.first()), {}, budget);
        QVERIFY(every.carriageReturns());
        QCOMPARE(every.text(1), "b");
        const auto mixed = testkit::patchFromDiff(testkit::fileDiff("x", " a\n-b\r\n+c\n"));
        const Document some(std::make_shared<const FilePatch>(mixed.first()), {}, budget);
        QCOMPARE(some.text(1), "b\r");
        // At the end of a file a lone one is text, and may be all that changed.
        const auto last = testkit::patchFromDiff(testkit::fileDiff("x", " a\r\n-b\n\\ No newline at end of file\n+b\r\n\\ No newline at end of file\n"));
        const Document shown(std::make_shared<const FilePatch>(last.first()), {}, budget);
        QCOMPARE(shown.text(2), "b\r");
        const auto without = testkit::patchFromDiff(testkit::fileDiff("x", " a\r\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"));
        QVERIFY(Document(std::make_shared<const FilePatch>(without.first()), {}, budget).carriageReturns());
    }
};

RIJIAN_TEST_MAIN(TestDiffDocument)
#include "tst_diffdocument.moc"
