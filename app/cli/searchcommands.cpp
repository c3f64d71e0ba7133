// "search": over all commits that are stored.

#include "cli/commands.h"
#include "cli/json.h"

#include "core/text.h"
#include "storage/repositorystore.h"
#include "storage/searchstore.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct SearchCommandsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::SearchCommands)
};

constexpr int usualLimit = 50;
constexpr int mostLimit = 10'000;

Result<int> limitOf(const Options &options)
{
    if (!options.words.contains(u"limit"_s))
        return usualLimit;
    bool ok = false;
    const int limit = options.words.value(u"limit"_s).toInt(&ok);
    if (!ok || limit < 1 || limit > mostLimit)
        return failure(ErrorKind::Usage, SearchCommandsText::tr("--limit is a number from 1 to %1.").arg(mostLimit));
    return limit;
}

/// Whatever was stored since the last search; the first time that is all.
Result<void> bringUpToDate(Session &session, storage::SearchStore &store)
{
    const int all = store.stale().value_or(0);
    for (int left = all; left > 0;) {
        if (session.stop.stop_requested())
            return failure(ErrorKind::Cancelled, SearchCommandsText::tr("Stopped."));
        const auto more = store.index(500);
        if (!more)
            return std::unexpected(more.error());
        left = *more ? left - 500 : 0;
        if (all > 2'000)
            session.console.progress(SearchCommandsText::tr("Preparing the search"), std::min(1.0, 1 - double(left) / all));
    }
    session.console.endProgress();
    return {};
}

QString lineOf(const CommitRow &row, const QString &repository, const QTimeZone &zone)
{
    const QString mark = importanceWord(row.importance()).section(u' ', 0, 0);
    return u"%1  %2  %3  %4  %5%6\n"_s.arg(mark.isEmpty() ? u"· "_s : mark, QDateTime::fromSecsSinceEpoch(row.committerTime.seconds, zone).toString(u"yyyy-MM-dd"_s), row.sha.first(10),
                                           oneLine(repository, 30), oneLine(row.subject(), 100), row.snippet.isEmpty() ? QString() : QString(u"\n    "_s + row.snippet));
}

} // namespace

ExitStatus runSearch(Session &session)
{
    const QString text = session.options.arguments.join(u' ');
    const auto limit = limitOf(session.options);
    if (text.trimmed().isEmpty() || !limit) {
        session.console.error(limit ? Error{ErrorKind::Usage, SearchCommandsText::tr("What is to be searched? For example: rijian-cli search \"cache importance:high -test\""), {}} : limit.error());
        return WrongUsage;
    }
    storage::SearchStore store(*session.database);
    if (auto ready = bringUpToDate(session, store); !ready) {
        session.fail(ready.error());
        return session.exitStatus();
    }
    const QTimeZone zone = session.options.zone;
    const SearchQuery query = parseSearch(text, QDateTime::currentDateTimeUtc().toTimeZone(zone).date());
    const auto page = store.find(query, zone, *limit);
    const auto repositories = storage::RepositoryStore(*session.database).all();
    if (!page || !repositories) {
        session.fail(page ? repositories.error() : page.error());
        return session.exitStatus();
    }
    session.succeed();
    for (const QString &advice : page->advice)
        session.console.warn(advice);
    QHash<qint64, QString> names;
    for (const Repository &repository : *repositories)
        names.insert(repository.id, repository.name);
    if (session.options.json) {
        QJsonArray list;
        for (const CommitRow &row : page->rows) {
            QJsonObject one = toJson(row, names.value(row.repository), zone);
            one.insert(u"snippet"_s, row.snippet);
            list.append(one);
        }
        session.console.result(printed(list));
        return session.exitStatus();
    }
    QByteArray lines;
    for (const CommitRow &row : page->rows)
        lines += lineOf(row, names.value(row.repository), zone).toUtf8();
    session.console.result(lines);
    if (page->rows.isEmpty())
        session.console.say(SearchCommandsText::tr("Nothing was found."));
    else if (page->after)
        session.console.say(SearchCommandsText::tr("There are more: give a larger --limit."));
    return session.exitStatus();
}

} // namespace rijian::cli
