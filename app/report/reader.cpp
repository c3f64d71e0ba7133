#include "report/reader.h"

#include "core/cardtext.h"
#include "core/text.h"
#include "report/readerparts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rijian::report {

using namespace reading;

namespace {

struct ReaderText {
    Q_DECLARE_TR_FUNCTIONS(rijian::report::Reader)
};

constexpr QStringView analysisHeading = u" 的LLM分析结果";
constexpr QStringView filterWord = u"> 已筛选：";
constexpr QStringView countsWord = u"> 分析情况：";

/// The counts of the line that says what is missing.
struct Header {
    int commits = -1; ///< none: no such line
    int rules = 0;
    int partial = 0;
};

/// "模型分析 12 · 规则分析 2 · 部分阅读 3"
void readCounts(QStringView counts, Header &header)
{
    for (const QStringView part : counts.split(u" · "_s)) {
        const qsizetype blank = part.trimmed().lastIndexOf(u' ');
        const int count = blank < 0 ? 0 : part.trimmed().sliced(blank + 1).toInt();
        if (part.trimmed().startsWith(u"规则分析"))
            header.rules = count;
        else if (part.trimmed().startsWith(u"部分阅读"))
            header.partial = count;
    }
}

/// "> 15 个提交：模型分析 12 · 部分阅读 3"
std::optional<Header> readHeader(QStringView line)
{
    if (!line.startsWith(u"> "))
        return std::nullopt;
    const qsizetype colon = line.indexOf(u'：');
    const QStringView counted = colon < 0 ? QStringView() : line.sliced(2, colon - 2);
    if (!counted.endsWith(u" 个提交"))
        return std::nullopt;
    Header header;
    bool ok = false;
    header.commits = counted.chopped(4).toInt(&ok);
    if (!ok || header.commits < 0)
        return std::nullopt;
    readCounts(line.sliced(colon + 1), header);
    return header;
}

/// "2026-01-07" or "2026-01-05 – 2026-01-07" in the title's brackets.
bool readDays(QStringView title, ReadReport &report)
{
    title = title.trimmed();
    if (!title.startsWith(u"# 每日更新报告") || title.size() < 12)
        return false;
    QStringView days = title.sliced(8).trimmed();
    const bool wide = days.startsWith(u'（') && days.endsWith(u'）');
    if (!wide && !(days.startsWith(u'(') && days.endsWith(u')')))
        return false;
    days = days.sliced(1).chopped(1).trimmed();
    if (days.size() > 40)
        return false;
    const auto date = [](QStringView text) { return text.size() == 10 ? QDate::fromString(text.toString(), Qt::ISODate) : QDate(); };
    report.first = date(days.first(std::min<qsizetype>(days.size(), 10)));
    const QStringView rest = days.sliced(std::min<qsizetype>(days.size(), 10)).trimmed();
    if (rest.isEmpty()) {
        report.last = report.first;
        return report.first.isValid();
    }
    if (!QStringView(u"–-~—").contains(rest.front()))
        return false;
    report.last = date(rest.sliced(1).trimmed());
    return report.first.isValid() && report.last.isValid() && report.first <= report.last;
}

bool isOfRules(const QString &card)
{
    // The rules' cards end with this remark (analysis/rules/wording.cpp).
    return QStringView(card).last(std::min<qsizetype>(card.size(), 600)).contains(u"本卡片由内置规则（版本");
}

class Reader
{
public:
    explicit Reader(const Lines &lines)
        : m_lines(lines)
    {
    }

    Result<ReadReport> read();

private:
    Result<ReadReport> readOwnForm();
    Result<void> readSection();
    Result<void> readTable(ReadSection &section, qsizetype body);
    qsizetype endOfSection(qsizetype line) const;
    Result<void> checkEnd() const;
    void tellMakers();

