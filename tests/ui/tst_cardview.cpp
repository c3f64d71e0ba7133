// The card in the real browser engine: what arrives, what cannot happen, and how it behaves as a part of a window.

#include "support/uitest.h"
#include "ui/card/cardbrowser.h"
#include "ui/card/cardpage.h"
#include "ui/card/cardscheme.h"
#include "ui/card/cardview.h"
#include "uisupport/samplecards.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMainWindow>
#include <QShortcut>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWebEngineScript>
#include <QWebEngineSettings>
#include <QWebEngineView>

#include <csignal>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 20'000; // milliseconds

/// Counts the longest time that the event loop was not at work.
class Heartbeat : public QObject
{
public:
    Heartbeat()
    {
        m_last.start();
        startTimer(1, Qt::PreciseTimer);
    }
    qint64 longest() const { return m_longest; }

protected:
    void timerEvent(QTimerEvent *) override
    {
        m_longest = std::max(m_longest, m_last.restart());
    }

private:
    QElapsedTimer m_last;
    qint64 m_longest = 0;
};

} // namespace

class TestCardView : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void opened(const QUrl &url) { m_opened.append(url); }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();

    void emptyNeedsNoEngine();
    void theFirstCardDoesNotFreezeTheWindow();
    void theCardArrives();
    void rulesArePlainlyMarked();
    void allStatesAreShown();
    void theLatestCardWins();
    void namesLeadToTheDiff();
    void hostileTextDoesNothing();
    void thePageGoesNowhere();
    void linksOpenOutside();
    void whatIsNotStoredIsSaid();
    void actionsAreSignals();
    void hoveringShowsTheAddress();
    void buttonsAct();
    void theSchemeChangesAtOnce();
    void aGrowingTextIsBatched();
    void twoMegabytesOfChinese();
    void aCrashIsMended();
    void keysOfTheWindowAct();
    void tabLeavesThePage();
    void textCanBeSelectedAndCopied();
    void ctrlWheelZooms();
    void whatIsOpenedStaysOpen();
    void twoCardsFitANarrowPanel();

private:
    QVariant evaluate(const QString &code, QWebEngineScript::ScriptWorldId world = QWebEngineScript::ApplicationWorld);
    QString text() { return evaluate(u"document.body.innerText"_s).toString(); }
    void present(const std::function<void()> &action);
    QPoint center(const QString &selector);
    QWidget *engine() { return m_view->browser()->findChild<QWebEngineView *>()->focusProxy(); }
    void click(const QString &selector, Qt::KeyboardModifiers modifiers = {}, Qt::MouseButton button = Qt::LeftButton);

    std::unique_ptr<QMainWindow> m_window;
    QLineEdit *m_field = nullptr;
    CardView *m_view = nullptr;
    QList<QUrl> m_opened;
};

void TestCardView::initTestCase()
{
    for (const auto &scheme : {u"https"_s, u"mailto"_s, u"http"_s, u"file"_s, u"javascript"_s})
        QDesktopServices::setUrlHandler(scheme, this, "opened");
    m_window = std::make_unique<QMainWindow>();
    auto *middle = new QWidget;
    auto *layout = new QVBoxLayout(middle);
    m_field = new QLineEdit;
    m_view = new CardView;
    layout->addWidget(m_field);
    layout->addWidget(m_view, 1);
    m_window->setCentralWidget(middle);
    m_window->resize(520, 900);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get(), 30'000));
}

void TestCardView::cleanupTestCase()
{
    m_window.reset();
    for (const auto &scheme : {u"https"_s, u"mailto"_s, u"http"_s, u"file"_s, u"javascript"_s})
        QDesktopServices::unsetUrlHandler(scheme);
}

void TestCardView::init()
{
    m_opened.clear();
}

QVariant TestCardView::evaluate(const QString &code, QWebEngineScript::ScriptWorldId world)
{
    std::optional<QVariant> result;
    m_view->browser()->page()->runJavaScript(code, world, [&result](const QVariant &value) { result = value; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), Patience); }();
    return result.value_or(QVariant());
}

