// "queue", "followups" and "mark": what is still to be dealt with, and the user's decisions on commits.

#include "cli/commands.h"
#include "cli/json.h"

#include "core/searchquery.h"
#include "core/text.h"
#include "core/triagequeue.h"
#include "storage/commitstore.h"
#include "storage/overviewstore.h"
#include "storage/repositorystore.h"
#include "storage/triagestore.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct TriageCommandsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::TriageCommands)
};

constexpr int mostMeant = 6; // commits told of a beginning that stands for several

QString joined(const QStringList &words)
{
    return words.join(TriageCommandsText::tr(", ", "between parts of a list"));
}

/// What these commands work on: as in the desktop, all repositories and the settings' day, unless the options say otherwise.
struct Desk {
    Settings settings;
    QTimeZone zone;
    QDate today;
    QList<qint64> ids;
    QHash<qint64, QString> names;
};

Result<QList<Repository>> askedRepositories(Session &session)
{
    storage::RepositoryStore store(*session.database);
    if (!session.options.words.contains(u"repo"_s))
        return store.all();
    QList<Repository> asked;
    for (const QString &name : session.options.words.value(u"repo"_s).split(u',')) {
        const auto found = store.byName(name.trimmed());
        if (!found)
            return std::unexpected(found.error());
        asked.append(*found);
    }
    return asked;
}

Result<Desk> openDesk(Session &session)
{
    const auto settings = session.settings();
    const auto repositories = settings ? askedRepositories(session) : std::unexpected(settings.error());
    if (!repositories)
        return std::unexpected(repositories.error());
    const QTimeZone zone = session.options.zone; // the settings', unless --timezone says otherwise
    Desk desk{.settings = *settings, .zone = zone, .today = QDateTime::currentDateTimeUtc().toTimeZone(zone).date(), .ids = {}, .names = {}};
    for (const Repository &repository : *repositories) {
        desk.ids.append(repository.id);
        desk.names.insert(repository.id, repository.name);
    }
    return desk;
}

/// Those of imported reports all begin alike.
QString shortSha(const QString &sha)
{
    return sha.first(isMadeUpSha(sha) ? madeUpShaPrefix.size() + 10 : 10);
}

QString decisionOf(const Triage &triage, const QDate &today)
{
    QStringList parts{triageStateWord(triage.state)};
    if (triage.state == TriageState::FollowUp && triage.due.isValid()) {
        parts.append(TriageCommandsText::tr("due %1").arg(triage.due.toString(Qt::ISODate)));
        if (triage.due < today)
            parts.append(TriageCommandsText::tr("overdue"));
    }
    return joined(parts);
}

QString decisionLine(const CommitRow &row, const Desk &desk)
{
    const QString mark = importanceWord(row.importance()).section(u' ', 0, 0);
    return u"%1  %2  %3  %4  %5  [%6]\n"_s.arg(mark.isEmpty() ? u"· "_s : mark, QDateTime::fromSecsSinceEpoch(row.committerTime.seconds, desk.zone).toString(u"yyyy-MM-dd"_s),
                                               oneLine(desk.names.value(row.repository), 30), shortSha(row.sha), oneLine(row.subject(), 100), decisionOf(row.triage, desk.today));
}

enum class Notes { Left, Shown };

/// `nothing` is told to people where there are no rows.
void printRows(Session &session, const QList<CommitRow> &rows, const Desk &desk, Notes notes, const QString &nothing)
{
    if (session.options.json) {
        QJsonArray list;
        for (const CommitRow &row : rows)
            list.append(toJson(row, desk.names.value(row.repository), desk.zone));
        session.console.result(printed(list));
        return;
    }
    QByteArray lines;
    for (const CommitRow &row : rows) {
        lines += decisionLine(row, desk).toUtf8();
        if (notes == Notes::Shown && !row.triage.note.isEmpty())
            lines += (u"    "_s + oneLine(row.triage.note, 500) + u'\n').toUtf8();
    }
    session.console.result(lines);
    if (rows.isEmpty())
        session.console.say(nothing);
}

Result<void> checkNoWords(const Session &session)
{
    if (session.options.arguments.isEmpty())
        return {};
    return failure(ErrorKind::Usage, TriageCommandsText::tr("“%1” takes options alone: choose repositories with --repo.").arg(session.options.command));
}

