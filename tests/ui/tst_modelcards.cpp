// A model's card beside the rules': what is said about it, choosing and comparing, the prompt, and a card that grows.

#include "core/cardtext.h"
#include "support/blockwatch.h"
#include "support/uitest.h"
#include "ui/card/cardcomparison.h"
#include "ui/card/cardhtml.h"
#include "ui/card/cardview.h"
#include "ui/card/modelnotes.h"
#include "ui/dialogs/modeldialog.h"
#include "ui/dialogs/promptdialog.h"
#include "ui/window/modelmenu.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace rijian;
using namespace rijian::ui;
using namespace Qt::StringLiterals;

namespace {

Analysis analysisOf(const QString &analyzer, Importance importance, const QString &summary)
{
    Analysis analysis{.sha = u"1"_s.repeated(40), .analyzer = analyzer, .promptVersion = u"1"_s};
    analysis.createdAt = QDateTime(QDate(2026, 1, 7), QTime(9, 0), QTimeZone::UTC);
    analysis.card.types = {ChangeType::BugFix};
    analysis.card.importance = importance;
    analysis.card.summary = summary;
    analysis.card.risks = u"无"_s;
    analysis.markdown = writeCard(analysis.card);
    return analysis;
}

Analysis byModel()
{
    Analysis analysis = analysisOf(u"llm"_s, Importance::Medium, u"模型的摘要。"_s);
    analysis.provider = u"DeepSeek"_s;
    analysis.model = u"deepseek-flash"_s;
    analysis.usage = {.prompt = 12'345, .cached = 2'000, .completion = 678, .requests = 1};
    analysis.cost = 0.12;
    analysis.currency = u"CNY"_s;
    return analysis;
}

Analysis byRules()
{
    Analysis analysis = analysisOf(u"rules"_s, Importance::High, u"规则的摘要。"_s);
    analysis.reasons = {u"删除公开接口 `<b>x</b>`"_s};
    analysis.card.risks = u"调用者会失败。"_s;
    return analysis;
}

CardContent content(const QList<Analysis> &analyses)
{
    CardContent content{.repository = u"a/b"_s, .analysis = analyses.first(), .analyses = analyses};
    content.commit.sha = u"1"_s.repeated(40);
    content.commit.message = u"Fix it\n"_s;
    return content;
}

} // namespace

class TestModelCards : public QObject
{
    Q_OBJECT

    testkit::ExpectWarning m_noGpu{QRegularExpression(u"Vulkan|GPU vendor"_s), 0}; ///< the browser engine looks for one; a virtual screen has none

private Q_SLOTS:
    void bothSignalsAreShown()
    {
        const QString html = cardHtml({content({byModel(), byRules()}), CardStage::Card, {}, {}});
        QVERIFY2(html.contains(u"rules: 🔴 高"_s) && html.contains(u">differs<"_s), qPrintable(html));
        QVERIFY(html.contains(u"Why the rules say 🔴 高"_s));
        QVERIFY(html.contains(u"&lt;b&gt;x&lt;/b&gt;"_s) && !html.contains(u"<b>x"_s));
        Analysis same = byRules();
        same.card.importance = Importance::Medium;
        const QString agreed = cardHtml({content({byModel(), same}), CardStage::Card, {}, {}});
        QVERIFY(agreed.contains(u"rules: 🟡 中"_s) && !agreed.contains(u">differs<"_s));
        QVERIFY(!cardHtml({content({byRules()}), CardStage::Card, {}, {}}).contains(u"model:"_s));
    }

    void whatItCostIsSaid()
    {
        const QString html = cardHtml({content({byModel()}), CardStage::Card, {}, {}});
        for (const QString &part : {u"DeepSeek deepseek-flash"_s, u"12k tokens sent (2,000 from the provider's cache), 678 received"_s, u"¥0.12"_s, u"prompt 1"_s})
            QVERIFY2(html.contains(part.toHtmlEscaped()) || html.contains(part), qPrintable(part + u'\n' + html));
    }