void TestCardView::present(const std::function<void()> &action)
{
    QSignalSpy shown(m_view, &CardView::shown);
    action();
    QVERIFY(!shown.isEmpty() || shown.wait(Patience));
}

QPoint TestCardView::center(const QString &selector)
{
    const auto box = evaluate(u"(() => { const e = document.querySelector('%1'); e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
                              " return [b.x + Math.min(b.width / 2, 40), b.y + b.height / 2]; })()"_s.arg(selector)).toList();
    return {int(box.value(0).toDouble()), int(box.value(1).toDouble())};
}

void TestCardView::click(const QString &selector, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    const auto at = center(selector);
    QTest::mouseMove(engine(), at);
    QTest::mouseClick(engine(), button, modifiers, at);
}

void TestCardView::emptyNeedsNoEngine()
{
    m_view->showEmpty();
    QVERIFY(!m_view->browser());
    QVERIFY(m_view->markdown().isEmpty());
    QVERIFY(!m_view->analyzeAction()->isEnabled() && !m_view->copyAction()->isEnabled() && !m_view->openWebAction()->isEnabled());
}

void TestCardView::theFirstCardDoesNotFreezeTheWindow()
{
    const testkit::ExpectWarning noGpu(QRegularExpression(u"Vulkan|GPU vendor"_s), 0); // the engine looks for one; a virtual screen has none
    const Heartbeat heart;
    QElapsedTimer timer;
    timer.start();
    present([&] {
        m_view->showCard(testkit::modelCard());
        QVERIFY2(!m_view->browser(), "showCard() itself must only ask");
    });
    qInfo("first card: %lld ms to the content, the event loop stood still for at most %lld ms", timer.elapsed(), heart.longest());
    QVERIFY2(heart.longest() < 1000, "the window froze");

    const Heartbeat second;
    timer.restart();
    for (int i = 0; i < 10; ++i)
        present([&] { m_view->showCard(i % 2 ? testkit::modelCard() : testkit::ruleCard()); });
    qInfo("each further card: %lld ms, the event loop stood still for at most %lld ms", timer.elapsed() / 10, second.longest());
}

void TestCardView::theCardArrives()
{
    present([&] { m_view->showCard(testkit::modelCard()); });
    const auto shown = text();
    for (const auto &part : {u"ai-dynamo/dynamo"_s, u"ci: Run the same tests"_s, u"Pavithra"_s, u"2026-01-07 17:56:44"_s, u"996077f49a"_s, u"🟡 中"_s, u"CI 配置"_s,
                             u"变更摘要"_s, u"架构影响"_s, u"总体而言"_s, u"deepseek-chat"_s, u"prompt 3"_s})
        QVERIFY2(shown.contains(part), qPrintable(part + u"\nis not in\n"_s + shown));
    QVERIFY(!shown.contains(u"committed"_s));
    QCOMPARE(evaluate(u"document.querySelectorAll('table').length"_s).toInt(), 1);
    QVERIFY(evaluate(u"parseFloat(getComputedStyle(document.querySelector('.text')).lineHeight)"_s).toDouble() > 15);
    QCOMPARE(m_view->markdown(), testkit::modelCard().analysis->markdown);
    // Nothing is wider than a narrow panel.
    m_window->resize(320, 900);
    QTRY_COMPARE_WITH_TIMEOUT(evaluate(u"document.scrollingElement.scrollWidth <= innerWidth && innerWidth <= 320"_s).toBool(), true, Patience);
    m_window->resize(520, 900);
}

