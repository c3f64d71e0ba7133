#include "jobs/periodreport.h"

#include "core/text.h"
#include "delivery/digest.h"
#include "jobs/reporting.h"
#include "report/cardguard.h"
#include "report/links.h"
#include "storage/historystore.h"
#include "storage/overviewstore.h"

#include <numeric>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

constexpr qsizetype mostFolders = 15;
constexpr qsizetype mostAuthors = 15;
constexpr qsizetype mostFollowUps = 100;

/// A name of others' as a word in a line or a table's cell.
QString word(const QString &text, qsizetype limit = 120)
{
    return report::inlineText(oneLine(text, limit));
}

int sum(const QList<storage::HistoryDay> &days, int (*of)(const storage::HistoryDay &))
{
    return std::accumulate(days.begin(), days.end(), 0, [of](int all, const storage::HistoryDay &day) { return all + of(day); });
}

int commitCount(const storage::HistoryDay &day)
{
    return day.commits();
}

int highOf(const storage::HistoryDay &day)
{
    return day.of(Importance::High);
}

/// Days that nobody read, or not of all repositories that are fetched.
int unread(const QList<storage::HistoryDay> &days)
{
    return int(std::ranges::count_if(days, [](const storage::HistoryDay &day) { return day.unread > 0; }));
}

QString change(int now, int then)
{
    return now == then ? u"持平"_s : u"%1 %2"_s.arg(now > then ? u"↑"_s : u"↓"_s).arg(std::abs(now - then));
}

class PeriodWriter
{
public:
    PeriodWriter(storage::Database &database, Period period, const DaySpan &span, const DaySpan &before, const QList<Repository> &repositories)
        : m_database(database)
        , m_history(database)
        , m_period(period)
        , m_span(span)
        , m_before(before)
        , m_repositories(repositories)
    {
        for (const Repository &repository : repositories) {
            m_ids.append(repository.id);
            m_names.insert(repository.id, repository.name);
        }
    }

    Result<QString> write()
    {
        for (const auto part : {&PeriodWriter::head, &PeriodWriter::repositories, &PeriodWriter::days, &PeriodWriter::high, &PeriodWriter::folders, &PeriodWriter::authors, &PeriodWriter::followUps}) {
            if (auto written = (this->*part)(); !written)
                return std::unexpected(written.error());
        }
        return m_text;
    }

private:
    Result<void> head();
    Result<void> repositories();
    Result<void> days();
    Result<void> high();
    Result<void> folders();
    Result<void> authors();
    Result<void> followUps();
    QString beforeName() const { return m_period == Period::Week ? u"上周"_s : u"上月"_s; }

    storage::Database &m_database;
    storage::HistoryStore m_history;
    Period m_period;
    DaySpan m_span, m_before;
    QList<Repository> m_repositories;
    QList<qint64> m_ids;
    QHash<qint64, QString> m_names;
    QList<storage::HistoryDay> m_days;
    QString m_text;
};

Result<void> PeriodWriter::head()
{
    const auto now = m_history.days(m_ids, m_span);
    const auto then = m_history.days(m_ids, m_before);
    if (!now || !then)
        return std::unexpected(now ? then.error() : now.error());
    m_days = *now;
    const int commits = sum(*now, commitCount), high = sum(*now, highOf);
    m_text += u"# %1更新摘要（%2）\n\n> 共 %3 个提交，其中 🔴 %4 个，来自 %5 个仓库。\n"_s.arg(m_period == Period::Week ? u"每周"_s : u"每月"_s, m_span.title())
                  .arg(commits)
                  .arg(high)
                  .arg(m_repositories.size());
    if (const int days = unread(*then))
        m_text += u">\n> %1（%2）有 %3 天尚未读取或未读全，不作对比。\n"_s.arg(beforeName(), m_before.title()).arg(days);
    else
        m_text += u">\n> 与%1（%2）相比：提交 %3，🔴 %4。\n"_s.arg(beforeName(), m_before.title(), change(commits, sum(*then, commitCount)), change(high, sum(*then, highOf)));
    if (const int days = unread(*now))
        m_text += u">\n> ⚠️ 有 %1 天尚未读取或未读全，以下数字不完整。\n"_s.arg(days);
    m_text += u'\n';
    return {};
}

