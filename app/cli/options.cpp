#include "cli/options.h"

#include "core/deliverytarget.h"
#include "core/searchquery.h"
#include "core/text.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct OptionsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::Options)
};

struct Command {
    QString name;
    QString usage;
    QString what;
    QStringList options; ///< names of the options it takes beside the common ones
};

const QStringList commonOptions{u"data-dir"_s, u"timezone"_s, u"json"_s, u"quiet"_s, u"verbose"_s, u"help"_s};
const QStringList spanOptions{u"date"_s, u"since"_s, u"until"_s, u"no-merges"_s, u"offline"_s};

const QStringList formOptions{u"output"_s, u"notes"_s, u"form"_s, u"importance"_s, u"no-bom"_s};
const QStringList modelOptions{u"provider"_s, u"base-url"_s, u"model"_s, u"concurrency"_s};

/// Options with a value that only "deliver" takes, and "schedule".
const QStringList deliveryWords{u"repo"_s, u"only"_s, u"keyword"_s, u"server"_s, u"security"_s, u"user"_s, u"from"_s, u"to"_s, u"folder"_s, u"path"_s};

/// The same for "search", "queue", "followups", "mark" and "rule".
const QStringList searchWords{u"limit"_s, u"least"_s, u"state"_s, u"due"_s, u"note"_s, u"author"_s, u"text"_s, u"type"_s, u"raise"_s, u"lower"_s, u"tag"_s};