    const Lines &m_lines;
    ReadReport m_report;
    Header m_header;
    qsizetype m_line = 0;
};

Result<ReadReport> Reader::read()
{
    m_line = m_lines.nextText(0);
    if (m_line == m_lines.size())
        return failure(ErrorKind::BadData, ReaderText::tr("Line 1: the file is empty; a report begins with “# 每日更新报告（2026-01-07）”."));
    if (!readDays(m_lines.at(m_line), m_report))
        return unexpectedLine(m_lines, m_line, u"“# 每日更新报告（2026-01-07）”"_s);
    m_line = m_lines.nextText(m_line + 1);
    if (beginsOwnGroups(m_lines.at(m_line)))
        return readOwnForm();
    if (const auto header = readHeader(m_lines.at(m_line))) {
        m_header = *header;
        m_line = m_lines.nextText(m_line + 1);
    }
    if (m_lines.at(m_line).startsWith(filterWord)) // what it lists is true all the same
        m_line = m_lines.nextText(m_line + 1);
    if (m_line == m_lines.size() && m_header.commits > 0)
        return brokenOff(m_lines, u"“## owner/name”"_s);
    while (m_line < m_lines.size()) {
        if (auto read = readSection(); !read)
            return std::unexpected(read.error());
    }
    if (auto whole = checkEnd(); !whole)
        return std::unexpected(whole.error());
    tellMakers();
    return std::move(m_report);
}

Result<ReadReport> Reader::readOwnForm()
{
    m_report.form = ReportForm::Grouped;
    for (qsizetype line = m_line; m_lines.at(line).startsWith(u'>'); ++line) {
        if (m_lines.at(line).startsWith(countsWord))
            readCounts(m_lines.at(line).sliced(countsWord.size()), m_header);
    }
    auto sections = readOwnGroups(m_lines, m_line);
    if (!sections)
        return std::unexpected(sections.error());
    m_report.sections = std::move(*sections);
    tellMakers();
    return std::move(m_report);
}

Result<void> Reader::readSection()
{
    const qsizetype body = repositoryBody(m_lines, m_line);
    if (body < 0) {
        const QString expected = ReaderText::tr("“%1” and, below it, “%2”, “%3” or “%4”").arg(u"## owner/name"_s, u"| 提交时间 | 作者 | 提交信息 |"_s, u"今日无更新"_s, u"⚠️ 未能获取"_s);
        const bool heading = m_lines.at(m_line).startsWith(u"## ");
        return heading && m_lines.nextText(m_line + 1) == m_lines.size() ? Result<void>(brokenOff(m_lines, expected)) : unexpectedLine(m_lines, m_line, expected);
    }
    ReadSection section{.repository = m_lines.at(m_line).sliced(3).toString(), .line = m_line + 1};
    const QStringView first = m_lines.at(body);
    if (isTableHead(first)) {
        if (auto read = readTable(section, body); !read)
            return read;
    } else {
        if (first.startsWith(u"⚠️"))
            section.failure = first.sliced(first.indexOf(u'：') + 1).toString();
        m_line = m_lines.nextText(body + 1);
    }
    m_report.sections.append(std::move(section));
    return {};
}

Result<void> Reader::readTable(ReadSection &section, qsizetype body)
{
    const QString rowForm = u"“| 2026-01-07 17:56:44 | … | … |”"_s;
    if (body + 1 >= m_lines.size())
        return brokenOff(m_lines, u"“|----------|------|----------|”"_s);
    if (!isTableRule(m_lines.at(body + 1)))
        return unexpectedLine(m_lines, body + 1, u"“|----------|------|----------|”"_s);
    std::vector<Row> rows;
    qsizetype line = body + 2;
    for (; line < m_lines.size() && m_lines.at(line).startsWith(u'|'); ++line) {
        auto row = readRow(m_lines.at(line));
        if (!row)
            return line + 1 >= m_lines.size() ? Result<void>(brokenOff(m_lines, rowForm)) : unexpectedLine(m_lines, line, rowForm);
        rows.push_back(std::move(*row));
    }
    const QString heading = u"## "_s + oneLine(QStringView(section.repository).first(std::min<qsizetype>(section.repository.size(), 200)), 80) + analysisHeading;
    if (line < m_lines.size() && !m_lines.isBlank(line))
        return unexpectedLine(m_lines, line, rowForm + u" / "_s + ReaderText::tr("an empty line"));
    line = m_lines.nextText(line);
    if (line >= m_lines.size())
        return brokenOff(m_lines, u"“%1”"_s.arg(heading));
    const bool daily = m_lines.at(line).startsWith(u"## ") && m_lines.at(line).trimmed().endsWith(analysisHeading);
    if (!daily && !beginsGroups(m_lines.at(line)))
        return unexpectedLine(m_lines, line, u"“%1”"_s.arg(heading));
    const qsizetype from = daily ? line + 1 : line;
    const qsizetype end = endOfSection(line + 1);
    if (!daily)
        m_report.form = ReportForm::Grouped;
    auto commits = daily ? readCommits(m_lines, from, end, rows) : readGroups(m_lines, from, end, rows);
    if (!commits)
        return std::unexpected(commits.error());
    section.commits = std::move(*commits);
    m_line = m_lines.nextText(end);
    return {};
}

qsizetype Reader::endOfSection(qsizetype line) const
{
    for (; line < m_lines.size(); ++line) {
        if (repositoryBody(m_lines, line) >= 0)
            return line;
    }
    return line;
}

/// A report that was cut somewhere. One that an editor took the last empty line of is whole when its last card is.
Result<void> Reader::checkEnd() const
{
    int commits = 0;
    bool headless = false;
    for (const ReadSection &section : m_report.sections) {
        commits += int(section.commits.size());
        headless |= std::any_of(section.commits.begin(), section.commits.end(), [](const ReadCommit &commit) { return commit.line == 0; });
    }
    if (m_header.commits >= 0 && (commits < m_header.commits || headless))
        return brokenOff(m_lines, ReaderText::tr("%1 commits, as its header line says").arg(m_header.commits));
    if (m_lines.emptyAtEnd >= 2)
        return {};
    const QString expected = ReaderText::tr("an empty line, as every report ends with (add one if nothing is missing)");
    if (m_lines.emptyAtEnd == 0)
        return brokenOff(m_lines, expected);
    if (m_report.form == ReportForm::Grouped || m_report.sections.isEmpty() || m_report.sections.last().commits.isEmpty())
        return {};
    const QString &card = m_report.sections.last().commits.last().card;
    const bool whole = card.isEmpty() ? m_lines.at(m_lines.size() - 1) == noCard : readCard(card).found.contains(CardField::Advice);
    return whole ? Result<void>() : brokenOff(m_lines, expected);
}

void Reader::tellMakers()
{
    QList<ReadCommit *> open; // cards that nothing is known of yet
    int rules = m_header.rules;
    int partial = m_header.partial;
    for (ReadSection &section : m_report.sections) {
        for (ReadCommit &commit : section.commits) {
            if (commit.card.isEmpty())
                continue;
            if (!commit.failure.isEmpty()) {
                commit.maker = CardMaker::Rules; // they stood in
            } else if (rules > 0 && isOfRules(commit.card)) {
                commit.maker = CardMaker::Rules;
                --rules;
            } else {
                open.append(&commit);
            }
        }
    }
    for (; !open.isEmpty() && rules > 0; --rules)
        open.takeLast()->maker = CardMaker::Rules;
    for (; !open.isEmpty() && partial > 0; --partial)
        open.takeLast()->maker = CardMaker::ModelInPart;
}

} // namespace

Result<ReadReport> readReport(QByteArrayView bytes)
{
    const auto lines = splitReport(bytes);
    if (!lines)
        return std::unexpected(lines.error());
    return Reader(*lines).read();
}

} // namespace rijian::report
