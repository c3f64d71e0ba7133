// What the desktop is told of a daily run: one notification, what matters first.

#include "storage/dailystore.h"
#include "storage/ownrulestore.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"
#include "support/outcome.h"
#include "support/testrepository.h"
#include "support/uitest.h"
#include "ui/notifier.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestNotifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDailyRunIsToldOfOnce_data()
    {
        QTest::addColumn<bool>("wanted");
        QTest::newRow("with the commits that matter") << true;
        QTest::newRow("without, as the user wants it") << false;
    }
    void aDailyRunIsToldOfOnce()
    {
        QFETCH(const bool, wanted);
        const QTemporaryDir folder;
        const QDate before = QDateTime::currentDateTimeUtc().toTimeZone(defaultTimeZone()).date().addDays(-1);
        TestRepository repository(folder.filePath(u"folder"_s));
        repository.commitMany(6, [&](int i) {
            CommitSpec commit;
            commit.message = "fix: thing " + QByteArray::number(i) + '\n';
            commit.author.seconds = before.startOfDay(defaultTimeZone()).toSecsSinceEpoch() + 3600 + i;
            commit.writes = {{"a.c", QByteArray::number(i) + '\n'}};
            return commit;
        });
        const QString data = folder.filePath(u"data"_s);
        QVERIFY(QDir().mkpath(data));
        {
            const auto database = storage::Database::open(data);
            VERIFY_OK(database);
            Settings settings;
            settings.fetchOnStart = false;
            settings.daily = true;
            settings.dailyAt = QTime(0, 0);
            settings.exportFolder = folder.path();
            settings.notifyHigh = wanted;
            VERIFY_OK(storage::SettingsStore(**database).save(settings));
            VERIFY_OK(storage::RepositoryStore(**database).add({.name = u"it"_s, .address = repository.path()}, repository.path()));
            VERIFY_OK(storage::OwnRuleStore(**database).save({{.text = u"thing"_s, .type = {}, .effect = OwnRule::Effect::AtLeast, .level = Importance::High}}));
        }
        jobs::Workspace workspace({.dataFolder = data});
        QSignalSpy opened(&workspace, &jobs::Workspace::opened);
        workspace.open();
        QTRY_VERIFY(!opened.isEmpty());
        jobs::DailyRun daily(workspace);
        ui::Notifier notifier(workspace, daily, nullptr);
        QSignalSpy told(&notifier, &ui::Notifier::told);
        daily.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, 30'000);
        const QString written = u"The report 每日更新报告-%1.md was written."_s.arg(before.toString(Qt::ISODate));
        const QStringList high{u"🔴 it: fix: thing 5"_s, u"🔴 it: fix: thing 4"_s, u"🔴 it: fix: thing 3"_s, u"and 3 more"_s};
        QCOMPARE(told.first().first().toStringList(), wanted ? high + QStringList{written} : QStringList{written});
    }

    /// Days that the program was closed on: how many, and the commits that matter of all of them, in one notification.
    void missedDaysAreToldOfAtOnce()
    {
        const QTemporaryDir folder;
        const QTimeZone zone = defaultTimeZone();
        const QDate before = QDateTime::currentDateTimeUtc().toTimeZone(zone).date().addDays(-1);
        TestRepository repository(folder.filePath(u"folder"_s));
        for (const int ago : {4, 2, 0}) {
            CommitSpec commit;
            commit.message = "fix: thing of " + QByteArray::number(ago) + " days before\n";
            commit.author.seconds = before.addDays(-ago).startOfDay(zone).toSecsSinceEpoch() + 3600;
            commit.writes = {{"a.c", QByteArray::number(ago) + '\n'}};
            repository.commit(commit);
        }
        const QString data = folder.filePath(u"data"_s);
        QVERIFY(QDir().mkpath(data));
        {
            const auto database = storage::Database::open(data);
            VERIFY_OK(database);
            Settings settings;
            settings.fetchOnStart = false;
            settings.daily = true;
            settings.dailyAt = QTime(0, 0);
            settings.exportFolder = folder.path();
            settings.lastDaily = before.addDays(-4).toString(Qt::ISODate);
            VERIFY_OK(storage::SettingsStore(**database).save(settings));
            storage::DailyStore runs(**database);
            VERIFY_OK(runs.begin(before.addDays(-4), QDateTime::currentDateTimeUtc()));
            VERIFY_OK(runs.end(before.addDays(-4), true, {}, QDateTime::currentDateTimeUtc()));
            VERIFY_OK(storage::RepositoryStore(**database).add({.name = u"it"_s, .address = repository.path()}, repository.path()));
            VERIFY_OK(storage::OwnRuleStore(**database).save({{.text = u"thing"_s, .type = {}, .effect = OwnRule::Effect::AtLeast, .level = Importance::High}}));
        }
        jobs::Workspace workspace({.dataFolder = data});
        QSignalSpy opened(&workspace, &jobs::Workspace::opened);
        workspace.open();
        QTRY_VERIFY(!opened.isEmpty());
        jobs::DailyRun daily(workspace);
        ui::Notifier notifier(workspace, daily, nullptr);
        QSignalSpy told(&notifier, &ui::Notifier::told);
        daily.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, 30'000);
        QCOMPARE(told.first().first().toStringList(),
                 (QStringList{u"🔴 it: fix: thing of 0 days before"_s, u"🔴 it: fix: thing of 2 days before"_s, u"🔴 it: fix: thing of 4 days before"_s,
                              u"The report 每日更新报告-%1.md was written."_s.arg(before.toString(Qt::ISODate)),
                              u"4 missed day(s) were made up for, from %1 on."_s.arg(QLocale().toString(before.addDays(-4), QLocale::ShortFormat))}));
    }
};

RIJIAN_UI_TEST_MAIN(TestNotifier)
#include "tst_notifier.moc"
