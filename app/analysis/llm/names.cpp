// Names that a card claims, held against the commit: unconfirmedNames(), markUnconfirmed().

#include "analysis/llm/cardanswer.h"

#include <QByteArrayView>
#include <QSet>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr int mostNames = 8;       // that are reported
constexpr int mostCandidates = 60; // that are looked for
constexpr qsizetype longestName = 120;

using View = std::string_view;

bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool isPathByte(char c)
{
    return isNameByte(c) || c == '/' || c == '.' || c == '-' || c == '+' || c == '@';
}

/// A suffix such as ".cpp".
bool hasExtension(View name)
{
    const std::size_t dot = name.rfind('.');
    if (dot == View::npos || dot == 0 || dot + 1 == name.size() || name.size() - dot > 8)
        return false;
    return std::ranges::all_of(name.substr(dot + 1), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); })
        && !(name[dot + 1] >= '0' && name[dot + 1] <= '9');
}

/// Made as programmers make names; a plain word is not.
bool looksMade(View name)
{
    if (name.find('_') != View::npos && name.size() > 2)
        return true;
    bool lower = false;
    for (const char c : name) {
        if (lower && c >= 'A' && c <= 'Z')
            return true;
        lower = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
    return false;
}

// Written like names, and known to everybody: no commit has to hold them.
constexpr std::array<View, 44> wellKnown{
    "GitHub",    "GitLab",     "JavaScript", "TypeScript", "PyTorch",  "TensorFlow", "NumPy",     "OpenAI",     "DeepSeek", "MySQL",      "PostgreSQL", "SQLite",    "MongoDB",   "CMake",  "PyPI",
    "RabbitMQ",  "GraphQL",    "WebSocket",  "OAuth2",     "IPv4",     "IPv6",       "UTF8",      "size_t",     "nullptr",  "Kubernetes", "FlashInfer", "TensorRT",  "x86_64",    "arm64",  "int64_t",
    "uint8_t",   "int32_t",    "uint32_t",   "uint64_t",   "__init__", "README.md",  "gRPC",      "macOS",      "OpenSSL",  "LibreSSL",   "io_uring",   "JSON5",     "CHANGELOG.md", "HuggingFace"};

/// A claimed name and what of it is looked for.
struct Candidate {
    QString shown;   ///< as the card has it
    QByteArray path; ///< with a "/" or a suffix; else empty
    QByteArray last; ///< the identifier that matters: of "Parser::reset()", "reset"
};

bool isAscii(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F; });
}

/// Nothing where the text is no name: a command, an option, a number, an address, a pattern.
std::optional<Candidate> candidateOf(const QString &shown)
{
    if (shown.size() < 3 || shown.size() > longestName || !isAscii(shown) || shown.contains("://"_L1))
        return {};
    QByteArray name = shown.toLatin1();
    if (const qsizetype bracket = name.indexOf('('); bracket > 0)
        name.truncate(bracket);
    while (!name.isEmpty() && QByteArrayView(".:,;&@*").contains(name.back()))
        name.chop(1);
    while (name.startsWith("./") || (!name.isEmpty() && QByteArrayView("/&*@").contains(name.front())))
        name.remove(0, name.front() == '.' ? 2 : 1);
    for (const char c : std::as_const(name)) {
        if (!isPathByte(c) && c != ':' && c != '>')
            return {};
    }
    if (name.size() < 3 || name.front() == '-' || (name.front() >= '0' && name.front() <= '9'))
        return {};
    const View view(name.constData(), std::size_t(name.size()));
    if (std::ranges::find(wellKnown, view) != wellKnown.end())
        return {};
    const bool slash = name.contains('/');
    if (slash && !hasExtension(view))
        return {}; // a folder, a branch, an image, "owner/name": too many things
    if (slash || hasExtension(view))
        return Candidate{shown, name, {}};
    qsizetype begin = name.size();
    while (begin > 0 && isNameByte(name[begin - 1]))
        --begin;
    const QByteArray last = name.sliced(begin);
    const bool called = shown.contains(u'(') || name.contains("::");
    if (last.size() < 3 || name.contains('-') || !(called || looksMade({last.constData(), std::size_t(last.size())})))
        return {};
    return Candidate{shown, {}, last};
}

/// Code spans, and what is written like a path outside of them.
QStringList claimsIn(const QString &text)
{
    QStringList claims;
    const QStringList parts = text.split(u'`'); // odd ones are code
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i % 2 == 1) {
            claims.append(parts[i].trimmed());
            continue;
        }
        qsizetype begin = -1;
        for (qsizetype at = 0; at <= parts[i].size(); ++at) {
            const char16_t c = at < parts[i].size() ? parts[i][at].unicode() : u' ';
            const bool inside = c < 0x80 && isPathByte(char(c));
            if (inside && begin < 0)
                begin = at;
            if (!inside && begin >= 0) {
                const QString token = parts[i].sliced(begin, at - begin);
                const bool address = begin > 0 && parts[i][begin - 1] == u':';
                if (token.contains(u'/') && !address)
                    claims.append(token);
                begin = -1;
            }
        }
    }
    return claims;
}

