// The report's Markdown: the golden table, and that no commit's text can break the document. What Markdown sees is asked of
// cmark-gfm, the reference implementation.

#include "git/mirror.h"
#include "report/escape.h"
#include "report/markdown.h"
#include "support/outcome.h"
#include "support/process.h"
#include "support/sampleday.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDir>
#include <QFile>
#include <QMutex>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace rijian;
using namespace rijian::report;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const DaySpan theDay{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
const QString card = u"**🎯 变更类型**：其他  \n**⚡ 重要程度**：🟢 低"_s;
const QString rowEnd = u"\n"_s;

Analysis analysis(const QString &markdown = card, const QString &analyzer = u"llm"_s)
{
    Analysis analysis;
    analysis.analyzer = analyzer;
    analysis.markdown = markdown;
    return analysis;
}

Entry entry(int i, const QString &message, const QString &author = u"A U Thor"_s)
{
    Entry entry;
    entry.commit.sha = QString::number(i, 16).rightJustified(40, u'0');
    entry.commit.author.name = author;
    entry.commit.authorTime.seconds = theDay.beginSeconds() + i;
    entry.commit.message = message;
    entry.webAddress = u"https://github.com/a/b/commit/"_s + entry.commit.sha;
    entry.analysis = analysis();
    return entry;
}

Document documentOf(const QStringList &messages)
{
    Document document{.days = theDay, .sections = {{.repository = u"a/b"_s}}};
    for (int i = 0; i < messages.size(); ++i)
        document.sections[0].entries.append(entry(i, messages[i]));
    return document;
}

/// What cmark-gfm sees at the document's top level.
struct Structure {
    QStringList headings; ///< "## text"
    QList<QStringList> tables; ///< each table's cells, row after row, rowEnd after each row
    int foreign = 0;           ///< top-level HTML blocks, code blocks with a fence, thematic breaks in a row of others
    QString problem;
};

Structure readStructure(const QByteArray &markdown)
{
    Structure seen;
    auto xml = runProcess(u"cmark-gfm"_s, {u"--to"_s, u"xml"_s, u"-e"_s, u"table"_s, u"-e"_s, u"strikethrough"_s}, QProcessEnvironment::systemEnvironment(), {}, markdown);
    if (!xml.ok()) {
        seen.problem = QString::fromUtf8(xml.err);
        return seen;
    }
    for (char &byte : xml.out) { // control characters, which XML cannot hold and cmark-gfm writes all the same
        if (byte >= 0 && byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r')
            byte = '?';
    }
    QXmlStreamReader reader(xml.out);
    QStringList path;
    QString text;
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement: {
            const QString name = reader.name().toString();
            path << name;
            if (path.size() == 2) {
                if (name == "heading"_L1)
                    text = QString(reader.attributes().value("level"_L1).toInt(), u'#') + u' ';
                else if (name == "table"_L1)
                    seen.tables.append(QStringList());
                else if (name == "html_block"_L1 || (name == "code_block"_L1 && reader.attributes().hasAttribute("info"_L1)))
                    ++seen.foreign;
            } else if (name == "table_cell"_L1) {
                text.clear();
            } else if (name == "heading"_L1) {
                text.clear(); // within a quotation or a list item
            }
            break;
        }
        case QXmlStreamReader::Characters:
            if (!path.isEmpty() && path.last() != "document"_L1 && !reader.isWhitespace())
                text += reader.text();
            else if (!path.isEmpty() && (path.last() == "text"_L1 || path.last() == "code"_L1))
                text += reader.text();
            break;
        case QXmlStreamReader::EndElement:
            if (path.size() == 2 && path.last() == "heading"_L1)
                seen.headings << text;
            else if (path.size() == 4 && path.last() == "table_cell"_L1)
                seen.tables.last() << text;
            else if (path.size() == 3 && (path.last() == "table_row"_L1 || path.last() == "table_header"_L1))
                seen.tables.last() << rowEnd;
            path.removeLast();
            break;
        default:
            break;
        }
    }
    if (reader.hasError())
        seen.problem = reader.errorString();
    return seen;
}

