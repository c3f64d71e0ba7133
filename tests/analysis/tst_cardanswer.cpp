// What models really send, read as cards.

#include "analysis/llm/cardanswer.h"
#include "analysis/llm/cardfields.h"
#include "analysis/llm/cardform.h"
#include "support/modelfaults.h"
#include "support/testkit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>

using namespace rijian;
using namespace rijian::analysis::llm;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

const QString whole = sampleCardText();

/// Single quotes for double ones: this file stays readable.
QString quoted(QString text)
{
    return text.replace(u'\'', u'"');
}

QString describe(const CardAnswer &answer)
{
    QStringList missing;
    for (const CardField field : answer.missing)
        missing.append(cardFieldWord(field));
    return u"readable %1, foreign %2, missing %3\n%4"_s.arg(answer.readable).arg(answer.foreign).arg(missing.join(u' '), writeCard(answer.card));
}

} // namespace

class TestCardAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWholeCardInAnyShape_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << whole;
        QTest::newRow("fence") << u"```json\n"_s + whole + u"\n```"_s;
        QTest::newRow("prose around it") << u"好的，下面是 {commit} 的分析：\n"_s + whole + u"\n希望对你有帮助！"_s;
        QTest::newRow("thinking") << u"<think>先看 {diff}……</think>\n"_s + whole;
        QTest::newRow("thinking without its beginning") << u"先看看</think>"_s + whole;
        QTest::newRow("trailing commas") << QString(whole).replace(u"]"_s, u",]"_s).replace(u"\"}"_s, u"\",}"_s);
        QTest::newRow("comments") << QString(whole).replace(u"{\""_s, u"{ // 卡片\n \""_s).replace(u",\"risks\""_s, u", /* 风险 */ \"risks\""_s);
        QTest::newRow("single quotes") << QString(whole).replace(u'"', u'\'');
        QTest::newRow("names without quotes") << QString(whole).replace(QRegularExpression(u"\"(\\w+)\":"_s), u"\\1: "_s);
        QTest::newRow("line feeds in texts") << QString(whole).replace(u"时的崩溃"_s, u"时\n的崩溃"_s);
        QTest::newRow("missing brace") << whole.chopped(1);
        QTest::newRow("text in text") << QString::fromUtf8(QJsonDocument(QJsonArray{whole}).toJson(QJsonDocument::Compact)).sliced(1).chopped(1);
        QTest::newRow("a list around it") << u"["_s + whole + u"]"_s;
        QTest::newRow("wrapped") << u"{\"card\": "_s + whole + u"}"_s;
        QTest::newRow("wrapped as text") << QString::fromUtf8(toJson({{u"name"_s, u"submit_card"_s}, {u"arguments"_s, whole}}));
        QTest::newRow("a byte order mark") << QChar(0xFEFF) + whole;
        QTest::newRow("full-width punctuation") << QString(whole).replace(u"\",\""_s, u"\"，\""_s).replace(u"\":\""_s, u"\"：\""_s);
        QTest::newRow("an example first") << u"{\"example\": 1}\n"_s + whole;
    }

    void aWholeCardInAnyShape()
    {
        QFETCH(const QString, text);
        const CardAnswer answer = readAnswer(text);
        QVERIFY2(answer.isWhole(), qPrintable(describe(answer)));
        QCOMPARE(answer.card.importance, Importance::Medium);
        QCOMPARE(answer.card.types, QList<ChangeType>{ChangeType::BugFix});
        QVERIFY2(answer.card.summary.startsWith(u"修复解析器在空输入时"_s), qPrintable(answer.card.summary));
        QCOMPARE(answer.card.scope, u"解析器"_s);
    }

    void otherNamesAndWords()
    {
        const CardAnswer chinese = readAnswer(quoted(u"{'变更类型': '功能增强 / 重构', '重要程度': '🔴 高（影响接口）', '变更摘要': '新增接口。', '影响范围': ['接口', '文档'], "
                                                     "'技术洞察': {'架构影响': '无', '性能影响': '略有提升', '安全考虑': 'N/A'}, '潜在风险': ['一', '二'], '关注建议': {'运维': '重启'}}"_s));
        QVERIFY2(chinese.isWhole(), qPrintable(describe(chinese)));
        QCOMPARE(chinese.card.types, (QList<ChangeType>{ChangeType::Feature, ChangeType::Refactoring}));
        QCOMPARE(chinese.card.importance, Importance::High);
        QCOMPARE(chinese.card.scope, u"- 接口\n- 文档"_s);
        QCOMPARE(chinese.card.performance, u"略有提升"_s);
        QCOMPARE(chinese.card.security, u"无"_s);
        QCOMPARE(chinese.card.risks, u"- 一\n- 二"_s);
        QCOMPARE(chinese.card.advice, u"运维：重启"_s);

        const CardAnswer english = readAnswer(quoted(u"{'change_type': ['feature', 'bugfix'], 'severity': 'CRITICAL', 'Change Summary': '修复。', 'impact_scope': 'x', 'architecturalImpact': '无', "
                                                     "'performance_impact': None, 'security': False, 'potential-risks': '无', 'recommendations': '无'}"_s));
        QCOMPARE(english.card.importance, Importance::High);
        QCOMPARE(english.card.types, (QList<ChangeType>{ChangeType::Feature, ChangeType::BugFix}));
        QCOMPARE(english.missing, QList<CardField>{CardField::Performance});
    }

    void levels_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<Importance>("importance");
        QTest::newRow("高") << u"'高'"_s << Importance::High;
        QTest::newRow("HIGH") << u"'HIGH'"_s << Importance::High;
        QTest::newRow("3") << u"3"_s << Importance::High;
        QTest::newRow("🟢") << u"'🟢'"_s << Importance::Low;
        QTest::newRow("minor") << u"'minor'"_s << Importance::Low;
        QTest::newRow("严重") << u"'严重'"_s << Importance::High;
        QTest::newRow("一般") << u"'一般'"_s << Importance::Medium;
        QTest::newRow("7") << u"7"_s << Importance::Unknown;
        QTest::newRow("other") << u"'maybe'"_s << Importance::Unknown;
    }

    void levels()
    {
        QFETCH(const QString, value);
        QFETCH(const Importance, importance);
        const CardAnswer answer = readAnswer(quoted(u"{'summary': '修复', 'risks': '无', 'importance': %1}"_s.arg(value)));
        QCOMPARE(answer.card.importance, importance);
        QCOMPARE(answer.missing.contains(CardField::Importance), importance == Importance::Unknown);
    }

    void quotesInsideOfTexts()
    {
        const CardAnswer answer = readAnswer(quoted(u"{'summary': '把 'foo' 改为 'bar'，并说明原因', 'risks': '无', 'advice': '看 'README' 。'}"_s));
        QCOMPARE(answer.card.summary, quoted(u"把 'foo' 改为 'bar'，并说明原因"_s));
        QCOMPARE(answer.card.advice, quoted(u"看 'README' 。"_s));
    }

    void theCardsOwnText()
    {
        Card card;
        card.types = {ChangeType::Test};
        card.importance = Importance::Low;
        card.summary = u"补充测试。"_s;
        card.scope = card.architecture = card.performance = card.security = card.risks = card.advice = u"无"_s;
        const QString text = writeCard(card);
        for (const QString &sent : QStringList{text, u"```markdown\n"_s + text + u"\n```"_s, u"<think>…</think>好的：\n\n"_s + text}) {
            const CardAnswer answer = readAnswer(sent);
            QVERIFY2(answer.isWhole(), qPrintable(describe(answer)));
            QCOMPARE(writeCard(answer.card), text);
        }
    }

    /// A cut anywhere keeps what came before it, and growing shows it.
    void cutOffAnywhere()
    {
        int shown = 0;
        for (qsizetype length = 0; length <= whole.size(); ++length) {
            const CardAnswer answer = readAnswer(whole.first(length));
            if (answer.isWhole())
                QVERIFY2(length >= whole.size() - 12, qPrintable(whole.first(length))); // the last field is begun
            const QString grown = growingCard(whole.first(length));
            shown = std::max(shown, int(grown.size()));
            if (length > 10 && length < whole.size() - 12)
                QVERIFY2(!answer.isWhole(), qPrintable(whole.first(length)));
        }
        QVERIFY(shown > 80);
        QCOMPARE(growingCard(whole), writeCard(readAnswer(whole).card));
        QVERIFY(growingCard(u"{\"summary\": \"修复解"_s).contains(u"修复解"_s));
        QCOMPARE(growingCard(u"```json\n"_s), QString());
    }

    void nothingToRead()
    {
        for (const QString &text : {QString(), u"   "_s, u"I cannot help with that."_s, u"{}"_s, u"[]"_s, u"{\"answer\": 42}"_s, u"null"_s, u"<html><body>{}</body></html>"_s}) {
            const CardAnswer answer = readAnswer(text);
            QVERIFY2(!answer.readable, qPrintable(text));
            QVERIFY(followUp(answer, AnswerForm::Json).contains(u"JSON"_s));
        }
    }

    void foreignProseIsNoticed()
    {
        const QString prose = u"This commit fixes a crash in the parser when the input is empty, and adds a guard before reading."_s;
        const CardAnswer answer = readAnswer(QString(whole).replace(u"修复解析器在空输入时的崩溃。"_s, prose));
        QVERIFY2(answer.foreign, qPrintable(describe(answer)));
        QVERIFY(followUp(answer, AnswerForm::Schema).contains(u"简体中文"_s));
        QVERIFY(!readAnswer(QString(whole).replace(u"修复"_s, u"修复 `parse_something_with_a_long_name(argument_one, argument_two)` 与 `src/parser/empty_input_guard.cpp` 中"_s)).foreign);
    }

    void fieldsAreHarmless()
    {
        QJsonObject card = sampleCardFields();
        card[u"summary"_s] = QString(u"一\u202E二\u200B三\x01" + QString(QChar(0xD800)) + u"\n## 标题\n```\n没有结束"_s);
        card[u"risks"_s] = QString(20'000, u'长');
        card[u"advice"_s] = QString(u"句子。"_s).repeated(3'000);
        const CardAnswer answer = readAnswer(QString::fromUtf8(toJson(card)));
        for (const char16_t hidden : {u'\u202E', u'\u200B', u'\x01'})
            QVERIFY(!answer.card.summary.contains(hidden));
        QVERIFY(answer.card.summary.contains(u"\\## 标题"_s));
        QCOMPARE(answer.card.summary.count(u"```"_s), 2);
        QVERIFY(answer.card.risks.size() <= 4'000 && answer.card.risks.endsWith(u"…"_s));
        QVERIFY(answer.card.advice.size() <= 4'001 && answer.card.advice.endsWith(u"。…"_s));
    }

    void whatIsMissingIsNamed()
    {
        const CardAnswer answer = readAnswer(quoted(u"{'summary': '修复', 'importance': '中', 'types': []}"_s));
        QCOMPARE(answer.missing.size(), 7);
        const QString question = followUp(answer, AnswerForm::Markdown);
        QVERIFY2(question.contains(u"变更类型"_s) && question.contains(u"潜在风险"_s) && !question.contains(u"变更摘要"_s), qPrintable(question));
    }

    /// Hostile texts take time by their length: twice as long, twice the time.
    void hostileTexts()
    {
        const QStringList hostile{QString(400'000, u'{'),  QString(400'000, u'['), QString(400'000, u'"'),          QString(u"{\"a\":"_s).repeated(60'000), QString(u"{'"_s).repeated(100'000),
                                  QString(u"\"\\u"_s).repeated(50'000), QString(u"/*"_s).repeated(100'000), u"{\"summary\": \""_s + QString(400'000, u'"'), QString(u"{\"card\":\"{"_s).repeated(30'000)};
        for (const QString &text : hostile) {
            readAnswer(text);
            growingCard(text);
        }
    }

    void anythingAtAll()
    {
        QRandomGenerator random(7);
        const QString pieces = whole + u"{}[]\"',:\\`#*\n"_s;
        for (int i = 0; i < 3'000; ++i) {
            QString text = whole;
            for (int n = random.bounded(6); n >= 0; --n) {
                const qsizetype at = random.bounded(int(text.size()));
                if (random.bounded(2))
                    text.remove(at, random.bounded(20));
                else
                    text.insert(at, pieces.sliced(random.bounded(int(pieces.size() - 5)), 5));
                if (text.isEmpty())
                    text = u"x"_s;
            }
            readAnswer(text);
            growingCard(text);
        }
    }

    /// What a model writes stays within its field: the report goes on behind it.
    void fieldsDoNotBreakTheReport()
    {
        QCOMPARE(cleanField(u"一\n# 二\n<script> 标签\n<!-- 三\n标题\n===\n又一\n---\n- 项\n<https://a.example>"_s),
                 u"一\n\\# 二\n\\<script> 标签\n\\<!-- 三\n标题\n\\===\n又一\n\\---\n- 项\n<https://a.example>"_s);
        QCOMPARE(cleanField(u"```\n~~~\n# 注释"_s), u"```\n~~~\n# 注释\n```"_s); // closed by its own sign alone
        QCOMPARE(cleanField(u"~~~~ c\n~~~\n~~~~\n# 后"_s), u"~~~~ c\n~~~\n~~~~\n\\# 后"_s);
        QCOMPARE(cleanField(u"```代码``` 在句中\n# 后"_s), u"```代码``` 在句中\n\\# 后"_s);
        const QString cut = cleanField(QString(QString(3'998, u'a') + u"😀😀"_s)); // within a pair of surrogates
        QCOMPARE(cut, QString(QString(3'998, u'a') + u'…'));
    }

    void formsAreNamed()
    {
        for (const AnswerForm form : {AnswerForm::Schema, AnswerForm::Json, AnswerForm::Tool, AnswerForm::Markdown}) {
            QCOMPARE(formByName(formName(form)), form);
            QVERIFY(!formInstruction(form).isEmpty());
            QCOMPARE(formFields(form).isEmpty(), form == AnswerForm::Markdown);
        }
        QVERIFY(!formByName(u"xml"_s));
        const QJsonObject schema = cardSchema();
        QCOMPARE(schema[u"required"_s].toArray().size(), schema[u"properties"_s].toObject().size()); // strict mode wants each
        QVERIFY(readAnswer(formInstruction(AnswerForm::Markdown)).readable); // the sample is a card
    }
};

RIJIAN_TEST_MAIN(TestCardAnswer)
#include "tst_cardanswer.moc"
