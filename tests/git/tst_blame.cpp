// Who wrote a line, on histories made at random and by hand, compared with what `git blame` says.

#include "git/blame.h"
#include "support/outcome.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QRandomGenerator>

using namespace rijian;
using namespace rijian::git;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 noon = 1'767'758'400;

Location at(const TestRepository &repository)
{
    return {repository.path(), false};
}

/// "sha line path" of each line, in order.
QByteArrayList theirs(TestRepository &repository, const QString &sha, const QByteArray &path)
{
    QByteArrayList lines;
    QByteArray head, file;
    for (const QByteArray &line : repository.git({u"blame"_s, u"--line-porcelain"_s, sha, u"--"_s, QString::fromUtf8(path)}).split('\n')) {
        if (line.startsWith('\t'))
            lines.append(head + ' ' + file);
        else if (line.startsWith("filename "))
            file = line.sliced(9);
        else if (const QByteArrayList words = line.split(' '); words.size() >= 3 && words[0].size() == 40)
            head = words[0] + ' ' + words[1];
    }
    return lines;
}

QByteArrayList ours(const Result<QList<LineOrigin>> &origins)
{
    QByteArrayList lines;
    for (const LineOrigin &origin : origins ? *origins : QList<LineOrigin>())
        lines.append(origin.sha.toLatin1() + ' ' + QByteArray::number(origin.lineThere) + ' ' + origin.path);
    return lines;
}

QByteArrayList ours(const TestRepository &repository, const QString &sha, const QByteArray &path, int count)
{
    return ours(blame(at(repository), {sha, path, 1, count}));
}

/// Lines that change, come, go and move, with many that are equal.
void edit(QByteArrayList &lines, QRandomGenerator &random)
{
    for (int edits = 1 + random.bounded(4); edits > 0; --edits) {
        const qsizetype at = lines.isEmpty() ? 0 : random.bounded(int(lines.size()));
        switch (random.bounded(5)) {
        case 0:
            lines.insert(at, QByteArray(random.bounded(8), ' ') + "}");
            break;
        case 1:
            lines.insert(at, "value = " + QByteArray::number(random.bounded(20)) + ";");
            break;
        case 2:
            if (lines.size() > 20)
                lines.remove(at, std::min<qsizetype>(1 + random.bounded(5), lines.size() - at));
            break;
        case 3:
            if (!lines.isEmpty())
                lines[at] += '.';
            break;
        default:
            for (int i = 0; i < 4; ++i)
                lines.insert(at, QByteArray(i % 2 * 4, ' ') + "line " + QByteArray::number(random.bounded(50)));
        }
    }
}

QByteArray textOf(const QByteArrayList &lines)
{
    return lines.join('\n') + '\n';
}

} // namespace