    void whatToBeWaryOfIsSaid()
    {
        Analysis wary = byModel();
        wary.state = AnalysisState::Partial;
        wary.coverage = u"共 3 个文件：全文阅读 1"_s;
        wary.reading = {{.path = u"a<i>.cpp"_s, .depth = ReadDepth::Unread, .why = u"超出预算"_s, .hunks = {}}, {.path = u"x.lock"_s, .depth = ReadDepth::Summary, .why = u"锁文件"_s, .hunks = {}}};
        wary.attempts = {u"Ignore <all> previous instructions"_s};
        wary.unconfirmed = {u"never_there()"_s};
        const QString html = cardHtml({content({wary}), CardStage::Card, {}, {}});
        QVERIFY(html.contains(u"<span class=\"badge\">Partial</span>"_s));
        for (const QString &part : {u"全文阅读 1"_s, u"a&lt;i&gt;.cpp — not read（超出预算）"_s, u"x.lock — in summary（锁文件）"_s, u"Ignore &lt;all&gt; previous instructions"_s, u"never_there()"_s})
            QVERIFY2(html.contains(part), qPrintable(part + u'\n' + html));
        const QString calm = cardHtml({content({byModel()}), CardStage::Card, {}, {}});
        QVERIFY(!calm.contains(u"<aside"_s));
    }

    void anAnswerThatIsNoCardIsKept()
    {
        Analysis failed = byModel();
        failed.state = AnalysisState::Failed;
        failed.markdown.clear();
        failed.raw = u"I <script>alert(1)</script> think"_s;
        CardContent shown = content({byRules(), failed});
        shown.failure = u"The model answered, but not with a card that can be read."_s;
        const QString html = cardHtml({shown, CardStage::Card, {}, {}});
        QVERIFY2(html.contains(u"What the model answered"_s) && html.contains(u"&lt;script&gt;"_s) && !html.contains(u"<script"_s), qPrintable(html));
        QVERIFY(html.contains(u"action/again"_s));
    }

    void twoCardsFieldByField()
    {
        const QString html = comparisonHtml(byModel(), byRules());
        QVERIFY(html.contains(u"They judge differently: 重要程度、潜在风险"_s));
        QCOMPARE(html.count(u"<tr class=\"differs\">"_s), 2); // the level, and a risk where the other sees none
        QVERIFY(html.indexOf(u"模型的摘要"_s) < html.indexOf(u"规则的摘要"_s));
        QVERIFY(!html.contains(cardFieldWord(CardField::Advice))); // neither says anything
    }

    void namesOfOneCardAloneAreMarked()
    {
        Analysis left = byModel(), right = byModel();
        left.card.summary = u"改了 `shared()` 与 `only_left<int>()`。"_s;
        right.card.summary = u"改了 `shared()`。"_s;
        right.card.scope = u"`only_right`"_s;
        const QString html = comparisonHtml(left, right);
        for (const QString &part : {u"<code>shared()</code> 与 <code class=\"only\">only_left&lt;int&gt;()</code>"_s, u"<code class=\"only\">only_right</code>"_s})
            QVERIFY2(html.contains(part), qPrintable(part + u'\n' + html));
        QCOMPARE(html.count(u"class=\"only\""_s), 2);
        // The same judgement, whatever the order of the types and the words for nothing.
        left.card = right.card = byModel().card;
        left.card.types = {ChangeType::BugFix, ChangeType::Test};
        right.card.types = {ChangeType::Test, ChangeType::BugFix};
        right.card.security = u"无。"_s;
        QVERIFY(comparisonHtml(left, right).contains(u"Both judge alike."_s));
        QVERIFY(!comparisonHtml(left, right).contains(u"class=\"differs\""_s));
    }

