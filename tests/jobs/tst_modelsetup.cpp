// The model's analyzer from settings, environment, keychain and what the store remembers.

#include "jobs/modelsetup.h"
#include "storage/analysisstore.h"
#include "storage/database.h"
#include "storage/endpointstore.h"
#include "support/modelserver.h"
#include "support/outcome.h"
#include "support/patchbuilder.h"
#include "support/testkit.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::jobs;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

QProcessEnvironment environment(std::initializer_list<std::pair<QString, QString>> values = {})
{
    QProcessEnvironment result;
    for (const auto &[name, value] : values)
        result.insert(name, value);
    return result;
}

} // namespace

class TestModelSetup : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<storage::Database> m_database;
    ModelServer m_server;
    QHash<QString, QString> m_secrets;

    Settings settings() const
    {
        Settings settings;
        settings.provider = u"custom"_s;
        settings.baseUrl = m_server.url().toString();
        settings.model = u"test-model"_s;
        return settings;
    }

    ModelSetup setup(const QProcessEnvironment &given = {})
    {
        return ModelSetup({.dataFolder = m_folder.path(), .environment = given, .readSecret = [this](const QString &name) -> Result<QString> {
            if (!m_secrets.contains(name))
                return failure(ErrorKind::NotFound, u"none"_s);
            return m_secrets.value(name);
        }});
    }

    static Analysis analyzed(const analysis::Analyzer &analyzer)
    {
        const CommitPatch commit = commitPatch(u"Fix it\n"_s, fileDiff("a.cpp", "-old\n+new\n"));
        return analyzer.analyze({.patch = commit});
    }

    void write(const QString &name, const QByteArray &text)
    {
        QVERIFY(QDir(m_folder.path()).mkpath(QFileInfo(m_folder.filePath(name)).path()));
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(QDir(m_folder.path()).removeRecursively() && QDir().mkpath(m_folder.path()));
        m_server.setAnswer(&usualAnswer);
        auto opened = storage::Database::open(m_folder.path());
        VERIFY_OK(opened);
        m_database = std::move(*opened);
        m_secrets.clear();
        m_server.clearRequests();
    }

    void cleanup() { m_database.reset(); }

    void noneUnlessAsked()
    {
        auto setup = this->setup();
        const auto made = setup.make(*m_database, Settings());
        VERIFY_OK(made);
        QVERIFY(!*made);
    }

    void theEnvironmentBeatsTheSettings()
    {
        Settings wrong = settings();
        wrong.baseUrl = u"https://example.invalid/v1"_s;
        wrong.model = u"other"_s;
        auto setup = this->setup(environment({{u"RIJIAN_LLM_BASE_URL"_s, m_server.url().toString()}, {u"RIJIAN_LLM_MODEL"_s, u"mine"_s}, {u"RIJIAN_LLM_API_KEY"_s, u"sk-env"_s}}));
        const auto made = setup.make(*m_database, wrong);
        VERIFY_OK(made);
        QCOMPARE((*made)->models(), QStringList{u"mine"_s});
        QCOMPARE(analyzed(**made).state, AnalysisState::Whole);
        QCOMPARE(m_server.requests().constFirst().header("authorization"), QByteArray("Bearer sk-env"));
    }

    void theKeyIsTheAddresssOwn()
    {
        m_secrets.insert(u"llm:127.0.0.1"_s, u" sk-kept\n"_s);
        auto setup = this->setup();
        const auto made = setup.make(*m_database, settings());
        VERIFY_OK(made);
        analyzed(**made);
        QCOMPARE(m_server.requests().constFirst().header("authorization"), QByteArray("Bearer sk-kept"));
    }

    void whatIsMissingIsSaid_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<QString>("model");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("no key") << u"DeepSeek"_s << QString() << QString() << ErrorKind::Auth;
        QTest::newRow("no such provider") << u"Nobody"_s << QString() << u"m"_s << ErrorKind::Usage;
        QTest::newRow("no model") << u"custom"_s << u"http://127.0.0.1:1/v1"_s << QString() << ErrorKind::Usage;
        QTest::newRow("no address") << u"custom"_s << u"what"_s << u"m"_s << ErrorKind::Usage;
    }

    void whatIsMissingIsSaid()
    {
        QFETCH(const QString, provider);
        QFETCH(const QString, baseUrl);
        QFETCH(const QString, model);
        QFETCH(const ErrorKind, kind);
        Settings asked;
        asked.provider = provider;
        asked.baseUrl = baseUrl;
        asked.model = model;
        auto setup = this->setup();
        const auto made = setup.make(*m_database, asked);
        QVERIFY(!made);
        QCOMPARE(made.error().kind, kind);
        QVERIFY2(!made.error().message.isEmpty() && !made.error().message.contains(u'\n'), qPrintable(made.error().message));
    }

    void brokenFilesOfTheUsersAreNamed()
    {
        auto setup = this->setup();
        write(u"prompts/system.md"_s, "没有占位符");
        auto made = setup.make(*m_database, settings());
        QVERIFY(!made);
        QVERIFY2(made.error().message.contains(u"system.md"_s) && made.error().message.contains(u"{{form}}"_s), qPrintable(made.error().message));
        write(u"prompts/system.md"_s, "简短。\n{{form}}\n{{nothing}}");
        made = setup.make(*m_database, settings());
        QVERIFY(!made);
        QVERIFY2(made.error().message.contains(u"3"_s) && made.error().message.contains(u"{{nothing}}"_s), qPrintable(made.error().message));
        write(u"prompts/system.md"_s, "简短。\n{{form}}\n");
        write(u"prices.json"_s, "{");
        made = setup.make(*m_database, settings());
        QVERIFY(!made);
        QVERIFY2(made.error().message.contains(u"prices.json"_s), qPrintable(made.error().message));
        write(u"prices.json"_s, R"({"prices": [{"model": "test-*", "prompt": 2, "cached": 1, "completion": 8, "currency": "CNY"}]})");
        made = setup.make(*m_database, settings());
        VERIFY_OK(made);
        QVERIFY2((*made)->version().startsWith(u"2-"_s), qPrintable((*made)->version()));
        const Analysis analysis = analyzed(**made);
        QCOMPARE(analysis.currency, u"CNY"_s);
        QCOMPARE(analysis.cost, (600 * 2 + 400 * 1 + 200 * 8) / 1e6);
        QVERIFY(m_server.requests().constFirst().text().startsWith(u"简短。"_s));
    }

    void whatWasLearntIsRemembered()
    {
        m_server.setAnswer([](const ModelRequest &request) {
            return request.body[u"response_format"_s][u"type"_s].toString() == u"json_schema"_s ? errorReply(400, u"json_schema is not supported"_s, {}, u"response_format"_s)
                                                                                               : usualAnswer(request);
        });
        {
            auto setup = this->setup();
            const auto made = setup.make(*m_database, settings());
            VERIFY_OK(made);
            QCOMPARE(analyzed(**made).state, AnalysisState::Whole);
            VERIFY_OK(setup.remember(*m_database));
        }
        QCOMPARE(m_server.count(), 2);
        auto again = this->setup();
        const auto made = again.make(*m_database, settings());
        VERIFY_OK(made);
        analyzed(**made);
        QCOMPARE(m_server.count(), 3);
    }

    void todaysBudgetCountsWhatOthersSpent()
    {
        Settings limited = settings();
        limited.dailyTokens = 2; // thousand
        auto setup = this->setup();
        auto made = setup.make(*m_database, limited);
        VERIFY_OK(made);
        QCOMPARE(setup.tokensLeft(), 2'000);
        const Analysis first = analyzed(**made); // 1,200
        QCOMPARE(setup.tokensLeft(), 800);
        VERIFY_OK(storage::AnalysisStore(*m_database).add({first}));
        auto other = this->setup();
        made = other.make(*m_database, limited);
        VERIFY_OK(made);
        QCOMPARE(other.tokensLeft(), 800);
        analyzed(**made);
        QVERIFY((*made)->outage());
        QCOMPARE((*made)->outage()->kind, ErrorKind::RateLimit);
    }

    void theSecondProviderIsPartOfTheChain()
    {
        Settings two = settings();
        two.fallbackProvider = u"custom"_s;
        two.fallbackBaseUrl = m_server.url().toString();
        two.fallbackModel = u"second"_s;
        auto setup = this->setup();
        const auto made = setup.make(*m_database, two);
        VERIFY_OK(made);
        QCOMPARE((*made)->models(), (QStringList{u"test-model"_s, u"second"_s}));
        const auto other = setup.make(*m_database, two, EndpointChoice{u"custom"_s, m_server.url().toString(), u"third"_s}.toJson());
        VERIFY_OK(other);
        QCOMPARE((*other)->models(), QStringList{u"third"_s});
    }
};

RIJIAN_TEST_MAIN(TestModelSetup)
#include "tst_modelsetup.moc"
