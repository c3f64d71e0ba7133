#include "analysis/llm/redact.h"

#include "core/patch.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr qsizetype longestSecret = 4'096; // a token; what is longer is data
constexpr qsizetype longestValue = 512;    // what is assigned to a name

bool isAlnum(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z');
}

bool isToken(QChar c)
{
    return isAlnum(c) || c == u'_' || c == u'-';
}

bool isBase64(QChar c)
{
    return isAlnum(c) || c == u'+' || c == u'/' || c == u'=' || c == u'_' || c == u'-';
}

qsizetype runEnd(QStringView text, qsizetype from, bool (*in)(QChar), qsizetype most = longestSecret + 1)
{
    qsizetype end = from;
    while (end < text.size() && end - from < most && in(text[end]))
        ++end;
    return end;
}

struct Traits {
    bool lower = false;
    bool upper = false;
    bool digit = false;
    bool other = false;
    int distinct = 0;
};

Traits traitsOf(QStringView text)
{
    Traits traits;
    std::array<bool, 128> seen{};
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if (u < 128 && !seen[u]) {
            seen[u] = true;
            ++traits.distinct;
        }
        traits.lower |= u >= 'a' && u <= 'z';
        traits.upper |= u >= 'A' && u <= 'Z';
        traits.digit |= u >= '0' && u <= '9';
        traits.other |= !isAlnum(c);
    }
    return traits;
}

bool looksRandom(QStringView text, qsizetype least)
{
    const Traits traits = traitsOf(text);
    return text.size() >= least && traits.digit && (traits.lower || traits.upper) && traits.distinct >= 8;
}

/// Keys that tell themselves by their first letters.
struct Form {
    QLatin1StringView prefix;
    qsizetype least = 0; ///< characters behind it
    qsizetype most = 0;
    bool random = false; ///< with digits and capitals: the prefix alone is too common
};
constexpr std::array forms{
    Form{"AKIA"_L1, 16, 16, false}, Form{"ASIA"_L1, 16, 16, false}, Form{"ghp_"_L1, 36, 255, false}, Form{"gho_"_L1, 36, 255, false},
    Form{"ghu_"_L1, 36, 255, false}, Form{"ghs_"_L1, 36, 255, false}, Form{"ghr_"_L1, 36, 255, false}, Form{"github_pat_"_L1, 22, 255, false},
    Form{"glpat-"_L1, 20, 255, false}, Form{"sk-"_L1, 20, 255, true}, Form{"sk_live_"_L1, 16, 255, false}, Form{"rk_live_"_L1, 16, 255, false},
    Form{"sk_test_"_L1, 16, 255, false}, Form{"xoxb-"_L1, 16, 255, false}, Form{"xoxp-"_L1, 16, 255, false}, Form{"xoxa-"_L1, 16, 255, false},
    Form{"xoxr-"_L1, 16, 255, false}, Form{"xoxs-"_L1, 16, 255, false}, Form{"xapp-"_L1, 16, 255, false}, Form{"AIza"_L1, 35, 35, false},
    Form{"npm_"_L1, 36, 36, true}, Form{"hf_"_L1, 30, 60, true}, Form{"pypi-AgE"_L1, 30, 1000, false}, Form{"LTAI"_L1, 12, 26, true}, Form{"dop_v1_"_L1, 64, 64, false},
    Form{"AGE-SECRET-KEY-1"_L1, 58, 58, false},
};