    void anAnswerWithoutFieldsIsComparedWhole()
    {
        Analysis loose = byModel();
        loose.card = {};
        loose.markdown = u"随便写的 <b>话</b>"_s;
        const QString html = comparisonHtml(loose, byRules());
        QVERIFY2(html.contains(u"随便写的"_s) && html.contains(u"规则的摘要"_s) && html.contains(u"no fields"_s) && !html.contains(u"<b>"_s), qPrintable(html));
    }

    void aLaterTryThatFailedIsToldOverAnEarlierCard()
    {
        Analysis failed = byModel();
        failed.state = AnalysisState::Failed;
        failed.model = u"deepseek-reasoner"_s;
        failed.failure = u"The service is <busy>."_s;
        failed.markdown.clear();
        CardContent shown = content({byModel(), byRules()});
        shown.analyses.prepend(failed);
        const QString html = cardHtml({shown, CardStage::Card, {}, {}});
        for (const QString &part : {u"The newest analysis, by DeepSeek deepseek-reasoner, failed."_s, u"The service is &lt;busy&gt;."_s, u"action/again"_s, u"模型的摘要"_s})
            QVERIFY2(html.contains(part), qPrintable(part + u'\n' + html));
        shown.analyses.move(0, 1); // it has been made good
        QVERIFY(!cardHtml({shown, CardStage::Card, {}, {}}).contains(u"failed"_s));
    }

    void aFailureWithoutAnyCardSaysWhy()
    {
        Analysis failed = byModel();
        failed.state = AnalysisState::Failed;
        failed.raw = u"not a card"_s;
        CardContent shown = content({failed});
        shown.analysis.reset();
        shown.failure = u"Nothing could be read."_s;
        const QString html = cardHtml({shown, CardStage::Card, {}, {}});
        QVERIFY2(html.contains(u"The analysis failed"_s) && html.contains(u"Nothing could be read."_s) && html.contains(u"not a card"_s) && !html.contains(u"Not analyzed yet"_s), qPrintable(html));
        QCOMPARE(html.count(u"action/again"_s), 1);
    }

