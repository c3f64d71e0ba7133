#include "cli/commands.h"
#include "cli/json.h"
#include "cli/prompt.h"
#include "core/keychain.h"
#include "core/text.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct RepoCommandsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::RepoCommands)
};

ExitStatus wrongUsage(Session &session, const QString &message)
{
    session.console.error({ErrorKind::Usage, message, {}});
    return WrongUsage;
}

ExitStatus addRepository(Session &session, const QStringList &words)
{
    if (words.size() != 1)
        return wrongUsage(session, RepoCommandsText::tr("“repo add” takes one address; see “rijian-cli repo --help”."));
    const auto repository = session.pipeline->track(words.first(), session.options.branch, session.options.name);
    if (!repository) {
        session.fail(repository.error());
        return session.exitStatus();
    }
    if (session.options.json)
        session.console.result(printed(toJson(*repository)));
    else
        session.console.say(RepoCommandsText::tr("Tracking %1 (%2). Next: rijian-cli run %1").arg(repository->name, repository->address));
    return AllDone;
}

ExitStatus listRepositories(Session &session)
{
    const auto repositories = storage::RepositoryStore(*session.database).all();
    if (!repositories) {
        session.fail(repositories.error());
        return session.exitStatus();
    }
    if (session.options.json) {
        QJsonArray list;
        for (const Repository &repository : *repositories)
            list.append(toJson(repository));
        session.console.result(printed(list));
        return AllDone;
    }
    if (repositories->isEmpty())
        session.console.say(RepoCommandsText::tr("No repository is tracked yet: add one with “rijian-cli repo add ADDRESS”."));
    qsizetype width = 4;
    for (const Repository &repository : *repositories)
        width = std::max(width, repository.name.size());
    for (const Repository &repository : *repositories) {
        const QString fetched = repository.lastFetch.isValid() ? displayTime(repository.lastFetch.toSecsSinceEpoch(), session.options.zone) : RepoCommandsText::tr("never fetched");
        QString line = oneLine(repository.name).leftJustified(width) + u"  "_s + fetched.leftJustified(19) + u"  "_s + oneLine(repository.address);
        if (!repository.branch.isEmpty())
            line += u"  ["_s + oneLine(repository.branch) + u']';
        if (!repository.lastError.isEmpty())
            line += u"  "_s + RepoCommandsText::tr("last fetch failed: %1").arg(oneLine(repository.lastError));
        session.console.result((line + u'\n').toUtf8());
    }
    return AllDone;
}

ExitStatus removeRepositories(Session &session, const QStringList &names)
{
    if (names.isEmpty())
        return wrongUsage(session, RepoCommandsText::tr("“repo remove” takes the names of the repositories to stop tracking."));
    for (const QString &name : names) {
        const auto repository = storage::RepositoryStore(*session.database).byName(name);
        if (!repository) {
            session.fail(repository.error());
            continue;
        }
        if (auto removed = session.pipeline->forget(*repository); !removed) {
            session.fail(removed.error());
            continue;
        }
        session.succeed();
        session.console.say(RepoCommandsText::tr("%1 is no longer tracked; its cards are kept.").arg(repository->name));
    }
    return session.exitStatus();
}

ExitStatus renameRepository(Session &session, const QStringList &words)
{
    if (words.size() != 2 || words.last().trimmed().isEmpty())
        return wrongUsage(session, RepoCommandsText::tr("“repo rename” takes the old name and the new one."));
    storage::RepositoryStore store(*session.database);
    const auto repository = store.byName(words.first());
    auto renamed = repository ? store.rename(repository->id, words.last().trimmed()) : std::unexpected(repository.error());
    if (!renamed)
        session.fail(renamed.error());
    else
        session.console.say(RepoCommandsText::tr("%1 is now called %2.").arg(repository->name, words.last().trimmed()));
    return session.exitStatus();
}

/// Lets a model see repositories, or no longer.
ExitStatus share(Session &session, const QStringList &names, bool shared)
{
    if (names.isEmpty())
        return wrongUsage(session, RepoCommandsText::tr("“repo share” and “repo unshare” take the names of repositories."));
    storage::RepositoryStore store(*session.database);
    for (const QString &name : names) {
        const auto repository = store.byName(name);
        const auto set = repository ? store.setShared(repository->id, shared) : std::unexpected(repository.error());
        if (!set) {
            session.fail(set.error());
            continue;
        }
        session.succeed();
        session.console.say((shared ? RepoCommandsText::tr("%1 may be sent to the model.") : RepoCommandsText::tr("%1 stays on this machine.")).arg(repository->name));
    }
    return session.exitStatus();
}

