// Searching a commit's lines.

#include "diff/search.h"
#include "support/patchbuilder.h"
#include "support/testkit.h"

#include <QTest>

using namespace rijian;
using namespace rijian::diff;
using namespace Qt::StringLiterals;

namespace {

using Files = std::vector<std::shared_ptr<const FilePatch>>;

Files filesOf(const QByteArray &diff)
{
    Files files;
    for (const FilePatch &file : testkit::patchFromDiff(diff))
        files.push_back(std::make_shared<const FilePatch>(file));
    return files;
}

} // namespace

class TestSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsInAllFilesInOrder()
    {
        const Files files = filesOf(testkit::fileDiff("a.c", " one two\n-two Two\n+three\n") + testkit::fileDiff("b.c", "+twotwo\n"));
        const SearchResult all = search(files, {u"two"_s}, {});
        const std::vector<SearchMatch> expected{{0, 0, {4, 3}}, {0, 1, {0, 3}}, {0, 1, {4, 3}}, {1, 0, {0, 3}}, {1, 0, {3, 3}}};
        QVERIFY(all.matches == expected);
        QVERIFY(!all.more);
        QCOMPARE(search(files, {u"Two"_s, true}, {}).matches.size(), 1U);
        QCOMPARE(search(files, {u"two"_s, false, 1}, {}).matches.size(), 2U);
        QVERIFY(search(files, {u"four"_s}, {}).matches.empty());
        QVERIFY(search(files, {}, {}).matches.empty());
    }

    /// A name does not end where another letter follows; scripts without blanks have no such ends.
    void wholeWordsStandAlone()
    {
        const Files files = filesOf(testkit::fileDiff("a.c", QByteArray("+int width; x->id = id_of(id);\n+\xe6\x96\xb0\xe7\x9a\x84\xe7\x89\x88\xe6\x9c\xac" "id\n")));
        const SearchQuery id{.text = u"id"_s, .caseSensitive = true, .wholeWord = true};
        const std::vector<SearchMatch> expected{{0, 0, {14, 2}}, {0, 0, {25, 2}}, {0, 1, {4, 2}}};
        QVERIFY(search(files, id, {}).matches == expected);
        QCOMPARE(search(files, {.text = u"版本"_s, .wholeWord = true}, {}).matches.size(), 1U);
        QCOMPARE(search(files, {.text = u"->"_s, .wholeWord = true}, {}).matches.size(), 1U);
        QVERIFY(standsAlone(u"a.a", {2, 1}) && !standsAlone(u"a.ab", {2, 1}) && !standsAlone(u"été", {1, 1}));
    }

    void offsetsAreOfTheDecodedLine()
    {
        const Files files = filesOf(testkit::fileDiff("a.txt", QByteArray("+\xF0\x9F\x94\xB4 重要 \xFF 程度\n")));
        const SearchResult result = search(files, {u"程度"_s}, {});
        QCOMPARE(result.matches.size(), 1U);
        QCOMPARE(result.matches[0].range.offset, 8); // the emoji takes two units, the invalid byte one
        QCOMPARE(search(files, {u"重要"_s}, {}).matches[0].range.offset, 3);
    }

    void matchesDoNotOverlap()
    {
        const Files files = filesOf(testkit::fileDiff("a.txt", "+aaaaa\n"));
        QCOMPARE(search(files, {u"aa"_s}, {}).matches.size(), 2U);
    }

    void stopsAtItsBound()
    {
        const Files files = filesOf(testkit::fileDiff("a.txt", '+' + QByteArray(mostMatches + 10, 'x') + '\n'));
        const SearchResult result = search(files, {u"x"_s}, {});
        QCOMPARE(result.matches.size(), mostMatches);
        QVERIFY(result.more);
    }

    void stopsWhenAsked()
    {
        std::stop_source stop;
        stop.request_stop();
        const Files files = filesOf(testkit::fileDiff("a.txt", "+x\n"));
        QVERIFY(search(files, {u"x"_s}, stop.get_token()).matches.empty());
    }
};

RIJIAN_TEST_MAIN(TestSearch)
#include "tst_search.moc"
