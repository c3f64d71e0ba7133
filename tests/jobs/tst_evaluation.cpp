#include "jobs/evaluation.h"

#include "support/outcome.h"
#include "support/testkit.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace rijian;
using namespace rijian::jobs;
using namespace rijian::testkit;

namespace {

const QString shaA(40, u'a'), shaB(40, u'b'), shaC(40, u'c');

Analysis cardOf(const QList<ChangeType> &types, Importance importance)
{
    Analysis analysis{.usage = {100, 10, 20, 1}, .cost = 0.5, .currency = u"CNY"_s};
    analysis.card = {.types = types, .importance = importance, .summary = u"s"_s, .scope = u"s"_s, .architecture = u"a"_s, .performance = u"p"_s,
                     .security = u"x"_s, .risks = u"r"_s};
    return analysis;
}

} // namespace

class TestEvaluation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSampleOfTenIsBuiltIn()
    {
        QFile file(QStringLiteral(RIJIAN_SOURCE_DIR "/resources/eval/sample.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto set = readLabels(file.readAll());
        VERIFY_OK(set);
        QCOMPARE(set->labels.size(), 10);
        QCOMPARE(set->days.first, QDate(2026, 1, 7));
        QCOMPARE(set->labels.first().types, (QList<ChangeType>{ChangeType::Feature, ChangeType::Configuration, ChangeType::Test}));
        QCOMPARE(set->labels.last().importance, Importance::Medium);
    }

    void badFilesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("word");
        // Single quotes here are double ones in the file.
        const QByteArray head = "{'repository':'a/b','first':'2026-01-07','last':'2026-01-07'";
        const QByteArray sha = shaA.toLatin1();
        QTest::newRow("no JSON") << "**card**"_ba << u"JSON"_s;
        QTest::newRow("array") << "[]"_ba << u"JSON"_s;
        QTest::newRow("no repository") << "{'cards':[]}"_ba << u"repository"_s;
        QTest::newRow("no days") << "{'repository':'a/b'}"_ba << u"first"_s;
        QTest::newRow("backwards") << "{'repository':'a/b','first':'2026-01-08','last':'2026-01-07'}"_ba << u"first"_s;
        QTest::newRow("bad zone") << QByteArray(head + ",'timezone':'Moon'}") << u"timezone"_s;
        QTest::newRow("no cards") << QByteArray(head + "}") << u"cards"_s;
        QTest::newRow("short sha") << QByteArray(head + ",'cards':[{'sha':'abc','types':['x'],'importance':'low'}]}") << u"sha"_s;
        QTest::newRow("no level") << QByteArray(head + ",'cards':[{'sha':'" + sha + "','types':['x']}]}") << u"importance"_s;
    }

    void badFilesAreNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, word);
        const auto set = readLabels(json.replace('\'', '"'));
        VERIFY_FAILS(set, ErrorKind::BadData);
        QVERIFY2(set.error().message.contains(word), qPrintable(set.error().message));
    }

    void cardsAreScored()
    {
        const QList<Label> labels{{shaA, {ChangeType::BugFix, ChangeType::Test}, Importance::High},
                                  {shaB, {ChangeType::Documentation}, Importance::Low},
                                  {shaC, {ChangeType::Feature}, Importance::Medium}};
        Analysis wrong = cardOf({ChangeType::Feature}, Importance::Medium);
        wrong.unconfirmed = {u"x"_s, u"y"_s};
        wrong.state = AnalysisState::Partial;
        Analysis failed;
        failed.state = AnalysisState::Failed;
        failed.usage.requests = 6;
        const Score score = scoreCards(labels, {{shaA, cardOf({ChangeType::BugFix}, Importance::High)}, {shaB, wrong}, {shaC, failed}});
        QCOMPARE(score.labels, 3);
        QCOMPARE(score.cards, 2);
        QCOMPARE(score.importance, 1);
        QCOMPARE(score.oneOff, 1);
        QCOMPARE(score.mainType, 1);
        QCOMPARE(score.overlap, 0.5);
        QCOMPARE(score.fields, 12); // of each card all but the advice
        QCOMPARE(score.fieldsAsked, 14);
        QCOMPARE(score.unconfirmed, 2);
        QCOMPARE(score.partial, 1);
        QCOMPARE(score.usage.requests, 8);
        QCOMPARE(score.misses, (QList<Label>{labels[1], labels[2]}));
    }
};

RIJIAN_TEST_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
