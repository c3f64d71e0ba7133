#include "jobs/dailyreport.h"

#include "report/template.h"
#include "storage/database.h"

#include <QDir>
#include <QFileInfo>

namespace rijian::jobs {

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

} // namespace rijian::jobs
