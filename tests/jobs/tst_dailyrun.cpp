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

    QString reportFile() const { return reportFile(m_before); }
    QString reportFile(const QDate &day) const;
    Result<jobs::ExportDone> run();
    jobs::WorkspaceOptions optionsWith(std::shared_ptr<jobs::ModelSource> models) const;
    static void openReady(jobs::Workspace &workspace);
    void prepare(const std::function<void(Settings &)> &change);

private Q_SLOTS:
    void isDue_data()
    {
        QTest::addColumn<bool>("on");
        QTest::addColumn<QTime>("at");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("last");
        QTest::addColumn<bool>("due");
        const QTime nine(9, 0), evening(22, 0);
        QTest::newRow("off") << false << nine << u"2026-01-07T10:00:00"_s << QString() << false;
        QTest::newRow("never run, too early") << true << nine << u"2026-01-07T08:59:00"_s << QString() << false;
        QTest::newRow("never run") << true << nine << u"2026-01-07T09:00:00"_s << QString() << true;
        QTest::newRow("run today") << true << nine << u"2026-01-07T23:00:00"_s << u"2026-01-07"_s << false;
        QTest::newRow("the next day, too early") << true << nine << u"2026-01-08T08:00:00"_s << u"2026-01-07"_s << false;
        QTest::newRow("missed while closed") << true << nine << u"2026-01-09T18:00:00"_s << u"2026-01-06"_s << true;
        QTest::newRow("missed the evening before") << true << evening << u"2026-01-08T08:00:00"_s << u"2026-01-06"_s << true;
        QTest::newRow("done the evening before") << true << evening << u"2026-01-08T08:00:00"_s << u"2026-01-07"_s << false;
        QTest::newRow("missed yesterday, before today's") << true << nine << u"2026-01-08T08:30:00"_s << u"2026-01-06"_s << true;
        QTest::newRow("of a clock that was wrong") << true << nine << u"2026-01-08T09:30:00"_s << u"2030-01-06"_s << true;
    }

    void isDue()
    {
        QFETCH(const bool, on);
        QFETCH(const QTime, at);
        QFETCH(const QString, now);
        QFETCH(const QString, last);
        Settings settings;
        settings.dailyAt = at;
        settings.daily = on;
        settings.lastDaily = last;
        QTEST(jobs::isDailyRunDue(settings, QDateTime::fromString(now, Qt::ISODate)), "due");
    }

    /// What crashes the program does not do so for ever; the next day's run is another.
    void aRunIsNotBegunForEver()
    {
        Settings settings;
        settings.daily = true;
        settings.dailyBegun = u"2026-01-07"_s;
        for (settings.dailyTries = 1; settings.dailyTries < 5; ++settings.dailyTries)
            QVERIFY(jobs::isDailyRunDue(settings, QDateTime(QDate(2026, 1, 7), QTime(9, 0))));
        QVERIFY(!jobs::isDailyRunDue(settings, QDateTime(QDate(2026, 1, 7), QTime(9, 0))));
        QVERIFY(jobs::isDailyRunDue(settings, QDateTime(QDate(2026, 1, 8), QTime(9, 0))));
    }

    void aRunWritesTheReportOfTheDayBeforeOnce();
    void theDigestIsDelivered();
    void whatWasLeftIsDeliveredAtTheStart();
    void anotherProgramsRunCounts();
    void aRunThatTheProgramsEndCutShortIsDoneAgain();
    void missedDaysAreMadeUpFor();
    void aQuietDayIsNoFailure();
    void withoutTheNetworkItIsPutOff();
    void formAndNotesAreTheUsers();
    void aModelsOutageIsNoSuccess_data();
    void aModelsOutageIsNoSuccess();
    void cardsThatWereThereAreNoOutage();
};

QString TestDailyRun::reportFile(const QDate &day) const
{
    return m_folder->filePath(u"每日更新报告-%1.md"_s.arg(day.toString(Qt::ISODate)));
}

jobs::WorkspaceOptions TestDailyRun::optionsWith(std::shared_ptr<jobs::ModelSource> models) const
{
    jobs::WorkspaceOptions options{.dataFolder = m_folder->filePath(u"data"_s)};
    options.models = std::move(models);
    return options;
}

