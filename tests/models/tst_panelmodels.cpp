// The panel's and the jobs dock's models.

#include "jobs/jobkinds.h"
#include "models/jobsmodel.h"
#include "models/repositoriesmodel.h"
#include "support/testkit.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QUrl>

using namespace rijian;
using namespace rijian::models;
using namespace Qt::StringLiterals;

namespace {

using Places = QList<RepositoriesModel::Place>;

QList<Repository> repositories()
{
    QList<Repository> all;
    for (int i = 1; i <= 5; ++i)
        all.append({.id = i, .name = u"repo%1"_s.arg(i), .address = u"https://example.org/a/%1"_s.arg(i), .group = i >= 4 ? u"inference"_s : QString()});
    return all;
}

QString shape(const Places &places)
{
    QStringList words;
    for (const auto &place : places)
        words << QString::number(place.id) + (place.group.isEmpty() ? QString() : QString(u'@' + place.group));
    return words.join(u' ');
}

} // namespace

class TestPanelModels : public QObject
{
    Q_OBJECT

    static QString drop(RepositoriesModel &model, const QList<qint64> &ids, int row, const QModelIndex &parent)
    {
        QSignalSpy arranged(&model, &RepositoriesModel::arranged);
        QModelIndexList dragged;
        for (const qint64 id : ids)
            dragged << model.indexOf(id);
        const std::unique_ptr<QMimeData> data(model.mimeData(dragged));
        model.dropMimeData(data.get(), Qt::MoveAction, row, 0, parent);
        return arranged.isEmpty() ? u"nothing"_s : shape(arranged.first().first().value<Places>());
    }

private Q_SLOTS:
    void groupsAndCounts()
    {
        RepositoriesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRepositories(repositories());
        QCOMPARE(model.rowCount(), 5); // all, three, a group
        const QModelIndex group = model.indexOfGroup(u"inference"_s);
        QCOMPARE(model.rowCount(group), 2);
        model.setCounts({{1, {.commits = 3, .high = 1}}, {4, {.commits = 5, .high = 2}}, {5, {.commits = 7}}});
        QCOMPARE(model.index(0, 0).data(RepositoriesModel::CountsRole).value<CommitCounts>().commits, 15);
        QCOMPARE(group.data(RepositoriesModel::CountsRole).value<CommitCounts>().high, 2);
        QCOMPARE(model.repositoriesOf({group}), (QList<qint64>{4, 5}));
        QCOMPARE(model.repositoriesOf({model.index(0, 0)}).size(), 5);
        QCOMPARE(model.repositoriesOf({model.indexOf(5), model.indexOf(2)}), (QList<qint64>{2, 5}));
    }

    void whatGoesOnIsSaid()
    {
        RepositoriesModel model;
        QList<Repository> all = repositories();
        all[0].lastError = u"The host example.org was not found."_s;
        all[1].lastFetch = QDateTime::currentDateTimeUtc();
        model.setRepositories(all);
        const auto status = [&](qint64 id) { return model.indexOf(id).data(RepositoriesModel::StatusRole).toString(); };
        QCOMPARE(status(1), all[0].lastError);
        QVERIFY(status(2).startsWith(u"fetched"_s));
        QCOMPARE(status(3), u"not fetched yet"_s);
        model.setWaiting({{3, 2}});
        QCOMPARE(status(3), u"waiting"_s);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setProgress({.job = 9, .repository = 4, .phase = u"receiving"_s, .fraction = 0.621, .bytesPerSecond = 3.1 * 1024 * 1024});
        QCOMPARE(changed.size(), 1); // that row alone
        QCOMPARE(status(4), u"receiving 62 % · 3.1 MiB/s"_s);
        model.endProgress(4);
        QCOMPARE(status(4), u"not fetched yet"_s);
        QVERIFY(!model.indexOf(1).data(RepositoriesModel::SharedRole).toBool());
        model.setShareAll(true);
        QVERIFY(model.indexOf(1).data(RepositoriesModel::SharedRole).toBool());
    }

    void anUpdateWithoutMovesKeepsTheRows()
    {
        RepositoriesModel model;
        model.setRepositories(repositories());
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QList<Repository> all = repositories();
        all[2].lastFetch = QDateTime::currentDateTimeUtc();
        model.setRepositories(all);
        QCOMPARE(reset.size(), 0);
        std::swap(all[0], all[1]);
        model.setRepositories(all);
        QCOMPARE(reset.size(), 1);
    }