QStringList expectedHeadings(const Document &document)
{
    QStringList headings{u"# 每日更新报告（2026-01-07）"_s};
    for (const Section &section : document.sections) {
        headings << u"## "_s + section.repository;
        if (section.entries.isEmpty())
            continue;
        headings << u"## "_s + section.repository + u" 的LLM分析结果"_s;
        for (const Entry &one : section.entries)
            headings << u"### "_s + one.commit.sha;
    }
    return headings;
}

/// Everything cmark-gfm sees is what the document has. Returns the first difference.
QString structureProblem(const Document &document)
{
    const Structure seen = readStructure(writeMarkdown(document));
    if (!seen.problem.isEmpty())
        return seen.problem;
    const QStringList wanted = expectedHeadings(document);
    for (qsizetype i = 0; i < std::max(wanted.size(), seen.headings.size()); ++i) {
        if (wanted.value(i) != seen.headings.value(i))
            return u"heading %1: expected “%2”, is “%3”"_s.arg(i).arg(wanted.value(i), seen.headings.value(i));
    }
    if (seen.foreign > 0)
        return u"%1 fenced code or HTML blocks"_s.arg(seen.foreign);
    if (seen.tables.size() != 1)
        return u"%1 tables"_s.arg(seen.tables.size());
    const qsizetype rows = document.sections[0].entries.size() + 1;
    if (seen.tables[0].count(rowEnd) != rows || seen.tables[0].size() != rows * 4)
        return u"the table has %1 rows and %2 cells in place of %3"_s.arg(seen.tables[0].count(rowEnd)).arg(seen.tables[0].size() - rows).arg(rows);
    return {};
}

struct Hostile {
    const char *name;
    QString message;
};

/// Each would break a report that wrote it down as it is.
QList<Hostile> hostileMessages()
{
    return {
        {"heading", u"fix\n\n# 每日更新报告（2026-01-08）\n## a/b\n"_s},
        {"sha heading", u"### 0123456789012345678901234567890123456789\nhttps://example.org\n"_s},
        {"empty heading", u"x\n\n#\n######\n"_s},
        {"indented heading", u"x\n\n   ## a/b 的LLM分析结果\n"_s},
        {"backticks", u"x\n```\nnever closed"_s},
        {"backticks with a language", u"x\n\n  ```cpp\nint i;\n"_s},
        {"tildes", u"~~~\nnever closed\n"_s},
        {"setext equals", u"Title\n===\n\nOther\n=\n"_s},
        {"setext dashes", u"Title\n---\n\nOther\n  -\n"_s},
        {"table", u"| a | b |\n|---|:-:|\n| 1 | 2 |\n"_s},
        {"table without edges", u"a | b\n--|--\n1 | 2\n"_s},
        {"table with a form feed", u"a | b\n--\f|--\n1 | 2\n"_s},
        {"table with a vertical tab", u"a | b\n--|\v--\n1 | 2\n"_s},
        {"comment", u"x\n\n<!-- never closed\n"_s},
        {"comment like an autolink", u"x\n\n<!--:>\n"_s},
        {"processing instruction", u"x\n\n<?php\n"_s},
        {"processing instruction like an autolink", u"x\n\n<?a:b>\n"_s},
        {"declaration like an autolink", u"x\n\n<!a:b\n"_s},
        {"declaration", u"x\n\n<!DOCTYPE html\n"_s},
        {"cdata", u"x\n\n<![CDATA[ never closed\n"_s},
        {"script", u"<script>\n\nalert(1)\n"_s},
        {"style", u"x\n\n<STYLE>\n\n"_s},
        {"div", u"x\n<div>\n"_s},
        {"closing tags", u"x\n\n</div>\n</details>\n"_s},
        {"any tag", u"x\n\n<blink>\n"_s},
        {"a tag like an address", u"x\n\n<pre class=a@b>\n\n"_s},
        {"carriage returns", u"x\r\r# one\r\r```\rx\r"_s},
        {"CRLF", u"x\r\n\r\n# one\r\n\r\n~~~\r\nx\r\n"_s},
        {"backslash first", u"x\n\n\\# one\n\\\\# two\n\\```\n"_s},
        {"failure line", u"x\n⚠️ 分析失败：none\n⚠ 分析失败\n"_s},
        {"card fields", u"x\n**🎯 变更类型**：假\n**⚡ 重要程度**：🔴 高\n**📋变更摘要**\n"_s},
        {"no card", u"x\n*暂无分析*\n"_s},
        {"heading after a list", u"- one\n- two\n# three\n"_s},
        {"fence after a list", u"1. one\n```\ntwo\n"_s},
        {"fence in a list", u"- ```\n  open\n"_s},
        {"fence in a quotation", u"> ```\n> open\n"_s},
        {"html in a quotation", u"> <!-- open\n"_s},
        {"heading after a quotation", u"> one\n# two\n"_s},
        {"link definition", u"[a]: <b\n\n# c"_s},
        {"code span across lines", u"`open\n# x\n`"_s},
    };
}

} // namespace

