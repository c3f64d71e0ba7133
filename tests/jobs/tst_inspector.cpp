// What the desktop reads of a commit at a click: changes in the repository's encoding, patches that git applies, where lines come from.

#include "diff/patchtext.h"
#include "git/localbackend.h"
#include "jobs/inspector.h"
#include "support/outcome.h"
#include "support/patchcheck.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QSemaphore>
#include <QTemporaryDir>

#include <atomic>
#include <condition_variable>
#include <mutex>

using namespace rijian;
using namespace rijian::jobs;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000;

/// A blame that does not end until it is stopped.
class StuckBackend : public git::LocalBackend
{
public:
    explicit StuckBackend(QSemaphore &begun)
        : m_begun(begun)
    {
    }
    Result<QList<git::LineOrigin>> blame(const git::Location &, const git::BlameQuery &, std::stop_token stop) override
    {
        m_begun.release();
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any never;
        never.wait(lock, stop, [] { return false; });
        return failure(ErrorKind::Cancelled, u"Stopped."_s);
    }

private:
    QSemaphore &m_begun;
};

/// Reads a commit only when it is let, or stopped.
class GatedBackend : public git::LocalBackend
{
public:
    GatedBackend(QSemaphore &begun, QSemaphore &let)
        : m_begun(begun)
        , m_let(let)
    {
    }
    Result<void> readCommits(const git::Location &location, const QStringList &shas, const git::DiffOptions &options, int threads, const git::Deliver &deliver,
                             std::stop_token stop) override
    {
        m_begun.release();
        const std::stop_callback go(stop, [this] { m_let.release(); });
        m_let.acquire();
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"Stopped."_s);
        return LocalBackend::readCommits(location, shas, options, threads, deliver, stop);
    }

private:
    QSemaphore &m_begun;
    QSemaphore &m_let;
};

/// Gives a few lines of a file at a time, as git's reader does with millions.
class SmallBackend : public git::LocalBackend
{
public:
    Result<void> readCommits(const git::Location &location, const QStringList &shas, const git::DiffOptions &options, int threads, const git::Deliver &deliver,
                             std::stop_token stop) override
    {
        git::DiffOptions small = options;
        small.maxFileLines = 30;
        return LocalBackend::readCommits(location, shas, small, threads, deliver, stop);
    }
};

template<typename T>
Result<T> answerOf(const QFuture<Result<T>> &future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, patience))
        return failure(ErrorKind::Internal, u"no answer"_s);
    return future.result();
}

} // namespace

class TestInspector : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    static Repository of(const TestRepository &repository, TextEncoding encoding = TextEncoding::Unknown)
    {
        return {.id = 1, .name = u"it"_s, .address = repository.path(), .encoding = encoding};
    }

