#include "cli/commands.h"
#include "cli/json.h"
#include "cli/printing.h"
#include "core/text.h"
#include "jobs/reporting.h"
#include "report/template.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct ReportCommandsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::ReportCommands)
};

/// Gathers sections, writes the file and tells what came of it.
class Reporting
{
public:
    Reporting(Session &session, const DaySpan &span)
        : m_session(session)
        , m_span(span)
    {
    }

    /// Says early what would otherwise fail after all the work.
    bool canWrite()
    {
        auto possible = prepare();
        if (!possible)
            m_session.fail(possible.error());
        return possible.has_value();
    }

    /// Lists the day (with an analyzer: makes its cards) and adds the repository's section. False: stop.
    bool add(const Repository &repository, const analysis::Analyzer *analyzer)
    {
        const auto day = m_session.pipeline->list(repository, m_span, analyzer, m_session.options.again);
        if (!day)
            return leaveOut(repository, day.error());
        for (const jobs::Shortfall &shortfall : day->shortfalls)
            m_session.fail(shortfall.error, repository.name);
        m_parts.append({.repository = repository, .shas = day->shas, .webRemote = day->webRemote});
        // A day for which the model made nothing at all is no success, though the rules' cards stand in.
        if (day->failed == 0 || day->analysed + day->reused > 0)
            m_session.succeed();
        m_session.concludeModel(repository, *day);
        return true;
    }

    /// A repository that could not be read at all: its section says so. False: stop.
    bool leaveOut(const Repository &repository, const Error &error)
    {
        m_session.fail(error, repository.name);
        m_parts.append({.repository = repository, .failure = error.message});
        return error.kind != ErrorKind::Cancelled;
    }

    /// Writes the report, unless there is nothing in it.
    ExitStatus finish()
    {
        if (m_session.stop.stop_requested())
            return Interrupted;
        const bool nothing = std::all_of(m_parts.begin(), m_parts.end(), [](const jobs::ReportPart &part) { return !part.failure.isEmpty(); });
        if (nothing)
            return std::max(m_session.exitStatus(), InPart);
        int missing = 0;
        const auto written = m_session.database->snapshot([&]() -> Result<void> {
            const auto source = jobs::openReport(*m_session.database, m_span, m_parts, m_session.options.importance);
            if (!source)
                return std::unexpected(source.error());
            if (m_session.options.notes) {
                auto notes = notesOfParts(**source);
                if (!notes)
                    return std::unexpected(notes.error());
                m_how.notes = std::move(*notes);
            }
            if (auto done = write(**source); !done)
                return done;
            missing = (*source)->ledger().missing + (*source)->filter().unknown;
            tell(**source);
            return {};
        });
        if (!written)
            return fail(written.error());
        if (missing > 0)
            m_session.fail({ErrorKind::NotFound, ReportCommandsText::tr("%n commit(s) have no card yet: run “rijian-cli analyze” for that day, then “report” again.", nullptr, missing), {}});
        return m_session.exitStatus();
    }

private:
    Result<void> prepare()
    {
        const report::FormChoice &form = m_session.options.form;
        QString suffix;
        if (form.form == report::Form::Pdf) {
            auto printer = findPrinter();
            if (!printer)
                return std::unexpected(printer.error());
            m_printer = *printer;
        }
        if (form.form == report::Form::Template) {
            const auto own = report::findTemplate(m_session.options.dataFolder, form.templateName);
            if (!own)
                return std::unexpected(own.error());
            const auto read = report::Template::load(own->file);
            if (!read)
                return std::unexpected(read.error());
            if (m_session.options.notes && !read->tellsNotes())
                return failure(ErrorKind::Usage, ReportCommandsText::tr("%1 has no place for your follow-ups and notes: add {{ commit.followup }}, {{ commit.due }} or {{ commit.note }} (docs/TEMPLATES.md), or leave out --notes.").arg(own->file));
            m_how.templateFile = own->file;
            suffix = QFileInfo(own->file).suffix();
        }
        m_how.generatedAt = QDateTime::currentDateTimeUtc();
        m_how.byteOrderMark = m_session.options.byteOrderMark;
        m_file = m_session.options.output.isEmpty() ? jobs::reportFileName(m_span, form, suffix) : m_session.options.output;
        return checkOutput(m_file);
    }

    Result<QList<report::ReportNote>> notesOfParts(const report::EntrySource &source)
    {
        QList<Repository> repositories;
        for (const jobs::ReportPart &part : m_parts) {
            repositories.append(part.repository);
            repositories.last().webRemote = part.webRemote;
        }
        return jobs::notesOf(*m_session.database, repositories, jobs::commitsOf(source));
    }

    Result<void> write(report::EntrySource &source)
    {
        const report::Form form = m_session.options.form.form;
        if (form == report::Form::Pdf)
            return print(source);
        if (m_file != "-"_L1)
            return report::saveForm(form, source, m_file, m_how, m_session.stop);
        QFile output;
        // An empty result ends the console's progress line before the report begins.
        if (!m_session.console.result({}) || !output.open(stdout, QIODevice::WriteOnly))
            return failure(ErrorKind::Disk, ReportCommandsText::tr("The report could not be written to stdout."));
        auto written = report::writeForm(form, source, output, m_how, m_session.stop);
        const bool full = written ? !output.flush() : written.error().kind == ErrorKind::Disk;
        return full ? failure(ErrorKind::Disk, ReportCommandsText::tr("The report could not be written to stdout.")) : written;
    }