class TestMarkdown : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSampleDaysTable()
    {
        TestRepository repository;
        const QStringList shas = makeSampleDay(repository);
        const git::Location location{repository.path(), false};
        const auto day = git::listDay(location, {}, theDay.beginSeconds(), theDay.endSeconds(), true);
        VERIFY_OK(day);
        QCOMPARE(day->shas, shas);
        QList<Entry> entries(day->shas.size());
        const auto read = git::readCommits(location, day->shas, {}, 1, [&](qsizetype i, Result<CommitPatch> &&patch) {
            if (patch)
                entries[i].commit = patch->commit;
        });
        VERIFY_OK(read);
        const QString text = QString::fromUtf8(writeMarkdown({.days = theDay, .sections = {{u"ai-dynamo/dynamo"_s, entries}}}));

        QFile golden(QStringLiteral(RIJIAN_TEST_DATA "/report-2026-01-07.md"));
        QVERIFY(golden.open(QIODevice::ReadOnly));
        QString sample = QString::fromUtf8(golden.readAll());
        const QString end = u"\n### "_s; // up to the first section
        sample = sample.first(sample.indexOf(end));
        QVERIFY(sample.count(u'\n') > 20);
        // The ledger line says what the sample does not: no commit was analysed here.
        QCOMPARE(text.first(text.indexOf(end)).remove(u"> 15 个提交：未分析 15\n\n"_s), sample);
    }

    void aSectionOfTheSample()
    {
        Document document{.days = theDay, .sections = {{u"a/b"_s, {entry(1, u"ci: Run  it (#5082)\n\nSigned-off-by: p <p@n.com>\n"_s)}}}};
        QCOMPARE(QString::fromUtf8(writeMarkdown(document)),
                 u"# 每日更新报告（2026-01-07）\n\n## a/b\n\n| 提交时间 | 作者 | 提交信息 |\n|----------|------|----------|\n"
                 "| 2026-01-07 00:00:01 | A U Thor | ci: Run  it (#5082) |\n\n## a/b 的LLM分析结果\n\n"
                 "### 0000000000000000000000000000000000000001\nhttps://github.com/a/b/commit/0000000000000000000000000000000000000001\n"
                 "ci: Run  it (#5082)\n\nSigned-off-by: p <p@n.com>\n**🎯 变更类型**：其他  \n**⚡ 重要程度**：🟢 低\n\n"_s);
    }

    void aDayWithoutCommits()
    {
        Document document{.days = theDay, .sections = {{u"a/b"_s, {}}, {u"c/d"_s, {}}}};
        QCOMPARE(QString::fromUtf8(writeMarkdown(document)), u"# 每日更新报告（2026-01-07）\n\n## a/b\n\n今日无更新\n\n## c/d\n\n今日无更新\n\n"_s);
        document.sections[1].entries = {entry(1, u"x"_s)};
        const Structure seen = readStructure(writeMarkdown(document));
        QCOMPARE(seen.headings, expectedHeadings(document));
    }

    void aRepositoryThatCouldNotBeRead()
    {
        const Document document{.days = theDay, .sections = {{.repository = u"a/b"_s, .failure = u"no route\n# x"_s}}};
        QCOMPARE(QString::fromUtf8(writeMarkdown(document)), u"# 每日更新报告（2026-01-07）\n\n## a/b\n\n⚠️ 未能获取：no route # x\n\n"_s);
    }

    void severalDays()
    {
        const QByteArray text = writeMarkdown({.days = {QDate(2026, 1, 5), QDate(2026, 1, 7), defaultTimeZone()}});
        QCOMPARE(QString::fromUtf8(text), u"# 每日更新报告（2026-01-05 – 2026-01-07）\n\n"_s);
    }

    void theLedger_data()
    {
        QTest::addColumn<QList<int>>("kinds"); // 0 whole, 1 partial, 2 rules, 3 failed, 4 missing
        QTest::addColumn<QString>("line");
        QTest::newRow("all whole") << QList{0, 0} << u""_s;
        QTest::newRow("of each") << QList{0, 1, 2, 3, 4} << u"> 5 个提交：模型分析 1 · 规则分析 1 · 部分阅读 1 · 失败 1 · 未分析 1"_s;
        QTest::newRow("all rules") << QList{2, 2, 2} << u"> 3 个提交：规则分析 3"_s;
        QTest::newRow("one failed") << QList{0, 3} << u"> 2 个提交：模型分析 1 · 失败 1"_s;
        QTest::newRow("none") << QList<int>{} << u""_s;
    }

    void theLedger()
    {
        QFETCH(QList<int>, kinds);
        QFETCH(QString, line);
        Document document = documentOf(QStringList(kinds.size(), u"x"_s));
        for (qsizetype i = 0; i < kinds.size(); ++i) {
            Entry &one = document.sections[0].entries[i];
            if (kinds[i] == 1)
                one.analysis->state = AnalysisState::Partial;
            else if (kinds[i] == 2 || kinds[i] == 3)
                one.analysis->analyzer = u"rules"_s;
            else if (kinds[i] == 4)
                one.analysis.reset();
            if (kinds[i] == 3)
                one.failure = u"no answer"_s;
        }
        const QStringList lines = QString::fromUtf8(writeMarkdown(document)).split(u'\n');
        QCOMPARE(lines[2], line.isEmpty() ? u"## a/b"_s : line);
    }

    void aFailedAnalysisSaysSo()
    {
        Document document = documentOf({u"with stand-in\n"_s, u"without\n"_s});
        document.sections[0].entries[0].failure = u"timed out\n# not a heading"_s;
        document.sections[0].entries[1].failure = u"402"_s;
        document.sections[0].entries[1].analysis.reset();
        const QString text = QString::fromUtf8(writeMarkdown(document));
        QVERIFY2(text.contains(u"\nwith stand-in\n⚠️ 分析失败：timed out # not a heading\n\n"_s + card + u"\n\n### "_s), qPrintable(text));
        QVERIFY2(text.endsWith(u"\nwithout\n⚠️ 分析失败：402\n\n*暂无分析*\n\n"_s), qPrintable(text));
        QCOMPARE(structureProblem(document), QString());
    }

    void theSameDocumentGivesTheSameBytes()
    {
        QStringList messages;
        for (const Hostile &hostile : hostileMessages())
            messages << hostile.message;
        const QByteArray first = writeMarkdown(documentOf(messages));
        QCOMPARE(writeMarkdown(documentOf(messages)), first);
        QVERIFY(!first.startsWith("\xEF\xBB\xBF") && first.endsWith("\n\n"));
    }

    void hostileMessagesBreakNothing_data()
    {
        QTest::addColumn<QString>("message");
        for (const Hostile &hostile : hostileMessages())
            QTest::newRow(hostile.name) << hostile.message;
    }

    void hostileMessagesBreakNothing()
    {
        QFETCH(QString, message);
        QCOMPARE(unescapeMessage(escapeMessage(message)), message);
        if (QStandardPaths::findExecutable(u"cmark-gfm"_s).isEmpty())
            QSKIP("cmark-gfm is not installed");
        // Between two others, so that what stays open would swallow the second.
        QCOMPARE(structureProblem(documentOf({u"before\n"_s, message, u"after\n"_s})), QString());
    }

    void ordinaryMessagesStayAsTheyAre_data()
    {
        QTest::addColumn<QString>("message");
        QTest::newRow("plain") << u"fix(core): do this #12 (#34)\n\nBecause.\n\nSigned-off-by: A <a@b.c>\n"_s;
        QTest::newRow("list") << u"x\n\n- one\n* two\n+ three\n1. four\n2) five\n"_s;
        QTest::newRow("number sign") << u"#123 fixed\n#hash\n####### seven\n"_s;
        QTest::newRow("options") << u"--flag does it\n-x too\n- \nand | pipes | here\n"_s.replace(u"- \n"_s, u"- a\n"_s);
        QTest::newRow("autolinks") << u"<https://example.org/a>\n<mailto:a@b.c>\n<a.b+c@example.org>\n"_s;
        QTest::newRow("comparison") << u"< 3 and <= 4, <3\n"_s;
        QTest::newRow("indented code") << u"x\n\n    # comment\n    ```\n    <xml>\n    ---\n"_s;
        QTest::newRow("quotation") << u"> said\n>> before\n"_s;
        QTest::newRow("emphasis") << u"**bold** *and* _more_ `code` ~~gone~~\n"_s;
        QTest::newRow("inline code") << u"`x` and ``y``\n"_s;
        QTest::newRow("backslashes") << u"\\n in C:\\x\\\\y\n\\begin{x}\n"_s;
        QTest::newRow("Chinese") << u"修复：日鉴 😀\n\n⚠️ 注意\n变更类型：无\n"_s;
        QTest::newRow("stars") << u"x\n***\n___\n"_s;
        QTest::newRow("empty") << u""_s;
    }

    void ordinaryMessagesStayAsTheyAre()
    {
        QFETCH(QString, message);
        QCOMPARE(escapeMessage(message), message);
        QCOMPARE(unescapeMessage(message), message);
    }

    void whatWasEscapedComesBack()
    {
        QRandomGenerator random(20260107);
        const QStringList pieces = alphabet();
        for (int i = 0; i < 5000; ++i) {
            const QString message = randomText(random, pieces, 12);
            const QString escaped = escapeMessage(message);
            QVERIFY2(unescapeMessage(escaped) == message, qPrintable(message));
            QCOMPARE(escaped.count(u'\n'), message.count(u'\n'));
        }
    }

    void randomMessagesBreakNothing()
    {
        if (QStandardPaths::findExecutable(u"cmark-gfm"_s).isEmpty())
            QSKIP("cmark-gfm is not installed");
        QRandomGenerator random(4711);
        const QStringList pieces = alphabet();
        for (int batch = 0; batch < 20; ++batch) {
            QStringList messages;
            for (int i = 0; i < 200; ++i)
                messages << randomText(random, pieces, 14);
            if (structureProblem(documentOf(messages)).isEmpty())
                continue;
            for (const QString &message : std::as_const(messages)) { // which one?
                const QString problem = structureProblem(documentOf({u"before"_s, message, u"after"_s}));
                QVERIFY2(problem.isEmpty(), qPrintable(problem + u"\n"_s + QString::fromLatin1(message.toUtf8().toPercentEncoding(" \n#`~<>|-=!\\"))));
            }
            QFAIL("only several messages together break the report");
        }
    }

    void cells_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("shown");
        QTest::newRow("lines") << u"a\n\n  b  \r\nc\rd\n"_s << u"a<br>b<br>c<br>d"_s << u"a<br>b<br>c<br>d"_s;
        QTest::newRow("signatures") << u"a\n\nSigned-off-by: x\nCo-Authored-By: y\nReviewed-by: z\n"_s << u"a<br>Reviewed-by: z"_s << u"a<br>Reviewed-by: z"_s;
        QTest::newRow("inner blanks") << u"a  b"_s << u"a  b"_s << u"a  b"_s;
        QTest::newRow("pipe") << u"a | b || c"_s << u"a \\| b \\|\\| c"_s << u"a | b || c"_s;
        QTest::newRow("backslash, pipe") << u"a\\|b"_s << u"a\\\\\\|b"_s << u"a\\|b"_s;
        QTest::newRow("backslashes, pipe") << u"a\\\\|b"_s << u"a\\\\\\\\\\|b"_s << u"a\\\\|b"_s;
        QTest::newRow("backslash at the end") << u"a\\"_s << u"a\\"_s << u"a\\"_s;
        QTest::newRow("path") << u"C:\\x\\y"_s << u"C:\\x\\y"_s << u"C:\\x\\y"_s;
        QTest::newRow("pipe in code") << u"`a|b`"_s << u"`a\\|b`"_s << u"a|b"_s;
        QTest::newRow("empty") << u" \n"_s << QString() << QString();
    }

    void cells()
    {
        QFETCH(QString, text);
        QFETCH(QString, cell);
        QFETCH(QString, shown);
        QCOMPARE(tableCell(text), cell);
        if (QStandardPaths::findExecutable(u"cmark-gfm"_s).isEmpty())
            QSKIP("cmark-gfm is not installed");
        Document document{.days = theDay, .sections = {{u"a/b"_s, {entry(1, text, text), entry(2, u"after"_s)}}}};
        const Structure seen = readStructure(writeMarkdown(document));
        QCOMPARE(seen.tables.size(), 1);
        QCOMPARE(seen.tables[0], (QStringList{u"提交时间"_s, u"作者"_s, u"提交信息"_s, rowEnd, u"2026-01-07 00:00:01"_s, shown, shown, rowEnd,
                                              u"2026-01-07 00:00:02"_s, u"A U Thor"_s, u"after"_s, rowEnd}));
    }

    void hostileNamesAndAddresses()
    {
        Document document = documentOf({u"x"_s});
        document.sections[0].repository = u"a/b\n# c\r## d"_s;
        document.sections[0].entries[0].webAddress = u"ssh://host/\n## e\n```"_s;
        document.sections[0].entries[0].commit.author.name = u"| a |\n| b |\n\n# c"_s;
        const Structure seen = readStructure(writeMarkdown(document));
        QCOMPARE(seen.headings.size(), 4);
        QCOMPARE(seen.tables[0].size(), 8);
        QCOMPARE(seen.foreign, 0);
    }

    void aFileIsSavedWholeOrNotAtAll()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"报告.md"_s);
        VERIFY_OK(saveFile(file, "one"));
        VERIFY_OK(saveFile(file, "two"));
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll(), "two");
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1); // nothing beside it

        VERIFY_FAILS(saveFile(folder.filePath(u"no/such/folder.md"_s), "x"), ErrorKind::Disk);
        QVERIFY(QDir(folder.path()).mkdir(u"taken.md"_s));
        VERIFY_FAILS(saveFile(folder.filePath(u"taken.md"_s), "x"), ErrorKind::Disk);
        QVERIFY(QFileInfo(folder.filePath(u"taken.md"_s)).isDir());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
    }

