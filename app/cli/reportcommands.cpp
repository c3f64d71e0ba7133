#include "cli/commands.h"
#include "cli/json.h"
#include "core/text.h"
#include "jobs/reporting.h"
#include "report/markdown.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::ReportCommands)
};

QString outputFile(const Options &options, const DaySpan &span)
{
    if (!options.output.isEmpty())
        return options.output;
    return jobs::reportFileName(span);
}

/// Says early what would otherwise fail after all the work.
Result<void> checkOutput(const QString &file)
{
    if (file == "-"_L1)
        return {};
    const QFileInfo info(file);
    const QFileInfo folder(info.absolutePath());
    if (info.isDir())
        return failure(ErrorKind::Usage, Text::tr("%1 is a folder: give the report's file name.").arg(file));
    if (!folder.isDir())
        return failure(ErrorKind::Disk, Text::tr("The folder %1 does not exist: make it, or choose another with -o.").arg(folder.filePath()));
    if (!folder.isWritable() || (info.exists() && !info.isWritable()))
        return failure(ErrorKind::Disk, Text::tr("%1 cannot be written: choose another file with -o, or check the permissions.").arg(file));
    return {};
}

/// Gathers sections, writes the file and tells what came of it.
class Reporting
{
public:
    Reporting(Session &session, const DaySpan &span)
        : m_session(session)
        , m_file(outputFile(session.options, span))
    {
        m_document.days = span;
    }

    bool canWrite()
    {
        const auto possible = checkOutput(m_file);
        if (!possible)
            m_session.fail(possible.error());
        return possible.has_value();
    }

    /// Lists the day (with an analyzer: makes its cards) and adds the repository's section. False: stop.
    bool add(const Repository &repository, const analysis::Analyzer *analyzer)
    {
        const auto day = m_session.pipeline->list(repository, m_document.days, analyzer, m_session.options.again);
        if (!day)
            return leaveOut(repository, day.error());
        auto section = m_session.pipeline->section(repository, *day);
        if (!section)
            return leaveOut(repository, section.error());
        for (const jobs::Shortfall &shortfall : day->shortfalls)
            m_session.fail(shortfall.error, repository.name);
        m_document.sections.append(std::move(*section));
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
        m_document.sections.append({.repository = repository.name, .failure = error.message});
        return error.kind != ErrorKind::Cancelled;
    }

    /// Writes the report, unless there is nothing in it.
    ExitStatus finish()
    {
        if (m_session.stop.stop_requested())
            return Interrupted;
        const bool nothing = std::all_of(m_document.sections.begin(), m_document.sections.end(), [](const report::Section &section) { return !section.failure.isEmpty(); });
        if (nothing)
            return std::max(m_session.exitStatus(), InPart);
        const report::Ledger ledger = report::takeStock(m_document);
        const QByteArray bytes = report::writeMarkdown(m_document);
        if (m_file == "-"_L1) {
            if (!m_session.console.result(bytes))
                return fail({ErrorKind::Disk, Text::tr("The report could not be written to stdout."), {}});
        } else if (const auto saved = report::saveFile(m_file, bytes); !saved) {
            return fail(saved.error());
        }
        tell(ledger);
        if (ledger.missing > 0)
            m_session.fail({ErrorKind::NotFound, Text::tr("%n commit(s) have no card yet: run “rijian-cli analyze” for that day, then “report” again.", nullptr, ledger.missing), {}});
        return m_session.exitStatus();
    }

private:
    ExitStatus fail(const Error &error)
    {
        m_session.console.error(error);
        return Failed;
    }

    void tell(const report::Ledger &ledger)
    {
        if (m_session.options.json && m_file != "-"_L1) {
            QJsonArray names;
            for (const report::Section &section : m_document.sections)
                names.append(section.repository);
            m_session.console.result(printed(QJsonObject{{u"file"_s, QFileInfo(m_file).absoluteFilePath()},
                                                         {u"since"_s, m_document.days.first.toString(Qt::ISODate)},
                                                         {u"until"_s, m_document.days.last.toString(Qt::ISODate)},
                                                         {u"timezone"_s, QString::fromUtf8(m_document.days.zone.id())},
                                                         {u"repositories"_s, names},
                                                         {u"ledger"_s, toJson(ledger)}}));
            return;
        }
        m_session.console.say(Text::tr("%1: %n commit(s) of %2%3", nullptr, ledger.commits)
                                  .arg(m_file == "-"_L1 ? Text::tr("report") : m_file, m_document.days.title(), importances()));
    }

    /// ": 🔴 2, 🟡 6, 🟢 7"
    QString importances() const
    {
        int high = 0, medium = 0, low = 0;
        for (const report::Section &section : m_document.sections) {
            for (const report::Entry &entry : section.entries) {
                const Importance importance = entry.analysis ? entry.analysis->card.importance : Importance::Unknown;
                high += importance == Importance::High;
                medium += importance == Importance::Medium;
                low += importance == Importance::Low;
            }
        }
        return high + medium + low == 0 ? QString() : u": 🔴 %1, 🟡 %2, 🟢 %3"_s.arg(high).arg(medium).arg(low);
    }

    Session &m_session;
    report::Document m_document;
    QString m_file;
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
                session.console.say(Text::tr("%1: going on with what was fetched before").arg(repository.name));
            }
        }
        const auto analyzer = session.analyzerFor(repository);
        if (!analyzer)
            session.fail(analyzer.error(), repository.name);
        else if (!reporting.add(repository, *analyzer))
            break;
    }
    return reporting.finish();
}

} // namespace rijian::cli