private Q_SLOTS:
    /// However many parts a file takes.
    void aWholeFileIsReadToItsEnd()
    {
        TestRepository repository;
        QByteArray before;
        for (int i = 0; i < 200; ++i)
            before += "line " + QByteArray::number(i) + '\n';
        QByteArray after = before;
        after.replace("line 20\n", "line twenty\n").replace("line 170\n", "");
        repository.commit({.writes = {{"a", before}, {"b", "b\n"}}});
        const QString sha = repository.commit({.writes = {{"a", after}, {"b", "c\n"}}});
        Inspector inspector(m_folder.path(), {});
        Inspector byParts(m_folder.path(), [] { return std::make_shared<SmallBackend>(); });
        const auto once = answerOf(inspector.wholeFile(of(repository), sha, u"a"_s));
        const auto whole = answerOf(byParts.wholeFile(of(repository), sha, u"a"_s));
        VERIFY_OK(once);
        VERIFY_OK(whole);
        QCOMPARE((*whole)->files.size(), 1);
        const FilePatch &one = (*once)->files[0];
        const FilePatch &other = (*whole)->files[0];
        QCOMPARE(other.gap, PatchGap::None);
        QCOMPARE(other.text, one.text);
        QCOMPARE(other.lines.size(), std::size_t(201));
        QCOMPARE(other.hunks.size(), std::size_t(1));
        QCOMPARE(diff::filePatchText(other), diff::filePatchText(one));
        QCOMPARE(answerOf(byParts.file(of(repository), sha, u"a"_s, {.contextLines = 100})).value()->files[0].gap, PatchGap::Cut); // that alone is asked for whole
    }

    /// The bytes as they are, whatever the text is read as; binary files, renames, modes and missing line ends included.
    void patchesAreAppliedByGit()
    {
        TestRepository repository;
        const QByteArray binary("\0\1\2binary\xff", 10), chinese = QByteArray::fromHex("c4e3bac3a3accac0bde70a"); // 你好，世界 in GB18030
        QByteArray text;
        for (int i = 0; i < 40; ++i)
            text += "line " + QByteArray::number(i) + "\r\n";
        repository.commit({.writes = {{"a.bin", binary}, {"gb.txt", chinese + "two\n"}, {"old name.txt", text}, {"run.sh", "x\n"}, {"gone", "gone\n"}}});
        const QString sha = repository.commit({.moves = {{"old name.txt", "日.txt"}}, .deletes = {"gone"},
                                               .writes = {{"a.bin", binary + "more"}, {"gb.txt", chinese + "2\n" + chinese.chopped(1)}, {"run.sh", "x\n", 0100755}, {"new", QByteArray("\0", 1)}}});
        const PatchApplier applier(repository.gitDir());
        Inspector inspector(m_folder.path(), {});
        for (const TextEncoding encoding : {TextEncoding::Unknown, TextEncoding::Latin1}) {
            const auto whole = answerOf(inspector.patchText(of(repository, encoding), sha, {}));
            VERIFY_OK(whole);
            QVERIFY(whole->leftOut.isEmpty());
            QCOMPARE(applier.apply(repository.resolve(sha + u'^'), sha, whole->text), QString());
        }
        const auto one = answerOf(inspector.patchText(of(repository), sha, u"gb.txt"_s));
        VERIFY_OK(one);
        QVERIFY(one->text.contains(chinese) && one->text.count("diff --git") == 1);
        VERIFY_FAILS(answerOf(inspector.patchText(of(repository), QString(40, u'1'), {})), ErrorKind::NotFound);
    }

    /// What is too much to be read at once is in the patch all the same.
    void aHugePatchIsAppliedByGit()
    {
        TestRepository repository;
        repository.commit({.message = "a\n", .writes = {{"t", "0\n"}}});
        const QString sha = repository.commit({.message = "b\n", .writes = {{"t", QByteArray("1\n").repeated(1'300'000)}}});
        Inspector inspector(m_folder.path(), {});
        QCOMPARE(answerOf(inspector.patch(of(repository), sha)).value()->files[0].gap, PatchGap::Cut);
        const auto patch = answerOf(inspector.patchText(of(repository), sha, {}));
        VERIFY_OK(patch);
        QVERIFY(patch->leftOut.isEmpty());
        QCOMPARE(PatchApplier(repository.gitDir()).apply(repository.resolve(sha + u'^'), sha, patch->text), QString());
    }

    void theRepositorysEncodingHolds()
    {
        TestRepository repository;
        const QString sha = repository.commit("text\n", "t.txt", QByteArray::fromHex("c163c5e9a4a4a4e50a")); // 繁體中文 in Big5
        Inspector inspector(m_folder.path(), {});
        const auto textOf = [&](TextEncoding encoding) {
            const auto patch = answerOf(inspector.patch(of(repository, encoding), sha));
            return patch ? QString::fromUtf8((*patch)->files[0].lineText((*patch)->files[0].lines[0])) : patch.error().message;
        };
        QVERIFY(textOf(TextEncoding::Unknown) != u"繁體中文"_s);
        QCOMPARE(textOf(TextEncoding::Big5), u"繁體中文"_s);
        QVERIFY(textOf(TextEncoding::Unknown) != u"繁體中文"_s); // nor is the other reading's kept
        const auto whole = answerOf(inspector.wholeFile(of(repository, TextEncoding::Big5), sha, u"t.txt"_s));
        VERIFY_OK(whole);
        QCOMPARE((*whole)->files[0].newSide.encoding, TextEncoding::Big5);
    }

    void linesComeFromCommits()
    {
        TestRepository repository;
        const QString first = repository.commit("one\n", "a.txt", "one\n");
        const QString second = repository.commit("two\n", "a.txt", "zero\none\n");
        Inspector inspector(m_folder.path(), {});
        const auto origins = answerOf(inspector.blame(of(repository), {second, "a.txt", 2, 1}));
        VERIFY_OK(origins);
        QCOMPARE(origins->first().sha, first);
        VERIFY_FAILS(answerOf(inspector.blame(of(repository), {second, "b.txt", 1, 1})), ErrorKind::NotFound);
    }

    void aLargeCommitBeginsEarly()
    {
        TestRepository repository;
        CommitSpec large{.message = "large\n"};
        for (int i = 0; i < 10; ++i)
            large.writes.append({QByteArray::number(i) + ".txt", QByteArray("a line\n").repeated(1'000)});
        const QString sha = repository.commit(large);
        Inspector inspector(m_folder.path(), {});
        std::atomic<int> begun = 0;
        const auto take = [&](const PatchPointer &beginning) { begun += beginning->partial && beginning->files.size() == 10; };
        const auto first = answerOf(inspector.patch(of(repository), sha, {}, take));
        VERIFY_OK(first);
        QVERIFY(!(*first)->partial);
        QCOMPARE(begun.load(), 1);
        const auto again = answerOf(inspector.patch(of(repository), sha, {}, take)); // at hand, whole
        VERIFY_OK(again);
        QVERIFY(*again == *first);
        QCOMPARE(begun.load(), 1);
    }

    /// A click never waits behind a blame, and closing it ends it.
    void aBlameGivesWay()
    {
        TestRepository repository;
        const QString sha = repository.commit("one\n", "a.txt", "one\n");
        QSemaphore begun;
        Inspector inspector(m_folder.path(), [&] { return std::make_shared<StuckBackend>(begun); });
        const auto blame = inspector.blame(of(repository), {sha, "a.txt", 1, 1});
        QVERIFY(begun.tryAcquire(1, patience));
        VERIFY_OK(answerOf(inspector.patch(of(repository), sha)));
        VERIFY_FAILS(answerOf(blame), ErrorKind::Cancelled);
        const auto next = inspector.blame(of(repository), {sha, "a.txt", 1, 1});
        QVERIFY(begun.tryAcquire(1, patience));
        const auto waiting = inspector.blame(of(repository), {sha, "a.txt", 1, 1}); // overtakes it
        VERIFY_FAILS(answerOf(next), ErrorKind::Cancelled);
        inspector.stopBlame();
        VERIFY_FAILS(answerOf(waiting), ErrorKind::Cancelled);
    }

    /// What is asked of several files, or of one in several ways, is answered: only the same is overtaken.
    void filesWaitForEachOther()
    {
        TestRepository repository;
        const QString sha = repository.commit({.message = "two\n", .writes = {{"a.txt", "one\n"}, {"b.txt", "one\n"}}});
        QSemaphore begun, let;
        Inspector inspector(m_folder.path(), [&] { return std::make_shared<GatedBackend>(begun, let); });
        const auto whole = inspector.wholeFile(of(repository), sha, u"a.txt"_s);
        QVERIFY(begun.tryAcquire(1, patience));
        const auto other = inspector.wholeFile(of(repository), sha, u"b.txt"_s);
        const auto rest = inspector.file(of(repository), sha, u"a.txt"_s);
        const auto pictures = inspector.contents(of(repository), sha, u"a.txt"_s);
        const auto around = inspector.surroundings(of(repository), sha, u"a.txt"_s);
        const auto again = inspector.wholeFile(of(repository), sha, u"b.txt"_s);
        VERIFY_FAILS(answerOf(other), ErrorKind::Cancelled);
        let.release(5);
        for (const auto &answer : {whole, rest, pictures, around, again}) {
            const auto patch = answerOf(answer);
            VERIFY_OK(patch);
            QCOMPARE((*patch)->files.size(), 1);
        }
        QCOMPARE((*again.result())->files[0].change.path, u"b.txt"_s);
    }

    /// A click on another commit does not wait for what was read of the last one; a window with pictures stays.
    void anotherCommitComesFirst()
    {
        TestRepository repository;
        const QString first = repository.commit("one\n", "a.txt", "one\n");
        const QString second = repository.commit("two\n", "a.txt", "two\n");
        QSemaphore begun, let;
        Inspector inspector(m_folder.path(), [&] { return std::make_shared<GatedBackend>(begun, let); });
        const auto running = inspector.surroundings(of(repository), first, u"a.txt"_s);
        QVERIFY(begun.tryAcquire(1, patience));
        const auto rest = inspector.file(of(repository), first, u"a.txt"_s);
        const auto part = inspector.nextPart(of(repository), first, u"a.txt"_s, 1);
        const auto pictures = inspector.contents(of(repository), first, u"a.txt"_s);
        const auto next = inspector.patch(of(repository), second);
        VERIFY_FAILS(answerOf(running), ErrorKind::Cancelled);
        VERIFY_FAILS(answerOf(rest), ErrorKind::Cancelled);
        VERIFY_FAILS(answerOf(part), ErrorKind::Cancelled);
        let.release(2);
        VERIFY_OK(answerOf(next));
        VERIFY_OK(answerOf(pictures));
        const auto late = inspector.patch(of(repository), first); // waits for its turn
        QVERIFY(begun.tryAcquire(3, patience));
        VERIFY_OK(answerOf(inspector.patch(of(repository), second))); // at hand: nobody waits for that one any more
        VERIFY_FAILS(answerOf(late), ErrorKind::Cancelled);
    }

    /// A file goes on where it was cut; what is stopped is no longer waited for, and can be asked for again.
    void aFileIsReadOn()
    {
        TestRepository repository;
        QByteArray text;
        for (int i = 0; i < 30; ++i)
            text += "line " + QByteArray::number(i) + '\n';
        const QString sha = repository.commit({.message = "two\n", .writes = {{"a.txt", text}, {"b.txt", text}}});
        QSemaphore begun, let;
        Inspector inspector(m_folder.path(), [&] { return std::make_shared<GatedBackend>(begun, let); });
        const auto running = inspector.nextPart(of(repository), sha, u"a.txt"_s, 20);
        QVERIFY(begun.tryAcquire(1, patience));
        const auto waiting = inspector.nextPart(of(repository), sha, u"b.txt"_s, 20);
        const auto rest = inspector.file(of(repository), sha, u"a.txt"_s); // of another kind: goes on
        inspector.stopParts();
        VERIFY_FAILS(answerOf(running), ErrorKind::Cancelled);
        VERIFY_FAILS(answerOf(waiting), ErrorKind::Cancelled);
        const auto again = inspector.nextPart(of(repository), sha, u"a.txt"_s, 20);
        let.release(2);
        VERIFY_OK(answerOf(rest));
        const auto part = answerOf(again);
        VERIFY_OK(part);
        QCOMPARE((*part)->files.size(), 1);
        const FilePatch &file = (*part)->files[0];
        QCOMPARE(file.lines.size(), 10u);
        QCOMPARE(file.lines[0].newNumber, 21);
        QCOMPARE(file.lineText(file.lines[0]), QByteArrayView("line 20"));
        QCOMPARE(file.change.insertions, 30);
        QCOMPARE(file.gap, PatchGap::None);
    }

    /// Ways of comparing, each kept by itself.
    void theWayOfComparingHolds()
    {
        TestRepository repository;
        const QByteArray text = QByteArray("some line of a text\n").repeated(20);
        repository.commit("one\n", "a.txt", text);
        const QString sha = repository.commit({.message = "move\n", .moves = {{"a.txt", "b.txt"}}});
        const QString copy = repository.commit({.message = "copy\n", .writes = {{"b.txt", text + "more\n"}, {"c.txt", text}}});
        Inspector inspector(m_folder.path(), {});
        const auto statusOf = [&](const QString &commit, const ReadingOptions &reading) {
            QList<FileStatus> all;
            const auto patch = answerOf(inspector.patch(of(repository), commit, reading));
            for (const FilePatch &file : patch ? (*patch)->files : QList<FilePatch>())
                all.append(file.change.status);
            return all;
        };
        QCOMPARE(statusOf(sha, {}), QList{FileStatus::Renamed});
        QCOMPARE(statusOf(sha, {.renames = false}), (QList{FileStatus::Deleted, FileStatus::Added}));
        QCOMPARE(statusOf(sha, {}), QList{FileStatus::Renamed});
        QCOMPARE(statusOf(copy, {}), (QList{FileStatus::Modified, FileStatus::Added}));
        QCOMPARE(statusOf(copy, {.copies = true}), (QList{FileStatus::Modified, FileStatus::Copied}));
        const auto around = answerOf(inspector.surroundings(of(repository), sha, u"b.txt"_s, {.renames = false}));
        VERIFY_OK(around);
        QCOMPARE((*around)->files[0].change.status, FileStatus::Added);
        VERIFY_OK(answerOf(inspector.patch(of(repository), copy, {.algorithm = git::DiffAlgorithm::Patience, .indentHeuristic = false})));
    }
};

RIJIAN_TEST_MAIN(TestInspector)
#include "tst_inspector.moc"
