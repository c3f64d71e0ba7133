// Our own grouped form (grouped.cpp): no table, all repositories' commits by importance, each with an anchor of its own. It tells of a message
// its subject alone.

#include "core/text.h"
#include "report/readerparts.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::report::reading {

namespace {

struct ReaderOwnGroupsText {
    Q_DECLARE_TR_FUNCTIONS(rijian::report::Reader)
};

/// Undoes inlineText(): a backslash before a sign stands for the sign.
QString plainText(QStringView text)
{
    QString plain;
    plain.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\\' && i + 1 < text.size() && QStringView(u"\\`*_{}[]<>#~|!&$").contains(text[i + 1]))
            ++i;
        plain += text[i];
    }
    return plain;
}

/// "> 本日共 15 个提交 | …" or, of several days, "> 共 15 个提交 | …"; -1: neither.
int commitsPromised(QStringView line)
{
    for (const QStringView beginning : {QStringView(u"> 本日共 "), QStringView(u"> 共 ")}) {
        const qsizetype end = line.indexOf(u" 个提交 |");
        if (!line.startsWith(beginning) || end < beginning.size())
            continue;
        bool ok = false;
        const int count = line.first(end).sliced(beginning.size()).toInt(&ok);
        return ok && count >= 0 ? count : -1;
    }
    return -1;
}

/// "## 🔴 高重要度变更 (3)"
std::optional<Importance> groupOf(QStringView line)
{
    if (!line.startsWith(u"## ") || !line.endsWith(u')'))
        return std::nullopt;
    if (line.startsWith(u"## 🔴 高重要度变更 ("))
        return Importance::High;
    if (line.startsWith(u"## 🟡 中重要度变更 ("))
        return Importance::Medium;
    if (line.startsWith(u"## 🟢 低重要度变更 ("))
        return Importance::Low;
    return line.startsWith(u"## ⚪ 未判定 (") ? std::optional(Importance::Unknown) : std::nullopt;
}

/// `<a id="r1-0a1b2c3d4e5f6071"></a>` with a title and a commit's line below it.
bool beginsCommit(const Lines &lines, qsizetype line)
{
    return lines.at(line).startsWith(u"<a id=\"r") && lines.at(line + 2).startsWith(u"### ") && lines.at(line + 4).startsWith(u"**SHA**: `");
}

class OwnGroups
{
public:
    OwnGroups(const Lines &lines, qsizetype line)
        : m_lines(lines)
        , m_line(line)
    {
    }

    Result<QList<ReadSection>> read();

private:
    Result<void> readCommit();
    void readAbsent(QStringView line);
    void readBody(qsizetype first, qsizetype last, ReadCommit &commit) const;
    ReadSection &section(const QString &repository, qsizetype line);
    void sortByTime();

    const Lines &m_lines;
    qsizetype m_line;
    Importance m_group = Importance::Unknown;
    QList<ReadSection> m_sections;
    QHash<QString, qsizetype> m_byName;
};

ReadSection &OwnGroups::section(const QString &repository, qsizetype line)
{
    const auto found = m_byName.constFind(repository);
    if (found != m_byName.cend())
        return m_sections[*found];
    m_byName.insert(repository, m_sections.size());
    m_sections.append({.repository = repository, .line = line + 1});
    return m_sections.last();
}

/// "- **owner/name**：今日无更新" or "- **owner/name**：⚠️ 未能获取：reason"
void OwnGroups::readAbsent(QStringView line)
{
    const qsizetype end = line.indexOf(u"**：", 4);
    if (!line.startsWith(u"- **") || end < 0)
        return;
    const QStringView said = line.sliced(end + 3);
    constexpr QStringView unread = u"⚠️ 未能获取：";
    if (said == u"今日无更新")
        section(plainText(line.sliced(4, end - 4)), m_line);
    else if (said.startsWith(unread))
        section(plainText(line.sliced(4, end - 4)), m_line).failure = plainText(said.sliced(unread.size()));
}

