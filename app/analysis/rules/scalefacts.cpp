#include "analysis/rules/markup.h"
#include "analysis/rules/scale.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis {

namespace {

QStringList namesOf(const QList<DefinitionChange> &changes, bool publicOnly, bool privateOnly)
{
    QStringList names;
    for (const DefinitionChange &change : changes) {
        if ((publicOnly && !change.isPublic) || (privateOnly && change.isPublic && change.role == Role::Interface))
            continue;
        if (!names.contains(change.name) && !change.name.startsWith(u"__"_s))
            names.append(change.name);
    }
    return names;
}

QString placesOf(const QList<DefinitionChange> &changes)
{
    QStringList paths;
    for (const DefinitionChange &change : changes) {
        if (!paths.contains(change.path))
            paths.append(change.path);
    }
    return codeList(paths, 3, u"个文件");
}

QList<DefinitionChange> only(const QList<DefinitionChange> &changes, bool (*wanted)(const DefinitionChange &))
{
    QList<DefinitionChange> result;
    std::copy_if(changes.begin(), changes.end(), std::back_inserter(result), wanted);
    return result;
}

bool isInterface(const DefinitionChange &change)
{
    return change.role == Role::Interface;
}

bool isOwnCode(const DefinitionChange &change)
{
    return change.role == Role::Source || change.role == Role::Vendored;
}

QString changesText(const QList<ValueChange> &values)
{
    QStringList texts;
    for (const ValueChange &value : values.first(std::min(values.size(), qsizetype(3))))
        texts.append(code(value.key, 48) + u' ' + code(value.from, 40) + u" → "_s + code(value.to, 40));
    QString text = texts.join(u"、"_s);
    if (values.size() > 3)
        text += u" 等 "_s + QString::number(values.size()) + u" 处"_s;
    return text;
}

enum class Jump { Patch, Minor, Major };

QList<int> versionNumbers(const QString &version)
{
    QList<int> numbers;
    for (const QString &part : version.split(u'.').first(std::min(version.count(u'.') + 1, qsizetype(3)))) {
        QString digits;
        for (const QChar c : part) {
            if (c.isDigit() && digits.size() < 8)
                digits.append(c);
            else if (!digits.isEmpty() || c != u'v')
                break;
        }
        if (digits.isEmpty())
            break;
        numbers.append(digits.toInt());
    }
    return numbers;
}

Jump jumpOf(const VersionChange &change)
{
    const QList<int> from = versionNumbers(change.from);
    const QList<int> to = versionNumbers(change.to);
    if (from.isEmpty() || to.isEmpty())
        return Jump::Minor;
    if (from.constFirst() != to.constFirst()) // year-like numbers say nothing of compatibility
        return from.constFirst() >= 2000 || to.constFirst() >= 2000 ? Jump::Minor : Jump::Major;
    if (from.size() > 1 && to.size() > 1 && from.at(1) != to.at(1))
        return Jump::Minor;
    return Jump::Patch;
}

} // namespace

void Scale::interfaces()
{
    const auto removed = only(m_diff.removed, isInterface);
    const auto resigned = only(m_diff.resigned, isInterface);
    const auto added = only(m_diff.added, isInterface);
    addNamed(u"api.removed"_s, namesOf(removed, true, false), {{u"where"_s, placesOf(removed)}});
    addNamed(u"api.resigned"_s, namesOf(resigned, true, false), {{u"where"_s, placesOf(resigned)}});
    addNamed(u"api.added"_s, namesOf(added, true, false), {{u"where"_s, placesOf(added)}});
    if (m_diff.removedFields.size() > 0)
        addNamed(u"proto.removed"_s, m_diff.removedFields);
}

void Scale::definitions()
{
    const auto removed = only(m_diff.removed, isOwnCode);
    const auto resigned = only(m_diff.resigned, isOwnCode);
    const auto added = only(m_diff.added, isOwnCode);
    addNamed(u"definition.removed"_s, namesOf(removed, false, true), {{u"where"_s, placesOf(removed)}});
    addNamed(u"definition.resigned"_s, namesOf(resigned, false, true), {{u"where"_s, placesOf(resigned)}});
    addNamed(u"definition.added"_s, namesOf(added, false, true), {{u"where"_s, placesOf(added)}});
}

// What users and operators set: options, variables, values, keys.
void Scale::surface()
{
    addNamed(u"flag.removed"_s, m_diff.flagsRemoved);
    addNamed(u"flag.added"_s, m_diff.flagsAdded);
    if (m_core > 0)
        addNamed(u"env.removed"_s, m_diff.envRemoved);
    addNamed(u"env.added"_s, m_diff.envAdded);
    QList<ValueChange> defaults;
    QList<ValueChange> settings;
    for (const ValueChange &value : m_diff.values) {
        const bool isVersion = std::any_of(m_diff.versions.begin(), m_diff.versions.end(), [&](const VersionChange &change) { return value.to.contains(change.to); });
        const bool known = std::any_of(settings.begin(), settings.end(), [&](const ValueChange &other) { return other.key == value.key && other.to == value.to; });
        if (isVersion || known)
            continue;
        const Role role = m_data.roleOf(value.path.toUtf8());
        if (role == Role::Source || role == Role::Interface)
            defaults.append(value);
        else if (role == Role::Config || role == Role::Deploy || role == Role::Container || role == Role::Example || role == Role::Benchmark)
            settings.append(value);
    }
    const auto keys = [](const QList<ValueChange> &values) {
        QStringList names;
        for (const ValueChange &value : values) {
            if (!names.contains(value.key))
                names.append(value.key);
        }
        return names;
    };
    addNamed(u"value.default"_s, keys(defaults), {{u"changes"_s, changesText(defaults)}});
    addNamed(u"value.config"_s, keys(settings), {{u"changes"_s, changesText(settings)}});
    const bool ciOnly = m_diff.sum(Role::Ci).files > 0 && m_diff.sum(Role::Config).files + m_diff.sum(Role::Deploy).files + m_diff.sum(Role::Container).files == 0;
    if (ciOnly) {
        const QStringList changed = m_diff.keysAdded + m_diff.keysRemoved;
        if (!changed.isEmpty() && m_diff.versions.isEmpty())
            add(u"ci.keys"_s, {{u"keys"_s, codeList(changed, 4, u"项")}});
    } else {
        addNamed(u"keys.removed"_s, m_diff.keysRemoved);
        addNamed(u"keys.added"_s, m_diff.keysAdded);
    }
}

