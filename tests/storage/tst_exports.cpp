// What was exported, by the report's name, and what is new since.

#include "storage/analysisstore.h"
#include "storage/commitstore.h"
#include "storage/database.h"
#include "storage/exportstore.h"
#include "storage/repositorystore.h"
#include "support/outcome.h"
#include "support/testkit.h"

#include <QTemporaryDir>
#include <QTimeZone>

using namespace rijian;
using namespace rijian::storage;
using namespace Qt::StringLiterals;

namespace {

QString shaOf(int number)
{
    return u"%1"_s.arg(number, 40, 16, QChar(u'0'));
}

} // namespace

class tst_exports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsNew();
    void namesAreApart();
    void aNewAnalysisIsNews();
    void whatIsGone();

private:
    QSet<QString> fresh(const QString &name);
    Result<void> note(const QString &name, const QSet<QString> &shas);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    qint64 m_repository = 0;
};

void tst_exports::init()
{
    m_database.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened = Database::open(m_folder->path());
    VERIFY_OK(opened);
    m_database = std::move(*opened);
    const auto added = RepositoryStore(*m_database).add({.name = u"one"_s, .address = u"https://example.org/one"_s}, u"example.org/one"_s);
    VERIFY_OK(added);
    m_repository = added->id;
    QList<Commit> commits;
    QStringList shas;
    for (int i = 1; i <= 3; ++i) {
        Commit commit;
        commit.sha = shaOf(i);
        commit.committerTime.seconds = 100 * i;
        commits.append(commit);
        shas.append(commit.sha);
    }
    VERIFY_OK(CommitStore(*m_database).add(m_repository, commits));
    VERIFY_OK(CommitStore(*m_database).setListing(m_repository, 0, 1000, shas));
}

QSet<QString> tst_exports::fresh(const QString &name)
{
    const auto found = ExportStore(*m_database).fresh(name, {m_repository}, 100, 300); // the third is at the end, which is not in it
    if (!found)
        qFatal("%s", qPrintable(found.error().message));
    return found->value(m_repository);
}

Result<void> tst_exports::note(const QString &name, const QSet<QString> &shas)
{
    ExportStore store(*m_database);
    const auto newest = store.newestAnalysis();
    if (!newest)
        return std::unexpected(newest.error());
    return store.note(name, *newest, QDateTime::fromSecsSinceEpoch(5000, QTimeZone::UTC), {{m_repository, shas}});
}

void tst_exports::whatIsNew()
{
    QCOMPARE(fresh(u"daily"_s), (QSet{shaOf(1), shaOf(2)}));
    VERIFY_OK(note(u"daily"_s, {shaOf(1)}));
    QCOMPARE(fresh(u"daily"_s), QSet{shaOf(2)});
    VERIFY_OK(note(u"daily"_s, {shaOf(1), shaOf(2)}));
    QCOMPARE(fresh(u"daily"_s), QSet<QString>());
    const auto reports = ExportStore(*m_database).reports();
    VERIFY_OK(reports);
    QCOMPARE(*reports, (QList<ExportedReport>{{u"daily"_s, QDateTime::fromSecsSinceEpoch(5000, QTimeZone::UTC), 2}}));
    VERIFY_OK(ExportStore(*m_database).forget(u"daily"_s));
    QCOMPARE(fresh(u"daily"_s).size(), 2);
}

void tst_exports::namesAreApart()
{
    VERIFY_OK(note(u"daily'; DROP TABLE exported; --"_s, {shaOf(1), shaOf(2)}));
    QCOMPARE(fresh(u"weekly"_s).size(), 2);
    QCOMPARE(fresh(u"daily'; DROP TABLE exported; --"_s).size(), 0);
}

void tst_exports::aNewAnalysisIsNews()
{
    AnalysisStore analyses(*m_database);
    VERIFY_OK(analyses.add({{.sha = shaOf(1), .analyzer = u"rules"_s, .markdown = u"a"_s}}));
    VERIFY_OK(note(u"daily"_s, {shaOf(1), shaOf(2)}));
    QCOMPARE(fresh(u"daily"_s), QSet<QString>());
    VERIFY_OK(analyses.add({{.sha = shaOf(2), .analyzer = u"llm"_s, .markdown = u"b"_s}}));
    QCOMPARE(fresh(u"daily"_s), QSet{shaOf(2)});
}

void tst_exports::whatIsGone()
{
    VERIFY_OK(note(u"daily"_s, {shaOf(1)}));
    VERIFY_OK(RepositoryStore(*m_database).remove(m_repository));
    const auto reports = ExportStore(*m_database).reports();
    VERIFY_OK(reports);
    QVERIFY(reports->isEmpty());
    VERIFY_OK(note(u"daily"_s, {shaOf(1)})); // an export that ended after it: nothing to keep, and no error
    QVERIFY(ExportStore(*m_database).reports()->isEmpty());
}

RIJIAN_TEST_MAIN(tst_exports)
#include "tst_exports.moc"
