// The daily run on the command line, the lock that all daily runs share, and systemd's units.

#include "cli/systemdtimer.h"
#include "jobs/dailyrun.h"
#include "storage/dailystore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"
#include "support/modelserver.h"
#include "support/desktopbus.h"
#include "support/outcome.h"
#include "support/process.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestCliSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        for (const QString &name : {u"home"_s, u"data"_s, u"bin"_s, u"config"_s, u"reports"_s})
            QVERIFY(QDir().mkpath(path(name)));
        m_environment.clear();
    }

    void calendars_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("calendar");
        QTest::addColumn<QString>("cron");
        QTest::newRow("named") << u"Asia/Shanghai"_s << u"*-*-* 08:30:00 Asia/Shanghai"_s << u"CRON_TZ=Asia/Shanghai\n30 8 * * * "_s;
        QTest::newRow("UTC") << u"UTC"_s << u"*-*-* 08:30:00 UTC"_s << u"CRON_TZ=UTC\n30 8 * * * "_s;
        QTest::newRow("offset") << u"+05:30"_s << u"*-*-* 03:00:00 UTC"_s << u"CRON_TZ=UTC\n0 3 * * * "_s;
        QTest::newRow("offset, the day before") << u"UTC+9"_s << u"*-*-* 23:30:00 UTC"_s << u"CRON_TZ=UTC\n30 23 * * * "_s;
        QTest::newRow("local") << u"local"_s << u"*-*-* 08:30:00"_s << u"30 8 * * * "_s;
    }

    void calendars()
    {
        QFETCH(const QString, zone);
        QFETCH(const QString, calendar);
        QFETCH(const QString, cron);
        const cli::TimerPlan plan{u"/opt/it's/rijian-cli"_s, {u"--data-dir"_s, u"/data 100%/$x"_s}, QTime(8, 30), zone};
        QCOMPARE(cli::onCalendar(plan).value_or(QString()), calendar);
        QCOMPARE(cli::crontabLines(plan), QString(cron + u"'/opt/it'\\''s/rijian-cli' '--data-dir' '/data 100\\%/$x' 'daily'"_s));
        QVERIFY(cli::serviceUnit(plan).contains(u"ExecStart=\"/opt/it's/rijian-cli\" \"--data-dir\" \"/data 100%%/$$x\" \"daily\"\n"_s));
        if (QStandardPaths::findExecutable(u"systemd-analyze"_s).isEmpty())
            QSKIP("systemd-analyze is not installed");
        const ProcessResult judged = runProcess(u"systemd-analyze"_s, {u"calendar"_s, calendar}, QProcessEnvironment::systemEnvironment());
        QVERIFY2(judged.ok(), judged.err.constData());
    }

    void systemdTakesTheUnits()
    {
        if (QStandardPaths::findExecutable(u"systemd-analyze"_s).isEmpty())
            QSKIP("systemd-analyze is not installed");
        const cli::TimerPlan plan{QStringLiteral(RIJIAN_CLI), {u"--data-dir"_s, path(u"data \"100%\" $x"_s)}, QTime(9, 0), u"Asia/Shanghai"_s};
        write(u"config/rijian-daily.service"_s, cli::serviceUnit(plan).toUtf8());
        write(u"config/rijian-daily.timer"_s, cli::timerUnit(plan).value_or(QString()).toUtf8());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_RUNTIME_DIR"_s, path(u"home"_s));
        const ProcessResult judged = runProcess(u"systemd-analyze"_s, {u"--user"_s, u"verify"_s, path(u"config/rijian-daily.timer"_s), path(u"config/rijian-daily.service"_s)}, environment);
        QVERIFY2(judged.ok() && !judged.err.contains("rijian-daily"), judged.err.constData());
    }

    void installStatusRemove()
    {
        fakeSystemctl("case \"$3\" in is-system-running) echo degraded; exit 1;; is-active) echo active;; show) echo 'Wed 2026-01-07 09:00:00 CST';; esac\nexit 0\n");
        const ProcessResult installed = run({u"schedule"_s, u"install"_s, u"--at"_s, u"07:45"_s});
        QVERIFY2(installed.ok(), installed.err.constData());
        const QByteArray timer = read(u"config/systemd/user/rijian-daily.timer"_s);
        QVERIFY2(timer.contains("OnCalendar=*-*-* 07:45:00 Asia/Shanghai\nPersistent=true\n"), timer.constData());
        QVERIFY(read(u"config/systemd/user/rijian-daily.service"_s).contains(path(u"data"_s).toUtf8()));
        QVERIFY(read(u"config/systemd/user/rijian-daily.service"_s).contains("Restart=on-failure\n"));
        QVERIFY2(read(u"calls"_s).contains("--user --no-pager enable --now rijian-daily.timer\n"), read(u"calls"_s).constData());
        const QJsonObject status = QJsonDocument::fromJson(run({u"schedule"_s, u"status"_s, u"--json"_s}).out).object();
        QVERIFY(status[u"installed"_s].toBool() && status[u"active"_s].toBool());
        QCOMPARE(status[u"next"_s].toString(), u"Wed 2026-01-07 09:00:00 CST"_s);
        QVERIFY(status[u"lingers"_s].toBool() && !installed.err.contains("enable-linger"));
        QVERIFY(run({u"schedule"_s, u"install"_s}).ok()); // again, at the time that is kept now
        QVERIFY(read(u"config/systemd/user/rijian-daily.timer"_s).contains("07:45:00"));
        QVERIFY(run({u"schedule"_s, u"remove"_s}).ok() && run({u"schedule"_s, u"remove"_s}).ok());
        QVERIFY(QDir(path(u"config/systemd/user"_s)).isEmpty());
        QCOMPARE(run({u"schedule"_s, u"install"_s, u"--at"_s, u"25:00"_s}).exitCode, 2);
    }

    /// A server's user is seldom logged in: systemd then starts nothing for them, unless told to.
    void whoeverLogsOutIsTold()
    {
        fakeSystemctl("case \"$3\" in is-system-running) echo running;; esac\nexit 0\n");
        fakeTool(u"loginctl"_s, "echo no\n");
        QVERIFY(run({u"schedule"_s, u"install"_s}).err.contains("loginctl enable-linger"));
        QVERIFY(run({u"schedule"_s, u"status"_s}).out.contains("loginctl enable-linger"));
        fakeTool(u"loginctl"_s, "echo yes\n");
        QVERIFY(!run({u"schedule"_s, u"status"_s}).out.contains("loginctl enable-linger"));
    }

    /// What another program changes meanwhile stays.
    void otherSettingsAreLeftAlone()
    {
        fakeSystemctl(u"case \"$3\" in is-system-running) echo running;; enable) '%1' --data-dir '%2' model set --provider DeepSeek;; esac\nexit 0\n"_s.arg(QStringLiteral(RIJIAN_CLI), path(u"data"_s)).toUtf8());
        const ProcessResult installed = run({u"schedule"_s, u"install"_s, u"--at"_s, u"07:45"_s});
        QVERIFY2(installed.ok(), installed.err.constData());
        const auto database = storage::Database::open(path(u"data"_s));
        VERIFY_OK(database);
        const auto settings = storage::SettingsStore(**database).load();
        VERIFY_OK(settings);
        QCOMPARE(settings->dailyAt, QTime(7, 45));
        QCOMPARE(settings->provider, u"DeepSeek"_s);
        auto kept = (*database)->run(u"SELECT COUNT(*) FROM setting"_s);
        QVERIFY(kept && kept->next());
        QCOMPARE(kept->value(0).toInt(), 2); // nobody wrote what was not asked for
    }

    void withoutSystemd_data()
    {
        QTest::addColumn<bool>("there");
        QTest::newRow("none") << false;
        QTest::newRow("no manager for the user") << true;
    }

    void withoutSystemd()
    {
        QFETCH(const bool, there);
        if (there)
            fakeSystemctl("echo 'Failed to connect to bus: No medium found' >&2\nexit 1\n");
        m_environment.insert(u"PATH"_s, path(u"bin"_s));
        const ProcessResult installed = run({u"schedule"_s, u"install"_s});
        QCOMPARE(installed.exitCode, 3);
        QVERIFY2(installed.out.startsWith("CRON_TZ=Asia/Shanghai\n0 9 * * * '"), installed.out.constData());
        QVERIFY(installed.err.contains("crontab") && installed.err.count('\n') == 1);
        QVERIFY(!QFile::exists(path(u"config/systemd"_s)));
        QVERIFY(run({u"schedule"_s, u"status"_s}).ok() && run({u"schedule"_s, u"remove"_s}).ok());
    }

    /// On a machine without the desktop, whose settings nobody sees.
    void reportsGoWhereTheyAreToldTo()
    {
        fakeSystemctl("case \"$3\" in is-system-running) echo running;; is-active) echo active;; esac\nexit 0\n");
        const QDate before = makeYesterday("fix: thing ", {});
        QVERIFY(run({u"schedule"_s, u"install"_s}).err.contains("schedule install -o FOLDER"));
        QVERIFY(run({u"schedule"_s, u"status"_s}).out.contains("schedule install -o FOLDER"));
        const ProcessResult none = run({u"daily"_s});
        QVERIFY2(none.ok() && none.err.contains("schedule install -o FOLDER"), none.err.constData());

        write(u"file"_s, "in the way");
        QCOMPARE(run({u"schedule"_s, u"install"_s, u"-o"_s, path(u"file/folder"_s)}).exitCode, 3);
        QCOMPARE(run({u"schedule"_s, u"install"_s, u"-o"_s, u"-"_s}).exitCode, 2);
        const QString folder = path(u"day by day/reports"_s);
        const ProcessResult installed = run({u"schedule"_s, u"install"_s, u"-o"_s, folder});
        QVERIFY2(installed.ok() && installed.err.contains(folder.toUtf8()), installed.err.constData());
        QCOMPARE(QJsonDocument::fromJson(run({u"schedule"_s, u"status"_s, u"--json"_s}).out).object()[u"folder"_s].toString(), folder);
        QVERIFY(run({u"daily"_s, u"--again"_s}).ok());
        QVERIFY(read(u"day by day/reports/每日更新报告-%1.md"_s.arg(before.toString(Qt::ISODate))).contains("fix: thing 2"));
    }

    void theRunIsDoneOnceADay()
    {
        const QDate before = makeYesterday();
        ModelServer server;
        server.setAnswer([](const ModelRequest &) { return jsonReply({{u"errcode"_s, 0}}); });
        m_environment.insert(u"RIJIAN_DELIVER_W"_s, server.url().toString() + u"/hook"_s);
        QVERIFY(run({u"deliver"_s, u"add"_s, u"wecom"_s, u"W"_s}).ok());
        const ProcessResult first = run({u"daily"_s});
        QVERIFY2(first.ok(), first.err.constData());
        const QString file = u"reports/每日更新报告-%1.md"_s.arg(before.toString(Qt::ISODate));
        QVERIFY2(read(file).contains("fix: thing 2"), read(file).constData());
        QCOMPARE(server.count(), 1);
        QVERIFY(server.requests().first().body[u"markdown"_s][u"content"_s].toString().contains(before.toString(Qt::ISODate)));
        QFile::remove(path(file));
        const ProcessResult second = run({u"daily"_s});
        QVERIFY2(second.ok() && second.err.contains("is done"), second.err.constData());
        QVERIFY(!QFile::exists(path(file)));
        const QJsonObject last = QJsonDocument::fromJson(run({u"schedule"_s, u"status"_s, u"--json"_s}).out).object()[u"last"_s].toObject();
        QVERIFY(last[u"ok"_s].toBool() && last[u"message"_s].toString().size() < 500);
        QVERIFY(run({u"daily"_s, u"--again"_s}).ok());
        QVERIFY(QFile::exists(path(file)));
        QCOMPARE(server.count(), 1); // delivered is delivered
    }

    /// While one program holds the lock, the others do nothing; a kill -9 sets it free, and the day is not done.
    void aKilledRunIsDoneAgain()
    {
        const QDate before = makeYesterday();
        ModelServer server;
        server.setAnswer([](const ModelRequest &) { return ModelReply{.status = 0, .end = ModelReply::End::Hang}; });
        m_environment.insert(u"RIJIAN_DELIVER_W"_s, server.url().toString() + u"/hook"_s);
        QVERIFY(run({u"deliver"_s, u"add"_s, u"wecom"_s, u"W"_s}).ok());
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(RIJIAN_CLI), {u"--data-dir"_s, path(u"data"_s), u"daily"_s});
        QVERIFY(server.waitForRequests(1));
        VERIFY_FAILS(jobs::RunLock::take(path(u"data"_s), jobs::dailyLock), ErrorKind::Busy);
        const ProcessResult other = run({u"daily"_s});
        QVERIFY2(other.ok() && other.err.contains("Another program"), other.err.constData());
        process.kill();
        QVERIFY(process.waitForFinished());
        VERIFY_OK(jobs::RunLock::take(path(u"data"_s), jobs::dailyLock));
        server.setAnswer([](const ModelRequest &) { return jsonReply({{u"errcode"_s, 0}}); });
        const QString file = u"reports/每日更新报告-%1.md"_s.arg(before.toString(Qt::ISODate));
        QFile::remove(path(file));
        const ProcessResult again = run({u"daily"_s});
        QVERIFY2(again.exitCode == 1 && again.err.contains("may have been delivered"), again.err.constData());
        QVERIFY(QFile::exists(path(file)));
        QCOMPARE(server.count(), 1);
    }

    /// No host was reached: status 3, on which systemd begins it again; nothing is reported, and the day is not done.
    void withoutTheNetworkTheDayIsNotDone()
    {
        const QDate before = makeYesterday();
        const QString file = u"reports/每日更新报告-%1.md"_s.arg(before.toString(Qt::ISODate));
        qint64 away = 0;
        {
            const auto database = storage::Database::open(path(u"data"_s));
            VERIFY_OK(database);
            const QString address = u"http://127.0.0.1:9/away.git"_s; // nobody listens there
            const auto added = storage::RepositoryStore(**database).add({.name = u"away"_s, .address = address}, address);
            VERIFY_OK(added);
            away = added->id;
        }
        const ProcessResult first = run({u"daily"_s});
        QVERIFY2(first.exitCode == 3 && first.err.contains("No repository could be reached"), first.err.constData());
        QVERIFY(!QFile::exists(path(file)));
        const QJsonObject last = QJsonDocument::fromJson(run({u"schedule"_s, u"status"_s, u"--json"_s}).out).object()[u"last"_s].toObject();
        QVERIFY(last[u"ended"_s].isNull() && last[u"message"_s].toString().contains(u"No repository could be reached"_s));
        {
            const auto database = storage::Database::open(path(u"data"_s));
            VERIFY_OK(storage::RepositoryStore(**database).hide({away}));
        }
        const ProcessResult second = run({u"daily"_s});
        QVERIFY2(second.ok(), second.err.constData());
        QVERIFY(QFile::exists(path(file)));
    }

    /// Each day since the last run has its own report; one without commits has none, and is no failure.
    void missedDaysAreMadeUpFor()
    {
        const QDate before = makeYesterday();
        TestRepository older(path(u"older"_s));
        CommitSpec commit;
        commit.author.seconds = before.addDays(-2).startOfDay(defaultTimeZone()).toSecsSinceEpoch() + 3600;
        commit.writes = {{"a.c", "1\n"}};
        older.commit(commit);
        QVERIFY(run({u"repo"_s, u"add"_s, older.path()}).ok());
        {
            const auto database = storage::Database::open(path(u"data"_s));
            VERIFY_OK(database);
            const QDate last = before.addDays(-2);
            VERIFY_OK(storage::DailyStore(**database).begin(last, QDateTime::currentDateTimeUtc()));
            VERIFY_OK(storage::DailyStore(**database).end(last, true, {}, QDateTime::currentDateTimeUtc()));
        }
        const ProcessResult made = run({u"daily"_s});
        QVERIFY2(made.ok(), made.err.constData());
        QCOMPARE(QDir(path(u"reports"_s)).entryList({u"*.md"_s}, QDir::Files, QDir::Name),
                 QStringList({u"每日更新报告-%1.md"_s.arg(before.addDays(-2).toString(Qt::ISODate)), u"每日更新报告-%1.md"_s.arg(before.toString(Qt::ISODate))}));
    }

    /// What the day's run could not deliver goes out when the timer's service starts it again, without another run.
    void theRestIsDeliveredByTheNextStart()
    {
        makeYesterday();
        testkit::ModelServer server;
        server.setAnswer([](const testkit::ModelRequest &) { return testkit::jsonReply({{u"errcode"_s, 0}}); });
        m_environment.insert(u"RIJIAN_DELIVER_W"_s, server.url().toString() + u"/hook"_s);
        QVERIFY(run({u"daily"_s}).ok()); // to nobody yet
        QVERIFY(run({u"deliver"_s, u"add"_s, u"wecom"_s, u"W"_s}).ok());
        QVERIFY(run({u"daily"_s}).err.contains("--again"));
        {
            const auto database = storage::Database::open(path(u"data"_s));
            VERIFY_OK(database);
            storage::DeliveryStore store(**database);
            const auto target = store.target(u"W"_s);
            VERIFY_OK(target);
            VERIFY_OK(store.begin(target->id, u"2026-01-07"_s, u"digest"_s, {"{\"left\": 1}"}, QDateTime::currentDateTimeUtc()));
        }
        const ProcessResult rest = run({u"daily"_s});
        QVERIFY2(rest.ok() && rest.err.contains("W: delivered"), rest.err.constData());
        QVERIFY(run({u"daily"_s}).err.contains("--again"));
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests().first().body[u"left"_s].toInt(), 1);
    }

    void oneNotificationWithWhatMattersFirst()
    {
        testkit::DesktopBus desktop;
        if (!desktop.isThere())
            QSKIP("dbus-daemon is not installed");
        const QDate before = makeYesterday("fix(security): <b>CVE-2026-1</b> remote code execution "); // 🔴 by the rules
        m_environment.insert(u"RIJIAN_DELIVER_W"_s, u"http://127.0.0.1:9/hook"_s);
        QVERIFY(run({u"deliver"_s, u"add"_s, u"slack"_s, u"W"_s}).ok());
        m_environment.insert(u"RIJIAN_DELIVER_W"_s, u"http://not-this-machine.invalid/hook"_s); // refused at once
        QProcess process;
        QProcessEnvironment environment = this->environment();
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, desktop.address());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(RIJIAN_CLI), {u"--data-dir"_s, path(u"data"_s), u"daily"_s});
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 60'000);
        QCOMPARE(process.exitCode(), 1);
        QCOMPARE(desktop.notices().size(), 1);
        const QString title = desktop.notices().first().value(3).toString(), body = desktop.notices().first().value(4).toString();
        QVERIFY2(title.contains(before.toString(Qt::ISODate)) && title.contains(u"3 个提交，🔴 3"_s), qPrintable(title));
        QVERIFY2(body.startsWith(u"🔴 repository: "_s) && body.contains(u"&lt;b&gt;CVE"_s) && !body.contains(u'<'), qPrintable(body));
        QVERIFY2(body.section(u'\n', -1).startsWith(u"W: "_s), qPrintable(body));
    }

    void whenItIsDueNext_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QTime>("at");
        QTest::addColumn<QString>("next");
        QTest::newRow("later today") << u"Asia/Shanghai"_s << u"2026-01-07T00:00:00Z"_s << QTime(9, 0) << u"2026-01-07T01:00:00Z"_s;
        QTest::newRow("tomorrow") << u"Asia/Shanghai"_s << u"2026-01-07T02:00:00Z"_s << QTime(9, 0) << u"2026-01-08T01:00:00Z"_s;
        // 02:30 is leapt over on 29 March 2026 in Berlin: 01:59:59 UTC+1 is followed by 03:00:00 UTC+2.
        QTest::newRow("in the gap of spring") << u"Europe/Berlin"_s << u"2026-03-29T00:30:00Z"_s << QTime(2, 30) << u"2026-03-29T01:30:00Z"_s;
        // 02:30 is there twice on 25 October.
        QTest::newRow("in the hour twice") << u"Europe/Berlin"_s << u"2026-10-24T23:30:00Z"_s << QTime(2, 30) << u"2026-10-25T00:30:00Z"_s;
    }

    void whenItIsDueNext()
    {
        QFETCH(const QString, zone);
        QFETCH(const QString, now);
        QFETCH(const QTime, at);
        QFETCH(const QString, next);
        Settings settings;
        settings.daily = true;
        settings.dailyAt = at;
        const QDateTime time = QDateTime::fromString(now, Qt::ISODate).toTimeZone(QTimeZone(zone.toLatin1()));
        if (QLatin1StringView(QTest::currentDataTag()) == "tomorrow"_L1)
            settings.lastDaily = time.date().toString(Qt::ISODate);
        QCOMPARE(jobs::nextDailyRun(settings, time).toUTC().toString(Qt::ISODate), next);
        settings.daily = false;
        QVERIFY(!jobs::nextDailyRun(settings, time).isValid());
    }

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }

    QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, path(u"home"_s));
        environment.insert(u"XDG_CONFIG_HOME"_s, path(u"config"_s));
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        environment.insert(m_environment);
        return environment;
    }

    ProcessResult run(const QStringList &arguments) const { return runProcess(QStringLiteral(RIJIAN_CLI), QStringList{u"--data-dir"_s, path(u"data"_s)} + arguments, environment()); }

    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }

    QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
    }

    void fakeSystemctl(const QByteArray &script)
    {
        fakeTool(u"loginctl"_s, "exit 1\n");
        fakeTool(u"systemctl"_s, "echo \"$@\" >> '" + path(u"calls"_s).toUtf8() + "'\n" + script);
    }

    void fakeTool(const QString &name, const QByteArray &script)
    {
        write(u"bin/"_s + name, "#!/bin/sh\n" + script);
        QFile::setPermissions(path(u"bin/"_s + name), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        m_environment.insert(u"PATH"_s, path(u"bin"_s) + u':' + qEnvironmentVariable("PATH"));
    }

    /// A tracked repository with three commits of yesterday. Which day that is.
    QDate makeYesterday(const QByteArray &subject = "fix: thing ", const QString &reports = u"reports"_s) const
    {
        const QTimeZone zone = defaultTimeZone();
        const QDate before = QDateTime::currentDateTimeUtc().toTimeZone(zone).date().addDays(-1);
        TestRepository repository(path(u"repository"_s));
        repository.commitMany(3, [&](int i) {
            CommitSpec commit;
            commit.message = subject + QByteArray::number(i) + '\n';
            commit.author.seconds = before.startOfDay(zone).toSecsSinceEpoch() + 3600 + i;
            commit.writes = {{"a.c", QByteArray::number(i) + '\n'}};
            return commit;
        });
        const auto database = storage::Database::open(path(u"data"_s));
        Settings settings;
        settings.exportFolder = reports.isEmpty() ? QString() : path(reports);
        (void)storage::SettingsStore(**database).save(settings);
        run({u"repo"_s, u"add"_s, repository.path()});
        return before;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;
};

RIJIAN_TEST_MAIN(TestCliSchedule)
#include "tst_clischedule.moc"
