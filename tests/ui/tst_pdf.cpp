// The report on paper: what the engine prints, what is added to it, and what happens when the engine does not do its part.

#include "jobs/reporting.h"
#include "report/forms.h"
#include "support/outcome.h"
#include "support/uitest.h"
#include "ui/print/pdffinish.h"
#include "ui/print/pdfoutline.h"
#include "ui/print/pdfprinter.h"
#include "ui/print/reportpage.h"

#include <QBuffer>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>

#include <csignal>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; // milliseconds: the machine may be busy

QString shaOf(int number)
{
    return QString::number(number + 10, 16).repeated(40).first(40);
}

report::Entry entryOf(int number, Importance importance, const QString &message)
{
    Analysis analysis{.analyzer = u"rules"_s};
    analysis.card.importance = importance;
    analysis.card.summary = u"修复调度器在高并发下的竞争问题，并补充测试。"_s;
    analysis.card.scope = u"- 调度器\n- 缓存"_s;
    analysis.card.risks = u"| 项目 | 说明 |\n|---|---|\n| 性能 | 下降约 2 % |"_s;
    analysis.markdown = u"**📋 变更摘要**："_s + analysis.card.summary;
    report::Entry entry;
    entry.commit.sha = shaOf(number);
    entry.commit.message = message;
    entry.commit.author.name = u"作者"_s;
    entry.commit.authorTime.seconds = 1767750000 + number;
    entry.webAddress = u"https://github.com/example/project/commit/"_s + entry.commit.sha;
    entry.analysis = analysis;
    return entry;
}

report::Document sample()
{
    report::Document document{.days = {QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()}};
    report::Section first{.repository = u"example/project"_s};
    for (int i = 0; i < 12; ++i)
        first.entries.append(entryOf(i, i % 3 == 0 ? Importance::High : i % 3 == 1 ? Importance::Medium : Importance::Low, u"修复第 %1 个问题 <b>&amp;\n\n正文"_s.arg(i)));
    document.sections = {first, {.repository = u"空仓库/无更新"_s}};
    return document;
}

QByteArray pageOf(const report::Document &document)
{
    report::DocumentSource source(document);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    report::WriteOptions how;
    how.open = true;
    if (!report::writeForm(report::Form::Html, source, buffer, how))
        return {};
    return buffer.data();
}

/// What another program says of a file; nothing: it is not installed.
std::optional<QString> ask(const QString &program, const QStringList &arguments)
{
    const QString path = QStandardPaths::findExecutable(program);
    if (path.isEmpty())
        return {};
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(path, arguments);
    process.waitForFinished(patience);
    return QString::fromUtf8(process.readAll()) + (process.exitCode() == 0 ? QString() : u"\nexit status %1"_s.arg(process.exitCode()));
}

/// Without blanks: where a viewer sees some between Chinese words or around a slash is its own affair.
QString squeezed(QString text)
{
    text.removeIf([](QChar c) { return c.isSpace(); });
    return text;
}

#define ASK(variable, program, ...)                            \
    const auto variable = ask(program, {__VA_ARGS__});         \
    if (!variable)                                             \
        QSKIP("needs qpdf and poppler-utils: packaging/setup.sh test")

} // namespace

class tst_pdf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void headingsAreRead();
    void headingsOfHostilePages();
    void aReportIsPrinted();
    void linksLeadWhereTheyShould();
    void nothingIsFetchedOrRun();
    void aDeadEngineIsSaid();
    void tooLongIsSaid();
    void tooSlowIsSaid();
    void cancelling();
    void whatCannotBeWritten();
    void noPdfIsNoPdf();
    void theProgramPrints();

private:
    std::optional<Result<PrintedPdf>> print(const QByteArray &html, const QString &name);

    testkit::ExpectWarning m_noGpu{QRegularExpression(u"Vulkan|GPU vendor"_s), 0}; ///< the browser engine looks for one; a virtual screen has none
    std::unique_ptr<QTemporaryDir> m_folder;
    QString file(const QString &name) const { return m_folder->filePath(name); }
};

void tst_pdf::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

std::optional<Result<PrintedPdf>> tst_pdf::print(const QByteArray &html, const QString &name)
{
    PdfPrinter printer;
    std::optional<Result<PrintedPdf>> result;
    connect(&printer, &PdfPrinter::finished, this, [&](const Result<PrintedPdf> &printed) { result = printed; });
    printer.print(html, file(name));
    (void)QTest::qWaitFor([&] { return result.has_value(); }, patience);
    return result;
}

