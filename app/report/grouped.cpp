// Markdown by importance, with contents and statistics. Links within the report lead to anchors of its own: the ones that programs make from
// headings differ, and none of them can be relied on for emoji and Chinese.

#include "report/cardguard.h"
#include "report/escape.h"
#include "report/links.h"
#include "report/writers.h"

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

QString groupName(Importance importance)
{
    switch (importance) {
    case Importance::High: return u"🔴 高重要度变更"_s;
    case Importance::Medium: return u"🟡 中重要度变更"_s;
    case Importance::Low: return u"🟢 低重要度变更"_s;
    case Importance::Unknown: break;
    }
    return u"⚪ 未判定"_s;
}

QString groupAnchor(Importance importance)
{
    switch (importance) {
    case Importance::High: return u"high"_s;
    case Importance::Medium: return u"medium"_s;
    case Importance::Low: return u"low"_s;
    case Importance::Unknown: break;
    }
    return u"unknown"_s;
}

QString anchor(const QString &name)
{
    return u"<a id=\""_s + name + u"\"></a>\n\n"_s;
}

class GroupedWriter
{
public:
    GroupedWriter(EntrySource &source, Output &output)
        : m_source(source)
        , m_output(output)
    {
    }

    Result<void> write(const WriteOptions &options);

private:
    void head();
    void absent();
    Result<void> contents();
    Result<void> group(Importance importance);
    void commit(qsizetype section, const Entry &entry);
    /// All sections' commits of an importance, with their section.
    Result<void> each(Importance importance, bool cards, const std::function<void(qsizetype, const Entry &)> &visitor);

    EntrySource &m_source;
    Output &m_output;
};

Result<void> GroupedWriter::each(Importance importance, bool cards, const std::function<void(qsizetype, const Entry &)> &visitor)
{
    for (qsizetype i = 0; i < m_source.sections().size(); ++i) {
        if (m_source.sections().at(i).of(importance) == 0)
            continue;
        auto visited = m_source.visit(i, {importance, cards}, [&](const Entry &entry) {
            visitor(i, entry);
            return m_output.step();
        });
        if (!visited)
            return visited;
    }
    return {};
}

void GroupedWriter::head()
{
    const DaySpan &days = m_source.days();
    const Ledger &ledger = m_source.ledger();
    m_output.write(u"# 每日更新报告（"_s + days.title() + u"）\n\n"_s);
    m_output.write((days.first == days.last ? u"> 本日共 %1 个提交 | "_s : u"> 共 %1 个提交 | "_s).arg(ledger.commits) + importanceParts(m_source) + u'\n');
    if (ledger.commits > 0)
        m_output.write(u">\n> 分析情况："_s + ledgerParts(ledger) + u'\n');
    if (m_source.filter().isActive())
        m_output.write(u">\n> "_s + filterLine(m_source.filter()) + u'\n');
    m_output.write(u"\n");
}

/// Repositories without commits here: those that could not be read, and those where nothing happened.
void GroupedWriter::absent()
{
    QString text;
    for (const SectionHead &section : m_source.sections()) {
        if (!section.failure.isEmpty())
            text += u"- **"_s + inlineText(onOneLine(section.repository)) + u"**：⚠️ 未能获取："_s + inlineText(onOneLine(section.failure)) + u'\n';
        else if (section.commits() == 0)
            text += u"- **"_s + inlineText(onOneLine(section.repository)) + u"**：今日无更新\n"_s;
    }
    if (!text.isEmpty())
        m_output.write(text + u'\n');
}

Result<void> GroupedWriter::contents()
{
    m_output.write(u"## 📋 目录\n\n");
    for (const Importance importance : importanceOrder) {
        const int commits = m_source.count(importance);
        if (commits == 0)
            continue;
        m_output.write(u"- [%1 (%2)](#%3)\n"_s.arg(groupName(importance)).arg(commits).arg(groupAnchor(importance)));
        auto listed = each(importance, false, [this](qsizetype section, const Entry &entry) {
            m_output.write(u"  - ["_s + inlineText(titleOf(entry.commit)) + u"](#"_s + anchorOf(section, entry.commit.sha) + u")\n"_s);
        });
        if (!listed)
            return listed;
    }
    m_output.write(u"\n");
    return {};
}

void GroupedWriter::commit(qsizetype section, const Entry &entry)
{
    const Commit &commit = entry.commit;
    QString text = anchor(anchorOf(section, commit.sha)) + u"### "_s + inlineText(titleOf(commit)) + u"\n\n"_s;
    QString address = outsideAddress(entry.webAddress);
    const bool told = address.endsWith(commit.sha); // else nothing but the line itself can say which commit it is
    text += u"**SHA**: `"_s + commit.sha.first(told ? std::min<qsizetype>(commit.sha.size(), 7) : commit.sha.size()) + u'`';
    if (!address.isEmpty()) // brackets would end the link early
        text += u" | 🔗 [查看提交]("_s + address.replace(u'(', u"%28"_s).replace(u')', u"%29"_s) + u')';
    text += u"  \n"_s + inlineText(onOneLine(m_source.sections().at(section).repository)) + u" · "_s
        + displayTime(commit.authorTime.seconds, m_source.days().zone) + u" · "_s + inlineText(onOneLine(commit.author.name)) + u"\n\n"_s;
    const Importance ofCard = entry.analysis ? entry.analysis->card.importance : Importance::Unknown;
    if (entry.ownImportance != Importance::Unknown && entry.ownImportance != ofCard)
        text += u"> 用户标为 "_s + importanceWord(entry.ownImportance) + u"\n\n"_s;
    if (!entry.failure.isEmpty())
        text += u"⚠️ 分析失败："_s + inlineText(onOneLine(entry.failure)) + u"\n\n"_s;
    const QString card = entry.analysis ? withoutTrailingLines(entry.analysis->markdown) : QString();
    m_output.write(text + (card.isEmpty() ? u"*暂无分析*"_s : guardedCard(card)) + u"\n\n---\n\n"_s);
}

Result<void> GroupedWriter::group(Importance importance)
{
    const int commits = m_source.count(importance);
    if (commits == 0)
        return {};
    m_output.write(anchor(groupAnchor(importance)) + u"## %1 (%2)\n\n"_s.arg(groupName(importance)).arg(commits));
    return each(importance, true, [this](qsizetype section, const Entry &entry) { commit(section, entry); });
}

Result<void> GroupedWriter::write(const WriteOptions &options)
{
    head();
    absent();
    if (m_source.ledger().commits > 0) {
        if (auto listed = contents(); !listed)
            return listed;
    }
    for (const Importance importance : importanceOrder) {
        if (auto written = group(importance); !written)
            return written;
    }
    writeNotes(m_output, options);
    return m_output.finish();
}

} // namespace

Result<void> writeGroupedForm(EntrySource &source, Output &output, const WriteOptions &options)
{
    return GroupedWriter(source, output).write(options);
}

} // namespace rijian::report
