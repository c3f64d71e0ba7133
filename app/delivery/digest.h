#pragma once
// The day's digest: what is told of a day, as values and as pieces of text that a message is made of. Its words are Chinese, as the card's are.

#include "core/day.h"
#include "report/source.h"

#include <array>
#include <functional>

namespace rijian::delivery {

/// A commit as a message lists it. All of it is foreign text, bounded in length and without line ends.
struct DigestCommit {
    QString repository;
    QString sha; ///< whole
    QString subject;
    QString author;
    QString summary;    ///< of the card, as plain text; empty: it has none
    QString webAddress; ///< https, or empty
    Importance importance = Importance::Unknown;

    bool operator==(const DigestCommit &) const = default;
};

struct Digest {
    DaySpan days;
    QDateTime until;               ///< in the days' zone: they were not over then; invalid: they were
    int commits = 0;
    int repositories = 0;          ///< with commits
    std::array<int, 4> counts{};   ///< by Importance, those that nobody has judged first
    QList<DigestCommit> listed;    ///< 🔴 first, then 🟡
    int unlisted = 0;              ///< of 🔴 and 🟡 that are asked for, beyond the limit
    QStringList unlistedIn;        ///< repositories that most of these are of, "owner/name (12)", three at most
    Importance least = Importance::Medium;
    QStringList unread;            ///< repositories that could not be read

    /// Nothing that is worth a message.
    bool isEmpty() const { return least == Importance::High ? counts.at(std::size_t(Importance::High)) == 0 : commits == 0; }
    /// "2026-01-07：12 个提交，🔴 2 🟡 3 🟢 7", "2026-01-07（截至 15:04）：…"
    QString title() const;
    bool operator==(const Digest &) const = default;
};

/// Of a message for people in a chat, who read no more; the report has the rest.
inline constexpr int listedLimit = 300;

/// Reads it out of a report's source. `least`: High lists 🔴 alone, all else 🔴 and 🟡. `limit`: no more commits are listed.
Result<Digest> makeDigest(report::EntrySource &source, Importance least, int limit = listedLimit);

/// What the service's markup makes of text.
struct Markup {
    std::function<QString(const QString &)> text;                         ///< foreign text, so that it stays text
    std::function<QString(const QString &label, const QString &url)> link; ///< the label is marked up already
    std::function<QString(const QString &)> bold;
};

struct Piece {
    QString text;
    bool heading = false; ///< stands before the piece that follows it, on the same page
};

/// The digest's lines in turn: counts, headings, commits, what is not listed. `limit`: no piece is longer, by `size`; a commit that would be
/// loses its summary, then its link, then the end of its subject.
QList<Piece> piecesOf(const Digest &digest, const Markup &markup, qsizetype limit, const std::function<qsizetype(const QString &)> &size);

/// Pieces as pages of at most `limit`, by `size` of a page's text; a page ends between two pieces. A heading does not end a page.
QStringList pagesOf(const QList<Piece> &pieces, const QString &separator, qsizetype limit, const std::function<qsizetype(const QString &)> &size);

/// One line without what a chat's markup or mentions begin with: @ and the characters of Markdown and tags become their full-width twins, "://"
/// loses its power to be a link. For services whose markup knows no escape.
QString plainWords(const QString &text);
/// An address as it may stand in Markdown's parentheses and in <…|…>; empty: no link.
QString linkAddress(const QString &address);
/// At most so many characters, never half of one.
QString cutTo(const QString &text, qsizetype characters);

} // namespace rijian::delivery
