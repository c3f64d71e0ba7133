// rijian-cli with a model, as its users run it: real processes against a server that answers, fails, and counts.

#include "support/modelserver.h"
#include "support/sampleday.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

#include <atomic>

using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 60'000;
const QString key = u"sk-verysecretkey42"_s;
constexpr int commitsOfTheDay = 15;

struct Run {
    int status = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
    QJsonArray array() const { return QJsonDocument::fromJson(out).array(); }
};

QByteArray read(const QString &file)
{
    QFile source(file);
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

} // namespace

class TestCliModel : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<TestRepository> m_repository;
    QStringList m_shas;
    ModelServer m_server;

    QString path(const QString &name) const { return m_folder.filePath(name); }

    void start(QProcess &process, const QStringList &arguments) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, path(u"home"_s));
        environment.insert(u"RIJIAN_LLM_BASE_URL"_s, m_server.url().toString());
        environment.insert(u"RIJIAN_LLM_MODEL"_s, u"test-model"_s);
        environment.insert(u"RIJIAN_LLM_API_KEY"_s, key);
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral(RIJIAN_CLI), QStringList{u"--data-dir"_s, path(u"data"_s)} + arguments);
    }

    Run run(const QStringList &arguments) const
    {
        QProcess process;
        start(process, arguments);
        if (!process.waitForFinished(patienceMs))
            qFatal("rijian-cli did not end");
        const Run run{process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
        if (run.out.contains(key.toLatin1()) || run.err.contains(key.toLatin1()))
            qFatal("the key was printed");
        return run;
    }

    Run analyze(const QStringList &more = {}) const { return run(QStringList{u"analyze"_s, u"it"_s, u"--date"_s, u"2026-01-07"_s} + more); }
    Run report(const QString &file) const { return run({u"report"_s, u"it"_s, u"--date"_s, u"2026-01-07"_s, u"-o"_s, file}); }

    void addShared() const
    {
        QCOMPARE(run({u"repo"_s, u"add"_s, m_repository->path(), u"--name"_s, u"it"_s}).status, 0);
        QCOMPARE(run({u"repo"_s, u"share"_s, u"it"_s}).status, 0);
    }

    int cardsOfTheModel() const
    {
        int cards = 0;
        for (const QString &sha : m_shas) {
            const QJsonObject shown = run({u"--json"_s, u"show"_s, u"it"_s, sha}).object();
            cards += shown[u"analysis"_s][u"model"_s].toString() == u"test-model"_s;
        }
        return cards;
    }

private Q_SLOTS:
    void init()
    {
        QDir(m_folder.path()).removeRecursively();
        QDir().mkpath(path(u"home"_s));
        m_repository = std::make_unique<TestRepository>(path(u"it.git"_s));
        m_shas = makeSampleDay(*m_repository);
        m_server.script({});
        m_server.setLatency(std::chrono::milliseconds(0));
        m_server.setAnswer(&usualAnswer);
        m_server.clearRequests();
    }

    void aDayByAModel()
    {
        addShared();
        const Run done = analyze();
        QVERIFY2(done.status == 0, done.err.constData());
        QCOMPARE(m_server.count(), commitsOfTheDay);
        QVERIFY(m_server.mostAtOnce() <= 4);
        QCOMPARE(report(u"r.md"_s).status, 0);
        QCOMPARE(read(path(u"r.md"_s)).count("修复解析器在空输入时的崩溃"), commitsOfTheDay);
        QCOMPARE(analyze().status, 0); // nothing is paid for twice
        QCOMPARE(m_server.count(), commitsOfTheDay);
        for (const ModelRequest &request : m_server.requests())
            QCOMPARE(request.header("authorization"), QByteArray("Bearer " + key.toLatin1()));
        for (const QString &file : QDir(path(u"data"_s)).entryList({u"rijian.db*"_s}))
            QVERIFY2(!read(path(u"data/"_s + file)).contains(key.toLatin1()), qPrintable(file));
    }

    void nothingIsSentUnlessItIsShared()
    {
        QCOMPARE(run({u"repo"_s, u"add"_s, m_repository->path(), u"--name"_s, u"it"_s}).status, 0);
        QCOMPARE(analyze().status, 0);
        QCOMPARE(analyze({u"--analyzer"_s, u"llm"_s}).status, 2);
        QCOMPARE(run({u"prompt"_s, u"it"_s, m_shas.first()}).status, 0);
        QCOMPARE(m_server.count(), 0);
    }

    void planAndPromptSendNothing()
    {
        addShared();
        const Run plan = run({u"--json"_s, u"plan"_s, u"it"_s, u"--date"_s, u"2026-01-07"_s});
        QVERIFY2(plan.status == 0, plan.err.constData());
        const QJsonObject first = plan.array().first().toObject();
        QCOMPARE(first[u"commits"_s].toInt(), commitsOfTheDay);
        QVERIFY(first[u"prompt_tokens"_s].toInt() > 1'000 * commitsOfTheDay);
        const Run prompt = run({u"prompt"_s, u"it"_s, m_shas.first()});
        QVERIFY2(prompt.out.contains("重要程度") && prompt.out.contains("@@ -"), prompt.out.left(3000).constData());
        QCOMPARE(m_server.count(), 0);
    }

    /// What the repository's text is read as holds for the model, too: it is sent the same text as people see.
    void theEncodingIsKeptAndHolds()
    {
        const QByteArray traditional = QByteArray::fromHex("c1 63 c5 e9 a4 a4 a4 e5 0a"); // 繁體中文 in Big5, which nothing tells from others
        const QString sha = m_repository->commit("text\n", "t.txt", traditional, 1'767'758'400);
        QCOMPARE(run({u"repo"_s, u"add"_s, m_repository->path(), u"--name"_s, u"it"_s}).status, 0);
        QVERIFY(!run({u"prompt"_s, u"it"_s, sha}).out.contains("繁體中文"));
        QCOMPARE(run({u"repo"_s, u"encoding"_s, u"it"_s}).out, "auto\n");
        QCOMPARE(run({u"repo"_s, u"encoding"_s, u"it"_s, u"big5"_s}).status, 0);
        QCOMPARE(run({u"repo"_s, u"encoding"_s, u"it"_s}).out, "Big5\n");
        const Run prompt = run({u"prompt"_s, u"it"_s, sha});
        QVERIFY2(prompt.out.contains("繁體中文"), prompt.out.right(2'000).constData());
        QCOMPARE(run({u"repo"_s, u"encoding"_s, u"it"_s, u"auto"_s}).status, 0);
        QVERIFY(!run({u"prompt"_s, u"it"_s, sha}).out.contains("繁體中文"));
        const Run wrong = run({u"repo"_s, u"encoding"_s, u"it"_s, u"klingon"_s});
        QVERIFY2(wrong.status == 2 && wrong.err.contains("GB18030"), wrong.err.constData());
        QCOMPARE(run({u"repo"_s, u"encoding"_s, u"it"_s, u"UTF-16LE"_s}).status, 2); // files say that themselves
        QCOMPARE(run({u"repo"_s, u"encoding"_s}).status, 2);
    }

    void anOutageEndsTheDayOnceForAll_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("401") << 401;
        QTest::newRow("402") << 402;
        QTest::newRow("404") << 404;
    }

    /// Not published as success, and yesterday's cards and report stay as they are.
    void anOutageEndsTheDayOnceForAll()
    {
        QFETCH(const int, status);
        addShared();
        QCOMPARE(analyze({u"--analyzer"_s, u"rules"_s}).status, 0);
        m_server.setAnswer([status](const ModelRequest &) { return errorReply(status, u"Insufficient Balance"_s); });
        const Run done = analyze({u"--concurrency"_s, u"1"_s});
        QCOMPARE(done.status, 3);
        QCOMPARE(m_server.count(), 1);
        QVERIFY2(done.err.contains("127.0.0.1"), done.err.constData());
        QCOMPARE(cardsOfTheModel(), 0);
        const Run published = run({u"run"_s, u"it"_s, u"--date"_s, u"2026-01-07"_s, u"-o"_s, u"r.md"_s});
        QVERIFY2(published.status != 0, published.err.constData());
    }

    void whatFailedIsRetriedAlone()
    {
        addShared();
        const QStringList unlucky = m_shas.first(5);
        m_server.setAnswer([unlucky](const ModelRequest &request) {
            const QString text = request.text();
            return std::ranges::any_of(unlucky, [&](const QString &sha) { return text.contains(QStringView(sha).first(10)); }) ? errorReply(400, u"strange"_s) : usualAnswer(request);
        });
        const Run first = analyze();
        QCOMPARE(first.status, 1);
        const int cards = cardsOfTheModel();
        QCOMPARE(cards, commitsOfTheDay - 5);
        m_server.clearRequests();
        m_server.setAnswer(&usualAnswer);
        QCOMPARE(analyze().status, 0);
        QCOMPARE(m_server.count(), commitsOfTheDay - cards);
        QCOMPARE(cardsOfTheModel(), commitsOfTheDay);
    }

    void killedItKeepsWhatWasFinished()
    {
        addShared();
        constexpr int finished = 5;
        std::atomic<int> asked = 0;
        m_server.setAnswer([&asked](const ModelRequest &request) {
            ModelReply reply = usualAnswer(request);
            if (++asked > finished) {
                reply.end = ModelReply::End::Hang;
                reply.before = std::chrono::minutes(1);
            }
            return reply;
        });
        QProcess process;
        start(process, {u"analyze"_s, u"it"_s, u"--date"_s, u"2026-01-07"_s, u"--concurrency"_s, u"1"_s});
        QVERIFY(m_server.waitForRequests(finished + 1));
        QTRY_COMPARE(cardsOfTheModel(), finished); // the last is stored while the next is asked for
        process.kill();
        QVERIFY(process.waitForFinished(patienceMs));
        m_server.setAnswer(&usualAnswer);
        const Run again = analyze();
        QVERIFY2(again.status == 0, again.err.constData());
        QCOMPARE(cardsOfTheModel(), commitsOfTheDay);
        QCOMPARE(m_server.count(), commitsOfTheDay + 1); // the one that ran is paid for twice
    }

    void theModelIsSetUpAndTested()
    {
        QCOMPARE(run({u"model"_s, u"set"_s, u"--provider"_s, u"DeepSeek"_s}).status, 0);
        const Run tested = run({u"model"_s, u"test"_s});
        QVERIFY2(tested.status == 0 && tested.out.contains("test-model"), tested.err.constData());
        QVERIFY(run({u"--json"_s, u"model"_s, u"list"_s}).array().size() >= 11);
        QCOMPARE(run({u"model"_s, u"set"_s, u"--provider"_s, u"Nobody"_s}).status, 2);
        QCOMPARE(run({u"model"_s, u"off"_s}).status, 0);
        m_server.setAnswer([](const ModelRequest &) { return errorReply(401, u"no"_s); });
        QCOMPARE(run({u"model"_s, u"test"_s}).status, 3);
    }

    /// Where the rules do the work nobody asks for the model; where it is to do it, its absence is no success.
    void aModelThatCannotBeUsedIsSaid()
    {
        QCOMPARE(run({u"repo"_s, u"add"_s, m_repository->path(), u"--name"_s, u"it"_s}).status, 0);
        const QStringList options{u"--date"_s, u"2026-01-07"_s};
        const auto analyzeAt = [&](const QString &address) {
            QProcess process;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(u"HOME"_s, path(u"home"_s));
            environment.insert(u"RIJIAN_LLM_BASE_URL"_s, address);
            environment.insert(u"RIJIAN_LLM_MODEL"_s, u"m"_s);
            environment.remove(u"RIJIAN_LLM_API_KEY"_s);
            environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
            process.setProcessEnvironment(environment);
            process.start(QStringLiteral(RIJIAN_CLI), QStringList{u"--data-dir"_s, path(u"data"_s), u"analyze"_s, u"it"_s} + options);
            if (!process.waitForFinished(patienceMs))
                qFatal("rijian-cli did not end");
            return std::pair(process.exitCode(), process.readAllStandardError());
        };
        QCOMPARE(analyzeAt(u"foo"_s).first, 0);
        QCOMPARE(run({u"repo"_s, u"share"_s, u"it"_s}).status, 0);
        const auto [status, said] = analyzeAt(u"foo"_s);
        QCOMPARE(status, 2);
        QVERIFY2(said.contains("web address"), said.constData());
        const auto [keyless, why] = analyzeAt(u"https://example.invalid/v1"_s);
        QCOMPARE(keyless, 3);
        QVERIFY2(why.contains("RIJIAN_LLM_API_KEY"), why.constData());
    }

    void cardsAreScoredAndCompared()
    {
        addShared();
        QJsonArray labels;
        for (const QString &sha : m_shas.first(5))
            labels.append(QJsonObject{{u"sha"_s, sha}, {u"types"_s, QJsonArray{u"Bug修复"_s}}, {u"importance"_s, u"中"_s}});
        QFile file(path(u"labels.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(toJson({{u"name"_s, u"test"_s}, {u"repository"_s, m_repository->path()}, {u"first"_s, u"2026-01-07"_s}, {u"last"_s, u"2026-01-07"_s}, {u"timezone"_s, u"Asia/Shanghai"_s},
                           {u"cards"_s, labels}}));
        file.close();
        const Run scored = run({u"--json"_s, u"eval"_s, file.fileName()});
        QVERIFY2(scored.status == 0, scored.err.constData());
        const QJsonObject model = scored.object()[u"model"_s].toObject();
        QCOMPARE(model[u"cards"_s].toInt(), 5);
        QCOMPARE(model[u"importance"_s].toInt(), 5);
        QCOMPARE(model[u"main_type"_s].toInt(), 5);
        QCOMPARE(scored.object()[u"rules"_s][u"labels"_s].toInt(), 5);
        const Run compared = run({u"compare"_s, u"it"_s, m_shas.first()});
        QVERIFY2(compared.status == 0 && compared.out.contains("test-model"), compared.err.constData());
        QCOMPARE(run({u"eval"_s, u"nowhere.json"_s}).status, 3);
    }
};

RIJIAN_TEST_MAIN(TestCliModel)
#include "tst_climodel.moc"
