// A commit's changes against git's own: options, renames, and patches that git applies, on repositories made to be difficult.

#include "diff/linetext.h"
#include "diff/patchparts.h"
#include "diff/patchtext.h"
#include "git/library.h"
#include "git/linemap.h"
#include "git/mirror.h"
#include "git/renames.h"
#include "support/damage.h"
#include "support/outcome.h"
#include "support/patchcheck.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <git2/sys/alloc.h>

#include <QRandomGenerator>
#include <QScopeGuard>

#include <cstdlib>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

using git::DiffOptions;

Result<CommitPatch> read(const TestRepository &repository, const QString &sha, const DiffOptions &options = {.text = true})
{
    Result<CommitPatch> result = failure(ErrorKind::Internal, u"not delivered"_s);
    const auto done = git::readCommits({repository.path(), false}, {sha}, options, 1, [&](qsizetype, Result<CommitPatch> &&patch) { result = std::move(patch); });
    return done ? std::move(result) : std::unexpected(done.error());
}

DiffOptions exactly(DiffOptions options = {})
{
    options.text = options.exact = options.contents = true;
    return options;
}

QByteArray numbered(int first, int last, const QByteArray &word = "line ")
{
    QByteArray text;
    for (int i = first; i < last; ++i)
        text += word + QByteArray::number(i) + '\n';
    return text;
}

QString words(const QList<PatchSection> &sections)
{
    QByteArray text;
    for (const PatchSection &section : sections)
        text += section.header + section.body;
    return QString::fromUtf8(text);
}

/// A file read in parts of so many lines, joined. Nothing: a part could not be read, did not fit, or brought nothing.
std::optional<FilePatch> readInParts(const TestRepository &repository, const QString &sha, DiffOptions options, const QString &path, int lines, int *parts)
{
    options.paths = {path};
    options.maxFileLines = lines;
    std::optional<FilePatch> joined;
    while (!joined || joined->gap == PatchGap::Cut) {
        options.skipLines = joined ? int(joined->lines.size()) : 0;
        const auto part = read(repository, sha, options);
        if (!part || part->files.size() != 1 || (joined && part->files[0].lines.empty()))
            return std::nullopt;
        joined = joined ? diff::joinParts(*joined, part->files[0]) : part->files[0];
        if (!joined)
            return std::nullopt;
        ++*parts;
    }
    return joined;
}

/// What two patches of a file differ in; empty: nothing.
QString difference(const FilePatch &one, const FilePatch &other)
{
    const auto lineOf = [](const FilePatch &patch, std::size_t i) {
        const PatchLine &line = patch.lines[i];
        return QByteArray(1, char(line.kind)) + QByteArray::number(line.oldNumber) + ' ' + QByteArray::number(line.newNumber) + (line.noLineEnd ? "\\ " : " ")
            + patch.lineText(line).toByteArray();
    };
    const auto hunkOf = [](const Hunk &hunk) {
        return std::tuple(hunk.oldStart, hunk.oldCount, hunk.newStart, hunk.newCount, hunk.context, hunk.firstLine, hunk.lineCount);
    };
    if (one.change.insertions != other.change.insertions || one.change.deletions != other.change.deletions)
        return u"counts"_s;
    if (one.gap != other.gap || one.text != other.text || one.oldSide != other.oldSide || one.newSide != other.newSide || one.similarity != other.similarity)
        return u"gap, text or sides"_s;
    if (one.lines.size() != other.lines.size() || one.hunks.size() != other.hunks.size())
        return u"%1 lines, %2; %3 hunks, %4"_s.arg(one.lines.size()).arg(other.lines.size()).arg(one.hunks.size()).arg(other.hunks.size());
    for (std::size_t i = 0; i < one.lines.size(); ++i) {
        if (lineOf(one, i) != lineOf(other, i) || one.lines[i].offset != other.lines[i].offset)
            return u"line "_s + QString::fromUtf8(lineOf(one, i) + " | " + lineOf(other, i));
    }
    return std::ranges::equal(one.hunks, other.hunks, {}, hunkOf, hunkOf) ? QString() : u"hunks"_s;
}

/// Before and after of one commit each, with what makes them difficult.
struct Pair {
    const char *name;
    CommitSpec before;
    CommitSpec after;
};

CommitSpec tree(QList<FileWrite> writes, QList<QByteArray> deletes = {}, QList<FileMove> moves = {})
{
    CommitSpec spec;
    spec.moves = std::move(moves);
    spec.deletes = std::move(deletes);
    spec.writes = std::move(writes);
    return spec;
}

QByteArray noise(int size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, '\0');
    for (char &c : bytes)
        c = char(random.bounded(256));
    bytes[0] = '\0';
    return bytes;
}