void tst_pdf::headingsAreRead()
{
    const auto headings = headingsOf("<style>h1>x{}</style><header id=\"top\">\n<h1>每日 &amp; &lt;b&gt; &#x1F534;</h1></header><nav><a href=\"#r1\">no</a></nav>"
                                     "<section class=\"repository\" id=\"r1\"><h2>a/<b>b</b></h2><article id=\"r1-aa\"><h3 class=\"x\">🔴 x</h3><h4>no</h4></article></section><h2>none</h2>");
    const QList<PageHeading> expected{{1, u"每日 & <b> 🔴"_s, "top"}, {2, u"a/b"_s, "r1"}, {3, u"🔴 x"_s, "r1-aa"}, {2, u"none"_s, {}}};
    QCOMPARE(headings, expected);
    const QByteArray page = withLinksTo("<body>x</body>", headings);
    QCOMPARE(page, QByteArray("<body>x<div hidden><a href=\"#top\"></a><a href=\"#r1\"></a><a href=\"#r1-aa\"></a></div></body>"));
}

void tst_pdf::headingsOfHostilePages()
{
    QCOMPARE(headingsOf("<h1"), {});
    QCOMPARE(headingsOf("<h1>never closed"), {});
    QCOMPARE(headingsOf("<style>"), {});
    QCOMPARE(headingsOf("<p id=\"a b\"><h1>&#xD800;&#x110000;&#99999999999;&;x</h1>"), (QList<PageHeading>{{1, u"&#xD800;&#x110000;&#99999999999;&;x"_s, {}}}));
    QCOMPARE(headingsOf(QByteArray("<h2>" + QByteArray(1'000'000, 'x') + "</h2>")).first().title.size(), 200);
    // Not quadratic: each tag is looked at once.
    QCOMPARE(headingsOf(QByteArray("<h3>x</h3>").repeated(100'000)).size(), PageHeadingLimit);
    QCOMPARE(headingsOf(QByteArray("<").repeated(1'000'000)), {});
}

void tst_pdf::aReportIsPrinted()
{
    const QByteArray html = pageOf(sample());
    QVERIFY(!html.isEmpty());
    const auto printed = print(html, u"报告.pdf"_s);
    QVERIFY2(printed, "the printer never finished");
    VERIFY_OK(*printed);
    const QString pdf = file(u"报告.pdf"_s);
    QCOMPARE((*printed)->file, pdf);
    QVERIFY((*printed)->pages > 2);
    const QList<PageHeading> headings = headingsOf(html);
    QCOMPARE((*printed)->bookmarks, headings.size());
    QVERIFY(headings.size() >= 16); // the report, two repositories, twelve commits, the accounts

    ASK(checked, u"qpdf"_s, u"--check"_s, pdf);
    QVERIFY2(checked->contains("No syntax or stream encoding errors"_L1), qPrintable(*checked));
    ASK(info, u"pdfinfo"_s, pdf);
    QVERIFY2(info->contains("Title:           每日更新报告（2026-01-07）"_L1) || info->contains(u"每日更新报告（2026-01-07）"_s), qPrintable(*info));
    QVERIFY2(info->contains(u"(A4)"_s), qPrintable(*info));
    QVERIFY2(info->contains(u"JavaScript:      no"_s), qPrintable(*info));
    const int pages = (*printed)->pages;
    for (int page = 1; page <= pages; ++page) {
        ASK(text, u"pdftotext"_s, u"-f"_s, QString::number(page), u"-l"_s, QString::number(page), pdf, u"-"_s);
        QVERIFY2(squeezed(*text).contains(u"%1/%2"_s.arg(page).arg(pages)), qPrintable(u"no number on page %1: "_s.arg(page) + *text));
    }
    ASK(text, u"pdftotext"_s, pdf, u"-"_s);
    for (const QString &words : {u"每日更新报告（2026-01-07）"_s, u"修复调度器在高并发下的竞争问题，并补充测试。"_s, u"空仓库/无更新"_s, u"今日无更新"_s, u"修复第 11 个问题 <b>&amp;"_s})
        QVERIFY2(squeezed(*text).contains(squeezed(words)), qPrintable(words + u" is not in: "_s + *text));

    ASK(outline, u"qpdf"_s, u"--json"_s, u"--json-key=outlines"_s, pdf);
    const QJsonArray top = QJsonDocument::fromJson(outline->toUtf8()).object().value("outlines"_L1).toArray();
    QStringList titles;
    QList<int> places;
    const std::function<void(const QJsonArray &, int)> walk = [&](const QJsonArray &entries, int depth) {
        for (const QJsonValue &entry : entries) {
            titles.append(QString::number(depth) + u' ' + entry["title"_L1].toString());
            places.append(entry["destpageposfrom1"_L1].toInt());
            walk(entry["kids"_L1].toArray(), depth + 1);
        }
    };
    walk(top, 1);
    QStringList expected;
    for (const PageHeading &heading : headings)
        expected.append(QString::number(heading.level) + u' ' + heading.title);
    QCOMPARE(titles, expected);
    QVERIFY2(std::ranges::is_sorted(places) && places.first() == 1 && places.last() == pages, "bookmarks do not lead through the pages");
}

void tst_pdf::linksLeadWhereTheyShould()
{
    const QByteArray html = "<!DOCTYPE html><html><body><h1 id=\"top\">T</h1><p><a href=\"#r1\">down</a> <a href=\"https://example.org/a?b=c\">web</a> "
                            "<a href=\"mailto:a@example.org\">mail</a> <a href=\"file:///etc/passwd\">file</a> <a href=\"javascript:alert(1)\">script</a> "
                            "<a href=\"http://example.org/plain\">plain</a> <a href=\"smb://host/share\">share</a></p>"
                            "<h2 id=\"r1\" style=\"break-before:page\">R</h2></body></html>";
    const auto printed = print(html, u"links.pdf"_s);
    QVERIFY(printed);
    VERIFY_OK(*printed);
    QCOMPARE((*printed)->pages, 2);
    const QString plain = file(u"plain.pdf"_s);
    ASK(made, u"qpdf"_s, u"--qdf"_s, u"--object-streams=disable"_s, file(u"links.pdf"_s), plain);
    QFile pdf(plain);
    QVERIFY2(pdf.open(QIODevice::ReadOnly), qPrintable(*made));
    const QByteArray bytes = pdf.readAll();
    QVERIFY(bytes.contains("/URI (https://example.org/a?b=c)"));
    QVERIFY(bytes.contains("/URI (mailto:a@example.org)"));
    QVERIFY2(bytes.contains("/Dest /r1"), "the link within the report leads nowhere");
    for (const char *word : {"file:", "javascript:", "http:", "smb:", "/JavaScript", "/Launch"})
        QVERIFY2(!bytes.contains(word), word);
}

void tst_pdf::nothingIsFetchedOrRun()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QByteArray host = "http://127.0.0.1:" + QByteArray::number(server.serverPort());
    QFile secret(file(u"secret.html"_s));
    QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write("SECRETWORDS") > 0);
    secret.close();
    const QByteArray html = "<!DOCTYPE html><html><head><link rel=\"preconnect\" href=\"" + host + "\"><link rel=\"stylesheet\" href=\"" + host
        + "/a.css\"><script>document.title='ran';document.write('RANWORDS')</script></head><body><h1 id=\"top\">T</h1>"
          "<img src=\"" + host + "/c.png\" onerror=\"document.write('RANWORDS')\"><iframe src=\"file://" + secret.fileName().toUtf8() + "\"></iframe><object data=\"" + host
        + "/d\"></object><p style=\"background:url(" + host + "/e)\">plain words</p></body></html>";
    const auto printed = print(html, u"hostile.pdf"_s);
    QVERIFY(printed);
    VERIFY_OK(*printed);
    QVERIFY2(!server.hasPendingConnections(), "the page asked for something");
    ASK(text, u"pdftotext"_s, file(u"hostile.pdf"_s), u"-"_s);
    QVERIFY(text->contains("plain words"_L1));
    QVERIFY2(!text->contains("RANWORDS"_L1) && !text->contains("SECRETWORDS"_L1), qPrintable(*text));

    // A page that wants to be another one is not printed as that.
    const auto elsewhere = print("<meta http-equiv=\"refresh\" content=\"0;url=" + host + "/b\"><h1>T</h1>", u"elsewhere.pdf"_s);
    QVERIFY2(elsewhere, "the printer never finished");
    QVERIFY2(!server.hasPendingConnections(), "the page went elsewhere");

    // The report itself, of commits that try the same.
    report::Document document = sample();
    document.sections.first().entries.first().commit.message = QString::fromUtf8("![x](" + host + "/x.png) <img src=\"" + host + "/y\"> [f](file:///etc/passwd) <script>x</script>");
    document.sections.first().entries.first().analysis->card.summary = QString::fromUtf8("![x](" + host + "/x.png) <script src=\"" + host + "\"></script> [f](file:///etc/passwd)");
    const auto report = print(pageOf(document), u"report.pdf"_s);
    QVERIFY(report);
    VERIFY_OK(*report);
    QVERIFY2(!server.hasPendingConnections(), "the report asked for something");
}

void tst_pdf::aDeadEngineIsSaid()
{
    PdfPrinter printer;
    std::optional<Result<PrintedPdf>> result;
    connect(&printer, &PdfPrinter::finished, this, [&](const Result<PrintedPdf> &printed) { result = printed; });
    bool killed = false;
    connect(&printer, &PdfPrinter::progressed, this, [&](int) {
        const qint64 process = printer.engine() ? printer.engine()->page()->renderProcessPid() : 0;
        if (process > 0 && !killed)
            killed = ::kill(pid_t(process), SIGKILL) == 0;
    });
    printer.print(pageOf(sample()), file(u"dead.pdf"_s));
    QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), patience);
    QVERIFY2(killed, "the engine's process was never there");
    QVERIFY(!*result);
    QCOMPARE(result->error().kind, ErrorKind::Internal);
    QVERIFY(!QFile::exists(file(u"dead.pdf"_s)));
    // And the next one works.
    result.reset();
    killed = true;
    printer.print(pageOf(sample()), file(u"alive.pdf"_s));
    QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), patience);
    VERIFY_OK(*result);
}