/// The end of a key that begins at `at`; 0: none does.
qsizetype knownForm(QStringView text, qsizetype at)
{
    const QStringView rest = text.sliced(at);
    for (const Form &form : forms) {
        if (rest[0] != form.prefix[0] || !rest.startsWith(form.prefix)) // the first is cheap, and mostly enough
            continue;
        const qsizetype from = at + form.prefix.size();
        const qsizetype end = runEnd(text, from, isToken, form.most + 1);
        if (end - from < form.least || end - from > form.most)
            return 0;
        const Traits traits = traitsOf(text.sliced(from, end - from));
        const bool real = traits.distinct >= 6 && (!form.random || (traits.digit && traits.upper && traits.lower));
        if ((form.prefix == "AKIA"_L1 || form.prefix == "ASIA"_L1) && (traits.lower || traits.other))
            return 0;
        return real ? end : 0;
    }
    if (rest.startsWith("eyJ"_L1)) { // three base64 parts, the first two JSON objects
        const qsizetype first = runEnd(text, at, isToken);
        if (first - at < 10 || !text.sliced(first).startsWith(".eyJ"_L1))
            return 0;
        const qsizetype second = runEnd(text, first + 1, isToken);
        if (second >= text.size() || text[second] != u'.')
            return second - first > 20 ? second : 0;
        return runEnd(text, second + 1, isToken);
    }
    return 0;
}

/// What stands where a secret belongs, but is none: a variable, a blank to be filled in, a sample word.
bool isPlaceholder(QStringView value)
{
    static const QStringList words{u"password"_s, u"passwd"_s, u"secret"_s, u"example"_s, u"changeme"_s, u"change-me"_s, u"dummy"_s, u"sample"_s, u"placeholder"_s,
                                   u"redacted"_s, u"your"_s, u"xxx"_s, u"todo"_s, u"none"_s, u"null"_s, u"undefined"_s, u"test"_s, u"token"_s, u"foobar"_s, u"env"_s,
                                   u"wrong"_s, u"invalid"_s, u"fake"_s, u"mock"_s, u"user"_s, u"string"_s, u"pass"_s};
    if (traitsOf(value).distinct < 4)
        return true;
    for (const QChar c : value) {
        if (QStringView(u"${}<>%*()[]|\\ \t,;").contains(c))
            return true;
    }
    return std::ranges::any_of(words, [value](const QString &word) { return value.contains(word, Qt::CaseInsensitive); });
}

enum class KeyName { None, Password, Secret };

/// What the name before an equals sign or colon promises.
KeyName keyName(QStringView name)
{
    static const std::array passwords{"password"_L1, "passwd"_L1, "passphrase"_L1, "pwd"_L1};
    static const std::array secrets{"secret"_L1, "token"_L1, "apikey"_L1, "accesskey"_L1, "secretkey"_L1, "privatekey"_L1, "authkey"_L1, "signingkey"_L1, "encryptionkey"_L1, "accesskeyid"_L1, "credential"_L1, "credentials"_L1};
    QString plain;
    for (const QChar c : name.last(std::min(name.size(), qsizetype(48)))) {
        if (isAlnum(c))
            plain += c.toLower();
    }
    const auto ends = [&plain](QLatin1StringView word) { return plain.endsWith(word); };
    if (std::ranges::any_of(passwords, ends))
        return KeyName::Password;
    return std::ranges::any_of(secrets, ends) ? KeyName::Secret : KeyName::None;
}

bool isSecretValue(KeyName name, QStringView value, bool quoted)
{
    if (value.size() > longestValue || isPlaceholder(value))
        return false;
    const Traits traits = traitsOf(value);
    if (name == KeyName::Password)
        return value.size() >= 6 && traits.digit && (traits.lower || traits.upper) && (quoted || (value.size() >= 8 && runEnd(value, 0, isBase64) == value.size()));
    if (value.count(u'/') >= 2 && !value.contains(u'+') && !value.contains(u'=')) // a path, or a scope such as "keyId/19700101/region"
        return false;
    return runEnd(value, 0, isBase64) == value.size() && looksRandom(value, 16) && (quoted || traits.upper || !value.contains(u'_'));
}

