#include "analysis/rules/filescan.h"

#include "analysis/rules/ruledata.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rijian::analysis {

namespace {

constexpr qsizetype MaxNames = 40;
constexpr std::size_t MaxPairs = 64;

void addOnce(QStringList &list, QByteArrayView text)
{
    if (list.size() >= MaxNames || text.isEmpty() || text.size() > 200)
        return;
    const QString name = QString::fromUtf8(text);
    if (!list.contains(name))
        list.append(name);
}

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

// `"Name[de]": "…"`: translations inside a file of another kind.
bool isLocalized(QByteArrayView trimmed)
{
    const qsizetype open = trimmed.indexOf('[');
    const qsizetype close = open < 0 ? -1 : trimmed.indexOf(']', open);
    if (open < 2 || open > 40 || close - open < 3 || close - open > 16)
        return false;
    const QByteArrayView rest = trimmed.sliced(close + 1);
    return rest.startsWith("\":") || rest.startsWith("=");
}

bool isDependencyName(QByteArrayView name)
{
    return name.size() > 1 && name != "version" && name != "python" && name != "requires-python" && name != "node" && name != "go" && name != "rust-version"
        && name != "toolchain" && name != "appVersion" && name != "line-length";
}

} // namespace

FileScan::FileScan(const FilePatch &file, FileFacts &entry, DiffFacts &facts, const RuleData &data)
    : m_file(file)
    , m_entry(entry)
    , m_facts(facts)
    , m_data(data)
    , m_family(entry.language == nullptr ? Family::None : entry.language->family)
{
    const Role role = entry.role;
    m_isCode = m_family != Family::None && m_family != Family::Data
        && (role == Role::Source || role == Role::Interface || role == Role::Vendored || role == Role::Tool || role == Role::Migration || role == Role::Example
            || role == Role::Benchmark || role == Role::Build || role == Role::Container || role == Role::Deploy || role == Role::Ci || role == Role::Manifest);
    m_hasVersions = role == Role::Manifest || role == Role::Ci || role == Role::Container || role == Role::Deploy || role == Role::Build;
    m_hasKeys = role == Role::Config || role == Role::Deploy || role == Role::Ci || role == Role::Container || role == Role::Example || role == Role::Benchmark;
    m_isProtocol = entry.path.endsWith(u".proto"_s);
}

bool FileScan::looksGenerated() const
{
    int looked = 0;
    for (const PatchLine &line : m_file.lines) {
        if (line.newNumber > 12 || ++looked > 16)
            break;
        const QByteArrayView text = m_file.lineText(line);
        const QByteArrayView head = text.first(std::min(text.size(), qsizetype(200)));
        if (std::any_of(m_data.generatedMarks.begin(), m_data.generatedMarks.end(), [head](const QByteArray &mark) { return head.contains(mark); }))
            return true;
    }
    return false;
}

void FileScan::run(int limit)
{
    const Role role = m_entry.role;
    if (role != Role::Generated && role != Role::Lock && role != Role::Translation && role != Role::Docs && looksGenerated())
        m_entry.role = Role::Generated;
    if (m_entry.role == Role::Generated || m_entry.role == Role::Lock || m_entry.role == Role::Translation || m_entry.role == Role::Asset)
        return;
    for (const Hunk &entry : m_file.hunks) {
        if (m_read >= limit) {
            m_entry.unread = true;
            break;
        }
        hunk(entry, limit);
    }
    settleVersions();
    if (m_localized > 0 && m_localized == m_read)
        m_entry.role = Role::Translation;
    m_entry.onlySpaces = m_read > 0 && m_spacesOnly && !m_entry.unread && m_file.gap == PatchGap::None
        && m_file.change.insertions > 0 && m_file.change.deletions > 0;
    if (m_entry.onlySpaces) // but where indentation is meaning it stays code
        m_entry.onlySpaces = m_family != Family::Python && m_family != Family::Data && m_family != Family::None;
    if (m_rbacLines >= 2)
        m_facts.rbac = true;
    if (m_entry.onlySpaces)
        m_entry.codeAdded = m_entry.codeRemoved = 0;
}

