#include "analysis/rules/markup.h"
#include "analysis/rules/scale.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis {

namespace {

constexpr int TinyLines = 9;      // code lines up to which one changed branch tells more than the size
constexpr int UntestedLines = 20; // code lines from which missing tests are worth a word

} // namespace

QString renamesText(const QList<std::pair<QString, QString>> &renames)
{
    QStringList texts;
    for (const auto &[from, to] : renames.first(std::min(renames.size(), qsizetype(3))))
        texts.append(code(from, 70) + u" → "_s + code(to, 70));
    return texts.join(u"、"_s) + (renames.size() > 3 ? u" 等 "_s + QString::number(renames.size()) + u" 个文件"_s : QString());
}

Scale::Scale(const CommitPatch &patch, const MessageFacts &message, const DiffFacts &diff, const Focus &focus, Shape shape, const RuleData &data)
    : m_patch(patch)
    , m_message(message)
    , m_diff(diff)
    , m_focus(focus)
    , m_data(data)
    , m_shape(shape)
{
    m_core = diff.sum(Role::Source).code + diff.sum(Role::Interface).code + diff.sum(Role::Migration).code;
    m_common.insert(u"title"_s, quoted(message.title, 120));
    m_common.insert(u"n"_s, QString::number(m_core));
    if (focus.main != nullptr) {
        m_common.insert(u"main"_s, code(focus.main->path));
        m_common.insert(u"module"_s, code(focus.module));
        m_common.insert(u"paths"_s, codeList(focus.paths, 3, u"个文件"));
    }
    if (!focus.functions.isEmpty())
        m_common.insert(u"functions"_s, codeList(focus.functions, 3, u"个函数"));
    if (!focus.testPaths.isEmpty())
        m_common.insert(u"tests"_s, codeList(focus.testPaths, 3, u"个文件"));
}

void Scale::add(const QString &id, const Arguments &own, std::optional<int> points, bool base)
{
    const Signal &signal = m_data.signal(id);
    if (signal.id.isEmpty())
        return;
    Finding finding{&signal, points.value_or(signal.points), m_common, base};
    for (auto it = own.begin(); it != own.end(); ++it)
        finding.arguments.insert(it.key(), it.value());
    m_findings.append(finding);
}

void Scale::addNamed(const QString &id, const QStringList &names, const Arguments &more)
{
    if (names.isEmpty())
        return;
    Arguments own = more;
    own.insert(u"names"_s, codeList(names, 4, u"项"));
    add(id, own);
}

QString Scale::pathsOf(const QList<Role> &roles) const
{
    QStringList paths;
    for (const FileFacts &file : m_diff.files) {
        if (roles.contains(file.role))
            paths.append(file.path);
    }
    return paths.isEmpty() ? QString() : codeList(paths, 3, u"个文件");
}

QString Scale::mainOf(const QList<Role> &roles) const
{
    QString best;
    int most = -1;
    for (qsizetype i = 0; i < m_diff.files.size(); ++i) {
        const FileChange &change = m_patch.files.at(i).change;
        if (roles.contains(m_diff.files.at(i).role) && change.insertions + change.deletions > most) {
            most = change.insertions + change.deletions;
            best = change.path;
        }
    }
    return code(best);
}

QString Scale::rolesOf(const QList<Role> &roles) const
{
    QStringList words;
    for (const Role role : roles) {
        if (m_diff.sum(role).files > 0)
            words.append(m_data.roleWord(role));
    }
    return words.join(u"、"_s);
}

