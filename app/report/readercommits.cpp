// The commits of a daily report: "### <sha>", the address, the message, the card. A card is anybody's text and may look like a section, so the
// rows of the table decide what is one.

#include "core/cardlabels.h"
#include "core/text.h"
#include "report/escape.h"
#include "report/readerparts.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::report::reading {

namespace {

/// Rows of the same first line that are looked at for one section: a bound for reports made of one line.
constexpr qsizetype mostTwins = 8;

/// What may be a commit's section.
struct Candidate {
    qsizetype line = 0;
    qsizetype end = 0;    ///< where the next candidate begins
    qsizetype row = -1;   ///< the table's; -1: none has its message
    qsizetype text = -1;  ///< where its message ends, by the row
    bool section = true;

    qsizetype body() const { return std::min(line + 2, end); }
};

/// The web address below a heading without its sha: the same for all commits of a repository.
QStringView pageOf(const Lines &lines, qsizetype line)
{
    const QStringView address = lines.at(line + 1).trimmed();
    return address.endsWith(shaHeading(lines.at(line))) ? address.chopped(40) : address;
}

std::vector<Candidate> findCandidates(const Lines &lines, qsizetype first, qsizetype last)
{
    std::vector<Candidate> found;
    for (qsizetype i = first; i < last; ++i) {
        if (shaHeading(lines.at(i)).isEmpty())
            continue;
        const bool cut = i + 1 >= last; // for want of anything below it
        if (!cut && !found.empty() && pageOf(lines, i) != pageOf(lines, found.front().line))
            continue;
        if (!found.empty())
            found.back().end = i;
        found.push_back({.line = i, .end = last});
    }
    return found;
}

/// As this program writes: a section for each row, in their order.
bool matchInOrder(const Lines &lines, std::vector<Candidate> &candidates, const std::vector<Row> &rows)
{
    if (candidates.size() != rows.size())
        return false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        candidates[i].text = endOfMessage(lines, candidates[i].body(), candidates[i].end, rows[i].message);
        if (candidates[i].text < 0)
            return false;
        candidates[i].row = qsizetype(i);
    }
    return true;
}

/// What a cell of this message would begin with.
QString beginningOf(const Lines &lines, const Candidate &candidate)
{
    for (qsizetype i = candidate.body(); i < candidate.end && !endsMessage(lines.at(i)); ++i) {
        if (const QString part = tableCell(unescapeMessage(lines.at(i).toString())); !part.isEmpty())
            return firstPiece(part).toString();
    }
    return {};
}

/// The script left out commits, and cards may look like sections: each finds the first row left that has its message, at best all of it.
void matchByMessage(const Lines &lines, std::vector<Candidate> &candidates, const std::vector<Row> &rows)
{
    QHash<QStringView, QList<qsizetype>> byBeginning;
    for (std::size_t k = 0; k < rows.size(); ++k)
        byBeginning[firstPiece(rows[k].message)].append(qsizetype(k));
    qsizetype next = 0; // rows before it are taken
    for (Candidate &candidate : candidates) {
        candidate.row = candidate.text = -1;
        const QList<qsizetype> twins = byBeginning.value(beginningOf(lines, candidate));
        auto twin = std::lower_bound(twins.begin(), twins.end(), next);
        // False: a row whose message fills the section's up to where a card begins was found.
        const auto tryRow = [&](qsizetype row) {
            const qsizetype end = endOfMessage(lines, candidate.body(), candidate.end, rows[std::size_t(row)].message);
            if (end < 0)
                return true;
            const qsizetype after = lines.nextText(end);
            const bool clean = after >= candidate.end || endsMessage(lines.at(after));
            if (candidate.row < 0 || clean) {
                candidate.row = row;
                candidate.text = end;
            }
            return !clean;
        };
        bool search = next >= qsizetype(rows.size()) || tryRow(next);
        for (qsizetype tries = 0; search && twin != twins.end() && tries < mostTwins; ++twin, ++tries)
            search = tryRow(*twin);
        if (candidate.row >= 0)
            next = candidate.row + 1;
    }
}

/// Of those without a row, as many are sections as rows have none; the rest is text of the card before.
void dropFalse(std::vector<Candidate> &candidates, const std::vector<Row> &rows)
{
    qsizetype left = qsizetype(rows.size()) - std::count_if(candidates.begin(), candidates.end(), [](const Candidate &one) { return one.row >= 0; });
    for (Candidate &candidate : candidates)
        candidate.section = candidate.row >= 0 || left-- > 0;
    std::erase_if(candidates, [](const Candidate &candidate) { return !candidate.section; });
}

/// Where a message ends that is in no row: at what looks like a card.
qsizetype likelyEnd(const Lines &lines, qsizetype first, qsizetype last)
{
    for (qsizetype i = first; i < last; ++i) {
        const auto label = matchLabel(lines.at(i));
        if (endsMessage(lines.at(i)) || (label && label->strong))
            return i;
    }
    return last;
}

ReadCommit readSection(const Lines &lines, const Candidate &candidate, const std::vector<Row> &rows)
{
    ReadCommit commit = candidate.row >= 0 ? fromRow(rows[std::size_t(candidate.row)]) : ReadCommit();
    commit.line = candidate.line + 1;
    commit.sha = shaHeading(lines.at(candidate.line)).toString();
    commit.webAddress = candidate.line + 1 < candidate.end ? unescapeMessage(lines.at(candidate.line + 1).toString()) : QString();
    qsizetype at = candidate.text >= 0 ? candidate.text : likelyEnd(lines, candidate.body(), candidate.end);
    commit.message = unescapeMessage(blockText(lines, candidate.body(), at));
    while (!commit.message.isEmpty() && commit.message.back().isSpace())
        commit.message.chop(1);
    commit.whole = true;
    if (const auto reason = at < candidate.end ? failureReason(lines.at(at)) : std::nullopt) {
        commit.failure = *reason;
        ++at;
        if (at < candidate.end && lines.isBlank(at))
            ++at;
    }
    commit.card = blockText(lines, at, candidate.end);
    if (QStringView(commit.card).trimmed() == noCard)
        commit.card.clear();
    return commit;
}

} // namespace

Result<QList<ReadCommit>> readCommits(const Lines &lines, qsizetype first, qsizetype last, const std::vector<Row> &rows)
{
    std::vector<Candidate> candidates = findCandidates(lines, first, last);
    if (!matchInOrder(lines, candidates, rows)) {
        matchByMessage(lines, candidates, rows);
        dropFalse(candidates, rows);
    }
    const qsizetype begin = lines.nextText(first);
    if (begin < last && (candidates.empty() || candidates.front().line != begin))
        return unexpectedLine(lines, begin, u"“### <sha>”"_s);
    for (std::size_t i = 0; i < candidates.size(); ++i)
        candidates[i].end = i + 1 < candidates.size() ? candidates[i + 1].line : last;

    QList<ReadCommit> commits;
    qsizetype row = 0;
    for (const Candidate &candidate : candidates) {
        if (candidate.end - candidate.line < 2)
            return candidate.end >= lines.size() ? Result<QList<ReadCommit>>(brokenOff(lines, u"https://…"_s)) : unexpectedLine(lines, candidate.end, u"https://…"_s);
        for (; row < candidate.row; ++row)
            commits.append(fromRow(rows[std::size_t(row)]));
        commits.append(readSection(lines, candidate, rows));
        row = std::max(row, candidate.row + 1);
    }
    for (; row < qsizetype(rows.size()); ++row)
        commits.append(fromRow(rows[std::size_t(row)]));
    return commits;
}

} // namespace rijian::report::reading
