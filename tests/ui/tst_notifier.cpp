// What the desktop is told of a daily run: one notification, what matters first.

#include "jobs/jobkinds.h"
#include "storage/dailystore.h"
#include "storage/ownrulestore.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"
#include "support/desktopbus.h"
#include "support/outcome.h"
#include "support/testrepository.h"
#include "support/uitest.h"
#include "ui/notifier.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

/// One commit "fix: <thing>" an hour into the day, and `seconds` more.
CommitSpec fixOf(const QByteArray &thing, const QDate &day, int seconds = 0)
{
    CommitSpec commit;
    commit.message = "fix: " + thing + '\n';
    commit.author.seconds = day.startOfDay(defaultTimeZone()).toSecsSinceEpoch() + 3600 + seconds;
    commit.writes = {{"a.c", thing + '\n'}};
    return commit;
}

} // namespace

class TestNotifier : public QObject
{
    Q_OBJECT

    QDate m_yesterday;
    TestRepository m_repository;
    QStringList m_told;
    QString m_title;
    std::unique_ptr<DesktopBus> m_desktop;

    /// Runs what is due over the repository, whose commits matter all, and keeps what the desktop was told of it: once.
    void runDaily(const std::function<void(storage::Database &, Settings &)> &prepare)
    {
        const QTemporaryDir data;
        {
            const auto database = storage::Database::open(data.path());
            VERIFY_OK(database);
            Settings settings;
            settings.fetchOnStart = false;
            settings.daily = true;
            settings.dailyAt = QTime(0, 0);
            settings.exportFolder = data.path();
            prepare(**database, settings);
            VERIFY_OK(storage::SettingsStore(**database).save(settings));
            VERIFY_OK(storage::RepositoryStore(**database).add({.name = u"it"_s, .address = m_repository.path()}, m_repository.path()));
            VERIFY_OK(storage::OwnRuleStore(**database).save({{.text = u"thing"_s, .type = {}, .effect = OwnRule::Effect::AtLeast, .level = Importance::High}}));
        }
        jobs::Workspace workspace({.dataFolder = data.path()});
        QSignalSpy opened(&workspace, &jobs::Workspace::opened);
        workspace.open();
        QTRY_VERIFY(!opened.isEmpty());
        jobs::DailyRun daily(workspace);
        ui::Notifier notifier(workspace, daily, nullptr, m_desktop ? QDBusConnection::connectToBus(m_desktop->address(), u"notifier"_s) : QDBusConnection(u"none"_s));
        QSignalSpy told(&notifier, &ui::Notifier::told);
        daily.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, 30'000);
        m_told = told.first().first().toStringList();
        m_title = told.first().at(1).toString();
        if (!m_desktop)
            return;
        QTRY_COMPARE(m_desktop->notices().size(), 1);
        QSignalSpy wanted(&notifier, &ui::Notifier::queueWanted);
        QSignalSpy other(&notifier, &ui::Notifier::windowWanted); // while nothing is counted yet
        QTRY_VERIFY((m_desktop->click(1), QTest::qWait(10), !wanted.isEmpty() || !other.isEmpty())); // its number may not be here yet
    }

