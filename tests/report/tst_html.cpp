// Markdown of unknown origin as HTML: what it becomes, and that nothing but the short list of elements, attributes and addresses comes out,
// whatever goes in.

#include "report/html.h"
#include "report/links.h"
#include "support/testkit.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QSet>
#include <QUrl>
#include <QXmlStreamReader>

#include <atomic>
#include <thread>
#include <vector>

using namespace rijian::report;
using namespace Qt::StringLiterals;

namespace {

const QSet<QString> elements{u"root"_s, u"p"_s, u"br"_s, u"wbr"_s, u"hr"_s, u"h3"_s, u"h4"_s, u"h5"_s, u"h6"_s, u"blockquote"_s, u"ul"_s, u"ol"_s, u"li"_s,
                             u"pre"_s, u"code"_s, u"em"_s, u"strong"_s, u"del"_s, u"a"_s, u"span"_s, u"table"_s, u"tr"_s, u"th"_s, u"td"_s};
const QSet<QString> classes{u"raw"_s, u"image"_s, u"task"_s, u"left"_s, u"center"_s, u"right"_s};

QString attributeFault(QStringView element, const QXmlStreamAttribute &attribute)
{
    const auto name = attribute.name();
    const auto value = attribute.value().toString();
    if (name == "class"_L1)
        return classes.contains(value) ? QString() : u"class "_s + value;
    if (name == "start"_L1 && element == "ol"_L1)
        return value.toLongLong() >= 0 ? QString() : u"start "_s + value;
    if (name == "href"_L1 && element == "a"_L1) {
        const QUrl url(value, QUrl::StrictMode);
        const bool fine = url.isValid() && ((value.startsWith(u"https://"_s) && !url.host().isEmpty()) || value.startsWith(u"mailto:"_s));
        return fine && url.userInfo().isEmpty() ? QString() : u"href "_s + value;
    }
    return u"attribute "_s + name.toString();
}

/// What is in the HTML that must not be; empty: nothing. Reads it as XML, which is stricter than any browser.
QString faultIn(const QString &html)
{
    QString xml = html;
    xml.replace(u"<br>"_s, u"<br/>"_s).replace(u"<hr>"_s, u"<hr/>"_s).replace(u"<wbr>"_s, u"<wbr/>"_s);
    QXmlStreamReader reader(u"<root>"_s + xml + u"</root>"_s);
    int depth = 0;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::StartElement) {
            if (!elements.contains(reader.name().toString()))
                return u"element "_s + reader.name().toString();
            if (++depth > 64)
                return u"too deep"_s;
            const auto attributes = reader.attributes();
            for (const auto &attribute : attributes) {
                if (const auto fault = attributeFault(reader.name(), attribute); !fault.isEmpty())
                    return fault;
            }
        } else if (token == QXmlStreamReader::EndElement) {
            --depth;
        } else if (token == QXmlStreamReader::Comment || token == QXmlStreamReader::ProcessingInstruction || token == QXmlStreamReader::DTD) {
            return reader.tokenString();
        }
    }
    return reader.hasError() ? reader.errorString() : QString();
}

QString html(const QString &markdown)
{
    return markdownToHtml(markdown).html.trimmed();
}

} // namespace

class TestHtml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesMarkdown_data();
    void writesMarkdown();
    void hostileTextIsHarmless_data();
    void hostileTextIsHarmless();
    void addressesAreChosen_data();
    void addressesAreChosen();
    void hugeTextsAreBounded_data();
    void hugeTextsAreBounded();
    void longTextIsCutAtACharacter();
    void anyMarkdownIsSafe();
    void theSampleIsSafe();
    void codeMayLeadSomewhere();
    void threadsMayWriteAtOnce();
};

