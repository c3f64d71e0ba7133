#include "core/ownrule.h"

#include "core/glob.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

struct OwnRuleText {
    Q_DECLARE_TR_FUNCTIONS(rijian::OwnRule)
};

constexpr qsizetype longestPattern = 500;

QStringList patternsOf(const QString &field)
{
    QStringList patterns;
    for (const QString &part : field.split(u',')) {
        if (const QString pattern = part.trimmed(); !pattern.isEmpty())
            patterns.append(pattern);
    }
    return patterns;
}

/// The whole where there are wildcards, else any part.
bool wordMatches(const QString &pattern, const QString &text)
{
    if (!pattern.contains(u'*') && !pattern.contains(u'?'))
        return text.contains(pattern, Qt::CaseInsensitive);
    QString flat = text;
    return globMatches(pattern, flat.replace(u'/', u' '), Qt::CaseInsensitive) || globMatches(pattern, text, Qt::CaseInsensitive);
}

template<typename F>
bool holds(const QStringList &patterns, F matchesOne)
{
    return patterns.isEmpty() || std::ranges::any_of(patterns, matchesOne);
}

} // namespace

std::optional<Error> faultOf(const OwnRule &rule)
{
    const auto fault = [](const QString &message) { return Error{ErrorKind::Usage, message, {}}; };
    const QStringList fields{rule.repository, rule.path, rule.author, rule.text};
    if (std::ranges::all_of(fields, [](const QString &field) { return patternsOf(field).isEmpty(); }) && !rule.type)
        return fault(OwnRuleText::tr("A rule needs something to describe commits by: a repository, files, an author, a type or a text."));
    if (std::ranges::any_of(fields, [](const QString &field) { return field.size() > longestPattern; }))
        return fault(OwnRuleText::tr("A pattern is too long: at most %1 characters.").arg(longestPattern));
    if (rule.effect == OwnRule::Effect::None && rule.tag.trimmed().isEmpty())
        return fault(OwnRuleText::tr("A rule needs something to do: raise, lower or tag."));
    if (rule.effect != OwnRule::Effect::None && rule.level == Importance::Unknown)
        return fault(OwnRuleText::tr("Choose an importance."));
    if (rule.tag.size() > 40 || rule.tag.contains(u',') || rule.tag.contains(u'\n'))
        return fault(OwnRuleText::tr("A tag has 40 characters at most, and no commas."));
    return std::nullopt;
}

QString authorPattern(const QString &name, const QString &email)
{
    const bool useName = !name.contains(u',') || email.isEmpty() || email.contains(u',');
    return QString(useName ? name : email).replace(u',', u'?');
}

QString repositoryPattern(const QString &name)
{
    return QString(name).replace(u',', u'?');
}

QString describe(const OwnRule &rule)
{
    QStringList parts;
    const std::pair<QLatin1StringView, QString> fields[] = {{"repo:"_L1, rule.repository}, {"path:"_L1, rule.path}, {"author:"_L1, rule.author},
                                                            {"type:"_L1, rule.type ? changeTypeWord(*rule.type) : QString()}, {"text:"_L1, rule.text}};
    for (const auto &[name, value] : fields) {
        if (!value.trimmed().isEmpty())
            parts.append(name + patternsOf(value).join(u','));
    }
    return parts.join(u' ');
}

OwnRules::OwnRules(const QList<OwnRule> &rules)
{
    for (const OwnRule &rule : rules) {
        if (rule.enabled && !faultOf(rule))
            m_rules.push_back({rule, patternsOf(rule.repository), patternsOf(rule.path), patternsOf(rule.author), patternsOf(rule.text)});
    }
}

bool OwnRules::needPaths() const
{
    return std::ranges::any_of(m_rules, [](const Ready &ready) { return !ready.paths.isEmpty(); });
}

bool OwnRules::matches(const Ready &ready, const OwnRuleSubject &commit)
{
    return (!ready.rule.type || commit.types.contains(*ready.rule.type))
        && holds(ready.repositories, [&](const QString &pattern) { return wordMatches(pattern, commit.repository); })
        && holds(ready.authors, [&](const QString &pattern) { return wordMatches(pattern, commit.authorName) || wordMatches(pattern, commit.authorEmail); })
        && holds(ready.texts, [&](const QString &pattern) { return commit.message.contains(pattern, Qt::CaseInsensitive); })
        && holds(ready.paths, [&](const QString &pattern) {
               return std::ranges::any_of(commit.paths, [&](const QString &path) { return pathMatches(pattern, path); });
           });
}

bool OwnRules::describes(const OwnRuleSubject &commit) const
{
    return std::ranges::any_of(m_rules, [&](const Ready &ready) { return matches(ready, commit); });
}

OwnMark OwnRules::mark(const OwnRuleSubject &commit) const
{
    OwnMark mark;
    bool decided = false;
    for (const Ready &ready : m_rules) {
        const bool hasEffect = ready.rule.effect != OwnRule::Effect::None;
        if ((decided && ready.rule.tag.isEmpty()) || !matches(ready, commit))
            continue;
        if (const QString tag = ready.rule.tag.trimmed(); !tag.isEmpty() && !mark.tags.contains(tag))
            mark.tags.append(tag);
        if (decided || !hasEffect)
            continue;
        decided = true;
        const bool raises = ready.rule.effect == OwnRule::Effect::AtLeast;
        if (raises ? commit.cardImportance < ready.rule.level : commit.cardImportance > ready.rule.level || commit.cardImportance == Importance::Unknown) {
            mark.importance = ready.rule.level;
            mark.rule = describe(ready.rule);
        }
    }
    return mark;
}

} // namespace rijian
