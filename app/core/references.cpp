#include "core/references.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rijian {

namespace {

constexpr qsizetype longestRead = 20'000;
constexpr qsizetype longestSubject = 1'000;
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

/// Of a whole subject alone.
QString partOf(const QString &subject, const QRegularExpression &expression)
{
    return expression.match(subject).captured(1).trimmed();
}

} // namespace

References referencesOf(QStringView message)
{
    constexpr auto anyCase = QRegularExpression::CaseInsensitiveOption;
    static const QRegularExpression reverts(u"\\brevert(?:s|ed|ing)?:?\\s+(?:of\\s+)?(?:commits?\\s+)?([0-9a-f]{7,40})\\b"_s, anyCase);
    static const QRegularExpression fixes(u"\\b(?:fix(?:es|ed|up)?|amends?|squash)[:!]?\\s+(?:commits?\\s+)?([0-9a-f]{7,40})\\b"_s, anyCase);
    static const QRegularExpression issues(u"(?:(?<![\\w/&])[#!]|\\bgh-|/(?:issues|pull|merge_requests)/)(\\d{1,9})\\b"_s, anyCase);
    static const QRegularExpression revertedIssues(u"\\breverts?:?\\s+(?:pr\\s+|pull request\\s+)?(?:[\\w.-]{1,100}/[\\w.-]{1,100})?[#!](\\d{1,9})\\b"_s, anyCase); // as GitHub and GitLab write them
    static const QRegularExpression revertedSubject(u"^revert:?\\s+\"(.+)\""_s, anyCase); // up to the last quote
    static const QRegularExpression mendedSubject(u"^(?:(?:fixup|squash|amend)! )+(.+)$"_s);
    static const QRegularExpression ownIssue(u"(?:\\([#!](\\d{1,9})\\)$)|(?:^merge pull request #(\\d{1,9})\\b)"_s, anyCase);
    static const QRegularExpression onlyDigits(u"^\\d+$"_s);
    const QString text = message.first(std::min(message.size(), longestRead)).toString();
    const QString subject = text.section(u'\n', 0, 0).left(longestSubject).trimmed();
    References references{.reverts = all(text, reverts), .fixes = all(text, fixes), .issues = all(text, issues), .revertedIssues = all(text, revertedIssues),
                          .revertedSubject = partOf(subject, revertedSubject), .mendedSubject = partOf(subject, mendedSubject), .ownIssue = {}};
    for (QStringList *shas : {&references.reverts, &references.fixes})
        shas->removeIf([](const QString &sha) { return sha.size() < 12 && onlyDigits.match(sha).hasMatch(); }); // a number of something else
    for (const QString &issue : std::as_const(references.revertedIssues)) {
        if (!references.issues.contains(issue))
            references.issues.prepend(issue);
    }
    const auto own = ownIssue.match(subject);
    references.ownIssue = own.captured(1).isEmpty() ? own.captured(2) : own.captured(1);
    return references;
}

} // namespace rijian