void TestHtml::writesMarkdown_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &markdown, const QString &expected) { QTest::newRow(name) << markdown << expected; };
    row("empty", QString(), QString());
    row("paragraph", u"**粗** *斜* `码` ~~删~~"_s, u"<p><strong>粗</strong> <em>斜</em> <code>码</code> <del>删</del></p>"_s);
    row("a range is no strikethrough", u"增长 5~15%，约 3~4 倍"_s, u"<p>增长 5~15%，约 3~4 倍</p>"_s);
    row("lines of Chinese join", u"第一行\n第二行\nnext\nlast"_s, u"<p>第一行第二行\nnext\nlast</p>"_s);
    row("bold before Chinese", u"**注意：**后文 **`a`：**乙"_s, u"<p><strong>注意：</strong>后文 <strong><code>a</code>：</strong>乙</p>"_s);
    row("escaped stars stay", u"\\*\\*注意：\\*\\*后文"_s, u"<p>**注意：**后文</p>"_s);
    row("bold among Chinese", u"说明：**重点**后，前**“引”**后，前**后**。"_s,
        u"<p>说明：<strong>重点</strong>后，前<strong>“引”</strong>后，前<strong>后</strong>。</p>"_s);
    row("stars of a power", u"2 ** 3 ** 4"_s, u"<p>2 ** 3 ** 4</p>"_s);
    row("tight list", u"- 甲\n- 乙\n  - 丙"_s, u"<ul>\n<li>甲</li>\n<li>乙\n<ul><li>丙</li>\n</ul>\n</li>\n</ul>"_s);
    row("numbers", u"3. a\n4. b"_s, u"<ol start=\"3\"><li>a</li>\n<li>b</li>\n</ol>"_s);
    row("tasks", u"- [x] a\n- [ ] b"_s, u"<ul><li class=\"task\">☑ a</li>\n<li class=\"task\">☐ b</li>\n</ul>"_s);
    row("table", u"| a | b |\n|:-:|--:|\n| 1 | x<br>y |"_s,
        u"<table><tr><th class=\"center\">a</th><th class=\"right\">b</th></tr>\n<tr><td class=\"center\">1</td><td class=\"right\">x<br>\ny</td></tr>\n</table>"_s);
    row("heading", u"# a\n###### b"_s, u"<h3>a</h3>\n<h6>b</h6>"_s);
    row("link", u"[甲](https://e.org/?a=1&b=2 \"t\")"_s, u"<p><a href=\"https://e.org/?a=1&amp;b=2\">甲</a></p>"_s);
    row("address in Chinese", u"见https://e.org/a_b，以及（https://e.org/c(d)）。"_s,
        u"<p>见<a href=\"https://e.org/a_b\">https://e.org/a_b</a>，以及（<a href=\"https://e.org/c(d)\">https://e.org/c(d)</a>）。</p>"_s);
    row("address at a sentence's end", u"See https://e.org/x. Or (https://e.org/y)!"_s,
        u"<p>See <a href=\"https://e.org/x\">https://e.org/x</a>. Or (<a href=\"https://e.org/y\">https://e.org/y</a>)!</p>"_s);
    row("mail", u"<a@e.org>"_s, u"<p><a href=\"mailto:a@e.org\">a@e.org</a></p>"_s);
    row("other schemes are text", u"[甲](http://e.org) http://e.org"_s, u"<p>甲 http://e.org</p>"_s);
    row("image", u"a ![图](https://e.org/x.png) b"_s, u"<p>a <span class=\"image\">图</span> b</p>"_s);
    row("raw HTML is text", u"a <b>c</b>"_s, u"<p>a <code class=\"raw\">&lt;b&gt;</code>c<code class=\"raw\">&lt;/b&gt;</code></p>"_s);
    row("long path", u"`app/report/markdowntree.cpp` `a/b`"_s, u"<p><code>app/<wbr>report/<wbr>markdowntree.cpp</code> <code>a/b</code></p>"_s);
    row("HTML block is text", u"<div>\nx\n</div>"_s, u"<pre class=\"raw\"><code>&lt;div&gt;\nx\n&lt;/div&gt;\n</code></pre>"_s);
    row("controls are visible", u"a\u202Eb&#x200B;c"_s, u"<p>a⟨U+202E⟩b⟨U+200B⟩c</p>"_s);
    row("line ends of Windows", u"```\r\na\r\n```\r\n"_s, u"<pre><code>a\n</code></pre>"_s);
}

