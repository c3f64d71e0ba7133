// The commits of a grouped report: by importance, each titled by its subject, with a line that has its sha and address.

#include "core/text.h"
#include "report/readerparts.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::report::reading {

namespace {

struct ReaderGroupsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::report::Reader)
};

/// The text of a heading of any depth; nothing: it is none.
std::optional<QStringView> headingText(QStringView line)
{
    qsizetype depth = 0;
    while (depth < line.size() && line[depth] == u'#')
        ++depth;
    if (depth < 2 || depth > 6 || depth >= line.size() || line[depth] != u' ')
        return std::nullopt;
    return line.sliced(depth).trimmed();
}

struct Group {
    Importance importance = Importance::Unknown;
    int count = -1; ///< in brackets behind it
};

/// "#### 🔴 高重要度变更 (3)"
std::optional<Group> readGroup(QStringView line)
{
    const auto text = headingText(line);
    if (!text || text->size() > 60)
        return std::nullopt;
    const qsizetype word = text->indexOf(u"重要度变更");
    const QChar level = word > 0 ? text->at(word - 1) : QChar();
    if (word < 1 || word > 6)
        return std::nullopt;
    Group group{.importance = level == u'高' ? Importance::High : level == u'中' ? Importance::Medium : level == u'低' ? Importance::Low : Importance::Unknown};
    QStringView count = text->sliced(word + 5).trimmed();
    if (count.size() > 2 && QStringView(u"(（").contains(count.front()) && QStringView(u")）").contains(count.back())) {
        bool ok = false;
        group.count = count.sliced(1).chopped(1).toInt(&ok);
        group.count = ok ? group.count : -1;
    }
    return group;
}

/// The line with a commit's sha and address, two lines below its title at most; -1: none.
qsizetype identityBelow(const Lines &lines, qsizetype title)
{
    const qsizetype line = lines.nextText(title + 1);
    if (line > title + 2 || line >= lines.size())
        return -1;
    return lines.at(line).startsWith(u"**SHA**") ? line : -1;
}

/// "⚠️ <error>" above the card.
bool isError(QStringView line)
{
    return line.startsWith(u'\u26A0') && !line.contains(u"**");
}

void readBody(const Lines &lines, qsizetype first, qsizetype last, ReadCommit &commit)
{
    qsizetype at = lines.nextText(first);
    if (at < last && isError(lines.at(at))) {
        const auto reason = failureReason(lines.at(at));
        QStringView text = reason ? QStringView(*reason) : lines.at(at).sliced(1);
        if (text.startsWith(u'\uFE0F'))
            text = text.sliced(1);
        commit.failure = text.trimmed().toString();
        at = lines.nextText(at + 1);
    }
    // One rule ends each commit; those before it are the card's own.
    while (last > at && lines.isBlank(last - 1))
        --last;
    if (last > at && lines.at(last - 1).trimmed() == u"---")
        --last;
    commit.card = blockText(lines, std::min(at, last), last);
    if (QStringView(commit.card).trimmed() == noCard)
        commit.card.clear();
}

/// A title and a cell's first line, made the same: titles may be escaped, cells are.
QString comparable(QStringView text)
{
    QString plain = text.toString();
    return plain.remove(u'\\').simplified();
}

/// The rows' times, authors and messages to the commits, and the rows' order.
QList<ReadCommit> joinRows(QList<ReadCommit> &commits, const std::vector<Row> &rows)
{
    QHash<QString, QList<qsizetype>> byTitle; // in reverse: the first is taken from the end
    for (qsizetype k = qsizetype(rows.size()) - 1; k >= 0; --k)
        byTitle[comparable(firstPiece(rows[std::size_t(k)].message))].append(k);
    QHash<qsizetype, qsizetype> ofRow;
    for (qsizetype i = 0; i < commits.size(); ++i) {
        const auto found = byTitle.find(comparable(commits[i].message));
        if (found == byTitle.end() || found->isEmpty())
            continue;
        const qsizetype row = found->takeLast();
        const ReadCommit told = fromRow(rows[std::size_t(row)]);
        commits[i].date = told.date;
        commits[i].time = told.time;
        commits[i].author = told.author;
        commits[i].message = told.message;
        commits[i].row = true;
        ofRow.insert(row, i);
    }
    QList<ReadCommit> ordered;
    for (qsizetype k = 0; k < qsizetype(rows.size()); ++k)
        ordered.append(ofRow.contains(k) ? std::exchange(commits[ofRow.value(k)], ReadCommit()) : fromRow(rows[std::size_t(k)]));
    for (ReadCommit &commit : commits) {
        if (commit.line > 0)
            ordered.append(std::move(commit)); // no row has its title
    }
    return ordered;
}

} // namespace

