// "rule": the user's own rules, which raise, lower or tag commits.

#include "cli/commands.h"
#include "cli/json.h"

#include "core/searchquery.h"
#include "core/text.h"
#include "storage/ownrulestore.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct RuleCommandsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::RuleCommands)
};

constexpr int countedDays = 30;
constexpr qsizetype mostShown = 2'000; // characters
constexpr QLatin1StringView levels[] = {"unknown"_L1, "low"_L1, "medium"_L1, "high"_L1};

Result<Importance> levelOf(const QString &word)
{
    for (const Importance level : {Importance::Low, Importance::Medium, Importance::High}) {
        if (word == levels[std::size_t(level)])
            return level;
    }
    return failure(ErrorKind::Usage, RuleCommandsText::tr("An importance is high, medium or low, not “%1”.").arg(oneLine(word, 40)));
}

Result<OwnRule> ruleOf(const Options &options)
{
    OwnRule rule{.repository = options.words.value(u"repo"_s), .path = options.words.value(u"path"_s), .author = options.words.value(u"author"_s), .text = options.words.value(u"text"_s),
                 .type = {}, .tag = options.words.value(u"tag"_s)};
    if (options.words.contains(u"type"_s)) {
        const auto type = searchValue(SearchField::Type, options.words.value(u"type"_s));
        if (!type)
            return failure(ErrorKind::Usage, RuleCommandsText::tr("--type is one of %1, not “%2”.").arg(searchValues(u"type").join(RuleCommandsText::tr(", ", "between parts of a list")), oneLine(options.words.value(u"type"_s), 40)));
        rule.type = static_cast<ChangeType>(*type);
    }
    const bool raises = options.words.contains(u"raise"_s), lowers = options.words.contains(u"lower"_s);
    if (raises && lowers)
        return failure(ErrorKind::Usage, RuleCommandsText::tr("Give either --raise or --lower, not both."));
    if (raises || lowers) {
        const auto level = levelOf(options.words.value(raises ? u"raise"_s : u"lower"_s));
        if (!level)
            return std::unexpected(level.error());
        rule.effect = raises ? OwnRule::Effect::AtLeast : OwnRule::Effect::AtMost;
        rule.level = *level;
    }
    if (const auto fault = faultOf(rule))
        return std::unexpected(*fault);
    return rule;
}

QString whatFollows(const OwnRule &rule)
{
    QStringList parts;
    if (rule.effect != OwnRule::Effect::None)
        parts << (rule.effect == OwnRule::Effect::AtLeast ? u"raise "_s : u"lower "_s) + levels[std::size_t(rule.level)];
    if (!rule.tag.isEmpty())
        parts << u"tag "_s + rule.tag;
    return parts.join(u", "_s);
}

QJsonObject ruleObject(const OwnRule &rule, int number)
{
    constexpr QLatin1StringView effects[] = {""_L1, "raise"_L1, "lower"_L1};
    return {{u"number"_s, number},       {u"enabled"_s, rule.enabled}, {u"repository"_s, rule.repository}, {u"path"_s, rule.path}, {u"author"_s, rule.author},
            {u"text"_s, rule.text},      {u"type"_s, rule.type ? changeTypeWord(*rule.type) : QString()},  {u"effect"_s, effects[std::size_t(rule.effect)]},
            {u"importance"_s, rule.effect == OwnRule::Effect::None ? QString() : QString(levels[std::size_t(rule.level)])}, {u"tag"_s, rule.tag}};
}

Result<void> list(Session &session, const QList<OwnRule> &rules)
{
    if (session.options.json) {
        QJsonArray array;
        for (qsizetype i = 0; i < rules.size(); ++i)
            array.append(ruleObject(rules[i], int(i) + 1));
        session.console.result(printed(array));
        return {};
    }
    QByteArray lines;
    for (qsizetype i = 0; i < rules.size(); ++i)
        lines += u"%1  %2%3  →  %4\n"_s.arg(i + 1).arg(rules[i].enabled ? QString() : RuleCommandsText::tr("(off) "), oneLine(describe(rules[i]), mostShown), oneLine(whatFollows(rules[i]))).toUtf8(); // the desktop makes patterns of authors' names
    session.console.result(lines);
    if (rules.isEmpty())
        session.console.say(RuleCommandsText::tr("There are no rules of your own yet."));
    return {};
}

