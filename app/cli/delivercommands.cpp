// `deliver`: targets, and bringing the day's digest to them.

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/printing.h"
#include "cli/prompt.h"
#include "core/keychain.h"
#include "core/text.h"
#include "jobs/delivering.h"
#include "storage/commitstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QUuid>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct DeliverCommandsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::DeliverCommands)
};

QString stateWord(storage::PartState state)
{
    switch (state) {
    case storage::PartState::Waiting:
        return u"waiting"_s;
    case storage::PartState::Sending:
        return u"sending"_s;
    case storage::PartState::Delivered:
        return u"delivered"_s;
    case storage::PartState::Refused:
        return u"refused"_s;
    case storage::PartState::Unknown:
        break;
    }
    return u"unknown"_s;
}

ExitStatus listTargets(Session &session, storage::DeliveryStore &store)
{
    const auto targets = store.targets();
    if (!targets)
        return failed(session, targets.error());
    QJsonArray list;
    QString text;
    for (const DeliveryTarget &target : *targets) {
        const auto last = store.recent(target.id, 1);
        if (!last)
            return failed(session, last.error());
        QJsonObject one = deliveryOptions(target);
        one.insert(u"least"_s, target.least == Importance::High ? u"high"_s : u"medium"_s);
        one.insert(u"name"_s, target.name);
        one.insert(u"kind"_s, deliveryKindWord(target.kind));
        one.insert(u"enabled"_s, target.enabled);
        QString state;
        if (!last->isEmpty()) {
            const storage::DeliveryPart &part = last->first();
            one.insert(u"last"_s, QJsonObject{{u"subject"_s, part.subject}, {u"part"_s, part.part}, {u"parts"_s, part.parts}, {u"state"_s, stateWord(part.state)},
                                             {u"message"_s, part.message}, {u"at"_s, part.updatedAt.toString(Qt::ISODate)}});
            state = u"  %1 %2"_s.arg(part.subject, stateWord(part.state));
        }
        list.append(one);
        text += u"%1  %2  %3%4%5\n"_s.arg(target.name, -20).arg(deliveryKindWord(target.kind), -8).arg(target.enabled ? DeliverCommandsText::tr("on") : DeliverCommandsText::tr("off"),
                                         target.least == Importance::High ? u"  🔴"_s : QString(), state);
    }
    session.console.result(session.options.json ? printed(list) : text.toUtf8());
    if (targets->isEmpty())
        session.console.say(DeliverCommandsText::tr("There is no target yet: “rijian-cli deliver add KIND NAME” adds one."));
    return AllDone;
}

Result<DeliveryTarget> targetOf(const Options &options)
{
    if (options.arguments.size() != 3)
        return failure(ErrorKind::Usage, DeliverCommandsText::tr("“deliver add” takes a kind and a name."));
    const auto kind = deliveryKindOf(options.arguments.at(1));
    if (!kind) {
        QStringList kinds;
        for (const DeliveryKind one : deliveryKinds())
            kinds.append(deliveryKindWord(one));
        return failure(ErrorKind::Usage, DeliverCommandsText::tr("A target's kind is one of %1, not “%2”.").arg(kinds.join(DeliverCommandsText::tr(", ", "between parts of a list")), oneLine(options.arguments.at(1), 40)));
    }
    DeliveryTarget target{.name = options.arguments.at(2), .kind = *kind};
    target.least = options.words.value(u"only"_s) == "high"_L1 ? Importance::High : Importance::Medium;
    target.keyword = options.words.value(u"keyword"_s);
    const QString server = options.words.value(u"server"_s);
    target.server = server.section(u':', 0, 0);
    bool number = true;
    if (server.contains(u':'))
        target.port = server.section(u':', 1).toInt(&number);
    if (!number || target.port < 0)
        return failure(ErrorKind::Usage, DeliverCommandsText::tr("--server is a host, or host:port."));
    const QString security = options.words.value(u"security"_s, u"starttls"_s);
    if (security != "starttls"_L1 && security != "tls"_L1 && security != "none"_L1)
        return failure(ErrorKind::Usage, DeliverCommandsText::tr("--security is starttls, tls or none."));
    target.security = security == "tls"_L1 ? MailSecurity::Tls : security == "none"_L1 ? MailSecurity::None : MailSecurity::StartTls;
    target.user = options.words.value(u"user"_s);
    target.from = options.words.value(u"from"_s);
    for (const QString &address : options.words.value(u"to"_s).split(u',', Qt::SkipEmptyParts))
        target.to.append(address.trimmed());
    const QString folder = options.words.value(u"folder"_s);
    target.folder = folder.isEmpty() ? QString() : QDir(folder).absolutePath();
    target.pattern = options.words.value(u"path"_s);
    target.push = options.push;
    return target;
}

