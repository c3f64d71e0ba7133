#include "analysis/rules/ruledata.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace rijian::analysis {

namespace {

constexpr std::array<const char *, RoleCount> RoleNames{"source", "interface", "migration", "vendored", "manifest", "deploy", "container", "config",
    "build", "ci", "tool", "example", "benchmark", "test", "docs", "metadata", "translation", "lock", "generated", "asset", "meta", "other"};
constexpr std::array<const char *, 11> FamilyNames{"none", "c", "python", "go", "rust", "js", "java", "shell", "sql", "data", "other"};
constexpr std::array<const char *, 14> IntentNames{"unknown", "security", "revert", "dependency", "docs", "test", "performance", "fix", "refactor", "style",
    "ci", "build", "feature", "chore"};
constexpr std::array<const char *, WordGroupCount> GroupNames{"concurrency", "memory", "unsafe", "exec", "crypto", "auth", "timeout", "errors", "cache",
    "loop", "logic", "log", "network", "todo", "sqlddl", "rbac", "env"};

template<std::size_t N>
int indexOf(const std::array<const char *, N> &names, const QString &name)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (name == QLatin1StringView(names[i]))
            return int(i);
    }
    return -1;
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &item : value.toArray())
        list.append(item.toString());
    return list;
}

QList<QByteArray> byteStrings(const QJsonValue &value)
{
    QList<QByteArray> list;
    for (const QJsonValue &item : value.toArray())
        list.append(item.toString().toUtf8());
    return list;
}

std::vector<std::string> stdStrings(const QJsonValue &value)
{
    std::vector<std::string> list;
    for (const QJsonValue &item : value.toArray())
        list.push_back(item.toString().toStdString());
    return list;
}

Result<QJsonObject> parse(const QByteArray &json, const QString &file)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return failure(ErrorKind::BadData, QCoreApplication::translate("RuleData", "The rules' data %1 cannot be read").arg(file), error.errorString());
    return document.object();
}

std::unexpected<Error> badKey(const QString &key)
{
    return failure(ErrorKind::BadData, QCoreApplication::translate("RuleData", "The rules' data has an unknown or missing entry: %1").arg(key));
}

std::string lowered(QByteArrayView text)
{
    std::string lower(text.data(), std::size_t(text.size()));
    for (char &c : lower)
        c = c >= 'A' && c <= 'Z' ? char(c + 32) : c;
    return lower;
}

template<typename T>
T valueOf(const ViewMap<T> &map, std::string_view key)
{
    const auto found = map.find(key);
    return found == map.end() ? T{} : found->second;
}

} // namespace

Result<RuleData> RuleData::fromJson(const QByteArray &rules, const QByteArray &signalTexts)
{
    RuleData data;
    if (const auto read = data.readRules(rules); !read)
        return std::unexpected(read.error());
    if (const auto read = data.readSignals(signalTexts); !read)
        return std::unexpected(read.error());
    return data;
}

Result<void> RuleData::readRules(const QByteArray &json)
{
    const auto parsed = parse(json, u"rules.json"_s);
    if (!parsed)
        return std::unexpected(parsed.error());
    const QJsonObject &root = *parsed;
    version = root.value("version"_L1).toString();
    if (version.isEmpty())
        return badKey(u"version"_s);
    const QJsonObject levels = root.value("levels"_L1).toObject();
    highPoints = levels.value("high"_L1).toObject().value("points"_L1).toInt(highPoints);
    highHardPoints = levels.value("high"_L1).toObject().value("hardPoints"_L1).toInt(highHardPoints);
    mediumPoints = levels.value("medium"_L1).toObject().value("points"_L1).toInt(mediumPoints);
    const QJsonObject limits = root.value("limits"_L1).toObject();
    linesPerFile = limits.value("linesPerFile"_L1).toInt(linesPerFile);
    linesPerCommit = limits.value("linesPerCommit"_L1).toInt(linesPerCommit);
    textPerLine = limits.value("textPerLine"_L1).toInt(textPerLine);

    const QJsonObject sizes = root.value("sizeSteps"_L1).toObject();
    for (auto it = sizes.begin(); it != sizes.end(); ++it) {
        for (const QJsonValue &step : it.value().toArray())
            m_sizes[it.key()].append({step.toArray().at(0).toInt(), step.toArray().at(1).toInt()});
    }
    for (const QJsonValue &value : root.value("languages"_L1).toArray()) {
        const QJsonObject object = value.toObject();
        const int family = indexOf(FamilyNames, object.value("family"_L1).toString());
        if (family < 0)
            return badKey(u"languages/family"_s);
        m_languages.push_back({object.value("name"_L1).toString(), Family(family), byteStrings(object.value("comments"_L1))});
        for (const std::string &ext : stdStrings(object.value("exts"_L1)))
            m_languageOfExt[ext] = m_languages.size(); // one past, so that 0 is none
    }
    for (const QJsonValue &value : root.value("intents"_L1).toArray()) {
        const QJsonObject object = value.toObject();
        const int intent = indexOf(IntentNames, object.value("intent"_L1).toString());
        if (intent < 0)
            return badKey(u"intents/intent"_s);
        intents.append({Intent(intent), strings(object.value("prefixes"_L1)), strings(object.value("verbs"_L1)), strings(object.value("phrases"_L1))});
    }
    readWords(root);
    return readRoles(root.value("roles"_L1).toArray());
}

