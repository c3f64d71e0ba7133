// Every form of a report: what other programs read in it, that no text of strangers breaks it, that it accounts for each commit, and that it comes piece by piece.

#include "report/cardguard.h"
#include "report/forms.h"
#include "support/outcome.h"
#include "support/process.h"
#include "support/sampleentries.h"
#include "support/testkit.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::report;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const DaySpan theDay{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};

/// Text that would break each of the forms, were it written as it is.
const QString hostile = u"</pre></details><script>alert(1)</script><img src=http://e.vil/x onerror=x> \"' & ]]> --> \u202E\u0007 `x` *y* _z_ [a](http://e.vil) #1 | b \\ ${x} =cmd"_s;

QString sha(int number)
{
    return QString::number(0xabc000 + number, 16).rightJustified(16, u'1') + QString(24, u'0');
}

Entry entry(int number, const QString &message, Importance importance = Importance::Low)
{
    Entry entry = sampleEntry(number);
    entry.commit.sha = sha(number);
    entry.commit.message = message;
    entry.webAddress = u"https://github.com/a/b/commit/"_s + entry.commit.sha;
    entry.analysis->sha = entry.commit.sha;
    entry.analysis->card.importance = importance;
    return entry;
}

/// One of each standing and level, a repository without commits and one that could not be read.
Document sampleDocument()
{
    Document document{.days = theDay};
    Section first{.repository = u"a/b"_s};
    first.entries = {entry(1, u"whole\n\nbody\n"_s, Importance::High), entry(2, u"partial"_s, Importance::Medium), entry(3, u"rules"_s), entry(4, u"failed"_s),
                     entry(5, u"missing"_s), entry(6, u"my own word"_s, Importance::Low)};
    first.entries[1].analysis->state = AnalysisState::Partial;
    first.entries[1].analysis->coverage = u"3 个文件只读了摘要"_s;
    for (const int i : {2, 3}) {
        first.entries[i].analysis->analyzer = u"rules"_s;
        first.entries[i].analysis->model.clear();
        first.entries[i].analysis->currency.clear();
        first.entries[i].analysis->usage = {};
    }
    first.entries[3].failure = u"timed out"_s;
    first.entries[4].analysis.reset();
    first.entries[5].ownImportance = Importance::High;
    document.sections = {first, {.repository = u"c/d"_s}, {.repository = u"e/f"_s, .failure = u"no route"_s}};
    return document;
}

Document hostileDocument()
{
    Document document{.days = theDay, .sections = {{.repository = hostile}, {.repository = u"g/h"_s, .failure = hostile}}};
    int number = 0;
    const QStringList cards{hostile, u"```\nnever closed"_s, u"<!-- never closed"_s, u"# 一级\n## 二级\n### 三级"_s, u"标题\n===\n\n标题\n---"_s, u"- ```\n  open"_s, u"> # quoted\n> <div>"_s,
                            u"~~~~\n```"_s, u"1. ```js\n2. x"_s, u"<script>"_s, u"| a | b |\n|---|---|\n| 1 | 2 |"_s, u"    code\n\n\t# x"_s, u"#\n---\n***\n- - -"_s, u"   ```a`b\n# x"_s,
                            u"- # in a list\n  ---"_s, u"a\r# b\rc\r\n# d"_s, u"<pre>\n\n# x\n"_s, u"*a\n=\n"_s, u"[x]: <y\n# z"_s};
    for (const QString &card : cards) {
        for (const QString &message : QStringList{hostile, hostile + u"\n\n"_s + hostile, u"\n\n"_s, QString(5000, u'#')}) {
            ++number;
            Entry one = entry(number, message, static_cast<Importance>(number % 4));
            one.analysis->markdown = card;
            one.analysis->card.summary = card;
            one.analysis->card.typeText = hostile;
            one.analysis->coverage = hostile;
            one.analysis->state = number % 2 ? AnalysisState::Partial : AnalysisState::Whole;
            one.analysis->model = hostile;
            one.analysis->unconfirmed = {hostile};
            one.analysis->attempts = {hostile};
            one.analysis->currency = hostile;
            one.failure = number % 5 ? QString() : hostile;
            one.commit.author.name = hostile + u'\n' + hostile;
            one.webAddress = number % 3 ? u"javascript:alert(1)"_s : u"https://x.example/(a)\"onclick=1"_s;
            document.sections[0].entries.append(one);
        }
    }
    return document;
}

/// Follow-ups and notes on every other commit, with text that would break a form.
WriteOptions withNotes(const Document &document)
{
    WriteOptions options;
    options.notes.emplace();
    int number = 0;
    for (const Section &section : document.sections) {
        for (const Entry &entry : section.entries) {
            const Triage own{.state = ++number % 3 ? TriageState::FollowUp : TriageState::Seen, .note = u"=1+1 "_s + hostile + u"\r\n## 第二行\n"_s, .due = number % 5 ? QDate(2026, 2, 1) : QDate()};
            if (number % 2)
                options.notes->append(ReportNote{section.repository, entry.commit.sha, entry.commit.message, entry.webAddress, own});
        }
    }
    return options;
}

