#include "jobs/dailyreport.h"

#include "core/text.h"
#include "report/template.h"
#include "storage/database.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <optional>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

struct DailyReportText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::DailyReport)
};

} // namespace

DailyReport dailyReport(const Settings &settings, const ReportRequest &request)
{
    const report::FormChoice form = report::formOf(settings.exportForm).value_or(report::FormChoice());
    return {.request = request, .form = form.form == report::Form::Pdf ? report::FormChoice() : form, .notes = settings.exportNotes};
}

Result<int> writeDailyReport(storage::Database &database, const QString &dataFolder, const DailyReport &report, const ReportWriting &write)
{
    report::WriteOptions how;
    if (report.form.form == report::Form::Template) {
        const auto own = report::findTemplate(dataFolder, report.form.templateName);
        if (!own)
            return std::unexpected(own.error());
        how.templateFile = own->file;
    }
    int commits = 0;
    const auto written = database.snapshot([&]() -> Result<void> {
        const auto source = openReport(database, report.request);
        if (!source)
            return std::unexpected(source.error());
        commits = (*source)->ledger().commits;
        if (commits == 0)
            return {};
        if (report.notes) {
            auto notes = notesOf(database, report.request.repositories, commitsOf(**source));
            if (!notes)
                return std::unexpected(notes.error());
            how.notes = std::move(*notes);
        }
        return write(**source, how);
    });
    return written ? Result<int>(commits) : std::unexpected(written.error());
}

Result<QString> saveDailyReport(storage::Database &database, const QString &dataFolder, const Settings &settings, const ReportRequest &request, std::stop_token stop)
{
    const DailyReport report = dailyReport(settings, request);
    QString file;
    const auto written = writeDailyReport(database, dataFolder, report, [&](report::EntrySource &source, report::WriteOptions how) {
        how.generatedAt = QDateTime::currentDateTimeUtc();
        file = QDir(settings.exportFolder).filePath(reportFileName(request.span, report.form, how.templateFile.isEmpty() ? QString() : QFileInfo(how.templateFile).suffix()));
        return report::saveForm(report.form.form, source, file, how, stop);
    });
    return written ? Result<QString>(file) : std::unexpected(written.error());
}

Result<delivery::Digest> digestOf(storage::Database &database, const ReportRequest &request, Importance least, int limit)
{
    std::optional<delivery::Digest> digest;
    const auto made = database.snapshot([&]() -> Result<void> {
        const auto source = openReport(database, request);
        auto one = source ? delivery::makeDigest(**source, least, limit) : std::unexpected(source.error());
        if (!one)
            return std::unexpected(one.error());
        digest = std::move(*one);
        return {};
    });
    return made ? Result<delivery::Digest>(std::move(*digest)) : std::unexpected(made.error());
}

QStringList newsLines(const QList<News> &high, qsizetype all)
{
    constexpr qsizetype mostLines = 3;
    QStringList lines;
    for (const News &one : high.first(std::min(high.size(), mostLines)))
        lines << u"🔴 "_s + DailyReportText::tr("%1: %2").arg(oneLine(one.repository, 40), oneLine(one.subject, 80));
    if (all > lines.size())
        lines << DailyReportText::tr("and %n more", nullptr, int(all - lines.size()));
    return lines;
}

} // namespace rijian::jobs