void TestCardView::rulesArePlainlyMarked()
{
    present([&] { m_view->showCard(testkit::ruleCard()); });
    QVERIFY(text().contains(u"Rule-based analysis"_s));
    QVERIFY(text().contains(u"修改了 CI 的工作流（+2）"_s));
    present([&] { m_view->showCard(testkit::crowdedCard()); });
    const auto shown = text();
    for (const auto &part : {u"set by you; the card says 🟡 中"_s, u"committed 2026-01-08"_s, u"merge of 2 parents"_s, u"账户余额不足"_s, u"没有读全"_s, u"跟进"_s, u"due 2026-01-12"_s,
                             u"周一再看"_s, u"the rules' card is used instead"_s})
        QVERIFY2(shown.contains(part), qPrintable(part + u"\nis not in\n"_s + shown));
    QVERIFY(evaluate(u"document.querySelector('.pill').className"_s).toString().contains(u"high"_s));
}

void TestCardView::allStatesAreShown()
{
    auto bare = testkit::modelCard();
    bare.analysis.reset();
    present([&] { m_view->showCard(bare); });
    QVERIFY(text().contains(u"Not analyzed yet"_s));
    QVERIFY(m_view->analyzeAction()->isEnabled() && !m_view->copyAction()->isEnabled());
    present([&] { m_view->showRunning(bare, u"waiting, 12 s"_s); });
    QVERIFY(text().contains(u"waiting, 12 s"_s));
    QVERIFY(!m_view->analyzeAction()->isEnabled());
    present([&] { m_view->showFailed(bare, u"Key <refused>"_s, u"Check it"_s); });
    QVERIFY(text().contains(u"Key <refused>"_s) && text().contains(u"Check it"_s));
    present([&] { m_view->showFailed(testkit::ruleCard(), u"Key refused"_s, u"Check it"_s); });
    QVERIFY(text().contains(u"Key refused"_s) && text().contains(u"变更摘要"_s));
    m_view->showEmpty();
    QVERIFY(!m_view->browser()->isVisible());
    QVERIFY(m_view->sha().isEmpty());
}

void TestCardView::whatIsOpenedStaysOpen()
{
    auto content = testkit::detailedCard();
    present([&] { m_view->showCard(content); });
    const auto opened = u"[...document.querySelectorAll('details[open]')].map(d => d.className).join()"_s;
    QCOMPARE(evaluate(opened).toString(), QString());
    click(u"details.files summary"_s);
    QTRY_COMPARE_WITH_TIMEOUT(evaluate(opened).toString(), u"files"_s, Patience);
    content.triage.state = TriageState::Seen; // a note comes before it
    present([&] { m_view->showCard(content); });
    QCOMPARE(evaluate(opened).toString(), u"files"_s);
    QVERIFY(text().contains(u"Cargo.lock — in summary"_s));
    auto other = content;
    other.commit.sha = QString(40, u'c');
    present([&] { m_view->showCard(other); });
    QCOMPARE(evaluate(opened).toString(), QString()); // another commit begins anew
}

void TestCardView::twoCardsFitANarrowPanel()
{
    present([&] { m_view->showCard(testkit::comparedCard()); });
    present([&] { m_view->compareAction()->setChecked(true); });
    QVERIFY(text().contains(u"They judge differently: "_s));
    m_window->resize(320, 900);
    QTRY_COMPARE_WITH_TIMEOUT(evaluate(u"document.scrollingElement.scrollWidth <= innerWidth && innerWidth <= 320"_s).toBool(), true, Patience);
    // The cells of a row stand beside each other.
    QVERIFY(evaluate(u"[...document.querySelectorAll('.compared > tbody > tr')].every(r => { const [, a, b] = r.children; const x = a.getBoundingClientRect(), y = b.getBoundingClientRect();"
                     " return Math.abs(x.top - y.top) < 1 && Math.abs(x.width - y.width) < 2 && x.right <= y.left + 1; })"_s).toBool());
    for (const auto *box : m_view->findChildren<QComboBox *>())
        QVERIFY2(box->isVisible() && m_view->rect().contains(QRect(box->mapTo(m_view, QPoint()), box->size())), qPrintable(box->accessibleName()));
    m_window->resize(520, 900);
    present([&] { m_view->compareAction()->setChecked(false); });
}