/// Says what a repository's text is read as, or sets it.
ExitStatus encoding(Session &session, const QStringList &words)
{
    QStringList names{u"auto"_s};
    for (const TextEncoding known : readableEncodings())
        names << QString(encodingName(known));
    const bool automatic = words.size() == 2 && words.last().compare(names.first(), Qt::CaseInsensitive) == 0;
    const auto wanted = words.size() == 2 && !automatic ? encodingByName(QLatin1StringView(words.last().toLatin1())) : TextEncoding::Unknown;
    if (words.isEmpty() || words.size() > 2 || !wanted || (!automatic && *wanted != TextEncoding::Unknown && !readableEncodings().contains(*wanted)))
        return wrongUsage(session, RepoCommandsText::tr("“repo encoding” takes a repository's name and one of: %1.").arg(names.join(RepoCommandsText::tr(", ", "between parts of a list"))));
    storage::RepositoryStore store(*session.database);
    const auto repository = store.byName(words.first());
    const auto set = !repository ? std::unexpected(repository.error()) : words.size() == 1 ? Result<void>() : store.setEncoding(repository->id, *wanted);
    if (!set) {
        session.fail(set.error());
        return session.exitStatus();
    }
    if (words.size() == 1)
        std::ignore = session.console.result(QByteArray((repository->encoding == TextEncoding::Unknown ? QByteArray("auto") : encodingName(repository->encoding).toString().toLatin1()) + '\n'));
    else
        session.console.say(automatic ? RepoCommandsText::tr("The encoding of %1 is found for each file.").arg(repository->name)
                                      : RepoCommandsText::tr("The text of %1 is read as %2.").arg(repository->name, encodingName(*wanted)));
    return AllDone;
}

/// Keeps a token for a host in the system keychain: asked for at the terminal, or one line of stdin.
ExitStatus login(Session &session, const QStringList &words)
{
    if (words.size() != 1)
        return wrongUsage(session, RepoCommandsText::tr("“repo login” takes one host, such as github.com."));
    const auto host = git::parseHost(words.first());
    auto token = host ? readToken(*host) : std::unexpected(host.error());
    const auto kept = token ? writeSecret(u"git:"_s + *host, *token) : std::unexpected(token.error());
    if (!kept) {
        session.fail(kept.error());
        return session.exitStatus();
    }
    session.console.say(RepoCommandsText::tr("The token for %1 is in the keychain.").arg(*host));
    return AllDone;
}

ExitStatus logout(Session &session, const QStringList &words)
{
    if (words.size() != 1)
        return wrongUsage(session, RepoCommandsText::tr("“repo logout” takes one host, such as github.com."));
    const auto host = git::parseHost(words.first());
    const auto removed = host ? writeSecret(u"git:"_s + *host, {}) : std::unexpected(host.error());
    if (!removed) {
        session.fail(removed.error());
        return session.exitStatus();
    }
    session.console.say(RepoCommandsText::tr("There is no token for %1 in the keychain any more.").arg(*host));
    return AllDone;
}

} // namespace

ExitStatus runRepo(Session &session)
{
    QStringList words = session.options.arguments;
    const QString verb = words.isEmpty() ? QString() : words.takeFirst();
    if (verb == "add"_L1)
        return addRepository(session, words);
    if (verb == "list"_L1)
        return listRepositories(session);
    if (verb == "remove"_L1)
        return removeRepositories(session, words);
    if (verb == "rename"_L1)
        return renameRepository(session, words);
    if (verb == "share"_L1 || verb == "unshare"_L1)
        return share(session, words, verb == "share"_L1);
    if (verb == "encoding"_L1)
        return encoding(session, words);
    if (verb == "login"_L1)
        return login(session, words);
    if (verb == "logout"_L1)
        return logout(session, words);
    return wrongUsage(session, RepoCommandsText::tr("“repo” needs one of: add, list, remove, rename, share, unshare, encoding, login, logout; see “rijian-cli repo --help”."));
}

ExitStatus runFetch(Session &session)
{
    const auto repositories = session.repositories(true);
    if (!repositories) {
        session.fail(repositories.error());
        return session.exitStatus();
    }
    QJsonArray list;
    for (const Repository &repository : *repositories) {
        const auto outcome = session.pipeline->fetch(repository, session.options.span, session.options.whole);
        QJsonObject object{{u"name"_s, repository.name}};
        if (!outcome) {
            session.fail(outcome.error(), repository.name);
            object.insert(u"error"_s, toJson(outcome.error()));
            list.append(object);
            if (outcome.error().kind == ErrorKind::Cancelled)
                break;
            continue;
        }
        session.succeed();
        object.insert(u"fetch"_s, toJson(*outcome));
        list.append(object);
        if (outcome->defaultBranch.isEmpty())
            session.console.say(RepoCommandsText::tr("%1: the repository has no commits yet").arg(repository.name));
        else if (outcome->changed || outcome->receivedBytes > 0)
            session.console.say(RepoCommandsText::tr("%1: fetched, %2").arg(repository.name, QLocale::c().formattedDataSize(qint64(outcome->receivedBytes))));
        else
            session.console.say(RepoCommandsText::tr("%1: nothing new").arg(repository.name));
    }
    if (session.options.json)
        session.console.result(printed(list));
    return session.exitStatus();
}

} // namespace rijian::cli
