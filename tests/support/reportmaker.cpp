#include "support/reportmaker.h"

#include "analysis/llm/cardfields.h"
#include "core/cardtext.h"
#include "git/weblink.h"

using namespace Qt::StringLiterals;

namespace rijian::testkit {

namespace {

/// Lines that mean something in a report, and characters that lines are made of.
const QStringList &fragments()
{
    static const QStringList list{
        u"fix: a | b \\| c"_s, u"# 每日更新报告（2026-01-07）"_s, u"## a/b"_s, u"## a/b 的LLM分析结果"_s, u"### 0123456789012345678901234567890123456789"_s,
        u"| 提交时间 | 作者 | 提交信息 |"_s, u"|----------|------|----------|"_s, u"| 2026-01-07 17:56:44 | x | y |"_s, u"今日无更新"_s, u"⚠️ 未能获取：x"_s,
        u"⚠️ 分析失败：x"_s, u"⚠分析失败"_s, u"*暂无分析*"_s, u"**🎯 变更类型**：文档"_s, u"**⚡ 重要程度**：🔴 高"_s, u"**⚠️ 潜在风险**：无"_s, u"  **📋 变更摘要**"_s,
        u"\\**🎯 变更类型**"_s, u"\\\\### x"_s, u"    ### x"_s, u"---"_s, u"==="_s, u"```cpp"_s, u"~~~"_s, u"<!-- x"_s, u"<br>"_s, u"a<br>b"_s, u"<a@b.c>"_s,
        u"Signed-off-by: A <a@b.c>"_s, u"Co-authored-by: B <b@c.d>"_s, u"\\"_s, u"\\\\|"_s, u"x\\"_s, u"|"_s, u"a\rb"_s, u"a\r### b"_s, u"a\r\nb"_s, u"\t tab"_s, u"x  "_s,
        u"> 3 个提交：模型分析 3"_s, u"> quote"_s, u"- item"_s, u"1. item"_s, u"\u202Ertl"_s, u"\uFEFFbom"_s, u"\u2028ls"_s, u"a\u000Bb\u000Cc"_s, u"😀 emoji"_s, u"普通的一行"_s,
        u"本卡片由内置规则（版本 1）"_s, u"#### 🔴 高重要度变更 (3)"_s, u"**SHA**: `515b3a3` | 🔗 [查看提交](https://x/commit/0)"_s, u"https://github.com/a/b/commit/0"_s, u""_s, u" "_s,
    };
    return list;
}

class Maker
{
public:
    Maker(QRandomGenerator &random, const QTimeZone &zone)
        : m_random(random)
        , m_zone(zone)
    {
    }

    report::Document make()
    {
        report::Document document;
        const QDate first = QDate(2025, 12, 28).addDays(below(40));
        document.days = {first, one(4) ? first.addDays(below(6)) : first, m_zone};
        m_whole = one(3); // nothing is missing: no header line
        const int sections = 1 + below(3);
        for (int i = 0; i < sections; ++i)
            document.sections.append(section(i, document.days));
        return document;
    }

private:
    int below(int n) { return int(m_random.bounded(n)); }
    bool one(int in) { return below(in) == 0; }
    QString fragment() { return fragments().at(below(int(fragments().size()))); }

    QString text(int most)
    {
        QStringList lines;
        for (int i = below(most) + (one(8) ? 0 : 1); i > 0; --i)
            lines << (one(3) ? QString(fragment() + fragment()) : fragment());
        return storable(lines.join(u'\n'));
    }

    /// SQLite takes it for a byte order mark: no text that was stored begins with one.
    static QString storable(QString text)
    {
        while (text.startsWith(u'\uFEFF'))
            text.remove(0, 1);
        return text;
    }

    QString line() { return storable(text(2).remove(u'\n').remove(u'\r')); }