void TestCardView::theLatestCardWins()
{
    auto other = testkit::ruleCard();
    other.commit.sha = QString(40, u'b');
    other.commit.message = u"the last one"_s;
    present([&] {
        for (int i = 0; i < 50; ++i)
            m_view->showCard(testkit::modelCard());
        m_view->showCard(other);
    });
    QTRY_VERIFY_WITH_TIMEOUT(text().contains(u"the last one"_s), Patience);
}

/// What the diff holds leads there; other code does not.
void TestCardView::namesLeadToTheDiff()
{
    auto content = testkit::modelCard();
    content.analysis->markdown = u"**📋 变更摘要**：\n1. 修改 `src/a b&c.cpp` 与 `nowhere`。"_s;
    content.analysis->card = {};
    content.analyses = {*content.analysis};
    content.occurring = {u"src/a b&c.cpp"_s};
    present([&] { m_view->showCard(content); });
    QCOMPARE(evaluate(u"document.querySelectorAll('a.name').length"_s).toInt(), 1);
    QSignalSpy names(m_view, &CardView::nameActivated);
    click(u"a.name"_s);
    QTRY_COMPARE_WITH_TIMEOUT(names.size(), 1, Patience);
    QCOMPARE(names[0][0].toString(), u"src/a b&c.cpp"_s);
}

void TestCardView::hostileTextDoesNothing()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QSignalSpy connections(&server, &QTcpServer::newConnection);
    const auto &filter = m_view->browser()->filter();
    const int allowed = filter.allowed();
    const auto title = m_view->browser()->page()->title();
    present([&] { m_view->showCard(testkit::hostileCard(server.serverPort())); });
    QVERIFY(text().contains(u"⟨U+202E⟩gnp.exe"_s));
    QCOMPARE(evaluate(u"document.querySelectorAll('script,img,link,iframe,object,embed,svg,form,input,base,meta[http-equiv=refresh]').length"_s).toInt(), 0);
    QCOMPARE(evaluate(u"[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length"_s).toInt(), 0);
    QCOMPARE(evaluate(u"[...document.querySelectorAll('a')].filter(a => !/^(https:|mailto:|rijian-card:action\\\\/again$)/.test(a.href)).length"_s).toInt(), 0);

    // The next wall: even with such elements in the page nothing runs and nothing leaves.
    const auto raw = u"document.getElementById('card').innerHTML = `<img src='%1i' onerror='document.title=1'><script src='%1s'></script><link rel=preconnect href='%1'>"
                     "<link rel=prefetch href='%1q'><link rel=stylesheet href='%1c'><style>*{background:url(%1b)}</style><iframe src='%1f'></iframe>"
                     "<iframe srcdoc='<script>parent.document.title=1</script>'></iframe><div style='background:url(%1d)'></div><svg onload='document.title=1'></svg>"
                     "<video src='%1v' autoplay></video><object data='%1o'></object><a href='%1a' ping='%1z'>a</a><details open ontoggle='document.title=1'>x</details>`;"
                     "const s = document.createElement('script'); s.textContent = 'document.title=1'; document.body.append(s); 'done'"_s
                         .arg(u"http://127.0.0.1:%1/"_s.arg(server.serverPort()));
    QCOMPARE(evaluate(raw).toString(), u"done"_s);
    // What goes out in advance of a request, and no filter sees, ends at the engine's resolver.
    QCOMPARE(evaluate(u"new Promise(r => 0), fetch('http://127.0.0.1:%1/x').catch(() => 0), 1"_s.arg(server.serverPort())).toInt(), 1);
    // A round through layout and the network service: what could have gone out has gone out.
    present([&] { m_view->showCard(testkit::modelCard()); });
    QCOMPARE(evaluate(u"1"_s, QWebEngineScript::MainWorld).toInt(), 0); // the page's own world runs nothing
    QCOMPARE(m_view->browser()->page()->title(), title);
    QCOMPARE(connections.size(), 0);
    QVERIFY(!server.hasPendingConnections());
    QCOMPARE(filter.allowed(), allowed);
    QVERIFY(m_opened.isEmpty());
}

