#include "core/cardtext.h"
#include "support/testkit.h"

#include <QFile>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace rijian;

namespace {

QString sampleReport(const QString &name)
{
    QFile file(QStringLiteral(RIJIAN_TEST_DATA) + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// The text below each "### <sha>" heading; the address and the message above the card are prose to the reader.
QStringList sampleCards()
{
    QStringList cards = sampleReport(u"report-2026-01-07.md"_s).split(u"\n### "_s);
    cards.removeFirst();
    return cards;
}

Card fullCard()
{
    Card card;
    card.types = {ChangeType::BugFix, ChangeType::Test};
    card.importance = Importance::Medium;
    card.summary = u"修复 `ws` 的写回调。"_s;
    card.scope = u"- `lib/ws.c`（核心代码）\n- `tests/`"_s;
    card.architecture = u"无：只改一个函数。"_s;
    card.performance = u"不适用"_s;
    card.security = u"- 无新增权限\n- 无新增依赖"_s;
    card.risks = u"1. 回调的返回值变了。"_s;
    card.advice = u"- 复核 `cr_ws_next`。"_s;
    card.closing = u"本卡片由内置规则生成。"_s;
    return card;
}

} // namespace

class TestCardText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tabsBehindBulletsAreBlanks()
    {
        const CardReading reading = readCard(u"**🎯 变更类型**：\n-\t功能增强\n-\t测试\n"_s);
        QCOMPARE(reading.card.types, (QList<ChangeType>{ChangeType::Feature, ChangeType::Test}));
        const Card card{.types = {ChangeType::Test}, .summary = u"-\t**影响范围**：x"_s};
        QCOMPARE(readCard(writeCard(card)).missing.contains(CardField::Scope), true); // it stays text of the summary
    }

    void labelsOfFieldsThatAreNotThereAreText()
    {
        const Card card{.summary = u"- 重要程度：高\n- 变更类型：文档"_s};
        const CardReading reading = readCard(writeCard(card));
        QVERIFY(reading.found.contains(CardField::Summary));
        QVERIFY(!reading.found.contains(CardField::Importance) && !reading.found.contains(CardField::Types));
    }

    void sample_data();
    void sample();
    void groupedSample();
    void form();
    void variations_data();
    void variations();
    void typeWords_data();
    void typeWords();
    void firstLabelWins();
    void labelsInsideTextStayText();
    void wrappedInFence();
    void insightsAsTable();
    void missingFields();
    void notACard();
    void roundTrip();
    void hostileInputIsLinear_data();
    void hostileInputIsLinear();
};

void TestCardText::sample_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QList<ChangeType>>("types");
    QTest::addColumn<Importance>("importance");
    using enum ChangeType;
    const QList<QList<ChangeType>> types{{Feature, Configuration, Test}, {Documentation}, {Documentation}, {BugFix, Feature}, {Refactoring},
        {BugFix}, {Documentation}, {Documentation}, {BugFix}, {Other}};
    const QList<Importance> levels{Importance::Medium, Importance::Low, Importance::Low, Importance::Medium, Importance::Medium,
        Importance::Medium, Importance::Low, Importance::Low, Importance::Medium, Importance::Medium};
    for (int i = 0; i < 10; ++i)
        QTest::addRow("%d", i) << i << types.at(i) << levels.at(i);
}

void TestCardText::sample()
{
    QFETCH(int, index);
    QFETCH(QList<ChangeType>, types);
    QFETCH(Importance, importance);
    const QStringList cards = sampleCards();
    QCOMPARE(cards.size(), 10);
    const CardReading reading = readCard(cards.at(index));
    const Card &card = reading.card;
    QCOMPARE(card.types, types);
    QCOMPARE(card.importance, importance);
    QVERIFY2(reading.missing.isEmpty(), "a field was not found");
    for (const QString &text : {card.summary, card.scope, card.architecture, card.performance, card.security, card.risks, card.advice}) {
        QVERIFY(text.size() > 1);
        QVERIFY(!text.contains(u"**⚠️"_s) && !text.contains(u"**💡"_s) && !text.contains(u"**架构影响"_s));
        QVERIFY(!text.startsWith(u'：') && !text.startsWith(u'*'));
    }
    QCOMPARE(!card.closing.isEmpty(), index == 2 || index == 7 || index == 9);
    QCOMPARE(readCard(writeCard(card)).card, card);
    QCOMPARE(writeCard(readCard(writeCard(card)).card), writeCard(card));
}

