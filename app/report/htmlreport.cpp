// The report as one page: no script, nothing fetched, all styles inside and named by their hash. Headings in clean order for outlines: the report,
// its repositories, their commits.

#include "core/text.h"
#include "report/html.h"
#include "report/htmlcard.h"
#include "report/links.h"
#include "report/writers.h"

#include <QCryptographicHash>
#include <QFile>
#include <QLocale>
#include <QMap>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

const QByteArray &styleSheet()
{
    static const QByteArray css = [] {
        QByteArray both;
        for (const auto &name : {u":/card/card.css"_s, u":/report/report.css"_s}) {
            QFile file(name);
            if (file.open(QIODevice::ReadOnly))
                both += file.readAll();
        }
        return both;
    }();
    return css;
}

/// What one maker's cards cost; those of one standing together.
struct Account {
    Standing standing = Standing::Missing;
    QString maker;
    QString version;
    QString currency;
    auto operator<=>(const Account &) const = default;
};

struct Sum {
    int commits = 0;
    TokenUsage usage;
    double cost = 0;
};

/// The ledger in full: every commit is in one line of it.
class Accounts
{
public:
    void add(const Entry &entry);
    QString html(const Ledger &ledger) const;

private:
    QMap<Account, Sum> m_sums;
};

void Accounts::add(const Entry &entry)
{
    constexpr qsizetype most = 100; // lines; what comes after them has no name
    Account account{.standing = standingOf(entry)};
    const Analysis *card = entry.analysis ? &*entry.analysis : nullptr;
    if (card && account.standing != Standing::Missing) {
        const QString maker = card->analyzer == "rules"_L1 ? u"规则"_s : card->model.isEmpty() ? card->analyzer : card->model;
        account.maker = oneLine(card->provider.isEmpty() ? maker : QString(maker + u" · "_s + card->provider), 160);
        account.version = oneLine(card->promptVersion, 60);
        account.currency = oneLine(card->currency, 10);
    }
    if (m_sums.size() >= most && !m_sums.contains(account))
        account = {.standing = account.standing, .maker = u"其他"_s, .version = {}, .currency = account.currency.isEmpty() ? QString() : u"?"_s};
    Sum &sum = m_sums[account];
    ++sum.commits;
    if (card) {
        sum.usage += card->usage;
        sum.cost += card->cost;
    }
}

QString Accounts::html(const Ledger &ledger) const
{
    const QLocale plain(QLocale::English, QLocale::UnitedStates); // "5,200", whoever writes it
    const auto number = [](const QString &text) { return element("td"_L1, "number"_L1, text); };
    QString html = u"<section class=\"accounts\" id=\"ledger\">\n<h2>账目</h2>\n<table class=\"list\">\n<thead><tr><th>分析</th><th>来源</th><th>版本</th><th class=\"number\">提交</th>"
                   "<th class=\"number\">发送 token</th><th class=\"number\">收到 token</th><th class=\"number\">费用</th></tr></thead>\n<tbody>\n"_s;
    for (const auto &[account, sum] : m_sums.asKeyValueRange()) {
        const bool asked = sum.usage.requests > 0;
        html += u"<tr>"_s + element("td"_L1, {}, standingLabel(account.standing)) + element("td"_L1, {}, htmlText(account.maker)) + element("td"_L1, {}, htmlText(account.version))
            + number(QString::number(sum.commits)) + number(asked ? plain.toString(sum.usage.prompt) : QString()) + number(asked ? plain.toString(sum.usage.completion) : QString())
            + number(account.currency.isEmpty() ? QString() : QString(QString::number(sum.cost, 'f', 4) + u' ' + htmlText(account.currency))) + u"</tr>\n"_s;
    }
    return html + u"</tbody>\n<tfoot><tr><td>合计</td><td></td><td></td>"_s + number(QString::number(ledger.commits)) + u"<td></td><td></td><td></td></tr></tfoot>\n</table>\n</section>\n"_s;
}

class Page
{
public:
    Page(EntrySource &source, Output &output, const WriteOptions &options)
        : m_source(source)
        , m_output(output)
        , m_options(options)
        , m_notes(options)
    {
    }

    Result<void> write();

private:
    void head();
    void overview();
    void contents();
    Result<void> repository(qsizetype index);
    Result<void> table(qsizetype index);
    QString commit(qsizetype section, const Entry &entry);
    void notes();