void TestCardView::thePageGoesNowhere()
{
    auto *page = m_view->browser()->page();
    QSignalSpy changed(page, &QWebEnginePage::urlChanged);
    for (const auto &address : {u"https://127.0.0.1:1/"_s, u"file:///etc/passwd"_s, u"data:text/html,x"_s, u"chrome://version"_s, u"rijian-card:other"_s})
        evaluate(u"location.href = '%1'; 1"_s.arg(address));
    evaluate(u"window.open('https://127.0.0.1:1/'); 1"_s);
    QCOMPARE(page->url(), cardPageAddress());
    QVERIFY(changed.isEmpty());
    QVERIFY(m_opened.isEmpty());
    QVERIFY(text().contains(u"变更摘要"_s));
    using S = QWebEngineSettings;
    for (const auto off : {S::JavascriptEnabled, S::LocalContentCanAccessFileUrls, S::LocalContentCanAccessRemoteUrls, S::PluginsEnabled, S::LocalStorageEnabled,
                           S::PdfViewerEnabled, S::DnsPrefetchEnabled, S::NavigateOnDropEnabled, S::WebGLEnabled})
        QVERIFY(!page->settings()->testAttribute(off));
}

void TestCardView::linksOpenOutside()
{
    auto content = testkit::modelCard();
    content.analysis->markdown = u"**📋 变更摘要**：[甲](https://example.org/a?b=1&c=2) <a@example.org>"_s;
    present([&] { m_view->showCard(content); });
    click(u".text a"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_opened, QList<QUrl>{QUrl(u"https://example.org/a?b=1&c=2"_s)}, Patience);
    click(u"a[href^=mailto]"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_opened.size(), 2, Patience);
    QCOMPARE(m_opened.at(1), QUrl(u"mailto:a@example.org"_s));
    click(u".text a"_s, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(m_opened.size(), 3, Patience);
    click(u"a.sha"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_opened.size(), 4, Patience);
    QCOMPARE(m_opened.at(3), QUrl(content.webAddress));
    QCOMPARE(m_view->browser()->page()->url(), cardPageAddress());
    QVERIFY(text().contains(u"变更摘要"_s));
}

/// A commit that is reverted and was never read: its page at the host, where there is one.
void TestCardView::whatIsNotStoredIsSaid()
{
    auto content = testkit::modelCard();
    content.related = {{.relation = storage::Relation::Reverts, .row = {.sha = u"1a2b3c4d5e6f7a8b"_s}, .stored = false, .what = {}}};
    present([&] { m_view->showCard(content); });
    QVERIFY2(text().contains(u"reverts 1a2b3c4d5e6f not stored here"_s), qPrintable(text()));
    click(u".related a"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_opened.size(), 1, Patience);
    QCOMPARE(m_opened.first(), QUrl(QString(content.webAddress).replace(content.commit.sha, u"1a2b3c4d5e6f7a8b"_s)));
    content.webAddress = u"https://h.invalid/r.git"_s; // a host whose pages are not known
    present([&] { m_view->showCard(content); });
    QVERIFY(text().contains(u"not stored here"_s));
    QCOMPARE(evaluate(u"document.querySelectorAll('.related a').length"_s).toInt(), 0);
}

void TestCardView::actionsAreSignals()
{
    auto bare = testkit::modelCard();
    bare.analysis.reset();
    QSignalSpy asked(m_view, &CardView::analyzeRequested);
    present([&] { m_view->showCard(bare); });
    click(u".button"_s);
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, Patience);
    QCOMPARE(asked.at(0), (QVariantList{bare.commit.sha, false}));
    present([&] { m_view->showFailed(bare, u"x"_s, u"y"_s); });
    click(u".button"_s);
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 2, Patience);
    QCOMPARE(asked.at(1).at(1).toBool(), true);
    QVERIFY(m_opened.isEmpty());
}

