#include "git/address.h"
#include "git/weblink.h"
#include "support/testkit.h"

#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::git;
using namespace Qt::StringLiterals;

class TestAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void understands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("name");
        QTest::newRow("https") << u"https://github.com/ai-dynamo/dynamo"_s << u"https://github.com/ai-dynamo/dynamo"_s << u"ai-dynamo/dynamo"_s;
        QTest::newRow("dot git and slash") << u" https://GitHub.com/ai-dynamo/dynamo.git/ "_s << u"https://github.com/ai-dynamo/dynamo.git"_s << u"ai-dynamo/dynamo"_s;
        QTest::newRow("owner/name") << u"vllm-project/vllm"_s << u"https://github.com/vllm-project/vllm"_s << u"vllm-project/vllm"_s;
        QTest::newRow("copied page") << u"https://github.com/vllm-project/vllm/tree/main/docs"_s << u"https://github.com/vllm-project/vllm"_s << u"vllm-project/vllm"_s;
        QTest::newRow("gitlab page") << u"https://gitlab.com/a/b/c/-/merge_requests/7"_s << u"https://gitlab.com/a/b/c"_s << u"b/c"_s;
        QTest::newRow("scp") << u"git@github.com:sgl-project/sglang.git"_s << u"ssh://git@github.com/sgl-project/sglang.git"_s << u"sgl-project/sglang"_s;
        QTest::newRow("ssh with port") << u"ssh://git@host.example:2222/team/app.git"_s << u"ssh://git@host.example:2222/team/app.git"_s << u"team/app"_s;
        QTest::newRow("git") << u"git://git.kernel.org/pub/scm/git/git.git"_s << u"git://git.kernel.org/pub/scm/git/git.git"_s << u"git/git"_s;
        QTest::newRow("host without scheme") << u"codeberg.org/forgejo/forgejo"_s << u"https://codeberg.org/forgejo/forgejo"_s << u"forgejo/forgejo"_s;
        QTest::newRow("password") << u"https://me:secret@host.example/a/b.git"_s << u"https://host.example/a/b.git"_s << u"a/b"_s;
    }

    void understands()
    {
        QFETCH(QString, text);
        const auto address = parseAddress(text);
        QVERIFY2(address, qPrintable(address ? QString() : address.error().message));
        QTEST(address->url, "url");
        QTEST(address->suggestedName(), "name");
        QVERIFY(!address->url.contains(u"secret"_s));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "   ", "-oProxyCommand=x", "ext::sh -c id", "ftp://host/a", "https://", "https:///a/b", "https://host", "no such thing",
                                 "ssh://-oProxyCommand=x/a/b", "a/..", "one", "https://host/a\nb"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }

    void refuses()
    {
        QFETCH(QString, text);
        const auto address = parseAddress(text);
        QVERIFY2(!address, address ? qPrintable(address->url) : "");
        QCOMPARE(address.error().kind, ErrorKind::Usage);
        QVERIFY(!address.error().message.contains(u'\n'));
    }

    void foldersAreReadInPlace()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u"my repo.git"_s));
        const QString path = QFileInfo(folder.filePath(u"my repo.git"_s)).canonicalFilePath();
        for (const QString &text : QStringList{path, path + u'/', QUrl::fromLocalFile(path).toString()}) {
            const auto address = parseAddress(text);
            QVERIFY(address);
            QVERIFY(address->isLocal());
            QCOMPARE(address->path, path);
            QCOMPARE(address->suggestedName(), u"my repo"_s);
        }
        QCOMPARE(parseAddress(path + "/nothing"_L1).error().kind, ErrorKind::NotFound);
    }

    void sameRepositorySameKey()
    {
        QCOMPARE(parseAddress(u"https://github.com/a/b.git"_s)->key(), parseAddress(u"a/b"_s)->key());
        QCOMPARE(parseAddress(u"https://GITHUB.com/a/b/"_s)->key(), parseAddress(u"a/b"_s)->key());
        QVERIFY(parseAddress(u"git@github.com:a/b"_s)->key() != parseAddress(u"a/b"_s)->key());
    }

    void linksToCommits_data()
    {
        QTest::addColumn<QString>("remote");
        QTest::addColumn<QString>("link");
        QTest::newRow("github") << u"https://github.com/ai-dynamo/dynamo.git"_s << u"https://github.com/ai-dynamo/dynamo/commit/SHA"_s;
        QTest::newRow("github ssh") << u"git@github.com:ai-dynamo/dynamo.git"_s << u"https://github.com/ai-dynamo/dynamo/commit/SHA"_s;
        QTest::newRow("gitlab") << u"https://gitlab.com/group/sub/app.git"_s << u"https://gitlab.com/group/sub/app/-/commit/SHA"_s;
        QTest::newRow("own gitlab ssh") << u"ssh://git@gitlab.example.org:2222/team/app.git"_s << u"https://gitlab.example.org/team/app/-/commit/SHA"_s;
        QTest::newRow("gitee") << u"https://gitee.com/openeuler/kernel"_s << u"https://gitee.com/openeuler/kernel/commit/SHA"_s;
        QTest::newRow("codeberg") << u"https://codeberg.org/forgejo/forgejo"_s << u"https://codeberg.org/forgejo/forgejo/commit/SHA"_s;
        QTest::newRow("bitbucket") << u"git@bitbucket.org:team/app.git"_s << u"https://bitbucket.org/team/app/commits/SHA"_s;
        QTest::newRow("sourcehut") << u"https://git.sr.ht/~sircmpwn/aerc"_s << u"https://git.sr.ht/~sircmpwn/aerc/commit/SHA"_s;
        QTest::newRow("unknown host") << u"https://me:secret@git.example.org/a/b.git"_s << u"https://git.example.org/a/b.git"_s;
        QTest::newRow("unknown ssh host") << u"ssh://me@git.example.org/a/b.git"_s << u"ssh://git.example.org/a/b.git"_s;
    }

    void linksToCommits()
    {
        QFETCH(QString, remote);
        QTEST(WebLink(remote).commit(u"SHA"_s), "link");
    }

    void onlyPagesOfTheWebAreOpened()
    {
        QVERIFY(isWebPage(u"https://github.com/a/b/commit/SHA"_s) && isWebPage(WebLink(u"http://gitlab.intra/a/b.git"_s).commit(u"SHA"_s)));
        for (const auto &address : {u""_s, u"/srv/a/b"_s, u"ssh://git.example.org/a/b.git"_s, u"ftp://example.org/a"_s, u"file:///etc/passwd"_s, u"javascript:alert(1)"_s, u"httpx://a/b"_s})
            QVERIFY2(!isWebPage(address), qPrintable(address));
    }

    void linksToFiles_data()
    {
        QTest::addColumn<QString>("remote");
        QTest::addColumn<QString>("link");
        QTest::newRow("github") << u"git@github.com:ai-dynamo/dynamo.git"_s << u"https://github.com/ai-dynamo/dynamo/blob/SHA/src/a%20%23%E6%97%A5.c#L12"_s;
        QTest::newRow("gitlab") << u"https://gitlab.com/group/sub/app.git"_s << u"https://gitlab.com/group/sub/app/-/blob/SHA/src/a%20%23%E6%97%A5.c#L12"_s;
        QTest::newRow("gitlab without encryption") << u"http://gitlab.intra:8080/team/app.git"_s << u"http://gitlab.intra:8080/team/app/-/blob/SHA/src/a%20%23%E6%97%A5.c#L12"_s;
        QTest::newRow("gitee") << u"https://gitee.com/openeuler/kernel"_s << u"https://gitee.com/openeuler/kernel/blob/SHA/src/a%20%23%E6%97%A5.c#L12"_s;
        QTest::newRow("codeberg") << u"https://codeberg.org/forgejo/forgejo"_s << u"https://codeberg.org/forgejo/forgejo/src/commit/SHA/src/a%20%23%E6%97%A5.c#L12"_s;
        QTest::newRow("bitbucket") << u"git@bitbucket.org:team/app.git"_s << u"https://bitbucket.org/team/app/src/SHA/src/a%20%23%E6%97%A5.c#lines-12"_s;
        QTest::newRow("sourcehut") << u"https://git.sr.ht/~sircmpwn/aerc"_s << u"https://git.sr.ht/~sircmpwn/aerc/tree/SHA/item/src/a%20%23%E6%97%A5.c#L12"_s;
        QTest::newRow("unknown host") << u"https://git.example.org/a/b.git"_s << QString();
    }

    void linksToFiles()
    {
        QFETCH(QString, remote);
        QTEST(WebLink(remote).file(u"SHA"_s, "src/a #日.c", 12), "link");
        QVERIFY(!WebLink(remote).file(u"SHA"_s, "a?b").contains(u'#'));
        QVERIFY(!WebLink(remote).file(u"SHA"_s, "a?b").contains(u'?')); // a path's own signs are no query
    }
};

RIJIAN_TEST_MAIN(TestAddress)
#include "tst_address.moc"
