// When the run of the day is due.

#include "jobs/dailyrun.h"
#include "storage/dailystore.h"
#include "storage/deliverystore.h"
#include "storage/settingsstore.h"
#include "support/modelserver.h"
#include "support/outcome.h"
#include "support/scriptedmodel.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDir>
#include <QScopeGuard>
#include <QSignalSpy>

using namespace rijian;
using namespace Qt::StringLiterals;

class TestDailyRun : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QDate m_before; ///< yesterday

    QString reportFile() const;
    void prepare(const std::function<void(Settings &)> &change);

private Q_SLOTS:
    void isDue_data()
    {
        QTest::addColumn<bool>("on");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("last");
        QTest::addColumn<bool>("due");
        QTest::newRow("off") << false << u"2026-01-07T10:00:00"_s << QString() << false;
        QTest::newRow("never run, too early") << true << u"2026-01-07T08:59:00"_s << QString() << false;
        QTest::newRow("never run") << true << u"2026-01-07T09:00:00"_s << QString() << true;
        QTest::newRow("run today") << true << u"2026-01-07T23:00:00"_s << u"2026-01-07"_s << false;
        QTest::newRow("the next day, too early") << true << u"2026-01-08T08:00:00"_s << u"2026-01-07"_s << false;
        QTest::newRow("missed while closed") << true << u"2026-01-09T18:00:00"_s << u"2026-01-06"_s << true;
    }

    void isDue()
    {
        QFETCH(const bool, on);
        QFETCH(const QString, now);
        QFETCH(const QString, last);
        Settings settings;
        settings.daily = on;
        settings.lastDaily = last;
        QTEST(jobs::isDailyRunDue(settings, QDateTime::fromString(now, Qt::ISODate)), "due");
    }

    void aRunWritesTheReportOfTheDayBeforeOnce();
    void theDigestIsDelivered();
    void anotherProgramsRunCounts();
    void aModelsOutageIsNoSuccess_data();
    void aModelsOutageIsNoSuccess();
};

QString TestDailyRun::reportFile() const
{
    return m_folder->filePath(u"每日更新报告-%1.md"_s.arg(m_before.toString(Qt::ISODate)));
}

/// Three commits of the day before, and a run that is due.
void TestDailyRun::prepare(const std::function<void(Settings &)> &change)
{
    m_folder = std::make_unique<QTemporaryDir>();
    const QTimeZone zone = defaultTimeZone();
    m_before = QDateTime::currentDateTimeUtc().toTimeZone(zone).date().addDays(-1);
    testkit::TestRepository repository(m_folder->filePath(u"folder"_s));
    repository.commitMany(3, [&](int i) {
        testkit::CommitSpec commit;
        commit.message = "fix: thing " + QByteArray::number(i) + '\n';
        commit.author.seconds = m_before.startOfDay(zone).toSecsSinceEpoch() + 3600 + i;
        commit.writes = {{"a.c", QByteArray::number(i) + '\n'}};
        return commit;
    });
    QDir().mkpath(m_folder->filePath(u"data"_s));
    const auto database = storage::Database::open(m_folder->filePath(u"data"_s));
    VERIFY_OK(database);
    Settings settings;
    settings.fetchOnStart = false;
    settings.daily = true;
    settings.dailyAt = QTime(0, 0);
    settings.exportFolder = m_folder->path();
    change(settings);
    VERIFY_OK(storage::SettingsStore(**database).save(settings));
    VERIFY_OK(storage::RepositoryStore(**database).add({.name = u"it"_s, .address = repository.path()}, repository.path()));
}

void TestDailyRun::aRunWritesTheReportOfTheDayBeforeOnce()
{
    prepare([](Settings &) {});
    jobs::Workspace workspace({.dataFolder = m_folder->filePath(u"data"_s)});
    QSignalSpy opened(&workspace, &jobs::Workspace::opened);
    workspace.open();
    QTRY_VERIFY(!opened.isEmpty());
    jobs::DailyRun daily(workspace);
    QSignalSpy finished(&daily, &jobs::DailyRun::finished);
    daily.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QFile report(reportFile());
    QVERIFY2(report.open(QIODevice::ReadOnly), qPrintable(report.fileName()));
    QVERIFY(report.readAll().contains("fix: thing 2"));
    // Not again on this day, whatever changes.
    Settings settings = workspace.settings();
    QVERIFY(!settings.lastDaily.isEmpty());
    settings.notifyHigh = !settings.notifyHigh;
    workspace.setSettings(settings);
    QVERIFY(!jobs::isDailyRunDue(workspace.settings(), QDateTime::currentDateTimeUtc().toTimeZone(defaultTimeZone())));
}