void TestCardView::hoveringShowsTheAddress()
{
    present([&] { m_view->showCard(testkit::modelCard()); });
    QSignalSpy hovered(m_view, &CardView::linkHovered);
    QTest::mouseMove(engine(), QPoint(3, 3));
    QTest::mouseMove(engine(), center(u"a.sha"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!hovered.isEmpty() && !hovered.last().at(0).toString().isEmpty(), Patience);
    QCOMPARE(hovered.last().at(0).toString(), testkit::modelCard().webAddress);
    QTest::mouseMove(engine(), QPoint(3, 3));
    QTRY_COMPARE_WITH_TIMEOUT(hovered.last().at(0).toString(), QString(), Patience);
}

void TestCardView::buttonsAct()
{
    const auto content = testkit::modelCard();
    present([&] { m_view->showCard(content); });
    QSignalSpy asked(m_view, &CardView::analyzeRequested);
    m_view->copyAction()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), content.analysis->markdown);
    m_view->openWebAction()->trigger();
    QCOMPARE(m_opened, QList<QUrl>{QUrl(content.webAddress)});
    m_view->analyzeAction()->trigger();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(1).toBool(), true);
    for (const auto *button : m_view->findChildren<QToolButton *>())
        QVERIFY(!button->text().isEmpty() && !button->icon().isNull() && !button->toolTip().isEmpty());
    present([&] { m_view->showCard(testkit::hostileCard(1)); });
    QVERIFY(!m_view->openWebAction()->isEnabled());
}

void TestCardView::theSchemeChangesAtOnce()
{
    present([&] { m_view->showCard(testkit::modelCard()); });
    const auto background = u"getComputedStyle(document.documentElement).backgroundColor"_s;
    const auto css = [](const QColor &c) { return u"rgb(%1, %2, %3)"_s.arg(c.red()).arg(c.green()).arg(c.blue()); };
    for (const auto scheme : {Scheme::Dark, Scheme::Light}) {
        applyScheme(*qApp, scheme);
        QTRY_COMPARE_WITH_TIMEOUT(evaluate(background).toString(), css(colors().base), Patience);
        QCOMPARE(m_view->browser()->page()->backgroundColor(), colors().base);
        QCOMPARE(evaluate(u"getComputedStyle(document.querySelector('.text')).color"_s).toString(), css(colors().text));
    }
}

void TestCardView::aGrowingTextIsBatched()
{
    auto content = testkit::modelCard();
    const auto whole = content.analysis->markdown.repeated(3);
    content.analysis.reset();
    present([&] { m_view->showStreaming(content, whole.first(20)); });
    QSignalSpy shown(m_view, &CardView::shown);
    QElapsedTimer timer;
    timer.start();
    for (qsizetype i = 20; i < whole.size(); i += 4) {
        m_view->showStreaming(content, whole.first(i));
        QTest::qWait(1);
    }
    const auto updates = shown.size();
    const auto most = timer.elapsed() / 100 + 2;
    QVERIFY2(updates <= most, qPrintable(u"%1 updates in %2 ms"_s.arg(updates).arg(timer.elapsed())));
    QVERIFY(updates >= 2);
    QCOMPARE(m_view->markdown(), whole.first((whole.size() - 21) / 4 * 4 + 20));
    content.analysis = testkit::modelCard().analysis;
    m_view->showCard(content);
    QTRY_COMPARE_WITH_TIMEOUT(evaluate(u"document.querySelectorAll('.caret').length"_s).toInt(), 0, Patience);
    QVERIFY(text().contains(u"总体而言"_s));
}