    /// By way of a page and, for stdout, of a file.
    Result<void> print(report::EntrySource &source)
    {
        const QTemporaryDir folder;
        if (!folder.isValid())
            return failure(ErrorKind::Disk, ReportCommandsText::tr("There is no place for temporary files: check the free space."));
        const QString page = folder.filePath(u"report.html"_s);
        const QString pdf = m_file == "-"_L1 ? folder.filePath(u"report.pdf"_s) : QFileInfo(m_file).absoluteFilePath();
        report::WriteOptions how = m_how;
        how.open = true;
        if (auto saved = report::saveForm(report::Form::Html, source, page, how, m_session.stop); !saved)
            return saved;
        const auto pages = printPdf(m_printer, page, pdf, m_session.stop);
        if (!pages)
            return std::unexpected(pages.error());
        if (m_file != "-"_L1)
            return {};
        QFile printed(pdf);
        if (!printed.open(QIODevice::ReadOnly) || !m_session.console.result(printed.readAll()))
            return failure(ErrorKind::Disk, ReportCommandsText::tr("The report could not be written to stdout."));
        return {};
    }

    ExitStatus fail(const Error &error)
    {
        m_session.console.error(error);
        return error.kind == ErrorKind::Cancelled ? Interrupted : Failed;
    }

    void tell(const report::EntrySource &source)
    {
        if (m_session.options.json && m_file != "-"_L1) {
            QJsonArray names;
            for (const report::SectionHead &section : source.sections())
                names.append(section.repository);
            m_session.console.result(printed(QJsonObject{{u"file"_s, QFileInfo(m_file).absoluteFilePath()},
                                                         {u"form"_s, m_session.options.form.word()},
                                                         {u"since"_s, m_span.first.toString(Qt::ISODate)},
                                                         {u"until"_s, m_span.last.toString(Qt::ISODate)},
                                                         {u"timezone"_s, QString::fromUtf8(m_span.zone.id())},
                                                         {u"repositories"_s, names},
                                                         {u"left_out"_s, source.filter().leftOut},
                                                         {u"ledger"_s, toJson(source.ledger())}}));
            return;
        }
        m_session.console.say(ReportCommandsText::tr("%1: %n commit(s) of %2%3", nullptr, source.ledger().commits)
                                  .arg(m_file == "-"_L1 ? ReportCommandsText::tr("report") : m_file, m_span.title(), importances(source)));
    }

    /// ": 🔴 2, 🟡 6, 🟢 7"
    static QString importances(const report::EntrySource &source)
    {
        const int high = source.count(Importance::High), medium = source.count(Importance::Medium), low = source.count(Importance::Low);
        return high + medium + low == 0 ? QString() : ReportCommandsText::tr(": 🔴 %1, 🟡 %2, 🟢 %3").arg(high).arg(medium).arg(low);
    }

    Session &m_session;
    DaySpan m_span;
    QList<jobs::ReportPart> m_parts;
    report::WriteOptions m_how;
    QString m_file;
    QString m_printer; ///< of a PDF
};

} // namespace

ExitStatus runReport(Session &session)
{
    Reporting reporting(session, session.span());
    if (!reporting.canWrite())
        return session.exitStatus();
    const auto repositories = session.repositories(false);
    if (!repositories) {
        session.fail(repositories.error());
        return session.exitStatus();
    }
    for (const Repository &repository : *repositories) {
        if (!reporting.add(repository, nullptr))
            break;
    }
    return reporting.finish();
}

ExitStatus runAll(Session &session)
{
    if (const auto ready = session.prepareAnalyzers(); !ready) {
        session.fail(ready.error());
        return session.exitStatus();
    }
    const DaySpan span = session.span();
    Reporting reporting(session, span);
    if (!reporting.canWrite())
        return session.exitStatus();
    const auto repositories = session.repositories(true);
    if (!repositories) {
        session.fail(repositories.error());
        return session.exitStatus();
    }
    for (const Repository &repository : *repositories) {
        if (!session.options.offline) {
            // A fetch that fails is told, and what was fetched before is reported all the same.
            if (const auto outcome = session.pipeline->fetch(repository, span); !outcome) {
                if (outcome.error().kind == ErrorKind::Cancelled || !session.pipeline->isFetched(repository)) {
                    if (!reporting.leaveOut(repository, outcome.error()))
                        break;
                    continue;
                }
                session.fail(outcome.error(), repository.name);
                session.console.say(ReportCommandsText::tr("%1: continuing with the previous fetch").arg(repository.name));
            }
        }
        const auto analyzer = session.analyzerFor(repository);
        if (analyzer ? !reporting.add(repository, *analyzer) : !reporting.leaveOut(repository, analyzer.error()))
            break;
    }
    return reporting.finish();
}

} // namespace rijian::cli
