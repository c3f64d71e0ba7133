// The table for spreadsheets, UTF-8.

#include "core/text.h"
#include "report/escape.h"
#include "report/writers.h"

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

/// Excel refuses longer cells (32,767 characters).
constexpr qsizetype longestCell = 32'000;

QString cell(QString text)
{
    text = text.first(std::min(text.size(), 2 * longestCell));
    text = visibleControls(text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n'));
    text = withoutTrailingLines(text);
    if (text.size() > longestCell) {
        const qsizetype end = text[longestCell - 1].isHighSurrogate() ? longestCell - 1 : longestCell;
        text = text.first(end) + u'…';
    }
    // What makes a formula (OWASP, "CSV injection"), behind blanks, which some programs drop, and in full width, too.
    const QString start = text.trimmed();
    const bool formula = !start.isEmpty() && QStringView(u"=+-@＝＋－＠").contains(start.front());
    if (formula || text.startsWith(u'\t'))
        text.prepend(u'\'');
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QStringList cellsOf(const SectionHead &section, const Entry &entry, const QTimeZone &zone)
{
    const Commit &commit = entry.commit;
    const Analysis analysis = entry.analysis.value_or(Analysis());
    const bool priced = !analysis.currency.isEmpty();
    return {onOneLine(section.repository), displayTime(commit.authorTime.seconds, zone), commit.author.name, commit.message,
            importanceWord(entry.importance()), typesText(analysis.card), analysis.card.summary, standingLabel(standingOf(entry)), entry.failure,
            analysis.model, analysis.promptVersion, priced ? QString::number(analysis.cost, 'f', 6) : QString(), analysis.currency,
            QString::number(commit.files.size()), QString::number(commit.insertions()), QString::number(commit.deletions()), commit.sha, entry.webAddress};
}

/// What the user decided: columns of their own behind the others, where they are wished.
QStringList noteCells(const ReportNote *note)
{
    const Triage own = note ? note->triage : Triage();
    return {own.state == TriageState::FollowUp ? triageWord(own.state) : QString(), dueText(own), own.note.trimmed()};
}

} // namespace

QString csvRow(const QStringList &cells)
{
    QString line;
    for (const QString &text : cells)
        line += (line.isEmpty() ? QString() : QString(u',')) + cell(text);
    return line + u"\r\n"_s;
}

Result<void> writeCsvForm(EntrySource &source, Output &output, const WriteOptions &options)
{
    if (options.byteOrderMark)
        output.write(u"\uFEFF");
    const NotesByCommit notes(options);
    QStringList heads{u"仓库"_s, u"提交时间"_s, u"作者"_s, u"提交信息"_s, u"重要程度"_s, u"变更类型"_s, u"变更摘要"_s, u"分析"_s, u"失败原因"_s, u"模型"_s, u"提示词版本"_s, u"费用"_s, u"货币"_s,
                      u"文件"_s, u"新增行"_s, u"删除行"_s, u"SHA"_s, u"网址"_s};
    if (options.notes)
        heads += {u"跟进"_s, u"到期"_s, u"备注"_s};
    output.write(csvRow(heads));
    for (qsizetype i = 0; i < source.sections().size(); ++i) {
        const SectionHead &section = source.sections().at(i);
        auto visited = source.visit(i, {}, [&](const Entry &entry) {
            QStringList cells = cellsOf(section, entry, source.days().zone);
            if (options.notes)
                cells += noteCells(notes.find(section.repository, entry.commit.sha));
            output.write(csvRow(cells));
            return output.step();
        });
        if (!visited)
            return visited;
    }
    return output.finish();
}

} // namespace rijian::report