void TestCardText::groupedSample()
{
    QStringList cards = sampleReport(u"report-grouped-2026-03-17.md"_s).split(u"\n**SHA**"_s);
    cards.removeFirst();
    int read = 0;
    for (const QString &text : std::as_const(cards)) {
        if (!text.contains(u"变更类型"_s))
            continue;
        const CardReading reading = readCard(text);
        QVERIFY(!reading.card.types.isEmpty());
        QVERIFY(reading.card.importance != Importance::Unknown);
        QVERIFY(!reading.card.summary.isEmpty());
        const Card again = readCard(writeCard(reading.card)).card;
        if (again != reading.card)
            qInfo().noquote() << writeCard(reading.card) << "\n=====\n" << writeCard(again);
        QCOMPARE(again, reading.card);
        ++read;
    }
    QVERIFY(read >= 10);
}

void TestCardText::form()
{
    QCOMPARE(writeCard(fullCard()),
        u"**🎯 变更类型**：Bug修复 / 测试  \n"
        "**⚡ 重要程度**：🟡 中  \n"
        "**📋 变更摘要**：修复 `ws` 的写回调。\n"
        "\n"
        "**🎯 影响范围**：  \n"
        "- `lib/ws.c`（核心代码）\n"
        "- `tests/`\n"
        "\n"
        "**🔍 技术洞察**：  \n"
        "- **架构影响**：无：只改一个函数。\n"
        "- **性能影响**：不适用\n"
        "- **安全考虑**：  \n"
        "  - 无新增权限\n"
        "  - 无新增依赖\n"
        "\n"
        "**⚠️ 潜在风险**：  \n"
        "1. 回调的返回值变了。\n"
        "\n"
        "**💡 关注建议**：  \n"
        "- 复核 `cr_ws_next`。\n"
        "\n"
        "本卡片由内置规则生成。"_s);

    Card numbered = fullCard();
    numbered.summary = u"1. 一\n2. 二"_s;
    QVERIFY(writeCard(numbered).startsWith(u"**🎯 变更类型**：Bug修复 / 测试  \n**⚡ 重要程度**：🟡 中\n\n**📋 变更摘要**：  \n1. 一\n2. 二\n\n"_s));
}

