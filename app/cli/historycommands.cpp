// "digest" and "agreement": what many days tell, from the store alone.

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/printing.h"

#include "core/text.h"
#include "jobs/periodreport.h"
#include "report/markdown.h"
#include "storage/historystore.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct HistoryCommandsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::HistoryCommands)
};

constexpr int usualDays = 90;

QDate todayIn(const QTimeZone &zone)
{
    return QDateTime::currentDateTimeUtc().toTimeZone(zone).date();
}

Result<void> write(Session &session, const QString &file, const QByteArray &text)
{
    if (file == "-"_L1)
        return session.console.result(text) ? Result<void>() : failure(ErrorKind::Disk, HistoryCommandsText::tr("The digest could not be written to stdout."));
    if (auto saved = report::saveFile(file, text); !saved)
        return saved;
    if (session.options.json)
        session.console.result(printed(QJsonObject{{u"file"_s, QFileInfo(file).absoluteFilePath()}}));
    else
        session.console.say(HistoryCommandsText::tr("%1 was written.").arg(file));
    return {};
}

QJsonObject toJson(const storage::Agreement &agreement, const QString &repository)
{
    return {{u"repository"_s, repository}, {u"by"_s, agreement.model.isEmpty() ? u"rules"_s : agreement.model}, {u"agreed"_s, agreement.agreed},
            {u"silent"_s, agreement.silent}, {u"raised"_s, agreement.raised},                                   {u"lowered"_s, agreement.lowered}};
}

QString lineOf(const storage::Agreement &agreement, const QString &repository)
{
    const int same = agreement.agreed + agreement.silent;
    return HistoryCommandsText::tr("%1  %2  %3 % of %4 (said so %5, left so %6; raised %7, lowered %8)\n")
        .arg(oneLine(repository, 40).leftJustified(30), (agreement.model.isEmpty() ? HistoryCommandsText::tr("rules") : oneLine(agreement.model, 40)).leftJustified(20))
        .arg(100.0 * same / agreement.judged(), 0, 'f', 0)
        .arg(agreement.judged())
        .arg(agreement.agreed)
        .arg(agreement.silent)
        .arg(agreement.raised)
        .arg(agreement.lowered);
}

} // namespace

ExitStatus runDigest(Session &session)
{
    const Options &options = session.options;
    if (options.week == options.month) {
        session.console.error({ErrorKind::Usage, HistoryCommandsText::tr("Give --week or --month, and with --date a day in it."), {}});
        return WrongUsage;
    }
    const auto period = options.week ? jobs::Period::Week : jobs::Period::Month;
    const QDate today = todayIn(options.zone);
    const DaySpan span = jobs::periodAround(period, session.span().first, today, options.zone);
    const QString file = options.output.isEmpty() ? jobs::periodFileName(period, span) : options.output;
    const auto repositories = session.repositories(false);
    const auto possible = checkOutput(file);
    if (!repositories || !possible) {
        session.fail(repositories ? possible.error() : repositories.error());
        return session.exitStatus();
    }
    QByteArray text;
    const auto composed = session.database->snapshot([&]() -> Result<void> {
        const auto digest = jobs::composePeriod(*session.database, period, span, jobs::periodBefore(period, span, today), *repositories);
        if (!digest)
            return std::unexpected(digest.error());
        text = digest->toUtf8();
        return {};
    });
    if (const auto written = composed ? write(session, file, text) : composed; !written)
        session.fail(written.error());
    else
        session.succeed();
    return session.exitStatus();
}

ExitStatus runAgreement(Session &session)
{
    const QTimeZone zone = session.options.zone;
    const QDate today = todayIn(zone);
    const DaySpan span = session.options.span.value_or(DaySpan{today.addDays(1 - usualDays), today, zone});
    const auto repositories = session.repositories(false);
    if (!repositories) {
        session.fail(repositories.error());
        return session.exitStatus();
    }
    QList<qint64> ids;
    QHash<qint64, QString> names;
    for (const Repository &repository : *repositories) {
        ids.append(repository.id);
        names.insert(repository.id, repository.name);
    }
    const auto all = storage::HistoryStore(*session.database).agreement(ids, span);
    if (!all) {
        session.fail(all.error());
        return session.exitStatus();
    }
    session.succeed();
    QJsonArray array;
    QByteArray lines;
    for (const storage::Agreement &agreement : *all) {
        array.append(toJson(agreement, names.value(agreement.repository)));
        lines += lineOf(agreement, names.value(agreement.repository)).toUtf8();
    }
    if (session.options.json)
        session.console.result(printed(array));
    else if (session.console.result(lines); all->isEmpty())
        session.console.say(HistoryCommandsText::tr("You have not judged any commits of these days yet: set an importance of your own, or mark commits as reviewed."));
    return session.exitStatus();
}

} // namespace rijian::cli