/// With its model.
void TestDailyRun::openReady(jobs::Workspace &workspace)
{
    const QSignalSpy ready(&workspace, &jobs::Workspace::modelChanged);
    workspace.open();
    QTRY_VERIFY(!ready.isEmpty());
}

/// The program from its start to the end of the run.
Result<jobs::ExportDone> TestDailyRun::run()
{
    jobs::WorkspaceOptions options{.dataFolder = m_folder->filePath(u"data"_s)};
    options.scheduler.retryPauses = {};
    jobs::Workspace workspace(std::move(options));
    QSignalSpy opened(&workspace, &jobs::Workspace::opened);
    workspace.open();
    if (opened.isEmpty() && !opened.wait(30'000))
        return failure(ErrorKind::Internal, u"not opened"_s);
    jobs::DailyRun daily(workspace);
    QSignalSpy finished(&daily, &jobs::DailyRun::finished);
    daily.start();
    if (!finished.wait(30'000))
        return failure(ErrorKind::Internal, u"not finished"_s);
    return finished.first().first().value<Result<jobs::ExportDone>>();
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

/// The service was away when the day's run delivered: its messages go out at the next start, without another run.
void TestDailyRun::whatWasLeftIsDeliveredAtTheStart()
{
    prepare([](Settings &settings) { settings.lastDaily = QDateTime::currentDateTimeUtc().toTimeZone(defaultTimeZone()).date().toString(Qt::ISODate); });
    testkit::ModelServer server;
    server.setAnswer([](const testkit::ModelRequest &) { return testkit::jsonReply({{u"errcode"_s, 0}}); });
    qputenv("RIJIAN_DELIVER_W", (server.url().toString() + u"/hook"_s).toUtf8());
    const auto remove = qScopeGuard([] { qunsetenv("RIJIAN_DELIVER_W"); });
    {
        const auto database = storage::Database::open(m_folder->filePath(u"data"_s));
        VERIFY_OK(database);
        storage::DeliveryStore store(**database);
        const auto target = store.save({.name = u"W"_s, .kind = DeliveryKind::WeCom});
        VERIFY_OK(target);
        VERIFY_OK(store.begin(target->id, m_before.toString(Qt::ISODate), u"digest"_s, {"{\"left\": 1}"}, QDateTime::currentDateTimeUtc()));
    }
    jobs::Workspace workspace({.dataFolder = m_folder->filePath(u"data"_s)});
    QSignalSpy opened(&workspace, &jobs::Workspace::opened);
    workspace.open();
    QTRY_VERIFY(!opened.isEmpty());
    jobs::DailyRun daily(workspace);
    QSignalSpy late(&daily, &jobs::DailyRun::deliveredLate);
    daily.start();
    QVERIFY(!daily.isRunning());
    QTRY_COMPARE_WITH_TIMEOUT(late.size(), 1, 30'000);
    QCOMPARE(late.first().first().value<QList<jobs::DeliveryResult>>().first().delivered, 1);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(!QFile::exists(reportFile()));
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

/// The window was closed, or the machine went down, while it was fetching.
void TestDailyRun::aRunThatTheProgramsEndCutShortIsDoneAgain()
{
    prepare([](Settings &) {});
    {
        jobs::Workspace workspace({.dataFolder = m_folder->filePath(u"data"_s)});
        QSignalSpy opened(&workspace, &jobs::Workspace::opened);
        workspace.open();
        QTRY_VERIFY(!opened.isEmpty());
        jobs::DailyRun daily(workspace);
        daily.start();
        QVERIFY(daily.isRunning());
    }
    QVERIFY(!QFile::exists(reportFile()));
    VERIFY_OK(run());
    QVERIFY(QFile::exists(reportFile()));
}

/// Each day has its report and its digest, the oldest first, a week of them at most.
void TestDailyRun::missedDaysAreMadeUpFor()
{
    prepare([&](Settings &settings) { settings.lastDaily = m_before.addDays(-30).toString(Qt::ISODate); });
    const QTimeZone zone = defaultTimeZone();
    testkit::TestRepository repository(m_folder->filePath(u"older"_s));
    for (const int ago : {8, 7, 3}) {
        testkit::CommitSpec commit;
        commit.message = "feat: of " + QByteArray::number(ago) + " days ago\n";
        commit.author.seconds = m_before.addDays(1 - ago).startOfDay(zone).toSecsSinceEpoch() + 3600;
        commit.writes = {{"b.c", QByteArray::number(ago) + '\n'}};
        repository.commit(commit);
    }
    testkit::ModelServer server;
    server.setAnswer([](const testkit::ModelRequest &) { return testkit::jsonReply({{u"errcode"_s, 0}}); });
    qputenv("RIJIAN_DELIVER_W", (server.url().toString() + u"/hook"_s).toUtf8());
    const auto remove = qScopeGuard([] { qunsetenv("RIJIAN_DELIVER_W"); });
    {
        const auto database = storage::Database::open(m_folder->filePath(u"data"_s));
        VERIFY_OK(database);
        VERIFY_OK(storage::RepositoryStore(**database).add({.name = u"older"_s, .address = repository.path()}, repository.path()));
        const QDate last = m_before.addDays(-30);
        VERIFY_OK(storage::DailyStore(**database).begin(last, QDateTime::currentDateTimeUtc()));
        VERIFY_OK(storage::DailyStore(**database).end(last, true, {}, QDateTime::currentDateTimeUtc()));
        VERIFY_OK(storage::DeliveryStore(**database).save({.name = u"W"_s, .kind = DeliveryKind::WeCom}));
    }
    VERIFY_OK(run());
    QStringList told;
    for (const testkit::ModelRequest &request : server.requests())
        told.append(request.body[u"markdown"_s][u"content"_s].toString().section(u'\n', 0, 0));
    QCOMPARE(told.size(), 3);
    const QList<int> days{7, 3, 1};
    for (qsizetype i = 0; i < days.size(); ++i) {
        const QDate day = m_before.addDays(1 - days.at(i));
        QVERIFY(QFile::exists(reportFile(day)));
        QVERIFY2(told.at(i).contains(day.toString(Qt::ISODate)), qPrintable(told.at(i)));
    }
    QVERIFY(!QFile::exists(reportFile(m_before.addDays(-7)))); // more than a week ago
    QVERIFY(!QFile::exists(reportFile(m_before.addDays(-1)))); // nothing happened
    QCOMPARE(QDir(m_folder->path()).entryList({u"*.md"_s}).size(), 3);
}

void TestDailyRun::aQuietDayIsNoFailure()
{
    prepare([](Settings &) {});
    {
        const auto database = storage::Database::open(m_folder->filePath(u"data"_s));
        VERIFY_OK(database);
        const auto all = storage::RepositoryStore(**database).all();
        VERIFY_OK(all);
        testkit::TestRepository quiet(m_folder->filePath(u"quiet"_s));
        testkit::CommitSpec commit;
        commit.author.seconds = m_before.addDays(-9).startOfDay(defaultTimeZone()).toSecsSinceEpoch();
        commit.writes = {{"a.c", "1\n"}};
        quiet.commit(commit);
        VERIFY_OK(storage::RepositoryStore(**database).add({.name = u"quiet"_s, .address = quiet.path()}, quiet.path()));
        VERIFY_OK(storage::RepositoryStore(**database).hide({all->first().id}));
    }
    const auto done = run();
    VERIFY_OK(done);
    QVERIFY(done->file.isEmpty());
    const auto database = storage::Database::open(m_folder->filePath(u"data"_s));
    const auto last = storage::DailyStore(**database).last();
    VERIFY_OK(last);
    QVERIFY2(*last && (*last)->ok && (*last)->endedAt.isValid(), *last ? qPrintable((*last)->message) : "");
}

/// No host was reached: nothing is reported, and the day is not done until one is.
void TestDailyRun::withoutTheNetworkItIsPutOff()
{
    prepare([](Settings &) {});
    const QString data = m_folder->filePath(u"data"_s);
    qint64 away = 0;
    {
        const auto database = storage::Database::open(data);
        VERIFY_OK(database);
        const QString address = u"http://127.0.0.1:9/away.git"_s; // nobody listens there
        const auto added = storage::RepositoryStore(**database).add({.name = u"away"_s, .address = address}, address);
        VERIFY_OK(added);
        away = added->id;
    }
    VERIFY_FAILS(run(), ErrorKind::Network);
    QVERIFY(!QFile::exists(reportFile()));
    {
        const auto database = storage::Database::open(data);
        VERIFY_OK(database);
        const auto last = storage::DailyStore(**database).last();
        VERIFY_OK(last);
        QVERIFY(*last && !(*last)->endedAt.isValid() && (*last)->message.contains(u"put off"_s));
        const auto settings = storage::SettingsStore(**database).load();
        VERIFY_OK(settings);
        QVERIFY(settings->lastDaily.isEmpty() && settings->dailyTries == 0);
        VERIFY_OK(storage::RepositoryStore(**database).hide({away}));
    }
    VERIFY_OK(run());
    QVERIFY(QFile::exists(reportFile()));
}

void TestDailyRun::formAndNotesAreTheUsers()
{
    prepare([](Settings &settings) {
        settings.exportForm = u"grouped"_s;
        settings.exportNotes = true;
    });
    const QString data = m_folder->filePath(u"data"_s);
    {
        jobs::Workspace workspace({.dataFolder = data}); // lists the day, so that there is a commit to note something of
        QSignalSpy opened(&workspace, &jobs::Workspace::opened);
        workspace.open();
        QTRY_VERIFY(!opened.isEmpty());
        QSignalSpy loaded(&workspace, &jobs::Workspace::rowsLoaded);
        workspace.show({m_before, m_before, workspace.zone()}, workspace.allIds());
        workspace.fetch(workspace.allIds());
        const auto rows = [&] { return loaded.isEmpty() ? QList<CommitRow>() : loaded.last().first().value<QList<CommitRow>>(); };
        QTRY_COMPARE_WITH_TIMEOUT(rows().size(), 3, 30'000);
        workspace.triage({rows().first()}, [](Triage &triage) { triage.note = u"ask Ann"_s; }, u"note"_s);
    }
    const auto done = run();
    VERIFY_OK(done);
    QCOMPARE(QFileInfo(done->file).fileName(), u"每日更新报告-%1-按重要程度.md"_s.arg(m_before.toString(Qt::ISODate)));
    QFile file(done->file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("ask Ann"));
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
    jobs::Workspace workspace(optionsWith(source));
    openReady(workspace);
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

/// All but one commit were analysed before the run, and the model still fails with that one.
void TestDailyRun::cardsThatWereThereAreNoOutage()
{
    prepare([](Settings &settings) { settings.shareAll = true; });
    const auto source = std::make_shared<testkit::ScriptedModelSource>();
    source->model->onAnalyze = [](const analysis::Task &task, Analysis &made) {
        if (!task.patch.commit.message.contains(u"thing 1"_s))
            return;
        made.state = AnalysisState::Failed;
        made.failure = u"The service answered nonsense."_s;
        made.markdown.clear();
    };
    jobs::Workspace workspace(optionsWith(source));
    openReady(workspace);
    QSignalSpy ended(&workspace.scheduler(), &jobs::Scheduler::ended);
    workspace.show({m_before, m_before, workspace.zone()}, workspace.allIds());
    workspace.analyze(workspace.allIds());
    QTRY_VERIFY(!ended.isEmpty());
    const auto before = ended.first().first().value<jobs::JobEnd>();
    QCOMPARE(before.analysed, 2);
    QCOMPARE(before.failed, 1);
    jobs::DailyRun daily(workspace);
    QSignalSpy finished(&daily, &jobs::DailyRun::finished);
    daily.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    VERIFY_OK(finished.first().first().value<Result<jobs::ExportDone>>());
    QVERIFY(QFile::exists(reportFile()));
}

RIJIAN_TEST_MAIN(TestDailyRun)
#include "tst_dailyrun.moc"
