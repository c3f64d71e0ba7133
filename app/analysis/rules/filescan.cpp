#include "analysis/rules/filescan.h"

#include "analysis/rules/ruledata.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rijian::analysis {

void addOnce(QStringList &list, QByteArrayView text)
{
    if (list.size() >= MaxNames || text.isEmpty() || text.size() > 200)
        return;
    const QString name = QString::fromUtf8(text);
    if (!list.contains(name))
        list.append(name);
}

namespace {

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
    if (m_file.change.status == FileStatus::Deleted)
        m_entry.functions.clear();
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
    const bool macro = function.size() > 3 && std::none_of(function.begin(), function.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (m_entry.functions.size() < MaxNames && !macro)
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

} // namespace rijian::analysis