void TestCardText::variations_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QString &text) { QTest::addRow("%s", name) << text; };
    row("ascii colons", u"**🎯 变更类型**: Bug修复\n**⚡ 重要程度**: 🟡中\n**📋 变更摘要**: 摘要文\n**🎯 影响范围**: 范围文\n**🔍 技术洞察**:\n- **架构影响**: "
                         "架构文\n- **性能影响**: 性能文\n- **安全考虑**: 安全文\n**⚠️ 潜在风险**: 风险文\n**💡 关注建议**: 建议文"_s);
    row("no colons", u"**🎯 变更类型**\nBug修复\n\n**⚡ 重要程度**\n🟡 中\n\n**📋 变更摘要**  \n摘要文\n\n**🎯 影响范围**\n\n范围文\n\n**🔍 技术洞察**\n\n"
                      "- **架构影响**\n  架构文\n- **性能影响**\n  性能文\n- **安全考虑**\n  安全文\n\n**⚠️ 潜在风险**\n风险文\n\n**💡 关注建议**\n建议文"_s);
    row("no variation selectors, colon inside bold",
        u"**🎯变更类型：** Bug修复\n**⚡️重要程度：**🟡 中\n**📋变更摘要：** 摘要文\n**🎯影响范围：**范围文\n**🔍技术洞察：**\n**架构影响：** 架构文\n"
         "**性能影响：** 性能文\n**安全考虑：** 安全文\n**⚠ 潜在风险：** 风险文\n**💡关注建议：** 建议文"_s);
    row("plain labels", u"变更类型：Bug修复\n重要程度：中\n变更摘要：摘要文\n影响范围：范围文\n技术洞察：\n架构影响：架构文\n性能影响：性能文\n安全考虑：安全文\n"
                         "潜在风险：风险文\n关注建议：建议文"_s);
    row("headings", u"## 🎯 变更类型\nBug修复\n## ⚡ 重要程度\n🟡 中\n### 📋 变更摘要\n摘要文\n### 🎯 影响范围\n范围文\n### 🔍 技术洞察\n#### 架构影响\n架构文\n"
                     "#### 性能影响\n性能文\n#### 安全考虑\n安全文\n### ⚠️ 潜在风险\n风险文\n### 💡 关注建议\n建议文"_s);
    row("list items", u"- **变更类型**：Bug修复\n- **重要程度**：🟡 中\n- **变更摘要**：摘要文\n- **影响范围**：范围文\n- **技术洞察**：\n  1. 架构影响：架构文\n"
                       "  2. 性能影响：性能文\n  3. 安全考虑：安全文\n- **潜在风险**：风险文\n- **关注建议**：建议文"_s);
    row("prose around, CRLF", u"好的，以下是分析：\r\n\r\n**🎯 变更类型**：Bug修复\r\n**⚡ 重要程度**：🟡 中\r\n**📋 变更摘要**：摘要文\r\n\r\n**🎯 影响范围**：范围文\r\n\r\n"
                               "**🔍 技术洞察**：\r\n* **架构影响**：架构文\r\n* **性能影响**：性能文\r\n* **安全考虑**：安全文\r\n\r\n"
                               "**⚠️ 潜在风险**：风险文\r\n\r\n**💡 关注建议**：建议文\r\n"_s);
    row("traditional", u"**🎯 變更類型**：錯誤修復 Bug\n**⚡ 重要程度**：🟡 中\n**📋 變更摘要**：摘要文\n**🎯 影響範圍**：范围文\n**🔍 技術洞察**：\n- **架構影響**：架构文\n"
                        "- **效能影響**：性能文\n- **安全考量**：安全文\n**⚠️ 潛在風險**：风险文\n**💡 關注建議**：建议文"_s);
    row("english", u"**Change Type**: Bug Fix\n**Importance**: Medium\n**Summary**: 摘要文\n**Impact Scope**: 范围文\n**Technical Insights**:\n- **Architecture**: 架构文\n"
                    "- **Performance Impact**: 性能文\n- Security: 安全文\n**Potential Risks**: 风险文\n**Recommendations**: 建议文"_s);
}

void TestCardText::variations()
{
    QFETCH(QString, text);
    const Card card = readCard(text).card;
    QCOMPARE(card.types, QList{ChangeType::BugFix});
    QCOMPARE(card.importance, Importance::Medium);
    QCOMPARE(card.summary, u"摘要文"_s);
    QCOMPARE(card.scope, u"范围文"_s);
    QCOMPARE(card.architecture, u"架构文"_s);
    QCOMPARE(card.performance, u"性能文"_s);
    QCOMPARE(card.security, u"安全文"_s);
    QCOMPARE(card.risks, u"风险文"_s);
    QCOMPARE(card.advice, u"建议文"_s);
}

