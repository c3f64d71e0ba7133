// The follow-ups and notes at a report's end.

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
    if (note.triage.state == TriageState::FollowUp)
        line += u"："_s + (note.triage.due.isValid() ? u"跟进，%1 到期"_s.arg(note.triage.due.toString(Qt::ISODate)) : u"跟进"_s);
    const QString words = note.triage.note.trimmed();
    if (!words.isEmpty())
        line += u"\n  备注："_s + inlineText(oneLine(words, longestNote));
    return line + u'\n';
}

} // namespace

void writeNotes(Output &output, const QList<ReportNote> &notes)
{
    if (notes.isEmpty())
        return;
    output.write(QString(notesMark) + u"\n\n## 📌 跟进与备注（%1）\n\n"_s.arg(notes.size()));
    for (const ReportNote &note : notes)
        output.write(noteLine(note));
    output.write(u"\n");
}

} // namespace rijian::report