    /// A program that fetches as it starts: what the desktop is told of that.
    QStringList tellsAtStart(const QString &data)
    {
        {
            const auto database = storage::Database::open(data);
            if (!database || (storage::RepositoryStore(**database).all()->isEmpty()
                              && (!storage::RepositoryStore(**database).add({.name = u"it"_s, .address = m_repository.path()}, m_repository.path())
                                  || !storage::OwnRuleStore(**database).save({{.text = u"thing"_s, .type = {}, .effect = OwnRule::Effect::AtLeast, .level = Importance::High}}))))
                return {u"no database"_s};
        }
        jobs::Workspace workspace({.dataFolder = data});
        QSignalSpy opened(&workspace, &jobs::Workspace::opened);
        workspace.open();
        if (opened.isEmpty() && !opened.wait(30'000))
            return {u"not opened"_s};
        jobs::DailyRun daily(workspace);
        ui::Notifier notifier(workspace, daily, nullptr, QDBusConnection(u"none"_s));
        const auto first = workspace.highToReview(0); // on the thread where the notifier has asked what is there already: that is known then
        if (!QTest::qWaitFor([&] { return first.isFinished(); }, 30'000))
            return {u"not looked"_s};
        QSignalSpy told(&notifier, &ui::Notifier::told);
        QSignalSpy ended(&workspace.scheduler(), &jobs::Scheduler::ended);
        workspace.fetch(workspace.followedIds());
        const auto analysed = [&] { return std::ranges::any_of(ended, [](const QVariantList &end) { return end.first().value<jobs::JobEnd>().job.kind == jobs::analyzeKind; }); };
        if (!QTest::qWaitFor(analysed, 30'000))
            return {u"not analysed"_s};
        QSignalSpy quiet(&notifier, &ui::Notifier::lookedForNews);
        if (!quiet.wait(30'000))
            return {u"never quiet"_s};
        return told.isEmpty() ? QStringList() : told.first().first().toStringList();
    }

    QString reportWritten() const { return u"The report 每日更新报告-%1.md was written."_s.arg(m_yesterday.toString(Qt::ISODate)); }

private Q_SLOTS:
    void init()
    {
        m_yesterday = testkit::steadyToday(defaultTimeZone()).addDays(-1);
        m_repository = TestRepository();
        m_told.clear();
    }

    /// Whether there is a place for icons or not; no text of a commit is markup; a click opens the program.
    void theDesktopShowsIt()
    {
        m_desktop = std::make_unique<DesktopBus>();
        if (!m_desktop->isThere())
            QSKIP("dbus-daemon is not installed");
        m_repository.commit(fixOf("thing <b>vector</b>&<a href=\"http://example.org\">", m_yesterday));
        runDaily([](storage::Database &, Settings &) {});
        const QVariantList notice = m_desktop->notices().first();
        QCOMPARE(notice.at(3).toString(), m_title);
        const QString body = notice.at(4).toString();
        QVERIFY2(body.startsWith(u"🔴 it: fix: thing &lt;b&gt;vector"_s) && !body.contains(u'<'), qPrintable(body));
        QCOMPARE(notice.at(5).toStringList().value(0), u"default"_s);
        QDBusConnection::disconnectFromBus(u"notifier"_s);
        m_desktop.reset();
    }

    /// Those that came with the first fetch and were told of then are in the day's summary, too.
    void whatTheFirstFetchBringsIsNews()
    {
        m_repository.commit(fixOf("thing", m_yesterday));
        const QTemporaryDir data;
        QStringList told = tellsAtStart(data.path());
        QCOMPARE(told, QStringList{u"🔴 it: fix: thing"_s});
        QVERIFY(tellsAtStart(data.path()).isEmpty()); // it is known now
    }

    void aDailyRunIsToldOfOnce_data()
    {
        QTest::addColumn<bool>("wanted");
        QTest::newRow("with the commits that matter") << true;
        QTest::newRow("without, as the user wants it") << false;
    }
    void aDailyRunIsToldOfOnce()
    {
        QFETCH(const bool, wanted);
        m_repository.commitMany(6, [&](int i) { return fixOf("thing " + QByteArray::number(i), m_yesterday, i); });
        runDaily([wanted](storage::Database &, Settings &settings) { settings.notifyHigh = wanted; });
        const QStringList high{u"🔴 it: fix: thing 5"_s, u"🔴 it: fix: thing 4"_s, u"🔴 it: fix: thing 3"_s, u"and 3 more"_s};
        QVERIFY2(m_title.contains(m_yesterday.toString(Qt::ISODate)) && m_title.contains(u"6 个提交，🔴 6"_s), qPrintable(m_title));
        QCOMPARE(m_told, wanted ? high + QStringList{reportWritten()} : QStringList{reportWritten()});
    }

    /// Days that the program was closed on: how many, and the commits that matter of all of them, in one notification.
    void missedDaysAreToldOfAtOnce()
    {
        for (const int ago : {4, 2, 0})
            m_repository.commit(fixOf("thing of " + QByteArray::number(ago) + " days before", m_yesterday.addDays(-ago)));
        const QDate last = m_yesterday.addDays(-4);
        runDaily([last](storage::Database &database, Settings &settings) {
            settings.lastDaily = last.toString(Qt::ISODate);
            storage::DailyStore runs(database);
            VERIFY_OK(runs.begin(last, QDateTime::currentDateTimeUtc()));
            VERIFY_OK(runs.end(last, true, {}, QDateTime::currentDateTimeUtc()));
        });
        QCOMPARE(m_told, (QStringList{u"🔴 it: fix: thing of 0 days before"_s, u"🔴 it: fix: thing of 2 days before"_s, u"🔴 it: fix: thing of 4 days before"_s, reportWritten(),
                                      u"4 missed day(s) were made up for, from %1 on."_s.arg(QLocale().toString(last, QLocale::ShortFormat))}));
    }
};

RIJIAN_UI_TEST_MAIN(TestNotifier)
#include "tst_notifier.moc"
