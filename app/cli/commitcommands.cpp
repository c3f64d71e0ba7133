#include "analysis/rules/ruleanalyzer.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "core/text.h"
#include "diff/patchtext.h"
#include "jobs/cardchoice.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct CommitCommandsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::CommitCommands)
};

QString tableLine(const Commit &commit, const QTimeZone &zone)
{
    return u"%1  %2  %3  +%4 -%5  %6\n"_s.arg(commit.sha.left(10), displayTime(commit.authorTime.seconds, zone), oneLine(commit.author.name, 20).leftJustified(20),
                                              QString::number(commit.insertions()), QString::number(commit.deletions()), oneLine(commit.subject(), 120)); // at once: a name may hold "%4"
}

Result<Repository> onlyRepository(Session &session, const QString &name)
{
    return storage::RepositoryStore(*session.database).byName(name);
}

/// The card to show: the stored one, else one made now by the rules and stored.
Result<Analysis> cardOf(Session &session, const CommitPatch &patch)
{
    storage::AnalysisStore store(*session.database);
    const auto all = store.all({patch.commit.sha});
    if (!all)
        return std::unexpected(all.error());
    if (auto choice = jobs::chooseCard(all->value(patch.commit.sha)); choice.analysis)
        return *choice.analysis;
    const auto rules = analysis::RuleAnalyzer::load();
    if (!rules)
        return std::unexpected(rules.error());
    Analysis made = (*rules)->analyze(patch);
    if (auto stored = store.add({made}); !stored)
        return std::unexpected(stored.error());
    return made;
}

} // namespace

ExitStatus runCommits(Session &session)
{
    if (session.options.arguments.size() != 1) {
        session.console.error({ErrorKind::Usage, CommitCommandsText::tr("“commits” takes one repository: its name or its address."), {}});
        return WrongUsage;
    }
    const auto repository = session.pipeline->find(session.options.arguments.first());
    if (!repository) {
        session.fail(repository.error());
        return session.exitStatus();
    }
    const auto day = session.pipeline->list(*repository, session.span());
    auto commits = day ? storage::CommitStore(*session.database).bySha(repository->id, day->shas) : std::unexpected(day.error());
    if (!commits) {
        session.fail(commits.error(), repository->name);
        return session.exitStatus();
    }
    session.succeed();
    for (const jobs::Shortfall &shortfall : day->shortfalls)
        session.fail(shortfall.error, repository->name);
    if (session.options.json) {
        QJsonArray list;
        for (const Commit &commit : *commits)
            list.append(toJson(commit, true));
        session.console.result(printed(list));
        return session.exitStatus();
    }
    QByteArray text;
    for (const Commit &commit : *commits)
        text += tableLine(commit, session.options.zone).toUtf8();
    session.console.result(text);
    if (commits->isEmpty())
        session.console.say(CommitCommandsText::tr("%1: no commits on %2 (%3)").arg(repository->name, session.span().title(), QString::fromUtf8(session.options.zone.id())));
    return session.exitStatus();
}

ExitStatus runShow(Session &session)
{
    if (session.options.arguments.size() != 2) {
        session.console.error({ErrorKind::Usage, CommitCommandsText::tr("“show” takes the name of a repository and a commit."), {}});
        return WrongUsage;
    }
    const auto repository = onlyRepository(session, session.options.arguments.first());
    const auto sha = repository ? session.pipeline->resolve(*repository, session.options.arguments.last()) : std::unexpected(repository.error());
    const auto patch = sha ? session.pipeline->readCommit(*repository, *sha) : std::unexpected(sha.error());
    const auto card = patch ? cardOf(session, *patch) : std::unexpected(patch.error());
    if (!card) {
        session.fail(card.error());
        return session.exitStatus();
    }
    if (session.options.json) {
        QJsonObject object = toJson(patch->commit, true);
        object.insert(u"analysis"_s, toJson(*card));
        object.insert(u"patch"_s, QString::fromUtf8(diff::commitPatchText(*patch)));
        session.console.result(printed(object));
        return AllDone;
    }
    const Commit &commit = patch->commit;
    const QString head = u"%1\n%2 <%3>  %4\n\n%5\n\n"_s.arg(commit.sha, visibleControls(commit.author.name), visibleControls(commit.author.email),
                                                          displayTime(commit.authorTime.seconds, session.options.zone), visibleControls(commit.message.trimmed()));
    session.console.result((head + visibleControls(card->markdown) + u"\n\n"_s + visibleControls(QString::fromUtf8(diff::commitPatchText(*patch)))).toUtf8());
    return AllDone;
}

ExitStatus runAnalyze(Session &session)
{
    const auto ready = session.prepareAnalyzers();
    const auto repositories = ready ? session.repositories(true) : std::unexpected(ready.error());
    if (!repositories) {
        session.fail(repositories.error());
        return session.exitStatus();
    }
    QJsonArray list;
    for (const Repository &repository : *repositories) {
        const auto analyzer = session.analyzerFor(repository);
        const auto day = analyzer ? session.pipeline->list(repository, session.span(), *analyzer, session.options.again) : std::unexpected(analyzer.error());
        if (!day) {
            session.fail(day.error(), repository.name);
            if (day.error().kind == ErrorKind::Cancelled)
                break;
            continue;
        }
        if (day->failed == 0 || day->analysed + day->reused > 0)
            session.succeed();
        session.concludeModel(repository, *day);
        for (const jobs::Shortfall &shortfall : day->shortfalls)
            session.fail(shortfall.error, repository.name);
        list.append(QJsonObject{{u"name"_s, repository.name}, {u"commits"_s, day->shas.size()}, {u"analysed"_s, day->analysed}, {u"reused"_s, day->reused},
                                {u"failed"_s, day->failed},
                                {u"unreadable"_s, day->shortfalls.size()}});
        session.console.say(CommitCommandsText::tr("%1: %2 commits, %3 analyzed now, %4 already done").arg(repository.name).arg(day->shas.size()).arg(day->analysed).arg(day->reused));
    }
    if (session.options.json)
        session.console.result(printed(list));
    return session.exitStatus();
}

} // namespace rijian::cli