void TestCardText::typeWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<ChangeType>>("types");
    using enum ChangeType;
    QTest::newRow("slashes") << u"功能增强/Bug 修复 / 性能优化"_s << QList{Feature, BugFix, Performance};
    QTest::newRow("outside the list") << u"chore（删除已废弃的 Earthfile）"_s << QList{Other};
    QTest::newRow("brackets explain") << u"功能增强（为缓存淘汰策略新增完整单元测试）"_s << QList{Feature};
    QTest::newRow("security first") << u"安全修复"_s << QList{Security};
    QTest::newRow("once each") << u"Bug修复、修复、fix"_s << QList{BugFix};
    QTest::newRow("revert") << u"功能回退 / 代码简化"_s << QList{Other, Refactoring};
    QTest::newRow("files are not documents") << u"配置文件更新 / 测试文件 / Docker 配置 / 最新的 latest 版本"_s << QList{Configuration, Test, Other};
    QTest::newRow("documents") << u"文件 / docs / Documentation"_s << QList{Documentation};
    QTest::newRow("words begin") << u"prefix、CI、hotfix、unittest、debug"_s << QList{Other, Configuration, BugFix, Test};
    QTest::newRow("empty") << QString() << QList<ChangeType>{};
}

void TestCardText::typeWords()
{
    QFETCH(QString, text);
    QFETCH(QList<ChangeType>, types);
    QCOMPARE(readChangeTypes(text), types);
}

void TestCardText::firstLabelWins()
{
    const Card card = readCard(u"**🎯 变更类型**：Bug修复\n**⚡ 重要程度**：🔴 高\n**📋 变更摘要**：一\n**⚡ 重要程度**：🟢 低\n"_s).card;
    QCOMPARE(card.importance, Importance::High);
    QVERIFY(card.summary.contains(u"🟢 低"_s));
}

void TestCardText::labelsInsideTextStayText()
{
    Card card = fullCard();
    card.summary = u"一\n**⚠️ 潜在风险**：假的\n## 关注建议\n影响范围：假的"_s;
    card.architecture = u"甲\n- **性能影响**：假的"_s;
    const Card again = readCard(writeCard(card)).card;
    QCOMPARE(again.risks, card.risks);
    QCOMPARE(again.advice, card.advice);
    QCOMPARE(again.scope, card.scope);
    QCOMPARE(again.performance, card.performance);
    QVERIFY(again.summary.contains(u"\\**⚠️ 潜在风险**"_s));
    QCOMPARE(writeCard(again), writeCard(card));

    // An item of a list that bears a field's name, and a fenced block.
    const Card items = readCard(u"**⚠️ 潜在风险**：\n- **安全性**：低\n- **性能影响**：小\n\n**💡 关注建议**：\n```\n**⚡ 重要程度**：🔴 高\n```\n尾"_s).card;
    QCOMPARE(items.risks, u"- **安全性**：低\n- **性能影响**：小"_s);
    QCOMPARE(items.importance, Importance::Unknown);
    QVERIFY(items.security.isEmpty() && items.performance.isEmpty());
}

void TestCardText::wrappedInFence()
{
    const QString text = u"以下是分析卡片：\n\n```markdown\n"_s + writeCard(fullCard()) + u"\n```\n\n如需更多信息请告诉我。\n"_s;
    QCOMPARE(readCard(text).card, fullCard());
}

void TestCardText::insightsAsTable()
{
    const Card card = readCard(u"**🔍 技术洞察**\n\n| 维度 | 影响说明 |\n|------|----|\n| **架构影响** | 甲<br>乙 |\n| **性能影响** | 丙 |\n| 安全考虑 | 丁 |\n"
                                "| **可维护性** | 戊 |\n\n**⚠️ 潜在风险**\n己"_s)
                          .card;
    QCOMPARE(card.architecture, u"甲<br>乙"_s);
    QCOMPARE(card.performance, u"丙"_s);
    QVERIFY(card.security.startsWith(u"丁\n"_s) && card.security.contains(u"可维护性"_s));
    QCOMPARE(card.risks, u"己"_s);
}

