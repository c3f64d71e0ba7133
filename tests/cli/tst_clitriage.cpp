// What is to be dealt with, and decisions about it, on the command line: "queue", "followups", "mark", and the rules' switches.

#include "core/hiddentext.h"
#include "jobs/workspace.h"
#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/repositorystore.h"
#include "storage/settingsstore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/process.h"
#include "support/testkit.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000; // milliseconds

const QString hostile = u"evil \x1b]0;owned\x07 \x1b[2J \u202e \u009b31m \r\b end"_s;

QString sha(const QString &beginning)
{
    return beginning.leftJustified(40, u'0');
}

Commit commit(const QString &beginning, qint64 seconds, const QString &subject)
{
    return {.sha = sha(beginning), .author = {u"Ann"_s, u"ann@example.org"_s}, .committer = {u"Ann"_s, u"ann@example.org"_s}, .authorTime = {seconds, 0}, .committerTime = {seconds, 0},
            .message = subject + u"\n\nbody"_s, .parents = {sha(u"9"_s)}, .files = {{.path = u"a.cpp"_s, .insertions = 1}}};
}

Analysis card(const QString &beginning, Importance importance, ChangeType type)
{
    Analysis one{.sha = sha(beginning), .analyzer = u"rules"_s, .createdAt = QDateTime::currentDateTimeUtc(), .state = AnalysisState::Whole};
    one.card.importance = importance;
    one.card.types = {type};
    one.markdown = u"card"_s;
    return one;
}

/// Whether it can be shown on a terminal without steering it.
bool isHarmless(const QByteArray &output)
{
    const QString text = QString::fromUtf8(output);
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isDeceptive(text, i))
            return false;
    }
    return true;
}

QStringList shasOf(const QJsonArray &rows)
{
    QStringList shas;
    for (const QJsonValue row : rows)
        shas.append(row[u"sha"_s].toString().first(5));
    return shas;
}

QDate todayThere()
{
    return QDateTime::currentDateTimeUtc().toTimeZone(defaultTimeZone()).date();
}

} // namespace

