#include "cli/commands.h"
#include "cli/json.h"
#include "core/cardtext.h"
#include "core/text.h"
#include "jobs/evaluation.h"
#include "storage/analysisstore.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct EvalCommandsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::EvalCommands)
};

constexpr qint64 longestFile = 8 << 20;

Result<jobs::LabelSet> readSet(const QString &name)
{
    QFile file(name == "sample"_L1 ? u":/eval/sample.json"_s : name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::NotFound, EvalCommandsText::tr("%1 cannot be read (%2): give a file of labeled cards, or “sample”.").arg(oneLine(name), file.errorString()));
    if (file.size() > longestFile)
        return failure(ErrorKind::BadData, EvalCommandsText::tr("%1 is too large for a file of labeled cards.").arg(oneLine(name)));
    auto set = jobs::readLabels(file.readAll());
    if (!set)
        return failure(set.error().kind, oneLine(name) + u": "_s + set.error().message);
    return set;
}

QString percent(double part, double whole)
{
    return whole > 0 ? u"%1 %"_s.arg(qRound(100 * part / whole)) : u"–"_s;
}

QJsonObject toJson(const jobs::Score &score)
{
    QJsonArray misses;
    for (const jobs::Label &label : score.misses)
        misses.append(label.sha);
    return {{u"labels"_s, score.labels},         {u"cards"_s, score.cards},
            {u"importance"_s, score.importance}, {u"one_off"_s, score.oneOff},
            {u"main_type"_s, score.mainType},    {u"type_overlap"_s, score.cards > 0 ? score.overlap / score.cards : 0},
            {u"fields"_s, score.fields},         {u"fields_asked"_s, score.fieldsAsked},
            {u"unconfirmed"_s, score.unconfirmed}, {u"partial"_s, score.partial},
            {u"prompt_tokens"_s, score.usage.prompt}, {u"cached_tokens"_s, score.usage.cached},
            {u"completion_tokens"_s, score.usage.completion}, {u"requests"_s, score.usage.requests},
            {u"cost"_s, score.cost},             {u"currency"_s, score.currency},
            {u"misses"_s, misses}};
}

QString scoreText(const jobs::Score &score, const QString &who)
{
    QString text = who + u'\n';
    const auto line = [&text](const QString &what, const QString &value) { text += u"  "_s + what.leftJustified(22) + value + u'\n'; };
    line(EvalCommandsText::tr("cards"), EvalCommandsText::tr("%1 of %2").arg(score.cards).arg(score.labels));
    line(EvalCommandsText::tr("importance"), EvalCommandsText::tr("%1 the same, %2 one level off").arg(percent(score.importance, score.labels), percent(score.oneOff, score.labels)));
    line(EvalCommandsText::tr("type"), EvalCommandsText::tr("%1 the main one, %2 overlap").arg(percent(score.mainType, score.labels), percent(score.overlap, score.labels)));
    line(EvalCommandsText::tr("fields filled"), percent(score.fields, score.fieldsAsked));
    line(EvalCommandsText::tr("unconfirmed names"), QString::number(score.unconfirmed));
    if (score.usage.requests > 0) {
        const QString cost = score.currency.isEmpty() ? EvalCommandsText::tr("price not known") : QLocale::c().toString(score.cost, 'f', 4) + u' ' + score.currency;
        line(EvalCommandsText::tr("spent"), EvalCommandsText::tr("%1 requests, %2 + %3 tokens, %4").arg(score.usage.requests).arg(score.usage.prompt).arg(score.usage.completion).arg(cost));
    }
    return text;
}

/// The newest of one analyzer's, failures too: what was spent on them counts.
QHash<QString, Analysis> cardsOf(const QHash<QString, QList<Analysis>> &all, const analysis::Analyzer &analyzer)
{
    QHash<QString, Analysis> cards;
    for (auto one = all.cbegin(); one != all.cend(); ++one) {
        for (const Analysis &analysis : one.value()) {
            if (analysis.analyzer != analyzer.name() || !analyzer.models().contains(analysis.model) || analysis.promptVersion != analyzer.version())
                continue;
            const auto there = cards.constFind(one.key());
            if (there == cards.constEnd() || (there->state == AnalysisState::Failed && analysis.state != AnalysisState::Failed))
                cards.insert(one.key(), analysis);
        }
    }
    return cards;
}

