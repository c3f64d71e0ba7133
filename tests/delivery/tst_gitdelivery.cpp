// Reports in a git repository of the user's, by the real git.

#include "delivery/gitdelivery.h"
#include "support/outcome.h"
#include "support/process.h"
#include "support/testkit.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <thread>

using namespace rijian;
using namespace rijian::delivery;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

class TestGitDelivery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const QProcessEnvironment clean = gitEnvironment(m_folder->path());
        for (const QString &name : {u"HOME"_s, u"XDG_CONFIG_HOME"_s, u"GIT_CONFIG_NOSYSTEM"_s, u"GIT_CONFIG_GLOBAL"_s})
            qputenv(name.toLatin1().constData(), clean.value(name).toUtf8());
        QDir().mkpath(path(u"repo"_s));
        git({u"init"_s, u"-q"_s, u"-b"_s, u"main"_s});
        git({u"config"_s, u"user.name"_s, u"Ann"_s});
        git({u"config"_s, u"user.email"_s, u"ann@example.org"_s});
        m_target = {.name = u"团队/a"_s, .kind = DeliveryKind::Git, .folder = path(u"repo"_s)};
        m_path = reportPath(m_target, QDate(2026, 1, 7)).value_or(QString());
    }

    void whereReportsStand()
    {
        QCOMPARE(m_path, u"reports/2026/团队-a/2026-01-07.md"_s);
        const auto with = [&](const QString &pattern) {
            DeliveryTarget target = m_target;
            target.pattern = pattern;
            return reportPath(target, QDate(2026, 1, 7));
        };
        QCOMPARE(with(u"{year}/{month}/{date}-日报.md"_s).value_or(QString()), u"2026/01/2026-01-07-日报.md"_s);
        for (const QString &bad : {u"../x"_s, u"/etc/x"_s, u"a//b"_s, u"a/../b"_s, u".git/hooks/x"_s, u"a/.GIT/x"_s, u"a\\b"_s, u"a/"_s, u"a\nb"_s, u"."_s})
            VERIFY_FAILS(with(bad), ErrorKind::Usage);
    }

    /// The first commit of an empty repository, the second, the same again.
    void aReportIsCommittedOnce()
    {
        const auto first = commitReport(m_target, m_path, "# 一\n"_ba, u"日报 2026-01-07"_s);
        VERIFY_OK(first);
        QVERIFY(first->committed);
        QCOMPARE(git({u"show"_s, u"HEAD:"_s + m_path}), "# 一\n"_ba);
        QCOMPARE(git({u"log"_s, u"--format=%an <%ae> %s"_s}), "Ann <ann@example.org> 日报 2026-01-07\n"_ba);
        const auto same = commitReport(m_target, m_path, "# 一\n"_ba, u"again"_s);
        VERIFY_OK(same);
        QVERIFY(!same->committed);
        VERIFY_OK(commitReport(m_target, m_path, "# 二\n"_ba, u"日报"_s));
        QCOMPARE(git({u"rev-list"_s, u"--count"_s, u"HEAD"_s}), "2\n"_ba);
        QVERIFY(git({u"status"_s, u"--porcelain"_s}).isEmpty());
    }

    void whatElseIsChangedStays()
    {
        write(u"a.txt"_s, "1\n");
        write(u"b.txt"_s, "1\n");
        git({u"add"_s, u"."_s});
        git({u"commit"_s, u"-q"_s, u"-m"_s, u"start"_s});
        write(u"a.txt"_s, "staged\n");
        git({u"add"_s, u"a.txt"_s});
        write(u"a.txt"_s, "dirty\n");
        write(u"b.txt"_s, "dirty\n");
        write(u"new.txt"_s, "new\n");
        const QByteArray before = git({u"status"_s, u"--porcelain"_s});
        const auto done = commitReport(m_target, m_path, "# x\n"_ba, u"日报"_s);
        VERIFY_OK(done);
        QVERIFY(done->committed);
        QCOMPARE(git({u"status"_s, u"--porcelain"_s}), before);
        QCOMPARE(git({u"show"_s, u"--name-only"_s, u"--format="_s, u"-z"_s}), QByteArray(m_path.toUtf8() + '\0'));
        QCOMPARE(git({u"show"_s, u":a.txt"_s}), "staged\n"_ba);
    }

    void theUsersOwnEditOfAReportStays()
    {
        VERIFY_OK(commitReport(m_target, m_path, "# x\n"_ba, u"日报"_s));
        write(m_path, "# mine\n");
        VERIFY_FAILS(commitReport(m_target, m_path, "# y\n"_ba, u"日报"_s), ErrorKind::Busy);
        QCOMPARE(read(m_path), "# mine\n"_ba);
        // What a run left that broke off before its commit is no edit.
        write(m_path, "# y\n");
        const auto done = commitReport(m_target, m_path, "# y\n"_ba, u"日报"_s);
        VERIFY_OK(done);
        QVERIFY(done->committed);
    }

    void ignoredFoldersAreMeant()
    {
        write(u".gitignore"_s, "reports/\n");
        VERIFY_OK(commitReport(m_target, m_path, "# x\n"_ba, u"日报"_s));
        QCOMPARE(git({u"show"_s, u"HEAD:"_s + m_path}), "# x\n"_ba);
    }

    void aLinkIsNotFollowed()
    {
        QDir().mkpath(path(u"outside"_s));
        QVERIFY(QFile::link(path(u"outside"_s), path(u"repo/reports"_s)));
        VERIFY_FAILS(commitReport(m_target, m_path, "# x\n"_ba, u"日报"_s), ErrorKind::Disk);
        QVERIFY(QDir(path(u"outside"_s)).isEmpty());
    }

    void noRepository()
    {
        m_target.folder = path(u"nowhere"_s);
        VERIFY_FAILS(commitReport(m_target, m_path, "x"_ba, u"日报"_s), ErrorKind::NotFound);
        QDir().mkpath(path(u"plain"_s));
        m_target.folder = path(u"plain"_s);
        VERIFY_FAILS(commitReport(m_target, m_path, "x"_ba, u"日报"_s), ErrorKind::NotFound);
        VERIFY_FAILS(checkFolder(m_target), ErrorKind::NotFound);
    }

    void nobodyCommits()
    {
        git({u"config"_s, u"--unset"_s, u"user.email"_s});
        VERIFY_FAILS(commitReport(m_target, m_path, "x"_ba, u"日报"_s), ErrorKind::Usage);
        QVERIFY(!QFile::exists(path(u"repo/"_s + m_path)));
    }

    void aMergeIsGoingOn()
    {
        write(u"a"_s, "1\n");
        git({u"add"_s, u"a"_s});
        git({u"commit"_s, u"-q"_s, u"-m"_s, u"1"_s});
        write(u".git/MERGE_HEAD"_s, git({u"rev-parse"_s, u"HEAD"_s}));
        VERIFY_FAILS(commitReport(m_target, m_path, "x"_ba, u"日报"_s), ErrorKind::Busy);
        QFile::remove(path(u"repo/.git/MERGE_HEAD"_s));
        git({u"checkout"_s, u"-q"_s, u"--detach"_s});
        VERIFY_FAILS(commitReport(m_target, m_path, "x"_ba, u"日报"_s), ErrorKind::Busy);
    }

    /// Whoever closes the program while a hook runs finds a repository that works.
    void aStopLeavesNoLocks()
    {
        write(u"a.txt"_s, "1\n");
        git({u"add"_s, u"."_s});
        git({u"commit"_s, u"-q"_s, u"-m"_s, u"start"_s});
        const QString started = path(u"started"_s);
        write(u".git/hooks/pre-commit"_s, "#!/bin/sh\ntouch '" + started.toUtf8() + "'\nexec sleep 60\n");
        QFile::setPermissions(path(u"repo/.git/hooks/pre-commit"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        std::stop_source stop;
        const std::jthread stopper([&](std::stop_token over) {
            while (!QFile::exists(started) && !over.stop_requested())
                std::this_thread::yield();
            stop.request_stop();
        });
        QVERIFY(!commitReport(m_target, m_path, "# 一\n"_ba, u"日报"_s, stop.get_token()));
        QVERIFY(QDir(path(u"repo/.git"_s)).entryList({u"*.lock"_s}, QDir::Files).isEmpty());
        QVERIFY(QFile::remove(path(u"repo/.git/hooks/pre-commit"_s)));
        VERIFY_OK(commitReport(m_target, m_path, "# 一\n"_ba, u"日报"_s));
    }

    void pushing()
    {
        git({u"init"_s, u"-q"_s, u"--bare"_s, u"-b"_s, u"main"_s, path(u"remote.git"_s)});
        m_target.push = true;
        VERIFY_FAILS(commitReport(m_target, m_path, "# 1\n"_ba, u"日报"_s), ErrorKind::Usage); // no remote
        git({u"remote"_s, u"add"_s, u"origin"_s, path(u"remote.git"_s)});
        git({u"push"_s, u"-q"_s, u"-u"_s, u"origin"_s, u"main"_s});
        const auto pushed = commitReport(m_target, m_path, "# 2\n"_ba, u"日报"_s);
        VERIFY_OK(pushed);
        QVERIFY(pushed->committed && pushed->pushed);
        QCOMPARE(git({u"rev-parse"_s, u"HEAD"_s}), git({u"rev-parse"_s, u"origin/main"_s}));
        // Another clone was faster.
        git({u"clone"_s, u"-q"_s, path(u"remote.git"_s), path(u"other"_s)});
        const QStringList other{u"-C"_s, path(u"other"_s), u"-c"_s, u"user.name=b"_s, u"-c"_s, u"user.email=b@b"_s};
        git(other + QStringList{u"commit"_s, u"-q"_s, u"--allow-empty"_s, u"-m"_s, u"b"_s});
        git(other + QStringList{u"push"_s, u"-q"_s, u"origin"_s, u"HEAD:main"_s});
        VERIFY_FAILS(commitReport(m_target, m_path, "# 3\n"_ba, u"日报"_s), ErrorKind::Busy);
        // Pulled: the commit that was made goes out without another.
        git({u"-c"_s, u"pull.rebase=true"_s, u"pull"_s, u"-q"_s});
        const auto later = commitReport(m_target, m_path, "# 3\n"_ba, u"日报"_s);
        VERIFY_OK(later);
        QVERIFY(!later->committed && later->pushed);
    }

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }

    QByteArray git(const QStringList &arguments) const
    {
        const ProcessResult done = runGit(arguments, gitEnvironment(m_folder->path()), path(u"repo"_s));
        if (!done.ok())
            qWarning("git %s: %s", qPrintable(arguments.join(u' ')), done.err.constData()); // fails the test
        return done.out;
    }

    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(u"repo/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }

    QByteArray read(const QString &name) const
    {
        QFile file(path(u"repo/"_s + name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    DeliveryTarget m_target;
    QString m_path;
};

RIJIAN_TEST_MAIN(TestGitDelivery)
#include "tst_gitdelivery.moc"