void tst_pdf::tooLongIsSaid()
{
    PdfPrinter printer(nullptr, {.bytes = 1000});
    QSignalSpy spy(&printer, &PdfPrinter::finished);
    printer.print(QByteArray(1001, 'x'), file(u"long.pdf"_s));
    QVERIFY(spy.isEmpty()); // never from within the call
    QTRY_COMPARE(spy.size(), 1);
    const auto result = spy.first().first().value<Result<PrintedPdf>>();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Unsupported);
    QVERIFY(!printer.isBusy());
    QVERIFY(!QFile::exists(file(u"long.pdf"_s)));
}

void tst_pdf::tooSlowIsSaid()
{
    PdfPrinter printer(nullptr, {.milliseconds = 0, .millisecondsPerMegabyte = 0});
    QSignalSpy spy(&printer, &PdfPrinter::finished);
    printer.print(pageOf(sample()), file(u"slow.pdf"_s));
    QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, patience);
    const auto result = spy.first().first().value<Result<PrintedPdf>>();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Internal);
    QVERIFY(!QFile::exists(file(u"slow.pdf"_s)));
}

void tst_pdf::cancelling()
{
    QFile before(file(u"there.pdf"_s));
    QVERIFY(before.open(QIODevice::WriteOnly) && before.write("before") == 6);
    before.close();
    PdfPrinter printer;
    QSignalSpy spy(&printer, &PdfPrinter::finished);
    connect(&printer, &PdfPrinter::progressed, this, [&](int percent) {
        if (percent == 100) // being printed
            printer.cancel();
    });
    printer.print(pageOf(sample()), before.fileName());
    QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, patience);
    const auto result = spy.first().first().value<Result<PrintedPdf>>();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    QVERIFY(before.open(QIODevice::ReadOnly));
    QCOMPARE(before.readAll(), QByteArray("before"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1); // nothing half beside it
}