/// From the terminal without echo, else the lines of stdin.
Result<DeliverySecret> askSecret(const DeliveryTarget &target)
{
    const bool mail = target.kind == DeliveryKind::Email;
    QStringList lines;
    if (isatty(STDIN_FILENO)) {
        const auto first = readHidden(mail ? DeliverCommandsText::tr("Password of %1: ").arg(target.user) : DeliverCommandsText::tr("Address of the webhook: "));
        if (!first)
            return std::unexpected(first.error());
        lines.append(*first);
        const bool signs = target.kind == DeliveryKind::Feishu || target.kind == DeliveryKind::DingTalk || target.kind == DeliveryKind::Webhook;
        if (signs)
            lines.append(readHidden(DeliverCommandsText::tr("Key to sign with, empty for none: ")).value_or(QString()));
    } else {
        QFile input;
        if (input.open(stdin, QIODevice::ReadOnly))
            lines = QString::fromUtf8(input.read(8192)).split(u'\n');
    }
    const QString first = lines.value(0).trimmed();
    return mail ? DeliverySecret{.password = first} : DeliverySecret{.address = first, .signature = lines.value(1).trimmed()};
}

ExitStatus addTarget(Session &session, storage::DeliveryStore &store)
{
    auto target = targetOf(session.options);
    auto sound = target ? checkTarget(*target) : std::unexpected(target.error());
    if (sound && target->kind == DeliveryKind::Git)
        sound = delivery::reportPath(*target, QDate(2026, 1, 7)).transform([](const QString &) {});
    if (!sound)
        return failed(session, sound.error());
    target->key = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const bool fromEnvironment = qEnvironmentVariableIsSet(deliveryVariable(target->name).toUtf8().constData());
    DeliverySecret secret;
    if (needsSecret(*target)) {
        const auto given = fromEnvironment ? readDeliverySecret(*target) : askSecret(*target);
        const auto right = given ? checkSecret(*target, *given) : std::unexpected(given.error());
        if (!right)
            return failed(session, right.error());
        secret = *given;
    }
    const auto saved = store.save(*target);
    if (!saved)
        return failed(session, saved.error());
    if (needsSecret(*target) && !fromEnvironment) {
        if (const auto kept = writeDeliverySecret(*target, secret); !kept) {
            const auto undone = store.remove(saved->id);
            Error error = kept.error();
            error.message = DeliverCommandsText::tr("%1 Without one, set %2 to the secret before adding the target.").arg(error.message, deliveryVariable(target->name));
            return failed(session, undone ? error : undone.error());
        }
    }
    session.console.say(DeliverCommandsText::tr("“%1” is added: try it with “rijian-cli deliver test”.").arg(target->name));
    return AllDone;
}

ExitStatus changeTarget(Session &session, storage::DeliveryStore &store, const QString &verb)
{
    if (session.options.arguments.size() != 2)
        return failed(session, {ErrorKind::Usage, DeliverCommandsText::tr("“deliver %1” takes a target's name.").arg(verb), {}});
    auto target = store.target(session.options.arguments.at(1));
    if (!target)
        return failed(session, target.error());
    if (verb == "test"_L1) {
        jobs::Delivering delivering(*session.database, session.options.dataFolder, {}, session.stop);
        if (const auto tried = delivering.test(*target); !tried)
            return failed(session, tried.error());
        session.console.say(DeliverCommandsText::tr("“%1” works.").arg(target->name));
        return AllDone;
    }
    if (verb == "remove"_L1) {
        if (const auto removed = store.remove(target->id); !removed)
            return failed(session, removed.error());
        if (const auto forgotten = needsSecret(*target) ? writeDeliverySecret(*target, {}) : Result<void>(); !forgotten)
            session.console.detail(forgotten.error().message);
        session.console.say(DeliverCommandsText::tr("“%1” is removed.").arg(target->name));
        return AllDone;
    }
    target->enabled = verb == "on"_L1;
    const auto saved = store.save(*target);
    return saved ? AllDone : failed(session, saved.error());
}

