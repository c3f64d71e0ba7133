#include "analysis/rules/filescan.h"
#include "analysis/rules/ruledata.h"

using namespace Qt::StringLiterals;

namespace rijian::analysis {

namespace {

constexpr std::size_t MaxPairs = 64;

QByteArrayView unquoted(QByteArrayView text)
{
    text = text.trimmed();
    while (!text.isEmpty() && (text.back() == ',' || text.back() == ';' || text.back() == ' ' || text.back() == '\\'))
        text.chop(1);
    if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
        text = text.sliced(1, text.size() - 2);
    return text;
}

bool isLiteral(QByteArrayView value)
{
    if (value.isEmpty() || value.size() > 60)
        return false;
    const char c = value.front();
    if ((c >= '0' && c <= '9') || ((c == '-' || c == '.') && value.size() > 1 && value[1] >= '0' && value[1] <= '9'))
        return value.indexOf('(') < 0 && value.indexOf(' ') < 0;
    if (c == '"' || c == '\'')
        return value.size() > 1 && value.indexOf(c, 1) == value.size() - 1;
    return value == "true" || value == "false" || value == "True" || value == "False" || value == "None" || value == "null" || value == "TRUE" || value == "FALSE";
}

bool isConstantName(QByteArrayView name)
{
    bool upper = false;
    for (const char c : name) {
        if (c >= 'a' && c <= 'z')
            return false;
        upper |= c >= 'A' && c <= 'Z';
    }
    return upper && name.size() >= 3;
}

QByteArrayView lastIdentifier(QByteArrayView text)
{
    qsizetype end = text.size();
    while (end > 0 && !isIdentifier(text[end - 1]))
        --end;
    qsizetype start = end;
    while (start > 0 && (isIdentifier(text[start - 1]) || text[start - 1] == '-' || text[start - 1] == '.'))
        --start;
    while (start < end && !isIdentifier(text[start]))
        ++start;
    return text.sliced(start, end - start);
}

bool dropsSchema(const QByteArray &line)
{
    return line.contains("DROP") || line.contains("drop_") || line.contains("dropColumn") || line.contains("TRUNCATE");
}

} // namespace

void FileScan::words(QByteArrayView line, bool added)
{
    const bool sql = m_family == Family::Sql; // is written in both cases; its words are listed in capitals
    quint32 groups = 0;
    qsizetype i = 0;
    while (i < line.size()) {
        if (!isIdentifier(line[i])) {
            const char c = line[i++];
            if (i < line.size() && ((c == '&' && line[i] == '&') || (c == '|' && line[i] == '|') || ((c == '=' || c == '!' || c == '<' || c == '>') && line[i] == '=')))
                groups |= 1u << int(WordGroup::Logic);
            continue;
        }
        const qsizetype start = i;
        while (i < line.size() && isIdentifier(line[i]))
            ++i;
        if (i - start <= 24)
            groups |= m_data.groupsOf(line.sliced(start, i - start)) | (sql ? m_data.groupsOf(line.sliced(start, i - start).toByteArray().toUpper()) : 0);
    }
    const QByteArrayView trimmed = line.trimmed();
    if (trimmed.front() == '"' || trimmed.front() == '\'' || trimmed.contains("\"--"))
        option(trimmed, added);
    if (m_family == Family::Shell)
        environment(trimmed, added);
    if (groups == 0)
        return;
    const bool stays = m_file.change.status != FileStatus::Deleted; // what a deleted file did is no matter any more
    if (stays && (m_entry.role == Role::Source || m_entry.role == Role::Interface || m_entry.role == Role::Vendored)) {
        auto &counts = added ? m_facts.wordsAdded : m_facts.wordsRemoved;
        for (std::size_t group = 0; group < WordGroupCount; ++group)
            counts[group] += (groups >> group) & 1u;
    }
    if (groups & (1u << int(WordGroup::Env)))
        environment(line, added);
    if (added)
        dangers(trimmed, groups);
    if (m_entry.role == Role::Migration && (groups & (1u << int(WordGroup::SqlDdl))) && added)
        m_facts.dropsSchema |= dropsSchema(sql ? trimmed.toByteArray().toUpper() : trimmed.toByteArray());
}

void FileScan::dangers(QByteArrayView trimmed, quint32 groups)
{
    const QByteArray path = m_entry.path.toUtf8();
    if (trimmed.contains("verify=False") || trimmed.contains("InsecureSkipVerify: true") || trimmed.contains("rejectUnauthorized: false")
        || trimmed.contains("SSL_VERIFYPEER, 0") || trimmed.contains("CERT_NONE"))
        addOnce(m_facts.tlsOff, path);
    const bool exec = (groups & (1u << int(WordGroup::Exec))) != 0;
    if (exec && m_entry.role != Role::Vendored && (trimmed.contains("shell=True") || trimmed.contains("eval(") || trimmed.contains("popen(") || trimmed.contains(" system(")
                    || trimmed.contains("pickle.load") || trimmed.contains("innerHTML")) && !trimmed.contains(".eval(") && !trimmed.contains("_eval("))
        addOnce(m_facts.shellOn, path);
}

void FileScan::definition(const Definition &definition, bool added)
{
    auto &list = added ? m_facts.added : m_facts.removed;
    if (list.size() >= 400 || definition.name.isEmpty())
        return;
    const bool isPublic = m_entry.role == Role::Interface || (m_entry.role == Role::Source && definition.isPublic);
    list.append({m_entry.path, QString::fromUtf8(definition.name), m_entry.role, definition.isType, isPublic});
}

// `key: value`, `KEY = 5`, `#define KEY 5`, `timeout: int = 30`.
void FileScan::value(QByteArrayView line, bool added)
{
    const QByteArrayView trimmed = line.trimmed();
    QByteArrayView key;
    QByteArrayView text;
    if (m_family == Family::C && trimmed.startsWith("#define ")) {
        const QByteArrayView rest = trimmed.sliced(8);
        const qsizetype blank = rest.indexOf(' ');
        if (blank <= 0 || rest.first(blank).contains('('))
            return;
        key = rest.first(blank);
        text = unquoted(rest.sliced(blank));
        if (!isLiteral(rest.sliced(blank).trimmed()))
            return;
    } else {
        qsizetype at = trimmed.indexOf('=');
        const bool data = m_family == Family::Data || m_family == Family::None;
        if (at < 0 && data)
            at = trimmed.indexOf(':');
        if (at <= 0 || at + 1 >= trimmed.size() || trimmed[at + 1] == '=' || QByteArrayView("!<>+-*/|&%~").contains(trimmed[at - 1]))
            return;
        QByteArrayView left = trimmed.first(at);
        if (const qsizetype colon = left.indexOf(':'); colon > 0 && m_family == Family::Python)
            left = left.first(colon);
        if (left.contains('(') || left.size() > 120)
            return;
        key = lastIdentifier(left);
        QByteArrayView right = trimmed.sliced(at + 1).trimmed();
        while (!right.isEmpty() && (right.back() == ',' || right.back() == ';'))
            right.chop(1);
        if (right.isEmpty() || right.size() > 80 || (!data && !isLiteral(right)))
            return;
        text = unquoted(right);
    }
    if (key.isEmpty() || text.isEmpty() || text.contains('`') || text.contains('(') || text.contains(')'))
        return;
    const bool whole = m_file.change.status == FileStatus::Added || m_file.change.status == FileStatus::Deleted;
    const bool keyed = m_hasKeys && m_family == Family::Data && !whole;
    const auto isCommon = [this](QByteArrayView name) { return m_data.commonKeys.contains(QString::fromUtf8(name)); };
    if (!added) {
        if (m_removedValues.size() < MaxPairs)
            m_removedValues.push_back({key, text});
        if (keyed && !isCommon(key))
            addOnce(m_facts.keysRemoved, key);
        return;
    }
    if (keyed && !isCommon(key))
        addOnce(m_facts.keysAdded, key);
    for (const Pair &pair : m_removedValues) {
        if (pair.key == key && pair.value != text && !isCommon(key) && m_facts.values.size() < MaxNames) {
            m_facts.values.append({m_entry.path, QString::fromUtf8(key), QString::fromUtf8(pair.value), QString::fromUtf8(text)});
            return;
        }
    }
}

void FileScan::version(QByteArrayView line, bool added)
{
    auto &list = added ? m_addedVersions : m_removedVersions;
    if (list.size() >= MaxPairs)
        return;
    if (const NamedVersion found = readVersion(line); !found.name.isEmpty())
        list.push_back(found);
}

// `string name = 3;`
void FileScan::field(QByteArrayView trimmed, bool added)
{
    const qsizetype at = trimmed.indexOf('=');
    if (at <= 0 || at + 2 >= trimmed.size() || !trimmed.contains(';'))
        return;
    const char first = trimmed.sliced(at + 1).trimmed().front();
    if (first < '0' || first > '9')
        return;
    const QString name = QString::fromUtf8(lastIdentifier(trimmed.first(at)));
    if (added)
        m_facts.addedFields.append(name);
    else if (m_facts.removedFields.size() < MaxNames)
        m_facts.removedFields.append(name);
}

// `"--name"` where a parser is told about it.
void FileScan::option(QByteArrayView trimmed, bool added)
{
    if (m_entry.role != Role::Source && m_entry.role != Role::Interface)
        return;
    const qsizetype at = std::max(trimmed.indexOf("\"--"), trimmed.indexOf("'--"));
    if (at < 0)
        return;
    const bool begins = at == 0 && trimmed.endsWith(',') && m_family == Family::Python;
    const bool declares = trimmed.contains("add_argument") || trimmed.contains(".option(") || trimmed.contains("add_option") || trimmed.contains("addOption")
        || trimmed.contains("OPT_") || trimmed.contains("click.");
    if (!begins && !declares)
        return;
    qsizetype end = at + 3;
    while (end < trimmed.size() && (isIdentifier(trimmed[end]) || trimmed[end] == '-'))
        ++end;
    if (end - at > 4 && end < trimmed.size() && (trimmed[end] == '"' || trimmed[end] == '\''))
        addOnce(added ? m_facts.flagsAdded : m_facts.flagsRemoved, trimmed.sliced(at + 1, end - at - 1));
}

void FileScan::environment(QByteArrayView line, bool added)
{
    if (m_entry.role == Role::Vendored)
        return;
    if (m_family == Family::Shell) { // NAME=value, export NAME=value
        QByteArrayView text = line.startsWith("export ") ? line.sliced(7) : line;
        const qsizetype equals = text.indexOf('=');
        const bool exported = line.startsWith("export ") || line.endsWith('\\');
        if (exported && equals > 3 && isConstantName(text.first(equals)) && std::all_of(text.begin(), text.begin() + equals, isIdentifier)
            && !m_data.commonVariables.contains(QString::fromUtf8(text.first(equals))))
            addOnce(added ? m_facts.envAdded : m_facts.envRemoved, text.first(equals));
        return;
    }
    qsizetype i = 0;
    while (i < line.size()) {
        if (!isIdentifier(line[i])) {
            ++i;
            continue;
        }
        const qsizetype start = i;
        while (i < line.size() && isIdentifier(line[i]))
            ++i;
        const QByteArrayView word = line.sliced(start, i - start);
        const bool quotedWord = start > 0 && (line[start - 1] == '"' || line[start - 1] == '\'');
        if (quotedWord && isConstantName(word)) {
            if (m_data.commonVariables.contains(QString::fromUtf8(word)))
                return;
            addOnce(added ? m_facts.envAdded : m_facts.envRemoved, word);
            return;
        }
    }
}

// Role rules of Kubernetes, and the permissions of a workflow's token.
void FileScan::rbac(QByteArrayView trimmed)
{
    const bool marker = trimmed.contains("+kubebuilder:rbac");
    if (m_family != Family::Data && !marker && !m_entry.path.endsWith(u".tpl"_s))
        return;
    if (m_entry.role == Role::Ci) {
        m_facts.workflowPermissions |= trimmed.startsWith("permissions:") || trimmed.startsWith("id-token:") || trimmed.startsWith("contents: write")
            || trimmed.startsWith("packages: write") || trimmed.startsWith("pull_request_target");
        return;
    }
    if (marker) {
        m_facts.rbac = true;
        addOnce(m_facts.rbacResources, trimmed);
        return;
    }
    const QByteArrayView text = trimmed.startsWith("- ") ? trimmed.sliced(2) : trimmed;
    const bool key = text.startsWith("apiGroups:") || text.startsWith("verbs:") || text.startsWith("resources:") || text.startsWith("kind: ClusterRole")
        || text.startsWith("kind: Role");
    if (!key)
        return;
    ++m_rbacLines;
    const qsizetype colon = text.indexOf(':');
    QByteArray list = text.sliced(colon + 1).toByteArray();
    for (const char c : {'[', ']', '"', '\'', ' '})
        list.replace(c, "");
    for (const QByteArray &item : list.split(',')) {
        if (text.startsWith("resources:"))
            addOnce(m_facts.rbacResources, item);
        else if (text.startsWith("verbs:"))
            addOnce(m_facts.rbacVerbs, item);
    }
}

} // namespace rijian::analysis