Result<void> save(Session &session, const QList<OwnRule> &rules)
{
    storage::OwnRuleStore store(*session.database);
    if (auto saved = store.save(rules); !saved)
        return saved;
    for (auto more = store.pass(); ; more = store.pass()) {
        if (!more)
            return std::unexpected(more.error());
        if (!*more)
            return {};
        if (session.stop.stop_requested())
            return failure(ErrorKind::Cancelled, RuleCommandsText::tr("Stopped: the rest is done by the next command or the desktop."));
    }
}

Result<void> add(Session &session, QList<OwnRule> rules)
{
    const auto rule = ruleOf(session.options);
    if (!rule)
        return std::unexpected(rule.error());
    const qint64 since = QDateTime::currentSecsSinceEpoch() - countedDays * 86'400LL;
    const auto count = storage::OwnRuleStore(*session.database).count(*rule, since);
    rules.append(*rule);
    if (auto saved = save(session, rules); !saved)
        return saved;
    if (count)
        session.console.say(RuleCommandsText::tr("Rule %1 matches %2 of %n commit(s) of the last %3 days.", nullptr, count->looked).arg(rules.size()).arg(count->matching).arg(countedDays));
    return {};
}

/// The rule that the command's word at `place` numbers, from 0 on.
Result<qsizetype> ruleAt(const Session &session, const QList<OwnRule> &rules, qsizetype place)
{
    bool ok = false;
    const int number = session.options.arguments.value(place).toInt(&ok);
    if (ok && number >= 1 && number <= rules.size())
        return number - 1;
    return failure(ErrorKind::Usage, RuleCommandsText::tr("“rule %1” takes the number of a rule, as “rule list” shows it.").arg(session.options.arguments.first()));
}

/// "remove", "on", "off" and "move": what is done to one rule.
Result<void> change(Session &session, QList<OwnRule> rules)
{
    const QString what = session.options.arguments.first();
    const bool moves = what == "move"_L1;
    if (session.options.arguments.size() != (moves ? 3 : 2))
        return failure(ErrorKind::Usage, moves ? RuleCommandsText::tr("“rule move” takes the number of a rule and its new one.")
                                               : RuleCommandsText::tr("“rule %1” takes the number of a rule, as “rule list” shows it.").arg(what));
    const auto at = ruleAt(session, rules, 1);
    const auto to = at && moves ? ruleAt(session, rules, 2) : at;
    if (!to)
        return std::unexpected(to.error());
    const QList<OwnRule> before = rules;
    if (moves)
        rules.move(*at, *to);
    else if (what == "remove"_L1)
        rules.removeAt(*at);
    else
        rules[*at].enabled = what == "on"_L1;
    return rules == before ? Result<void>() : save(session, rules);
}

} // namespace

ExitStatus runRule(Session &session)
{
    static const QStringList changes{u"remove"_s, u"on"_s, u"off"_s, u"move"_s};
    const QString what = session.options.arguments.value(0);
    const auto rules = storage::OwnRuleStore(*session.database).all();
    const auto done = !rules                ? Result<void>(std::unexpected(rules.error()))
        : what == "list"_L1 || what.isEmpty() ? list(session, *rules)
        : what == "add"_L1                  ? add(session, *rules)
        : changes.contains(what)            ? change(session, *rules)
                                            : failure(ErrorKind::Usage, RuleCommandsText::tr("“rule” takes list, add, remove, on, off or move, not “%1”.").arg(oneLine(what, 40)));
    if (done)
        session.succeed();
    else
        session.fail(done.error());
    return session.exitStatus();
}

} // namespace rijian::cli
