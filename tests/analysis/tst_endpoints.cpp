// What is known of services: presets, prices, and what they turned out to refuse.

#include "analysis/llm/endpointmemory.h"
#include "analysis/llm/prices.h"
#include "analysis/llm/providers.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QFile>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::analysis::llm;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestEndpoints : public QObject
{
    Q_OBJECT

    QDateTime m_now{QDate(2026, 11, 1), QTime(8, 0), QTimeZone::UTC};
    Endpoint m_endpoint{.name = u"x"_s, .baseUrl = QUrl(u"https://a.example/v1"_s), .model = u"m"_s};

    EndpointMemory memory() { return EndpointMemory([this] { return m_now; }); }

    static QString write(const QTemporaryDir &folder, const QByteArray &text)
    {
        const QString path = folder.filePath(u"prices.json"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write");
        return path;
    }

private Q_SLOTS:
    void presetsBringWhatIsKnown()
    {
        for (const Provider &provider : providers()) {
            const Endpoint endpoint = makeEndpoint(&provider, provider.baseUrl, provider.models.value(0, u"m"_s));
            QVERIFY2(endpoint.contextTokens >= 4'096, qPrintable(provider.name));
            QVERIFY2(!endpoint.dialect.forms.isEmpty() && endpoint.dialect.forms.last() == AnswerForm::Markdown, qPrintable(provider.name));
            QCOMPARE(endpoint.name, provider.name);
        }
        const Provider *moonshot = providerByName(u"Moonshot"_s);
        QCOMPARE(makeEndpoint(moonshot, moonshot->baseUrl, u"moonshot-v1-8k"_s).contextTokens, 8'192);
        QCOMPARE(makeEndpoint(moonshot, moonshot->baseUrl, u"kimi-new"_s).contextTokens, 131'072);
        QCOMPARE(makeEndpoint(providerByName(u"DeepSeek"_s), {}, u"m"_s).dialect.forms.first(), AnswerForm::Json);
        QVERIFY(makeEndpoint(providerByName(u"OpenAI"_s), {}, u"m"_s).dialect.maxCompletionTokens);
        QCOMPARE(makeEndpoint(providerByName(u"Ollama"_s), {}, u"m"_s).contextTokens, 4'096); // cut silently beyond
        QCOMPARE(makeEndpoint(nullptr, QUrl(u"https://a.example/v1"_s), u"m"_s).name, u"a.example"_s);
    }

    void refusedFormsAreLeftOut()
    {
        EndpointMemory known = memory();
        QCOMPARE(known.form(m_endpoint), AnswerForm::Schema);
        QCOMPARE(known.refuseForm(m_endpoint, AnswerForm::Schema), AnswerForm::Json);
        QCOMPARE(known.form(m_endpoint), AnswerForm::Json);
        known.refuseForm(m_endpoint, AnswerForm::Json);
        known.refuseForm(m_endpoint, AnswerForm::Tool);
        QVERIFY(!known.refuseForm(m_endpoint, AnswerForm::Markdown));
        QCOMPARE(known.form(m_endpoint), AnswerForm::Markdown);
        m_now = m_now.addDays(31);
        QCOMPARE(known.form(m_endpoint), AnswerForm::Schema);
    }

    void refusedParametersAreDroppedOnce()
    {
        EndpointMemory known = memory();
        QVERIFY(known.dropParameter(u"a"_s, u"temperature"_s));
        QVERIFY(!known.dropParameter(u"a"_s, u"temperature"_s));
        QVERIFY(!known.dropParameter(u"a"_s, {}));
        QCOMPARE(known.dropped(u"a"_s), QSet<QString>{u"temperature"_s});
        QVERIFY(known.dropped(u"b"_s).isEmpty());
        for (int i = 0; i < 100; ++i)
            known.dropParameter(u"a"_s, QString::number(i));
        QVERIFY(known.dropped(u"a"_s).size() <= 20);
    }

    void allOfItSurvives()
    {
        EndpointMemory known = memory();
        known.refuseForm(m_endpoint, AnswerForm::Schema);
        known.dropParameter(m_endpoint.id(), u"temperature"_s);
        known.learnContext(m_endpoint.id(), 9'000);
        QCOMPARE(known.takeChanged(), QStringList{m_endpoint.id()});
        QVERIFY(known.takeChanged().isEmpty());
        EndpointMemory again = memory();
        again.fromJson(m_endpoint.id(), known.toJson(m_endpoint.id()));
        QCOMPARE(again.form(m_endpoint), AnswerForm::Json);
        QCOMPARE(again.dropped(m_endpoint.id()), QSet<QString>{u"temperature"_s});
        QCOMPARE(again.contextTokens(m_endpoint.id()), 9'000);
        QVERIFY(again.takeChanged().isEmpty());
        again.fromJson(m_endpoint.id(), {{u"refused"_s, 7}, {u"dropped"_s, QJsonObject{{u"x"_s, u"yesterday"_s}}}, {u"context"_s, u"many"_s}}); // nonsense is nothing
        QCOMPARE(again.form(m_endpoint), AnswerForm::Schema);
        QVERIFY(again.dropped(m_endpoint.id()).isEmpty());
        QVERIFY(!again.contextTokens(m_endpoint.id()));
    }

    void pricesByPattern()
    {
        const auto prices = PriceList::load({});
        VERIFY_OK(prices);
        QCOMPARE(prices->priceOf(u"OpenAI"_s, u"gpt-4.1-mini-2025-04-14"_s).prompt, 0.40);
        QCOMPARE(prices->priceOf(u"OpenAI"_s, u"gpt-4.1"_s).completion, 8.00);
        QVERIFY(!prices->priceOf(u"OpenAI"_s, u"something-new"_s).isKnown());
        QVERIFY(!prices->priceOf(u"Ollama"_s, u"gpt-4.1"_s).isKnown());
        const Price price = prices->priceOf(u"OpenAI"_s, u"gpt-4.1-mini"_s);
        QCOMPARE(costOf(price, {.prompt = 1'000'000, .cached = 500'000, .completion = 1'000'000}), 0.20 + 0.05 + 1.60);
        QCOMPARE(costOf({}, {.prompt = 1'000'000}), 0.0);
    }

    void onesOwnPricesComeFirst()
    {
        QTemporaryDir folder;
        const QString path = write(folder, R"({"prices": [{"model": "gpt-4.1*", "prompt": 14, "completion": 56, "currency": "CNY"}]})");
        const auto prices = PriceList::load(path);
        VERIFY_OK(prices);
        const Price own = prices->priceOf(u"OpenAI"_s, u"gpt-4.1-mini"_s);
        QCOMPARE(own.currency, u"CNY"_s);
        QCOMPARE(own.cached, 14.0); // not said: as the rest of the prompt
        QCOMPARE(prices->priceOf(u"OpenAI"_s, u"gpt-4o"_s).currency, u"USD"_s);
    }

    void brokenPricesAreNamed()
    {
        QTemporaryDir folder;
        for (const QByteArray text : {"", "{", "[]", "{\"prices\": [{\"model\": \"x\"}]}", "{\"prices\": [{\"model\": \"x\", \"prompt\": -1, \"completion\": 1, \"currency\": \"CNY\"}]}"}) {
            const QString path = write(folder, text);
            const auto prices = PriceList::load(path);
            QVERIFY(!prices);
            QCOMPARE(prices.error().kind, ErrorKind::BadData);
            QVERIFY2(prices.error().message.contains(path) && !prices.error().message.contains(u'\n'), qPrintable(prices.error().message));
        }
    }
};

RIJIAN_TEST_MAIN(TestEndpoints)
#include "tst_endpoints.moc"