/// The targets named, or all that are on.
Result<QList<DeliveryTarget>> wantedTargets(Session &session, storage::DeliveryStore &store)
{
    QList<DeliveryTarget> wanted;
    for (const QString &name : session.options.arguments.mid(1)) {
        const auto target = store.target(name);
        if (!target)
            return std::unexpected(target.error());
        wanted.append(*target);
    }
    if (!wanted.isEmpty())
        return wanted;
    const auto enabled = store.enabledTargets();
    if (enabled && enabled->isEmpty())
        return failure(ErrorKind::Usage, DeliverCommandsText::tr("There is no target that is on: “rijian-cli deliver add KIND NAME” adds one."));
    return enabled;
}

Result<jobs::DeliveryRequest> requestOf(Session &session)
{
    jobs::DeliveryRequest request{.span = session.span(), .again = session.options.again};
    if (session.options.words.contains(u"only"_s))
        request.least = session.options.words.value(u"only"_s) == "high"_L1 ? Importance::High : Importance::Medium;
    storage::RepositoryStore repositories(*session.database);
    if (session.options.words.contains(u"repo"_s)) {
        request.some = true;
        for (const QString &name : session.options.words.value(u"repo"_s).split(u',', Qt::SkipEmptyParts)) {
            const auto found = repositories.byName(name.trimmed());
            if (!found)
                return std::unexpected(found.error());
            request.repositories.append(*found);
        }
        return request;
    }
    const auto all = repositories.all();
    if (!all)
        return std::unexpected(all.error());
    std::ranges::copy_if(*all, std::back_inserter(request.repositories), [](const Repository &repository) { return !repository.imported; });
    return request;
}

ExitStatus printPreviews(Session &session, const QList<DeliveryTarget> &targets, const jobs::DeliveryRequest &request)
{
    jobs::Delivering delivering(*session.database, session.options.dataFolder, {}, session.stop);
    QJsonArray list;
    for (const DeliveryTarget &target : targets) {
        const auto preview = delivering.preview(target, request);
        if (!preview) {
            session.fail(preview.error(), target.name);
            continue;
        }
        session.succeed();
        QJsonArray messages;
        for (const QByteArray &message : preview->messages)
            messages.append(QString::fromUtf8(message));
        list.append(QJsonObject{{u"target"_s, target.name}, {u"path"_s, preview->where}, {u"messages"_s, messages}});
        if (session.options.json)
            continue;
        session.console.say(DeliverCommandsText::tr("%1: %n message(s)", nullptr, int(preview->messages.size())).arg(target.name));
        for (const QByteArray &message : preview->messages)
            session.console.result(message + '\n');
    }
    if (session.options.json)
        session.console.result(printed(list));
    return session.exitStatus();
}

ExitStatus sendDigests(Session &session, storage::DeliveryStore &store)
{
    const auto targets = wantedTargets(session, store);
    const auto request = targets ? requestOf(session) : std::unexpected(targets.error());
    if (!request)
        return failed(session, request.error());
    if (session.options.dryRun)
        return printPreviews(session, *targets, *request);
    jobs::Delivering delivering(*session.database, session.options.dataFolder, {}, session.stop);
    const auto results = delivering.deliver(*targets, {*request});
    if (!results)
        return failed(session, results.error());
    QJsonArray list;
    for (const jobs::DeliveryResult &result : *results) {
        list.append(QJsonObject{{u"target"_s, result.target.name}, {u"parts"_s, result.parts}, {u"delivered"_s, result.delivered}, {u"already"_s, result.already},
                                {u"error"_s, result.error ? QJsonValue(result.error->message) : QJsonValue()}});
        if (result.error) {
            session.fail(*result.error, result.target.name);
        } else {
            session.succeed();
            session.console.say(result.target.name + u": "_s + result.note);
        }
    }
    if (session.options.json)
        session.console.result(printed(list));
    return session.exitStatus();
}

} // namespace

ExitStatus runDeliver(Session &session)
{
    storage::DeliveryStore store(*session.database);
    const QString verb = session.options.arguments.value(0, u"list"_s);
    if (verb == "list"_L1)
        return listTargets(session, store);
    if (verb == "add"_L1)
        return addTarget(session, store);
    if (verb == "remove"_L1 || verb == "test"_L1 || verb == "on"_L1 || verb == "off"_L1)
        return changeTarget(session, store, verb);
    if (verb == "send"_L1)
        return sendDigests(session, store);
    return failed(session, {ErrorKind::Usage, DeliverCommandsText::tr("“deliver” needs one of: list, add, remove, on, off, test, send; see “rijian-cli deliver --help”."), {}});
}

} // namespace rijian::cli