void RuleData::readWords(const QJsonObject &root)
{
    const QJsonObject verbs = root.value("verbs"_L1).toObject();
    for (auto it = verbs.begin(); it != verbs.end(); ++it) {
        const QJsonObject object = it.value().toObject();
        m_verbs.insert(it.key(), {object.value("zh"_L1).toString(), object.value("split"_L1).toString(), object.value("two"_L1).toString()});
    }
    severe = strings(root.value("severe"_L1));
    serious = strings(root.value("serious"_L1));
    bodyBugs = strings(root.value("bodyBugs"_L1));
    dropped = strings(root.value("dropped"_L1));
    byDefault = strings(root.value("byDefault"_L1));
    commonKeys = strings(root.value("commonKeys"_L1));
    commonVariables = strings(root.value("commonVariables"_L1));
    cryptoNames = strings(root.value("cryptoNames"_L1));
    authNames = strings(root.value("authNames"_L1));
    developmentNames = strings(root.value("developmentNames"_L1));
    developmentPaths = strings(root.value("developmentPaths"_L1));
    benign = strings(root.value("benign"_L1));
    injection = strings(root.value("injection"_L1));
    generatedMarks = byteStrings(root.value("generatedMarks"_L1));
    const QJsonObject words = root.value("lineWords"_L1).toObject();
    for (int group = 0; group < WordGroupCount; ++group) {
        const QString key = QLatin1StringView(GroupNames[std::size_t(group)]);
        for (const std::string &word : stdStrings(words.value(key)))
            m_words[word] |= 1u << group;
        m_groupNames[std::size_t(group)] = root.value("wordNames"_L1).toObject().value(key).toString();
    }
    for (int role = 0; role < RoleCount; ++role)
        m_roleWords[std::size_t(role)] = root.value("roleWords"_L1).toObject().value(QLatin1StringView(RoleNames[std::size_t(role)])).toString();
}

Result<void> RuleData::readRoles(const QJsonArray &roles)
{
    if (roles.size() > 64)
        return badKey(u"roles"_s);
    for (const QJsonValue &value : roles) {
        const QJsonObject object = value.toObject();
        RoleRule rule;
        const int role = indexOf(RoleNames, object.value("role"_L1).toString());
        if (role < 0)
            return badKey(u"roles/role"_s);
        rule.role = Role(role);
        rule.prefixes = byteStrings(object.value("prefixes"_L1));
        rule.suffixes = byteStrings(object.value("suffixes"_L1));
        rule.notDirs = byteStrings(object.value("notDirs"_L1));
        rule.onlyExts = stdStrings(object.value("onlyExts"_L1));
        rule.onlyExtsForDirs = stdStrings(object.value("onlyExtsForDirs"_L1));
        rule.limitsExts = object.contains("onlyExts"_L1);
        rule.limitsDirExts = object.contains("onlyExtsForDirs"_L1);
        const quint64 bit = quint64(1) << m_roleRules.size();
        for (const std::string &dir : stdStrings(object.value("dirs"_L1)))
            m_masks.dirs[dir] |= bit;
        for (const std::string &name : stdStrings(object.value("names"_L1)))
            m_masks.names[name] |= bit;
        for (const std::string &ext : stdStrings(object.value("exts"_L1)))
            m_masks.exts[ext] |= bit;
        m_roleRules.push_back(std::move(rule));
    }
    return {};
}