/// The value behind the `=`, `:`, `:=` or `=>` at `at`; start and end of a secret there, or 0, 0.
std::pair<qsizetype, qsizetype> assigned(QStringView line, qsizetype at)
{
    qsizetype nameEnd = at;
    while (nameEnd > 0 && (line[nameEnd - 1] == u' ' || line[nameEnd - 1] == u'"' || line[nameEnd - 1] == u'\'' || line[nameEnd - 1] == u':') && at - nameEnd < 12)
        --nameEnd;
    qsizetype nameStart = nameEnd;
    while (nameStart > 0 && isToken(line[nameStart - 1]) && nameEnd - nameStart < 64)
        --nameStart;
    const KeyName name = keyName(line.sliced(nameStart, nameEnd - nameStart));
    if (name == KeyName::None)
        return {};
    qsizetype start = at + 1;
    while (start < line.size() && (line[start] == u' ' || line[start] == u'=' || line[start] == u'>' || line[start] == u'\t') && start - at < 12)
        ++start;
    if (start >= line.size())
        return {};
    const QChar quote = line[start];
    if (quote == u'"' || quote == u'\'' || quote == u'`') {
        const qsizetype end = line.indexOf(quote, start + 1);
        return end > 0 && isSecretValue(name, line.sliced(start + 1, end - start - 1), true) ? std::pair{start + 1, end} : std::pair<qsizetype, qsizetype>{};
    }
    qsizetype end = start;
    while (end < line.size() && !line[end].isSpace() && line[end] != u'&' && line[end] != u'"' && line[end] != u'\'' && line[end] != u',' && line[end] != u';' && end - start <= longestValue)
        ++end;
    return isSecretValue(name, line.sliced(start, end - start), false) ? std::pair{start, end} : std::pair<qsizetype, qsizetype>{};
}

/// "://user:password@host", `at` being the colon of the scheme: the password.
std::pair<qsizetype, qsizetype> urlPassword(QStringView line, qsizetype at)
{
    qsizetype colon = -1;
    for (qsizetype i = at + 3; i < line.size() && i - at < 512; ++i) {
        const QChar c = line[i];
        if (c == u'@') {
            if (colon < 0 || i - colon < 4)
                return {};
            const QStringView password = line.sliced(colon + 1, i - colon - 1);
            return isPlaceholder(password) ? std::pair<qsizetype, qsizetype>{} : std::pair{colon + 1, i};
        }
        if (c == u':' && colon < 0)
            colon = i;
        else if (c.isSpace() || c == u'/' || c == u'"' || c == u'\'' || c == u'<' || c == u'?' || c == u'#')
            return {};
    }
    return {};
}

/// The credentials behind "Bearer " or "Basic ".
std::pair<qsizetype, qsizetype> authorization(QStringView line, qsizetype at)
{
    const QStringView rest = line.sliced(at);
    const bool bearer = rest.startsWith("Bearer "_L1, Qt::CaseInsensitive);
    if (!bearer && !(rest.startsWith("Basic "_L1, Qt::CaseInsensitive) && line.first(at).contains("authorization"_L1, Qt::CaseInsensitive)))
        return {};
    const qsizetype start = at + (bearer ? 7 : 6);
    qsizetype end = start;
    while (end < line.size() && (isBase64(line[end]) || line[end] == u'.' || line[end] == u'~') && end - start <= longestSecret)
        ++end;
    const QStringView value = line.sliced(start, end - start);
    return (bearer ? looksRandom(value, 16) : value.size() >= 12 && traitsOf(value).upper && traitsOf(value).lower) ? std::pair{start, end} : std::pair<qsizetype, qsizetype>{};
}

std::pair<qsizetype, qsizetype> secretAt(QStringView line, qsizetype at)
{
    const char16_t c = line[at].unicode();
    if (c == '=' || c == ':') {
        if (c == ':' && line.sliced(at).startsWith("://"_L1))
            return urlPassword(line, at);
        return assigned(line, at);
    }
    if (at > 0 && isToken(line[at - 1]) && line[at - 1] != u'-')
        return {};
    if (c == 'B' || c == 'b')
        return authorization(line, at);
    if (!isAlnum(line[at]))
        return {};
    const qsizetype end = knownForm(line, at);
    return end > 0 ? std::pair{at, end} : std::pair<qsizetype, qsizetype>{};
}