QByteArray written(Form form, const Document &document, const WriteOptions &options = {})
{
    DocumentSource source(document);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto done = writeForm(form, source, buffer, options);
    return done ? buffer.data() : "error: " + done.error().message.toUtf8();
}

bool hasProgram(const QString &name)
{
    return !QStandardPaths::findExecutable(name).isEmpty();
}

/// A Python that has this module; empty: none.
QString pythonWith(const QString &module)
{
    for (const QString &python : {u"python3"_s, u"/usr/bin/python3"_s}) {
        if (hasProgram(python) && runProcess(python, {u"-c"_s, u"import "_s + module}, QProcessEnvironment::systemEnvironment()).ok())
            return python;
    }
    return {};
}

QStringList captures(const QString &text, const QString &pattern)
{
    QStringList found;
    for (auto it = QRegularExpression(pattern).globalMatch(text); it.hasNext();)
        found << it.next().captured(1);
    return found;
}

/// Each link within the page leads somewhere, each place is there once. Returns the first that is not.
QString linkProblem(const QString &html)
{
    const QStringList ids = captures(html, u"\\bid=\"([^\"]*)\""_s);
    for (const QString &id : ids) {
        if (ids.count(id) != 1)
            return u"the place “%1” is there %2 times"_s.arg(id).arg(ids.count(id));
    }
    const QStringList links = captures(html, u"href=\"#([^\"]*)\""_s);
    if (links.isEmpty())
        return u"no link within the report"_s;
    for (const QString &link : links) {
        if (!ids.contains(link))
            return u"the link to “%1” leads nowhere"_s.arg(link);
    }
    return {};
}

/// A device that takes so much and no more, or calls somebody at some size.
class Device : public QIODevice
{
public:
    explicit Device(qint64 most, std::function<void()> atMost = {})
        : m_most(most)
        , m_atMost(std::move(atMost))
    {
        open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    }
    qint64 bytes = 0;
    qint64 largest = 0; ///< of one write

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        largest = std::max(largest, size);
        if (bytes + size > m_most) {
            if (!m_atMost) {
                setErrorString(u"No space left"_s);
                return -1;
            }
            m_atMost();
        }
        bytes += size;
        return size;
    }

private:
    qint64 m_most;
    std::function<void()> m_atMost;
};

const QList<Form> streamedForms{Form::Markdown, Form::Grouped, Form::Html, Form::Json, Form::Csv};

void addForms()
{
    QTest::addColumn<Form>("form");
    for (const Form form : streamedForms)
        QTest::newRow(qPrintable(formInfo(form).word)) << form;
}

} // namespace

class TestForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsOfForms()
    {
        QSet<QString> words;
        for (const FormInfo &info : forms()) {
            QVERIFY(!words.contains(info.word));
            words.insert(info.word);
            if (info.form != Form::Template)
                QCOMPARE(formOf(info.word), (FormChoice{info.form, {}}));
            QCOMPARE(formInfo(info.form), info);
        }
        const FormChoice own{Form::Template, u"每周"_s};
        QCOMPARE(own.word(), u"template:每周"_s);
        QCOMPARE(formOf(own.word()), own);
        for (const QString &wrong : {u""_s, u"HTML"_s, u"template"_s, u"template:"_s, u"template:../x"_s, u"template:.x"_s, u"template:a/b"_s, u"docx"_s})
            QVERIFY2(!formOf(wrong), qPrintable(wrong));
    }

    void groupedMarkdown()
    {
        const QString text = QString::fromUtf8(written(Form::Grouped, sampleDocument()));
        QVERIFY2(text.startsWith(u"# 每日更新报告（2026-01-07）\n\n> 本日共 6 个提交 | 🔴高 2 | 🟡中 1 | 🟢低 2 | ⚪未判定 1\n>\n"
                                 "> 分析情况：模型分析 2 · 规则分析 1 · 部分阅读 1 · 失败 1 · 未分析 1\n\n- **c/d**：今日无更新\n- **e/f**：⚠️ 未能获取：no route\n\n## 📋 目录\n\n"
                                 "- [🔴 高重要度变更 (2)](#high)\n  - [whole](#r1-1111111111abc001)\n  - [my own word](#r1-1111111111abc006)\n- [🟡 中重要度变更 (1)](#medium)\n"_s),
                 qPrintable(text.first(900)));
        QVERIFY(text.contains(u"<a id=\"high\"></a>\n\n## 🔴 高重要度变更 (2)\n\n<a id=\"r1-1111111111abc001\"></a>\n\n### whole\n\n"
                              "**SHA**: `1111111` | 🔗 [查看提交](https://github.com/a/b/commit/"_s + sha(1) + u")  \na/b · "_s));
        QVERIFY(text.contains(u"> 用户标为 🔴 高\n"_s));
        QVERIFY(text.contains(u"⚠️ 分析失败：timed out\n\n**🎯 变更类型**"_s));
        QCOMPARE(text.count(u"*暂无分析*"_s), 1);
        QCOMPARE(captures(text, u"(?m)^(## [🔴🟡🟢⚪].*)$"_s),
                 (QStringList{u"## 🔴 高重要度变更 (2)"_s, u"## 🟡 中重要度变更 (1)"_s, u"## 🟢 低重要度变更 (2)"_s, u"## ⚪ 未判定 (1)"_s}));
    }

    void groupedAnchorsLeadSomewhere_data()
    {
        QTest::addColumn<Document>("document");
        QTest::newRow("sample") << sampleDocument();
        QTest::newRow("hostile") << hostileDocument();
    }

    void groupedAnchorsLeadSomewhere()
    {
        QFETCH(Document, document);
        if (!hasProgram(u"cmark-gfm"_s))
            QSKIP("cmark-gfm is not installed");
        const auto html = runProcess(u"cmark-gfm"_s, {u"--unsafe"_s, u"-e"_s, u"table"_s, u"-e"_s, u"strikethrough"_s, u"-e"_s, u"autolink"_s},
                                     QProcessEnvironment::systemEnvironment(), {}, written(Form::Grouped, document));
        QVERIFY2(html.ok(), html.err.constData());
        const QString page = QString::fromUtf8(html.out);
        QCOMPARE(linkProblem(page), QString());
        // The outline is the report's own: its title, contents and groups, and a heading a commit. Cards add none above the fourth level.
        int groups = 0;
        qsizetype commits = 0;
        DocumentSource source(document);
        for (const Importance importance : {Importance::High, Importance::Medium, Importance::Low, Importance::Unknown})
            groups += source.count(importance) > 0;
        for (const Section &section : document.sections)
            commits += section.entries.size();
        QCOMPARE(captures(page, u"<(h1)>"_s).size(), 1);
        QCOMPARE(captures(page, u"<(h2)>"_s).size(), groups + 1);
        QCOMPARE(captures(page, u"<(h3)>"_s).size(), commits);
        QVERIFY(!page.contains(u"<script"_s) && !page.contains(u"<img"_s) && !page.contains(u"href=\"javascript"_s));
    }

    void cardsStayInside_data()
    {
        QTest::addColumn<QString>("card");
        QTest::addColumn<bool>("kept");
        const auto row = [](const char *name, const QString &card, bool kept) { QTest::newRow(name) << card << kept; };
        row("a card", sampleEntry(1).analysis->markdown, true);
        row("closed fence", u"x\n```c\n# y\n```\nz"_s, true);
        row("fourth level", u"x\n\n#### y\n\nz"_s, true);
        row("rule", u"x\n\n---\n\ny"_s, true);
        row("address", u"<https://x.example> a<br>b, 1 < 2"_s, true);
        row("code", u"`<script>`"_s, true);
        row("element", u"a <b onclick=x>b</b>"_s, false);
        row("heading", u"x\n\n## y"_s, false);
        row("open fence", u"x\n```c\ny"_s, false);
        row("comment", u"<!-- x"_s, false);
        row("underlined", u"x\n---"_s, false);
    }

    void cardsStayInside()
    {
        QFETCH(QString, card);
        QFETCH(bool, kept);
        QCOMPARE(guardedCard(card) == card, kept);
        QCOMPARE(guardedCard(guardedCard(card)), guardedCard(card));
    }

    void longCardsTakeLinearTime()
    {
        // Each would take minutes if anything here were quadratic; the test's time limit is the measure.
        for (const QString &piece : {u"<"_s, u"# "_s, u"```\n"_s, u"> "_s, u"- "_s, u"[a]("_s, u"**a"_s, u"---\n"_s, u"<!--\n"_s})
            QVERIFY(!guardedCard(piece.repeated(100'000 / piece.size())).isEmpty());
    }

    void thePageIsValid_data() { groupedAnchorsLeadSomewhere_data(); }

    void thePageIsValid()
    {
        QFETCH(Document, document);
        for (const WriteOptions &options : {WriteOptions(), withNotes(document)}) {
            const QByteArray page = written(Form::Html, document, options);
            QCOMPARE(linkProblem(QString::fromUtf8(page)), QString());
            if (!hasProgram(u"tidy"_s))
                QSKIP("tidy is not installed");
            const auto tidy = runProcess(u"tidy"_s, {u"-q"_s, u"-e"_s, u"-utf8"_s, u"--show-warnings"_s, u"yes"_s, u"--drop-empty-elements"_s, u"no"_s}, QProcessEnvironment::systemEnvironment(), {}, page);
            QVERIFY2(tidy.ok() && tidy.err.isEmpty(), tidy.err.first(std::min<qsizetype>(tidy.err.size(), 2000)).constData());
        }
    }

    void thePageAsksForNothing()
    {
        const Document hostiles = hostileDocument();
        for (const auto &[document, options] : {std::pair{sampleDocument(), WriteOptions()}, {hostiles, WriteOptions()}, {hostiles, withNotes(hostiles)}}) {
            const QString page = QString::fromUtf8(written(Form::Html, document, options));
            const qsizetype start = page.indexOf(u"<style>"_s) + 7;
            const qsizetype end = page.indexOf(u"</style>"_s);
            const QByteArray css = page.sliced(start, end - start).toUtf8();
            QVERIFY(css.size() > 4000);
            QVERIFY(!css.contains("url(") && !css.contains("@import") && !css.contains("</"));
            const QString hash = QString::fromLatin1(QCryptographicHash::hash(css, QCryptographicHash::Sha256).toBase64());
            QVERIFY(page.contains(u"content=\"default-src 'none'; style-src 'sha256-%1'; base-uri 'none'; form-action 'none'\""_s.arg(hash)));
            // Every element there is, and every attribute.
            const QSet<QString> elements{u"html"_s, u"head"_s, u"meta"_s, u"title"_s, u"style"_s, u"body"_s, u"header"_s, u"h1"_s, u"h2"_s, u"h3"_s, u"div"_s, u"p"_s, u"span"_s, u"nav"_s, u"ol"_s,
                                         u"ul"_s, u"li"_s, u"a"_s, u"main"_s, u"section"_s, u"table"_s, u"thead"_s, u"tbody"_s, u"tfoot"_s, u"tr"_s, u"th"_s, u"td"_s, u"article"_s, u"details"_s,
                                         u"summary"_s, u"pre"_s, u"code"_s, u"dl"_s, u"dt"_s, u"dd"_s, u"em"_s, u"strong"_s, u"del"_s, u"br"_s, u"hr"_s, u"wbr"_s, u"blockquote"_s};
            const QString body = page.sliced(end);
            for (const QString &name : captures(body, u"<([A-Za-z!?][A-Za-z0-9]*)"_s))
                QVERIFY2(elements.contains(name), qPrintable(name));
            for (const QString &name : captures(body, u"<[a-z][a-z0-9]*(?:\\s+[a-z-]+=\"[^\"]*\")*\\s+([a-z-]+)(?==|>|\\s)"_s))
                QVERIFY2((QSet<QString>{u"class"_s, u"id"_s, u"href"_s, u"open"_s, u"start"_s}).contains(name), qPrintable(name));
            for (const QString &address : captures(body, u"href=\"([^\"]*)\""_s))
                QVERIFY2(address.startsWith(u'#') || address.startsWith(u"https://"_s), qPrintable(address));
        }
    }

    void thePagesOutline()
    {
        const QString page = QString::fromUtf8(written(Form::Html, hostileDocument()));
        int last = 0;
        int commits = 0;
        for (const QString &level : captures(page, u"<h([1-6])>"_s)) {
            const int now = level.toInt();
            QVERIFY2(now <= last + 1 && now <= 3, qPrintable(level));
            commits += now == 3;
            last = now;
        }
        QCOMPARE(commits, hostileDocument().sections[0].entries.size());
        QVERIFY(page.startsWith(u"<!DOCTYPE html>\n<html lang=\"zh-CN\">"_s));
    }

    void thePageForPrintingIsOpen()
    {
        const Document document = sampleDocument();
        QVERIFY(QString::fromUtf8(written(Form::Html, document)).contains(QRegularExpression(u"<details class=\"[a-z]+\">"_s)));
        const QString open = QString::fromUtf8(written(Form::Html, document, {.open = true}));
        QVERIFY(open.contains(u"<details"_s));
        QVERIFY(!open.contains(QRegularExpression(u"<details class=\"[a-z]+\">"_s)));
    }

    void thePageTellsWhoMadeEachCard()
    {
        const QString page = QString::fromUtf8(written(Form::Html, sampleDocument(), {.generatedAt = QDateTime(QDate(2026, 1, 8), QTime(1, 2, 3), QTimeZone::UTC)}));
        for (const QString &words : {u"deepseek-chat</span><span>deepseek</span><span>版本 5</span><span>发送 5,200 · 收到 640 token</span><span>费用 0.0042 CNY"_s, u"部分阅读：3 个文件只读了摘要"_s,
                                     u"⚠️ 分析失败：timed out；下为规则分析"_s, u"⚠️ 未能获取：no route"_s, u"今日无更新"_s, u"用户标为 🔴 高"_s, u"暂无分析"_s, u"生成于 2026-01-08 09:02:03（Asia/Shanghai）"_s,
                                     u"分析情况：模型分析 2 · 规则分析 1 · 部分阅读 1 · 失败 1 · 未分析 1"_s})
            QVERIFY2(page.contains(words), qPrintable(words));
        // The accounts name each commit once.
        const QString accounts = page.sliced(page.indexOf(u"id=\"ledger\""_s));
        int sum = 0;
        for (const QString &count : captures(accounts.first(accounts.indexOf(u"<tfoot>"_s)), u"<tr><td>[^<]*</td><td>[^<]*</td><td>[^<]*</td><td class=\"number\">(\\d+)</td>"_s))
            sum += count.toInt();
        QCOMPARE(sum, 6);
        QVERIFY(accounts.contains(u"<td>合计</td><td></td><td></td><td class=\"number\">6</td>"_s));
        QVERIFY(accounts.contains(u"0.0084 CNY"_s)); // two whole ones
    }

    void jsonFollowsItsSchema_data()
    {
        QTest::addColumn<Document>("document");
        QTest::addColumn<bool>("notes");
        for (const bool notes : {false, true}) {
            QTest::newRow(notes ? "sample, noted" : "sample") << sampleDocument() << notes;
            QTest::newRow(notes ? "hostile, noted" : "hostile") << hostileDocument() << notes;
        }
    }

    void jsonFollowsItsSchema()
    {
        QFETCH(Document, document);
        document.filter = {.least = Importance::Low, .leftOut = 3, .unknown = 1};
        QFETCH(bool, notes);
        WriteOptions options = notes ? withNotes(document) : WriteOptions();
        options.generatedAt = QDateTime(QDate(2026, 1, 8), QTime(1, 2, 3), QTimeZone::UTC);
        const QByteArray json = written(Form::Json, document, options);
        QJsonParseError error;
        const QJsonObject read = QJsonDocument::fromJson(json, &error).object();
        QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
        QCOMPARE(read[u"generated_at"_s].toString(), u"2026-01-08T01:02:03Z"_s);
        const QString python = pythonWith(u"jsonschema"_s);
        if (python.isEmpty())
            QSKIP("no Python with jsonschema is installed");
        const auto checked = runProcess(python, {u"-c"_s, u"import json,sys,jsonschema\n"
                                                           "schema=json.load(open(sys.argv[1]))\n"
                                                           "jsonschema.Draft202012Validator.check_schema(schema)\n"
                                                           "validator=jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())\n"
                                                           "report=json.load(sys.stdin)\n"
                                                           "errors=[e.json_path+': '+e.message[:300] for e in validator.iter_errors(report)]\n"
                                                           "report['ledger']['surprise']=1\n"
                                                           "del report['repositories'][0]['commits'][0]['sha']\n"
                                                           "wrong=len(list(validator.iter_errors(report)))\n"
                                                           "print('\\n'.join(errors)) if errors else print('sound', wrong)\n"_s,
                                                 QStringLiteral(RIJIAN_SOURCE_DIR "/docs/report.schema.json")},
                                        QProcessEnvironment::systemEnvironment(), {}, json);
        QVERIFY2(checked.ok(), checked.err.constData());
        QCOMPARE(checked.out.trimmed(), "sound 2"); // and it finds what is not sound
    }

    void jsonKnowsEverything()
    {
        const QJsonObject read = QJsonDocument::fromJson(written(Form::Json, sampleDocument())).object();
        QVERIFY(read[u"generated_at"_s].isNull() && read[u"filter"_s].isNull());
        const QJsonObject ledger = read[u"ledger"_s].toObject();
        QCOMPARE(ledger[u"commits"_s].toInt(), 6);
        int sum = 0;
        for (const QString &part : {u"whole"_s, u"partial"_s, u"rules"_s, u"failed"_s, u"missing"_s})
            sum += ledger[part].toInt();
        QCOMPARE(sum, 6);
        const QJsonArray repositories = read[u"repositories"_s].toArray();
        QCOMPARE(repositories.size(), 3);
        QCOMPARE(repositories[2][u"failure"_s].toString(), u"no route"_s);
        const QJsonArray commits = repositories[0][u"commits"_s].toArray();
        QStringList standings;
        for (const QJsonValue commit : commits)
            standings << commit[u"standing"_s].toString();
        QCOMPARE(standings, (QStringList{u"whole"_s, u"partial"_s, u"rules"_s, u"failed"_s, u"missing"_s, u"whole"_s}));
        const QJsonObject first = commits[0].toObject();
        const QJsonObject card = first[u"analysis"_s].toObject();
        const Entry entry = sampleDocument().sections[0].entries[0];
        QCOMPARE(first[u"message"_s].toString(), entry.commit.message);
        QCOMPARE(card[u"markdown"_s].toString(), entry.analysis->markdown);
        QCOMPARE(card[u"model"_s].toString(), u"deepseek-chat"_s);
        QCOMPARE(card[u"version"_s].toString(), u"5"_s);
        QCOMPARE(card[u"prompt_tokens"_s].toInt(), 5200);
        QCOMPARE(card[u"cost"_s].toDouble(), 0.0042);
        QVERIFY(commits[2][u"analysis"_s][u"cost"_s].isNull()); // the rules have no price: that is not 0
        QVERIFY(commits[4][u"analysis"_s].isNull());
        QCOMPARE(commits[5][u"importance"_s].toString(), u"high"_s);
        QCOMPARE(commits[5][u"own_importance"_s].toString(), u"high"_s);
        QCOMPARE(commits[5][u"analysis"_s][u"importance"_s].toString(), u"low"_s);
    }

    void jsonHoldsAnyText()
    {
        Document document = sampleDocument();
        const QString half = u"a"_s + QChar(0xD800) + u"b\0c"_s + QChar(0xDC00);
        document.sections[0].entries[0].commit.message = half;
        const QByteArray json = written(Form::Json, document);
        QVERIFY(json.isValidUtf8());
        QVERIFY(QJsonDocument::fromJson(json)[u"repositories"_s][0][u"commits"_s][0][u"message"_s].toString().startsWith(u"a"_s));
    }

    void csvIsReadBack()
    {
        Document document = sampleDocument();
        document.sections[0].entries[0].commit.message = u"title, with \"quotes\"\r\n\r\nand lines\rof all kinds\n"_s;
        for (const bool mark : {true, false}) {
            const QByteArray csv = written(Form::Csv, document, {.byteOrderMark = mark});
            QCOMPARE(csv.startsWith("\xEF\xBB\xBF"), mark);
            QVERIFY(csv.endsWith("\r\n"));
            const QString python = pythonWith(u"csv"_s);
            if (python.isEmpty())
                QSKIP("Python is not installed");
            const auto read = runProcess(python, {u"-c"_s, u"import csv,io,json,sys\n"
                                                            "text=sys.stdin.buffer.read().decode('utf-8-sig')\n"
                                                            "rows=list(csv.reader(io.StringIO(text,newline=''),strict=True))\n"
                                                            "print(json.dumps(rows))\n"_s},
                                         QProcessEnvironment::systemEnvironment(), {}, csv);
            QVERIFY2(read.ok(), read.err.constData());
            const QJsonArray rows = QJsonDocument::fromJson(read.out).array();
            QCOMPARE(rows.size(), 7);
            for (const QJsonValue row : rows)
                QCOMPARE(row.toArray().size(), rows[0].toArray().size());
            QCOMPARE(rows[0][0].toString(), u"仓库"_s);
            QCOMPARE(rows[1][0].toString(), u"a/b"_s);
            QCOMPARE(rows[1][3].toString(), u"title, with \"quotes\"\n\nand lines\nof all kinds"_s);
            QCOMPARE(rows[1][4].toString(), u"🔴 高"_s);
            QCOMPARE(rows[5][7].toString(), u"未分析"_s);
            QCOMPARE(rows[1][16].toString(), sha(1));
        }
    }

    void csvHasNoFormulas_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("cell");
        QTest::newRow("plain") << u"a=b"_s << u"a=b"_s;
        for (const QString &text : {u"=1+1"_s, u"+1"_s, u"-1"_s, u"@SUM(A1)"_s, u"＝1"_s, u"＠x"_s, u"  =1"_s, u"- list"_s})
            QTest::newRow(qPrintable(text)) << text << QString(u'\'' + text);
        QTest::newRow("tab") << u"\t=1"_s << u"'\t=1"_s;
        QTest::newRow("line end") << u"\r\n=1"_s << u"'\n=1"_s;
        QTest::newRow("too long for a spreadsheet") << QString(40'000, u'x') << QString(QString(32'000, u'x') + u'…');
    }

    void csvHasNoFormulas()
    {
        QFETCH(QString, message);
        QFETCH(QString, cell);
        const Document document{.days = theDay, .sections = {{u"a/b"_s, {entry(1, message)}}}};
        const QString row = QString::fromUtf8(written(Form::Csv, document)).section(u"\r\n"_s, 1);
        const QString start = u"\"a/b\",\"2026-01-07 00:00:07\",\"Ada 洛夫莱斯 1\",\""_s;
        QVERIFY2(row.startsWith(start + cell + u"\",\""_s), qPrintable(row.first(std::min<qsizetype>(row.size(), 200))));
    }

    /// Nothing that a form says of commits changes where their follow-ups and notes are wished: it is what it was, and the notes.
    void notesAreAnAddition_data() { addForms(); }

    void notesAreAnAddition()
    {
        QFETCH(Form, form);
        const Document document = sampleDocument();
        const QByteArray plain = written(form, document), none = written(form, document, {.notes = QList<ReportNote>()}), noted = written(form, document, withNotes(document));
        QVERIFY(!plain.contains("第二行") && !none.contains("第二行"));
        QCOMPARE(noted.count("第二行"), form == Form::Html ? 6 : 3); // at the commit, and in the list
        QCOMPARE(none == plain, form != Form::Json && form != Form::Csv); // programs have the fields and columns all the same
        if (form == Form::Markdown || form == Form::Grouped) {
            QVERIFY(noted.startsWith(plain));
        } else if (form == Form::Csv) {
            const QStringList before = QString::fromUtf8(plain).split(u"\r\n"_s), after = QString::fromUtf8(noted).split(u"\r\n"_s);
            QCOMPARE(after.size(), before.size());
            for (qsizetype i = 0; i < before.size(); ++i)
                QVERIFY2(after[i].startsWith(before[i]), qPrintable(after[i]));
        } else if (form == Form::Json) {
            QCOMPARE(QString::fromUtf8(noted).remove(QRegularExpression(u",\"triage\":(null|\\{[^{}]*(\\$\\{x\\})[^{}]*\\})"_s)), QString::fromUtf8(plain));
            QCOMPARE(QString::fromUtf8(none).remove(u",\"triage\":null"_s), QString::fromUtf8(plain));
        }
    }

    void notesOnThePage()
    {
        Document document = sampleDocument();
        document.sections[1].entries = {document.sections[0].entries[0]}; // a fork has the commit, too; nobody said anything of it there
        WriteOptions options;
        options.notes = {{u"a/b"_s, sha(1), u"<i>whole"_s, {}, {.state = TriageState::FollowUp, .note = u"</div><script>x</script>\r\n问 \"Ann\"\n"_s, .due = QDate(2026, 2, 1)}},
                         {u"a/b"_s, sha(3), {}, {}, {.note = u"看过"_s}},
                         {u"a/b"_s, sha(9), u"not on the page"_s, u"javascript:alert(1)"_s, {.state = TriageState::FollowUp}}};
        const QString page = QString::fromUtf8(written(Form::Html, document, options));
        QCOMPARE(linkProblem(page), QString());
        const QString note = u"<div class=\"note\"><span class=\"mark\">📌</span> 跟进，2026-02-01 到期<div class=\"own\">&lt;/div&gt;&lt;script&gt;x&lt;/script&gt;\n问 &quot;Ann&quot;</div></div>\n"_s;
        QCOMPARE(page.count(note), 1);
        QVERIFY(page.indexOf(note) > page.indexOf(u"<article"_s) && page.indexOf(note) < page.indexOf(u"</article>"_s));
        QVERIFY(page.contains(u"<div class=\"note\"><span class=\"mark\">📌</span> 备注<div class=\"own\">看过</div></div>\n"_s));
        QVERIFY(page.contains(u"<a href=\"#notes\">跟进与备注</a> <span>3</span>"_s));
        const QString list = page.sliced(page.indexOf(u"<section id=\"notes\">"_s));
        QVERIFY2(list.contains(u"<tr><td>a/b</td><td><a href=\"#r1-1111111111abc001\">&lt;i&gt;whole</a> <span class=\"sha\">11111111</span></td><td>跟进，2026-02-01 到期</td><td>&lt;/div&gt;"_s)
                     && list.contains(u"\">（无说明）</a> <span class=\"sha\">11111111</span></td><td></td><td>看过</td></tr>"_s)
                     && list.contains(u"<td>not on the page <span class=\"sha\">11111111</span></td><td>跟进</td><td></td></tr>"_s),
                 qPrintable(list.first(1500)));
        QVERIFY(!page.contains(u"<script"_s) && !page.contains(u"javascript"_s));
    }

    void notesInJson()
    {
        const Document document = sampleDocument();
        const WriteOptions options = withNotes(document);
        const QJsonArray commits = QJsonDocument::fromJson(written(Form::Json, document, options))[u"repositories"_s][0][u"commits"_s].toArray();
        QCOMPARE(commits.size(), 6);
        QCOMPARE(commits[0][u"triage"_s].toObject(), (QJsonObject{{u"state"_s, u"followup"_s}, {u"note"_s, options.notes->first().triage.note}, {u"due"_s, u"2026-02-01"_s}}));
        QCOMPARE(commits[2][u"triage"_s][u"state"_s].toString(), u"seen"_s);
        QVERIFY(commits[2][u"triage"_s][u"due"_s].isNull()); // of a follow-up alone
        QVERIFY(commits[4][u"triage"_s][u"due"_s].isNull());
        for (const int i : {1, 3, 5})
            QVERIFY(commits[i].toObject().contains(u"triage"_s) && commits[i][u"triage"_s].isNull());
        QVERIFY(!QJsonDocument::fromJson(written(Form::Json, document))[u"repositories"_s][0][u"commits"_s][0].toObject().contains(u"triage"_s));
    }

    void notesInTheTable()
    {
        const Document document{.days = theDay, .sections = {{u"a/b"_s, {entry(1, u"one"_s), entry(2, u"two"_s)}}}};
        const QStringList plain = QString::fromUtf8(written(Form::Csv, document)).split(u"\r\n"_s);
        WriteOptions options;
        options.notes = {{u"a/b"_s, sha(1), {}, {}, {.state = TriageState::FollowUp, .note = u" =1+1\r\n第二行 \"x\" <b>\n"_s, .due = QDate(2026, 2, 1)}}};
        QCOMPARE(QString::fromUtf8(written(Form::Csv, document, options)),
                 plain[0] + u",\"跟进\",\"到期\",\"备注\"\r\n"_s + plain[1] + u",\"跟进\",\"2026-02-01\",\"'=1+1\n第二行 \"\"x\"\" <b>\"\r\n"_s + plain[2] + u",\"\",\"\",\"\"\r\n"_s);
    }

    void everyFormSaysThatItIsFiltered_data() { addForms(); }

    void everyFormSaysThatItIsFiltered()
    {
        QFETCH(Form, form);
        Document document = sampleDocument();
        const QByteArray whole = written(form, document);
        document.filter = {.least = Importance::Medium, .leftOut = 12, .unknown = 3};
        const QString text = QString::fromUtf8(written(form, document));
        if (form == Form::Csv) // a table has no place for it
            QCOMPARE(text, QString::fromUtf8(whole));
        else if (form == Form::Json)
            QCOMPARE(QJsonDocument::fromJson(text.toUtf8())[u"filter"_s].toObject(), (QJsonObject{{u"least"_s, u"medium"_s}, {u"left_out"_s, 12}, {u"unknown"_s, 3}}));
        else
            QVERIFY(text.contains(u"已筛选：只列 🔴 高、🟡 中；另有 12 个提交未列出（其中 3 个未判定）"_s) && !QString::fromUtf8(whole).contains(u"已筛选"_s));
    }

    void severalDaysAreOneReport_data() { addForms(); }

    void severalDaysAreOneReport()
    {
        QFETCH(Form, form);
        Document document = sampleDocument();
        document.days.first = QDate(2026, 1, 5);
        const QString text = QString::fromUtf8(written(form, document));
        if (form == Form::Json)
            QVERIFY(text.contains(u"\"since\":\"2026-01-05\""_s) && text.contains(u"\"until\":\"2026-01-07\""_s));
        else if (form != Form::Csv)
            QVERIFY(text.contains(u"（2026-01-05 – 2026-01-07）"_s) && !text.contains(u"本日"_s));
    }

    void theSameBytesEachTime_data() { addForms(); }

    void theSameBytesEachTime()
    {
        QFETCH(Form, form);
        QCOMPARE(written(form, hostileDocument()), written(form, hostileDocument()));
        QVERIFY(written(form, hostileDocument()).isValidUtf8());
        QVERIFY(!written(form, {.days = theDay}).startsWith("error")); // no repository at all
    }

    void itComesInPieces_data() { addForms(); }

    void itComesInPieces()
    {
        QFETCH(Form, form);
        MadeUpSource source({700, 0, 300});
        Device device(1LL << 40);
        QList<qsizetype> told;
        VERIFY_OK(writeForm(form, source, device, {}, {}, [&](qsizetype done, qsizetype all) {
            QVERIFY(done <= all && all >= 1000);
            told << done;
        }));
        QVERIFY2(device.bytes > 500'000, qPrintable(QString::number(device.bytes)));
        QVERIFY2(device.largest < 300'000, qPrintable(QString::number(device.largest))); // never all at once
        QVERIFY(told.size() > 10 && std::is_sorted(told.begin(), told.end()));
        QVERIFY(told.last() == 1000 || told.last() == 2000);
    }

    void aStopStops_data() { addForms(); }

    void aStopStops()
    {
        QFETCH(Form, form);
        QTemporaryDir folder;
        const QString file = folder.filePath(u"r"_s);
        QFile before(file);
        QVERIFY(before.open(QIODevice::WriteOnly) && before.write("as it was") == 9);
        before.close();
        MadeUpSource source({5000});
        std::stop_source stop;
        VERIFY_FAILS(saveForm(form, source, file, {}, stop.get_token(), [&](qsizetype done, qsizetype) {
            if (done > 200)
                stop.request_stop();
            QVERIFY(done < 1000);
        }), ErrorKind::Cancelled);
        QVERIFY(before.open(QIODevice::ReadOnly));
        QCOMPARE(before.readAll(), "as it was");
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void aFullDiskIsSaid_data() { addForms(); }

    void aFullDiskIsSaid()
    {
        QFETCH(Form, form);
        MadeUpSource source({2000});
        Device device(400'000);
        VERIFY_FAILS(writeForm(form, source, device), ErrorKind::Disk);
        QVERIFY(device.bytes <= 400'000);
        VERIFY_FAILS(saveForm(form, source, u"/dev/null/x"_s), ErrorKind::Disk);
    }

    void errorsOfTheSourceComeThrough()
    {
        class Broken : public MadeUpSource
        {
        public:
            using MadeUpSource::MadeUpSource;
            Result<void> visit(qsizetype, const Visit &, const Visitor &visitor) override
            {
                if (auto first = visitor(sampleEntry(1)); !first)
                    return first;
                return failure(ErrorKind::BadData, u"damaged"_s);
            }
        };
        for (const Form form : streamedForms) {
            Broken source({10});
            Device device(1 << 30);
            VERIFY_FAILS(writeForm(form, source, device), ErrorKind::BadData);
        }
    }

    void aPdfIsPrintedElsewhere()
    {
        MadeUpSource source({1});
        Device device(1 << 20);
        VERIFY_FAILS(writeForm(Form::Pdf, source, device), ErrorKind::Unsupported);
    }
};

RIJIAN_TEST_MAIN(TestForms)
#include "tst_forms.moc"