    void draggingReordersAndRegroups()
    {
        RepositoriesModel model;
        model.setRepositories(repositories());
        const QModelIndex group = model.indexOfGroup(u"inference"_s);
        QCOMPARE(drop(model, {3}, 1, {}), u"3 1 2 4@inference 5@inference"_s); // before repo1, which stands in row 1
        QCOMPARE(drop(model, {1}, -1, {}), u"2 3 1 4@inference 5@inference"_s);
        QCOMPARE(drop(model, {1, 2}, 1, group), u"3 4@inference 1@inference 2@inference 5@inference"_s);
        QCOMPARE(drop(model, {1}, -1, group), u"2 3 4@inference 5@inference 1@inference"_s);
        QCOMPARE(drop(model, {4}, 1, {}), u"4 1 2 3 5@inference"_s);
    }

    void aFolderOrAnAddressMayBeDropped()
    {
        RepositoriesModel model;
        QSignalSpy dropped(&model, &RepositoriesModel::dropped);
        QMimeData folder;
        folder.setUrls({QUrl::fromLocalFile(u"/srv/git/a b"_s), QUrl(u"https://example.org/a/b"_s)});
        QVERIFY(model.dropMimeData(&folder, Qt::CopyAction, -1, 0, {}));
        QCOMPARE(dropped.first().first().toStringList(), (QStringList{u"/srv/git/a b"_s, u"https://example.org/a/b"_s}));
        QMimeData text;
        text.setText(u"owner/name"_s);
        QVERIFY(model.dropMimeData(&text, Qt::CopyAction, -1, 0, {}));
        QCOMPARE(dropped.last().first().toStringList(), QStringList{u"owner/name"_s});
    }

    void aThousandRepositories()
    {
        QList<Repository> many;
        for (int i = 1; i <= 1000; ++i)
            many.append({.id = i, .name = u"r%1"_s.arg(i), .address = u"x"_s, .group = i % 4 ? u"g%1"_s.arg(i % 40) : QString()});
        RepositoriesModel model;
        model.setRepositories(many);
        QCOMPARE(model.repositoriesOf({model.index(0, 0)}).size(), 1000);
        for (const Repository &repository : many)
            QCOMPARE(model.indexOf(repository.id).data(RepositoriesModel::IdRole).toLongLong(), repository.id);
    }

    void jobsRunningFirstThenFailed()
    {
        JobsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setNames({{1, u"vllm"_s}});
        const Repository repository{.id = 1, .address = u"https://example.org/a/b"_s};
        const DaySpan span{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()};
        QList<Job> all{jobs::analyzeJob(repository, span, 0), jobs::fetchJob(repository, span, 0), jobs::fetchJob(repository, span, 0), jobs::analyzeCommitsJob(repository, {u"a"_s}, 0)};
        for (int i = 0; i < all.size(); ++i)
            all[i].id = i + 1;
        all[1].state = JobState::Running;
        all[2].state = JobState::Failed;
        all[2].error = u"no route"_s;
        all[3].state = JobState::Done;
        model.setJobs(all);
        QCOMPARE(model.rowCount(), 3); // what is done is not listed
        QCOMPARE(model.index(0, JobsModel::Title).data().toString(), u"Fetch vllm"_s);
        QCOMPARE(model.index(1, JobsModel::Detail).data().toString(), u"no route"_s);
        QCOMPARE(model.index(2, JobsModel::Title).data().toString(), u"Analyze vllm, 2026-01-07"_s);
        model.setProgress({.job = 2, .repository = 1, .phase = u"receiving"_s, .fraction = 0.5, .done = 10, .total = 20, .bytes = 2048, .bytesPerSecond = 1024});
        QCOMPARE(model.index(0, 0).data(JobsModel::FractionRole).toDouble(), 0.5);
        QCOMPARE(model.index(0, JobsModel::Detail).data().toString(), u"receiving · 10 of 20 · 2.0 KiB · 1.0 KiB/s"_s);
        QCOMPARE(model.failed(), QList<qint64>{3});
        QCOMPARE(model.summary().waiting, 1);
    }
};

RIJIAN_TEST_MAIN(TestPanelModels)
#include "tst_panelmodels.moc"