/// An invalid date: none.
Result<QDate> dueOf(const QString &text, const QDate &today)
{
    const QString word = text.toLower();
    if (word == "none"_L1)
        return QDate();
    if (word == "today"_L1 || word == "tomorrow"_L1)
        return today.addDays(word == "today"_L1 ? 0 : 1);
    static const QRegularExpression form(u"^\\d{4}-\\d{2}-\\d{2}$"_s);
    const QDate date = form.match(word).hasMatch() ? QDate::fromString(word, Qt::ISODate) : QDate();
    if (!date.isValid())
        return failure(ErrorKind::Usage, TriageCommandsText::tr("“%1” is no day for --due: write it as 2026-01-07, or today, tomorrow or none.").arg(oneLine(text, 60)));
    return date;
}

Result<QList<CommitRow>> queuedRows(Session &session, const Desk &desk)
{
    QueueRange range = queueRange(desk.settings, desk.zone, desk.today);
    if (session.options.words.contains(u"least"_s)) {
        const QString least = session.options.words.value(u"least"_s);
        if (least != "high"_L1 && least != "medium"_L1)
            return failure(ErrorKind::Usage, TriageCommandsText::tr("--least is high or medium, not “%1”.").arg(oneLine(least, 60)));
        range.least = least == "high"_L1 ? Importance::High : Importance::Medium;
    }
    return storage::OverviewStore(*session.database).queue(desk.ids, range);
}

Result<QList<CommitRow>> followedRows(Session &session, const Desk &desk)
{
    const bool some = session.options.words.contains(u"due"_s);
    const auto due = some ? dueOf(session.options.words.value(u"due"_s), desk.today) : QDate();
    auto rows = due ? storage::OverviewStore(*session.database).followUps(desk.ids) : std::unexpected(due.error());
    if (rows && some)
        rows->removeIf([&due](const CommitRow &row) { return due->isValid() ? !row.triage.due.isValid() || row.triage.due > *due : row.triage.due.isValid(); });
    return rows;
}

/// What is to change; nothing: it stays.
struct Marking {
    std::optional<TriageState> state;
    std::optional<Importance> importance;
    std::optional<QString> note;
    std::optional<QDate> due; ///< invalid: no longer

    bool isEmpty() const { return !state && !importance && !note && !due; }
    bool setsDue() const { return due && due->isValid(); }
    Triage of(Triage triage) const
    {
        triage.state = state.value_or(triage.state);
        triage.importance = importance.value_or(triage.importance);
        triage.note = note.value_or(triage.note);
        triage.due = due.value_or(triage.due);
        return triage;
    }
};

Error noFollowUp()
{
    return {ErrorKind::Usage, TriageCommandsText::tr("Only a follow-up has a day that it is due: add --state followup."), {}};
}

/// A word of a few, which may be cut short.
template<typename Value>
Result<std::optional<Value>> markedValue(const Options &options, const QString &name, SearchField field)
{
    if (!options.words.contains(name))
        return std::nullopt;
    const QString word = options.words.value(name);
    if (const auto value = searchValue(field, word))
        return static_cast<Value>(*value);
    return failure(ErrorKind::Usage, TriageCommandsText::tr("--%1 is one of %2, not “%3”.").arg(name, joined(searchValues(name)), oneLine(word, 60)));
}

Result<Marking> markingOf(const Options &options, const QDate &today)
{
    const auto state = markedValue<TriageState>(options, u"state"_s, SearchField::State);
    const auto importance = markedValue<Importance>(options, u"importance"_s, SearchField::Importance);
    if (!state || !importance)
        return std::unexpected(state ? importance.error() : state.error());
    Marking marking{.state = *state, .importance = *importance, .note = {}, .due = {}};
    if (options.words.contains(u"note"_s))
        marking.note = options.words.value(u"note"_s);
    if (options.words.contains(u"due"_s)) {
        const auto due = dueOf(options.words.value(u"due"_s), today);
        if (!due)
            return std::unexpected(due.error());
        marking.due = *due;
    }
    if (marking.isEmpty())
        return failure(ErrorKind::Usage, TriageCommandsText::tr("Say what is to change: --state, --importance, --note or --due."));
    if (marking.setsDue() && marking.state.value_or(TriageState::FollowUp) != TriageState::FollowUp)
        return std::unexpected(noFollowUp());
    return marking;
}

using Place = storage::CommitStore::Place;