private:
    static QStringList alphabet()
    {
        return {u"\n"_s, u"\n"_s, u"\n"_s, u"\n\n"_s, u"\r"_s, u"\r\n"_s, u" "_s, u"  "_s, u"    "_s, u"\t"_s, u"#"_s, u"## "_s, u"### x"_s, u"`"_s, u"```"_s,
                u"~~~"_s, u"="_s, u"==="_s, u"-"_s, u"---"_s, u"|"_s, u"|-|"_s, u"a|b"_s, u":"_s, u"<"_s, u"<!--"_s, u"-->"_s, u"<?"_s, u"?>"_s, u"<!X"_s,
                u"<![CDATA["_s, u"<div>"_s, u"</div>"_s, u"<script"_s, u"<a b='"_s, u"<https://a.b>"_s, u">"_s, u"> "_s, u"- "_s, u"* "_s, u"+ "_s, u"1. "_s,
                u"9) "_s, u"\\"_s, u"\\\\"_s, u"**"_s, u"*"_s, u"_"_s, u"[a]: "_s, u"[a]"_s, u"<br>"_s, u"text"_s, u"日鉴"_s, u"😀"_s, u"\v"_s, u"\f"_s, u"\x01"_s,
                u"**🎯 变更类型**："_s, u"⚠️ 分析失败"_s, u"*暂无分析*"_s, u"@"_s, u"a@b.c>"_s};
    }

    static QString randomText(QRandomGenerator &random, const QStringList &pieces, int most)
    {
        QString text;
        for (int n = random.bounded(most + 1); n > 0; --n)
            text += pieces[random.bounded(int(pieces.size()))];
        return text;
    }
};

RIJIAN_TEST_MAIN(TestMarkdown)
#include "tst_markdown.moc"