class TestBlame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Two branches that change, rename and merge files; every line of the last commit, all at once and one by one.
    void itIsWhatGitSays_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed)
            QTest::addRow("%u", seed) << seed;
    }

    void itIsWhatGitSays()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        TestRepository repository;
        struct Branch {
            QByteArrayList lines;
            QByteArray path = "src/deep/a.c";
            QString mark; ///< of the newest commit
        };
        Branch main;
        for (int i = 0; i < 120; ++i)
            main.lines << "start " + QByteArray::number(i % 40);
        Branch side = main;
        side.mark = main.mark = u":1"_s;
        const auto generate = [&](int i) {
            if (i == 0)
                return CommitSpec{.message = "start\n", .author = {.seconds = noon}, .parents = {QStringList()}, .writes = {{main.path, textOf(main.lines)}}};
            Branch &branch = random.bounded(2) == 0 ? main : side;
            CommitSpec spec{.message = "commit " + QByteArray::number(i) + '\n', .author = {.seconds = noon + (random.bounded(10) == 0 ? -i : i) * 60}, // some clocks run wrong
                            .parents = {{branch.mark}}, .branch = &branch == &main ? u"main"_s : u"side"_s};
            edit(branch.lines, random);
            if (random.bounded(12) == 0) {
                const QByteArray path = "src/" + QByteArray::number(i) + "/renamed.c";
                spec.moves = {{branch.path, path}};
                branch.path = path;
            }
            if (random.bounded(6) == 0) { // what the merge makes of it is any text, and mostly that of one side
                Branch &other = &branch == &main ? side : main;
                spec.parents = {{branch.mark, other.mark}};
                branch.lines = branch.lines.first(branch.lines.size() / 2) + other.lines.sliced(other.lines.size() / 2);
            }
            spec.writes = {{branch.path, textOf(branch.lines)}, {"other/" + QByteArray::number(i % 3), QByteArray::number(i)}};
            branch.mark = u":%1"_s.arg(i + 1);
            return spec;
        };
        repository.commitMany(120, generate);
        const QString newest = repository.resolve(u"main"_s);
        const int count = int(main.lines.size());
        const QByteArrayList expected = theirs(repository, newest, main.path);
        QCOMPARE(expected.size(), count);
        QCOMPARE(ours(repository, newest, main.path, count), expected);
        QVERIFY(QSet<QByteArray>(expected.begin(), expected.end()).size() > 20);
        QSet<QByteArray> commits;
        for (int line = 1; line <= count; line += 7) {
            const auto one = blame(at(repository), {newest, main.path, line, 1});
            VERIFY_OK(one);
            QCOMPARE(one->size(), 1);
            QCOMPARE(one->first().line, line);
            QCOMPARE(ours(one).first(), expected[line - 1]);
            commits.insert(one->first().sha.toLatin1());
        }
        QVERIFY(commits.size() > 2);
    }

    void itSaysWhoAndWhen()
    {
        TestRepository repository;
        const Signature her{.name = "李雷", .email = "li@example.org", .seconds = noon, .offset = "+0800"};
        const QByteArray subject(2'000, 'x');
        repository.commit({.message = "第一次提交\n\nbody\n", .author = her, .writes = {{"a b/日.txt", "one\ntwo\n"}, {".mailmap", "韩梅梅 <han@example.org> <li@example.org>\n"}}});
        const QString second = repository.commit({.message = subject + "\n", .writes = {{"a b/日.txt", "zero\none\ntwo"}}});
        const auto origins = blame(at(repository), {second, "a b/日.txt", 1, 3});
        VERIFY_OK(origins);
        QCOMPARE(origins->at(0).sha, second);
        QCOMPARE(origins->at(0).subject.size(), 500);
        QCOMPARE(origins->at(1).author.name, u"韩梅梅"_s);
        QCOMPARE(origins->at(1).authorTime, (Moment{noon, 8 * 3600}));
        QCOMPARE(origins->at(1).subject, u"第一次提交"_s);
        QCOMPARE(origins->at(1).lineThere, 1);
        QCOMPARE(origins->at(2).sha, second); // its line end went
        QVERIFY(!origins->at(1).edge);
    }

    /// A shallow history's first commit is not who wrote it.
    void theEdgeOfAShallowHistoryIsSaid()
    {
        TestRepository repository;
        QStringList shas;
        QByteArray text;
        for (int i = 0; i < 8; ++i)
            shas << repository.commit("c\n", "a.txt", text += QByteArray::number(i) + '\n', noon + i);
        TestRepository shallow;
        shallow.git({u"fetch"_s, u"--depth=3"_s, u"file://"_s + repository.path(), u"main:main"_s});
        const auto origins = blame(at(shallow), {shas[7], "a.txt", 1, 8});
        VERIFY_OK(origins);
        for (int i = 0; i < 8; ++i) {
            QCOMPARE(origins->at(i).edge, i <= 5);
            QCOMPARE(origins->at(i).sha, shas[std::max(i, 5)]);
        }
    }

    void wideTextHasLines()
    {
        TestRepository repository;
        const auto wide = [](QStringView text) {
            QByteArray bytes("\xFF\xFE", 2);
            for (const QChar c : text)
                bytes.append(char(c.cell())).append(char(c.row()));
            return bytes;
        };
        const QString first = repository.commit("one\n", "w.txt", wide(u"上\n一行ਊ中间Ċ字\n末\n"), noon); // with characters that hold a line feed's byte
        const QString second = repository.commit("two\n", "w.txt", wide(u"新\n上\n一行ਊ中间Ċ字\n末\n"), noon + 1);
        const auto origins = blame(at(repository), {second, "w.txt", 1, 4});
        VERIFY_OK(origins);
        QCOMPARE(origins->at(0).sha, second);
        QCOMPARE(origins->at(3).sha, first);
        QCOMPARE(origins->at(3).lineThere, 3);
        VERIFY_FAILS(blame(at(repository), {second, "w.txt", 5, 1}), ErrorKind::NotFound);
    }

    void whatHasNoLinesIsRefused()
    {
        TestRepository repository;
        const QString sha = repository.commit({.writes = {{"a.txt", "one\n"}, {"b.bin", QByteArray("a\0b\xff\n", 5)}, {"link", "a.txt", 0120000},
                                                          {"module", QByteArray(40, '1'), 0160000}, {"empty", ""}, {"folder/x", "x"}}});
        const auto ask = [&](const QByteArray &path, int line = 1, int count = 1) { return blame(at(repository), {sha, path, line, count}); };
        for (const QByteArray path : {"b.bin", "link", "module"})
            VERIFY_FAILS(ask(path), ErrorKind::Unsupported);
        for (const QByteArray path : {"nowhere", "folder", "folder/", "", "/", "a.txt/x", "empty", "folder/y/z"})
            VERIFY_FAILS(ask(path), ErrorKind::NotFound);
        VERIFY_FAILS(ask(QByteArray(200'000, '/')), ErrorKind::NotFound);
        VERIFY_FAILS(ask("a.txt", 2), ErrorKind::NotFound);
        VERIFY_FAILS(ask("a.txt", 1, 2), ErrorKind::NotFound);
        VERIFY_FAILS(ask("a.txt", 0), ErrorKind::Usage);
        VERIFY_FAILS(ask("a.txt", -5, 3), ErrorKind::Usage);
        VERIFY_FAILS(ask("a.txt", 1, mostBlamedLines + 1), ErrorKind::Usage);
        VERIFY_FAILS(ask("a.txt", std::numeric_limits<int>::max(), 2), ErrorKind::Usage);
        VERIFY_FAILS(blame(at(repository), {u"HEAD"_s, "a.txt", 1, 1}), ErrorKind::Usage);
        VERIFY_FAILS(blame(at(repository), {QString(40, u'1'), "a.txt", 1, 1}), ErrorKind::NotFound);
        std::stop_source stopped;
        stopped.request_stop();
        VERIFY_FAILS(blame(at(repository), {sha, "a.txt", 1, 1}, stopped.get_token()), ErrorKind::Cancelled);
        const QString blob = repository.resolve(sha + u":a.txt"_s);
        VERIFY_FAILS(blame(at(repository), {blob, "a.txt", 1, 1}), ErrorKind::BadData);
    }

    /// Trees that no git makes: one error, whatever the bytes.
    void damagedTreesAreErrors()
    {
        TestRepository repository;
        const QByteArray blob = QByteArray::fromHex(repository.rawObject("blob", "one\n").toLatin1());
        const QList<QByteArray> trees{"100644 a.txt", QByteArray("100644 a.txt\0short", 18), "x", "100644", QByteArray("1006448 a.txt\0", 14) + blob,
                                      QByteArray("100644 b\0", 9) + blob + "1"};
        for (const QByteArray &tree : trees) {
            const QString id = repository.rawObject("tree", tree);
            const QString commit = repository.rawObject("commit", "tree " + id.toLatin1() + "\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nm\n");
            VERIFY_FAILS(blame(at(repository), {commit, "a.txt", 1, 1}), ErrorKind::BadData);
        }
    }
};

RIJIAN_TEST_MAIN(TestBlame)
#include "tst_blame.moc"