void TestHtml::writesMarkdown()
{
    QFETCH(const QString, markdown);
    QFETCH(const QString, expected);
    const auto compact = [](QString text) { return text.replace(u">\n<"_s, u"><"_s); };
    QCOMPARE(compact(html(markdown)), compact(expected));
    QCOMPARE(faultIn(html(markdown)), QString());
}

void TestHtml::hostileTextIsHarmless_data()
{
    QTest::addColumn<QString>("markdown");
    const QStringList addresses{
        u"javascript:alert(1)"_s, u"JaVaScRiPt:alert(1)"_s, u"java&#x0A;script:alert(1)"_s, u"javascript&colon;alert(1)"_s, u"&#106;avascript:alert(1)"_s,
        u"\\x01javascript:alert(1)"_s, u" javascript:alert(1)"_s, u"jav\tascript:alert(1)"_s, u"vbscript:x"_s, u"data:text/html,<script>1</script>"_s,
        u"data:image/svg+xml;base64,PHN2Zz4="_s, u"data:image/png;base64,AAAA"_s, u"file:///etc/passwd"_s, u"FILE:/etc/passwd"_s, u"//evil.example/x"_s,
        u"/etc/passwd"_s, u"../x"_s, u"#top"_s, u"https:evil"_s, u"https:///x"_s, u"https://user@evil.example"_s, u"https://good.org%40evil.example@x"_s,
        u"https://e.org/\" onclick=\"alert(1)"_s, u"https://e.org/'><script>"_s, u"rijian-card:action/analyze"_s, u"blob:https://e.org/x"_s,
        u"view-source:https://e.org"_s, u"chrome://crash"_s, u"mailto:?attach=/etc/passwd"_s, u"mailto:a@e.org?body=x"_s, u"mailto:\"><b>@x"_s,
        u"https://e.org\\@evil.example"_s, u"https://[::1"_s, u"ftp://e.org"_s, u"xmpp:a@e.org"_s, u"https://е.org"_s, u"https://e.org/\u202Egnp.exe"_s};
    int number = 0;
    for (const auto &address : addresses) {
        for (const auto &form : {u"[x](%1)"_s, u"[x](<%1>)"_s, u"<%1>"_s, u"![x](%1)"_s, u"[x][r]\n\n[r]: %1\n"_s, u"%1"_s, u"[![x](%1)](%1)"_s})
            QTest::addRow("%d: %s", ++number, qPrintable(form.arg(address).simplified())) << form.arg(address);
    }
    const QStringList raws{
        u"<script>alert(1)</script>"_s, u"<ScRiPt src=//evil>"_s, u"<img src=x onerror=alert(1)>"_s, u"a <svg/onload=alert(1)> b"_s, u"<svg><script>1</script></svg>"_s,
        u"<a href=\"javascript:1\" onclick=1>x</a>"_s, u"<iframe srcdoc='<script>'></iframe>"_s, u"<style>*{background:url(//evil)}</style>"_s,
        u"<link rel=preconnect href=//evil>"_s, u"<meta http-equiv=refresh content='0;url=//evil'>"_s, u"<base href=//evil>"_s, u"<form action=//evil><input>"_s,
        u"<!-- c --> <!--> <![CDATA[x]]> <?php ?> <!DOCTYPE html>"_s, u"<math><mtext><table><mglyph><style><img src=x onerror=1>"_s, u"</div></body></html>"_s,
        u"<plaintext>"_s, u"<xmp><b>"_s, u"<noscript><p title=\"</noscript><img src=x>\">"_s, u"<br onload=1>"_s, u"<BR/>"_s, u"<br\n>"_s,
        u"&lt;script&gt;alert(1)&lt;/script&gt;"_s, u"`<script>`"_s, u"```<script>\n</code></pre><script>\n```"_s, u"    <script>"_s,
        u"| <script> | \" onclick=\"1 |\n|---|---|\n| </td><img src=x> | `|` |"_s, u"[\"><img src=x onerror=1>](https://e.org)"_s,
        u"[x](https://e.org \"\\\" onclick=1\")"_s, u"# <h1 onclick=1>"_s, u"*a <b>* </b>"_s, QString(QChar(0)) + u"<b>"_s, QString(QChar(0xD800)) + u"x"_s,
        u"[a [b](https://x.org) c](https://y.org)"_s, u"[![[a](https://x.org)](y)](https://z.org)"_s, u"[https://x.org](https://y.org)"_s, u"[^1]\n\n[^1]: x"_s};
    for (const auto &raw : raws)
        QTest::newRow(qPrintable(raw.simplified())) << raw;
}