/// The commits of the set that can be read, after fetching them.
Result<QStringList> readable(Session &session, const Repository &repository, const jobs::LabelSet &set)
{
    if (!session.options.offline) {
        if (const auto fetched = session.pipeline->fetch(repository, set.days); !fetched)
            return std::unexpected(fetched.error());
    }
    QStringList shas;
    for (const jobs::Label &label : set.labels) {
        if (session.pipeline->resolve(repository, label.sha))
            shas.append(label.sha);
    }
    if (shas.isEmpty())
        return failure(ErrorKind::NotFound, EvalCommandsText::tr("None of the labeled commits is in %1.").arg(repository.name));
    if (shas.size() < set.labels.size())
        session.console.say(EvalCommandsText::tr("%n labeled commit(s) are not in the repository and are left out.", nullptr, int(set.labels.size() - shas.size())));
    return shas;
}

} // namespace

ExitStatus runEval(Session &session)
{
    if (session.options.arguments.size() != 1)
        return failed(session, {ErrorKind::Usage, EvalCommandsText::tr("“eval” takes one file of labeled cards, or “sample”."), {}});
    auto set = readSet(session.options.arguments.first());
    const auto ready = set ? session.prepareAnalyzers() : std::unexpected(set.error());
    const auto repository = ready ? session.pipeline->find(set->repository) : std::unexpected(ready.error());
    const auto shas = repository ? readable(session, *repository, *set) : std::unexpected(repository.error());
    if (!shas)
        return failed(session, shas.error());
    set->labels.removeIf([&](const jobs::Label &label) { return !shas->contains(label.sha); });
    const auto analyzer = session.analyzerFor(*repository);
    if (!analyzer)
        return failed(session, analyzer.error());
    const analysis::Analyzer *asked = *analyzer;
    const auto day = session.pipeline->analyze(*repository, *shas, asked, session.options.again);
    const auto all = day ? storage::AnalysisStore(*session.database).all(*shas) : std::unexpected(day.error());
    if (!all)
        return failed(session, all.error());
    session.succeed();
    session.concludeModel(*repository, *day);
    QJsonObject result;
    for (const analysis::Analyzer *one : QList<const analysis::Analyzer *>{&session.rules(), asked}) {
        if (one == asked && asked == &session.rules() && !result.isEmpty())
            continue;
        const QString who = one->sendsAway() ? one->models().first() : EvalCommandsText::tr("rules");
        const jobs::Score score = jobs::scoreCards(set->labels, cardsOf(*all, *one));
        result.insert(one->sendsAway() ? u"model"_s : u"rules"_s, toJson(score));
        if (!session.options.json)
            session.console.result(scoreText(score, who).toUtf8());
    }
    if (session.options.json)
        session.console.result(printed(result));
    return session.exitStatus();
}

ExitStatus runCompare(Session &session)
{
    const QStringList &words = session.options.arguments;
    if (words.size() != 2)
        return failed(session, {ErrorKind::Usage, EvalCommandsText::tr("“compare” takes a repository's name and a commit."), {}});
    const auto repository = session.pipeline->find(words.first());
    const auto sha = repository ? session.pipeline->resolve(*repository, words.last()) : std::unexpected(repository.error());
    const auto all = sha ? storage::AnalysisStore(*session.database).all({*sha}) : std::unexpected(sha.error());
    if (!all)
        return failed(session, all.error());
    QList<Analysis> cards; // the newest of each model and of the rules
    for (const Analysis &analysis : all->value(*sha)) {
        const bool there = std::any_of(cards.begin(), cards.end(), [&](const Analysis &other) { return other.analyzer == analysis.analyzer && other.model == analysis.model; });
        if (!there && analysis.state != AnalysisState::Failed)
            cards.append(analysis);
    }
    if (cards.isEmpty())
        return failed(session, {ErrorKind::NotFound, EvalCommandsText::tr("The commit has no card yet: run “rijian-cli analyze”."), {}});
    QJsonArray list;
    for (const Analysis &card : cards) {
        list.append(toJson(card));
        if (session.options.json)
            continue;
        const QString who = card.analyzer == "rules"_L1 ? EvalCommandsText::tr("rules") : u"%1 · %2"_s.arg(card.provider, card.model);
        session.console.result((u"──── "_s + who + u" ────\n"_s + visibleControls(card.markdown) + u"\n\n"_s).toUtf8());
    }
    if (session.options.json)
        session.console.result(printed(list));
    return AllDone;
}

} // namespace rijian::cli