// The kinds of files that changed. Only the weightiest counts; the others are told without points.
void Scale::bases()
{
    struct Base {
        QString id;
        QString sizes;
        QList<Role> roles;
    };
    static const QList<Role> core{Role::Source, Role::Interface, Role::Migration};
    static const QList<Role> deploy{Role::Deploy, Role::Config};
    static const QList<Role> minor{Role::Tool, Role::Example, Role::Benchmark};
    static const QList<Base> all{{u"core"_s, u"core"_s, core}, {u"vendored"_s, u"vendored"_s, {Role::Vendored}}, {u"deploy"_s, u"deploy"_s, deploy},
        {u"container"_s, u"deploy"_s, {Role::Container}}, {u"build"_s, u"build"_s, {Role::Build}}, {u"manifest"_s, u"manifest"_s, {Role::Manifest}}, {u"ci"_s, u"ci"_s, {Role::Ci}}, {u"minor"_s, u"minor"_s, minor}};
    QList<std::pair<int, Base>> present;
    for (const Base &base : all) {
        int lines = 0;
        for (const Role role : base.roles)
            lines += m_diff.sum(role).code;
        if (lines > 0)
            present.append({m_data.sizePoints(base.sizes, lines), base});
    }
    std::stable_sort(present.begin(), present.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    for (qsizetype i = 0; i < present.size(); ++i) {
        const Base &base = present.at(i).second;
        int lines = 0;
        int count = 0;
        for (const Role role : base.roles) {
            lines += m_diff.sum(role).code;
            count += m_diff.sum(role).files;
        }
        Arguments own{{u"n"_s, QString::number(lines)}, {u"files"_s, QString::number(count)}, {u"paths"_s, pathsOf(base.roles)}, {u"roles"_s, rolesOf(base.roles)}};
        if (base.id != u"core")
            own.insert(u"main"_s, mainOf(base.roles));
        add(base.id, own, i == 0 ? present.at(i).first : 0, true);
    }
    if (m_core > 0 && m_core <= TinyLines && m_diff.words(WordGroup::Logic) > 0 && m_diff.words(WordGroup::Log) < m_core)
        add(u"core.logic"_s);
    if (m_core > 2 && m_diff.words(WordGroup::Log) >= m_core)
        add(u"core.log"_s);
}

void Scale::quiet()
{
    static const QHash<Shape, QString> ids{{Shape::Docs, u"only.docs"_s}, {Shape::Tests, u"only.test"_s}, {Shape::Translation, u"only.translation"_s},
        {Shape::Meta, u"only.meta"_s}, {Shape::Generated, u"only.generated"_s}, {Shape::Lock, u"only.lock"_s}, {Shape::Metadata, u"only.metadata"_s},
        {Shape::Asset, u"only.asset"_s}, {Shape::Quiet, u"only.other"_s}, {Shape::Comments, u"only.comments"_s}, {Shape::Typo, u"only.typo"_s},
        {Shape::Renames, u"only.rename"_s}, {Shape::Binary, u"only.binary"_s}, {Shape::Empty, u"empty"_s}};
    Arguments own;
    if (!m_diff.renames.isEmpty()) {
        own.insert(u"renames"_s, renamesText(m_diff.renames));
        own.insert(u"old"_s, code(m_diff.renames.constFirst().first));
    }
    add(ids.value(m_shape), own, {}, true);
}

void Scale::messageFacts()
{
    const QString ids = m_message.securityIds.isEmpty() ? QString() : u"（"_s + m_message.securityIds.join(u"、"_s) + u"）"_s;
    const bool acts = runs() || m_diff.sum(Role::Manifest).files + m_diff.sum(Role::Lock).files + m_diff.sum(Role::Deploy).files + m_diff.sum(Role::Container).files > 0;
    if (m_message.security || (!ids.isEmpty() && m_message.intent != Intent::Docs))
        add(acts ? u"security"_s : u"security.soft"_s, {{u"ids"_s, ids}});
    if (m_message.breaking && m_shape == Shape::Code)
        add(u"breaking"_s);
    if (m_message.intent == Intent::Revert) {
        const Arguments own{{u"sha"_s, m_message.revertedSha.isEmpty() ? QString() : u"（提交 `"_s + m_message.revertedSha.first(std::min(qsizetype(10), m_message.revertedSha.size())) + u"`）"_s},
            {u"what"_s, quoted(m_message.revertedTitle, 100)}};
        add(m_core >= 6 ? u"revert"_s : u"revert.soft"_s, own);
        return; // its title speaks of what is taken back
    }
    const bool mends = m_message.intent != Intent::Docs && m_message.intent != Intent::Test;
    if (!m_message.severeWord.isEmpty() && mends)
        add(runs() && m_shape == Shape::Code ? u"severe"_s : u"severe.soft"_s, {{u"word"_s, m_message.severeWord}});
    else if (!m_message.seriousWord.isEmpty() && mends && runs())
        add(u"serious"_s, {{u"word"_s, m_message.seriousWord}});
    if (m_message.intent == Intent::Performance && m_core > 0)
        add(u"performance"_s);
    if (!m_message.droppedWord.isEmpty() && m_core + m_diff.sum(Role::Build).code + m_diff.sum(Role::Manifest).code > 0)
        add(u"dropped"_s, {{u"word"_s, m_message.droppedWord}});
    const RoleSum &tests = m_diff.sum(Role::Test);
    if (m_message.changesDefault && m_shape == Shape::Code && tests.insertions + tests.deletions <= 2 * std::max(m_core, 20))
        add(u"default.told"_s);
}

// Whether a path or a touched function of code holds one of the words.
bool Scale::touches(const QStringList &words) const
{
    const auto holds = [&words](const QString &name) {
        return std::any_of(words.begin(), words.end(), [&name](const QString &word) {
            const qsizetype at = name.indexOf(word, 0, Qt::CaseInsensitive);
            return at == 0 || (at > 0 && !(name.at(at - 1).isLower() && name.at(at).isLower()));
        });
    };
    return std::any_of(m_diff.files.begin(), m_diff.files.end(), [&](const FileFacts &file) {
        const bool counts = (file.role == Role::Source || file.role == Role::Interface) && file.codeAdded + file.codeRemoved > 0;
        return counts && (holds(file.path) || std::any_of(file.functions.begin(), file.functions.end(), holds));
    });
}

void Scale::words()
{
    if (m_shape != Shape::Code)
        return;
    const auto note = [this](WordGroup group, const QString &id, int least) {
        if (const int count = m_diff.words(group); count >= least)
            add(id, {{u"count"_s, QString::number(count)}});
    };
    if (m_diff.words(WordGroup::Crypto) >= 2 || touches(m_data.cryptoNames))
        add(u"crypto"_s);
    if (m_diff.words(WordGroup::Auth) >= 1 || touches(m_data.authNames))
        add(u"auth"_s);
    note(WordGroup::Memory, u"memory"_s, 2);
    note(WordGroup::Unsafe, u"unsafe"_s, 1);
    note(WordGroup::Concurrency, u"concurrency"_s, 2);
    note(WordGroup::Timeout, u"timeout"_s, 2);
    note(WordGroup::Cache, u"cache"_s, 4);
    note(WordGroup::Loop, u"loop"_s, 2);
    if (m_diff.wordsRemoved[std::size_t(WordGroup::Errors)] > 0)
        note(WordGroup::Errors, u"errors"_s, 3);
    if (m_core > 0 && m_message.intent == Intent::Fix)
        add(u"intent.fix"_s);
    else if (m_core > 0 && m_message.intent == Intent::Feature)
        add(u"intent.feature"_s);
    else if (m_core > 0 && m_message.intent == Intent::Refactor)
        add(u"intent.refactor"_s);
    if (const int count = m_diff.wordsAdded[std::size_t(WordGroup::Todo)]; count > 0)
        add(u"todo"_s, {{u"count"_s, QString::number(count)}});
}

void Scale::files()
{
    if (m_core >= UntestedLines && m_diff.sum(Role::Test).files == 0 && m_message.intent != Intent::Revert)
        add(u"untested"_s);
    if (m_core > 0 && m_diff.sum(Role::Test).files > 0) {
        const RoleSum &tests = m_diff.sum(Role::Test);
        add(tests.deletions > tests.insertions + 20 ? u"tests.removed"_s : u"tested"_s);
    }
    if (m_shape == Shape::Code && m_focus.modules.size() >= 4)
        add(u"wide"_s, {{u"count"_s, QString::number(m_focus.modules.size())}, {u"modules"_s, codeList(m_focus.modules.first(4), 4) + (m_focus.modules.size() > 4 ? u" 等"_s : QString())}});
    if (m_shape != Shape::Renames && !m_diff.renames.isEmpty())
        add(u"renamed"_s, {{u"renames"_s, renamesText(m_diff.renames)}, {u"old"_s, code(m_diff.renames.constFirst().first)}});
    if (m_shape == Shape::Code && !m_diff.deletedFiles.isEmpty())
        add(u"deleted"_s, {{u"paths"_s, codeList(m_diff.deletedFiles, 4, u"个文件")}});
    int removedFiles = 0;
    int removedLines = 0;
    QStringList removedPaths;
    for (const FileFacts &file : m_diff.files) {
        if (file.role == Role::Source && m_diff.deletedFiles.contains(file.path)) {
            ++removedFiles;
            removedLines += file.codeRemoved;
            const QString directory = file.path.section(u'/', 0, -2);
            if (!removedPaths.contains(directory))
                removedPaths.append(directory);
        }
    }
    if (removedFiles >= 2 && removedLines >= 300 && m_diff.sum(Role::Source).insertions * 4 < m_diff.sum(Role::Source).deletions)
        add(u"module.removed"_s, {{u"count"_s, QString::number(removedFiles)}, {u"n"_s, QString::number(removedLines)}, {u"paths"_s, codeList(removedPaths, 3, u"个目录")}});
    if (m_shape == Shape::Code && !m_diff.newFiles.isEmpty())
        add(u"created"_s, {{u"paths"_s, codeList(m_diff.newFiles, 4, u"个文件")}});
    if (m_diff.moveOnly)
        add(u"moved"_s);
    if (!m_diff.madeExecutable.isEmpty())
        add(u"executable"_s, {{u"paths"_s, codeList(m_diff.madeExecutable, 3, u"个文件")}});
    if (!m_diff.unreadPaths.isEmpty())
        add(u"partial"_s, {{u"paths"_s, codeList(m_diff.unreadPaths, 4, u"个文件")}});
    if (!m_diff.lostPaths.isEmpty())
        add(u"lost"_s, {{u"paths"_s, codeList(m_diff.lostPaths, 4, u"个文件")}});
    if (m_diff.binaries > 0 && m_shape != Shape::Binary) {
        QStringList paths;
        for (const FilePatch &file : m_patch.files) {
            if (isBinary(file) && m_data.roleOf(file.change.path.toUtf8()) != Role::Asset)
                paths.append(file.change.path);
        }
        if (!paths.isEmpty())
            add(u"binary"_s, {{u"paths"_s, codeList(paths, 3, u"个文件")}});
    }
    if (m_patch.commit.isMerge())
        add(u"merge"_s);
}

Verdict Scale::verdict()
{
    bases();
    if (m_shape != Shape::Code)
        quiet();
    messageFacts();
    if (m_shape == Shape::Code) {
        interfaces();
        definitions();
        surface();
        data();
    }
    dependencies();
    dangers();
    files();
    words();

    Verdict verdict;
    verdict.shape = m_shape;
    int hard = 0;
    for (const Finding &finding : std::as_const(m_findings)) {
        verdict.score += finding.points;
        hard += finding.signal->hard ? finding.points : 0;
    }
    verdict.score = std::max(0, verdict.score);
    verdict.importance = verdict.score >= m_data.highPoints && hard >= m_data.highHardPoints ? Importance::High : verdict.score >= m_data.mediumPoints ? Importance::Medium : Importance::Low;
    const bool lifts = std::any_of(m_findings.begin(), m_findings.end(), [](const Finding &finding) { return finding.signal->id == u"security" || finding.signal->id == u"secret"; });
    const bool tells = std::any_of(m_findings.begin(), m_findings.end(), [](const Finding &finding) {
        return finding.signal->id == u"security" || finding.signal->id == u"severe" || finding.signal->id == u"breaking" || finding.signal->id == u"secret";
    });
    if (m_patch.commit.isMerge() && !tells)
        verdict.importance = std::min(verdict.importance, Importance::Medium);
    if (m_shape != Shape::Code && !lifts)
        verdict.importance = Importance::Low;

    std::stable_sort(m_findings.begin(), m_findings.end(), [](const Finding &a, const Finding &b) {
        const auto rank = [](const Finding &finding) { return std::tuple(finding.base, -finding.points); };
        return rank(a) < rank(b);
    });
    verdict.findings = m_findings;
    QList<const Finding *> byPoints;
    for (const Finding &finding : verdict.findings)
        byPoints.append(&finding);
    std::stable_sort(byPoints.begin(), byPoints.end(), [](const Finding *a, const Finding *b) { return std::abs(a->points) > std::abs(b->points); });
    for (const Finding *finding : std::as_const(byPoints)) {
        const bool told = finding->points != 0 || (m_shape != Shape::Code && finding->base && finding->signal->id != u"core") || finding->signal->id == u"merge";
        const QString reason = fillText({finding->signal->reason}, finding->arguments);
        if (told && !reason.isEmpty())
            verdict.reasons.append(finding->points == 0 ? reason : reason + (finding->points > 0 ? u"（+"_s : u"（−"_s) + QString::number(std::abs(finding->points)) + u"）"_s);
    }
    return verdict;
}

QString fillText(const QStringList &texts, const Arguments &arguments)
{
    for (const QString &text : texts) {
        QString result;
        bool whole = true;
        qsizetype at = 0;
        while (at < text.size()) {
            const qsizetype open = text.indexOf(u'{', at);
            const qsizetype close = open < 0 ? -1 : text.indexOf(u'}', open);
            if (close < 0) {
                result += QStringView(text).sliced(at);
                break;
            }
            const auto value = arguments.constFind(text.sliced(open + 1, close - open - 1));
            whole &= value != arguments.constEnd();
            result += QStringView(text).sliced(at, open - at);
            if (value != arguments.constEnd()) {
                const bool tight = result.endsWith(u' ') && !value->isEmpty() && value->front().unicode() > 0x2e80;
                if (tight && result.size() > 1 && result.at(result.size() - 2).unicode() > 0x2e80)
                    result.chop(1);
                result += *value;
            }
            at = close + 1;
            if (at + 1 < text.size() && text.at(at) == u' ' && text.at(at + 1).unicode() > 0x2e80 && !result.isEmpty() && result.back().unicode() > 0x2e80)
                ++at; // no blank between Chinese and Chinese
        }
        if (whole)
            return result;
    }
    return {};
}

QString versionText(const VersionChange &change)
{
    const auto shortened = [](const QString &version) { return version.size() == 40 ? version.first(10) : version; };
    const QString from = shortened(change.from);
    return code(change.name, 60) + u' ' + (from.isEmpty() ? QString() : code(from, 30) + u' ') + u"→ "_s + code(shortened(change.to), 30);
}

Verdict weigh(const CommitPatch &patch, const MessageFacts &message, const DiffFacts &diff, const Focus &focus, Shape shape, const RuleData &data)
{
    return Scale(patch, message, diff, focus, shape, data).verdict();
}

} // namespace rijian::analysis
