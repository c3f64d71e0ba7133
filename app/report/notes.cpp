// The follow-ups and notes: at the end of a Markdown report, and for the forms that have them at their commits.

#include "core/text.h"
#include "report/cardguard.h"
#include "report/links.h"
#include "report/writers.h"

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

constexpr qsizetype longestNote = 2'000;

/// "- **owner/name** [Subject](<https://…>) `0a1b2c3d`：跟进，2026-01-20 到期"
QString noteLine(const ReportNote &note)
{
    const QString subject = inlineText(oneLine(note.subject, 200)), address = outsideAddress(note.webAddress);
    QString line = u"- **"_s + inlineText(onOneLine(note.repository)) + u"** "_s + (address.isEmpty() ? subject : QString(u"["_s + subject + u"](<"_s + address + u">)"_s)) + u" `"_s
        + note.sha.first(std::min<qsizetype>(8, note.sha.size())) + u'`';
    if (const QString followUp = followUpText(note.triage); !followUp.isEmpty())
        line += u"："_s + followUp;
    const QString words = note.triage.note.trimmed();
    if (!words.isEmpty())
        line += u"\n  备注："_s + inlineText(oneLine(words, longestNote));
    return line + u'\n';
}

} // namespace

void writeNotes(Output &output, const WriteOptions &options)
{
    if (!options.notes || options.notes->isEmpty())
        return;
    output.write(QString(notesMark) + u"\n\n## 📌 跟进与备注（%1）\n\n"_s.arg(options.notes->size()));
    for (const ReportNote &note : *options.notes)
        output.write(noteLine(note));
    output.write(u"\n");
}

NotesByCommit::NotesByCommit(const WriteOptions &options)
{
    if (!options.notes)
        return;
    for (const ReportNote &note : *options.notes)
        m_notes.insert({note.repository, note.sha}, &note);
}

QString dueText(const Triage &triage)
{
    return triage.state == TriageState::FollowUp && triage.due.isValid() ? triage.due.toString(Qt::ISODate) : QString();
}

QString followUpText(const Triage &triage)
{
    if (triage.state != TriageState::FollowUp)
        return {};
    const QString due = dueText(triage);
    return due.isEmpty() ? triageWord(triage.state) : QString(triageWord(triage.state) + u"，%1 到期"_s.arg(due));
}

} // namespace rijian::report
