#include "cli/commands.h"
#include "cli/json.h"
#include "core/text.h"
#include "jobs/importing.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct ImportCommandsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::ImportCommands)
};

QJsonObject summaryObject(const jobs::ImportSummary &summary)
{
    QJsonArray failed;
    for (const jobs::ImportedFile &file : summary.failed)
        failed.append(QJsonObject{{u"file"_s, file.file}, {u"message"_s, file.error->message}});
    return {{u"files"_s, summary.files},
            {u"imported"_s, summary.imported},
            {u"unchanged"_s, summary.unchanged},
            {u"repositories"_s, summary.added.repositories},
            {u"days"_s, summary.added.days},
            {u"commits"_s, summary.added.commits},
            {u"cards"_s, summary.added.cards},
            {u"failures"_s, summary.added.failures},
            {u"unreadable"_s, failed}};
}

} // namespace

ExitStatus runImport(Session &session)
{
    if (session.options.arguments.isEmpty()) {
        session.fail({ErrorKind::Usage, ImportCommandsText::tr("Give the reports to import, or a folder with reports."), {}});
        return session.exitStatus();
    }
    const jobs::ImportOptions options{.dataFolder = session.options.dataFolder, .zone = session.options.zone};
    const auto tell = [&](const jobs::ImportedFile &file, qsizetype done, qsizetype total) {
        if (file.error)
            session.fail(*file.error, oneLine(file.file));
        else
            session.succeed();
        session.console.progress(ImportCommandsText::tr("importing"), double(done) / double(std::max<qsizetype>(total, 1)), ImportCommandsText::tr("%1 of %2").arg(done).arg(total));
    };
    const auto summary = jobs::importReports(*session.database, options, session.options.arguments, tell, session.stop);
    session.console.endProgress();
    if (!summary) {
        session.fail(summary.error());
        return session.exitStatus();
    }
    if (summary->files == 0) {
        session.fail({ErrorKind::Usage, ImportCommandsText::tr("There is no report (*.md) in %1.").arg(oneLine(session.options.arguments.join(u", "_s))), {}});
        return session.exitStatus();
    }
    if (session.options.json)
        session.console.result(printed(summaryObject(*summary)));
    const jobs::ImportCounts &added = summary->added;
    session.console.say(ImportCommandsText::tr("%n report(s) read, %1 of them with nothing new", nullptr, summary->imported).arg(summary->unchanged) + ImportCommandsText::tr("; ", "between parts of a list")
                        + ImportCommandsText::tr("added: %1 repositories, %2 days, %3 commits, %4 cards, %5 failed analyses").arg(added.repositories).arg(added.days).arg(added.commits).arg(added.cards).arg(added.failures));
    if (!summary->failed.isEmpty())
        session.console.say(ImportCommandsText::tr("%n file(s) could not be read; nothing of them was stored", nullptr, int(summary->failed.size())));
    return session.exitStatus();
}

} // namespace rijian::cli