std::vector<Pair> pairs()
{
    const QByteArray long64 = numbered(0, 60);
    const QByteArray sha1(40, '1'), sha2(40, '2');
    std::vector<Pair> list;
    list.push_back({"binary", tree({{"a.bin", noise(300, 1)}, {"gone.bin", noise(53, 2)}, {"to-text", QByteArray("\0x\n", 3)}}),
                    tree({{"a.bin", noise(5000, 3)}, {"new.bin", noise(52, 4)}, {"to-text", "text\n"}, {"nul", QByteArray(1, '\0')}}, {"gone.bin"})});
    list.push_back({"modes", tree({{"run", "#!\n"}, {"both", long64}}), tree({{"run", "#!\n", 0100755}, {"both", long64 + "more\n", 0100755}})});
    list.push_back({"symlinks", tree({{"kept", "target", 0120000}, {"becomes", "file\n"}, {"was", "file", 0120000}, {"gone", "x", 0120000}}),
                    tree({{"kept", "other", 0120000}, {"becomes", "file", 0120000}, {"was", "file\n"}, {"new", "a b\"c", 0120000}}, {"gone"})});
    list.push_back({"submodules", tree({{"mod", sha1, 0160000}, {"gone", sha1, 0160000}, {"file", "x\n"}, {"other", sha1, 0160000}}),
                    tree({{"mod", sha2, 0160000}, {"new", sha1, 0160000}, {"file", sha2, 0160000}, {"other", "y\n"}}, {"gone"})});
    list.push_back({"renames", tree({{"a", long64}, {"dir/b.c", numbered(100, 200)}, {"c", noise(900, 5)}, {"d", numbered(300, 340)}}),
                    tree({{"dir2/b.c", numbered(100, 190) + "end\n"}, {"d2", numbered(300, 338) + "x\ny\n", 0100755}}, {"dir/b.c", "d"}, {{"a", "z"}, {"c", "e"}})});
    list.push_back({"ends", tree({{"had", "a\nb\n"}, {"lacked", "a\nb"}, {"both", "a\nb"}, {"crlf", "a\r\nb\r\nc\r\n"}, {"mixed", "a\nb\r\n"}, {"cr", "a\rb\rc"}}),
                    tree({{"had", "a\nb"}, {"lacked", "a\nb\n"}, {"both", "a\nc"}, {"crlf", "a\nb\nc\n"}, {"mixed", "a\r\nb\n"}, {"cr", "a\rb\rd"}})});
    list.push_back({"names", tree({{"sp ace", "1\n"}, {"quo\"te", "1\n"}, {"back\\slash", "1\n"}, {"new\nline", "1\n"}, {"t\tab", "1\n"}, {"\xE6\x97\xA5", "1\n"},
                                   {"\xC8\xD5.txt", "1\n"}, {"\xFF\xFE", "1\n"}, {"bell\x07\x1B", "1\n"}, {"gb\xC8\xD5", long64}}),
                    tree({{"sp ace", "2\n"}, {"quo\"te", "2\n"}, {"back\\slash", "2\n"}, {"new\nline", "2\n"}, {"t\tab", "2\n"}, {"\xE6\x97\xA5", "2\n"},
                          {"\xC8\xD5.txt", "2\n"}, {"bell\x07\x1B", "2\n"}, {"\x01", "new\n"}}, {"\xFF\xFE"}, {{"gb\xC8\xD5", "gb\xBC\xF8 x"}})});
    list.push_back({"empty", tree({{"gone", ""}, {"filled", ""}, {"emptied", "a\n"}}), tree({{"new", ""}, {"filled", "a"}, {"emptied", ""}, {"mode", "", 0100755}}, {"gone"})});
    list.push_back({"types", tree({{"link", "a\nb", 0120000}, {"file", "a\nb\n"}, {"bin", QByteArray("\0\1", 2)}, {"dir/x", "1\n"}, {"plain", "2\n"}}),
                    tree({{"link", "a\nb"}, {"file", "a\nb\n", 0120000}, {"bin", "t", 0120000}, {"dir", "now a file\n"}, {"plain/x", "2\n"}}, {"dir/x", "plain"})});
    list.push_back({"encodings", tree({{"gb", "\xC4\xE3\xBA\xC3\n\xCA\xC0\xBD\xE7\n"}, {"wide", QByteArray("\xFF\xFE" "a\0\n\0", 6)}, {"latin", "caf\xE9\n"}, {"broken", "日\xE9\n"}}),
                    tree({{"gb", "\xC4\xE3\xBA\xC3\n\xCA\xC0\xBD\xE8\n"}, {"wide", QByteArray("\xFF\xFE" "b\0\n\0", 6)}, {"latin", "th\xE9\n"}, {"broken", "日\xE9x\n"}})});
    return list;
}

} // namespace

