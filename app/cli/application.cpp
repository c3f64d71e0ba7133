#include "cli/application.h"

#include "cli/commands.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct ApplicationText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::Application)
};

} // namespace

int runApplication(const QStringList &arguments, std::stop_token stop)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    auto options = parseOptions(arguments, now);
    Console console(options ? options->verbosity : Verbosity::Normal);
    if (!options) {
        console.error(options.error());
        return WrongUsage;
    }
    if (options->version) {
        console.result("rijian-cli " RIJIAN_VERSION "\n");
        return AllDone;
    }
    if (options->help) {
        console.result(helpText(options->command).toUtf8());
        return AllDone;
    }
    if (options->command.isEmpty()) {
        std::fputs(helpText({}).toUtf8().constData(), stderr);
        return WrongUsage;
    }
    static const QHash<QString, ExitStatus (*)(Session &)> commands{
        {u"run"_s, runAll},         {u"repo"_s, runRepo},       {u"fetch"_s, runFetch},   {u"commits"_s, runCommits},
        {u"show"_s, runShow},       {u"analyze"_s, runAnalyze}, {u"report"_s, runReport},
        {u"plan"_s, runPlan},       {u"prompt"_s, runPrompt},   {u"model"_s, runModel},
        {u"eval"_s, runEval},       {u"compare"_s, runCompare},
        {u"import"_s, runImport},   {u"deliver"_s, runDeliver},
        {u"daily"_s, runDaily},     {u"schedule"_s, runSchedule}, {u"search"_s, runSearch}, {u"rule"_s, runRule},
        {u"queue"_s, runQueue},     {u"followups"_s, runFollowUps}, {u"mark"_s, runMark},
        {u"digest"_s, runDigest},   {u"agreement"_s, runAgreement},
    };
    const auto session = Session::open(*options, console, std::move(stop));
    if (!session) {
        console.error(session.error());
        return Failed;
    }
    if (const auto settings = (*session)->settings(); settings && !options->words.contains(u"timezone"_s)) {
        auto inZone = parseOptions(arguments, now, parseTimeZone(settings->timeZone).value_or(defaultTimeZone()));
        if (!inZone) {
            console.error(inZone.error());
            return WrongUsage;
        }
        *options = *std::move(inZone); // the session's are these
    }
    const ExitStatus status = commands.value(options->command)(**session);
    if (!console.resultsAreLost() || (status != AllDone && status != InPart))
        return status; // that has been told
    console.error({ErrorKind::Disk, ApplicationText::tr("Not all of the result could be written to stdout. Is the disk full?"), {}});
    return Failed;
}

} // namespace rijian::cli