Result<void> RuleData::readSignals(const QByteArray &json)
{
    const auto parsed = parse(json, u"signals.json"_s);
    if (!parsed)
        return std::unexpected(parsed.error());
    const QJsonObject all = parsed->value("signals"_L1).toObject();
    if (all.isEmpty())
        return badKey(u"signals"_s);
    for (auto it = all.begin(); it != all.end(); ++it) {
        const QJsonObject object = it.value().toObject();
        const auto texts = [&object](QLatin1StringView key) { return strings(object.value(key)); };
        m_signals.insert(it.key(), Signal{it.key(), object.value("points"_L1).toInt(), object.value("hard"_L1).toBool(), object.value("reason"_L1).toString(),
                                       texts("summary"_L1), texts("architecture"_L1), texts("performance"_L1), texts("security"_L1), texts("risk"_L1),
                                       texts("advice"_L1)});
    }
    return {};
}

bool RuleData::matches(std::size_t index, quint64 dirs, quint64 names, quint64 exts, std::string_view name, std::string_view ext, std::string_view path) const
{
    const RoleRule &rule = m_roleRules[index];
    const quint64 bit = quint64(1) << index;
    const auto holds = [ext](const std::vector<std::string> &list) { return std::find(list.begin(), list.end(), ext) != list.end(); };
    if (rule.limitsExts && !holds(rule.onlyExts))
        return false;
    if ((names & bit) != 0 || (exts & bit) != 0)
        return true;
    if ((dirs & bit) != 0 && (!rule.limitsDirExts || holds(rule.onlyExtsForDirs))) {
        const bool excluded = std::any_of(rule.notDirs.begin(), rule.notDirs.end(), [path](const QByteArray &dir) {
            const auto at = path.find(std::string_view(dir.constData(), std::size_t(dir.size())));
            return at != std::string_view::npos && (at == 0 || path[at - 1] == '/') && at + std::size_t(dir.size()) < path.size()
                && path[at + std::size_t(dir.size())] == '/';
        });
        if (!excluded)
            return true;
    }
    const auto view = [](const QByteArray &text) { return std::string_view(text.constData(), std::size_t(text.size())); };
    return std::any_of(rule.prefixes.begin(), rule.prefixes.end(), [&](const QByteArray &prefix) { return name.starts_with(view(prefix)); })
        || std::any_of(rule.suffixes.begin(), rule.suffixes.end(), [&](const QByteArray &suffix) { return name.ends_with(view(suffix)); });
}

Role RuleData::roleOf(QByteArrayView path) const
{
    const std::string lower = lowered(path.first(std::min(path.size(), qsizetype(4096))));
    const std::string_view view = lower;
    quint64 dirs = 0;
    std::size_t start = 0;
    for (std::size_t slash = view.find('/'); slash != std::string_view::npos; slash = view.find('/', start)) {
        dirs |= valueOf(m_masks.dirs, view.substr(start, slash - start));
        start = slash + 1;
    }
    const std::string_view name = view.substr(start);
    const std::size_t dot = name.rfind('.');
    const std::string_view ext = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
    const quint64 names = valueOf(m_masks.names, name);
    const quint64 exts = valueOf(m_masks.exts, ext);
    for (std::size_t i = 0; i < m_roleRules.size(); ++i) {
        if (matches(i, dirs, names, exts, name, ext, view))
            return m_roleRules[i].role;
    }
    return languageOf(path) != nullptr ? Role::Source : Role::Other;
}

const Language *RuleData::languageOf(QByteArrayView path) const
{
    const qsizetype dot = path.lastIndexOf('.');
    if (dot < 0 || path.size() - dot > 12)
        return nullptr;
    const std::size_t at = valueOf(m_languageOfExt, lowered(path.sliced(dot + 1)));
    return at == 0 ? nullptr : &m_languages[at - 1];
}

quint32 RuleData::groupsOf(QByteArrayView word) const
{
    return valueOf(m_words, std::string_view(word.data(), std::size_t(word.size())));
}

int RuleData::sizePoints(const QString &kind, int lines) const
{
    int points = 0;
    for (const SizeStep &step : m_sizes.value(kind)) {
        if (lines >= step.lines)
            points = step.points;
    }
    return points;
}

const Signal &RuleData::signal(const QString &id) const
{
    const auto found = m_signals.constFind(id);
    return found == m_signals.constEnd() ? m_noSignal : *found;
}

const Verb *RuleData::verb(const QString &word) const
{
    const auto found = m_verbs.constFind(word);
    return found == m_verbs.constEnd() ? nullptr : &*found;
}

} // namespace rijian::analysis