QString redactedLine(QStringView line)
{
    if (const qsizetype begin = line.indexOf("PRIVATE KEY-----"_L1); begin >= 0 && line.first(begin).contains("-----BEGIN "_L1)) {
        const qsizetype body = begin + 16;
        const qsizetype end = runEnd(line, body, [](QChar c) { return isBase64(c) || c == u'\\'; }, line.size());
        if (end - body >= 16) // all of the key in one line, as in JSON; code behind the mark must stay in sight
            return line.first(body) + redactionMark() + line.sliced(std::max(body, line.first(end).endsWith("-----"_L1) ? end - 5 : end));
    }
    QString result;
    qsizetype copied = 0;
    for (qsizetype i = 0; i < line.size();) {
        const auto [start, end] = secretAt(line, i);
        if (end <= start) {
            ++i;
            continue;
        }
        result += line.sliced(copied, start - copied);
        result += redactionMark();
        copied = i = end;
    }
    return copied == 0 ? line.toString() : result + line.sliced(copied);
}

bool beginsKey(QByteArrayView line)
{
    return line.contains("-----BEGIN ") && line.contains("PRIVATE KEY");
}

bool endsKey(QByteArrayView line)
{
    return line.contains("-----END ") && line.contains("PRIVATE KEY");
}

/// Base64 alone, in quotes or not. Code must not be hidden by putting a key's mark above it, so a short line is none but beside the key's end.
bool isKeyBody(QByteArrayView line, qsizetype least)
{
    const QByteArrayView trimmed = line.trimmed();
    return trimmed.size() >= least && trimmed.size() <= 256
        && std::ranges::all_of(trimmed, [](char c) { return isBase64(QLatin1Char(c)) || c == '"' || c == '\\' || c == ',' || c == '\''; });
}

bool isKeyHeader(QByteArrayView line)
{
    const QByteArrayView trimmed = line.trimmed();
    return trimmed.isEmpty() || trimmed.startsWith("Proc-Type:") || trimmed.startsWith("DEK-Info:") || trimmed.startsWith("Version:") || trimmed.startsWith("Comment:");
}

/// Which of the lines are a private key's body, its first or last mark being among them.
std::vector<bool> keyLines(const std::vector<QByteArrayView> &lines)
{
    constexpr qsizetype usual = 32; // of 64 or 70
    std::vector<bool> marks(lines.size(), false);
    bool inKey = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (endsKey(lines[i])) {
            // The last line is short, or two are: the old one and the new one.
            for (std::size_t above = i; above > 0 && !marks[above - 1] && isKeyBody(lines[above - 1], i - above < 2 ? 4 : usual); --above)
                marks[above - 1] = true;
            inKey = false;
        } else if (inKey && isKeyBody(lines[i], usual)) {
            marks[i] = true;
        } else {
            inKey = beginsKey(lines[i]) || (inKey && isKeyHeader(lines[i]));
        }
    }
    return marks;
}

} // namespace

QString redactionMark()
{
    return u"〔已隐去：疑似密钥〕"_s;
}

QString redacted(QStringView text)
{
    const QList<QStringView> lines = text.split(u'\n');
    std::vector<bool> keys;
    if (text.contains("PRIVATE KEY"_L1)) {
        const QByteArray bytes = text.toLatin1(); // one byte a character: what is no Latin-1 is no base64 either
        std::vector<QByteArrayView> views;
        for (const QStringView line : lines)
            views.push_back(QByteArrayView(bytes).sliced(line.data() - text.data(), line.size()));
        keys = keyLines(views);
    }
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0)
            result += u'\n';
        result += !keys.empty() && keys[std::size_t(i)] ? redactionMark() : redactedLine(lines[i]);
    }
    return result;
}

std::vector<bool> keyBlockLines(const FilePatch &file)
{
    if (!file.text.contains("PRIVATE KEY"))
        return {};
    std::vector<QByteArrayView> lines;
    lines.reserve(file.lines.size());
    for (const PatchLine &line : file.lines)
        lines.push_back(file.lineText(line));
    return keyLines(lines);
}

} // namespace rijian::analysis::llm