Result<Place> placeOf(Session &session, const Desk &desk, const QString &word)
{
    static const QRegularExpression digits(u"^[0-9a-f]{4,40}$"_s); // no fewer than git takes
    const QString beginning = word.toLower();
    if (!digits.match(beginning).hasMatch())
        return failure(ErrorKind::Usage, TriageCommandsText::tr("“%1” is not a commit's sha: write at least its first 4 digits.").arg(oneLine(word, 60)));
    const auto places = storage::CommitStore(*session.database).startingWith(desk.ids, beginning, mostMeant);
    if (!places)
        return std::unexpected(places.error());
    if (places->isEmpty())
        return failure(ErrorKind::NotFound, TriageCommandsText::tr("There is no commit “%1” among those stored.").arg(beginning));
    if (places->size() == 1)
        return places->first();
    QStringList shas, names;
    for (const Place &place : *places) {
        shas.append(shortSha(place.sha));
        names.append(desk.names.value(place.repository));
    }
    if (places->first().sha == places->last().sha) // they are in the order of their shas
        return failure(ErrorKind::Usage, TriageCommandsText::tr("“%1” is in several repositories (%2): choose one with --repo.").arg(beginning, oneLine(joined(names))));
    shas.removeDuplicates();
    if (places->size() == mostMeant)
        shas.append(u"…"_s);
    return failure(ErrorKind::Usage, TriageCommandsText::tr("“%1” stands for several commits (%2): write more digits.").arg(beginning, joined(shas)));
}

/// Marks one, in a transaction: what is read of it is what is stored. Returns it as it is now.
Result<CommitRow> markOne(storage::Database &database, const Place &place, const Marking &marking)
{
    const auto rows = storage::OverviewStore(database).rows(place.repository, {place.sha});
    if (!rows)
        return std::unexpected(rows.error());
    if (rows->isEmpty())
        return failure(ErrorKind::NotFound, TriageCommandsText::tr("The commit is no longer stored."));
    CommitRow row = rows->first();
    const Triage before = std::exchange(row.triage, marking.of(row.triage));
    if (marking.setsDue() && row.triage.state != TriageState::FollowUp)
        return std::unexpected(noFollowUp());
    if (row.triage == before)
        return row;
    const auto kept = storage::TriageStore(database).change(place.repository, place.sha, before, row.triage);
    return kept ? Result<CommitRow>(row) : std::unexpected(kept.error());
}

/// All or none, whatever happens to the program; but those that the marking does not fit are told and left as they are.
Result<QList<CommitRow>> markAll(Session &session, const QList<Place> &places, const Marking &marking)
{
    QList<CommitRow> marked;
    QList<std::pair<QString, Error>> unfit;
    const auto done = session.database->transaction([&]() -> Result<void> {
        for (const Place &place : places) {
            auto row = markOne(*session.database, place, marking);
            if (row)
                marked.append(*row);
            else if (row.error().kind == ErrorKind::Usage || row.error().kind == ErrorKind::NotFound)
                unfit.emplaceBack(shortSha(place.sha), row.error());
            else
                return std::unexpected(row.error());
        }
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    for (const auto &[sha, error] : std::as_const(unfit))
        session.fail(error, sha);
    return marked;
}

} // namespace

ExitStatus runQueue(Session &session)
{
    const auto plain = checkNoWords(session);
    const auto desk = plain ? openDesk(session) : std::unexpected(plain.error());
    const auto rows = desk ? queuedRows(session, *desk) : std::unexpected(desk.error());
    if (!rows)
        return failed(session, rows.error());
    session.succeed();
    printRows(session, *rows, *desk, Notes::Left, TriageCommandsText::tr("Inbox zero: nothing is left to be dealt with."));
    return session.exitStatus();
}

ExitStatus runFollowUps(Session &session)
{
    const auto plain = checkNoWords(session);
    const auto desk = plain ? openDesk(session) : std::unexpected(plain.error());
    const auto rows = desk ? followedRows(session, *desk) : std::unexpected(desk.error());
    if (!rows)
        return failed(session, rows.error());
    session.succeed();
    printRows(session, *rows, *desk, Notes::Shown, TriageCommandsText::tr("There is nothing to follow up."));
    return session.exitStatus();
}

ExitStatus runMark(Session &session)
{
    if (session.options.arguments.isEmpty())
        return failed(session, {ErrorKind::Usage, TriageCommandsText::tr("“mark” takes commits, by their sha or its first digits."), {}});
    const auto desk = openDesk(session);
    const auto marking = desk ? markingOf(session.options, desk->today) : std::unexpected(desk.error());
    if (!marking)
        return failed(session, marking.error());
    QList<Place> places;
    for (const QString &word : session.options.arguments) {
        const auto place = placeOf(session, *desk, word);
        if (!place)
            session.fail(place.error());
        else if (!places.contains(*place))
            places.append(*place);
    }
    if (places.isEmpty())
        return session.exitStatus();
    const auto marked = markAll(session, places, *marking);
    if (!marked)
        return failed(session, marked.error());
    if (!marked->isEmpty()) {
        session.succeed();
        printRows(session, *marked, *desk, Notes::Shown, {});
    }
    return session.exitStatus();
}

} // namespace rijian::cli