class TestCliTriage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(path(u"home"_s)));
        auto database = storage::Database::open(path(u"data"_s));
        VERIFY_OK(database);
        m_database = std::move(*database);
        const qint64 day = 86'400, now = QDateTime::currentSecsSinceEpoch();
        m_one = add(u"owner/one"_s, {commit(u"beef"_s, now - 1 * day, u"Little thing"_s), commit(u"abcd2"_s, now - 2 * day, u"Some thing"_s), commit(u"abcd1"_s, now - 3 * day, u"Great %1 thing"_s),
                                     commit(u"50de"_s, now - 5 * day, u"In both"_s), commit(u"01d0"_s, now - 40 * day, u"Long ago"_s)});
        m_two = add(u"owner/two"_s, {commit(u"cafe"_s, now - 1 * day, u"Other great thing"_s), commit(u"50de"_s, now - 5 * day, u"In both"_s)});
        VERIFY_OK(storage::AnalysisStore(*m_database).add({card(u"beef"_s, Importance::Low, ChangeType::BugFix), card(u"abcd2"_s, Importance::Medium, ChangeType::Test),
                                                           card(u"abcd1"_s, Importance::High, ChangeType::Feature), card(u"01d0"_s, Importance::High, ChangeType::Feature),
                                                           card(u"cafe"_s, Importance::High, ChangeType::BugFix)}));
    }

    void cleanup() { m_database.reset(); }

    void whatMattersIsListed()
    {
        const ProcessResult plain = run({u"queue"_s});
        QVERIFY2(plain.ok() && plain.err.isEmpty(), plain.err.constData());
        const QList<QByteArray> lines = plain.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].startsWith("🔴  20") && lines[0].endsWith("  owner/one  abcd100000  Great %1 thing  [unseen]"), lines[0].constData());
        QVERIFY2(lines[1].endsWith("  owner/two  cafe000000  Other great thing  [unseen]"), lines[1].constData());
        QCOMPARE(shasOf(listed({u"queue"_s, u"--least"_s, u"medium"_s})), (QStringList{u"abcd1"_s, u"cafe0"_s, u"abcd2"_s}));
        QCOMPARE(shasOf(listed({u"queue"_s, u"--repo"_s, u"owner/two"_s})), QStringList{u"cafe0"_s});
        QCOMPARE(shasOf(listed({u"queue"_s, u"--repo"_s, u"owner/two,owner/one"_s})), (QStringList{u"abcd1"_s, u"cafe0"_s}));
    }

    void anEmptyQueueIsSaidToBe()
    {
        QVERIFY(run({u"mark"_s, u"abcd1"_s, u"cafe"_s, u"--state"_s, u"seen"_s}).ok());
        const ProcessResult none = run({u"queue"_s});
        QVERIFY2(none.ok() && none.out.isEmpty() && none.err.startsWith("Inbox zero"), none.err.constData());
        QCOMPARE(run({u"queue"_s, u"--quiet"_s}).err, QByteArray());
        const ProcessResult json = run({u"queue"_s, u"--json"_s});
        QVERIFY(json.ok() && json.err.isEmpty() && QJsonDocument::fromJson(json.out).isArray());
        const ProcessResult followed = run({u"followups"_s});
        QVERIFY(followed.ok() && followed.out.isEmpty() && followed.err.startsWith("There is nothing to follow up"));
    }

    /// The same commits in the same order, by the same settings; and what is decided here is what the desktop reads next.
    void theQueueIsTheDesktops()
    {
        Settings settings;
        settings.fetchOnStart = false;
        settings.queueLeast = int(Importance::Low);
        settings.queueDays = 60;
        settings.timeZone = u"UTC"_s;
        VERIFY_OK(storage::SettingsStore(*m_database).save(settings));
        VERIFY_OK(storage::TriageStore(*m_database).set(m_two, {sha(u"50de"_s)}, {.state = TriageState::FollowUp, .due = todayThere().addDays(-9)}));
        bool opened = false, loaded = false;
        QStringList rows;
        jobs::Workspace workspace({.dataFolder = path(u"data"_s)});
        connect(&workspace, &jobs::Workspace::opened, this, [&] { opened = true; });
        workspace.open();
        QTRY_VERIFY_WITH_TIMEOUT(opened, patience);
        workspace.show({workspace.today(), workspace.today(), workspace.zone()}, workspace.allIds());
        connect(&workspace, &jobs::Workspace::rowsLoaded, this, [&](const QList<CommitRow> &found) {
            loaded = true;
            rows.clear();
            for (const CommitRow &row : found)
                rows.append(row.sha.first(5));
        });
        workspace.showList(jobs::Workspace::List::Queue);
        QTRY_VERIFY_WITH_TIMEOUT(loaded, patience);
        QCOMPARE(rows.size(), 6);
        const QJsonArray here = listed({u"queue"_s});
        QCOMPARE(shasOf(here), rows);
        const QString time = here.first()[u"time"_s].toString();
        QVERIFY2(time.endsWith(u'Z') || time.endsWith("+00:00"_L1), qPrintable(time)); // the settings' zone
        QVERIFY(listed({u"queue"_s, u"--timezone"_s, u"+09:00"_s}).first()[u"time"_s].toString().endsWith("+09:00"_L1));
        QVERIFY(run({u"mark"_s, u"abcd2"_s, u"--state"_s, u"ignored"_s}).ok());
        loaded = false;
        workspace.reload();
        QTRY_VERIFY_WITH_TIMEOUT(loaded && !rows.contains(u"abcd2"_s), patience);
        QCOMPARE(shasOf(listed({u"queue"_s})), rows);
    }

    void followUpsComeByTheirDay()
    {
        const QDate today = todayThere();
        const auto day = [&today](int days) { return today.addDays(days).toString(Qt::ISODate); };
        QVERIFY(run({u"mark"_s, u"beef"_s, u"--state"_s, u"followup"_s}).ok());
        QVERIFY(run({u"mark"_s, u"abcd2"_s, u"--state"_s, u"followup"_s, u"--due"_s, day(20)}).ok());
        QVERIFY(run({u"mark"_s, u"01d0"_s, u"--state"_s, u"followup"_s, u"--due"_s, day(-20), u"--note"_s, u"ask\nAnn"_s}).ok());
        QCOMPARE(shasOf(listed({u"followups"_s})), (QStringList{u"01d00"_s, u"abcd2"_s, u"beef0"_s}));
        QCOMPARE(shasOf(listed({u"followups"_s, u"--due"_s, u"today"_s})), QStringList{u"01d00"_s});
        QCOMPARE(shasOf(listed({u"followups"_s, u"--due"_s, day(30)})), (QStringList{u"01d00"_s, u"abcd2"_s}));
        QCOMPARE(shasOf(listed({u"followups"_s, u"--due"_s, u"none"_s})), QStringList{u"beef0"_s});
        QCOMPARE(listed({u"followups"_s, u"--repo"_s, u"owner/two"_s}).size(), 0);
        const QJsonObject first = listed({u"followups"_s}).first().toObject();
        QCOMPARE(first[u"due"_s].toString(), day(-20));
        QCOMPARE(first[u"note"_s].toString(), u"ask\nAnn"_s);
        QVERIFY(listed({u"followups"_s}).last()[u"due"_s].isNull());
        const ProcessResult text = run({u"followups"_s});
        QVERIFY2(text.ok() && text.out.contains(QString(u"Long ago  [followup, due "_s + day(-20) + u", overdue]\n    ask Ann\n"_s).toUtf8())
                     && text.out.contains(QString(u"Some thing  [followup, due "_s + day(20) + u"]\n"_s).toUtf8()) && text.out.endsWith("Little thing  [followup]\n"),
                 text.out.constData());
        QCOMPARE(shasOf(listed({u"queue"_s})), (QStringList{u"01d00"_s, u"abcd1"_s, u"cafe0"_s})); // due ones are to be dealt with
    }

    void daysAreNamed()
    {
        for (const auto &[word, days] : {std::pair(u"today"_s, 0), std::pair(u"tomorrow"_s, 1)}) {
            const QDate before = todayThere();
            QVERIFY(run({u"mark"_s, u"beef"_s, u"--state"_s, u"followup"_s, u"--due"_s, word}).ok());
            const QDate due = decided(m_one, u"beef"_s).due;
            QVERIFY(due == before.addDays(days) || due == todayThere().addDays(days)); // it may be midnight
        }
    }

    /// What no option names stays; a decision that is there already is no failure and writes nothing.
    void onlyWhatIsNamedChanges()
    {
        Triage wanted{.state = TriageState::FollowUp, .importance = Importance::Medium, .note = u"ask"_s, .due = QDate(2026, 3, 1)};
        VERIFY_OK(storage::TriageStore(*m_database).set(m_one, {sha(u"beef"_s)}, wanted));
        const auto holds = [&] {
            Triage now = decided(m_one, u"beef"_s);
            now.updatedAt = {};
            return now == wanted;
        };
        QVERIFY(holds());
        const auto mark = [this](const QStringList &options) { return run(QStringList{u"mark"_s, u"BEEF"_s} + options).ok(); };
        wanted.state = TriageState::Seen;
        QVERIFY(mark({u"--state"_s, u"seen"_s}) && holds());
        wanted.importance = Importance::High;
        QVERIFY(mark({u"--importance"_s, u"high"_s}) && holds());
        wanted.note = u"甲\n%1"_s;
        QVERIFY(mark({u"--note"_s, wanted.note}) && holds());
        wanted.note = u"-x"_s;
        QVERIFY(mark({u"--note"_s, wanted.note}) && holds());
        wanted.note = QString();
        QVERIFY(mark({u"--note="_s}) && holds());
        wanted.importance = Importance::Unknown;
        QVERIFY(mark({u"--importance"_s, u"none"_s}) && holds());
        wanted.due = QDate();
        QVERIFY(mark({u"--due"_s, u"none"_s}) && holds());
        VERIFY_OK(m_database->run(u"UPDATE triage SET updated_at = 7"_s));
        QVERIFY(mark({u"--state"_s, u"seen"_s, u"--note"_s, QString()}) && holds());
        QCOMPARE(decided(m_one, u"beef"_s).updatedAt.toSecsSinceEpoch(), 7);
        QVERIFY(mark({u"--state"_s, u"unseen"_s}));
        QCOMPARE(decided(m_one, u"beef"_s).state, TriageState::Unseen);
        QCOMPARE(decided(m_one, u"abcd1"_s), Triage()); // nobody else
    }

    void whatIsMarkedIsShown()
    {
        const ProcessResult text = run({u"mark"_s, u"abcd1"_s, u"beef"_s, sha(u"abcd1"_s), u"--state"_s, u"ignored"_s, u"--importance"_s, u"low"_s});
        QVERIFY2(text.ok() && text.err.isEmpty() && text.out.count('\n') == 2 && text.out.startsWith("🟢  ") && text.out.count("  [ignored]\n") == 2, QByteArray(text.out + text.err).constData());
        const ProcessResult json = run({u"mark"_s, u"50de"_s, u"--repo"_s, u"owner/two"_s, u"--note"_s, u"n"_s, u"--json"_s});
        const QJsonArray rows = QJsonDocument::fromJson(json.out).array();
        QVERIFY2(json.ok() && rows.size() == 1 && rows.first()[u"repository"_s] == u"owner/two"_s && rows.first()[u"note"_s] == u"n"_s, json.out.constData());
        QCOMPARE(decided(m_one, u"50de"_s), Triage()); // the same commit of another repository
    }

    /// One line, the status that other commands have for it, and nothing is changed.
    void mistakes_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char *words, int status, const char *said) { QTest::newRow(words) << QString::fromUtf8(words).split(u' ') << status << QByteArray(said); };
        row("mark", 2, "by their sha");
        row("mark abcd1", 2, "Say what is to change");
        row("mark abc --state seen", 2, "first 4 digits");
        row("mark HEAD --state seen", 2, "not a commit's sha");
        row("mark abcd --state seen", 2, "several commits (abcd100000, abcd200000)");
        row("mark 50de --state seen", 2, "several repositories (owner/one, owner/two)");
        row("mark dddd --state seen", 3, "no commit");
        row("mark cafe --state seen --repo owner/one", 3, "no commit");
        row("mark cafe --state seen --repo nobody", 3, "owner/two");
        row("mark abcd1 --state dance", 2, "unseen, seen, followup, ignored");
        row("mark abcd1 --importance huge", 2, "high, medium, low, none");
        row("mark abcd1 --state followup --due 2026-02-31", 2, "2026-02-31");
        row("mark abcd1 --state seen --due 2026-03-01", 2, "--state followup");
        row("mark abcd1 --due 2026-03-01", 2, "--state followup");
        row("mark abcd1 --state seen --least high", 2, "does not take --least");
        row("queue abcd1", 2, "--repo");
        row("queue --least low", 2, "--least is high or medium");
        row("queue --due today", 2, "does not take --due");
        row("queue --repo nobody", 3, "owner/one");
        row("followups abcd1", 2, "--repo");
        row("followups --due someday", 2, "someday");
        row("rule add --type dance --tag x", 2, "feature, fix");
        row("rule on 1", 2, "number");
        row("rule move 1", 2, "its new one");
        row("report --importance low -o -", 2, "high or medium");
    }
    void mistakes()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, said);
        const ProcessResult done = run(words);
        QTEST(done.exitCode, "status");
        QVERIFY2(done.out.isEmpty() && done.err.count('\n') == 1 && done.err.contains(said), QByteArray(done.out + done.err).constData());
        auto kept = m_database->run(u"SELECT COUNT(*) FROM triage"_s);
        QVERIFY(kept && kept->next() && kept->value(0).toInt() == 0);
    }

    void theRestIsDone()
    {
        const ProcessResult done = run({u"mark"_s, u"abcd1"_s, u"dddd"_s, u"abcd"_s, u"cafe"_s, u"--state"_s, u"seen"_s});
        QCOMPARE(done.exitCode, 1);
        QCOMPARE(done.out.count('\n'), 2);
        QCOMPARE(done.err.count('\n'), 2);
        QCOMPARE(decided(m_one, u"abcd1"_s).state, TriageState::Seen);
        QCOMPARE(decided(m_one, u"abcd2"_s).state, TriageState::Unseen);
        QCOMPARE(decided(m_two, u"cafe"_s).state, TriageState::Seen);
        // One of two is a follow-up already.
        QVERIFY(run({u"mark"_s, u"abcd1"_s, u"--state"_s, u"followup"_s}).ok());
        const ProcessResult due = run({u"mark"_s, u"abcd1"_s, u"abcd2"_s, u"--due"_s, u"2026-03-01"_s});
        QVERIFY2(due.exitCode == 1 && due.err.contains("abcd200000: Only a follow-up"), due.err.constData());
        QCOMPARE(decided(m_one, u"abcd1"_s).due, QDate(2026, 3, 1));
        QVERIFY(!decided(m_one, u"abcd2"_s).due.isValid());
    }

    /// Subjects, names of repositories and notes are strangers' or pasted: none of their controls reaches the terminal.
    void whatStrangersWroteIsHarmless()
    {
        QVERIFY(!isHarmless(hostile.toUtf8()));
        const qint64 repository = add(u"own/"_s + hostile, {commit(u"e011"_s, QDateTime::currentSecsSinceEpoch() - 3'600, hostile)});
        VERIFY_OK(storage::AnalysisStore(*m_database).add({card(u"e011"_s, Importance::High, ChangeType::Feature)}));
        VERIFY_OK(storage::TriageStore(*m_database).set(repository, {sha(u"e011"_s)}, {.state = TriageState::FollowUp, .note = hostile, .due = QDate(2020, 1, 1)}));
        for (const QStringList &words : {QStringList{u"queue"_s}, QStringList{u"followups"_s}, QStringList{u"mark"_s, u"e011"_s, u"--state"_s, u"followup"_s}, QStringList{u"search"_s, u"sha:e011"_s}}) {
            const ProcessResult done = run(words);
            QVERIFY2(done.ok() && done.out.contains("evil ⟨U+001B⟩") && isHarmless(done.out) && isHarmless(done.err), QByteArray(words.first().toUtf8() + done.out + done.err).constData());
        }
        QCOMPARE(listed({u"followups"_s}).first()[u"note"_s].toString(), hostile); // JSON has it as it is
        for (const QStringList &words : {QStringList{u"mark"_s, hostile, u"--state"_s, u"seen"_s}, QStringList{u"mark"_s, u"e011"_s, u"--state"_s, hostile}, QStringList{u"mark"_s, u"e011"_s, u"--due"_s, hostile},
                                         QStringList{u"queue"_s, u"--repo"_s, hostile}, QStringList{u"queue"_s, u"--least"_s, hostile}, QStringList{u"rule"_s, u"add"_s, u"--type"_s, hostile}}) {
            const ProcessResult done = run(words);
            QVERIFY2(done.exitCode > 1 && done.out.isEmpty() && done.err.count('\n') == 1 && isHarmless(done.err), done.err.constData());
        }
        QVERIFY(run({u"rule"_s, u"add"_s, u"--author"_s, hostile, u"--tag"_s, u"x"_s}).ok());
        const ProcessResult rules = run({u"rule"_s, u"list"_s});
        QVERIFY2(rules.ok() && rules.out.count('\n') == 1 && isHarmless(rules.out), rules.out.constData());
    }

    void theSearchTellsTheDecision()
    {
        QVERIFY(run({u"mark"_s, u"abcd1"_s, u"--state"_s, u"followup"_s, u"--due"_s, u"2026-03-01"_s, u"--importance"_s, u"low"_s, u"--note"_s, u"ask"_s}).ok());
        const QJsonArray found = listed({u"search"_s, u"sha:abcd1"_s});
        QCOMPARE(found.size(), 1);
        const QJsonObject row = found.first().toObject();
        const std::pair<QString, QString> words[] = {{u"importance"_s, u"low"_s}, {u"own_importance"_s, u"low"_s}, {u"rule_importance"_s, u"unknown"_s}, {u"card_importance"_s, u"high"_s},
                                                     {u"state"_s, u"followup"_s}, {u"due"_s, u"2026-03-01"_s}, {u"note"_s, u"ask"_s}, {u"repository"_s, u"owner/one"_s}};
        for (const auto &[name, value] : words)
            QVERIFY2(row[name].toString() == value, qPrintable(name + u": "_s + row[name].toString()));
        QVERIFY(row.contains(u"snippet"_s));
        const QJsonObject other = listed({u"search"_s, u"sha:cafe"_s}).first().toObject();
        QVERIFY(other[u"due"_s].isNull() && other[u"note"_s] == QString() && other[u"own_importance"_s] == u"unknown"_s);
    }

    void rulesHaveTypesSwitchesAndAnOrder()
    {
        const auto beef = [this] { return listed({u"search"_s, u"sha:beef"_s}).first().toObject(); };
        QVERIFY(run({u"rule"_s, u"add"_s, u"--type"_s, u"fix"_s, u"--raise"_s, u"high"_s}).ok());
        QVERIFY(run({u"rule"_s, u"add"_s, u"--type"_s, u"修复"_s, u"--repo"_s, u"owner/one"_s, u"--raise"_s, u"medium"_s}).ok());
        QCOMPARE(beef()[u"rule_importance"_s].toString(), u"high"_s);
        QCOMPARE(beef()[u"card_importance"_s].toString(), u"low"_s);
        QCOMPARE(listed({u"rule"_s, u"list"_s}).first()[u"type"_s].toString(), changeTypeWord(ChangeType::BugFix));
        QVERIFY(run({u"rule"_s, u"move"_s, u"2"_s, u"1"_s}).ok()); // the first decides
        QCOMPARE(beef()[u"rule_importance"_s].toString(), u"medium"_s);
        QVERIFY(run({u"rule"_s, u"off"_s, u"1"_s}).ok());
        QCOMPARE(beef()[u"rule_importance"_s].toString(), u"high"_s);
        QVERIFY(run({u"rule"_s, u"list"_s}).out.startsWith("1  (off) "));
        QVERIFY(!listed({u"rule"_s, u"list"_s}).first()[u"enabled"_s].toBool());
        QVERIFY(run({u"rule"_s, u"on"_s, u"1"_s}).ok());
        QCOMPARE(beef()[u"rule_importance"_s].toString(), u"medium"_s);
        QCOMPARE(run({u"rule"_s, u"off"_s, u"3"_s}).exitCode, 2);
        QCOMPARE(run({u"rule"_s, u"move"_s, u"1"_s, u"3"_s}).exitCode, 2);
        QCOMPARE(run({u"rule"_s, u"move"_s, u"1"_s, u"0"_s}).exitCode, 2);
        QCOMPARE(listed({u"rule"_s, u"list"_s}).size(), 2);
    }

    /// kill -9 at any moment: all of a command's commits are marked, or none; what was told is stored.
    void aKilledMarkIsWholeOrNone()
    {
        const QStringList words{u"mark"_s, u"abcd1"_s, u"abcd2"_s, u"beef"_s, u"cafe"_s, u"--state"_s, u"ignored"_s};
        const auto ignored = [this] {
            int count = 0;
            for (const auto &[repository, beginning] : {std::pair(m_one, u"abcd1"_s), std::pair(m_one, u"abcd2"_s), std::pair(m_one, u"beef"_s), std::pair(m_two, u"cafe"_s)})
                count += decided(repository, beginning).state == TriageState::Ignored;
            return count;
        };
        VERIFY_OK(m_database->transaction([&]() -> Result<void> { // it gets no further than this lock
            QProcess waiting;
            start(waiting, words);
            if (waiting.waitForStarted())
                waiting.kill();
            testkit::waitForEnd(waiting, patience);
            return {};
        }));
        QCOMPARE(ignored(), 0);
        QProcess early;
        start(early, words);
        QVERIFY(early.waitForStarted());
        early.kill();
        QVERIFY(testkit::waitForEnd(early, patience));
        QVERIFY(ignored() == 0 || ignored() == 4);
        QProcess late;
        start(late, words);
        QVERIFY(late.waitForReadyRead());
        late.kill();
        QVERIFY(testkit::waitForEnd(late, patience));
        QCOMPARE(ignored(), 4);
        QVERIFY(run({u"queue"_s}).ok());
    }

    /// Another program writes: lists are read at once, and a decision waits for its turn.
    void aWriterIsNoObstacle()
    {
        QProcess marking;
        ProcessResult queue;
        VERIFY_OK(m_database->transaction([&]() -> Result<void> {
            auto written = m_database->run(u"UPDATE repository SET seen_at = 1"_s);
            if (!written)
                return std::unexpected(written.error());
            queue = run({u"queue"_s});
            start(marking, {u"mark"_s, u"abcd1"_s, u"--state"_s, u"seen"_s});
            return marking.waitForStarted() ? Result<void>() : failure(ErrorKind::Internal, marking.errorString());
        }));
        QVERIFY2(queue.ok() && queue.out.count('\n') == 2, queue.err.constData());
        QVERIFY(testkit::waitForEnd(marking, patience));
        QVERIFY2(marking.exitStatus() == QProcess::NormalExit && marking.exitCode() == 0, marking.readAllStandardError().constData());
        QCOMPARE(decided(m_one, u"abcd1"_s).state, TriageState::Seen);
    }

    void helpNamesTheOptions()
    {
        const std::pair<QString, QByteArray> helps[] = {{u"queue"_s, "--least"}, {u"followups"_s, "--due"}, {u"mark"_s, "--note"}, {u"rule"_s, "--type"}};
        for (const auto &[command, option] : helps) {
            const ProcessResult help = run({command, u"--help"_s});
            QVERIFY2(help.ok() && help.out.startsWith(QByteArray("Usage: rijian-cli " + command.toUtf8())) && help.out.contains(QByteArray("\n  " + option)), help.out.constData());
        }
    }

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }

    /// `commits`: newest first.
    qint64 add(const QString &name, const QList<Commit> &commits)
    {
        const auto added = storage::RepositoryStore(*m_database).add({.name = name, .address = name}, name);
        storage::CommitStore store(*m_database);
        QStringList shas;
        for (const Commit &one : commits)
            shas.append(one.sha);
        if (!added || !store.add(added->id, commits) || !store.setListing(added->id, 0, QDateTime::currentSecsSinceEpoch() + 86'400, shas))
            qWarning("the repository could not be stored");
        return added ? added->id : -1;
    }

    Triage decided(qint64 repository, const QString &beginning)
    {
        const auto found = storage::TriageStore(*m_database).get(repository, {sha(beginning)});
        if (!found)
            qWarning("%s", qPrintable(found.error().message));
        return found ? found->value(sha(beginning)) : Triage();
    }

    QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, path(u"home"_s));
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        return environment;
    }
    QStringList withFolder(const QStringList &arguments) const { return QStringList{u"--data-dir"_s, path(u"data"_s)} + arguments; }
    ProcessResult run(const QStringList &arguments) const { return runProcess(QStringLiteral(RIJIAN_CLI), withFolder(arguments), environment()); }
    void start(QProcess &process, const QStringList &arguments) const
    {
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(RIJIAN_CLI), withFolder(arguments));
    }
    QJsonArray listed(const QStringList &arguments) const
    {
        const ProcessResult done = run(arguments + QStringList{u"--json"_s});
        if (!done.ok())
            qWarning("%s", done.err.constData());
        return QJsonDocument::fromJson(done.out).array();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<storage::Database> m_database;
    qint64 m_one = 0;
    qint64 m_two = 0;
};

RIJIAN_TEST_MAIN(TestCliTriage)
#include "tst_clitriage.moc"