Result<void> PeriodWriter::repositories()
{
    m_text += u"## 📊 各仓库\n\n| 仓库 | 提交 | 🔴 高 | 🟡 中 | 🟢 低 | 未判定 |\n| --- | ---: | ---: | ---: | ---: | ---: |\n"_s;
    QStringList quiet;
    for (const Repository &repository : m_repositories) {
        const auto days = m_history.days({repository.id}, m_span);
        if (!days)
            return std::unexpected(days.error());
        std::array<int, 4> counts{};
        for (const storage::HistoryDay &day : *days)
            std::ranges::transform(counts, day.counts, counts.begin(), std::plus());
        if (sum(*days, commitCount) == 0)
            quiet.append(word(repository.name));
        else
            m_text += u"| %1 | %2 | %3 | %4 | %5 | %6 |\n"_s.arg(word(repository.name)).arg(sum(*days, commitCount)).arg(counts[3]).arg(counts[2]).arg(counts[1]).arg(counts[0]);
    }
    m_text += u'\n';
    if (!quiet.isEmpty())
        m_text += u"没有提交的仓库：%1\n\n"_s.arg(quiet.join(u"、"_s));
    return {};
}

Result<void> PeriodWriter::days()
{
    m_text += u"## 📅 每日\n\n| 日期 | 提交 | 🔴 高 | 🟡 中 | 🟢 低 | 未判定 |\n| --- | ---: | ---: | ---: | ---: | ---: |\n"_s;
    for (const storage::HistoryDay &day : std::as_const(m_days)) {
        const QString date = day.date.toString(Qt::ISODate);
        if (day.listed == 0 && day.commits() == 0)
            m_text += u"| %1 | 未读取 | | | | |\n"_s.arg(date);
        else
            m_text += u"| %1 | %2 | %3 | %4 | %5 | %6 |\n"_s.arg(date).arg(day.commits()).arg(day.counts[3]).arg(day.counts[2]).arg(day.counts[1]).arg(day.counts[0]);
    }
    m_text += u'\n';
    return {};
}

Result<void> PeriodWriter::high()
{
    const auto source = openReport(m_database, {.span = m_span, .repositories = m_repositories});
    const auto digest = source ? delivery::makeDigest(**source, Importance::High) : std::unexpected(source.error());
    if (!digest)
        return std::unexpected(digest.error());
    m_text += u"## 🔴 高重要度变更\n\n"_s;
    QString repository;
    for (const delivery::DigestCommit &commit : digest->listed) {
        if (commit.repository != repository) {
            m_text += (repository.isNull() ? QString() : u"\n"_s) + u"### "_s + word(commit.repository) + u"\n\n"_s;
            repository = commit.repository;
        }
        const QString subject = word(commit.subject, 200), address = report::outsideAddress(commit.webAddress);
        m_text += u"- "_s + (address.isEmpty() ? subject : QString(u"["_s + subject + u"](<"_s + address + u">)"_s)) + u"（`"_s + commit.sha.first(8) + u"`，"_s + word(commit.author, 60) + u"）\n"_s;
        if (!commit.summary.isEmpty())
            m_text += u"  摘要："_s + report::inlineText(commit.summary) + u'\n'; // the words keep "1." from beginning a list
    }
    if (digest->unlisted > 0)
        m_text += u"\n另有 %1 个未列出。\n"_s.arg(digest->unlisted);
    m_text += digest->listed.isEmpty() ? u"没有。\n\n"_s : u"\n"_s;
    return {};
}

