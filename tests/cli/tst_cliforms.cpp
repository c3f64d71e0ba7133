// The forms of a report on the command line: files, names, filters, templates, mistakes.

#include "storage/database.h"
#include "storage/repositorystore.h"
#include "storage/triagestore.h"
#include "support/outcome.h"
#include "support/process.h"
#include "support/sampleday.h"
#include "support/testkit.h"
#include "support/testrepository.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace rijian;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestCliForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir().mkpath(path(u"home"_s)) && QDir().mkpath(path(u"data/templates"_s)) && QDir().mkpath(path(u"here"_s)));
        m_remote = std::make_unique<TestRepository>(path(u"dynamo.git"_s));
        m_shas = makeSampleDay(*m_remote);
        const ProcessResult first = run({u"run"_s, m_remote->path(), u"--date"_s, u"2026-01-07"_s, u"--analyzer"_s, u"rules"_s, u"-o"_s, u"-"_s});
        QVERIFY2(first.ok(), first.err.constData());
        m_markdown = first.out;
    }

    void notesAreListedWhereThereAreSome()
    {
        const ProcessResult none = run({u"report"_s, u"--date"_s, u"2026-01-07"_s, u"--notes"_s, u"-o"_s, u"-"_s});
        QVERIFY2(none.ok() && none.out == m_markdown, none.err.constData());
        {
            const auto database = storage::Database::open(path(u"data"_s));
            VERIFY_OK(database);
            const auto repositories = storage::RepositoryStore(**database).all();
            VERIFY_OK(repositories);
            VERIFY_OK(storage::TriageStore(**database).set(repositories->first().id, {m_shas[3]}, {.note = u"问一下"_s}));
        }
        const ProcessResult some = run({u"report"_s, u"--date"_s, u"2026-01-07"_s, u"--notes"_s, u"-o"_s, u"-"_s});
        QVERIFY2(some.ok() && some.out.startsWith(m_markdown) && some.out.contains("## 📌 跟进与备注（1）") && some.out.contains("  备注：问一下\n"), some.err.constData());
    }

    void notesAreInEveryForm()
    {
        const QString note = u"=1+1 <b>\n## 问一下\n"_s;
        {
            const auto database = storage::Database::open(path(u"data"_s));
            VERIFY_OK(database);
            const auto repositories = storage::RepositoryStore(**database).all();
            VERIFY_OK(repositories);
            VERIFY_OK(storage::TriageStore(**database).set(repositories->first().id, {m_shas[3]}, {.state = TriageState::FollowUp, .note = note, .due = QDate(2026, 2, 1)}));
        }
        writeTemplate(u"noted.md"_s, "{{ report.notes }}\n{% for commit in commits %}\n{% if commit.note %}\n{{ commit.followup }} {{ commit.due }} {{ commit.note|line }}\n{% endif %}\n{% endfor %}\n");
        const QList<std::pair<QString, QByteArray>> forms{{u"markdown"_s, "：跟进，2026-02-01 到期\n  备注：=1+1 \\<b\\> \\#\\# 问一下\n"},
                                                          {u"grouped"_s, "：跟进，2026-02-01 到期\n  备注：=1+1 \\<b\\> \\#\\# 问一下\n"},
                                                          {u"html"_s, "</span> 跟进，2026-02-01 到期<div class=\"own\">=1+1 &lt;b&gt;\n## 问一下</div>"},
                                                          {u"csv"_s, ",\"跟进\",\"2026-02-01\",\"'=1+1 <b>\n## 问一下\"\r\n"},
                                                          {u"template:noted"_s, "1\n跟进 2026-02-01 =1+1 \\<b\\> \\#\\# 问一下\n"}};
        for (const auto &[form, words] : forms) {
            const ProcessResult noted = report({u"--form"_s, form, u"--notes"_s});
            QVERIFY2(noted.ok() && noted.out.contains(words), qPrintable(form + u'\n' + QString::fromUtf8(noted.err + noted.out.right(2000))));
            const ProcessResult plain = report({u"--form"_s, form});
            QVERIFY2(plain.ok() && !plain.out.contains("问一下"), plain.err.constData());
        }
        QCOMPARE(report({}).out, m_markdown);
        int told = 0;
        for (const QJsonValue commit : json({u"--notes"_s})[u"repositories"_s][0][u"commits"_s].toArray()) {
            const bool its = commit[u"sha"_s].toString() == m_shas[3];
            told += its;
            QCOMPARE(commit[u"triage"_s], its ? QJsonValue(QJsonObject{{u"state"_s, u"followup"_s}, {u"note"_s, note}, {u"due"_s, u"2026-02-01"_s}}) : QJsonValue());
        }
        QCOMPARE(told, 1);
        QVERIFY(!report({u"--form"_s, u"json"_s}).out.contains("triage"));
    }

    void eachFormHasItsFile_data()
    {
        QTest::addColumn<QString>("form");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("default") << QString() << u"每日更新报告-2026-01-07.md"_s << QByteArray("# 每日更新报告（2026-01-07）\n\n> 15 个提交：规则分析 15\n\n## ");
        QTest::newRow("markdown") << u"markdown"_s << u"每日更新报告-2026-01-07.md"_s << QByteArray("# 每日更新报告（2026-01-07）\n\n> 15 个提交：规则分析 15\n\n## ");
        QTest::newRow("grouped") << u"grouped"_s << u"每日更新报告-2026-01-07-按重要程度.md"_s << QByteArray("# 每日更新报告（2026-01-07）\n\n> 本日共 15 个提交 | 🔴高 ");
        QTest::newRow("html") << u"html"_s << u"每日更新报告-2026-01-07.html"_s << QByteArray("<!DOCTYPE html>\n<html lang=\"zh-CN\">");
        QTest::newRow("json") << u"json"_s << u"每日更新报告-2026-01-07.json"_s << QByteArray("{\"filter\":null,\"format\":\"rijian-report\"");
        QTest::newRow("csv") << u"csv"_s << u"每日更新报告-2026-01-07.csv"_s << QByteArray("\xEF\xBB\xBF\"仓库\",\"提交时间\"");
    }

    void eachFormHasItsFile()
    {
        QFETCH(QString, form);
        QFETCH(QString, file);
        QFETCH(QByteArray, start);
        const ProcessResult done = report(form.isEmpty() ? QStringList{} : QStringList{u"--form"_s, form}, {});
        QVERIFY2(done.ok(), done.err.constData());
        const QStringList files = QDir(path(u"here"_s)).entryList(QDir::Files);
        QCOMPARE(files, QStringList{file});
        const QByteArray written = take(file);
        QVERIFY2(written.startsWith(start), written.left(300).constData());
        for (const QString &sha : m_shas)
            QVERIFY2(written.contains(sha.first(7).toLatin1()), qPrintable(sha)); // a folder's commits have no web address with all of it
        if (form.isEmpty() || form == "markdown"_L1)
            QCOMPARE(written, m_markdown);
        const QByteArray printed = report(form.isEmpty() ? QStringList{} : QStringList{u"--form"_s, form}).out;
        QVERIFY(printed.size() > written.size() - 100 && printed.startsWith(start)); // but for the time that some say
    }

    void aTableWithoutItsMark()
    {
        QVERIFY(report({u"--form"_s, u"csv"_s, u"--no-bom"_s}).out.startsWith("\"仓库\""));
    }

    void onlyWhatMatters()
    {
        const QJsonObject whole = json({});
        const QJsonObject high = json({u"--importance"_s, u"high"_s});
        const QJsonObject medium = json({u"--importance"_s, u"medium"_s});
        const auto count = [](const QJsonObject &of, const QString &level) { return of[u"importance"_s][level].toInt(); };
        QCOMPARE(count(whole, u"high"_s) + count(whole, u"medium"_s) + count(whole, u"low"_s), 15);
        QVERIFY(count(whole, u"low"_s) > 0 && count(whole, u"medium"_s) > 0);
        QCOMPARE(high[u"ledger"_s][u"commits"_s].toInt(), count(whole, u"high"_s));
        QCOMPARE(high[u"filter"_s][u"left_out"_s].toInt(), 15 - count(whole, u"high"_s));
        QCOMPARE(medium[u"ledger"_s][u"commits"_s].toInt(), count(whole, u"high"_s) + count(whole, u"medium"_s));
        QVERIFY(report({u"--importance"_s, u"high"_s}).out.contains("\n> 已筛选：只列 🔴 高；另有 "));
    }

    void aTemplateOfOnesOwn()
    {
        writeTemplate(u"周报.md"_s, "{% for commit in commits %}\n{{ commit.sha }} {{ commit.level }}\n{% endfor %}\n");
        const ProcessResult done = report({u"--form"_s, u"template:周报"_s}, {});
        QVERIFY2(done.ok(), done.err.constData());
        const QByteArray text = take(u"每日更新报告-2026-01-07-周报.md"_s);
        QCOMPARE(text.count('\n'), 15);
        for (const QString &sha : m_shas)
            QVERIFY(text.contains(QByteArray(sha.toLatin1() + ' ')));
    }

    void mistakesAreToldBeforeTheWork_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("no such form") << QStringList{u"--form"_s, u"docx"_s} << 2 << QByteArray("markdown, grouped, html");
        QTest::newRow("no such importance") << QStringList{u"--importance"_s, u"low"_s} << 2 << QByteArray("high or medium");
        QTest::newRow("no such template") << QStringList{u"--form"_s, u"template:nothing"_s} << 3 << QByteArray("nothing");
        QTest::newRow("a path") << QStringList{u"--form"_s, u"template:../../etc/x"_s} << 2 << QByteArray("template:NAME");
        QTest::newRow("no place for notes") << QStringList{u"--form"_s, u"template:plain"_s, u"--notes"_s} << 2 << QByteArray("plain.md has no place for your follow-ups and notes");
        QTest::newRow("a mistake") << QStringList{u"--form"_s, u"template:wrong"_s} << 2 << QByteArray("wrong.md, line 2: ");
    }

    void mistakesAreToldBeforeTheWork()
    {
        QFETCH(QStringList, options);
        QFETCH(int, status);
        QFETCH(QByteArray, words);
        writeTemplate(u"wrong.md"_s, "a\n{{ b }}\n");
        writeTemplate(u"plain.md"_s, "{{ report.commits }}\n");
        for (const QString &command : {u"report"_s, u"run"_s}) {
            const ProcessResult done = run(QStringList{command, m_remote->path(), u"--date"_s, u"2026-01-07"_s} + options);
            QVERIFY2(done.exitCode == status, done.err.constData());
            QVERIFY2(done.err.contains(words), done.err.constData());
            QVERIFY(done.out.isEmpty());
        }
        QCOMPARE(QDir(path(u"here"_s)).entryList(QDir::Files), QStringList());
    }

    void theResultAsJson()
    {
        const ProcessResult done = report({u"--form"_s, u"html"_s, u"--json"_s}, u"x.html"_s);
        QVERIFY2(done.ok(), done.err.constData());
        const QJsonObject told = QJsonDocument::fromJson(done.out).object();
        QCOMPARE(told[u"form"_s].toString(), u"html"_s);
        QCOMPARE(told[u"left_out"_s].toInt(), 0);
        QCOMPARE(told[u"ledger"_s][u"commits"_s].toInt(), 15);
        QVERIFY(take(u"x.html"_s).contains("</html>"));
    }

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    ProcessResult run(const QStringList &arguments) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, path(u"home"_s));
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        return runProcess(QStringLiteral(RIJIAN_CLI), QStringList{u"--data-dir"_s, path(u"data"_s)} + arguments, environment, path(u"here"_s));
    }

    /// `output`: empty: the name that the program gives.
    ProcessResult report(const QStringList &more, const QString &output = u"-"_s) const
    {
        const QStringList where = output.isEmpty() ? QStringList() : QStringList{u"-o"_s, output};
        return run(QStringList{u"report"_s, u"--date"_s, u"2026-01-07"_s} + where + more);
    }

    QJsonObject json(const QStringList &more) const { return QJsonDocument::fromJson(report(QStringList{u"--form"_s, u"json"_s} + more).out).object(); }

    /// Its bytes; it is gone then.
    QByteArray take(const QString &name) const
    {
        QFile file(path(u"here/"_s + name));
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : "no file";
        file.remove();
        return bytes;
    }

    void writeTemplate(const QString &name, const QByteArray &text) const
    {
        QFile file(path(u"data/templates/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }

    QTemporaryDir m_folder;
    std::unique_ptr<TestRepository> m_remote;
    QStringList m_shas;
    QByteArray m_markdown;
};

RIJIAN_TEST_MAIN(TestCliForms)
#include "tst_cliforms.moc"
