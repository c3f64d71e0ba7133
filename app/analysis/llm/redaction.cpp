#include "analysis/llm/redaction.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

const QString mark = u"〔已隐去：疑似密钥〕"_s;

/// What services begin their tokens with. All quantifiers are bounded below and the classes are plain: no backtracking worth the name.
const QRegularExpression &tokens()
{
    static const QRegularExpression expression(
        u"\\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255}|glpat-[A-Za-z0-9_-]{20,64}|sk-[A-Za-z0-9_-]{20,200}|xox[abposr]-[A-Za-z0-9-]{10,200}"
        "|AIza[0-9A-Za-z_-]{35}|hf_[A-Za-z0-9]{30,60}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{40,250}|eyJ[A-Za-z0-9_-]{10,2000}\\.[A-Za-z0-9_-]{10,4000}\\.[A-Za-z0-9_-]{8,1000})"_s);
    return expression;
}

const QRegularExpression &addresses()
{
    static const QRegularExpression expression(u"(://[^/\\s:@\"'<>{}$]{1,64}:)([^/\\s:@\"'<>{}$*]{3,128})(?=@)"_s);
    return expression;
}

const QRegularExpression &bearers()
{
    static const QRegularExpression expression(u"(\\bBearer\\s{1,3})([A-Za-z0-9._~+/=-]{24,2000})"_s, QRegularExpression::CaseInsensitiveOption);
    return expression;
}

const QRegularExpression &assignments()
{
    static const QRegularExpression expression(
        u"((?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)s?[\"']?\\s{0,4}(?:[:=]|=>|:=)\\s{0,4}[\"'])([^\"'\\s]{8,200})(?=[\"'])"_s,
        QRegularExpression::CaseInsensitiveOption);
    return expression;
}

/// A value that somebody made up to keep, not a name, a path, a pattern or an example.
bool looksSecret(const QString &value)
{
    static const std::array placeholders{"example"_L1, "placeholder"_L1, "xxxx"_L1, "your"_L1, "test"_L1, "dummy"_L1, "fake"_L1, "changeme"_L1, "secret"_L1, "password"_L1, "1234"_L1, "abcd"_L1, "sample"_L1, "redacted"_L1};
    if (std::ranges::any_of(placeholders, [&](QLatin1StringView word) { return value.contains(word, Qt::CaseInsensitive); }))
        return false;
    bool letters = false;
    bool digits = false;
    for (const QChar c : value) {
        if (QStringView(u"<>{}$()%/ ,;").contains(c))
            return false;
        letters = letters || c.isLetter();
        digits = digits || c.isDigit();
    }
    return letters && digits;
}

/// Replaces the second group of each match that `is` accepts.
void replaceValues(QString &line, const QRegularExpression &expression, bool (*is)(const QString &))
{
    QString result;
    qsizetype at = 0;
    for (const QRegularExpressionMatch &match : expression.globalMatch(line)) {
        if (!is(match.captured(2)))
            continue;
        result += QStringView(line).sliced(at, match.capturedStart(2) - at);
        result += mark;
        at = match.capturedEnd(2);
    }
    if (at > 0)
        line = result + QStringView(line).sliced(at);
}

bool isNoPlaceholder(const QString &value)
{
    static const QStringList usual{u"password"_s, u"pass"_s, u"passwd"_s, u"pwd"_s, u"secret"_s, u"token"_s, u"key"_s, u"port"_s, u"xxx"_s, u"user"_s, u"test"_s};
    return !usual.contains(value.toLower()) && !std::ranges::all_of(value, [](QChar c) { return c.isDigit(); });
}

void redactLine(QString &line)
{
    if (line.size() < 12)
        return;
    if (line.contains(tokens()))
        line.replace(tokens(), mark);
    if (line.contains("://"_L1) && line.contains(u'@'))
        replaceValues(line, addresses(), &isNoPlaceholder);
    if (line.contains("bearer"_L1, Qt::CaseInsensitive))
        replaceValues(line, bearers(), &looksSecret);
    if (line.contains(u'"') || line.contains(u'\''))
        replaceValues(line, assignments(), &looksSecret);
}

} // namespace

QString redacted(const QString &text)
{
    QStringList lines = text.split(u'\n');
    bool key = false; // within a private key
    int length = 0;
    for (QString &line : lines) {
        const bool begins = line.contains("-----BEGIN "_L1) && line.contains("PRIVATE KEY-----"_L1);
        const bool ends = line.contains("-----END "_L1);
        if (begins) {
            key = !line.sliced(line.indexOf("-----BEGIN "_L1)).contains("-----END "_L1);
            length = 0;
            continue;
        }
        if (key && !ends && ++length <= 200) {
            line = line.left(1) + mark;
            continue;
        }
        key = false;
        redactLine(line);
    }
    return lines.join(u'\n');
}

} // namespace rijian::analysis::llm
