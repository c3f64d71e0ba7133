// The search, the user's rules and the digests on the command line.

#include "support/process.h"
#include "support/sampleday.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestCliSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir().mkpath(path(u"home"_s)));
        m_remote = std::make_unique<TestRepository>(path(u"dynamo.git"_s));
        m_shas = makeSampleDay(*m_remote);
        const ProcessResult first = run({u"run"_s, m_remote->path(), u"--date"_s, u"2026-01-07"_s, u"--analyzer"_s, u"rules"_s, u"-o"_s, u"-"_s});
        QVERIFY2(first.ok(), first.err.constData());
    }

    void wordsAndFiltersFind()
    {
        const QJsonArray all = found({u"date:2026-01-07"_s});
        QCOMPARE(all.size(), 15);
        const QJsonObject one = all.first().toObject();
        QVERIFY(m_shas.contains(one[u"sha"_s].toString()) && !one[u"subject"_s].toString().isEmpty() && !one[u"importance"_s].toString().isEmpty());
        QCOMPARE(found({u"date:2026-01-07"_s, u"--limit"_s, u"3"_s}).size(), 3);
        QCOMPARE(found({u"sha:"_s + m_shas[4].first(9)}).size(), 1);
        QCOMPARE(found({u"date:2026-01-06"_s}).size(), 0);
        const int medium = int(found({u"importance:medium"_s}).size());
        QVERIFY(medium > 0 && medium < 15);
        QCOMPARE(int(found({u"date:2026-01-07 -importance:medium"_s}).size()), 15 - medium);
        QCOMPARE(int(found({u"--"_s, u"-重要程度:中"_s}).size()), 15 - medium);
        const ProcessResult text = run({u"search"_s, u"sha:"_s + m_shas[0]});
        QVERIFY(text.ok() && text.out.contains(m_shas[0].first(10).toUtf8()) && text.out.count('\n') <= 2);
        const ProcessResult none = run({u"search"_s, u"nosuchword"_s});
        QVERIFY(none.ok() && none.out.isEmpty() && none.err.contains("Nothing was found"));
    }

    void aWeekIsToldInBrief()
    {
        const ProcessResult week = run({u"digest"_s, u"--week"_s, u"--date"_s, u"2026-01-07"_s, u"-o"_s, u"-"_s});
        QVERIFY2(week.ok() && week.out.startsWith("# 每周更新摘要（2026-01-05 – 2026-01-11）\n\n> 共 15 个提交"), QByteArray(week.out + week.err).constData());
        const QString file = path(u"month.md"_s);
        const ProcessResult month = run({u"digest"_s, u"--month"_s, u"--date"_s, u"2026-01-07"_s, u"-o"_s, file, u"--json"_s});
        QVERIFY2(month.ok() && QJsonDocument::fromJson(month.out).object()[u"file"_s] == file && QFile::exists(file), QByteArray(month.out + month.err).constData());
        QCOMPARE(run({u"digest"_s, u"--date"_s, u"2026-01-07"_s}).exitCode, 2);
        QCOMPARE(run({u"digest"_s, u"--week"_s, u"--month"_s}).exitCode, 2);
        const ProcessResult nowhere = run({u"digest"_s, u"--week"_s, u"-o"_s, path(u"none/x.md"_s)});
        QVERIFY(nowhere.exitCode != 0 && nowhere.err.contains("does not exist"));
        const ProcessResult none = run({u"agreement"_s, u"--since"_s, u"2026-01-01"_s});
        QVERIFY(none.ok() && none.out.isEmpty() && none.err.contains("not judged"));
        const ProcessResult json = run({u"agreement"_s, u"--json"_s});
        QVERIFY(json.ok() && QJsonDocument::fromJson(json.out).isArray());
    }

    void mistakesAreSaid()
    {
        QCOMPARE(run({u"search"_s}).exitCode, 2);
        QCOMPARE(run({u"search"_s, u"x"_s, u"--limit"_s, u"none"_s}).exitCode, 2);
        const ProcessResult advice = run({u"search"_s, u"importance:huge date:2026-01-07"_s});
        QVERIFY(advice.ok() && advice.err.contains("huge") && advice.out.count("2026-01-07") >= 15); // the rest works
        QCOMPARE(run({u"rule"_s, u"add"_s, u"--tag"_s, u"x"_s}).exitCode, 2);
        QCOMPARE(run({u"rule"_s, u"add"_s, u"--path"_s, u"x"_s}).exitCode, 2);
        QCOMPARE(run({u"rule"_s, u"add"_s, u"--path"_s, u"x"_s, u"--raise"_s, u"huge"_s}).exitCode, 2);
        QCOMPARE(run({u"rule"_s, u"remove"_s, u"7"_s}).exitCode, 2);
        QCOMPARE(run({u"rule"_s, u"dance"_s}).exitCode, 2);
    }

    void rulesHold()
    {
        const int before = int(found({u"importance:high"_s}).size());
        const ProcessResult added = run({u"rule"_s, u"add"_s, u"--path"_s, u"**"_s, u"--raise"_s, u"high"_s, u"--tag"_s, u"mine"_s});
        QVERIFY2(added.ok(), added.err.constData());
        QVERIFY(run({u"rule"_s, u"list"_s}).out.startsWith("1  path:**"));
        QCOMPARE(found({u"importance:high"_s}).size(), 15);
        QCOMPARE(found({u"tag:mine"_s}).size(), 15);
        const ProcessResult report = run({u"report"_s, u"--date"_s, u"2026-01-07"_s, u"--importance"_s, u"high"_s, u"-o"_s, u"-"_s});
        QVERIFY2(report.ok(), report.err.constData());
        for (const QString &sha : m_shas)
            QVERIFY(report.out.contains(sha.first(7).toUtf8()));
        QVERIFY(run({u"rule"_s, u"remove"_s, u"1"_s}).ok());
        QCOMPARE(int(found({u"importance:high"_s}).size()), before);
        QVERIFY(run({u"rule"_s, u"list"_s}).out.isEmpty());
    }

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    ProcessResult run(const QStringList &arguments) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, path(u"home"_s));
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        return runProcess(QStringLiteral(RIJIAN_CLI), QStringList{u"--data-dir"_s, path(u"data"_s)} + arguments, environment);
    }
    QJsonArray found(const QStringList &words)
    {
        QStringList arguments = words;
        const qsizetype end = arguments.indexOf(u"--"_s);
        arguments.insert(end < 0 ? arguments.size() : end, u"--json"_s);
        const ProcessResult done = run(QStringList{u"search"_s} + arguments);
        if (!done.ok())
            qWarning("%s", done.err.constData());
        return QJsonDocument::fromJson(done.out).array();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<TestRepository> m_remote;
    QStringList m_shas;
};

RIJIAN_TEST_MAIN(TestCliSearch)
#include "tst_clisearch.moc"
