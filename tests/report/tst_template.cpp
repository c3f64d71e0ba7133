// The user's own templates: what they can say, that mistakes are told with their line, that strangers' text stays text, and that none of them runs away.

#include "report/forms.h"
#include "report/template.h"
#include "support/outcome.h"
#include "support/sampleentries.h"
#include "support/testkit.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::report;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const DaySpan theDay{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};

Entry entry(int number, const QString &subject, Importance importance)
{
    Entry entry = sampleEntry(number);
    entry.commit.sha = QString::number(number, 16).rightJustified(40, u'a');
    entry.commit.message = subject;
    entry.analysis->card.importance = importance;
    return entry;
}

Document sampleDocument()
{
    Document document{.days = theDay};
    document.sections = {{.repository = u"a/b"_s, .entries = {entry(1, u"one"_s, Importance::High), entry(2, u"two"_s, Importance::Low)}},
                         {.repository = u"c/d"_s, .entries = {entry(3, u"three"_s, Importance::High)}},
                         {.repository = u"e/f"_s, .failure = u"no route"_s}};
    document.sections[0].entries[1].commit.files = {{.path = u"x.cpp"_s, .insertions = 3}, {.path = u"y.h"_s, .status = FileStatus::Deleted}};
    return document;
}

class Kept
{
public:
    Kept()
    {
        if (!m_folder.isValid())
            qFatal("no folder");
    }

    QString write(const QString &name, const QString &text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
            qFatal("not written");
        return file.fileName();
    }

private:
    QTemporaryDir m_folder;
};

Result<QString> made(const QString &text, const Document &document = sampleDocument(), const QString &name = u"t.md"_s, const std::optional<QList<ReportNote>> &notes = {})
{
    Kept kept;
    DocumentSource source(document);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    WriteOptions options{.templateFile = kept.write(name, text), .generatedAt = QDateTime(QDate(2026, 1, 8), QTime(0, 0), QTimeZone::UTC), .notes = notes};
    if (auto done = writeForm(Form::Template, source, buffer, options); !done)
        return std::unexpected(done.error());
    return QString::fromUtf8(buffer.data());
}

} // namespace