QList<Candidate> candidatesOf(const Card &card)
{
    QList<Candidate> candidates;
    QSet<QString> seen;
    for (const QString &text : {card.summary, card.scope, card.architecture, card.performance, card.security, card.risks, card.advice}) {
        for (const QString &claim : claimsIn(text)) {
            if (candidates.size() >= mostCandidates || seen.contains(claim))
                continue;
            seen.insert(claim);
            if (auto candidate = candidateOf(claim))
                candidates.append(std::move(*candidate));
        }
    }
    return candidates;
}

/// The wanted identifiers, ticked off while the commit's text goes by: its own identifiers are never collected.
class Ticks
{
public:
    void want(const QByteArray &name) { m_found.emplace(name.toStdString(), false); }

    void scan(QByteArrayView text)
    {
        const char *at = text.begin();
        while (at != text.end()) {
            if (!isNameByte(*at)) {
                ++at;
                continue;
            }
            const char *begin = at;
            while (at != text.end() && isNameByte(*at))
                ++at;
            if (at - begin > 2 && at - begin <= longestName)
                tick({begin, std::size_t(at - begin)});
        }
    }

    bool has(const QByteArray &name) const
    {
        const auto found = m_found.find(View(name.constData(), std::size_t(name.size())));
        return found != m_found.end() && found->second;
    }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(View text) const { return std::hash<View>()(text); }
    };

    void tick(View name)
    {
        if (const auto found = m_found.find(name); found != m_found.end())
            found->second = true;
    }

    std::unordered_map<std::string, bool, Hash, std::equal_to<>> m_found;
};

/// "path" in a commit whose file is called so, or ends so, or that speaks of it.
bool hasPath(const CommitPatch &patch, const QByteArray &name)
{
    const QString path = QString::fromLatin1(name);
    const auto fits = [&](const QString &known) { return known == path || known.endsWith(u'/' + path); };
    for (const FilePatch &file : patch.files) {
        if (fits(file.change.path) || fits(file.change.oldPath))
            return true;
    }
    if (patch.commit.message.contains(path))
        return true;
    return std::ranges::any_of(patch.files, [&](const FilePatch &file) { return file.text.contains(name); });
}

/// "module.function" has a suffix only by its looks: the last part, or the one before, may be an identifier of the commit.
QList<QByteArray> partsOf(const QByteArray &path)
{
    return path.contains('/') ? QList<QByteArray>() : path.split('.');
}

} // namespace

QStringList unconfirmedNames(const Card &card, const CommitPatch &patch)
{
    const QList<Candidate> candidates = candidatesOf(card);
    Ticks ticks;
    for (const Candidate &candidate : candidates) {
        ticks.want(candidate.last);
        for (const QByteArray &part : partsOf(candidate.path))
            ticks.want(part);
    }
    if (!candidates.isEmpty()) {
        ticks.scan(patch.commit.message.toUtf8());
        for (const FilePatch &file : patch.files) {
            ticks.scan(file.change.path.toUtf8());
            ticks.scan(file.change.oldPath.toUtf8());
            for (const PatchLine &line : file.lines) // by lines: nothing stands between them in `text`
                ticks.scan(file.lineText(line));
            for (const Hunk &hunk : file.hunks)
                ticks.scan(hunk.context);
        }
    }
    // "a.size": its last part. But a file's suffix is that of others, too.
    const auto occurs = [&](const QList<QByteArray> &parts) {
        if (parts.isEmpty() || !ticks.has(parts.last()))
            return false;
        const QString suffix = QString::fromUtf8('.' + parts.last());
        const bool isFile = parts.size() > 1 && std::ranges::any_of(patch.files, [&suffix](const FilePatch &file) { return file.change.path.endsWith(suffix); });
        return !isFile || ticks.has(parts.at(parts.size() - 2));
    };
    QStringList names;
    for (const Candidate &candidate : candidates) {
        const bool confirmed = candidate.path.isEmpty() ? ticks.has(candidate.last) : hasPath(patch, candidate.path) || occurs(partsOf(candidate.path));
        if (!confirmed && names.size() < mostNames)
            names.append(candidate.shown);
    }
    return names;
}

Card markUnconfirmed(Card card, const QStringList &names)
{
    const QString mark = u"（未在提交中找到）"_s;
    for (const QString &name : names) {
        for (QString *text : {&card.summary, &card.scope, &card.architecture, &card.performance, &card.security, &card.risks, &card.advice}) {
            const QString span = u'`' + name + u'`';
            const qsizetype inCode = text->indexOf(span);
            const qsizetype at = inCode >= 0 ? inCode : text->indexOf(name);
            if (at < 0)
                continue;
            text->insert(at + (inCode >= 0 ? span.size() : name.size()), mark);
            break;
        }
    }
    return card;
}

} // namespace rijian::analysis::llm
