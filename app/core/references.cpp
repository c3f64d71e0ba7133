#include "core/references.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

constexpr qsizetype longestRead = 20'000;
constexpr qsizetype most = 32;

/// The first group of each match, each once. The expressions have no nested repeats: linear time.
QStringList all(const QString &message, const QRegularExpression &expression)
{
    QStringList found;
    auto matches = expression.globalMatch(message);
    while (matches.hasNext() && found.size() < most) {
        const QString one = matches.next().captured(1).toLower();
        if (!found.contains(one))
            found.append(one);
    }
    return found;
}

} // namespace

References referencesOf(QStringView message)
{
    static const QRegularExpression reverts(u"\\brevert(?:s|ed|ing)?:?\\s+(?:of\\s+)?(?:commits?\\s+)?([0-9a-f]{7,40})\\b"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression fixes(u"\\b(?:fix(?:es|ed|up)?|amends?):?\\s+(?:commits?\\s+)?([0-9a-f]{7,40})\\b"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression issues(u"(?:(?<![\\w/&])[#!]|\\bgh-|/(?:issues|pull|merge_requests)/)(\\d{1,9})\\b"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression onlyDigits(u"^\\d+$"_s);
    const QString text = message.first(std::min(message.size(), longestRead)).toString();
    References references{.reverts = all(text, reverts), .fixes = all(text, fixes), .issues = all(text, issues)};
    for (QStringList *shas : {&references.reverts, &references.fixes})
        shas->removeIf([](const QString &sha) { return sha.size() < 12 && onlyDigits.match(sha).hasMatch(); }); // a number of something else
    return references;
}

} // namespace rijian