void TestDailyRun::theDigestIsDelivered()
{
    prepare([](Settings &) {});
    testkit::ModelServer server;
    server.setAnswer([](const testkit::ModelRequest &) { return testkit::jsonReply({{u"errcode"_s, 0}}); });
    qputenv("RIJIAN_DELIVER_W", (server.url().toString() + u"/hook"_s).toUtf8());
    const auto remove = qScopeGuard([] { qunsetenv("RIJIAN_DELIVER_W"); });
    {
        const auto database = storage::Database::open(m_folder->filePath(u"data"_s));
        VERIFY_OK(database);
        VERIFY_OK(storage::DeliveryStore(**database).save({.name = u"W"_s, .kind = DeliveryKind::WeCom}));
        VERIFY_OK(storage::DeliveryStore(**database).save({.name = u"off"_s, .kind = DeliveryKind::Slack, .enabled = false}));
    }
    jobs::Workspace workspace({.dataFolder = m_folder->filePath(u"data"_s)});
    QSignalSpy opened(&workspace, &jobs::Workspace::opened);
    workspace.open();
    QTRY_VERIFY(!opened.isEmpty());
    jobs::DailyRun daily(workspace);
    QSignalSpy delivered(&daily, &jobs::DailyRun::delivered);
    QSignalSpy finished(&daily, &jobs::DailyRun::finished);
    daily.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QCOMPARE(delivered.size(), 1);
    const auto results = delivered.first().first().value<QList<jobs::DeliveryResult>>();
    QVERIFY(results.size() == 1 && !results.first().error && results.first().delivered == 1);
    QVERIFY(server.requests().first().body[u"markdown"_s][u"content"_s].toString().contains(m_before.toString(Qt::ISODate)));
    const auto database = storage::Database::open(m_folder->filePath(u"data"_s));
    const auto last = storage::DailyStore(**database).last();
    VERIFY_OK(last);
    QVERIFY(*last && (*last)->ok && (*last)->endedAt.isValid());
}

/// Done by the timer's program, or just being done by it: nothing is fetched, written or sent here.
void TestDailyRun::anotherProgramsRunCounts()
{
    prepare([](Settings &) {});
    const QString data = m_folder->filePath(u"data"_s);
    const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(defaultTimeZone()).date();
    jobs::Workspace workspace({.dataFolder = data});
    QSignalSpy opened(&workspace, &jobs::Workspace::opened);
    workspace.open();
    QTRY_VERIFY(!opened.isEmpty());
    jobs::DailyRun daily(workspace);
    {
        const auto held = jobs::RunLock::take(data, jobs::dailyLock);
        VERIFY_OK(held);
        daily.start();
        QVERIFY(workspace.settings().lastDaily.isEmpty()); // it will be tried again
        const auto database = storage::Database::open(data);
        VERIFY_OK(storage::DailyStore(**database).begin(today, QDateTime::currentDateTimeUtc()));
        VERIFY_OK(storage::DailyStore(**database).end(today, true, {}, QDateTime::currentDateTimeUtc()));
    }
    daily.start();
    QTRY_VERIFY(jobs::RunLock::take(data, jobs::dailyLock).has_value()); // given back
    QCOMPARE(workspace.settings().lastDaily, today.toString(Qt::ISODate));
    QVERIFY(!QFile::exists(reportFile()));
    QVERIFY(workspace.jobs().result().value_or(QList<Job>()).isEmpty());
}

void TestDailyRun::aModelsOutageIsNoSuccess_data()
{
    QTest::addColumn<bool>("shared");
    QTest::addColumn<bool>("down");
    QTest::addColumn<bool>("failing");
    QTest::addColumn<bool>("written");
    QTest::newRow("all is well") << true << false << false << true;
    QTest::newRow("the key is refused") << true << true << false << false;
    QTest::newRow("every answer is nonsense") << true << false << true << false;
    QTest::newRow("the model is not asked") << false << true << true << true;
}

void TestDailyRun::aModelsOutageIsNoSuccess()
{
    QFETCH(const bool, shared);
    QFETCH(const bool, down);
    QFETCH(const bool, failing);
    QFETCH(const bool, written);
    prepare([&](Settings &settings) { settings.shareAll = shared; });
    const auto source = std::make_shared<testkit::ScriptedModelSource>();
    source->model->down = down;
    source->model->failing = failing;
    jobs::WorkspaceOptions options{.dataFolder = m_folder->filePath(u"data"_s)};
    options.models = source;
    jobs::Workspace workspace(std::move(options));
    QSignalSpy ready(&workspace, &jobs::Workspace::modelChanged);
    workspace.open();
    QTRY_VERIFY(!ready.isEmpty());
    jobs::DailyRun daily(workspace);
    QSignalSpy finished(&daily, &jobs::DailyRun::finished);
    daily.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    const auto report = finished.first().first().value<Result<jobs::ExportDone>>();
    QCOMPARE(report.has_value(), written);
    QCOMPARE(QFile::exists(reportFile()), written);
    if (!written) {
        const QString reason = down ? u"The key was refused."_s : u"The service answered nonsense."_s;
        QVERIFY2(report.error().message.contains(reason), qPrintable(report.error().message));
    }
}

RIJIAN_TEST_MAIN(TestDailyRun)
#include "tst_dailyrun.moc"
