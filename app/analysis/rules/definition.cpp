#include "analysis/rules/definition.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace rijian::analysis {

namespace {

using Words = std::string_view;

std::string_view view(QByteArrayView text)
{
    return {text.data(), std::size_t(text.size())};
}

QByteArrayView trimmedLeft(QByteArrayView line)
{
    qsizetype i = 0;
    while (i < line.size() && (line[i] == ' ' || line[i] == '\t'))
        ++i;
    return line.sliced(i);
}

QByteArrayView identifierAt(QByteArrayView text)
{
    qsizetype i = 0;
    while (i < text.size() && isIdentifier(text[i]))
        ++i;
    return text.first(i);
}

// Takes a word and the blanks after it off the front.
bool take(QByteArrayView &text, std::string_view word)
{
    if (!view(text).starts_with(word) || text.size() <= qsizetype(word.size()))
        return false;
    const char next = text[qsizetype(word.size())];
    if (isIdentifier(next))
        return false;
    text = trimmedLeft(text.sliced(qsizetype(word.size())));
    return true;
}

template<std::size_t N>
bool takeAny(QByteArrayView &text, const std::array<std::string_view, N> &words)
{
    return std::any_of(words.begin(), words.end(), [&text](std::string_view word) { return take(text, word); });
}

Definition readPython(QByteArrayView line)
{
    QByteArrayView text = trimmedLeft(line);
    const bool top = text.size() == line.size();
    take(text, "async");
    const bool type = take(text, "class") || take(text, "module");
    if (!type && !take(text, "def") && !take(text, "defp"))
        return {};
    const QByteArrayView name = identifierAt(text);
    return {name, type, top && !name.startsWith('_'), false, false};
}

Definition readGo(QByteArrayView line)
{
    QByteArrayView text = line;
    const auto isUpper = [](QByteArrayView name) { return !name.isEmpty() && name[0] >= 'A' && name[0] <= 'Z'; };
    if (take(text, "func")) {
        if (text.startsWith('(')) {
            const qsizetype end = text.indexOf(')');
            if (end < 0)
                return {};
            text = trimmedLeft(text.sliced(end + 1));
        }
        const QByteArrayView name = identifierAt(text);
        return {name, false, isUpper(name), false, false};
    }
    if (take(text, "type")) {
        const QByteArrayView name = identifierAt(text);
        return {name, true, isUpper(name), false, false};
    }
    return {};
}

Definition readRust(QByteArrayView line)
{
    QByteArrayView text = trimmedLeft(line);
    bool isPublic = false;
    if (text.startsWith("pub")) {
        isPublic = text.size() > 3 && text[3] == ' ';
        if (text.startsWith("pub(")) {
            const qsizetype end = text.indexOf(')');
            if (end < 0)
                return {};
            text = trimmedLeft(text.sliced(end + 1));
        } else {
            take(text, "pub");
        }
    }
    static constexpr std::array<Words, 6> modifiers{"async", "unsafe", "default", "extern", "export", "inline"};
    while (takeAny(text, modifiers) || view(text).starts_with("\"C\" "))
        if (text.startsWith('"'))
            text = trimmedLeft(text.sliced(3));
    static constexpr std::array<Words, 5> types{"struct", "enum", "trait", "union", "mod"};
    if (take(text, "fn"))
        return {identifierAt(text), false, isPublic, false, false};
    if (QByteArrayView rest = text; take(rest, "const") && take(rest, "fn"))
        return {identifierAt(rest), false, isPublic, false, false};
    if (takeAny(text, types))
        return {identifierAt(text), true, isPublic, false, false};
    return {};
}

Definition readJs(QByteArrayView line)
{
    QByteArrayView text = trimmedLeft(line);
    const bool isPublic = take(text, "export");
    take(text, "default");
    take(text, "declare");
    take(text, "abstract");
    take(text, "async");
    static constexpr std::array<Words, 4> types{"class", "interface", "enum", "namespace"};
    if (take(text, "function")) {
        if (text.startsWith('*'))
            text = trimmedLeft(text.sliced(1));
        return {identifierAt(text), false, isPublic, false, false};
    }
    if (takeAny(text, types))
        return {identifierAt(text), true, isPublic, false, false};
    if (take(text, "const") || take(text, "let")) {
        const bool arrow = text.indexOf("=>") > 0 || text.indexOf("= function") > 0;
        const QByteArrayView name = identifierAt(text);
        return arrow ? Definition{name, false, isPublic, false, false} : Definition{};
    }
    return {};
}

QByteArrayView nameBefore(QByteArrayView text, qsizetype end)
{
    while (end > 0 && text[end - 1] == ' ')
        --end;
    qsizetype start = end;
    while (start > 0 && (isIdentifier(text[start - 1]) || text[start - 1] == ':' || text[start - 1] == '~'))
        --start;
    while (start < end && text[start] == ':')
        ++start;
    return text.sliced(start, end - start);
}

Definition readJava(QByteArrayView line)
{
    QByteArrayView text = trimmedLeft(line);
    bool isPublic = false;
    bool modified = false;
    static constexpr std::array<Words, 16> modifiers{"private", "protected", "internal", "static", "final", "override", "abstract", "suspend", "open", "sealed",
        "async", "virtual", "data", "inline", "partial", "synchronized"};
    for (int i = 0; i < 6; ++i) {
        const bool wasPublic = take(text, "public");
        isPublic |= wasPublic;
        if (!wasPublic && !takeAny(text, modifiers))
            break;
        modified = true;
    }
    static constexpr std::array<Words, 7> types{"class", "interface", "enum", "record", "struct", "trait", "object"};
    if (takeAny(text, types))
        return {identifierAt(text), true, isPublic, false, false};
    static constexpr std::array<Words, 4> functions{"fun", "func", "def", "function"};
    if (takeAny(text, functions))
        return {identifierAt(text), false, isPublic, false, false};
    const qsizetype bracket = text.indexOf('(');
    if (modified && bracket > 0 && text.first(bracket).indexOf('=') < 0)
        return {nameBefore(text, bracket), false, isPublic, false, false};
    return {};
}

bool isControlWord(QByteArrayView word)
{
    static constexpr std::array<Words, 23> words{"if", "for", "while", "switch", "return", "else", "case", "do", "sizeof", "goto", "using", "namespace", "catch",
        "throw", "assert", "delete", "new", "defined", "static_assert", "typedef", "constexpr", "decltype", "alignas"};
    return std::find(words.begin(), words.end(), view(word)) != words.end();
}

/// As in `std::function<void(int)> callback) {`.
bool isTypeWord(QByteArrayView word)
{
    static constexpr std::array<Words, 13> words{"void", "bool", "char", "short", "int", "long", "float", "double", "signed", "unsigned", "auto", "const", "volatile"};
    return std::find(words.begin(), words.end(), view(word)) != words.end();
}

bool isAttribute(QByteArrayView name)
{
    return name.startsWith("__") || name == "alignas" || name == "noexcept" || name == "requires";
}

Definition readC(QByteArrayView line)
{
    if (line.isEmpty())
        return {};
    if (line[0] == '#') {
        QByteArrayView text = trimmedLeft(line.sliced(1));
        return take(text, "define") && !identifierAt(text).isEmpty() ? Definition{identifierAt(text), false, false, true, false} : Definition{};
    }
    QByteArrayView text = trimmedLeft(line);
    const qsizetype indent = line.size() - text.size();
    if (text.isEmpty() || !(isIdentifier(text[0]) || text[0] == '~'))
        return {};
    while (text.endsWith(' ') || text.endsWith('\r'))
        text.chop(1);
    static constexpr std::array<Words, 5> types{"struct", "class", "enum", "union", "interface"};
    if (QByteArrayView rest = text; indent == 0 && (takeAny(rest, types) || (take(rest, "typedef") && takeAny(rest, types)))) {
        take(rest, "class");
        const QByteArrayView name = identifierAt(rest);
        if (text.endsWith('{') && !name.isEmpty() && text.indexOf('(') < 0)
            return {name, true, false, false, false};
    }
    qsizetype bracket = text.indexOf('(');
    if (bracket > 0 && isAttribute(nameBefore(text, bracket))) { // `void __launch_bounds__(N) kernel(…)`
        const qsizetype close = text.indexOf(')', bracket);
        bracket = close < 0 ? -1 : text.indexOf('(', close);
        if (bracket > 0 && text.sliced(close + 1, bracket - close - 1).trimmed().isEmpty())
            bracket = -1; // nested brackets: no guess
    }
    if (bracket <= 0)
        return {};
    const QByteArrayView head = text.first(bracket);
    if (head.indexOf('=') >= 0 || head.indexOf('"') >= 0 || head.indexOf("->") >= 0 || head.indexOf('.') >= 0 || head.indexOf(',') >= 0)
        return {};
    const QByteArrayView name = nameBefore(text, bracket);
    const QByteArrayView first = identifierAt(text);
    if (name.isEmpty() || isControlWord(first) || isControlWord(name) || isTypeWord(name) || (name[0] >= '0' && name[0] <= '9'))
        return {};
    const bool ends = text.endsWith(';');
    const bool hasType = name.data() > text.data() + first.size() - 1 && name.size() < head.size();
    if (indent > 0) // a member: a type before the name, and a body, a declaration's end or a further line
        return hasType && indent <= 4 && (text.endsWith('{') || text.indexOf(") const") > 0 || text.indexOf(") override") > 0)
            ? Definition{name, false, false, false, ends} : Definition{};
    if (!hasType && ends)
        return {}; // a call or a macro
    return {name, false, false, false, ends};
}

Definition readShell(QByteArrayView line)
{
    QByteArrayView text = trimmedLeft(line);
    if (take(text, "function") || take(text, "sub") || take(text, "proc"))
        return {identifierAt(text), false, false, false, false};
    const QByteArrayView name = identifierAt(text);
    if (!name.isEmpty() && view(text.sliced(name.size())).starts_with("()"))
        return {name, false, false, false, false};
    return {};
}

} // namespace