const QList<Command> &commands()
{
    static const QList<Command> list{
        {u"run"_s, u"run [ADDRESS|NAME]... [--date D] [--form F] [-o FILE|-]"_s,
         OptionsText::tr("Fetch, analyze and report in one: from addresses to the day's report. Without addresses: all tracked repositories."),
         spanOptions + modelOptions + formOptions + QStringList{u"analyzer"_s, u"again"_s}},
        {u"repo"_s, u"repo add ADDRESS [--branch B] [--name N] | repo list | repo remove NAME | repo rename NAME NEW | repo share NAME... | repo unshare NAME... | repo encoding NAME [ENCODING] | repo login HOST | repo logout HOST"_s,
         OptionsText::tr("Manage the tracked repositories. ADDRESS: https, ssh, git or file address, git@host:owner/name.git, owner/name (GitHub), or a "
                         "folder. share lets a model see a repository; encoding says what its text is read as (auto: found for each file); login keeps a "
                         "token for a host in the system keychain."),
         {u"branch"_s, u"name"_s}},
        {u"fetch"_s, u"fetch [NAME]... [--date D] [--whole]"_s,
         OptionsText::tr("Bring mirrors up to date, as deep as the day needs. Without names: all."), {u"date"_s, u"since"_s, u"until"_s, u"whole"_s}},
        {u"commits"_s, u"commits NAME|ADDRESS [--date D]"_s, OptionsText::tr("List a day's commits."), spanOptions},
        {u"show"_s, u"show NAME SHA"_s, OptionsText::tr("Show one commit: its card and its diff."), {}},
        {u"analyze"_s, u"analyze [NAME]... [--date D] [--analyzer rules|llm] [--again]"_s,
         OptionsText::tr("Make the cards that are missing: by the model for repositories that it may see, else by the rules."), spanOptions + modelOptions + QStringList{u"analyzer"_s, u"again"_s}},
        {u"plan"_s, u"plan [NAME]... [--date D] [--again]"_s, OptionsText::tr("Show what “analyze” would send to the model: commits, tokens, cost, minutes. Sends nothing."),
         spanOptions + modelOptions + QStringList{u"again"_s}},
        {u"prompt"_s, u"prompt NAME SHA"_s, OptionsText::tr("Show what the model would be sent about a commit. Sends nothing."), modelOptions},
        {u"eval"_s, u"eval FILE|sample [--analyzer rules|llm]"_s,
         OptionsText::tr("Score the model's cards (and the rules') against labeled ones; sample is built in. docs/MODELS.md describes the file."),
         modelOptions + QStringList{u"analyzer"_s, u"again"_s, u"offline"_s}},
        {u"compare"_s, u"compare NAME SHA"_s, OptionsText::tr("Show where a commit's cards differ: the rules' and those of each model."), {}},
        {u"model"_s, u"model show | model set [--provider P] [--base-url URL] [--model M] [--concurrency N] | model off | model key | model test | model list"_s,
         OptionsText::tr("Choose the model that makes cards. list: the providers known; key keeps the key in the system keychain; test asks the service."), modelOptions},
        {u"report"_s, u"report [NAME]... [--date D] [--form F] [-o FILE|-]"_s, OptionsText::tr("Write the day's report from the cards there are."),
         spanOptions + formOptions},
        {u"digest"_s, u"digest [NAME]... --week|--month [--date D] [-o FILE|-]"_s,
         OptionsText::tr("Write the digest of the week or month of a day, from what is stored: counts beside those of the one before, 🔴 commits, folders, "
                         "authors, follow-ups."),
         {u"date"_s, u"week"_s, u"month"_s, u"output"_s}},
        {u"agreement"_s, u"agreement [NAME]... [--date D | --since D [--until D]]"_s,
         OptionsText::tr("Show how often your own importance agrees with the model's and the rules' (default: the last 90 days)."), {u"date"_s, u"since"_s, u"until"_s}},
        {u"search"_s, u"search WORDS... [--limit N]"_s,
         OptionsText::tr("Search all stored commits: messages, cards, notes, file names, authors. Filters: repo: author: type: importance: state: date: path: sha: has: analyzer: tag:; docs/SEARCH.md describes the language. Words that begin with - stand in quotes with others, or behind --."),
         {u"limit"_s}},
        {u"queue"_s, u"queue [--repo R] [--least high|medium]"_s,
         OptionsText::tr("List what is still to be dealt with, as the desktop's queue does: commits to review that matter, and follow-ups that are due."), {u"repo"_s, u"least"_s}},
        {u"followups"_s, u"followups [--repo R] [--due D]"_s, OptionsText::tr("List the commits to follow up, with your notes: first those that are due, by their day."),
         {u"repo"_s, u"due"_s}},
        {u"mark"_s, u"mark SHA... [--state unseen|seen|followup|ignored] [--due D|none] [--note TEXT] [--importance high|medium|low|none] [--repo R]"_s,
         OptionsText::tr("Decide on commits, named by their sha or its first digits. What no option names stays as it is."), {u"state"_s, u"due"_s, u"note"_s, u"importance"_s, u"repo"_s}},
        {u"rule"_s, u"rule list | rule add [--repo R] [--path P] [--author A] [--text T] [--type C] [--raise I | --lower I] [--tag T] | rule remove NUMBER | rule on NUMBER | rule off NUMBER | rule move NUMBER PLACE"_s,
         OptionsText::tr("Rules of your own: commits that they describe matter more or less than their cards say, or have a tag. The first that describes a commit decides. docs/OWN_RULES.md describes the patterns."),
         {u"repo"_s, u"path"_s, u"author"_s, u"text"_s, u"type"_s, u"raise"_s, u"lower"_s, u"tag"_s}},
        {u"deliver"_s, u"deliver list | deliver add KIND NAME [--only high] ... | deliver remove NAME | deliver on NAME | deliver off NAME | deliver test NAME | deliver send [NAME]... [--date D] [--repo R] [--only high] [--dry-run] [--again]"_s,
         OptionsText::tr("Deliver the day's digest to chat, mail or git. KIND: feishu, dingtalk, wecom, slack, webhook, email or git. add reads the webhook's "
                         "address (and, on a second line, the key that messages are signed with) or the password from the terminal or stdin and keeps it in "
                         "the system keychain; send delivers each message at most once. docs/DELIVERY.md describes them."),
         QStringList{u"date"_s, u"since"_s, u"until"_s, u"again"_s, u"dry-run"_s, u"push"_s} + deliveryWords},
        {u"daily"_s, u"daily [--again] [--offline]"_s,
         OptionsText::tr("Run the daily job, at most once a day: fetch and analyze all, write and deliver the report of the day before. This is what the schedule starts."),
         QStringList{u"again"_s, u"offline"_s}},
        {u"schedule"_s, u"schedule install [--at HH:MM] [-o FOLDER] | schedule remove | schedule status"_s,
         OptionsText::tr("Have systemd start “daily” for you once a day, in the zone of --timezone or of the settings. -o says where the reports go from now on."), QStringList{u"at"_s, u"output"_s}},
        {u"import"_s, u"import FILE|DIR..."_s, OptionsText::tr("Import reports: this program's and those of its predecessor script. A folder: all reports in it."), {}},
    };
    return list;
}


