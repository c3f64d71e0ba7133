// The day's commits and their changes, from repositories made by git, compared with what git itself says.

#include "core/day.h"
#include "git/mirror.h"
#include "git/treefile.h"
#include "support/outcome.h"
#include "support/sampleday.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QRegularExpression>

#include <mutex>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 noon = 1'767'758'400; // 2026-01-07 12:00:00 +0800
constexpr qint64 hour = 3600;
const DaySpan theDay{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};

git::Location at(const TestRepository &repository)
{
    return {repository.path(), false};
}

QStringList shas(const TestRepository &repository, const QStringList &branches = {}, bool merges = true, const DaySpan &span = theDay)
{
    const auto day = git::listDay(at(repository), branches, span.beginSeconds(), span.endSeconds(), merges);
    return day ? day->shas : QStringList{day.error().message};
}

CommitSpec spec(QByteArray message, qint64 seconds, QByteArray file = "file.txt")
{
    CommitSpec commit;
    commit.message = message;
    commit.author.seconds = seconds;
    commit.writes = {{file, message}};
    return commit;
}

Result<CommitPatch> read(const TestRepository &repository, const QString &sha, git::DiffOptions options = {.text = true})
{
    Result<CommitPatch> result = failure(ErrorKind::Internal, u"not delivered"_s);
    const auto done = git::readCommits(at(repository), {sha}, options, 1, [&](qsizetype, Result<CommitPatch> &&patch) { result = std::move(patch); });
    return done ? std::move(result) : std::unexpected(done.error());
}

} // namespace

