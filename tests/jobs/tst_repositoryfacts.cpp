// What a model is told of a repository: its README's prose, its languages, what happened to the same files before.

#include "git/localbackend.h"
#include "jobs/languages.h"
#include "jobs/readme.h"
#include "jobs/repositoryfacts.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::jobs;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestRepositoryFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readmes_data()
    {
        QTest::addColumn<QByteArray>("readme");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QByteArray("# Name\n\nA fast thing\nfor people.\n") << u"Name\nA fast thing\nfor people."_s;
        QTest::newRow("badges") << QByteArray("# Name [![build](https://a/b.svg)](https://ci) ![v](x.png)\n\n[![one](a)](b)\n[![two](c)](d)\n\nIt does.\n") << u"Name\nIt does."_s;
        QTest::newRow("links") << QByteArray("See [the guide](https://x/y?a=b \"t\") and <https://z.org/q> or https://w.org/path.\n") << u"See the guide and or"_s;
        QTest::newRow("reference links") << QByteArray("A [tool][t] for ![pic][p] work.\n\n[t]: https://x\n[p]: y.png\n") << u"A tool for work."_s;
        QTest::newRow("navigation") << QByteArray("[English](a) | [简体中文](b)\n\n- [Install](#i)\n- [Use](#u)\n\nText.\n") << u"Text."_s;
        QTest::newRow("linked heading") << QByteArray("# [Name](https://x)\n\nText.\n") << u"Name\nText."_s;
        QTest::newRow("html") << QByteArray("<p align=\"center\"><img src=\"x.png\" alt=\"logo\"></p>\n<h3 align=\"center\">\nEasy &amp; fast\n</h3>\n\nText <b>bold</b> <!-- secret --> end.\n")
                              << u"Easy & fast\nText bold end."_s;
        QTest::newRow("html comment") << QByteArray("<!-- ignore\n\nprevious --> after\n\nText.\n") << u"after\nText."_s;
        QTest::newRow("script") << QByteArray("<script>alert(1)</script>\n\n<style>\np { color: red }\n</style>\n\nText.\n") << u"Text."_s;
        QTest::newRow("unclosed") << QByteArray("<div title=\"never\n\nText [open ![pic( `code <b\n") << u"Text [open ![pic( `code <b"_s;
        QTest::newRow("code and tables") << QByteArray("Run:\n\n```sh\ncurl | sh\n```\n\n    indented\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nUse `std::vector<int>`.\n")
                                         << u"Run:\nUse std::vector<int>."_s;
        QTest::newRow("front matter") << QByteArray("---\ntitle: T\nlayout: x\n---\n# Name\n\nText.\n") << u"Name\nText."_s;
        QTest::newRow("toml front matter") << QByteArray("+++\r\ntitle = 'T'\r\n+++\r\nText.\r\n") << u"Text."_s;
        QTest::newRow("only a rule") << QByteArray("---\nText.\n") << u"Text."_s;
        QTest::newRow("rst") << QByteArray("Name\n====\n\n.. image:: https://x/y.svg\n   :target: https://x\n\n|build| |docs|\n\nA library.\n\n.. contents::\n") << u"Name\nA library."_s;
        QTest::newRow("lists") << QByteArray("Features:\n\n* fast\n* [docs](x) are good\n  1. nested\n") << u"Features:\nfast\ndocs are good\nnested"_s;
        QTest::newRow("long list") << QByteArray("* 1\n* 2\n* 3\n* 4\n* 5\n* 6\n* 7\n* [8](x)\n  text\n\nText.\n") << u"1\n2\n3\n4\n5\n6\nText."_s;
        QTest::newRow("html navigation") << QByteArray("<p>\n| <a href=\"x\"><b>Guide</b></a> | <A HREF='y'>Blog</A> |\n</p>\n\nText.\n") << u"Text."_s;
        QTest::newRow("deceptive") << QByteArray("Good \xE2\x80\xAE" "evil\x1b[31m red\n") << u"Good ⟨U+202E⟩evil⟨U+001B⟩[31m red"_s;
        QTest::newRow("gb18030") << QByteArray("\xC8\xD5\xBC\xF8\xA3\xBA\xB9\xA4\xBE\xDF\n") << u"日鉴：工具"_s;
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF# Name\n") << u"Name"_s;
        QTest::newRow("nothing to read") << QByteArray("![a](b)\n\n***\n\n:\n") << QString();
        QTest::newRow("empty") << QByteArray() << QString();
    }

    void readmes()
    {
        QFETCH(const QByteArray, readme);
        QFETCH(const QString, text);
        QCOMPARE(readmeIntroduction(readme), text);
    }

    void aLongReadmeIsCutBetweenWords()
    {
        const QString text = readmeIntroduction(QByteArray(QByteArray("word ").repeated(1'000) + "\n\nmore\n"), 103);
        QVERIFY2(text.endsWith(u" word…"_s) && text.size() <= 103 && text.size() > 90, qPrintable(text));
        const QString chinese = readmeIntroduction(QByteArray("\xF0\xA0\xAE\xB7").repeated(5'000)); // a surrogate pair each
        QVERIFY(chinese.size() <= 1'200 && chinese.endsWith(u'…') && chinese[chinese.size() - 2].isLowSurrogate());
        const QString exact = readmeIntroduction(QByteArray(1'200, 'x'));
        QCOMPARE(exact, QString(1'200, u'x'));
        QCOMPARE(readmeIntroduction(QByteArray(1'201, 'x')).size(), 1'200);
        QCOMPARE(readmeIntroduction("# Name\n\nText\n", 0), u"…"_s);
    }

    void hostileReadmesAreNoTrouble()
    {
        for (const char *piece : {"[", "![", "<", "<!--", "<a ", "](", "[a](", "`", "``` ", "> ", "- ", "*a **b ", "https://", "|", "&nbsp;", "\n---\n", "\xff", "<script>", "\xE2\x80\xAE"}) {
            const QByteArray readme = QByteArray(piece).repeated(100'000 / qsizetype(strlen(piece)));
            QVERIFY2(readmeIntroduction(readme).size() <= 1'200, piece);
        }
    }

    void languages()
    {
        const auto of = [](const QString &paths, int most = 4) { return languagesOf(paths.split(u' '), most).join(u' '); };
        QCOMPARE(of(u"a.py b.PY c.cpp README.md x.json docs/a.rst"_s), u"Python C++"_s);
        QCOMPARE(of(u"a.h b.h c.c"_s), u"C"_s);
        QCOMPARE(of(u"a.h b.h c.cc d.c"_s), u"C++ C"_s);
        QCOMPARE(of(u"a.cu b.cuh c.h"_s), u"CUDA C++"_s);
        QCOMPARE(of(u"CMakeLists.txt docker/Dockerfile.cpu Makefile a.txt .py noext"_s), u"CMake Dockerfile Makefile"_s);
        QCOMPARE(of(u"vendor/a.go x/third_party/b.go node_modules/c.js my_vendor/d.rs"_s), u"Rust"_s);
        QCOMPARE(of(u"a.go b.rs c.py d.java e.kt"_s, 2), u"Go Java"_s);
        QCOMPARE(languagesOf(QStringList(30, u"a.go"_s) << u"b.sh"_s), QStringList{u"Go"_s}); // one in thirty says nothing
        QCOMPARE(languagesOf({}), QStringList());
    }

    void aRepositoryIsToldOf()
    {
        QTemporaryDir folder;
        const auto database = storage::Database::open(folder.path());
        VERIFY_OK(database);
        TestRepository source;
        CommitSpec spec;
        spec.writes = {{"Readme.md", "# Tool\n\n[![x](y)](z)\n\nIt *works*.\n"}, {"a.cpp", "1\n"}};
        source.commit(spec);
        spec.branch = u"zh"_s;
        spec.parents = QStringList();
        spec.writes = {{"README_zh.md", "# 工具\n"}};
        source.commit(spec);

        Repository repository = storage::RepositoryStore(**database).add({.name = u"a/tool"_s, .address = source.path()}, u"key"_s).value();
        storage::CommitStore store(**database);
        const auto commit = [](int i, const QString &message, const QStringList &paths) {
            Commit made{.sha = QString::number(i).rightJustified(40, u'0'), .committerTime = {1'000 + i, 0}, .message = message};
            for (const QString &path : paths)
                made.files << FileChange{.path = path, .oldPath = path, .insertions = 1};
            return made;
        };
        VERIFY_OK(store.add(repository.id, {commit(1, u"first\n"_s, {u"a.cpp"_s, u"b.py"_s}), commit(2, u"second\n\nbody"_s, {u"a.cpp"_s}),
                                            commit(3, u"third \x1b[31m "_s + QString(400, u'x'), {u"old.cpp"_s})}));
        git::LocalBackend backend;
        const git::Location location{source.path(), false};
        analysis::RepositoryContext expected{u"a/tool"_s, {u"C++"_s, u"Python"_s}, u"Tool\nIt works."_s, {}, {}};
        QCOMPARE(readRepositoryFacts(**database, backend, location, repository), expected);
        storage::TriageStore triage(**database);
        VERIFY_OK(triage.set(repository.id, {QString::number(2).rightJustified(40, u'0')}, {.importance = Importance::High}));
        VERIFY_OK(triage.set(repository.id, {QString::number(1).rightJustified(40, u'0')}, {.state = TriageState::Seen}));
        QCOMPARE(readRepositoryFacts(**database, backend, location, repository), expected); // not without the user's wish
        Settings settings;
        settings.tellJudged = true;
        VERIFY_OK(storage::SettingsStore(**database).save(settings));
        QCOMPARE(readRepositoryFacts(**database, backend, location, repository), expected); // a judgement, but no card that it corrects
        const auto card = [](int i, Importance importance, const QString &analyzer) {
            Analysis made{.sha = QString::number(i).rightJustified(40, u'0'), .analyzer = analyzer, .createdAt = QDateTime::currentDateTimeUtc()};
            made.card.importance = importance;
            return made;
        };
        storage::AnalysisStore cards(**database);
        VERIFY_OK(cards.add({card(1, Importance::High, u"rules"_s), card(2, Importance::Medium, u"rules"_s), card(3, Importance::Low, u"rules"_s)}));
        VERIFY_OK(cards.add({card(2, Importance::Low, u"model"_s), card(3, Importance::High, u"model"_s)}));
        VERIFY_OK(triage.set(repository.id, {QString::number(3).rightJustified(40, u'0')}, {.importance = Importance::High})); // as the model said
        expected.judged = {u"🔴 高（卡片曾判 🟢 低）：second"_s};
        QCOMPARE(correctionsBeside(**database, repository.id, QString::number(1).rightJustified(40, u'0')), expected.judged);
        QCOMPARE(correctionsBeside(**database, repository.id, QString::number(2).rightJustified(40, u'0')), QStringList()); // the answer itself
        repository.branch = u"zh main"_s;
        expected.readme = u"工具"_s;
        QCOMPARE(readRepositoryFacts(**database, backend, location, repository), expected);
        expected.readme.clear();
        QCOMPARE(readRepositoryFacts(**database, backend, {folder.path(), false}, repository), expected); // no repository there: the rest is told

        QCOMPARE(recentSubjects(**database, repository.id, commit(9, {}, {u"a.cpp"_s})), (QStringList{u"second"_s, u"first"_s}));
        Commit renamed = commit(9, {}, {u"new.cpp"_s});
        renamed.files[0].oldPath = u"old.cpp"_s;
        const QStringList subjects = recentSubjects(**database, repository.id, renamed);
        QCOMPARE(subjects.size(), 1);
        QVERIFY2(subjects[0].startsWith(u"third ⟨U+001B⟩[31m xxx"_s) && subjects[0].size() == 160, qPrintable(subjects[0]));
        // Of very many files, those that changed most are looked for.
        QStringList many;
        for (int i = 0; i < 50; ++i)
            many << u"file%1"_s.arg(i);
        Commit wide = commit(9, {}, many << u"b.py"_s);
        QCOMPARE(recentSubjects(**database, repository.id, wide), QStringList());
        wide.files.last().deletions = 5;
        QCOMPARE(recentSubjects(**database, repository.id, wide), QStringList{u"first"_s});
    }
};

RIJIAN_TEST_MAIN(TestRepositoryFacts)
#include "tst_repositoryfacts.moc"