void TestCardText::missingFields()
{
    const CardReading reading = readCard(u"**🎯 变更类型**：文档\n**⚡ 重要程度**：🟢低\n**📋 变更摘要**：\n"_s);
    QCOMPARE(reading.found, (QList{CardField::Types, CardField::Importance}));
    QVERIFY(reading.missing.contains(CardField::Summary) && reading.missing.contains(CardField::Advice));
    QVERIFY(!reading.missing.contains(CardField::Closing));
}

void TestCardText::notACard()
{
    QVERIFY(!readCard(u"抱歉，我无法分析这个提交。"_s).isCard());
    QVERIFY(!readCard({}).isCard());
    QCOMPARE(writeCard(Card{}), QString());
}

void TestCardText::roundTrip()
{
    QRandomGenerator random(7);
    const QStringList pieces{u"修复 `a*b` 的问题。"_s, u"- 甲\n- 乙"_s, u"1. 一\n2. 二\n   - 二之一"_s, u"无"_s, u"第一段。\n\n第二段：`x`。"_s, u"一行  \n接一行"_s,
        u"```cpp\n**⚡ 重要程度**：x\nint a;\n```"_s, u"| 甲 | 乙 |\n|--|--|\n| 1 | 2 |"_s, u"不适用（只改文档）。"_s, u"<b>&amp;</b> \\ ** _"_s, u"🔴🟡🟢"_s};
    const auto pick = [&] { return pieces.at(random.bounded(pieces.size())); };
    for (int i = 0; i < 2000; ++i) {
        Card card;
        for (int type = 0; type < 10; ++type) {
            if (random.bounded(4) == 0)
                card.types.append(ChangeType(type));
        }
        card.importance = Importance(random.bounded(4));
        card.summary = pick();
        card.scope = pick();
        for (QString *text : {&card.architecture, &card.performance, &card.security})
            *text = random.bounded(8) == 0 ? QString() : pieces.at(QList<int>{0, 1, 2, 3, 5, 8, 9, 10}.at(random.bounded(8)));
        card.risks = pick();
        card.advice = pieces.at(random.bounded(4));
        if (random.bounded(2) == 0)
            card.closing = u"本卡片由内置规则（版本 1）生成；定级依据：`x`。"_s;
        const QString text = writeCard(card);
        QCOMPARE(writeCard(card), text);
        const Card again = readCard(text).card;
        if (again != card)
            qInfo().noquote() << text << "\n=====\n" << writeCard(again);
        QCOMPARE(again, card);
    }
}

void TestCardText::hostileInputIsLinear_data()
{
    QTest::addColumn<QString>("text");
    const auto many = [](const QString &piece) { return piece.repeated(2'000'000 / piece.size()); };
    QTest::newRow("stars") << many(u"*"_s);
    QTest::newRow("labels") << many(u"**🎯 变更类型**：x\n"_s);
    QTest::newRow("fences") << many(u"```\n"_s);
    QTest::newRow("bars") << u"**🔍 技术洞察**\n"_s + many(u"|"_s);
    QTest::newRow("bar rows") << u"**🔍 技术洞察**\n**架构影响**\n"_s + many(u"|a|\n"_s);
    QTest::newRow("blank lines") << u"**💡 关注建议**\n"_s + many(u"\n"_s);
    QTest::newRow("spaces") << u"**💡 关注建议**\n"_s + many(u" "_s);
    QTest::newRow("types") << u"**🎯 变更类型**："_s + many(u"a/"_s);
    QTest::newRow("lone surrogates") << u"**🎯 变更类型**：文档\n"_s + QString(1'000'000, QChar(0xd800));
}

void TestCardText::hostileInputIsLinear()
{
    QFETCH(QString, text);
    const Card card = readCard(text).card; // what is not linear meets the test's time limit: two million characters take hours then
    QVERIFY(writeCard(card).size() < 2 * text.size() + 1000);
}

RIJIAN_TEST_MAIN(TestCardText)
#include "tst_cardtext.moc"