    EntrySource &m_source;
    Output &m_output;
    const WriteOptions &m_options;
    Accounts m_accounts;
    NotesByCommit m_notes;
    QHash<const ReportNote *, QString> m_places; // where on the page their commits are
};

QString repositoryAnchor(qsizetype index)
{
    return u"r%1"_s.arg(index + 1);
}

void Page::head()
{
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(styleSheet(), QCryptographicHash::Sha256).toBase64());
    const QString title = u"每日更新报告（"_s + m_source.days().title() + u"）"_s;
    m_output.write(u"<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%1'; base-uri 'none'; form-action 'none'\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"Rijian %2\">\n<title>%3</title>\n<style>"_s
                       .arg(hash, QStringLiteral(RIJIAN_VERSION), htmlText(title)));
    m_output.writeBytes(styleSheet());
    m_output.write(u"</style>\n</head>\n<body>\n<header class=\"overview\" id=\"top\">\n<h1>"_s + htmlText(title) + u"</h1>\n"_s);
}

void Page::overview()
{
    const Ledger &ledger = m_source.ledger();
    QString marks = element("span"_L1, "total"_L1, (m_source.days().first == m_source.days().last ? u"本日共 %1 个提交"_s : u"共 %1 个提交"_s).arg(ledger.commits));
    for (const Importance importance : importanceOrder) {
        const int commits = m_source.count(importance);
        if (importance != Importance::Unknown || commits > 0)
            marks += u' ' + levelPill(importance, u" %1"_s.arg(commits));
    }
    m_output.write(element("div"_L1, "marks"_L1, marks) + u'\n');
    if (ledger.commits > 0)
        m_output.write(element("p"_L1, {}, u"分析情况："_s + ledgerParts(ledger)) + u'\n');
    if (m_source.filter().isActive())
        m_output.write(element("p"_L1, {}, filterLine(m_source.filter())) + u'\n');
    if (!m_options.fresh.isEmpty())
        m_output.write(element("p"_L1, {}, freshBadge() + u" 上次导出之后的新内容"_s) + u'\n');
    if (m_options.generatedAt.isValid())
        m_output.write(element("p"_L1, {}, u"生成于 "_s + displayTime(m_options.generatedAt.toSecsSinceEpoch(), m_source.days().zone) + u"（"_s
                                               + htmlText(QString::fromUtf8(m_source.days().zone.id())) + u"）"_s) + u'\n');
    m_output.write(u"</header>\n");
}

void Page::contents()
{
    QString items;
    for (qsizetype i = 0; i < m_source.sections().size(); ++i) {
        const SectionHead &section = m_source.sections().at(i);
        QString counts = section.failure.isEmpty() ? u"%1 个提交"_s.arg(section.commits()) : u"⚠️ 未能获取"_s;
        for (const Importance importance : {Importance::High, Importance::Medium, Importance::Low}) {
            if (section.of(importance) > 0)
                counts += u' ' + levelMark(importance) + QString::number(section.of(importance));
        }
        items += u"<li><a href=\"#"_s + repositoryAnchor(i) + u"\">"_s + htmlText(onOneLine(section.repository)) + u"</a> <span>"_s + counts + u"</span></li>\n"_s;
    }
    if (m_options.notes && !m_options.notes->isEmpty())
        items += u"<li><a href=\"#notes\">跟进与备注</a> <span>%1</span></li>\n"_s.arg(m_options.notes->size());
    if (!items.isEmpty())
        m_output.write(u"<nav class=\"contents\">\n<p class=\"label\">目录</p>\n<ol>\n"_s + items + u"</ol>\n</nav>\n"_s);
}

Result<void> Page::table(qsizetype index)
{
    m_output.write(u"<table class=\"list\">\n<thead><tr><th>提交时间</th><th>作者</th><th>提交信息</th></tr></thead>\n<tbody>\n"_s);
    auto rows = m_source.visit(index, {.cards = false}, [&](const Entry &entry) {
        const Commit &commit = entry.commit;
        m_output.write(u"<tr><td class=\"time\">"_s + displayTime(commit.authorTime.seconds, m_source.days().zone) + u"</td><td class=\"author\">"_s + htmlText(onOneLine(commit.author.name))
                       + u"</td><td>"_s + levelMark(entry.importance()) + (m_options.fresh.contains(commit.sha) ? QString(freshBadge() + u' ') : QString()) + u"<a href=\"#"_s + anchorOf(index, commit.sha) + u"\">"_s
                       + titleOf(commit).toHtmlEscaped() + u"</a></td></tr>\n"_s);
        return m_output.step();
    });
    m_output.write(u"</tbody>\n</table>\n"_s);
    return rows;
}