// A tool of the developers, or listed in a manifest of theirs (requirements-dev.txt, tools/package.json).
bool FileScan::isDevelopment(QByteArrayView name) const
{
    const QString package = QString::fromUtf8(name).toLower();
    if (std::any_of(m_data.developmentNames.begin(), m_data.developmentNames.end(), [&](const QString &word) { return package.contains(word); }))
        return true;
    const QStringList parts = m_entry.path.toLower().split(QRegularExpression(u"[/._-]"_s));
    return std::any_of(m_data.developmentPaths.begin(), m_data.developmentPaths.end(), [&](const QString &word) { return parts.contains(word) || parts.contains(word + u's'); });
}

void FileScan::settleVersions()
{
    for (const NamedVersion &added : m_addedVersions) {
        const auto old = std::find_if(m_removedVersions.begin(), m_removedVersions.end(), [&](const NamedVersion &removed) { return removed.name == added.name; });
        if (old != m_removedVersions.end()) {
            const VersionChange change{QString::fromUtf8(added.name), QString::fromUtf8(old->version), QString::fromUtf8(added.version), m_entry.role, isDevelopment(added.name)};
            if (change.from != change.to && m_facts.versions.size() < MaxNames && !m_facts.versions.contains(change))
                m_facts.versions.append(change);
        } else if (m_entry.role == Role::Manifest && isDependencyName(added.name)) {
            addOnce(m_facts.dependenciesAdded, added.name);
        }
    }
    for (const NamedVersion &removed : m_removedVersions) {
        if (m_entry.role == Role::Manifest && isDependencyName(removed.name)
            && std::none_of(m_addedVersions.begin(), m_addedVersions.end(), [&](const NamedVersion &added) { return added.name == removed.name; }))
            addOnce(m_facts.dependenciesRemoved, removed.name);
    }
}

void FileScan::hunk(const Hunk &hunk, int limit)
{
    QByteArrayView current = contextName(hunk.context, m_family);
    m_blockAdded = m_blockRemoved = m_family == Family::Python && beginsInDocString(hunk);
    m_removedValues.clear();
    bool touched = false; // `current` was noted
    const std::size_t end = std::min(hunk.firstLine + hunk.lineCount, m_file.lines.size());
    for (std::size_t i = hunk.firstLine; i < end; ++i) {
        const PatchLine &entry = m_file.lines[i];
        QByteArrayView line = m_file.lineText(entry);
        line = line.first(std::min(line.size(), qsizetype(m_data.textPerLine)));
        const bool isChange = entry.kind != LineKind::Context;
        if (isChange && ++m_read > limit) {
            m_entry.unread = true;
            return;
        }
        if (m_family != Family::None && m_family != Family::Data) {
            if (const Definition found = readDefinition(line, m_family)) {
                if (!found.isDeclaration && !found.isMacro && !found.name.startsWith("__")) {
                    current = found.name;
                    touched = false;
                }
                if (isChange && m_isCode)
                    definition(found, entry.kind == LineKind::Added);
            }
        }
        if (!isChange) {
            endBlock();
            if (m_family == Family::Python && (line.count("\"\"\"") % 2) == 1) {
                m_blockAdded = !m_blockAdded;
                m_blockRemoved = !m_blockRemoved;
            }
            continue;
        }
        const bool added = entry.kind == LineKind::Added;
        const int before = m_entry.codeAdded + m_entry.codeRemoved;
        changed(line, added);
        if (!touched && !current.isEmpty() && m_entry.codeAdded + m_entry.codeRemoved > before) {
            touch(current);
            touched = true;
        }
    }
    endBlock();
}

// A run of changed lines is over: were its two sides the same but for blanks?
void FileScan::endBlock()
{
    m_spacesOnly &= m_addedText == m_removedText;
    m_addedText = m_removedText = 0;
}

// A first bare """ below a line that opens no block ends a doc string that began above the hunk.
bool FileScan::beginsInDocString(const Hunk &hunk) const
{
    QByteArrayView previous;
    const std::size_t end = std::min(hunk.firstLine + hunk.lineCount, m_file.lines.size());
    for (std::size_t i = hunk.firstLine; i < end; ++i) {
        const QByteArrayView text = m_file.lineText(m_file.lines[i]).trimmed();
        if (text.contains("\"\"\""))
            return text == "\"\"\"" && !previous.endsWith(':') && !(i == hunk.firstLine);
        if (!text.isEmpty())
            previous = text;
    }
    return false;
}

