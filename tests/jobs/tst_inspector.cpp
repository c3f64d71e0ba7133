// What the desktop reads of a commit at a click: changes in the repository's encoding, patches that git applies, where lines come from.

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
};

RIJIAN_TEST_MAIN(TestInspector)
#include "tst_inspector.moc"
