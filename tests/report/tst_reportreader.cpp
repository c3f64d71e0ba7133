// Reading a report back: what this program writes comes back to the byte, what the script wrote comes in, and what is no report says where it
// stops being one.

#include "core/cardtext.h"
#include "core/text.h"
#include "report/cardguard.h"
#include "report/forms.h"
#include "report/markdown.h"
#include "report/reader.h"
#include "support/outcome.h"
#include "support/reportmaker.h"
#include "support/testkit.h"

#include <QBuffer>
#include <QFile>
#include <QTimeZone>

#include <malloc.h>

#include <ctime>
#include <limits>

using namespace rijian;
using namespace rijian::report;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

QByteArray dataFile(const QString &name)
{
    QFile file(QStringLiteral(RIJIAN_TEST_DATA) + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Nanoseconds of processor time this thread has used: others' work does not count.
qint64 threadTime()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

/// What was read as a document again, for writeMarkdown().
Document toDocument(const ReadReport &report, const QTimeZone &zone)
{
    Document document{.days = {report.first, report.last, zone}};
    for (const ReadSection &read : report.sections) {
        Section section{.repository = read.repository, .failure = read.failure};
        for (const ReadCommit &commit : read.commits) {
            Entry entry{.webAddress = commit.webAddress, .failure = commit.failure};
            entry.commit.sha = commit.sha;
            entry.commit.author.name = commit.author;
            entry.commit.authorTime.seconds = QDateTime(commit.date, commit.time, zone).toSecsSinceEpoch();
            entry.commit.message = commit.message;
            if (!commit.card.isEmpty()) {
                entry.analysis = Analysis{.analyzer = commit.maker == CardMaker::Rules ? u"rules"_s : u"import"_s, .markdown = commit.card};
                entry.analysis->state = commit.maker == CardMaker::ModelInPart ? AnalysisState::Partial : AnalysisState::Whole;
            }
            section.entries.append(entry);
        }
        document.sections.append(section);
    }
    return document;
}

QByteArray written(const ReadReport &report, const QTimeZone &zone = defaultTimeZone())
{
    return writeMarkdown(toDocument(report, zone));
}

/// The first place where two texts differ, with what stands around it.
QByteArray difference(const QByteArray &a, const QByteArray &b)
{
    const auto at = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
    const qsizetype from = std::max<qsizetype>(0, at - 120);
    return "at byte " + QByteArray::number(qlonglong(at)) + "\n--- written\n" + a.mid(from, 300) + "\n--- again\n" + b.mid(from, 300);
}

QByteArray groupedReport(const Document &document)
{
    DocumentSource source(document);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return writeForm(Form::Grouped, source, buffer) ? buffer.data() : QByteArray();
}

/// As names stand on a line of their own.
QString oneLineEnds(QString name)
{
    return name.replace(u"\r\n"_s, u" "_s).replace(u'\n', u' ').replace(u'\r', u' ');
}

const QByteArray head = "# 每日更新报告（2026-01-07）\n\n## a/b\n\n| 提交时间 | 作者 | 提交信息 |\n|----------|------|----------|\n";
const QByteArray sha1 = "1111111111111111111111111111111111111111";
const QByteArray sha2 = "2222222222222222222222222222222222222222";
const QByteArray card = "**🎯 变更类型**：文档  \n**⚡ 重要程度**：🟢 低  \n**📋 变更摘要**：x\n\n**💡 关注建议**：无";

QByteArray row(const QByteArray &message, const QByteArray &author = "A")
{
    return "| 2026-01-07 10:00:00 | " + author + " | " + message + " |\n";
}

QByteArray section(const QByteArray &sha, const QByteArray &message, const QByteArray &text = card)
{
    return "### " + sha + "\nhttps://github.com/a/b/commit/" + sha + "\n" + message + "\n" + text + "\n\n";
}

const QByteArray analysis = "\n## a/b 的LLM分析结果\n\n";

} // namespace

class TestReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSampleIsReadWhole()
    {
        const QByteArray bytes = dataFile(u"report-2026-01-07.md"_s);
        const auto report = readReport(bytes);
        VERIFY_OK(report);
        QCOMPARE(report->form, ReportForm::Daily);
        QCOMPARE(report->first, QDate(2026, 1, 7));
        QCOMPARE(report->last, report->first);
        QCOMPARE(report->sections.size(), 1);
        const ReadSection &section = report->sections.first();
        QCOMPARE(section.repository, u"ai-dynamo/dynamo"_s);
        QCOMPARE(section.commits.size(), 15);
        int cards = 0;
        for (const ReadCommit &commit : section.commits) {
            QCOMPARE(commit.sha.isEmpty(), commit.card.isEmpty());
            QVERIFY(commit.time.isValid() && !commit.author.isEmpty() && !commit.message.isEmpty() && commit.failure.isEmpty());
            if (commit.card.isEmpty())
                continue;
            ++cards;
            QVERIFY2(bytes.contains(QByteArray("\n" + commit.card.toUtf8() + "\n\n")), qPrintable(commit.sha)); // byte for byte
            QVERIFY2(commit.card.startsWith(u"**🎯 变更类型**"_s), qPrintable(commit.card.left(80)));
            QCOMPARE(commit.webAddress, u"https://github.com/ai-dynamo/dynamo/commit/"_s + commit.sha);
            QVERIFY(commit.whole && readCard(commit.card).isCard());
        }
        QCOMPARE(cards, 10);
        QCOMPARE(section.commits[0].message, u"ci: Run the same tests across Github and Gitlab  CI for premerge (#5082)\n\nSigned-off-by: pvijayakrish <pvijayakrish@nvidia.com>"_s);
        QCOMPARE(section.commits[0].author, u"Pavithra Vijayakrishnan"_s);
        QCOMPARE(section.commits[2].sha, QString()); // its model failed
        QCOMPARE(section.commits[2].message, u"fix: Fix consolidator tests by computing the number of requests needed to trigger an expected pass (#5220)"_s);
    }

    void theGroupedSampleIsReadWhole()
    {
        const QByteArray bytes = dataFile(u"report-grouped-2026-03-17.md"_s);
        const auto report = readReport(bytes);
        VERIFY_OK(report);
        QCOMPARE(report->form, ReportForm::Grouped);
        QCOMPARE(report->first, QDate(2026, 3, 17));
        QCOMPARE(report->sections.size(), 1);
        const QList<ReadCommit> &commits = report->sections.first().commits;
        QCOMPARE(commits.size(), 35);
        QHash<Importance, int> groups;
        for (const ReadCommit &commit : commits) {
            QCOMPARE(commit.sha.size(), 40);
            QVERIFY2(commit.webAddress.endsWith(commit.sha), qPrintable(commit.webAddress));
            QVERIFY2(commit.time.isValid() && !commit.author.isEmpty(), qPrintable(commit.message));
            QVERIFY2(!commit.card.isEmpty(), qPrintable(commit.message));
            QVERIFY2(bytes.contains(QByteArray("\n\n" + commit.card.toUtf8() + "\n\n---\n")), qPrintable(commit.card));
            ++groups[commit.group];
        }
        QCOMPARE(groups, (QHash<Importance, int>{{Importance::High, 3}, {Importance::Medium, 14}, {Importance::Low, 18}}));
        QCOMPARE(commits[0].message, u"Add evict policy ut (#20787)"_s); // in the table's order
        QCOMPARE(commits[0].sha, u"7f99319c56a02b0045221c5d6248ca12e0371780"_s);
        // A card with headings and rules of its own is one card.
        const auto own = std::find_if(commits.begin(), commits.end(), [](const ReadCommit &commit) { return commit.sha.startsWith("025691c"_L1); });
        QVERIFY(own->card.contains(u"## 3️⃣ 结论"_s));
    }

    void ourGroupedFormIsReadWhole()
    {
        int commits = 0;
        for (quint32 seed = 0; seed < 400; ++seed) {
            QRandomGenerator random(seed);
            const Document document = makeReport(random, defaultTimeZone());
            const QByteArray bytes = groupedReport(document);
            const auto report = readReport(bytes);
            VERIFY_OK(report);
            QCOMPARE(report->form, ReportForm::Grouped);
            QCOMPARE(report->first, document.days.first);
            QCOMPARE(report->last, document.days.last);
            QCOMPARE(report->sections.size(), document.sections.size());
            for (const Section &section : document.sections) {
                const auto read = std::ranges::find(report->sections, visibleControls(oneLineEnds(section.repository)), &ReadSection::repository);
                QVERIFY2(read != report->sections.end(), qPrintable(section.repository));
                QCOMPARE(read->commits.size(), section.entries.size());
                QCOMPARE(read->failure.isEmpty(), section.failure.isEmpty());
                for (const Entry &entry : section.entries) {
                    const auto commit = std::ranges::find(read->commits, entry.commit.sha, &ReadCommit::sha);
                    QVERIFY2(commit != read->commits.end(), qPrintable(entry.commit.sha));
                    QCOMPARE(QDateTime(commit->date, commit->time, document.days.zone).toSecsSinceEpoch(), entry.commit.authorTime.seconds);
                    QCOMPARE(commit->author, visibleControls(oneLineEnds(entry.commit.author.name)));
                    QCOMPARE(commit->failure.isEmpty(), entry.failure.isEmpty());
                    QCOMPARE(commit->group, entry.importance());
                    const QString card = entry.analysis ? guardedCard(entry.analysis->markdown) : QString();
                    QCOMPARE(commit->card.trimmed(), card.trimmed());
                    ++commits;
                }
            }
        }
        QVERIFY2(commits > 1000, qPrintable(QString::number(commits)));
    }

    void ourGroupedFormSaysWhereItBreaksOff()
    {
        QRandomGenerator random(7);
        const QByteArray bytes = groupedReport(makeReport(random, defaultTimeZone()));
        QVERIFY(readReport(bytes));
        const qsizetype last = bytes.lastIndexOf("<a id=\"r");
        QVERIFY(last > 0);
        const auto cut = readReport(bytes.first(last));
        QVERIFY(!cut);
        QVERIFY2(cut.error().message.contains(u"breaks off"_s), qPrintable(cut.error().message));
    }

    void aFilteredReportTellsWhatItLists()
    {
        const QByteArray bytes = "# 每日更新报告（2026-01-07）\n\n> 已筛选：只列 🔴 高；另有 2 个提交未列出\n\n## a/b\n\n" + head.sliced(head.indexOf("| 提交时间")) + row("x") + analysis
            + section(sha1, "x");
        const auto report = readReport(bytes);
        VERIFY_OK(report);
        QCOMPARE(report->sections.size(), 1);
        QCOMPARE(report->sections.first().commits.size(), 1);
        QCOMPARE(report->sections.first().commits.first().sha.toLatin1(), sha1);
    }

    void whatIsWrittenComesBack()
    {
        int documents = 0;
        for (const QTimeZone &zone : {defaultTimeZone(), QTimeZone("America/New_York"_ba)}) {
            for (quint32 seed = 0; seed < 200; ++seed, ++documents) {
                QRandomGenerator random(seed);
                const QByteArray bytes = writeMarkdown(makeReport(random, zone));
                const auto report = readReport(bytes);
                QVERIFY2(report, qPrintable(u"seed %1: %2\n"_s.arg(seed).arg(words(report)) + QString::fromUtf8(bytes)));
                const QByteArray again = written(*report, zone);
                QVERIFY2(again == bytes, qPrintable(u"seed %1 "_s.arg(seed) + QString::fromUtf8(difference(bytes, again))));
            }
        }
        QCOMPARE(documents, 400);
    }

    void notesAtTheEndAreForPeople()
    {
        WriteOptions withNotes;
        withNotes.notes = {{u"a/<b>"_s, QString(40, u'1'), u"Mend [x] | ## y"_s, u"https://github.com/a/b/commit/"_s + QString(40, u'1'), {.state = TriageState::FollowUp, .note = u"第一行\n## a/b\n- z"_s, .due = QDate(2026, 2, 1)}},
                           {u"a/b"_s, QString(40, u'2'), u"y"_s, {}, {.note = u"看过"_s}}};
        for (const Form form : {Form::Markdown, Form::Grouped}) {
            QRandomGenerator random(3);
            const Document document = makeReport(random, defaultTimeZone());
            const auto writtenIn = [&](const WriteOptions &options) {
                DocumentSource source(document);
                QBuffer buffer;
                buffer.open(QIODevice::WriteOnly);
                return writeForm(form, source, buffer, options) ? buffer.data() : QByteArray();
            };
            const QByteArray plain = writtenIn({}), noted = writtenIn(withNotes);
            QVERIFY(noted.startsWith(plain));
            const QByteArray end = "<!-- rijian: follow-ups and notes -->\n\n## 📌 跟进与备注（2）\n\n"
                                   "- **a/\\<b\\>** [Mend \\[x\\] \\| \\#\\# y](<https://github.com/a/b/commit/1111111111111111111111111111111111111111>) `11111111`：跟进，2026-02-01 到期\n"
                                   "  备注：第一行 \\#\\# a/b - z\n- **a/b** y `22222222`\n  备注：看过\n\n";
            QCOMPARE(noted.sliced(plain.size()), end);
            const auto before = readReport(plain), after = readReport(noted);
            VERIFY_OK(before);
            VERIFY_OK(after);
            QCOMPARE(written(*after, defaultTimeZone()), written(*before, defaultTimeZone()));
        }
    }

    void theMarkInACardEndsNothing()
    {
        const QByteArray mark = "<!-- rijian: follow-ups and notes -->";
        const QByteArray bytes = head + row("one") + row("two") + analysis + section(sha1, "one", card + "\n\n" + mark + "\n\n## 📌 跟进与备注（1）\n\n- **x** y") + section(sha2, "two");
        const auto report = readReport(bytes);
        VERIFY_OK(report);
        QCOMPARE(report->sections.first().commits.size(), 2);
        QVERIFY(report->sections.first().commits.first().card.contains(u"跟进与备注"_s) && !report->sections.first().commits.last().card.isEmpty());
    }

    void variationsAreRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("commits");
        QTest::addColumn<int>("cards");
        const QByteArray plain = head + row("one") + row("two") + analysis + section(sha1, "one") + section(sha2, "two");
        QTest::newRow("plain") << plain << 2 << 2;
        QTest::newRow("BOM") << "\xEF\xBB\xBF" + plain << 2 << 2;
        QTest::newRow("CRLF") << QByteArray(plain).replace("\n", "\r\n") << 2 << 2;
        QTest::newRow("ASCII brackets") << QByteArray(plain).replace("（", "(").replace("）", ")") << 2 << 2;
        QTest::newRow("one line end at the end") << plain.chopped(1) << 2 << 2;
        QTest::newRow("several days") << QByteArray(plain).replace("2026-01-07）", "2026-01-05 – 2026-01-07）") << 2 << 2;
        QTest::newRow("a commit left out") << head + row("one") + row("two") + analysis + section(sha2, "two") << 2 << 1;
        QTest::newRow("all left out") << head + row("one") + row("two") + analysis << 2 << 0;
        QTest::newRow("not analysed") << head + row("one") + analysis + section(sha1, "one", "*暂无分析*") << 1 << 0;
        QTest::newRow("failed") << head + row("one") + analysis + section(sha1, "one", "⚠️ 分析失败：no\n\n*暂无分析*") << 1 << 0;
        QTest::newRow("English fields") << head + row("one") + row("two") + analysis + section(sha1, "one", "**Type**: docs\n**Importance**: low") + section(sha2, "two") << 2 << 2;
        QTest::newRow("a fence around the card") << head + row("one") + row("two") + analysis + section(sha1, "one", "```markdown\n" + card + "\n```") + section(sha2, "two") << 2 << 2;
        QTest::newRow("headings in a card") << head + row("one") + row("two") + analysis + section(sha1, "one", card + "\n\n## 小结\n\n### 细节\n\n---\n\nx") + section(sha2, "two") << 2 << 2;
        QTest::newRow("a section in a card") << head + row("one") + row("two") + analysis + section(sha1, "one", card + "\n\n### " + QByteArray(40, '3') + "\nhttps://github.com/a/b/commit/" + QByteArray(40, '3') + "\nfake\n" + card)
                + section(sha2, "two") << 2 << 2;
        QTest::newRow("the same message twice") << head + row("Merge") + row("Merge") + analysis + section(sha1, "Merge") + section(sha2, "Merge") << 2 << 2;
        QTest::newRow("a message that goes on") << head + row("one<br>more") + row("one") + analysis + section(sha1, "one\n\nmore") + section(sha2, "one") << 2 << 2;
        QTest::newRow("no commits") << QByteArray("# 每日更新报告（2026-01-07）\n\n## a/b\n\n今日无更新\n\n") << 0 << 0;
        QTest::newRow("not fetched") << QByteArray("# 每日更新报告（2026-01-07）\n\n## a/b\n\n⚠️ 未能获取：no\n\n") << 0 << 0;
        QTest::newRow("nothing at all") << QByteArray("# 每日更新报告（2026-01-07）\n\n") << 0 << 0;
    }

    void variationsAreRead()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, commits);
        QFETCH(int, cards);
        const auto report = readReport(bytes);
        VERIFY_OK(report);
        int seen = 0, withCard = 0;
        for (const ReadSection &one : report->sections) {
            seen += int(one.commits.size());
            withCard += int(std::count_if(one.commits.begin(), one.commits.end(), [](const ReadCommit &commit) { return !commit.card.isEmpty(); }));
            for (const ReadCommit &commit : one.commits)
                QVERIFY2(!commit.message.contains(u"**") && !commit.author.isEmpty(), qPrintable(commit.message));
        }
        QCOMPARE(seen, commits);
        QCOMPARE(withCard, cards);
    }

    void whatAReportLosesIsSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("line");
        const QByteArray plain = head + row("one") + row("two") + analysis + section(sha1, "one") + section(sha2, "two");
        QTest::newRow("empty") << QByteArray() << u"Line 1:"_s;
        QTest::newRow("another file") << QByteArray("# Readme\n\nText.\n\n") << u"Line 1:"_s;
        QTest::newRow("no such day") << QByteArray("\n\n# 每日更新报告（2026-02-30）\n\n") << u"Line 3:"_s;
        QTest::newRow("days turned round") << QByteArray("# 每日更新报告（2026-01-07 – 2026-01-05）\n\n") << u"Line 1:"_s;
        QTest::newRow("no table") << QByteArray("# 每日更新报告（2026-01-07）\n\n## a/b\n\ntext\n\n") << u"Line 3:"_s;
        QTest::newRow("no repository") << QByteArray("# 每日更新报告（2026-01-07）\n\ntext\n\n") << u"Line 3:"_s;
        QTest::newRow("a row of two cells") << head + "| 2026-01-07 10:00:00 | A |\n" + analysis << u"Line 7:"_s;
        QTest::newRow("a row at no time") << head + "| 2026-01-07 25:00:00 | A | x |\n" + analysis << u"Line 7:"_s;
        QTest::newRow("no analysis heading") << head + row("one") + "\ntext\n\n" << u"Line 9:"_s;
        QTest::newRow("text before the first commit") << head + row("one") + analysis + "text\n\n" + section(sha1, "one") << u"Line 11:"_s;
        QTest::newRow("cut in the title") << plain.left(20) << u"Line 1:"_s;
        QTest::newRow("cut behind the name") << plain.left(plain.indexOf("\n| 提交")) << u"Line 3: the report breaks off"_s;
        QTest::newRow("cut in the table") << head + row("one") << u"Line 7: the report breaks off"_s;
        QTest::newRow("cut in a row") << head + row("one").chopped(6) << u"Line 7: the report breaks off"_s;
        QTest::newRow("cut in a card") << plain.chopped(8) << u"the report breaks off"_s;
        QTest::newRow("cut behind a line of a card") << plain.left(plain.lastIndexOf("**💡")).trimmed() + "\n" << u"the report breaks off"_s;
        QTest::newRow("cut behind a sha") << plain.left(plain.indexOf(QByteArray("### " + sha2)) + 44) + "\n\n" << u"the report breaks off"_s;
        QTest::newRow("fewer than its header says") << QByteArray("# 每日更新报告（2026-01-07）\n\n> 3 个提交：模型分析 2 · 规则分析 1\n\n") + plain.mid(plain.indexOf("## a/b")) << u"the report breaks off"_s;
        const QByteArray grouped = dataFile(u"report-grouped-2026-03-17.md"_s);
        QTest::newRow("grouped, cut in the contents") << grouped.left(grouped.indexOf("#### ")) << u"the report breaks off"_s;
        QTest::newRow("grouped, cut in a card") << grouped.left(grouped.size() / 2) << u"the report breaks off"_s;
        QTest::newRow("grouped, cut between commits") << grouped.left(grouped.indexOf("### Enable embedding")) << u"the report breaks off"_s;
    }

    void whatAReportLosesIsSaid()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, line);
        const auto report = readReport(bytes);
        VERIFY_FAILS(report, ErrorKind::BadData);
        QVERIFY2(report.error().message.contains(line), qPrintable(report.error().message));
        QVERIFY2(report.error().message.startsWith(u"Line "_s), qPrintable(report.error().message));
    }

    void everyCutIsReadOrRefused()
    {
        for (const QString &name : {u"report-2026-01-07.md"_s, u"report-grouped-2026-03-17.md"_s}) {
            const QByteArray bytes = dataFile(name);
            int accepted = 0;
            for (qsizetype cut = 0; cut < bytes.size(); cut += 61) {
                const auto report = readReport(bytes.first(cut));
                if (!report)
                    QVERIFY2(report.error().kind == ErrorKind::BadData && report.error().message.startsWith(u"Line "_s), qPrintable(report.error().message));
                accepted += report.has_value();
            }
            // A cut behind an empty line of a card cannot be told from a card's end.
            QVERIFY2(accepted <= 12, qPrintable(u"%1: %2"_s.arg(name).arg(accepted)));
        }
    }

    void hostileReportsTakeLinearTime_data()
    {
        QTest::addColumn<QByteArray>("unit");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("sections of one message") << section(sha1, "same") << head + row("same").repeated(3000) + analysis;
        QTest::newRow("headings of shas") << "### " + sha1 + "\n" << head + row("same").repeated(3000) + analysis;
        QTest::newRow("repository headings") << QByteArray("## a\n\n") << head + row("same") + analysis + section(sha1, "same");
        QTest::newRow("backslashes") << QByteArray("\\").repeated(2000) + "\n" << head + row("same") + analysis + section(sha1, "same");
        QTest::newRow("long cells") << row(QByteArray("\\|").repeated(2000)) << head;
        QTest::newRow("titles without groups") << QByteArray("### x\n**SHA**: `1`\n\n---\n") << head + row("same").repeated(3000) + "\n#### 🔴 高重要度变更 (1)\n";
        QTest::newRow("blank lines") << QByteArray("\n").repeated(500) << head + row("same") + analysis;
        QTest::newRow("headings before blank lines") << QByteArray("## a\n\n\n\n\n") << head + row("same") + analysis + section(sha1, "same");
    }

    void hostileReportsTakeLinearTime()
    {
        QFETCH(QByteArray, unit);
        QFETCH(QByteArray, start);
        // Memory stays with the program: what the kernel takes to give it anew is not the reader's, and comes in steps.
        mallopt(M_MMAP_THRESHOLD, 1 << 30);
        mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
        const auto took = [&](qsizetype bytes) {
            const QByteArray report = start + unit.repeated(std::max<qsizetype>(1, bytes / unit.size())) + "\n\n";
            qint64 best = std::numeric_limits<qint64>::max();
            for (int i = 0; i < 3; ++i) {
                const qint64 begun = threadTime();
                std::ignore = readReport(report);
                best = std::min(best, threadTime() - begun);
            }
            return best;
        };
        const qint64 one = took(100'000);
        const qint64 eight = took(800'000);
        QVERIFY2(eight < 30 * std::max<qint64>(one, 1'000'000), qPrintable(u"%1 ns for 100 kB, %2 ns for 800 kB"_s.arg(one).arg(eight)));
    }
};

RIJIAN_TEST_MAIN(TestReader)
#include "tst_reportreader.moc"
