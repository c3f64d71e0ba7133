#include "analysis/rules/definition.h"
#include "analysis/rules/difffacts.h"

#include <algorithm>

namespace rijian::analysis {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isNamePart(char c)
{
    return isIdentifier(c) || c == '-' || c == '.' || c == '/' || c == '@';
}

// "1.2", "2025.1.0rc1+cu12": starts at a digit and holds a point before anything else.
qsizetype versionEnd(QByteArrayView line, qsizetype start)
{
    qsizetype i = start;
    bool point = false;
    while (i < line.size() && (isIdentifier(line[i]) || line[i] == '.' || line[i] == '+' || line[i] == '-')) {
        point |= line[i] == '.' && i + 1 < line.size() && isDigit(line[i + 1]);
        ++i;
    }
    return point && i - start <= 48 ? i : -1;
}

QByteArrayView packageBefore(QByteArrayView line, qsizetype end)
{
    const auto isBetween = [](char c) { return !isNamePart(c) || c == '@'; };
    if (end > 0 && line[end - 1] == 'v')
        --end;
    while (end > 0 && isBetween(line[end - 1]))
        --end;
    qsizetype start = end;
    while (start > 0 && isNamePart(line[start - 1]))
        --start;
    return line.sliced(start, end - start);
}

} // namespace

NamedVersion readVersion(QByteArrayView line)
{
    if (line.size() > 400)
        return {};
    if (const qsizetype uses = line.indexOf("uses:"); uses >= 0) { // GitHub actions pin tags or commits
        const qsizetype at = line.indexOf('@', uses);
        if (at < 0)
            return {};
        QByteArrayView name = line.sliced(uses + 5, at - uses - 5);
        while (!name.isEmpty() && (name.front() == ' ' || name.front() == '"' || name.front() == '\''))
            name = name.sliced(1);
        qsizetype end = at + 1;
        while (end < line.size() && line[end] != ' ' && line[end] != '"' && line[end] != '\'')
            ++end;
        const qsizetype comment = line.indexOf("# v", end);
        return {name, comment > 0 ? line.sliced(comment + 2) : line.sliced(at + 1, end - at - 1)};
    }
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (!isDigit(line[i]) || (i > 0 && (isIdentifier(line[i - 1]) || line[i - 1] == '.') && !(line[i - 1] == 'v' && (i < 2 || !isIdentifier(line[i - 2])))))
            continue;
        const qsizetype end = versionEnd(line, i);
        if (end < 0)
            continue;
        QByteArrayView name = packageBefore(line, i);
        if (name == "version" || name == "rev" || name == "tag" || name.isEmpty()) { // foo = { version = "1.2" }
            qsizetype start = 0;
            while (start < line.size() && !isNamePart(line[start]))
                ++start;
            qsizetype stop = start;
            while (stop < line.size() && isNamePart(line[stop]))
                ++stop;
            name = line.sliced(start, stop - start);
        }
        if (name.isEmpty() || isDigit(name.front()) || std::none_of(name.begin(), name.end(), isLetter))
            return {};
        return {name, line.sliced(i, end - i)};
    }
    return {};
}

} // namespace rijian::analysis