QString Page::commit(qsizetype section, const Entry &entry)
{
    const QString &sha = entry.commit.sha;
    const ReportNote *note = m_notes.find(m_source.sections().at(section).repository, sha);
    const QString anchor = anchorOf(section, sha);
    if (note)
        m_places.insert(note, anchor);
    return commitHtml(entry, {anchor, m_source.days().zone, m_options.open, m_options.fresh.contains(sha), note ? &note->triage : nullptr});
}

/// The follow-ups and notes as a list that leads to the commits, where each note is whole.
void Page::notes()
{
    constexpr qsizetype longest = 200;
    if (!m_options.notes || m_options.notes->isEmpty())
        return;
    m_output.write(u"<section id=\"notes\">\n<h2>"_s + pinMark() + u" 跟进与备注（%1）</h2>\n<table class=\"list\">\n<thead><tr><th>仓库</th><th>提交信息</th><th>跟进</th><th>备注</th></tr></thead>\n<tbody>\n"_s.arg(m_options.notes->size()));
    for (const ReportNote &note : *m_options.notes) {
        const QString place = m_places.value(&note);
        const QString address = place.isEmpty() ? outsideAddress(note.webAddress) : QString(u'#' + place);
        const QString sha = htmlText(note.sha.first(std::min<qsizetype>(8, note.sha.size())));
        const QString subject = note.subject.trimmed().isEmpty() ? u"（无说明）"_s : oneLine(note.subject, longest).toHtmlEscaped();
        m_output.write(u"<tr>"_s + element("td"_L1, {}, htmlText(onOneLine(note.repository)))
                       + element("td"_L1, {}, (address.isEmpty() ? subject : QString(u"<a href=\""_s + address.toHtmlEscaped() + u"\">"_s + subject + u"</a>"_s)) + u' ' + element("span"_L1, "sha"_L1, sha))
                       + element("td"_L1, {}, followUpText(note.triage)) + element("td"_L1, {}, oneLine(onOneLine(note.triage.note), longest).toHtmlEscaped()) + u"</tr>\n"_s);
    }
    m_output.write(u"</tbody>\n</table>\n</section>\n");
}

Result<void> Page::repository(qsizetype index)
{
    const SectionHead &section = m_source.sections().at(index);
    m_output.write(u"<section class=\"project\" id=\""_s + repositoryAnchor(index) + u"\">\n<h2>"_s + htmlText(onOneLine(section.repository)) + u"</h2>\n"_s);
    if (!section.failure.isEmpty()) {
        m_output.write(element("p"_L1, "note failure"_L1, u"⚠️ 未能获取："_s + htmlText(onOneLine(section.failure))) + u'\n');
    } else if (section.commits() == 0) {
        m_output.write(element("p"_L1, "nothing"_L1, u"今日无更新"_s) + u'\n');
    } else {
        if (auto written = table(index); !written)
            return written;
        auto written = m_source.visit(index, {}, [&](const Entry &entry) {
            m_accounts.add(entry);
            m_output.write(commit(index, entry));
            return m_output.step();
        });
        if (!written)
            return written;
    }
    m_output.write(u"</section>\n");
    return {};
}

Result<void> Page::write()
{
    head();
    overview();
    contents();
    m_output.write(u"<main>\n");
    for (qsizetype i = 0; i < m_source.sections().size(); ++i) {
        if (auto written = repository(i); !written)
            return written;
    }
    notes();
    m_output.write(u"</main>\n");
    if (m_source.ledger().commits > 0)
        m_output.write(m_accounts.html(m_source.ledger()) + u"<p class=\"top\"><a href=\"#top\">↑ 回到开头</a></p>\n"_s);
    m_output.write(u"</body>\n</html>\n");
    return m_output.finish();
}

} // namespace

Result<void> writeHtmlForm(EntrySource &source, Output &output, const WriteOptions &options)
{
    return Page(source, output, options).write();
}

} // namespace rijian::report