void TestHtml::hostileTextIsHarmless()
{
    QFETCH(const QString, markdown);
    QCOMPARE(faultIn(html(markdown)), QString());
    QCOMPARE(faultIn(html(u"> - "_s + markdown)), QString());
}

void TestHtml::addressesAreChosen_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("expected");
    QTest::newRow("https") << u"https://e.org/a b"_s << QString();
    QTest::newRow("path") << u"https://e.org/甲?q=乙#c"_s << u"https://e.org/%E7%94%B2?q=%E4%B9%99#c"_s;
    QTest::newRow("scheme in capitals") << u"HTTPS://E.org/A"_s << u"https://e.org/A"_s;
    QTest::newRow("Cyrillic host shows") << u"https://\u0435.org"_s << u"https://xn--e1a.org"_s;
    QTest::newRow("user") << u"https://github.com@evil.example/"_s << QString();
    QTest::newRow("http") << u"http://e.org"_s << QString();
    QTest::newRow("mail") << u"mailto:a@e.org"_s << u"mailto:a@e.org"_s;
    QTest::newRow("mail with more") << u"mailto:a@e.org?subject=x"_s << QString();
    QTest::newRow("none") << QString() << QString();
}

void TestHtml::addressesAreChosen()
{
    QFETCH(const QString, address);
    QFETCH(const QString, expected);
    QCOMPARE(outsideAddress(address), expected);
}