bool isIdentifier(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

Definition readDefinition(QByteArrayView line, Family family)
{
    Definition definition;
    switch (family) {
    case Family::C:
        definition = readC(line);
        break;
    case Family::Python:
        definition = readPython(line);
        break;
    case Family::Go:
        definition = readGo(line);
        break;
    case Family::Rust:
        definition = readRust(line);
        break;
    case Family::Js:
        definition = readJs(line);
        break;
    case Family::Java:
        definition = readJava(line);
        break;
    case Family::Shell:
        definition = readShell(line);
        break;
    case Family::None:
    case Family::Sql:
    case Family::Data:
    case Family::Other:
        break;
    }
    if (definition.name.size() > 120)
        return {};
    return definition;
}

QByteArrayView contextName(QByteArrayView context, Family family)
{
    if (family == Family::None || family == Family::Data || family == Family::Other || family == Family::Sql)
        return {};
    if (const Definition definition = readDefinition(context, family))
        return definition.name;
    const qsizetype bracket = context.indexOf('(');
    if (bracket <= 0 || (family != Family::C && family != Family::Java && family != Family::Js))
        return {};
    const QByteArrayView name = nameBefore(context, bracket);
    return isControlWord(name) || isTypeWord(name) || name.size() > 120 ? QByteArrayView() : name;
}

} // namespace rijian::analysis