void TestCardView::twoMegabytesOfChinese()
{
    auto content = testkit::modelCard();
    content.analysis->markdown = u"**📋 变更摘要**：\n"_s + u"变更摘要说明了这次提交的内容。\n\n"_s.repeated(40'000);
    QVERIFY(content.analysis->markdown.toUtf8().size() > 1'700'000);
    const Heartbeat heart;
    QElapsedTimer timer;
    timer.start();
    present([&] { m_view->showCard(content); });
    qInfo("2 MB of Chinese: %lld ms, the event loop stood still for at most %lld ms", timer.elapsed(), heart.longest());
    QVERIFY(evaluate(u"document.body.textContent.length"_s).toInt() > 300'000);
    QVERIFY(evaluate(u"document.querySelector('.note.warning').textContent"_s).toString().contains(u"too long"_s));
    QCOMPARE(m_view->markdown(), content.analysis->markdown);
}

void TestCardView::aCrashIsMended()
{
    present([&] { m_view->showCard(testkit::modelCard()); });
    auto *page = m_view->browser()->page();
    QSignalSpy crashed(m_view->browser(), &CardBrowser::crashed);
    for (int i = 1; i <= 2; ++i) {
        QSignalSpy shown(m_view, &CardView::shown);
        QVERIFY(page->renderProcessPid() > 0);
        ::kill(pid_t(page->renderProcessPid()), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(crashed.size(), i, Patience);
        QVERIFY(!crashed.last().at(0).toBool());
        QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty(), Patience);
        QVERIFY(text().contains(u"总体而言"_s));
    }
    ::kill(pid_t(page->renderProcessPid()), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(crashed.size(), 3, Patience);
    QVERIFY2(crashed.last().at(0).toBool(), "it must not be started for ever");
    present([&] { m_view->browser()->reload(); });
    QVERIFY(text().contains(u"总体而言"_s));
}

void TestCardView::keysOfTheWindowAct()
{
    present([&] { m_view->showCard(testkit::modelCard()); });
    QAction next(m_window.get());
    next.setShortcut(Qt::Key_J);
    m_window->addAction(&next);
    QSignalSpy triggered(&next, &QAction::triggered);
    click(u"h1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(engine()->hasFocus(), Patience);
    QTest::keyClick(m_window->windowHandle(), Qt::Key_J);
    QTRY_COMPARE_WITH_TIMEOUT(triggered.size(), 1, Patience);
    QTest::keyClick(m_window->windowHandle(), Qt::Key_J);
    QTRY_COMPARE_WITH_TIMEOUT(triggered.size(), 2, Patience);
}

void TestCardView::tabLeavesThePage()
{
    present([&] { m_view->showCard(testkit::modelCard()); });
    m_view->browser()->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY_WITH_TIMEOUT(engine()->hasFocus(), Patience);
    int presses = 0;
    for (; presses < 12 && engine()->hasFocus(); ++presses) {
        QTest::keyClick(m_window->windowHandle(), Qt::Key_Tab);
        evaluate(u"1"_s); // the page has seen the key
        QCoreApplication::sendPostedEvents();
    }
    QVERIFY2(!engine()->hasFocus(), "the page keeps the focus");
    QVERIFY2(presses > 1, "the page's links can be reached");
}

void TestCardView::textCanBeSelectedAndCopied()
{
    present([&] { m_view->showCard(testkit::modelCard()); });
    click(u"h1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(engine()->hasFocus(), Patience);
    QTest::keyClick(m_window->windowHandle(), Qt::Key_A, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(m_view->browser()->page()->hasSelection(), Patience);
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(m_window->windowHandle(), Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().contains(u"总体而言"_s), Patience);
}

void TestCardView::ctrlWheelZooms()
{
    auto *page = m_view->browser()->page();
    const auto before = page->zoomFactor();
    QWheelEvent wheel(QPointF(50, 50), engine()->mapToGlobal(QPointF(50, 50)), {}, {0, 120}, Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(engine(), &wheel);
    QTRY_VERIFY_WITH_TIMEOUT(page->zoomFactor() > before, Patience);
    page->setZoomFactor(1.0);
}

RIJIAN_UI_TEST_MAIN(TestCardView)
#include "tst_cardview.moc"