void TestHtml::hugeTextsAreBounded_data()
{
    QTest::addColumn<QString>("markdown");
    const auto row = [](const char *name, const QString &part, qsizetype size = 1'000'000) { QTest::newRow(name) << part.repeated(size / part.size()); };
    row("quotes", u">"_s);
    row("quotes with blanks", u"> "_s);
    row("lists", u"- "_s);
    row("numbered lists", u"1) "_s);
    row("brackets", u"["_s);
    row("closing brackets", u"[]("_s);
    row("images", u"![a]("_s);
    row("stars", u"*a_ "_s);
    row("bold", u"**x"_s);
    row("bold pairs", u"**：**a"_s);
    row("backticks", u"`a``b```c"_s);
    row("angles", u"<a "_s);
    row("comments", u"<!--"_s);
    row("entities", u"&#x1F600;"_s);
    row("pipes", u"|"_s);
    row("addresses", u"https://e.org/x "_s);
    row("schemes", u"https://"_s);
    row("brackets in an address", u"https://e.org/)))))))))))))))))))))))))"_s);
    row("Chinese", u"变更"_s);
    row("line ends", u"\n"_s);
    row("tildes", u"~~a"_s);
    QTest::newRow("wide table") << u"|a"_s.repeated(30'000) + u"\n"_s + u"|-"_s.repeated(30'000) + u"\n"_s + u"|\n"_s.repeated(200'000);
    QTest::newRow("reference used often") << u"[a]: https://e.org/"_s + u"x"_s.repeated(2000) + u"\n\n"_s + u"[a]"_s.repeated(300'000);
    QString deep;
    for (int i = 0; i < 1000; ++i)
        deep += u" "_s.repeated(i * 2 % 800) + u"- a\n"_s;
    QTest::newRow("steps") << deep;
}

void TestHtml::hugeTextsAreBounded()
{
    QFETCH(const QString, markdown);
    QElapsedTimer timer;
    timer.start();
    const auto result = markdownToHtml(markdown);
    qInfo("%lld ms, %lld characters", timer.elapsed(), result.html.size()); // what is not linear meets the test's time limit: these take hours then
    QVERIFY(result.html.size() < 2 * HtmlOutputLimit);
    QCOMPARE(faultIn(result.html), QString());
}

void TestHtml::longTextIsCutAtACharacter()
{
    const auto whole = markdownToHtml(u"x"_s.repeated(HtmlInputLimit));
    QVERIFY(!whole.cut);
    const auto result = markdownToHtml(u"变"_s.repeated(700'000));
    QVERIFY(result.cut);
    QVERIFY(!result.html.contains(QChar::ReplacementCharacter));
    QCOMPARE(result.html.count(u'变'), HtmlInputLimit / 3);
}

void TestHtml::anyMarkdownIsSafe()
{
    const QStringList pieces{u"<"_s, u">"_s, u"\""_s, u"'"_s, u"&"_s, u"["_s, u"]("_s, u")"_s, u"!["_s, u"javascript:"_s, u"https://e.org"_s, u"`"_s, u"```\n"_s,
                             u"*"_s, u"**"_s, u"_"_s, u"~~"_s, u"|"_s, u"\n|-|-|\n"_s, u"\n"_s, u"\n\n"_s, u"    "_s, u"- "_s, u"- [x] "_s, u"1. "_s, u"> "_s, u"# "_s,
                             u"<script>"_s, u"</p>"_s, u"onclick="_s, u"&#x3c;"_s, u"\\"_s, u"\u202E"_s, u"变更"_s, u"："_s, u"a"_s, u"<br>"_s, u"---\n"_s, u"[a]: "_s, u"[a]"_s,
                             u"mailto:a@b.c"_s, u"<!--"_s, u"-->"_s, u"😀"_s, QString(QChar(0)), QString(QChar(0x1B))};
    QRandomGenerator random(20260107);
    for (int round = 0; round < 3000; ++round) {
        QString markdown;
        const int length = int(random.bounded(1, 60));
        for (int i = 0; i < length; ++i)
            markdown += pieces.at(random.bounded(int(pieces.size())));
        if (const auto fault = faultIn(html(markdown)); !fault.isEmpty())
            QFAIL(qPrintable(fault + u"\nin\n"_s + markdown + u"\nas\n"_s + html(markdown)));
    }
}

void TestHtml::theSampleIsSafe()
{
    for (const auto &name : {u"report-2026-01-07.md"_s, u"report-grouped-2026-03-17.md"_s}) {
        QFile file(QStringLiteral(RIJIAN_TEST_DATA) + u'/' + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto result = markdownToHtml(QString::fromUtf8(file.readAll()));
        QVERIFY(!result.cut);
        QVERIFY(result.html.contains(u"<table>"_s));
        QCOMPARE(faultIn(result.html), QString());
    }
}

void TestHtml::codeMayLeadSomewhere()
{
    const auto address = [](QStringView code) { return code == u"a\"b" ? QStringLiteral("own:x\"y") : QString(); };
    QCOMPARE(markdownToHtml(u"`a\"b` `c`", address).html.trimmed(),
             QStringLiteral("<p><a class=\"name\" href=\"own:x&quot;y\"><code>a&quot;b</code></a> <code>c</code></p>"));
    // A link within a link is none.
    QVERIFY(!markdownToHtml(u"[`a\"b`](https://example.org)", address).html.contains(QStringLiteral("own:")));
}

void TestHtml::threadsMayWriteAtOnce()
{
    const auto markdown = u"**注意：**https://e.org ~~x~~ | `a`\n\n|a|b|\n|-|-|\n|1|2|\n\n- [x] t\n"_s.repeated(20);
    const auto expected = html(markdown);
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads; // not Qt's pool, into which the thread sanitizer cannot see
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 50; ++i)
                    wrong += html(markdown) == expected ? 0 : 1;
            });
        }
    }
    QCOMPARE(wrong.load(), 0);
}

RIJIAN_TEST_MAIN(TestHtml)
#include "tst_html.moc"