void OwnGroups::readBody(qsizetype first, qsizetype last, ReadCommit &commit) const
{
    qsizetype at = m_lines.nextText(first);
    if (at < last && m_lines.at(at).startsWith(u"> 用户标为 "))
        at = m_lines.nextText(at + 1);
    if (const auto reason = at < last ? failureReason(m_lines.at(at)) : std::nullopt) {
        commit.failure = plainText(*reason);
        at = m_lines.nextText(at + 1);
    }
    commit.card = blockText(m_lines, std::min(at, last), last);
    if (QStringView(commit.card).trimmed() == noCard)
        commit.card.clear();
}

/// From the anchor to the rule behind the card.
Result<void> OwnGroups::readCommit()
{
    const qsizetype line = m_line;
    ReadCommit commit{.message = plainText(m_lines.at(line + 2).sliced(4)), .group = m_group, .line = line + 3, .row = true};
    readIdentity(m_lines.at(line + 4), commit);
    // "owner/name · 2026-01-07 10:00:00 · author": the time has a form of its own, names may hold dots.
    const QStringView told = m_lines.at(line + 5);
    qsizetype middle = told.indexOf(u" · ");
    while (middle >= 0) {
        const QStringView rest = told.sliced(middle + 3);
        if (rest.startsWith(u" · ")) // a time that no calendar has
            break;
        if (rest.size() >= 22 && rest.sliced(19).startsWith(u" · ")) {
            commit.date = QDate::fromString(rest.first(10).toString(), Qt::ISODate);
            commit.time = QTime::fromString(rest.sliced(11, 8).toString(), Qt::ISODate);
            if (commit.date.isValid() && commit.time.isValid())
                break;
        }
        middle = told.indexOf(u" · ", middle + 3);
    }
    if (middle < 0)
        return unexpectedLine(m_lines, line + 5, u"“owner/name · 2026-01-07 17:56:44 · …”"_s);
    commit.author = plainText(told.sliced(middle + (commit.time.isValid() ? 25 : 6)));
    if (commit.sha.isEmpty())
        return unexpectedLine(m_lines, line + 4, ReaderOwnGroupsText::tr("a commit's address or whole SHA"));
    qsizetype end = line + 6;
    while (end < m_lines.size() && !beginsCommit(m_lines, end) && !groupOf(m_lines.at(end)))
        ++end;
    m_line = end;
    if (end < m_lines.size() && groupOf(m_lines.at(end))) { // its anchor stands before it
        while (end > line + 6 && m_lines.isBlank(end - 1))
            --end;
        end -= m_lines.at(end - 1).startsWith(u"<a id=");
    }
    while (end > line + 6 && m_lines.isBlank(end - 1))
        --end;
    if (m_lines.at(end - 1) != u"---")
        return end == m_lines.size() ? Result<void>(brokenOff(m_lines, ReaderOwnGroupsText::tr("“---” behind the last commit"))) : unexpectedLine(m_lines, end - 1, u"“---”"_s);
    readBody(line + 6, end - 1, commit);
    section(plainText(told.first(middle)), line + 5).commits.append(std::move(commit));
    return {};
}

/// Newest first, as a repository's table has them.
void OwnGroups::sortByTime()
{
    for (ReadSection &section : m_sections)
        std::ranges::stable_sort(section.commits, [](const ReadCommit &a, const ReadCommit &b) { return std::pair(a.date, a.time) > std::pair(b.date, b.time); });
}

Result<QList<ReadSection>> OwnGroups::read()
{
    const int promised = commitsPromised(m_lines.at(m_line));
    while (m_line < m_lines.size()) {
        if (const auto group = groupOf(m_lines.at(m_line)))
            m_group = *group;
        if (beginsCommit(m_lines, m_line)) {
            if (auto read = readCommit(); !read)
                return std::unexpected(read.error());
            continue;
        }
        readAbsent(m_lines.at(m_line));
        ++m_line;
    }
    qsizetype commits = 0;
    for (const ReadSection &section : m_sections)
        commits += section.commits.size();
    if (commits != promised)
        return brokenOff(m_lines, ReaderOwnGroupsText::tr("%1 commits, as its header line says").arg(promised));
    sortByTime();
    return std::move(m_sections);
}

} // namespace

bool beginsOwnGroups(QStringView line)
{
    return commitsPromised(line) >= 0;
}

Result<QList<ReadSection>> readOwnGroups(const Lines &lines, qsizetype line)
{
    return OwnGroups(lines, line).read();
}

} // namespace rijian::report::reading