    report::Section section(int i, const DaySpan &days)
    {
        static const QStringList remotes{u"https://github.com/owner/r%1"_s, u"https://gitlab.com/group/sub/r%1"_s, u"git@codeberg.org:o/r%1.git"_s, u"https://bitbucket.org/o/r%1"_s,
                                         u"https://git.example.org:8443/o/r%1.git"_s, u"https://gitlab.example.org/o/r%1"_s, u"ssh://git@git.example.org/r%1"_s};
        const QString remote = remotes.at(below(int(remotes.size()))).arg(i);
        report::Section section{.repository = one(5) ? u"%1 %2"_s.arg(line().trimmed()).arg(i) : u"owner/r%1"_s.arg(i)};
        if (one(12)) {
            section.failure = u"x"_s + line();
            return section;
        }
        if (one(8))
            return section;
        const int commits = 1 + below(one(10) ? 12 : 4);
        const QString same = one(4) ? text(3) : QString(); // as merges have
        for (int k = 0; k < commits; ++k)
            section.entries.append(entry(days, remote, same.isEmpty() || one(2) ? text(5) : same));
        return section;
    }

    report::Entry entry(const DaySpan &days, const QString &remote, const QString &message)
    {
        report::Entry entry;
        for (int i = 0; i < 5; ++i)
            entry.commit.sha += QString::number(m_random.generate(), 16).rightJustified(8, u'0');
        entry.commit.author.name = one(3) ? line() : u"A U Thor"_s;
        entry.commit.authorTime.seconds = one(6) ? qint64(m_random.generate64() % 4'000'000'000ULL) : days.beginSeconds() + below(86'400);
        entry.commit.message = message;
        entry.webAddress = git::WebLink(remote).commit(entry.commit.sha);
        const int kind = m_whole ? 0 : below(7);
        if (kind <= 2)
            entry.analysis = cardOf(entry.commit.sha, u"llm"_s);
        else if (kind == 3)
            entry.analysis = cardOf(entry.commit.sha, u"rules"_s);
        else if (kind == 4)
            entry.failure = u"x"_s + line();
        if (kind == 4 && !one(3))
            entry.analysis = cardOf(entry.commit.sha, u"rules"_s);
        if (kind == 5) {
            entry.analysis = cardOf(entry.commit.sha, u"llm"_s);
            entry.analysis->state = AnalysisState::Partial;
        }
        return entry;
    }

    Analysis cardOf(const QString &sha, const QString &analyzer)
    {
        Analysis analysis{.sha = sha, .analyzer = analyzer};
        Card &card = analysis.card;
        card.types = {ChangeType(below(10))};
        card.importance = Importance(below(4));
        card.summary = analysis::llm::cleanField(text(3)); // as a model's answer is cleaned
        for (QString *field : {&card.scope, &card.architecture, &card.performance, &card.security, &card.risks, &card.advice, &card.closing}) {
            if (!one(3))
                *field = analysis::llm::cleanField(text(4));
        }
        if (one(6))
            card.types.clear();
        if (analyzer == "rules"_L1 && !one(4))
            card.closing = u"本卡片由内置规则（版本 1）根据提交说明与差异生成，未经模型分析；得分 3。"_s;
        analysis.markdown = writeCard(card);
        // As other programs wrote them, imported and kept as they were.
        if (one(10))
            analysis.markdown = u"---\n\n## 1️⃣ 核心变更点\n"_s + analysis.markdown;
        else if (one(12))
            analysis.markdown = u"```markdown\n"_s + analysis.markdown + u"\n```"_s;
        if (analysis.markdown.trimmed().isEmpty())
            analysis.markdown = u"**📋 变更摘要**：x"_s;
        return analysis;
    }

    QRandomGenerator &m_random;
    QTimeZone m_zone;
    bool m_whole = false;
};

} // namespace

report::Document makeReport(QRandomGenerator &random, const QTimeZone &zone)
{
    return Maker(random, zone).make();
}

} // namespace rijian::testkit