void FileScan::touch(QByteArrayView function)
{
    if (m_entry.functions.size() < 24)
        addOnce(m_entry.functions, function);
}

void FileScan::changed(QByteArrayView line, bool added)
{
    quint64 hash = 1469598103934665603ull;
    quint64 &text = added ? m_addedText : m_removedText;
    for (const char c : line) {
        if (c == ' ' || c == '\t' || c == '\r')
            continue;
        hash = (hash ^ quint8(c)) * 1099511628211ull;
        text = (text ^ quint8(c)) * 1099511628211ull;
    }
    (added ? m_addedHash : m_removedHash) += hash;
    const QByteArrayView trimmed = line.trimmed();
    if ((m_family == Family::Data || m_entry.role == Role::Metadata) && isLocalized(trimmed))
        ++m_localized;
    if (trimmed.isEmpty() || isComment(trimmed, added))
        return;
    ++(added ? m_entry.codeAdded : m_entry.codeRemoved);
    if (m_isCode)
        words(line, added);
    if (m_isProtocol)
        field(trimmed, added);
    if (m_hasVersions)
        version(trimmed, added);
    if (m_isCode || m_hasKeys)
        value(line, added);
    if (m_hasKeys || m_entry.role == Role::Source)
        rbac(trimmed);
    if (added && trimmed.startsWith("-----BEGIN") && trimmed.contains("PRIVATE KEY"))
        addOnce(m_facts.secrets, m_entry.path.toUtf8());
}

bool FileScan::isComment(QByteArrayView trimmed, bool added)
{
    bool &block = added ? m_blockAdded : m_blockRemoved;
    if (m_family == Family::Python) {
        const qsizetype quotes = trimmed.count("\"\"\"") + trimmed.count("'''");
        const bool inside = block;
        if (quotes % 2 == 1)
            block = !block;
        const bool begins = trimmed.startsWith("\"\"\"") || trimmed.startsWith("'''") || trimmed.startsWith("r\"\"\"");
        if (inside || begins)
            return true;
        return trimmed.front() == '#';
    }
    if (block) {
        if (trimmed.contains("*/"))
            block = false;
        return true;
    }
    if (m_entry.language == nullptr)
        return trimmed.front() == '#' && m_entry.role != Role::Docs;
    for (const QByteArray &mark : m_entry.language->comments) {
        if (!trimmed.startsWith(mark))
            continue;
        if (mark == "/*") {
            block = !trimmed.contains("*/");
            return block || trimmed.endsWith("*/");
        }
        return mark != "*" || trimmed.size() == 1 || trimmed[1] == ' ' || trimmed[1] == '/' || trimmed[1] == '*';
    }
    return false;
}

void FileScan::words(QByteArrayView line, bool added)
{
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
            groups |= m_data.groupsOf(line.sliced(start, i - start));
    }
    const QByteArrayView trimmed = line.trimmed();
    if (trimmed.front() == '"' || trimmed.front() == '\'' || trimmed.contains("\"--"))
        option(trimmed, added);
    if (m_family == Family::Shell)
        environment(trimmed, added);
    if (groups == 0)
        return;
    if (m_entry.role == Role::Source || m_entry.role == Role::Interface || m_entry.role == Role::Vendored) {
        auto &counts = added ? m_facts.wordsAdded : m_facts.wordsRemoved;
        for (std::size_t group = 0; group < WordGroupCount; ++group)
            counts[group] += (groups >> group) & 1u;
    }
    if (groups & (1u << int(WordGroup::Env)))
        environment(line, added);
    if (added)
        dangers(trimmed, groups);
    if (m_entry.role == Role::Migration && (groups & (1u << int(WordGroup::SqlDdl))) && added)
        m_facts.dropsSchema |= trimmed.contains("DROP") || trimmed.contains("drop_") || trimmed.contains("dropColumn") || trimmed.contains("TRUNCATE");
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
    const bool keyed = m_hasKeys && m_family == Family::Data;
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