void Scale::dependencies()
{
    if (m_diff.sum(Role::Manifest).files > 0) {
        addNamed(u"dep.added"_s, m_diff.dependenciesAdded);
        addNamed(u"dep.removed"_s, m_diff.dependenciesRemoved);
    }
    if (!m_diff.submodules.isEmpty())
        add(u"submodule"_s, {{u"paths"_s, codeList(m_diff.submodules, 4, u"个")}}, {}, m_core == 0);
    QList<VersionChange> changes;
    bool runtime = false;
    Jump jump = Jump::Patch;
    for (const VersionChange &change : m_diff.versions) {
        const bool own = change.name == u"version" || change.name.isEmpty(); // the project's own number
        if (own)
            continue;
        const bool known = std::any_of(changes.begin(), changes.end(), [&](const VersionChange &other) { return other.from == change.from && other.to == change.to && other.role != Role::Manifest; });
        if (!known)
            changes.append(change);
        if (change.role == Role::Manifest) {
            runtime = true;
            jump = std::max(jump, change.development ? Jump::Patch : jumpOf(change));
        }
    }
    const bool told = changes.isEmpty() && m_message.intent == Intent::Dependency;
    if (told)
        changes = m_message.bumps;
    if (changes.isEmpty())
        return;
    QStringList texts;
    QStringList names;
    for (const VersionChange &change : changes.first(std::min(changes.size(), qsizetype(4)))) {
        texts.append(versionText(change));
        names.append(change.name);
    }
    QString bumps = texts.join(u"、"_s);
    if (changes.size() > 4)
        bumps += u" 等 "_s + QString::number(changes.size()) + u" 项"_s;
    const Arguments own{{u"bumps"_s, bumps}, {u"names"_s, codeList(names, 4, u"项")}};
    const bool pinsOnly = !runtime && m_core == 0;
    const bool small = m_diff.insertions + m_diff.deletions <= 4 * int(changes.size()) + 8;
    const bool ciOnly = m_diff.sum(Role::Build).files + m_diff.sum(Role::Container).files + m_diff.sum(Role::Deploy).files == 0;
    if (pinsOnly)
        add(u"dep.pin"_s, own, small && ciOnly ? std::optional<int>() : 0);
    else if (runtime)
        add(jump == Jump::Major ? u"dep.major"_s : jump == Jump::Minor ? u"dep.minor"_s : u"dep.patch"_s, own);
}

void Scale::data()
{
    const QString migrations = pathsOf({Role::Migration});
    if (!migrations.isEmpty() && m_diff.words(WordGroup::SqlDdl) + m_diff.sum(Role::Migration).code > 0)
        add(u"schema"_s, {{u"paths"_s, migrations}});
    if (m_diff.dropsSchema)
        add(u"schema.drop"_s, {{u"paths"_s, migrations}});
    QStringList protocols;
    for (const FileFacts &file : m_diff.files) {
        if (file.role == Role::Interface && file.language == nullptr)
            protocols.append(file.path);
    }
    if (!protocols.isEmpty())
        add(u"proto"_s, {{u"paths"_s, codeList(protocols, 3, u"个文件")}});
    if (!m_diff.rbac)
        return;
    QString grants = m_diff.rbacResources.isEmpty() ? u"角色规则"_s : codeList(m_diff.rbacResources, 4, u"类资源");
    if (!m_diff.rbacVerbs.isEmpty())
        grants += u"（动作 "_s + codeList(m_diff.rbacVerbs, 6, u"种") + u"）"_s;
    add(u"rbac"_s, {{u"grants"_s, grants}});
    if (m_diff.rbacVerbs.contains(u"*"_s) || m_diff.rbacResources.contains(u"*"_s))
        add(u"rbac.wildcard"_s);
}

void Scale::dangers()
{
    const auto at = [](const QStringList &paths) { return Arguments{{u"paths"_s, codeList(paths, 3, u"个文件")}}; };
    if (!m_diff.tlsOff.isEmpty())
        add(u"tls.off"_s, at(m_diff.tlsOff), m_core > 0 ? std::optional<int>() : 4);
    if (!m_diff.secrets.isEmpty())
        add(u"secret"_s, at(m_diff.secrets));
    if (!m_diff.shellOn.isEmpty())
        add(u"shell"_s, at(m_diff.shellOn));
    if (m_diff.workflowPermissions)
        add(u"ci.permission"_s, {{u"paths"_s, pathsOf({Role::Ci})}});
    if (m_diff.hiddenCharacters)
        add(u"hidden"_s);
    if (!m_diff.hiddenText.isEmpty())
        add(u"hidden.text"_s, at(m_diff.hiddenText));
    if (!m_message.injection.isEmpty())
        add(u"injection"_s, {{u"word"_s, code(m_message.injection)}});
}

} // namespace rijian::analysis