/// All but the user's own.
QStringList formWords()
{
    QStringList words;
    for (const report::FormInfo &form : report::forms()) {
        if (form.form != report::Form::Template)
            words.append(form.word);
    }
    return words;
}

const QList<QCommandLineOption> &definitions()
{
    static const QList<QCommandLineOption> list{
        {u"data-dir"_s, OptionsText::tr("Keep the database and the mirrors in DIR (default: %1).").arg(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/rijian"_L1), u"DIR"_s},
        {u"timezone"_s, OptionsText::tr("The day's time zone: a name, UTC, local or +08:00 (default: the settings', Asia/Shanghai at first)."), u"ZONE"_s},
        {u"json"_s, OptionsText::tr("Print the result as JSON (docs/CLI.md describes it).")},
        {{u"q"_s, u"quiet"_s}, OptionsText::tr("Print errors only.")},
        {{u"v"_s, u"verbose"_s}, OptionsText::tr("Print more, with the library's own error messages.")},
        {{u"h"_s, u"help"_s}, OptionsText::tr("Print this help.")},
        {u"version"_s, OptionsText::tr("Print the version.")},
        {u"date"_s, OptionsText::tr("The day: 2026-01-07, today or yesterday (default: today)."), u"D"_s},
        {u"since"_s, OptionsText::tr("The first day of several."), u"D"_s},
        {u"until"_s, OptionsText::tr("The last day of several (default: today)."), u"D"_s},
        {u"no-merges"_s, OptionsText::tr("Leave out merge commits.")},
        {u"offline"_s, OptionsText::tr("Never connect: use what was fetched.")},
        {u"analyzer"_s, OptionsText::tr("Who makes the cards: rules (built in) or llm (default: the model where one is set up, else rules)."), u"WHICH"_s},
        {u"provider"_s, OptionsText::tr("The model's provider, as “model list” names it, or custom with --base-url (default: as set up)."), u"P"_s},
        {u"base-url"_s, OptionsText::tr("The base address of an OpenAI-compatible service, such as http://localhost:8000/v1."), u"URL"_s},
        {u"model"_s, OptionsText::tr("The model's name at its provider (default: as set up)."), u"M"_s},
        {u"concurrency"_s, OptionsText::tr("Requests to the model at once, 1 to 64."), u"N"_s},
        {u"again"_s, OptionsText::tr("analyze, run, eval: make existing cards again, keeping the old ones. deliver: send again what was sent. daily: repeat today's run.")},
        {{u"o"_s, u"output"_s}, OptionsText::tr("Where the report or digest goes; - is stdout (default: a file in this folder, named after the dates)."), u"FILE"_s},
        {u"form"_s, OptionsText::tr("The report's format: %1 or template:NAME, of a file in DIR/templates (default: markdown).").arg(formWords().join(OptionsText::tr(", ", "between parts of a list"))), u"F"_s},
        {u"importance"_s, OptionsText::tr("run, report: list only commits of at least this importance: high or medium; the report says so. mark: your own: high, medium, low, or none (the card's)."), u"I"_s},
        {u"notes"_s, OptionsText::tr("Add your follow-ups and notes to the report. A template needs a place for them.")},
        {u"no-bom"_s, OptionsText::tr("Write CSV without a byte order mark (Excel needs it to detect UTF-8).")},
        {u"branch"_s, OptionsText::tr("The branch to follow, or several separated by spaces (default: the remote's default branch)."), u"B"_s},
        {u"name"_s, OptionsText::tr("What to call the repository (default: owner/name)."), u"N"_s},
        {u"whole"_s, OptionsText::tr("Fetch the whole history.")},
        {u"repo"_s, OptionsText::tr("Only this repository, or several separated by commas."), u"R"_s},
        {u"only"_s, OptionsText::tr("high: list only 🔴, and send nothing if there are none; medium: 🔴 and 🟡 (default)."), u"LEAST"_s},
        {u"dry-run"_s, OptionsText::tr("Print what would be sent, and send nothing.")},
        {u"keyword"_s, OptionsText::tr("A word that the robot's security setting requires in each message."), u"WORD"_s},
        {u"server"_s, OptionsText::tr("The mail server, such as smtp.example.org:587."), u"HOST:PORT"_s},
        {u"security"_s, OptionsText::tr("Encryption to the mail server: starttls (default), tls, or none (only for this machine)."), u"S"_s},
        {u"user"_s, OptionsText::tr("Who logs in at the mail server (default: nobody)."), u"USER"_s},
        {u"from"_s, OptionsText::tr("The sender's mail address."), u"ADDRESS"_s},
        {u"to"_s, OptionsText::tr("Who gets the mail; separate several with commas."), u"ADDRESS"_s},
        {u"folder"_s, OptionsText::tr("The git working tree that reports are committed in."), u"DIR"_s},
        {u"path"_s, OptionsText::tr("deliver: the report's path in the working tree (default: %1). rule: changed files, as in .gitignore.").arg(defaultReportPattern), u"PATTERN"_s},
        {u"push"_s, OptionsText::tr("Push after the commit.")},
        {u"limit"_s, OptionsText::tr("Maximum number of results (default: 50)."), u"N"_s},
        {u"least"_s, OptionsText::tr("List only commits of at least this importance: high or medium (default: that of the settings)."), u"I"_s},
        {u"state"_s, OptionsText::tr("Your decision: %1.").arg(searchValues(u"state").join(OptionsText::tr(", ", "between parts of a list"))), u"S"_s},
        {u"due"_s, OptionsText::tr("mark: the day the follow-up is due: 2026-01-07, today, tomorrow or none. followups: only those due by that day (none: those without one)."), u"D"_s},
        {u"note"_s, OptionsText::tr("Your note, in place of the one there is; an empty one removes it."), u"TEXT"_s},
        {u"author"_s, OptionsText::tr("Commits of this author."), u"A"_s},
        {u"text"_s, OptionsText::tr("Commits whose message contains this."), u"T"_s},
        {u"type"_s, OptionsText::tr("Commits whose card has this type: %1.").arg(searchValues(u"type").join(OptionsText::tr(", ", "between parts of a list"))), u"C"_s},
        {u"raise"_s, OptionsText::tr("Raise their importance to at least this: high, medium or low."), u"I"_s},
        {u"lower"_s, OptionsText::tr("Lower their importance to at most this."), u"I"_s},
        {u"tag"_s, OptionsText::tr("A tag for them."), u"T"_s},
        {u"week"_s, OptionsText::tr("The whole week, Monday to Sunday.")},
        {u"month"_s, OptionsText::tr("The month.")},
        {u"at"_s, OptionsText::tr("The time of day (default: that of the settings)."), u"HH:MM"_s},
    };
    return list;
}

const Command *findCommand(const QString &name)
{
    for (const Command &command : commands()) {
        if (command.name == name)
            return &command;
    }
    return nullptr;
}

Result<std::optional<DaySpan>> parseSpan(const QCommandLineParser &parser, const QTimeZone &zone, const QDateTime &now)
{
    const bool several = parser.isSet(u"since"_s) || parser.isSet(u"until"_s);
    if (parser.isSet(u"date"_s) && several)
        return failure(ErrorKind::Usage, OptionsText::tr("Give either --date or --since/--until, not both."));
    if (!parser.isSet(u"date"_s) && !several)
        return std::nullopt;
    if (parser.isSet(u"date"_s)) {
        const auto date = parseDate(parser.value(u"date"_s), zone, now);
        return date ? Result<std::optional<DaySpan>>(DaySpan{*date, *date, zone}) : std::unexpected(date.error());
    }
    if (!parser.isSet(u"since"_s))
        return failure(ErrorKind::Usage, OptionsText::tr("--until needs --since: from which day on?"));
    const auto since = parseDate(parser.value(u"since"_s), zone, now);
    const auto until = parseDate(parser.isSet(u"until"_s) ? parser.value(u"until"_s) : u"today"_s, zone, now);
    if (!since || !until)
        return std::unexpected(since ? until.error() : since.error());
    if (*since > *until)
        return failure(ErrorKind::Usage, OptionsText::tr("--since %1 is after --until %2.").arg(since->toString(Qt::ISODate), until->toString(Qt::ISODate)));
    return DaySpan{*since, *until, zone};
}

Result<void> checkAllowed(const QCommandLineParser &parser, const Command &command)
{
    for (const QString &name : parser.optionNames()) {
        const auto definition = std::find_if(definitions().begin(), definitions().end(), [&](const auto &option) { return option.names().contains(name); });
        const QString full = definition->names().last();
        if (!commonOptions.contains(full) && full != "version"_L1 && !command.options.contains(full))
            return failure(ErrorKind::Usage, OptionsText::tr("“%1” does not take --%2; see “rijian-cli %1 --help”.").arg(command.name, full));
    }
    return {};
}

Result<void> readForm(Options &options, const QCommandLineParser &parser)
{
    if (parser.isSet(u"form"_s)) {
        const auto form = report::formOf(parser.value(u"form"_s));
        if (!form)
            return failure(ErrorKind::Usage, OptionsText::tr("--form is one of %1 or template:NAME, not “%2”.").arg(formWords().join(OptionsText::tr(", ", "between parts of a list")), oneLine(parser.value(u"form"_s), 60)));
        options.form = *form;
    }
    const QString least = parser.value(u"importance"_s);
    if (options.command == "mark"_L1) {
        if (parser.isSet(u"importance"_s))
            options.words.insert(u"importance"_s, least.trimmed());
        return {}; // it is the user's own, and there is no report
    }
    if (parser.isSet(u"importance"_s) && least != "high"_L1 && least != "medium"_L1)
        return failure(ErrorKind::Usage, OptionsText::tr("--importance is high or medium, not “%1”.").arg(oneLine(least, 60)));
    if (parser.isSet(u"importance"_s))
        options.importance = least == "high"_L1 ? Importance::High : Importance::Medium;
    options.notes = parser.isSet(u"notes"_s);
    options.byteOrderMark = !parser.isSet(u"no-bom"_s);
    return {};
}

Result<void> readValues(Options &options, const QCommandLineParser &parser, const QDateTime &now)
{
    if (parser.isSet(u"timezone"_s)) {
        const auto zone = parseTimeZone(parser.value(u"timezone"_s));
        if (!zone)
            return std::unexpected(zone.error());
        options.zone = *zone;
    }
    const auto span = parseSpan(parser, options.zone, now);
    if (!span)
        return std::unexpected(span.error());
    options.span = *span;
    options.analyzer = parser.value(u"analyzer"_s);
    if (parser.isSet(u"analyzer"_s) && options.analyzer != "rules"_L1 && options.analyzer != "llm"_L1)
        return failure(ErrorKind::Usage, OptionsText::tr("--analyzer is rules or llm, not “%1”.").arg(oneLine(options.analyzer, 60)));
    options.provider = parser.value(u"provider"_s).trimmed();
    options.baseUrl = parser.value(u"base-url"_s).trimmed();
    options.model = parser.value(u"model"_s).trimmed();
    if (parser.isSet(u"concurrency"_s)) {
        bool ok = false;
        options.concurrency = parser.value(u"concurrency"_s).toInt(&ok);
        if (!ok || options.concurrency < 1 || options.concurrency > 64)
            return failure(ErrorKind::Usage, OptionsText::tr("--concurrency is a number from 1 to 64."));
    }
    if (auto form = readForm(options, parser); !form)
        return form;
    options.output = parser.value(u"output"_s);
    if (parser.isSet(u"output"_s) && options.output.isEmpty())
        return failure(ErrorKind::Usage, OptionsText::tr("-o needs a file, or - for stdout."));
    if (parser.isSet(u"data-dir"_s) && parser.value(u"data-dir"_s).isEmpty())
        return failure(ErrorKind::Usage, OptionsText::tr("--data-dir needs a folder."));
    for (const QString &word : deliveryWords + searchWords + QStringList{u"at"_s, u"timezone"_s}) {
        if (parser.isSet(word))
            options.words.insert(word, parser.value(word).trimmed());
    }
    options.dryRun = parser.isSet(u"dry-run"_s);
    options.push = parser.isSet(u"push"_s);
    if (const QString only = options.words.value(u"only"_s); options.words.contains(u"only"_s) && only != "high"_L1 && only != "medium"_L1)
        return failure(ErrorKind::Usage, OptionsText::tr("--only is high or medium, not “%1”.").arg(oneLine(only, 60)));
    options.branch = parser.value(u"branch"_s);
    options.name = parser.value(u"name"_s);
    return {};
}

} // namespace

QStringList commandNames()
{
    QStringList names;
    for (const Command &command : commands())
        names.append(command.name);
    return names;
}

Result<Options> parseOptions(const QStringList &arguments, const QDateTime &now, const QTimeZone &usual)
{
    QCommandLineParser parser;
    parser.addOptions(definitions());
    if (!parser.parse(arguments))
        return failure(ErrorKind::Usage, parser.errorText());
    Options options;
    options.zone = usual;
    options.help = parser.isSet(u"help"_s);
    options.version = parser.isSet(u"version"_s);
    QStringList words = parser.positionalArguments();
    if (!words.isEmpty())
        options.command = words.takeFirst();
    options.arguments = words;
    const Command *command = findCommand(options.command);
    if (!options.command.isEmpty() && !command)
        return failure(ErrorKind::Usage, OptionsText::tr("There is no sub-command “%1”; there are: %2.").arg(oneLine(options.command, 60), commandNames().join(OptionsText::tr(", ", "between parts of a list"))));
    if (options.help || options.version || !command)
        return options;
    if (auto allowed = checkAllowed(parser, *command); !allowed)
        return std::unexpected(allowed.error());
    if (auto read = readValues(options, parser, now); !read)
        return std::unexpected(read.error());
    options.dataFolder = parser.isSet(u"data-dir"_s) ? QDir(parser.value(u"data-dir"_s)).absolutePath()
                                                     : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/rijian"_L1;
    options.json = parser.isSet(u"json"_s);
    options.again = parser.isSet(u"again"_s);
    options.merges = !parser.isSet(u"no-merges"_s);
    options.offline = parser.isSet(u"offline"_s);
    options.whole = parser.isSet(u"whole"_s);
    options.week = parser.isSet(u"week"_s);
    options.month = parser.isSet(u"month"_s);
    if (parser.isSet(u"quiet"_s))
        options.verbosity = Verbosity::Quiet;
    else if (parser.isSet(u"verbose"_s))
        options.verbosity = Verbosity::Verbose;
    return options;
}

QString helpText(const QString &name)
{
    const Command *command = findCommand(name);
    QString text;
    if (command)
        text = OptionsText::tr("Usage: rijian-cli %1").arg(command->usage) + u"\n\n"_s + command->what + u"\n\n"_s;
    else
        text = OptionsText::tr("Rijian (日鉴): what changed in the repositories you follow, day by day.") + u"\n\n"_s
            + OptionsText::tr("Usage: rijian-cli [options] COMMAND ...") + u"\n\n"_s;
    if (!command) {
        for (const Command &one : commands())
            text += u"  rijian-cli "_s + one.usage + u"\n      "_s + one.what + u'\n';
        text += u'\n';
    }
    text += OptionsText::tr("Options:") + u'\n';
    for (const QCommandLineOption &option : definitions()) {
        const QString full = option.names().last();
        if (command && !commonOptions.contains(full) && !command->options.contains(full))
            continue;
        QStringList forms;
        for (const QString &form : option.names())
            forms.append((form.size() == 1 ? u"-"_s : u"--"_s) + form);
        const QString value = option.valueName().isEmpty() ? QString() : QString(u' ' + option.valueName());
        const QString left = forms.join(u", "_s) + value;
        text += u"  "_s + left.leftJustified(22) + u"  "_s + option.description() + u'\n';
    }
    return text + u'\n'
        + OptionsText::tr("Exit status: 0 all done, 1 done in part, 2 wrong usage, 3 failed, 130 interrupted.") + u'\n';
}

} // namespace rijian::cli