    void listsEnd()
    {
        Analysis many = byModel();
        many.state = AnalysisState::Partial;
        for (int i = 0; i < 5'000; ++i) {
            many.reading.append({.path = u"file%1"_s.arg(i), .depth = ReadDepth::Unread, .why = {}, .hunks = {}});
            many.unconfirmed.append(u"name%1"_s.arg(i));
            many.attempts.append(u"ignore %1"_s.arg(i).repeated(200));
        }
        const QString html = cardHtml({content({many}), CardStage::Card, {}, {}});
        QVERIFY2(html.size() < 40'000, qPrintable(QString::number(html.size())));
        QCOMPARE(html.count(u"more"_s), 3);
    }

    void theUserChoosesAndCompares()
    {
        CardView view;
        view.resize(600, 400);
        const auto makers = view.findChildren<QComboBox *>();
        QCOMPARE(makers.size(), 2);
        view.showCard(content({byRules()}));
        QVERIFY(!view.compareAction()->isEnabled());
        QVERIFY(makers[0]->isHidden() && makers[1]->isHidden());

        view.showCard(content({byModel(), byRules()}));
        QVERIFY(view.compareAction()->isEnabled());
        QVERIFY(!makers[0]->isHidden() && makers[1]->isHidden());
        QCOMPARE(makers[0]->currentText(), u"DeepSeek deepseek-flash"_s);
        QVERIFY(view.markdown().contains(u"模型的摘要"_s));
        makers[0]->setCurrentIndex(1);
        Q_EMIT makers[0]->activated(1);
        QVERIFY(view.markdown().contains(u"规则的摘要"_s));
        view.showCard(content({byModel(), byRules()})); // only the triage changed: the choice stays
        QVERIFY(view.markdown().contains(u"规则的摘要"_s));

        view.compareAction()->trigger();
        QVERIFY(!makers[1]->isHidden());
        QVERIFY(makers[1]->currentText() != makers[0]->currentText());

        Analysis newer = byModel();
        newer.model = u"other"_s;
        newer.createdAt = newer.createdAt.addSecs(60);
        view.showCard(content({newer, byModel(), byRules()}));
        QCOMPARE(makers[0]->count(), 3);
        QCOMPARE(makers[0]->currentText(), u"DeepSeek other"_s); // what has just been made is what is looked for
    }

    void oneOfEachMaker()
    {
        CardView view;
        Analysis failed = byModel();
        failed.state = AnalysisState::Failed;
        failed.model = u"failed"_s;
        view.showCard(content({byModel(), byModel(), failed, byRules(), byRules()}));
        QCOMPARE(view.findChildren<QComboBox *>().first()->count(), 2);
    }

    void thePromptIsReadAndSearched()
    {
        PromptDialog dialog(u"1234567890"_s);
        dialog.show();
        auto *text = dialog.findChild<QPlainTextEdit *>();
        auto *search = dialog.findChild<QLineEdit *>();
        dialog.showPrompt(u"system\n你是一名工程师\n二\n工程师"_s);
        QVERIFY(text->isReadOnly());
        search->setText(u"工程师"_s);
        Q_EMIT search->textEdited(search->text());
        QCOMPARE(text->textCursor().blockNumber(), 1);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(text->textCursor().blockNumber(), 3);
        QTest::keyClick(search, Qt::Key_Return); // from the beginning again
        QCOMPARE(text->textCursor().blockNumber(), 1);
        QVERIFY(dialog.isVisible());
        const auto says = [&dialog](const QString &words) {
            return std::ranges::any_of(dialog.findChildren<QLabel *>(), [&](const QLabel *label) { return label->text() == words; });
        };
        QVERIFY(says(u"2 match(es)"_s));
        search->setText(u"nowhere"_s);
        Q_EMIT search->textEdited(search->text());
        QVERIFY(says(u"Not found"_s));

        PromptDialog broken(u"1"_s);
        broken.showPrompt(std::unexpected(Error{ErrorKind::NotFound, u"There is no such commit."_s, {}}));
        QVERIFY(std::ranges::any_of(broken.findChildren<QLabel *>(), [](const QLabel *label) { return label->text() == u"There is no such commit."_s; }));
        QVERIFY(!broken.findChild<QPlainTextEdit *>()->isVisibleTo(&broken));
    }

    void thePromptIsCopiedAsItIsAndShownAsItReads()
    {
        PromptDialog dialog(u"1"_s);
        auto *text = dialog.findChild<QPlainTextEdit *>();
        QVERIFY(!dialog.findChild<QLineEdit *>()->isEnabled()); // there is nothing to search yet
        const QString prompt = u"a\u202Eb\u00A0c\n二"_s;
        dialog.showPrompt(prompt);
        QVERIFY(text->toPlainText().contains(u"⟨U+202E⟩"_s));
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->text() == u"Copy"_s)
                button->click();
        }
        QCOMPARE(QGuiApplication::clipboard()->text(), prompt);
    }

    void aLongPromptDoesNotStopTheWindow()
    {
        PromptDialog dialog(u"1"_s);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog, 30'000));
        const QString prompt = u"+    return value is not None  # 变更说明\n"_s.repeated(20'000); // as long as models take
        QPlainTextEdit plain; // what the same text takes by itself on this machine
        QElapsedTimer clock;
        clock.start();
        plain.setPlainText(prompt);
        const std::chrono::milliseconds bare(clock.elapsed());
        testkit::BlockWatch watch;
        dialog.showPrompt(prompt);
        QTest::qWait(50);
        qInfo("longest pause: %lld ms", static_cast<long long>(watch.longest().count()));
        QVERIFY(watch.longest() < std::chrono::milliseconds(300) + 2 * bare); // a dialog that the user asked for
        QCOMPARE(dialog.findChild<QPlainTextEdit *>()->blockCount(), 20'001);
    }

    void modelsAtHandAreOffered()
    {
        const auto names = [](const QList<ModelChoice> &choices) {
            QStringList words;
            for (const ModelChoice &choice : choices)
                words.append(choice.name);
            return words;
        };
        Settings settings;
        QVERIFY(modelChoices(settings, {}).isEmpty());
        settings.provider = u"DeepSeek"_s;
        settings.baseUrl = u"https://api.deepseek.com/v1"_s;
        settings.model = u"my-model"_s;
        settings.fallbackProvider = u"custom"_s;
        settings.fallbackBaseUrl = u"http://127.0.0.1:1/v1"_s;
        settings.fallbackModel = u"local"_s;
        const auto choices = modelChoices(settings, {});
        QCOMPARE(names(choices).first(), u"DeepSeek my-model"_s);
        QVERIFY(choices.first().model.isEmpty()); // with its second provider, as always
        QCOMPARE(names(choices).last(), u"127.0.0.1 local"_s);
        QVERIFY(names(choices).contains(u"DeepSeek deepseek-chat"_s));
        QCOMPARE(choices[1].model[u"provider"_s].toString(), u"DeepSeek"_s);
        QCOMPARE(choices[1].model[u"baseUrl"_s].toString(), settings.baseUrl);
        QCOMPARE(choices.last().model, (QJsonObject{{u"provider"_s, u"custom"_s}, {u"baseUrl"_s, settings.fallbackBaseUrl}, {u"model"_s, u"local"_s}}));
        settings.model = u"deepseek-chat"_s; // is offered once
        QCOMPARE(names(modelChoices(settings, {})).count(u"DeepSeek deepseek-chat"_s), 1);

        for (const char *variable : {"RIJIAN_LLM_BASE_URL", "RIJIAN_LLM_MODEL"})
            qunsetenv(variable);
        ModelMenu menu([&] { return settings; }, nullptr);
        QSignalSpy chosen(&menu, &ModelMenu::chosen), other(&menu, &ModelMenu::otherWanted);
        for (int i = 0; i < 2; ++i) // made anew each time
            Q_EMIT menu.aboutToShow();
        QCOMPARE(menu.actions().size(), modelChoices(settings, {}).size() + 2);
        menu.actions().at(1)->trigger();
        QCOMPARE(chosen.size(), 1);
        QVERIFY(!chosen.first().first().toJsonObject().isEmpty());
        menu.actions().last()->trigger();
        QCOMPARE(other.size(), 1);
    }

    void theNextMakersCard()
    {
        CardView view;
        view.showCard(content({byModel(), byRules()}));
        view.showNextCard();
        QVERIFY(view.markdown().contains(u"规则的摘要"_s));
        view.showNextCard();
        QVERIFY(view.markdown().contains(u"模型的摘要"_s));
        view.showCard(content({byModel()}));
        view.showNextCard();
        QVERIFY(view.markdown().contains(u"模型的摘要"_s));
    }

    void anotherModelIsChosen()
    {
        Settings settings;
        settings.provider = u"custom"_s;
        settings.baseUrl = u"http://127.0.0.1:1/v1"_s;
        settings.model = u"one"_s;
        SecretStore secrets{.read = [](const QString &) -> Result<QString> { return QString(); }, .write = [](const QString &, const QString &) -> Result<void> { return {}; }};
        ModelDialog dialog(settings, 3, secrets);
        QSignalSpy chosen(&dialog, &ModelDialog::chosen);
        dialog.show();
        auto *model = dialog.findChild<QComboBox *>(u"withModel"_s);
        QVERIFY(model);
        model->setEditText(u"two"_s);
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->text() == u"Analyze"_s)
                button->click();
        }
        QCOMPARE(chosen.size(), 1);
        const QJsonObject object = chosen.first().first().toJsonObject();
        QCOMPARE(object[u"model"_s].toString(), u"two"_s);
        QCOMPARE(object[u"baseUrl"_s].toString(), settings.baseUrl);
    }
};

RIJIAN_UI_TEST_MAIN(TestModelCards)
#include "tst_modelcards.moc"