void readIdentity(QStringView line, ReadCommit &commit)
{
    const qsizetype open = line.indexOf(u"](");
    const qsizetype close = open < 0 ? -1 : line.lastIndexOf(u')');
    if (close > open) {
        QStringView address = line.sliced(open + 2, close - open - 2);
        if (address.startsWith(u'<') && address.endsWith(u'>'))
            address = address.sliced(1).chopped(1);
        commit.webAddress = address.toString();
    }
    // The last 40 digits that nothing of a word stands around: the address's, or the whole sha in the place of the short one.
    qsizetype run = 0;
    for (qsizetype i = 0; i <= line.size(); ++i) {
        const bool digit = i < line.size() && ((line[i] >= u'0' && line[i] <= u'9') || (line[i] >= u'a' && line[i] <= u'f'));
        if (digit) {
            ++run;
            continue;
        }
        if (run == 40 && (i == line.size() || !line[i].isLetterOrNumber()) && (i == 40 || !line[i - 41].isLetterOrNumber()))
            commit.sha = line.sliced(i - 40, 40).toString();
        run = 0;
    }
}

bool beginsGroups(QStringView line)
{
    const auto heading = headingText(line);
    return readGroup(line) || line.startsWith(u"> 本日共") || (heading && (heading->startsWith(u"📊") || heading->startsWith(u"📋")));
}

Result<QList<ReadCommit>> readGroups(const Lines &lines, qsizetype first, qsizetype last, const std::vector<Row> &rows)
{
    QList<ReadCommit> commits;
    Group group;
    bool grouped = false;
    qsizetype promised = 0;
    qsizetype body = -1; // of the commit that is open
    const auto close = [&](qsizetype end) {
        if (body >= 0)
            readBody(lines, body, end, commits.last());
        body = -1;
    };
    for (qsizetype i = first; i < last; ++i) {
        if (!lines.at(i).startsWith(u"##"))
            continue;
        if (const auto next = readGroup(lines.at(i)); next && next->count >= 0) {
            close(i);
            group = *next;
            grouped = true;
            promised += group.count;
            continue;
        }
        const qsizetype identity = grouped ? identityBelow(lines, i) : -1;
        if (identity < 0)
            continue;
        close(i);
        ReadCommit commit{.message = headingText(lines.at(i)).value_or(QStringView()).toString(), .group = group.importance, .line = i + 1};
        readIdentity(lines.at(identity), commit);
        commits.append(std::move(commit));
        body = identity + 1;
        i = identity;
    }
    const bool open = body >= 0;
    close(last);
    if (last >= lines.size()) {
        if (!grouped && !rows.empty())
            return brokenOff(lines, u"“#### 🔴 高重要度变更 (1)”"_s);
        if (commits.size() < promised)
            return brokenOff(lines, ReaderGroupsText::tr("%1 commits, as the groups' headings say").arg(promised));
        if (open && lines.at(lines.size() - 1).trimmed() != u"---")
            return brokenOff(lines, ReaderGroupsText::tr("“---” behind the last commit"));
    } else if (commits.size() < promised) {
        return unexpectedLine(lines, last, ReaderGroupsText::tr("%1 commits, as the groups' headings say").arg(promised));
    }
    return joinRows(commits, rows);
}

} // namespace rijian::report::reading
