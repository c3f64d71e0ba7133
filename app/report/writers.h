#pragma once
// One writer a form, and what several of them say alike. writeForm() is their only caller.

#include "report/output.h"

#include <QHash>

namespace rijian::report {

Result<void> writeMarkdownForm(EntrySource &source, Output &output, const WriteOptions &options);
Result<void> writeGroupedForm(EntrySource &source, Output &output, const WriteOptions &options);
Result<void> writeHtmlForm(EntrySource &source, Output &output, const WriteOptions &options);
Result<void> writeJsonForm(EntrySource &source, Output &output, const WriteOptions &options);
Result<void> writeCsvForm(EntrySource &source, Output &output, const WriteOptions &options);

/// The follow-ups and notes, as the last thing in a Markdown report; nothing where there are none, or none are wished.
void writeNotes(Output &output, const WriteOptions &options);
/// The line before them, by which a reader knows where the report ends.
inline constexpr QLatin1StringView notesMark("<!-- rijian: follow-ups and notes -->");

/// The wished follow-ups and notes by their commits. Borrows the options.
class NotesByCommit
{
public:
    explicit NotesByCommit(const WriteOptions &options);

    /// Null: nothing was decided about the commit, or it is not to be told.
    const ReportNote *find(const QString &repository, const QString &sha) const { return m_notes.value({repository, sha}); }
    qsizetype size() const { return m_notes.size(); }

private:
    QHash<std::pair<QString, QString>, const ReportNote *> m_notes;
};

/// "跟进，2026-01-20 到期", "跟进"; empty for what is not followed up.
QString followUpText(const Triage &triage);
/// "2026-01-20"; empty for what has no due day, or is not followed up any more.
QString dueText(const Triage &triage);

/// "模型分析 12 · 规则分析 2 · 部分阅读 1": what is not zero, in the order of docs/REPORT_FORMAT.md.
QString ledgerParts(const Ledger &ledger);
/// "已筛选：只列 🔴 高；另有 12 个提交未列出（其中 3 个未判定）"; empty when nothing is left out on purpose.
QString filterLine(const Filter &filter);
/// "🔴高 2 | 🟡中 6 | 🟢低 7", and the others where there are any.
QString importanceParts(const EntrySource &source);

/// Line ends as blanks, so that a hostile name cannot add lines of its own.
QString onOneLine(QString name);
QString withoutTrailingLines(QString text);
/// The message's first line, bounded, controls visible; never empty.
QString titleOf(const Commit &commit);
/// What a commit is called by its links within a report: "r1-0a1b2c3d4e5f6071" of the first section.
QString anchorOf(qsizetype section, const QString &sha);
/// "whole", "partial", "rules", "failed", "missing".
QString standingWord(Standing standing);
/// 模型分析, 部分阅读, 规则分析, 失败, 未分析.
QString standingLabel(Standing standing);
/// The card's types as the card says them: "功能增强 / 测试".
QString typesText(const Card &card);

/// The order in which importances are written.
inline constexpr std::array importanceOrder{Importance::High, Importance::Medium, Importance::Low, Importance::Unknown};

} // namespace rijian::report
