// Names of a card found again in the diff.

#include "diff/mentions.h"
#include "support/patchbuilder.h"
#include "support/testkit.h"

#include <QTest>

using namespace rijian;
using namespace rijian::diff;
using namespace Qt::StringLiterals;

class TestMentions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spansAreWhatStandsInBackticks()
    {
        QCOMPARE(codeSpans(u"修改 `a.c` 与 `open()`，见 `a.c`。\n```\ncode\n```\n一个 ` 没有\n下一行` 的"), (QStringList{u"a.c"_s, u"open()"_s}));
        QCOMPARE(codeSpans(u"``"), QStringList());
        QCOMPARE(codeSpans(QString(u'`' + QString(201, u'x') + u'`')), QStringList());
        QString many;
        for (int i = 0; i < 500; ++i)
            many += u"`n%1` "_s.arg(i);
        QCOMPARE(codeSpans(many).size(), 200);
    }

    void filesAreFoundByTheEndOfTheirPaths()
    {
        const CommitPatch patch = commit();
        QCOMPARE(fileNamed(patch, u"src/net/url.c"), 0);
        QCOMPARE(fileNamed(patch, u"url.c"), 0);
        QCOMPARE(fileNamed(patch, u"net/url.c"), 0);
        QCOMPARE(fileNamed(patch, u"rl.c"), -1);
        QCOMPARE(fileNamed(patch, u"README.md"), 1);
        QCOMPARE(fileNamed(patch, u""), -1);
    }

    void namesAreThoseThatLinesHold()
    {
        const QStringList names{u"open_url"_s, u"open_url()"_s, u"open_url(handle, flags)"_s, u"close_url"_s, u"url.c"_s, u"版本"_s, u"Open_Url"_s};
        QCOMPARE(occurring(names, commit(), {}), (QSet<QString>{u"open_url"_s, u"open_url()"_s, u"open_url(handle, flags)"_s, u"url.c"_s, u"版本"_s}));
    }

    /// As the search finds them that a name leads to.
    void namesAreWholeWords()
    {
        const CommitPatch patch = testkit::commitPatch(u"subject"_s, QByteArray(testkit::fileDiff("a.c", "+int width = x->idle;\n+été\n+rerun(); run(1);\n")));
        QCOMPARE(occurring({u"id"_s, u"idle"_s, u"widt"_s, u"->idle"_s, u"t"_s, u"run()"_s, u"ru()"_s}, patch, {}), (QSet<QString>{u"idle"_s, u"->idle"_s, u"run()"_s}));
    }

    /// Lines follow each other in the patch's text without a separator.
    void nothingIsFoundAcrossLines()
    {
        const CommitPatch patch = testkit::commitPatch(u"subject"_s, testkit::fileDiff("a", "+one\n+two\n"));
        QCOMPARE(occurring({u"onetwo"_s, u"one"_s}, patch, {}), QSet<QString>{u"one"_s});
    }

    /// A file is passed over by its whole text only where no line can hold the name: any of them, in any file, counts.
    void theLastLineOfTheLastFileCounts()
    {
        const QByteArray many = QByteArray("+nothing here\n").repeated(500);
        const CommitPatch patch = testkit::commitPatch(u"subject"_s, QByteArray(testkit::fileDiff("a", many + "+one\n+two\n") + testkit::fileDiff("b", many + "-open_url(handle)\n+two three\n+one two\n")));
        QCOMPARE(occurring({u"onetwo"_s, u"one two"_s, u"open_url()"_s, u"heretwo"_s, u"three"_s, u"two three"_s, u"two one"_s}, patch, {}),
                 (QSet<QString>{u"one two"_s, u"open_url()"_s, u"three"_s, u"two three"_s}));
        QCOMPARE(occurring({u"one"_s, u"one"_s}, patch, {}), QSet<QString>{u"one"_s}); // named twice
    }

    void aStoppedSearchFindsNothing()
    {
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(occurring({u"one"_s, u"nowhere"_s}, commit(), stop.get_token()), QSet<QString>());
    }

private:
    static CommitPatch commit()
    {
        return testkit::commitPatch(u"subject"_s, QByteArray(testkit::fileDiff("src/net/url.c", " int open_url(int h);\n-a\n+b\n") + testkit::fileDiff("README.md", "+新的版本\n")));
    }
};

RIJIAN_TEST_MAIN(TestMentions)
#include "tst_mentions.moc"