void tst_pdf::whatCannotBeWritten()
{
    const auto result = print(pageOf(sample()), u"missing/report.pdf"_s);
    QVERIFY(result && !*result);
    QCOMPARE(result->error().kind, ErrorKind::Disk);
    QVERIFY(result->error().message.contains("missing/report.pdf"_L1));
}

void tst_pdf::noPdfIsNoPdf()
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray("no PDF"), QByteArray("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\n")}) {
        const auto finished = finishPdf(bytes, {{1, u"x"_s, "x"}});
        if (finished) // libqpdf mends what it can; then there is no page to count
            QCOMPARE(finished->pages, 0);
        else
            QCOMPARE(finished.error().kind, ErrorKind::BadData);
    }
}

/// As rijian-cli starts it, without a display.
void tst_pdf::theProgramPrints()
{
    const QString program = QFileInfo(QStringLiteral(RIJIAN_CLI)).absolutePath() + "/rijian"_L1;
    QFile page(file(u"in.html"_s));
    QVERIFY(page.open(QIODevice::WriteOnly) && page.write(pageOf(sample())) > 0);
    page.close();
    const auto run = [&](const QStringList &arguments, QByteArray *out, QByteArray *err) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"DISPLAY"_s);
        environment.remove(u"QT_QPA_PLATFORM"_s);
        process.setProcessEnvironment(environment);
        process.start(program, arguments);
        if (!process.waitForFinished(patience))
            return -1;
        *out = process.readAllStandardOutput();
        *err = process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    };
    QByteArray out, err;
    const int printed = run({u"--print-pdf"_s, page.fileName(), file(u"out.pdf"_s)}, &out, &err);
    QVERIFY2(printed == 0, err.constData());
    QVERIFY(out.trimmed().toInt() > 2);
    QFile pdf(file(u"out.pdf"_s));
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF-"));
    QCOMPARE(run({u"--print-pdf"_s, file(u"missing.html"_s), file(u"none.pdf"_s)}, &out, &err), 1);
    QVERIFY2(err.contains("rijian: ") && err.contains("missing.html"), err.constData());
    QVERIFY(!QFile::exists(file(u"none.pdf"_s)));
    QCOMPARE(run({u"--print-pdf"_s}, &out, &err), 2);
}

RIJIAN_UI_TEST_MAIN(tst_pdf)
#include "tst_pdf.moc"