class TestDiffer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gitAppliesOurPatches_data()
    {
        QTest::addColumn<int>("index");
        const auto all = pairs();
        for (int i = 0; i < int(all.size()); ++i)
            QTest::newRow(all[std::size_t(i)].name) << i;
    }

    void gitAppliesOurPatches()
    {
        QFETCH(int, index);
        const Pair pair = pairs()[std::size_t(index)];
        TestRepository repository;
        const QString before = repository.commit(pair.before);
        const QString after = repository.commit(pair.after);
        const PatchApplier applier(repository.gitDir());
        // There, back again by a commit of the opposite, and from nothing.
        CommitSpec back = pair.before;
        back.parents = QStringList{after};
        back.deletes = {};
        for (const QByteArray &path : applier.git({u"ls-tree"_s, u"--name-only"_s, u"-z"_s, after}).split('\0')) {
            if (!path.isEmpty())
                back.deletes.append(path);
        }
        back.moves = {};
        const QString again = repository.commit(back);
        for (const auto &[from, to] : {std::pair(before, after), std::pair(after, again), std::pair(QString(), before)}) {
            const auto patch = read(repository, to, exactly());
            VERIFY_OK(patch);
            const QByteArray text = diff::commitPatchText(*patch);
            const QString problem = applier.apply(from, to, text);
            QVERIFY2(problem.isEmpty(), qPrintable(problem + u'\n' + QString::fromUtf8(text)));
            QCOMPARE(words(patchSections(text)), words(patchSections(applier.gitPatch(from, to))));
        }
    }

    void gitAppliesOurPatchesToAWorkTree()
    {
        TestRepository repository(TestRepository::Kind::WithWorkTree);
        CommitSpec first = tree({{"a", numbered(0, 40)}, {"b\"\n", "x\n"}, {"c.bin", noise(400, 9)}, {"run", "#!\n"}});
        const QString before = repository.commit(first);
        const QString after = repository.commit(tree({{"b\"\n", "y"}, {"c.bin", noise(500, 10)}, {"run", "#!\n", 0100755}, {"l", "a", 0120000}}, {}, {{"a", "d/e f"}}));
        const auto patch = read(repository, after, exactly());
        VERIFY_OK(patch);
        repository.git({u"reset"_s, u"-q"_s, u"--hard"_s, before});
        repository.git({u"apply"_s, u"--index"_s, u"--whitespace=nowarn"_s}, diff::commitPatchText(*patch));
        QCOMPARE(repository.git({u"write-tree"_s}), repository.git({u"rev-parse"_s, after + u"^{tree}"_s}));
        QCOMPARE(repository.git({u"diff"_s, u"--stat"_s}), QByteArray());
    }

    /// What is too much at once is read in parts, and comes to the same.
    void partsMakeTheWhole()
    {
        QList<std::pair<CommitSpec, CommitSpec>> commits;
        for (const Pair &pair : pairs())
            commits.append({pair.before, pair.after});
        QByteArray edited; // hunks that touch, at other places with each number of lines around them
        for (const QByteArray &line : numbered(0, 200).split('\n'))
            edited += line.endsWith("13") ? "" : QByteArray(line + (line.endsWith('7') ? " and more\n" : line.endsWith("55") ? "\nnew\n" : "\n"));
        commits.append({tree({{"many", numbered(0, 200)}, {"gone", numbered(0, 31)}, {"link", numbered(0, 9)}, {"end", numbered(0, 20) + "no end"}}),
                        tree({{"many", edited}, {"come", numbered(0, 30) + "no end"}, {"link", "target", 0120000}, {"end", numbered(1, 20) + "no end at all"}}, {"gone"})});
        int parts = 0, seams = 0;
        for (const auto &[first, second] : commits) {
            TestRepository repository;
            const QString before = repository.commit(first);
            for (const QString &sha : {before, repository.commit(second)}) {
                for (const DiffOptions &options : {DiffOptions{.text = true}, DiffOptions{.text = true, .contextLines = 0}, DiffOptions{.text = true, .contextLines = 1'000}, exactly()}) {
                    const auto whole = read(repository, sha, options);
                    VERIFY_OK(whole);
                    for (const FilePatch &file : whole->files) {
                        for (const int lines : {1, 2, 7, 30}) {
                            const auto joined = readInParts(repository, sha, options, file.change.path, lines, &parts);
                            QVERIFY2(joined, qPrintable(file.change.path));
                            QVERIFY2(difference(*joined, file).isEmpty(), qPrintable(file.change.path + u": "_s + difference(*joined, file)));
                            seams += joined->lines.size() > std::size_t(lines);
                        }
                    }
                }
            }
        }
        QVERIFY2(parts > 1'000 && seams > 100, qPrintable(u"%1 parts, %2 seams"_s.arg(parts).arg(seams)));
    }

    void partsAreCutByBytesToo()
    {
        TestRepository repository;
        repository.commit(tree({{"a", numbered(0, 40)}, {"t", numbered(0, 9)}}));
        const QString sha = repository.commit(tree({{"a", numbered(20, 60)}, {"n", "\n\n" + numbered(0, 40) + '\n'}, {"t", "x", 0120000}}));
        const auto whole = read(repository, sha);
        VERIFY_OK(whole);
        for (const FilePatch &file : whole->files) {
            for (const int bytes : {3, 9, 10, 50}) { // a line longer than that comes by itself
                int parts = 0;
                const auto joined = readInParts(repository, sha, {.text = true, .maxCommitBytes = bytes}, file.change.path, 1'000, &parts);
                QVERIFY(joined);
                QCOMPARE(difference(*joined, file), QString());
                QVERIFY(parts > 1);
            }
        }
        // Among a commit's other files it is left out; nor does anything else stand in its place.
        const auto none = read(repository, sha, {.text = true, .maxCommitBytes = 3});
        VERIFY_OK(none);
        const FilePatch &last = none->files.constLast();
        QCOMPARE(last.change.path, u"t"_s);
        QVERIFY(last.lines.empty() && last.hunks.empty());
        QCOMPARE(last.gap, PatchGap::Cut);
        QCOMPARE(last.change.deletions, 9);
    }

    void whatDoesNotGoOnIsNotJoined()
    {
        TestRepository repository;
        const QString first = repository.commit("first\n", "a", numbered(0, 40));
        const QString second = repository.commit("second\n", "a", numbered(10, 50));
        const auto part = [&](const QString &sha, int skip) { return read(repository, sha, {.text = true, .maxFileLines = 10, .skipLines = skip})->files[0]; };
        const FilePatch begin = part(first, 0);
        QCOMPARE(diff::changesLeft(begin), 30);
        QCOMPARE(diff::joinParts(begin, part(first, 10))->lines.size(), 20u);
        QVERIFY(!diff::joinParts(begin, begin));
        QVERIFY(!diff::joinParts(begin, part(second, 10)));
        QVERIFY(!diff::joinParts(part(first, 30), begin)); // that was the last
        const FilePatch none = part(first, 40);
        QVERIFY(none.lines.empty() && none.gap == PatchGap::None);
        QCOMPARE(none.change.insertions, 40);
    }

    void optionsMeanWhatGitsDo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<git::DiffOptions>("options");
        QTest::newRow("default") << QStringList() << DiffOptions();
        QTest::newRow("patience") << QStringList{u"--patience"_s} << DiffOptions{.algorithm = git::DiffAlgorithm::Patience};
        QTest::newRow("minimal") << QStringList{u"--minimal"_s} << DiffOptions{.algorithm = git::DiffAlgorithm::Minimal};
        QTest::newRow("-w") << QStringList{u"-w"_s} << DiffOptions{.whitespace = git::Whitespace::IgnoreAll};
        QTest::newRow("-b") << QStringList{u"-b"_s} << DiffOptions{.whitespace = git::Whitespace::IgnoreAmount};
        QTest::newRow("eol") << QStringList{u"--ignore-space-at-eol"_s} << DiffOptions{.whitespace = git::Whitespace::IgnoreAtEnd};
        QTest::newRow("blank lines") << QStringList{u"--ignore-blank-lines"_s} << DiffOptions{.ignoreBlankLines = true};
        QTest::newRow("no heuristic") << QStringList{u"--no-indent-heuristic"_s} << DiffOptions{.indentHeuristic = false};
        QTest::newRow("no renames") << QStringList{u"--no-renames"_s} << DiffOptions{.renames = false};
        QTest::newRow("copies") << QStringList{u"-C"_s} << DiffOptions{.copies = true};
        QTest::newRow("context") << QStringList{u"-U7"_s} << DiffOptions{.contextLines = 7};
    }

    void optionsMeanWhatGitsDo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(git::DiffOptions, options);
        QRandomGenerator random(7);
        TestRepository repository;
        // Source-like text: blocks that repeat, blank lines, indents that change.
        const auto text = [&](int lines) {
            static const char *parts[] = {"}", "", "    return x;", "int f(int x)", "{", "    if (x)", "\treturn y; ", "  x = y;", "x =  y;", "\t"};
            QByteArray result;
            for (int i = 0; i < lines; ++i)
                result += QByteArray(parts[random.bounded(10)]) + (random.bounded(4) ? QByteArray() : QByteArray::number(random.bounded(20))) + '\n';
            return result;
        };
        const auto edited = [&](const QByteArray &from) {
            QByteArray result;
            for (const QByteArray &line : from.split('\n')) {
                switch (random.bounded(14)) {
                case 0:
                    break;
                case 1:
                    result += line + "\n\n";
                    break;
                case 2:
                    result += "  " + line + " \n";
                    break;
                case 3:
                    result += text(3) + line + '\n';
                    break;
                default:
                    result += line + '\n';
                }
            }
            return result;
        };
        CommitSpec before, after;
        for (int i = 0; i < 30; ++i) {
            const QByteArray path = "f" + QByteArray::number(i);
            const QByteArray content = text(20 + random.bounded(80));
            before.writes.append({path, content});
            after.writes.append({i % 7 == 0 ? path + ".copy" : path, i % 11 == 0 ? content : edited(content)});
            if (i % 14 == 0)
                after.deletes.append(path);
            else if (i % 7 == 0)
                after.writes.append({path, content + "one more\n"});
        }
        const QString from = repository.commit(before);
        const QString to = repository.commit(after);
        const PatchApplier applier(repository.gitDir());
        const auto patch = read(repository, to, exactly(options));
        VERIFY_OK(patch);
        auto ours = patchSections(diff::commitPatchText(*patch));
        // Git names no file whose only changes are left out; ours say that they changed.
        if (options.whitespace != git::Whitespace::Keep || options.ignoreBlankLines)
            ours.removeIf([](const PatchSection &section) { return section.body.isEmpty() && !section.header.contains("mode") && !section.header.contains("rename"); });
        QCOMPARE(words(ours), words(patchSections(applier.gitPatch(from, to, arguments))));
        QVERIFY(ours.size() > 20);
    }

    void renamesArePairedAsGitDoes()
    {
        // Many candidates of every degree of likeness, some of one name, some identical: who goes with whom, and how alike, is git's answer.
        for (quint32 seed = 1; seed <= 6; ++seed) {
            QRandomGenerator random(seed);
            TestRepository repository;
            CommitSpec before, after;
            for (int i = 0; i < 40; ++i) {
                const int start = random.bounded(12) * 40;
                const QByteArray content = numbered(start, start + 60 + random.bounded(20));
                before.writes.append({"old/" + QByteArray::number(i % 25) + '/' + QByteArray::number(i), content});
                QByteArray lines = content;
                for (int k = random.bounded(6); k > 0; --k)
                    lines.replace(numbered(start + 7 * k, start + 7 * k + random.bounded(7)), "changed\n");
                const int name = random.bounded(2) ? i : random.bounded(60);
                after.writes.append({"new/" + QByteArray::number(random.bounded(9)) + '/' + QByteArray::number(name), lines + (random.bounded(3) ? "" : "no end")});
                if (random.bounded(4))
                    after.deletes.append(before.writes.last().path);
                else if (random.bounded(2))
                    after.writes.append({before.writes.last().path, content + "changed\n"});
            }
            const QString from = repository.commit(before);
            const QString to = repository.commit(after);
            for (const bool copies : {false, true}) {
                const auto patch = read(repository, to, {.copies = copies});
                VERIFY_OK(patch);
                QByteArray ours;
                for (const FilePatch &file : patch->files) {
                    const FileChange &change = file.change;
                    const char letter = "AMDRCT"[int(change.status)];
                    const bool paired = letter == 'R' || letter == 'C';
                    ours += letter + (paired ? QByteArray::number(file.similarity).rightJustified(3, '0') + '\t' + change.oldPath.toUtf8() : QByteArray()) + '\t' + change.path.toUtf8() + '\n';
                }
                const QByteArray gits = repository.git({u"diff"_s, copies ? u"-C"_s : u"-M"_s, u"--name-status"_s, from, to});
                // A last line without an end does not count in git before 2.44: scores may differ by its share.
                QCOMPARE(ours, gits);
            }
        }
    }

    void filesBecomeTextWhateverTheyAreIn()
    {
        TestRepository repository;
        const auto wide = [](const QString &text, bool mark) {
            return (mark ? QByteArray("\xFF\xFE") : QByteArray()) + QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
        };
        repository.commit(tree({{"gb.txt", "\xC4\xE3\xBA\xC3\xA3\xAC\xCA\xC0\xBD\xE7\n\xB5\xDA\xB6\xFE\xD0\xD0\n"}, {"le.txt", wide(u"甲\r\n乙\r\n"_s, true)}, {"nomark.txt", wide(u"a one\nb two\n"_s, false)},
                                {"becomes.txt", "\xD6\xD0\xCE\xC4\xCE\xC4\xB1\xBE\n"}, {"bom.txt", "a\n"}, {"latin.txt", "na\xEFve\ncaf\xE9 cr\xE8me\n"}, {"data", QByteArray("\0\1\2\3", 4)}}));
        const QString sha = repository.commit(tree({{"gb.txt", "\xC4\xE3\xBA\xC3\xA3\xAC\xD6\xD0\xB9\xFA\n\xB5\xDA\xB6\xFE\xD0\xD0\n"}, {"le.txt", wide(u"甲\r\n丙\r\n"_s, true)}, {"nomark.txt", wide(u"a one\nb 2\n"_s, false)},
                                                    {"becomes.txt", "中文文本\n"}, {"bom.txt", "\xEF\xBB\xBF" "a\n"}, {"latin.txt", "na\xEFve\nth\xE9 cr\xE8me\n"}, {"data", QByteArray("\0\1\2\4", 4)}}));
        const auto patch = read(repository, sha);
        VERIFY_OK(patch);
        QHash<QString, FilePatch> files;
        for (const FilePatch &file : patch->files)
            files.insert(file.change.path, file);
        const auto linesOf = [&](const QString &path) {
            QStringList lines;
            for (const PatchLine &line : files[path].lines)
                lines << QChar::fromLatin1(char(line.kind)) + diff::decodeLine(files[path].lineText(line));
            return lines;
        };
        QCOMPARE(linesOf(u"gb.txt"_s), (QStringList{u"-你好，世界"_s, u"+你好，中国"_s, u" 第二行"_s}));
        QCOMPARE(files[u"gb.txt"_s].newSide.encoding, TextEncoding::Gb18030);
        QCOMPARE(linesOf(u"le.txt"_s), (QStringList{u" 甲\r"_s, u"-乙\r"_s, u"+丙\r"_s}));
        QCOMPARE(files[u"le.txt"_s].oldSide.encoding, TextEncoding::Utf16Le);
        QCOMPARE(files[u"le.txt"_s].newSide.lineEnds, LineEnds::CrLf);
        QVERIFY(!files[u"le.txt"_s].change.binary);
        QCOMPARE(files[u"le.txt"_s].change.insertions, 1);
        QCOMPARE(linesOf(u"nomark.txt"_s), (QStringList{u" a one"_s, u"-b two"_s, u"+b 2"_s}));
        QCOMPARE(linesOf(u"becomes.txt"_s), (QStringList{u"-中文文本"_s, u"+中文文本"_s}));
        QCOMPARE(files[u"becomes.txt"_s].oldSide.encoding, TextEncoding::Gb18030);
        QCOMPARE(files[u"becomes.txt"_s].newSide.encoding, TextEncoding::Utf8);
        QCOMPARE(files[u"bom.txt"_s].newSide.encoding, TextEncoding::Utf8Bom);
        QCOMPARE(linesOf(u"bom.txt"_s), (QStringList{u"-a"_s, u"+\uFEFFa"_s}));
        QCOMPARE(linesOf(u"latin.txt"_s), (QStringList{u" naïve"_s, u"-café crème"_s, u"+thé crème"_s}));
        QCOMPARE(files[u"latin.txt"_s].newSide.encoding, TextEncoding::Latin1);
        QCOMPARE(files[u"data"_s].gap, PatchGap::Binary);
        QCOMPARE(files[u"data"_s].newSide.size, 4);
        QVERIFY(files[u"data"_s].newSide.content.isEmpty()); // nobody asked for it

        const auto forced = read(repository, sha, {.text = true, .paths = {u"gb.txt"_s}, .encoding = TextEncoding::Latin1});
        VERIFY_OK(forced);
        QCOMPARE(QString::fromUtf8(forced->files[0].lineText(forced->files[0].lines[0])), u"ÄãºÃ£¬ÊÀ½ç"_s);
        const auto marked = read(repository, sha, {.text = true, .paths = {u"bom.txt"_s, u"le.txt"_s}, .encoding = TextEncoding::Big5}); // these say it themselves
        VERIFY_OK(marked);
        QCOMPARE(marked->files[0].newSide.encoding, TextEncoding::Utf8Bom);
        QCOMPARE(marked->files[1].newSide.encoding, TextEncoding::Utf16Le);
        repository.commit("western\n", "w.txt", "caf\xE9\n");
        const auto quoted = read(repository, repository.commit("a quotation\n", "w.txt", "caf\xE9\n\x93\xE9\x94\n"), {.text = true});
        VERIFY_OK(quoted);
        QCOMPARE(quoted->files[0].oldSide.encoding, TextEncoding::Windows1252);
        QCOMPARE(quoted->files[0].newSide.encoding, TextEncoding::Windows1252);
        QCOMPARE(quoted->files[0].lines.size(), 2U);
        QCOMPARE(diff::decodeLine(quoted->files[0].lineText(quoted->files[0].lines[1])), u"“é”"_s);
        const QString plain = repository.commit("plain\n", "plain.txt", "ASCII\n");
        QCOMPARE(read(repository, plain, {.text = true, .encoding = TextEncoding::Big5})->files[0].newSide.encoding, TextEncoding::Utf8);
        const auto contents = read(repository, sha, {.text = true, .paths = {u"data"_s}, .contents = true});
        VERIFY_OK(contents);
        QCOMPARE(contents->files[0].oldSide.content, QByteArray("\0\1\2\3", 4));
    }

    void sidesSayWhatTheyAre()
    {
        TestRepository repository;
        const QByteArray oid(64, 'a');
        const QByteArray pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + oid + "\nsize 12345\n";
        const QByteArray sha1(40, '1'), sha2(40, '2');
        repository.commit(tree({{"big.psd", "small\n"}, {"dos", "a\nb\n"}, {"mod", sha1, 0160000}, {"almost", pointer}, {"mixed", "a\r\nb\n"}}));
        const QString sha = repository.commit(tree({{"big.psd", pointer}, {"dos", "a\r\nb\r\n"}, {"mod", sha2, 0160000}, {"almost", QByteArray(pointer).replace("size 1", "size -1")}, {"mixed", "a\r\nb\nc\n"}}));
        const auto patch = read(repository, sha);
        VERIFY_OK(patch);
        const auto file = [&](const QString &path) { return *std::ranges::find(patch->files, path, [](const FilePatch &each) { return each.change.path; }); };
        QVERIFY(!file(u"big.psd"_s).oldSide.lfs);
        QCOMPARE(file(u"big.psd"_s).newSide.lfs.value_or(LfsPointer()), (LfsPointer{oid, 12345}));
        QVERIFY(file(u"almost"_s).oldSide.lfs && !file(u"almost"_s).newSide.lfs);
        QCOMPARE(file(u"dos"_s).oldSide.lineEnds, LineEnds::Lf);
        QCOMPARE(file(u"dos"_s).newSide.lineEnds, LineEnds::CrLf);
        QCOMPARE(file(u"mixed"_s).newSide.lineEnds, LineEnds::Mixed);
        QCOMPARE(file(u"mixed"_s).newSide.lines, 3);
        QCOMPARE(file(u"mixed"_s).oldSide.lines, 2);
        QCOMPARE(file(u"mod"_s).newSide.lines, -1);
        QCOMPARE(file(u"mod"_s).oldSide.id.toHex(), sha1);
        QCOMPARE(file(u"mod"_s).newSide.id.toHex(), sha2);
        QCOMPARE(file(u"mod"_s).lines.size(), 2U);
    }

    void aFoldersAttributesCount()
    {
        TestRepository repository(TestRepository::Kind::WithWorkTree);
        repository.commit(tree({{".gitattributes", "*.min -diff\n*.dat diff\n*.py diff=python\n"}, {"a.min", "x\n"}, {"b.dat", QByteArray("\0\n", 2)}, {"d.min", QByteArray("\0\1\2\n", 4)}, {"e.bin", QByteArray("\0\1\2\n", 4)},
                                {"c.py", "class A:\n    def f(self):\n        a\n        b\n        c\n        d\n        e\n"}}));
        const QString sha = repository.commit(tree({{"a.min", "y\n"}, {"b.dat", QByteArray("\0\n\1\n", 4)}, {"d.min", "y\n"}, {"e.bin", "y\n"},
                                                    {"c.py", "class A:\n    def f(self):\n        a\n        b\n        c\n        d\n        E\n"}}));
        repository.git({u"reset"_s, u"-q"_s, u"--hard"_s});
        const auto patch = read(repository, sha);
        VERIFY_OK(patch);
        QCOMPARE(patch->files[0].gap, PatchGap::Binary);
        QVERIFY(patch->files[0].notCompared);
        QVERIFY(!patch->files[3].notCompared && !patch->files[4].notCompared); // binary they were
        QCOMPARE(patch->files[1].gap, PatchGap::None);
        QCOMPARE(patch->files[1].change.insertions, 1);
        QCOMPARE(patch->files[2].hunks.at(0).context, "def f(self):");
    }

    /// Git asks for regular files only, by either name of a renamed one, and for the file itself, whatever stands for all.
    void attributesAreAskedForAsGitDoes()
    {
        TestRepository repository(TestRepository::Kind::WithWorkTree);
        const QByteArray body = "class A:\n    def f(self):\n" + numbered(0, 20, "        a");
        repository.commit(tree({{".gitattributes", "* diff=python\n*.txt !diff\n*.dat -diff\nlink -diff\n"}, {"link", "one", 0120000}, {"a.dat", numbered(0, 60)}, {"b.txt", body}, {"c.py", body}}));
        const QString sha = repository.commit(tree({{"link", "two", 0120000}, {"a.other", numbered(0, 61)}, {"b.txt", body + "x\n"}, {"c.py", body + "x\n"}}, {"a.dat"}));
        repository.git({u"reset"_s, u"-q"_s, u"--hard"_s});
        const auto patch = read(repository, sha);
        VERIFY_OK(patch);
        const auto file = [&](const QString &path) { return *std::ranges::find(patch->files, path, [](const FilePatch &each) { return each.change.path; }); };
        QCOMPARE(file(u"link"_s).lines.size(), 2U);
        QCOMPARE(file(u"a.other"_s).change.status, FileStatus::Renamed);
        QVERIFY(file(u"a.other"_s).notCompared);
        QCOMPARE(file(u"b.txt"_s).hunks.at(0).context, "class A:");
        QCOMPARE(file(u"c.py"_s).hunks.at(0).context, "def f(self):");
    }

    /// libgit2 cuts a function's line at its first byte that is no UTF-8.
    void functionLinesAreDecoded()
    {
        TestRepository repository;
        const QByteArray gb = "int \xBC\xC6\xCB\xE3\xD7\xDC\xBA\xCD(int a)\n"; // 计算总和
        const QByteArray body = gb + numbered(0, 20, "    a") + "void \xB5\xDA\xB6\xFE()\n" + numbered(0, 20, "    b");
        repository.commit(tree({{"gb.c", body}, {"latin.c", "int caf\xE9()\n" + numbered(0, 20, "    a")}}));
        const QString sha = repository.commit(tree({{"gb.c", QByteArray(body).replace("a15", "a 15").replace("b15", "b 15")}, {"latin.c", "int caf\xE9()\n" + numbered(0, 20, "    a") + "    x\n"}}));
        const auto patch = read(repository, sha);
        VERIFY_OK(patch);
        QCOMPARE(patch->files[0].oldSide.encoding, TextEncoding::Gb18030);
        QCOMPARE(patch->files[0].hunks.size(), 2U);
        QCOMPARE(QString::fromUtf8(patch->files[0].hunks[0].context), u"int 计算总和(int a)"_s);
        QCOMPARE(QString::fromUtf8(patch->files[0].hunks[1].context), u"void 第二()"_s);
        QCOMPARE(QString::fromUtf8(patch->files[1].hunks.at(0).context), u"int café()"_s);
    }

    /// A picture becomes a link: the link's target is text.
    void halfATypeChangeIsDecoded()
    {
        TestRepository repository;
        repository.commit(tree({{"a", QByteArray("\0\1\2", 3)}}));
        const QString sha = repository.commit(tree({{"a", "\xB2\xE2\xCA\xD4", 0120000}}));
        const auto patch = read(repository, sha);
        VERIFY_OK(patch);
        QCOMPARE(patch->files[0].gap, PatchGap::Binary);
        QCOMPARE(patch->files[0].lines.size(), 1U);
        QCOMPARE(QString::fromUtf8(patch->files[0].text), u"测试"_s);
    }

    /// libgit2 finds no difference where it has no room to look for one.
    void whatCannotBeComparedIsNotCalledTheSame()
    {
        static thread_local std::size_t most = 0; // of one allocation; 0: any
        git_allocator allocator{[](std::size_t size, const char *, int) { return most > 0 && size > most ? nullptr : std::malloc(size); },
                                [](void *old, std::size_t size, const char *, int) { return most > 0 && size > most ? nullptr : std::realloc(old, size); }, [](void *old) { std::free(old); }};
        git::initialize();
        QCOMPARE(git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &allocator), 0);
        const auto restore = qScopeGuard([] { git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, nullptr); });
        TestRepository repository;
        const QByteArray before = QByteArray("\n").repeated(200'000), after = before + "x\n";
        repository.commit(tree({{"a", before}}));
        const QString sha = repository.commit(tree({{"a", after}}));
        const auto opened = git::openRepository({repository.path(), false});
        VERIFY_OK(opened);
        git_oid id;
        QVERIFY(git::fromHex(sha, id));
        const auto changed = [&](DiffOptions options, std::size_t limit) {
            most = limit;
            const auto patch = git::Differ(opened->get(), std::move(options)).read(id);
            most = 0;
            return patch;
        };
        for (const DiffOptions &options : {DiffOptions{.text = true}, DiffOptions{.text = true, .whitespace = Whitespace::IgnoreAll}, DiffOptions{}}) {
            const auto whole = changed(options, 0);
            VERIFY_OK(whole);
            QCOMPARE(whole->files[0].gap, PatchGap::None);
            QCOMPARE(whole->files[0].change.insertions, 1);
            const auto lacking = changed(options, 1'000'000);
            VERIFY_OK(lacking);
            QCOMPARE(lacking->files[0].gap, PatchGap::TooLarge);
        }
        git::LineMap map;
        QCOMPARE(map.compare(before, after), 0);
        most = 1'000'000;
        const int code = map.compare(before, after);
        most = 0;
        QVERIFY(code < 0);
    }

    void treesThatNobodyMadeHonestlyAreRefused()
    {
        TestRepository repository;
        // Each tree holds the one below it ten times: 10^12 folders in a dozen objects.
        const QString blob = repository.rawObject("blob", "x\n");
        QByteArray id = QByteArray::fromHex(blob.toLatin1());
        QString made;
        for (int level = 0; level < 12; ++level) {
            QByteArray content;
            for (char name = 'a'; name < 'k'; ++name)
                content += (level == 0 ? "100644 " : "40000 ") + QByteArray(1, name) + '\0' + id;
            made = repository.rawObject("tree", content);
            id = QByteArray::fromHex(made.toLatin1());
        }
        const QString sha = repository.rawObject("commit", "tree " + made.toLatin1() + "\nauthor A <a@b> 1767700800 +0000\ncommitter A <a@b> 1767700800 +0000\n\nbomb\n");
        VERIFY_FAILS(read(repository, sha, {}), ErrorKind::BadData);
    }

    void aFileThatIsLostIsAGapOfItsOwn_data()
    {
        QTest::addColumn<QByteArray>("instead");
        QTest::newRow("missing, as in a partial clone") << QByteArray();
        QTest::newRow("no object at all") << QByteArray("\x78\x9C") + QByteArray(40, '\xFF');
    }

    /// The rest of the commit is read, and what is lost pairs with nothing.
    void aFileThatIsLostIsAGapOfItsOwn()
    {
        QFETCH(const QByteArray, instead);
        TestRepository repository;
        repository.commit(tree({{"a", numbered(0, 60)}, {"b", "one\n"}, {"c", numbered(100, 160)}, {"d", numbered(200, 260)}}));
        const QString sha = repository.commit(tree({{"b", "two\n"}, {"c", numbered(100, 161)}, {"e", numbered(0, 61)}, {"f", numbered(200, 261)}}, {"a", "d"}));
        unpackObjects(repository);
        for (const QString &file : {u":c"_s, u":e"_s}) {
            const QString id = repository.resolve(sha + file);
            const QString object = repository.gitDir() + u"/objects/"_s + id.first(2) + u'/' + id.sliced(2);
            QVERIFY(QFile::remove(object));
            QFile other(object);
            QVERIFY(instead.isEmpty() || (other.open(QIODevice::WriteOnly) && other.write(instead) == instead.size()));
        }
        const auto patch = read(repository, sha);
        VERIFY_OK(patch);
        const auto file = [&](const QString &path) {
            const auto found = std::ranges::find_if(patch->files, [&](const FilePatch &each) { return each.change.path == path; });
            return found == patch->files.end() ? FilePatch() : *found;
        };
        QCOMPARE(patch->files.size(), 5);
        QCOMPARE(file(u"a"_s).change.status, FileStatus::Deleted); // for e is lost
        QCOMPARE(file(u"a"_s).change.deletions, 60);
        QCOMPARE(file(u"b"_s).gap, PatchGap::None);
        QCOMPARE(file(u"b"_s).change.insertions, 1);
        QCOMPARE(file(u"f"_s).change.status, FileStatus::Renamed);
        for (const QString &lost : {u"c"_s, u"e"_s}) {
            QCOMPARE(file(lost).gap, PatchGap::Unreadable);
            QVERIFY(file(lost).lines.empty() && file(lost).change.insertions == 0 && !file(lost).newSide.id.isNull());
            QVERIFY(!diff::isWholePatch(file(lost)));
            QVERIFY(diff::filePatchText(file(lost)).endsWith("(the content is missing or damaged)\n"));
        }
    }

    void aStopEndsACommitInItsMiddle_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("at the next file") << QByteArray("a\0b", 3) << QByteArray("b\0a", 3);
        QTest::newRow("among the lines of a new file") << QByteArray() << numbered(0, 10);
        QTest::newRow("among the lines of two, which libgit2 calls back") << numbered(0, 10) << numbered(1, 10);
    }

    /// Whoever moves on never waits for the end of a huge commit: what was asked to stop delivers nothing more.
    void aStopEndsACommitInItsMiddle()
    {
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        TestRepository repository;
        repository.commit(tree(before.isEmpty() ? QList<FileWrite>{{"z", "z\n"}} : QList<FileWrite>{{"b", before}, {"c", before}}));
        const QString sha = repository.commit(tree({{"a", numbered(0, 200)}, {"b", after}, {"c", after}}));
        std::stop_source source;
        int partial = 0, whole = 0;
        const auto done = git::readCommits({repository.path(), false}, {sha}, {.text = true, .firstLines = 100}, 1, [&](qsizetype, Result<CommitPatch> &&patch) {
            VERIFY_OK(patch);
            ++(patch->partial ? partial : whole);
            source.request_stop();
        }, source.get_token());
        VERIFY_FAILS(done, ErrorKind::Cancelled);
        QCOMPARE(partial, 1);
        QCOMPARE(whole, 0);
    }

    /// Its files are named before all of them were read, whatever they hold.
    void aCommitWithoutLinesBeginsToo_data()
    {
        QTest::addColumn<int>("files");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("many small pictures") << 600 << QByteArray() << QByteArray("\0\1", 2);
        QTest::newRow("few large ones") << 4 << QByteArray() << noise(5 << 20, 1);
        QTest::newRow("a large file that takes long to be compared") << 1 << numbered(0, 500'000) << numbered(0, 499'999);
    }

    void aCommitWithoutLinesBeginsToo()
    {
        QFETCH(const int, files);
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        TestRepository repository;
        CommitSpec first = tree({{"z", "z\n"}}), second;
        for (int i = 0; i < files; ++i) {
            const QByteArray name = "f" + QByteArray::number(i);
            if (!before.isEmpty())
                first.writes.append({name, before});
            second.writes.append({name, after + QByteArray::number(i)});
        }
        repository.commit(first);
        const QString sha = repository.commit(second);
        std::vector<CommitPatch> came;
        const auto done = git::readCommits({repository.path(), false}, {sha}, {.text = true, .firstLines = 100'000'000}, 1, [&](qsizetype, Result<CommitPatch> &&patch) {
            VERIFY_OK(patch);
            came.push_back(*patch);
        });
        VERIFY_OK(done);
        QCOMPARE(came.size(), 2U);
        QVERIFY(came[0].partial && !came[1].partial);
        QCOMPARE(came[0].files.size(), files);
        QCOMPARE(came[0].files.last().gap, PatchGap::Later);
        QCOMPARE(came[1].files.size(), files);
        QVERIFY(came[1].files.last().gap != PatchGap::Later);
    }

    /// The same of one huge new file, whose beginning is given before all its lines are split.
    void aStopEndsAFileInItsMiddle()
    {
        TestRepository repository;
        const QString sha = repository.commit("tall\n", "a", numbered(0, 200'000));
        std::stop_source source;
        int partial = 0, whole = 0;
        const auto done = git::readCommits({repository.path(), false}, {sha}, {.text = true, .maxFileLines = 1'000'000, .firstLines = 100}, 1, [&](qsizetype, Result<CommitPatch> &&patch) {
            VERIFY_OK(patch);
            ++(patch->partial ? partial : whole);
            source.request_stop();
        }, source.get_token());
        VERIFY_FAILS(done, ErrorKind::Cancelled);
        QCOMPARE(partial, 1);
        QCOMPARE(whole, 0);
    }

    /// Trees and renames take long by themselves.
    void aStopEndsWhatComesBeforeTheLines()
    {
        TestRepository repository;
        repository.commit(tree({{"a", numbered(0, 60)}, {"b", numbered(100, 160)}}));
        const QString sha = repository.commit(tree({{"c", numbered(0, 61)}, {"d", numbered(100, 161)}}, {"a", "b"}));
        const auto opened = git::openRepository({repository.path(), false});
        VERIFY_OK(opened);
        std::stop_source source;
        source.request_stop();
        git_oid id;
        QVERIFY(git::fromHex(sha, id));
        VERIFY_FAILS(git::Differ(opened->get()).read(id, {}, source.get_token()), ErrorKind::Cancelled);

        git::CommitHandle commit;
        git::TreeHandle now;
        QCOMPARE(git_commit_lookup(git::out(commit), opened->get(), &id), 0);
        QCOMPARE(git_commit_tree(git::out(now), commit.get()), 0);
        std::vector<git::TreeChange> changes;
        QCOMPARE(git::compareTrees(opened->get(), nullptr, now.get(), changes, source.get_token()), int(GIT_EUSER));
        QCOMPARE(git::compareTrees(opened->get(), nullptr, now.get(), changes, {}), 0);
        QCOMPARE(git::compareTrees(opened->get(), now.get(), nullptr, changes, {}), 0); // the same files, added and deleted
        const git::Blobs blobs(opened->get());
        QCOMPARE(git::findRenames(blobs, changes, false, source.get_token()), int(GIT_EUSER));
        QCOMPARE(changes.size(), 4u);
        QCOMPARE(git::findRenames(blobs, changes, false, {}), 0);
        QCOMPARE(changes.size(), 2u);
    }
};

RIJIAN_TEST_MAIN(TestDiffer)
#include "tst_differ.moc"