Result<void> PeriodWriter::folders()
{
    const auto folders = m_history.folders(m_ids, m_span);
    if (!folders || folders->isEmpty())
        return folders ? Result<void>() : std::unexpected(folders.error());
    m_text += u"## 📁 改动最多的目录\n\n不含合并提交。\n\n| 仓库 | 目录 | 新增 | 删除 | 改动文件次数 |\n| --- | --- | ---: | ---: | ---: |\n"_s;
    for (const storage::FolderChurn &churn : folders->first(std::min(mostFolders, folders->size())))
        m_text += u"| %1 | %2 | +%3 | −%4 | %5 |\n"_s.arg(word(m_names.value(churn.repository)), churn.folder.isEmpty() ? u"（根目录）"_s : word(churn.folder))
                      .arg(churn.insertions)
                      .arg(churn.deletions)
                      .arg(churn.files);
    m_text += u'\n';
    return {};
}

Result<void> PeriodWriter::authors()
{
    const auto authors = m_history.authors(m_ids, m_span);
    if (!authors || authors->isEmpty())
        return authors ? Result<void>() : std::unexpected(authors.error());
    m_text += u"## 👥 最活跃的作者\n\n不含合并提交。\n\n| 作者 | 提交 | 新增 | 删除 |\n| --- | ---: | ---: | ---: |\n"_s;
    for (const storage::AuthorActivity &author : authors->first(std::min(mostAuthors, authors->size())))
        m_text += u"| %1 | %2 | +%3 | −%4 |\n"_s.arg(word(author.name, 60)).arg(author.commits).arg(author.insertions).arg(author.deletions);
    m_text += u'\n';
    return {};
}

Result<void> PeriodWriter::followUps()
{
    const auto rows = storage::OverviewStore(m_database).followUps(m_ids);
    if (!rows || rows->isEmpty())
        return rows ? Result<void>() : std::unexpected(rows.error());
    m_text += u"## 📌 待跟进（%1）\n\n"_s.arg(rows->size());
    for (const CommitRow &row : rows->first(std::min(mostFollowUps, rows->size()))) {
        const QString due = row.triage.due.isValid() ? u"%1 到期"_s.arg(row.triage.due.toString(Qt::ISODate)) : u"未设到期日"_s;
        m_text += u"- **%1** `%2` %3（%4）\n"_s.arg(word(m_names.value(row.repository)), row.sha.first(8), word(row.subject(), 200), due);
        if (!row.triage.note.trimmed().isEmpty())
            m_text += u"  备注："_s + report::inlineText(oneLine(row.triage.note, 500)) + u'\n';
    }
    if (rows->size() > mostFollowUps)
        m_text += u"\n另有 %1 个未列出。\n"_s.arg(rows->size() - mostFollowUps);
    m_text += u'\n';
    return {};
}

} // namespace

DaySpan periodAround(Period period, const QDate &day, const QDate &today, const QTimeZone &zone)
{
    const QDate first = period == Period::Week ? day.addDays(1 - day.dayOfWeek()) : QDate(day.year(), day.month(), 1);
    const QDate last = period == Period::Week ? first.addDays(6) : first.addMonths(1).addDays(-1);
    return {first, std::min(last, std::max(today, day)), zone};
}

DaySpan periodBefore(Period period, const DaySpan &span, const QDate &today)
{
    const QDate first = period == Period::Week ? span.first.addDays(-7) : span.first.addMonths(-1);
    const QDate last = span.first.addDays(-1);
    const bool goesOn = span.last >= today;
    return {first, goesOn ? std::min(last, first.addDays(span.first.daysTo(span.last))) : last, span.zone};
}

QString periodFileName(Period period, const DaySpan &span)
{
    return u"%1更新摘要-%2_%3.md"_s.arg(period == Period::Week ? u"每周"_s : u"每月"_s, span.first.toString(Qt::ISODate), span.last.toString(Qt::ISODate));
}

Result<QString> composePeriod(storage::Database &database, Period period, const DaySpan &span, const DaySpan &before, const QList<Repository> &repositories)
{
    return PeriodWriter(database, period, span, before, repositories).write();
}

} // namespace rijian::jobs