class TestTemplate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatItCanSay_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("report");
        QTest::newRow("nothing") << u"a { b } }} %} # \n"_s << u"a { b } }} %} # \n"_s;
        QTest::newRow("value") << u"{{ report.days }}: {{report.commits}}"_s << u"2026-01-07: 3"_s;
        QTest::newRow("counts") << u"{{ report.high }}/{{ report.low }}/{{ report.repositories }} {{ report.ledger }}"_s << u"2/1/3 模型分析 3"_s;
        QTest::newRow("generated") << u"{{ report.generated }}"_s << u"2026-01-08 08:00:00"_s;
        QTest::newRow("comment") << u"a{# not {{ this }} #}b"_s << u"ab"_s;
        QTest::newRow("repositories") << u"{% for repository in repositories %}{{ loop.index }} {{ repository.name }} {{ repository.commits }}; {% endfor %}"_s << u"1 a/b 2; 2 c/d 1; 3 e/f 0; "_s;
        QTest::newRow("all commits") << u"{% for commit in commits %}{{ loop.index }} {{ repository.name }} {{ commit.subject }}; {% endfor %}"_s << u"1 a/b one; 2 a/b two; 3 c/d three; "_s;
        QTest::newRow("of one level") << u"{% for commit in commits.high %}{{ commit.subject }}; {% endfor %}"_s << u"one; three; "_s;
        QTest::newRow("in repositories") << u"{% for repository in repositories %}{{ repository.name }}:{% for commit in commits %} {{ loop.index }}{{ commit.subject }}{% endfor %}; {{ loop.index }}{% endfor %}"_s
                                         << u"a/b: 1one 2two; 1c/d: 1three; 2e/f:; 3"_s;
        QTest::newRow("files") << u"{% for commit in commits.low %}{% for file in commit.files %}{{ file.status }} {{ file.path }} +{{ file.insertions }},{% endfor %}{% endfor %}"_s
                               << u"modified x.cpp +3,deleted y.h +0,"_s;
        QTest::newRow("if") << u"{% for repository in repositories %}{% if repository.failure %}!{{ repository.failure }}{% else %}ok{% endif %} {% endfor %}"_s << u"ok ok !no route "_s;
        QTest::newRow("if not, zero") << u"{% if not report.failed %}none{% endif %}{% if report.failed %}some{% endif %}"_s << u"none"_s;
        QTest::newRow("equals") << u"{% for commit in commits %}{% if commit.level == \"high\" %}H{% else %}-{% endif %}{% if commit.level != \"high\" %}!{% endif %}{% endfor %}"_s << u"H-!H"_s;
        QTest::newRow("filters") << u"{% for commit in commits.low %}{{ commit.summary|line|cut:6 }}{% endfor %}"_s << u"1. 重写了…"_s;
        QTest::newRow("tags on lines of their own")
            << u"a\n{% for commit in commits %}\n- {{ commit.subject }}\n  {% if commit.merge %}\n  merge\n  {% endif %}\n{% endfor %}\n{# x #}\nb\n"_s << u"a\n- one\n- two\n- three\nb\n"_s;
        QTest::newRow("line ends") << u"a\r\n{% if report.commits %}\r\nb\r\n{% endif %}\r\nc\r"_s << u"a\nb\nc\n"_s;
        QTest::newRow("at the end") << u"x{% if report.commits %}\n  {% endif %}"_s << u"x\n"_s;
    }

    void whatItCanSay()
    {
        QFETCH(QString, text);
        QFETCH(QString, report);
        const auto done = made(text);
        VERIFY_OK(done);
        QCOMPARE(*done, report);
    }

    void everyValueIsThere()
    {
        // Those that docs/TEMPLATES.md lists are those there are.
        QFile docs(QStringLiteral(RIJIAN_SOURCE_DIR "/docs/TEMPLATES.md"));
        QVERIFY(docs.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(docs.readAll());
        const QStringList names = Template::valueNames();
        QVERIFY(names.size() > 60);
        QString all = u"{% for commit in commits %}{% for file in commit.files %}"_s;
        for (const QString &name : names) {
            QVERIFY2(text.contains(u"`"_s + name + u'`'), qPrintable(name));
            all += u"{{ "_s + name + u" }}{% if "_s + name + u" %}x{% endif %}"_s;
        }
        for (const QString &name : {u"a.md"_s, u"a.html"_s})
            VERIFY_OK(made(all + u"{% endfor %}{% endfor %}"_s, sampleDocument(), name));
    }

    void notesHaveTheirPlace()
    {
        Document document = sampleDocument();
        document.sections[0].entries[1].ownImportance = Importance::High;
        const QString first = document.sections[0].entries[0].commit.sha, third = document.sections[1].entries[0].commit.sha;
        const QList<ReportNote> notes{{u"a/b"_s, first, u"one"_s, {}, {.state = TriageState::FollowUp, .note = u"<script>x</script>\n## 第二行\n"_s, .due = QDate(2026, 2, 1)}},
                                      {u"c/d"_s, third, u"three"_s, {}, {.state = TriageState::Seen, .note = u"看过"_s, .due = QDate(2026, 2, 1)}},
                                      {u"c/d"_s, first, u"of another repository"_s, {}, {.note = u"never"_s}}};
        const QString line = u"{{ report.notes }}:{% for commit in commits %} {{ commit.subject }} {{ commit.own_importance }}|{{ commit.followup }}|{{ commit.due }}|{{ commit.note|line }};{% endfor %}"_s;
        const auto text = made(line, document, u"t.md"_s, notes);
        VERIFY_OK(text);
        QCOMPARE(*text, u"3: one |跟进|2026-02-01|\\<script\\>x\\</script\\> \\#\\# 第二行; two 🔴 高|||; three |||看过;"_s);
        const auto unwished = made(line, document);
        VERIFY_OK(unwished);
        QCOMPARE(*unwished, u"0: one |||; two 🔴 高|||; three |||;"_s);
        // Of several lines: none of them opens a heading, and a page has no element of it.
        const QString block = u"{% for commit in commits.high %}{% if commit.note %}\n{{ commit.note }}\n{% endif %}{% endfor %}"_s;
        const auto markdown = made(block, document, u"t.md"_s, notes);
        VERIFY_OK(markdown);
        QVERIFY2(markdown->contains(u"\n\\## 第二行\n"_s) && markdown->contains(u"\n看过\n"_s), qPrintable(*markdown));
        const auto page = made(block, document, u"t.html"_s, notes);
        VERIFY_OK(page);
        QVERIFY2(page->contains(u"&lt;script&gt;x&lt;/script&gt;\n## 第二行"_s) && !page->contains(u"<script"_s), qPrintable(*page));
    }

    void aTemplateKnowsWhetherItTellsNotes()
    {
        const auto tells = [](const QString &text) {
            const auto parsed = Template::parse(text, TemplateKind::Markdown, u"t"_s);
            return parsed && parsed->tellsNotes();
        };
        const QString commits = u"{% for commit in commits %}%1{% endfor %}"_s;
        for (const QString &name : {u"commit.followup"_s, u"commit.due"_s, u"commit.note"_s}) {
            QVERIFY(tells(commits.arg(u"{{ "_s + name + u" }}"_s)));
            QVERIFY(tells(commits.arg(u"{% if "_s + name + u" %}!{% endif %}"_s)));
        }
        QVERIFY(!tells(commits.arg(u"{{ report.notes }} {{ commit.own_importance }} commit.note {# {{ commit.note }} #}"_s)));
    }

    void theExampleOfTheDocsWorks()
    {
        QFile docs(QStringLiteral(RIJIAN_SOURCE_DIR "/docs/TEMPLATES.md"));
        QVERIFY(docs.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(docs.readAll());
        int examples = 0;
        for (const QString &kind : {u"md"_s, u"html"_s}) {
            const QString open = u"\n```"_s + kind + u'\n';
            for (qsizetype at = text.indexOf(open); at >= 0; at = text.indexOf(open, at + 1), ++examples) {
                const qsizetype start = at + open.size();
                const auto done = made(text.sliced(start, text.indexOf(u"\n```\n"_s, start) + 1 - start), sampleDocument(), u"t."_s + kind);
                VERIFY_OK(done);
                QVERIFY2(done->contains(u"one"_s) && done->contains(u"three"_s) && !done->contains(u"{{"_s), qPrintable(*done));
            }
        }
        QVERIFY(examples >= 2);
    }

    void mistakesAreTold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QString &text, int line, const QString &words) { QTest::newRow(name) << text << line << words; };
        row("unknown value", u"a\n\n{{ report.dayz }}"_s, 3, u"report.dayz"_s);
        row("unknown filter", u"{{ report.days|upper }}"_s, 1, u"|upper"_s);
        row("bad cut", u"{{ report.days|cut:0 }}"_s, 1, u"cut:0"_s);
        row("value without its loop", u"x\n{{ commit.sha }}"_s, 2, u"commit.sha"_s);
        row("file without its loop", u"{% for commit in commits %}\n{{ file.path }}\n{% endfor %}"_s, 2, u"file.path"_s);
        row("value not closed", u"a\nb {{ report.days \n }}"_s, 2, u"}}"_s);
        row("tag not closed", u"{% if report.days }"_s, 1, u"%}"_s);
        row("comment not closed", u"\n{# x\n#}"_s, 2, u"#}"_s);
        row("loop not ended", u"a\n{% for commit in commits %}\n\nx"_s, 3, u"endfor"_s);
        row("if not ended", u"{% if report.days %}x"_s, 1, u"endif"_s);
        row("crossed", u"{% for commit in commits %}{% if commit.sha %}{% endfor %}{% endif %}"_s, 1, u"endfor"_s);
        row("ended twice", u"{% if report.days %}{% endif %}\n{% endif %}"_s, 2, u"endif"_s);
        row("else twice", u"{% if report.days %}{% else %}{% else %}{% endif %}"_s, 1, u"else"_s);
        row("unknown tag", u"{% include \"/etc/passwd\" %}"_s, 1, u"include"_s);
        row("unknown loop", u"{% for x in y %}{% endfor %}"_s, 1, u"for"_s);
        row("commits in commits", u"{% for commit in commits %}\n{% for commit in commits.low %}\n{% endfor %}{% endfor %}"_s, 2, u"loop"_s);
        row("repositories in commits", u"{% for commit in commits %}{% for repository in repositories %}{% endfor %}{% endfor %}"_s, 1, u"commit"_s);
        row("files outside", u"{% for file in commit.files %}{% endfor %}"_s, 1, u"commit"_s);
        row("condition", u"{% if report.high > 3 %}{% endif %}"_s, 1, u"if"_s);
        row("too deep", u"{% if report.days %}"_s.repeated(40), 1, u"16"_s);
        row("too many loops", u"{% for commit in commits %}{% endfor %}"_s.repeated(40), 1, u"32"_s);
        row("too many values", u"{{ report.days }}"_s.repeated(3000), 1, u"2000"_s);
    }

    void mistakesAreTold()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(QString, words);
        const auto parsed = Template::parse(text, TemplateKind::Markdown, u"/x/weekly.md"_s);
        VERIFY_FAILS(parsed, ErrorKind::Usage);
        const QString message = parsed.error().message;
        QVERIFY2(message.contains(u"/x/weekly.md"_s) && message.contains(u"line %1:"_s.arg(line)) && message.contains(words), qPrintable(message));
    }

    void strangersTextStaysText_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("never");
        const QString commits = u"{% for commit in commits %}%1{% endfor %}"_s;
        const QStringList elements{u"<script"_s, u"<img"_s, u"\"onx"_s, u"javascript:"_s, u"\n# "_s};
        for (const QString &name : {u"commit.subject"_s, u"commit.author"_s, u"commit.summary"_s, u"commit.card"_s, u"commit.types"_s, u"commit.failure"_s, u"commit.model"_s, u"repository.name"_s}) {
            QTest::newRow(qPrintable(u"html "_s + name)) << u"t.html"_s << commits.arg(u"<p title=\"{{ %1 }}\">{{ %1 }}</p>"_s.arg(name)) << elements;
            QTest::newRow(qPrintable(u"md "_s + name)) << u"t.md"_s << commits.arg(u"## {{ %1 }}\n"_s.arg(name)) << QStringList{u"\n# "_s, u" <script"_s, u"]<img"_s};
        }
        QTest::newRow("html message") << u"t.html"_s << commits.arg(u"<pre>{{ commit.message }}</pre>"_s) << QStringList{u"<script"_s, u"<img"_s};
        QTest::newRow("md message") << u"t.md"_s << commits.arg(u"{{ commit.message }}\n"_s) << QStringList{u"\n# "_s};
        for (const QString &name : {u"t.html"_s, u"t.md"_s})
            QTest::newRow(qPrintable(u"address "_s + name)) << name << commits.arg(u"[{{ commit.address }}]"_s) << QStringList{u"javascript"_s};
    }

    void strangersTextStaysText()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(QStringList, never);
        const QString hostile = u"x <script>alert(1)</script>]<img src=x> \"onx=1 javascript:x"_s;
        Document document = sampleDocument();
        document.sections[0].repository = hostile;
        for (Entry &entry : document.sections[0].entries) {
            entry.commit.message = hostile + u"\n\n# heading\n"_s;
            entry.commit.author.name = hostile + u"\n# x"_s;
            entry.webAddress = u"javascript:alert(1)"_s;
            entry.failure = hostile + u"\n# x"_s;
            entry.analysis->markdown = entry.analysis->card.summary = u"[a](javascript:x) "_s + hostile + u"\n# y\n"_s;
            entry.analysis->card.typeText = entry.analysis->model = hostile;
        }
        const auto done = made(text, document, name);
        VERIFY_OK(done);
        for (QString part : never) {
            if (part == u"javascript:"_s && done->contains(u"javascript:"_s)) // as words it may stand there, not as where a link leads
                part = u"href=\"javascript:"_s;
            QVERIFY2(!done->contains(part), qPrintable(part + u" in "_s + *done));
        }
    }

    void noValueInScripts()
    {
        for (const QString &text : {u"<script>{{ report.days }}</script>"_s, u"<SCRIPT>\nx = 1;\n{{ report.days }}"_s, u"<style>a { {{ report.days }} }</style>"_s,
                                    u"<script{# #}>{{ report.days }}"_s, u"<scr{# #}ipt>{{ report.days }}</script>"_s})
            VERIFY_FAILS(Template::parse(text, TemplateKind::Html, u"t.html"_s), ErrorKind::Usage);
        VERIFY_OK(Template::parse(u"<style>a {}</style><script>x()</script>{{ report.days }}"_s, TemplateKind::Html, u"t.html"_s));
        VERIFY_FAILS(Template::parse(u"{{ report.days|raw }}"_s, TemplateKind::Html, u"t.html"_s), ErrorKind::Usage);
        VERIFY_OK(Template::parse(u"{{ report.days|raw }}<script>{{ report.days }}</script>"_s, TemplateKind::Markdown, u"t.md"_s));
    }

    void hostileTemplatesEnd()
    {
        // As much as a template can ask for: every allowed loop over the commits, files in it, many values. It goes on commit by commit and can be stopped at each value.
        const QString loop = u"{% for commit in commits %}{% for file in commit.files %}"_s + u"{{ commit.card }}"_s.repeated(20) + u"{% endfor %}{% endfor %}"_s;
        const auto parsed = Template::parse(loop.repeated(TemplateLoopLimit), TemplateKind::Markdown, u"t"_s);
        VERIFY_OK(parsed);
        QCOMPARE(parsed->passes(), TemplateLoopLimit);
        Kept kept;
        WriteOptions options{.templateFile = kept.write(u"t.md"_s, loop.repeated(TemplateLoopLimit))};
        MadeUpSource source({100'000});
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        std::stop_source stop;
        VERIFY_FAILS(writeForm(Form::Template, source, buffer, options, stop.get_token(), [&](qsizetype done, qsizetype all) {
            QCOMPARE(all, qsizetype(100'000) * TemplateLoopLimit);
            if (done >= 100)
                stop.request_stop();
        }), ErrorKind::Cancelled);
        for (const QString &piece : {u"{"_s, u"{{"_s, u"{%"_s, u"{# #}"_s, u"{% if"_s, u"<script"_s, u"<"_s, u"\n"_s, u" "_s})
            (void)Template::parse(piece.repeated(TemplateSizeLimit / piece.size()), TemplateKind::Html, u"t"_s); // each ends at once
    }

    void filesAreFound()
    {
        QTemporaryDir folder;
        QCOMPARE(templates(folder.path()), QList<TemplateFile>());
        const auto none = findTemplate(folder.path(), u"weekly"_s);
        VERIFY_FAILS(none, ErrorKind::NotFound);
        QVERIFY2(none.error().message.contains(folder.path() + u"/templates"_s), qPrintable(none.error().message));
        QVERIFY(QDir(folder.path()).mkdir(u"templates"_s));
        for (const QString &name : {u"weekly.md"_s, u"both.md"_s, u"both.html"_s, u"周报.html"_s, u"no.txt"_s, u".hidden.md"_s}) {
            QFile file(templateFolder(folder.path()) + u'/' + name);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QStringList names;
        for (const TemplateFile &one : templates(folder.path()))
            names << one.name;
        QCOMPARE(names, (QStringList{u"both.html"_s, u"both.md"_s, u"weekly"_s, u"周报"_s}));
        for (const QString &name : {u"weekly"_s, u"weekly.md"_s, u"both.md"_s, u"周报"_s})
            VERIFY_OK(findTemplate(folder.path(), name));
        for (const QString &name : {u"both"_s, u"no"_s, u"../x"_s, u""_s})
            VERIFY_FAILS(findTemplate(folder.path(), name), ErrorKind::NotFound);
        VERIFY_FAILS(Template::load(folder.filePath(u"nothing.md"_s)), ErrorKind::NotFound);
        VERIFY_FAILS(Template::load(folder.path()), ErrorKind::NotFound);
        Kept kept;
        VERIFY_FAILS(Template::load(kept.write(u"large.md"_s, QString(TemplateSizeLimit + 1, u'x'))), ErrorKind::Usage);
        VERIFY_OK(Template::load(kept.write(u"page.HTML"_s, u"\uFEFFx"_s)));
    }
};

RIJIAN_TEST_MAIN(TestTemplate)
#include "tst_template.moc"
