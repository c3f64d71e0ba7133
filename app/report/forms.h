#pragma once
// The forms a report can have, and the one way to write any of them. docs/REPORT_FORMAT.md describes each.

#include "core/triage.h"
#include "core/result.h"
#include "report/source.h"

#include <QDateTime>
#include <QList>
#include <QSet>
#include <QString>

#include <functional>
#include <optional>
#include <stop_token>

class QIODevice;

namespace rijian::report {

enum class Form {
    Markdown, ///< the daily report
    Grouped,  ///< Markdown by importance, with contents and statistics
    Html,     ///< one self-contained page
    Json,     ///< for other programs: docs/report.schema.json
    Csv,      ///< the table, for spreadsheets
    Pdf,      ///< the page, printed; needs the desktop's engine, so that writeForm() refuses it
    Template  ///< the user's own: docs/TEMPLATES.md
};

struct FormInfo {
    Form form = Form::Markdown;
    QString word;   ///< on the command line and in settings; never translated
    QString suffix; ///< of its files, without the dot; a template's is its own file's
    bool text = true; ///< can be shown and copied as text

    bool operator==(const FormInfo &) const = default;
};

/// All, in the order they are offered.
const QList<FormInfo> &forms();
const FormInfo &formInfo(Form form);

/// A form as the command line and settings name it: "html", "template:weekly" (of the file weekly.md or weekly.html among the templates).
struct FormChoice {
    Form form = Form::Markdown;
    QString templateName; ///< of Template; else empty

    QString word() const;
    bool operator==(const FormChoice &) const = default;
};
std::optional<FormChoice> formOf(const QString &word);

/// What the user decided about a commit of the report, beyond its importance.
struct ReportNote {
    QString repository;
    QString sha;
    QString subject;
    QString webAddress;
    Triage triage; ///< 跟进, or with a note
};

struct WriteOptions {
    QString templateFile;    ///< of Form::Template: which one
    QDateTime generatedAt;   ///< said by Html and Json; invalid: not said, so that the same commits give the same bytes
    bool open = false;       ///< Html: nothing is folded, for printing
    QSet<QString> fresh;     ///< Html: shas of commits that are marked as new since the last report
    std::optional<QList<ReportNote>> notes; ///< the user's follow-ups and notes, of commits of the report, where they are wished; none: nothing tells of them.
                                            ///< Listed at the end of Markdown, Grouped (reading a report leaves them out) and Html, which has them at their
                                            ///< commits, too; fields of Json, columns of Csv, values of a Template
    bool byteOrderMark = true; ///< Csv: Excel takes it for UTF-8 only with one
};

/// How far it is: `done` of `all` steps, each step a commit on a writer's way through them.
using WriteProgress = std::function<void(qsizetype done, qsizetype all)>;

/// Writes piece by piece to an open device; memory does not grow with the number of commits. Disk: the device took no more; Cancelled: stopped;
/// Unsupported: Pdf; Usage: the template has a mistake (the message names file and line); else the source's own errors.
Result<void> writeForm(Form form, EntrySource &source, QIODevice &device, const WriteOptions &options = {}, std::stop_token stop = {},
                       const WriteProgress &progress = {});

/// The same into a file, which is there whole or, when anything fails, as it was before.
Result<void> saveForm(Form form, EntrySource &source, const QString &file, const WriteOptions &options = {}, std::stop_token stop = {},
                      const WriteProgress &progress = {});

} // namespace rijian::report