class TestListing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCommitterTimeDecides()
    {
        TestRepository repository;
        CommitSpec rebased = spec("written long ago, committed today\n", noon - 40 * 24 * hour);
        rebased.committer = Signature{.seconds = noon};
        repository.commit(spec("the day before\n", theDay.beginSeconds() - 1));
        const QString first = repository.commit(spec("first second\n", theDay.beginSeconds()));
        const QString moved = repository.commit(rebased);
        const QString last = repository.commit(spec("last second\n", theDay.endSeconds() - 1));
        repository.commit(spec("the day after\n", theDay.endSeconds()));
        QCOMPARE(shas(repository), (QStringList{last, moved, first}));

        const auto patch = read(repository, moved);
        QCOMPARE(displayTime(patch->commit.authorTime.seconds, theDay.zone), u"2025-11-28 12:00:00"_s);
    }

    void theOrderIsGitLogs()
    {
        TestRepository repository;
        // Equal times, a side branch that interleaves, and a merge.
        const QString base = repository.commit(spec("base\n", noon));
        repository.branch(u"side"_s, base);
        for (int i = 0; i < 4; ++i)
            repository.commit(spec("main " + QByteArray::number(i) + '\n', noon + 10 * (i / 2)));
        for (int i = 0; i < 4; ++i) {
            CommitSpec side = spec("side " + QByteArray::number(i) + '\n', noon + 5 + 10 * (i / 2), "side.txt");
            side.branch = u"side"_s;
            repository.commit(side);
        }
        CommitSpec merge = spec("merge\n", noon + 100);
        merge.writes.clear();
        repository.merge({u"side"_s}, merge);
        const QString expected = QString::fromUtf8(repository.git({u"log"_s, u"--format=%H"_s, u"main"_s}).trimmed());
        QCOMPARE(shas(repository), expected.split(u'\n'));
        QCOMPARE(shas(repository, {}, false).size(), expected.split(u'\n').size() - 1);
    }

    void severalBranchesWithoutDuplicates()
    {
        TestRepository repository;
        const QString base = repository.commit(spec("base\n", noon));
        repository.branch(u"release"_s, base);
        CommitSpec fix = spec("fix\n", noon + 20);
        fix.branch = u"release"_s;
        const QString release = repository.commit(fix);
        const QString main = repository.commit(spec("main\n", noon + 10));
        QCOMPARE(shas(repository), (QStringList{main, base}));
        QCOMPARE(shas(repository, {u"main"_s, u"release"_s}), (QStringList{release, main, base}));
        QVERIFY(shas(repository, {u"nosuch"_s}).first().contains(u"main, release"_s));
    }

    void aSlowClockHidesNothing()
    {
        TestRepository repository;
        const QString good = repository.commit(spec("today\n", noon));
        // 50 commits on top whose committer's clock ran a year behind.
        repository.commitMany(50, [](int i) { return spec("slow clock " + QByteArray::number(i) + '\n', noon - 365 * 24 * hour); });
        const QString tip = repository.commit(spec("today again\n", noon + hour));
        QCOMPARE(shas(repository), (QStringList{tip, good}));
    }

    void emptyRepositoriesAndRoots()
    {
        TestRepository repository;
        QCOMPARE(shas(repository), QStringList());
        const QString root = repository.commit(spec("root\n", noon));
        QCOMPARE(shas(repository), QStringList{root});
        const auto patch = read(repository, root);
        QVERIFY(patch);
        QCOMPARE(patch->commit.files.size(), 1);
        QCOMPARE(patch->commit.files.first().status, FileStatus::Added);
        QCOMPARE(patch->commit.insertions(), 1);
        QVERIFY(patch->commit.parents.isEmpty());
    }

    void mergesAreComparedWithTheirFirstParent()
    {
        TestRepository repository;
        const QString base = repository.commit(spec("base\n", noon));
        repository.branch(u"side"_s, base);
        CommitSpec side = spec("side\n", noon + 1, "side.txt");
        side.branch = u"side"_s;
        repository.commit(side);
        repository.commit(spec("main\n", noon + 2, "main.txt"));
        CommitSpec merge;
        merge.message = "merge side\n";
        merge.author.seconds = noon + 3;
        merge.writes = {{"side.txt", "side\n"}};
        const auto patch = read(repository, repository.merge({u"side"_s}, merge));
        QVERIFY(patch && patch->commit.isMerge());
        QCOMPARE(patch->commit.files.size(), 1);
        QCOMPARE(patch->commit.files.first().path, u"side.txt"_s);
    }

    void mailmapAndEncodings()
    {
        TestRepository repository;
        CommitSpec map = spec("map\n", noon);
        map.writes = {{".mailmap", "Proper Name <proper@example.org> <old@example.org>\n"}};
        repository.commit(map);
        CommitSpec chinese = spec("\xD0\xDE\xB8\xB4\xC8\xD5\xBC\xF8\n\n\xC8\xD5\xBC\xF8\n", noon + 1);
        chinese.encoding = "GB18030";
        chinese.author.name = "\xC8\xD5\xBC\xF8";
        chinese.author.email = "old@example.org";
        chinese.committer = Signature{.name = "\xC8\xD5\xBC\xF8", .email = "someone@example.org", .seconds = noon + 1};
        const auto patch = read(repository, repository.commit(chinese));
        QVERIFY(patch);
        QCOMPARE(patch->commit.message, u"修复日鉴\n\n日鉴\n"_s);
        QCOMPARE(patch->commit.author, (Person{u"Proper Name"_s, u"proper@example.org"_s}));
        QCOMPARE(patch->commit.committer.name, u"日鉴"_s);
    }

    void filesWithStatusRenamesAndCounts()
    {
        TestRepository repository;
        QByteArray lines;
        for (int i = 0; i < 40; ++i)
            lines += "line " + QByteArray::number(i) + '\n';
        CommitSpec before = spec("before\n", noon);
        before.writes = {{"gone.txt", "a\nb\n"}, {"kept/old.txt", lines}, {"same.bin", QByteArray("\0\1", 2)}, {"run.sh", "#!/bin/sh\n"}, {"link", "target"}};
        repository.commit(before);
        CommitSpec after = spec("after\n", noon + 1);
        after.deletes = {"gone.txt", "kept/old.txt"};
        after.writes = {{"kept/new name.txt", lines + "one more\n"}, {"same.bin", QByteArray("\0\2\3", 3)}, {"run.sh", "#!/bin/sh\n", 0100755},
                        {"link", "elsewhere", 0120000}, {"sub", "0123456789012345678901234567890123456789", 0160000}, {"日鉴.md", "x"}};
        const QString sha = repository.commit(after);
        const auto patch = read(repository, sha);
        QVERIFY2(patch, qPrintable(patch ? QString() : patch.error().detail));
        QHash<QString, FileChange> files;
        for (const FileChange &file : patch->commit.files)
            files.insert(file.path, file);
        QCOMPARE(files[u"gone.txt"_s].status, FileStatus::Deleted);
        QCOMPARE(files[u"gone.txt"_s].deletions, 2);
        QCOMPARE(files[u"kept/new name.txt"_s].status, FileStatus::Renamed);
        QCOMPARE(files[u"kept/new name.txt"_s].oldPath, u"kept/old.txt"_s);
        QCOMPARE(files[u"kept/new name.txt"_s].insertions, 1);
        QVERIFY(files[u"same.bin"_s].binary);
        QCOMPARE(files[u"run.sh"_s].newMode, 0100755u);
        QVERIFY(files[u"sub"_s].submodule);
        QVERIFY(files.contains(u"日鉴.md"_s));
        const QString stat = QString::fromUtf8(repository.git({u"show"_s, u"-M"_s, u"--shortstat"_s, u"--format="_s, sha}));
        const auto numbers = QRegularExpression(u"(\\d+) files? changed, (\\d+) insertions?\\(\\+\\), (\\d+) deletions?"_s).match(stat);
        QVERIFY2(numbers.hasMatch(), qPrintable(stat));
        QCOMPARE(patch->commit.insertions(), numbers.captured(2).toInt());
        QCOMPARE(patch->commit.deletions(), numbers.captured(3).toInt());
    }

    void patchesKeepLinesAndContext()
    {
        TestRepository repository;
        const QByteArray source = "int answer()\n{\n    int a = 1;\n    int b = 2;\n    int c = 3;\n    int d = 4;\n    return 41;\n}\n";
        CommitSpec before = spec("before\n", noon);
        before.writes = {{"answer.c", source}};
        repository.commit(before);
        CommitSpec after = spec("after\n", noon + 1);
        after.writes = {{"answer.c", QByteArray(source).replace("41", "42")}};
        const auto patch = read(repository, repository.commit(after));
        QCOMPARE(patch->files.size(), 1);
        const FilePatch &file = patch->files.first();
        QCOMPARE(file.hunks.size(), 1u);
        QCOMPARE(file.hunks.front().context, "int answer()");
        QStringList changed;
        for (const PatchLine &line : file.lines) {
            if (line.kind != LineKind::Context)
                changed.append(QChar::fromLatin1(char(line.kind)) + QString::fromUtf8(file.lineText(line)));
        }
        QCOMPARE(changed, (QStringList{u"-    return 41;"_s, u"+    return 42;"_s}));
        QCOMPARE(file.lines.front().oldNumber, 4);
    }

    void onlyTheFilesAskedFor()
    {
        QByteArray text;
        for (int i = 0; i < 200; ++i)
            text += "line " + QByteArray::number(i) + '\n';
        TestRepository repository;
        CommitSpec before;
        before.writes = {{"old.txt", text}, {"other.txt", text + "other\n"}, {"gone.txt", "gone\n"}, {"data.bin", QByteArray("a\0b", 3)}};
        repository.commit(before);
        CommitSpec after;
        after.moves = {{"old.txt", "new.txt"}};
        after.deletes = {"gone.txt"};
        after.writes = {{"new.txt", QByteArray(text).replace("line 100\n", "changed\n")}, {"other.txt", "short\n"}, {"data.bin", QByteArray("c\0d", 3)}};
        const QString sha = repository.commit(after);
        const auto all = read(repository, sha);
        VERIFY_OK(all);
        QCOMPARE(all->files.size(), 4);
        for (const FilePatch &file : all->files) {
            const auto one = read(repository, sha, {.text = true, .paths = {file.change.path}});
            VERIFY_OK(one);
            QCOMPARE(one->files.size(), 1);
            QCOMPARE(one->commit.files, QList<FileChange>{file.change});
            QCOMPARE(one->files[0].text, file.text);
            QCOMPARE(one->files[0].gap, file.gap);
            QCOMPARE(one->files[0].lines.size(), file.lines.size());
            QCOMPARE(one->files[0].hunks.size(), file.hunks.size());
        }
        const auto whole = read(repository, sha, {.text = true, .contextLines = 1'000'000, .paths = {u"new.txt"_s, u"nowhere"_s}});
        VERIFY_OK(whole);
        QCOMPARE(whole->files.size(), 1);
        QCOMPARE(whole->files[0].change.oldPath, u"old.txt"_s); // still found, though that file was not asked for
        QCOMPARE(whole->files[0].hunks.size(), std::size_t(1));
        QCOMPARE(whole->files[0].lines.size(), std::size_t(201));
    }

    void whatIsTooMuchIsCountedAndSaid()
    {
        TestRepository repository;
        CommitSpec big = spec("big\n", noon);
        big.writes = {{"a.txt", QByteArray("x\n").repeated(5000)}, {"b.txt", QByteArray("y\n").repeated(5000)}, {"huge.txt", QByteArray("z\n").repeated(50'000)}};
        const QString sha = repository.commit(big);
        const auto patch = read(repository, sha, {.text = true, .maxFileBytes = 20'000, .maxFileLines = 1000, .maxCommitLines = 1500});
        QVERIFY(patch);
        QCOMPARE(patch->files[0].gap, PatchGap::Cut);
        QCOMPARE(patch->files[0].lines.size(), 1000u);
        QCOMPARE(patch->files[0].change.insertions, 5000);
        QCOMPARE(patch->files[1].lines.size(), 500u);
        QCOMPARE(patch->files[2].gap, PatchGap::TooLarge);
        const auto bytes = read(repository, sha, {.text = true, .maxCommitBytes = 11'001});
        QVERIFY(bytes);
        QCOMPARE(bytes->files[0].gap, PatchGap::None);
        QCOMPARE(bytes->files[1].lines.size(), 500u);
        QCOMPARE(bytes->files[1].change.insertions, 5000);
        const auto changed = read(repository, repository.commit("less\n", "huge.txt", QByteArray("z\n").repeated(40'000)), {.text = true, .maxCommitBytes = 2'000});
        QVERIFY(changed);
        QCOMPARE(changed->files[0].gap, PatchGap::Cut);
        QCOMPARE(changed->files[0].lines.size(), 1'000u);
        QCOMPARE(changed->files[0].change.deletions, 10'000);
        const auto whole = read(repository, sha, git::DiffOptions::forReader());
        QVERIFY(whole);
        QCOMPARE(whole->files[2].lines.size(), 50'000u);
    }

    /// A reader sees the first lines of a huge commit at once, and no line of them twice or wrong.
    void whatIsLargeBeginsEarly()
    {
        TestRepository repository;
        CommitSpec many = spec("many\n", noon);
        many.writes.clear();
        for (const char *name : {"a.txt", "b.txt", "c.txt", "d.txt"})
            many.writes.append({name, QByteArray("line\n").repeated(80)});
        CommitSpec tall = spec("tall\n", noon + 1);
        const QByteArray words = QByteArray::fromHex("c4e3bac3a3accac0bde70a"); // 你好，世界 in GB18030
        tall.writes = {{"small.txt", "one\n"}, {"tall.txt", words.repeated(300'000)}};
        const auto filesOf = [&](const QString &sha, int firstLines) {
            std::vector<CommitPatch> come;
            const auto done = git::readCommits(at(repository), {sha}, {.text = true, .maxFileLines = 1'000'000, .maxCommitLines = 1'000'000, .firstLines = firstLines}, 1,
                                               [&](qsizetype, Result<CommitPatch> &&patch) { come.push_back(std::move(*patch)); });
            return done ? come : std::vector<CommitPatch>();
        };
        const QString wide = repository.commit(many);
        const auto come = filesOf(wide, 100);
        QCOMPARE(come.size(), 2u);
        QVERIFY(come[0].partial && !come[1].partial);
        QCOMPARE(come[0].commit.sha, wide);
        QCOMPARE(come[0].commit.files.size(), 4);
        for (int i : {0, 1}) {
            QCOMPARE(come[0].files[i].text, come[1].files[i].text);
            QCOMPARE(come[0].files[i].lines.size(), come[1].files[i].lines.size());
            QCOMPARE(come[0].files[i].change.insertions, 80);
            QCOMPARE(come[0].files[i].gap, PatchGap::None);
        }
        for (int i : {2, 3}) {
            QCOMPARE(come[0].files[i].gap, PatchGap::Later);
            QCOMPARE(come[0].files[i].change.path, come[1].files[i].change.path);
            QCOMPARE(come[1].files[i].gap, PatchGap::None);
        }
        QCOMPARE(filesOf(wide, 1'000).size(), 1u); // nothing more would follow
        QCOMPARE(filesOf(wide, 0).size(), 1u);

        const auto huge = filesOf(repository.commit(tall), 50);
        QCOMPARE(huge.size(), 2u);
        const FilePatch &part = huge[0].files[1];
        QCOMPARE(part.gap, PatchGap::Later);
        QCOMPARE(part.lines.size(), 50u);
        QCOMPARE(part.lineText(part.lines[49]), QByteArrayView("你好，世界"));
        QCOMPARE(part.change.insertions, 0); // not counted yet
        QCOMPARE(huge[1].files[1].lines.size(), 300'000u);
        QCOMPARE(huge[1].files[1].change.insertions, 300'000);
    }

    void aThousandRenamesStayQuick()
    {
        // Inexact search over 1,000 x 1,000 pairs is left out; the counts stay right.
        TestRepository repository;
        CommitSpec before = spec("before\n", noon), after = spec("after\n", noon + 1);
        before.writes.clear();
        after.writes.clear();
        for (int i = 0; i < 600; ++i) {
            const QByteArray number = QByteArray::number(i);
            before.writes.append({"old/" + number, QByteArray("common line\n").repeated(20) + number});
            after.writes.append({"new/" + number, QByteArray("common line\n").repeated(20) + number + (i % 2 ? "" : "changed")});
        }
        after.deletes = {"old"};
        repository.commit(before);
        const auto patch = read(repository, repository.commit(after), {});
        QVERIFY(patch);
        QCOMPARE(std::ranges::count_if(patch->commit.files, [](const FileChange &file) { return file.status == FileStatus::Renamed; }), 600);
    }

    void manyThreadsReadTheSame()
    {
        TestRepository repository;
        const QStringList made = repository.commitMany(300, [](int i) { return spec("commit " + QByteArray::number(i) + '\n', noon + i); });
        std::mutex mutex;
        QHash<qsizetype, QString> found;
        const auto done = git::readCommits(at(repository), made, {}, 4, [&](qsizetype i, Result<CommitPatch> &&patch) {
            const std::scoped_lock lock(mutex);
            found.insert(i, patch ? patch->commit.sha : patch.error().message);
        });
        QVERIFY(done);
        QCOMPARE(found.size(), made.size());
        for (qsizetype i = 0; i < made.size(); ++i)
            QCOMPARE(found[i], made[i]);
    }

    void theFirstFileThatIsText()
    {
        TestRepository repository;
        const auto readme = [&](const QStringList &candidates, qint64 most = 16'384, const QStringList &branches = {}) {
            return git::readFile(at(repository), branches, candidates, most);
        };
        VERIFY_FAILS(readme({u"README.md"_s}), ErrorKind::NotFound); // no commit yet
        CommitSpec files = spec("files\n", noon);
        files.writes = {{"Readme.MD", "# 日鉴\n"}, {"docs/guide/README.md", "below\n"}, {"empty", ""}, {"noend", "日鉴日鉴"}, {"lines", "one\ntwo\nthree\n"}};
        const QString base = repository.commit(files);
        QCOMPARE(readme({u"README.rst"_s, u"README.md"_s}).value(), "# 日鉴\n");
        QCOMPARE(readme({u"DOCS/Guide/readme.md"_s, u"Readme.MD"_s}).value(), "below\n");
        QCOMPARE(readme({u"empty"_s, u"lines"_s}).value(), "");
        // Cut where a reader would not notice: never within a character.
        QCOMPARE(readme({u"lines"_s}, 9).value(), "one\ntwo\n");
        QCOMPARE(readme({u"lines"_s}, 8).value(), "one\ntwo\n");
        QCOMPARE(readme({u"lines"_s}, 1).value(), "o");
        for (const int most : {3, 4, 5})
            QCOMPARE(readme({u"noend"_s}, most).value(), "日");
        QCOMPARE(readme({u"noend"_s}, 12).value(), "日鉴日鉴");
        QCOMPARE(readme({u"noend"_s}, 0).value(), "");
        QCOMPARE(readme({u"noend"_s}, -1).value(), "");
        // The exact name goes before one that differs in case; a branch's own file before another branch's.
        CommitSpec side = spec("side\n", noon + 1);
        side.branch = u"side"_s;
        side.parents = QStringList{base};
        side.writes = {{"README.md", "exact\n"}, {"only-side", "side\n"}};
        repository.commit(side);
        QCOMPARE(readme({u"README.md"_s}, 100, {u"side"_s}).value(), "exact\n");
        QCOMPARE(readme({u"README.md"_s}, 100, {u"main"_s, u"side"_s}).value(), "# 日鉴\n");
        QCOMPARE(readme({u"only-side"_s}, 100, {u"main"_s, u"side"_s}).value(), "side\n");
        VERIFY_FAILS(readme({u"only-side"_s}), ErrorKind::NotFound);
        VERIFY_FAILS(readme({u"README.md"_s}, 100, {u"nowhere"_s}), ErrorKind::NotFound);
        VERIFY_FAILS(readme({}), ErrorKind::NotFound);
        std::stop_source stopped;
        stopped.request_stop();
        VERIFY_FAILS(git::readFile(at(repository), {}, {u"README.md"_s}, 100, stopped.get_token()), ErrorKind::Cancelled);
    }

    void whatIsNoTextFileIsPassedOver()
    {
        TestRepository repository;
        CommitSpec traps = spec("traps\n", noon);
        traps.writes = {{"link", "good", 0120000}, {"outside", "/etc/passwd", 0120000}, {"sub", "0123456789012345678901234567890123456789", 0160000},
                        {"folder/good", "in a folder\n"}, {"binary", QByteArray("text\0more", 9)}, {"huge", QByteArray(20'000'000, 'x')},
                        {"large", QByteArray(1 << 20, 'y')}, {"good", "good\n"}};
        repository.commit(traps);
        const auto first = [&](const QStringList &candidates) { return git::readFile(at(repository), {}, candidates, 10); };
        for (const QString &trap : {u"link"_s, u"outside"_s, u"sub"_s, u"folder"_s, u"binary"_s, u"huge"_s, u"good/below"_s, u"link/below"_s, u"sub/below"_s, u""_s,
                                    u"/good"_s, u"folder/../good"_s, u"./good"_s, u".git/config"_s, u"../config"_s, u"a/b/c/d/e/f/g/h/i"_s}) {
            VERIFY_FAILS(first({trap}), ErrorKind::NotFound);
            const auto next = first({trap, u"good"_s});
            VERIFY_OK(next);
            QVERIFY2(*next == "good\n", qPrintable(trap));
        }
        QCOMPARE(first({u"large"_s}).value(), QByteArray(10, 'y'));
        QCOMPARE(first(QStringList(64, u"nowhere"_s) << u"good"_s).has_value(), false); // beyond the candidates that are looked at
        // Damage is not silently passed over.
        const QString tree = repository.rawObject("tree", QByteArray("100644 good\0", 12) + QByteArray(20, '\x11'));
        const QString commit = repository.rawObject("commit", "tree " + tree.toLatin1() + "\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nx\n");
        repository.branch(u"damaged"_s, commit);
        const auto damaged = git::readFile(at(repository), {u"damaged"_s}, {u"good"_s, u"bad"_s}, 10);
        QVERIFY(!damaged);
        QVERIFY2(damaged.error().message.contains(u"damaged"_s), qPrintable(words(damaged)));
    }

    void stopsWhenAsked()
    {
        TestRepository repository;
        const QStringList made = repository.commitMany(100, [](int i) { return spec("commit " + QByteArray::number(i) + '\n', noon + i); });
        std::stop_source source;
        std::atomic<int> count = 0;
        const auto done = git::readCommits(at(repository), made, {}, 2, [&](qsizetype, Result<CommitPatch> &&) {
            if (++count >= 5) // one thread may be held up between the two
                source.request_stop();
        }, source.get_token());
        QCOMPARE(done.error().kind, ErrorKind::Cancelled);
        QVERIFY(count < 20);
        QCOMPARE(git::listDay(at(repository), {}, 0, noon * 2, true, source.get_token()).error().kind, ErrorKind::Cancelled);
    }

    void damageIsSaidAndDoesNotStopTheRest()
    {
        TestRepository repository;
        const QString good = repository.commit(spec("good\n", noon));
        // A commit whose tree is not there.
        const QString bad = repository.rawObject("commit", "tree 1111111111111111111111111111111111111111\nparent " + good.toLatin1()
                                                     + "\nauthor A <a> 1767758401 +0800\ncommitter A <a> 1767758401 +0800\n\nbroken\n");
        repository.reset(u"main"_s, bad);
        QCOMPARE(shas(repository), (QStringList{bad, good}));
        int readable = 0, unreadable = 0;
        const auto done = git::readCommits(at(repository), {bad, good}, {}, 1, [&](qsizetype, Result<CommitPatch> &&patch) {
            ++(patch ? readable : unreadable);
        });
        QVERIFY(done);
        QCOMPARE(readable, 1);
        QCOMPARE(unreadable, 1);
    }

    void foldersThatAreNoRepository()
    {
        QTemporaryDir folder;
        QCOMPARE(git::openRepository({folder.path(), false}).error().kind, ErrorKind::BadData);
        QCOMPARE(git::openRepository({folder.path(), true}).error().kind, ErrorKind::NotFound);
    }

    void aSha256RepositoryIsNamedAsSuch()
    {
        QTemporaryDir folder;
        TestRepository helper;
        helper.git({u"init"_s, u"--bare"_s, u"--object-format=sha256"_s, folder.filePath(u"new.git"_s)});
        const auto opened = git::openRepository({folder.filePath(u"new.git"_s), false});
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Unsupported);
        QVERIFY(opened.error().message.contains(u"SHA-256"_s));
    }

    void theSampleDay()
    {
        TestRepository repository;
        const QStringList expected = makeSampleDay(repository);
        QCOMPARE(shas(repository), expected);
    }
};

RIJIAN_TEST_MAIN(TestListing)
#include "tst_listing.moc"
