// When the run of the day is due.

#include "jobs/dailyrun.h"
#include "storage/settingsstore.h"
#include "support/outcome.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDir>
#include <QSignalSpy>

using namespace rijian;
using namespace Qt::StringLiterals;

class TestDailyRun : public QObject
{
    Q_OBJECT

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
};

void TestDailyRun::aRunWritesTheReportOfTheDayBeforeOnce()
{
    const QTemporaryDir folder;
    const QTimeZone zone = defaultTimeZone();
    const QDate before = QDateTime::currentDateTimeUtc().toTimeZone(zone).date().addDays(-1);
    testkit::TestRepository repository(folder.filePath(u"folder"_s));
    repository.commitMany(3, [&](int i) {
        testkit::CommitSpec commit;
        commit.message = "fix: thing " + QByteArray::number(i) + '\n';
        commit.author.seconds = before.startOfDay(zone).toSecsSinceEpoch() + 3600 + i;
        commit.writes = {{"a.c", QByteArray::number(i) + '\n'}};
        return commit;
    });
    QDir().mkpath(folder.filePath(u"data"_s));
    {
        const auto database = storage::Database::open(folder.filePath(u"data"_s));
        VERIFY_OK(database);
        Settings settings;
        settings.fetchOnStart = false;
        settings.daily = true;
        settings.dailyAt = QTime(0, 0);
        settings.exportFolder = folder.path();
        VERIFY_OK(storage::SettingsStore(**database).save(settings));
        VERIFY_OK(storage::RepositoryStore(**database).add({.name = u"it"_s, .address = repository.path()}, repository.path()));
    }
    jobs::Workspace workspace({.dataFolder = folder.filePath(u"data"_s)});
    QSignalSpy opened(&workspace, &jobs::Workspace::opened);
    workspace.open();
    QTRY_VERIFY(!opened.isEmpty());
    jobs::DailyRun daily(workspace);
    QSignalSpy finished(&daily, &jobs::DailyRun::finished);
    daily.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    const QString file = folder.filePath(u"每日更新报告-%1.md"_s.arg(before.toString(Qt::ISODate)));
    QFile report(file);
    QVERIFY2(report.open(QIODevice::ReadOnly), qPrintable(file));
    QVERIFY(report.readAll().contains("fix: thing 2"));
    // Not again on this day, whatever changes.
    Settings settings = workspace.settings();
    QVERIFY(!settings.lastDaily.isEmpty());
    settings.notifyHigh = !settings.notifyHigh;
    workspace.setSettings(settings);
    QVERIFY(!jobs::isDailyRunDue(workspace.settings(), QDateTime::currentDateTimeUtc().toTimeZone(zone)));
}

RIJIAN_TEST_MAIN(TestDailyRun)
#include "tst_dailyrun.moc"
