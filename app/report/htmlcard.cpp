#include "report/htmlcard.h"

#include "core/cardtext.h"
#include "core/text.h"
#include "report/html.h"
#include "report/links.h"
#include "report/writers.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

constexpr qsizetype longestMessage = 100'000; // or note of the user's
constexpr qsizetype mostNames = 40; // in a note

/// Words that may be long, in an element on one line.
QString quoted(const QStringList &texts)
{
    QStringList shown;
    for (const QString &text : texts.first(std::min(texts.size(), mostNames)))
        shown.append(u"<code>"_s + oneLine(text, 200).toHtmlEscaped() + u"</code>"_s);
    return shown.join(u"、"_s) + (texts.size() > mostNames ? u" 等 %1 处"_s.arg(texts.size()) : QString());
}

/// Text of several lines, at most so much of it.
QString linesOf(const QString &text)
{
    const QStringView bounded = QStringView(text).first(std::min(text.size(), longestMessage));
    return htmlText(bounded.toString().replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n')) + (bounded.size() < text.size() ? u"\n…"_s : QString());
}

qsizetype letters(QStringView text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLetterOrNumber(); });
}

/// Whether the fields hold nearly all of the text; else the text is written as it is, so that nothing is lost.
bool holdsAll(const Card &card, const QString &markdown)
{
    constexpr qsizetype labels = 60;
    qsizetype held = labels + letters(card.typeText);
    for (const auto *text : {&card.summary, &card.scope, &card.architecture, &card.performance, &card.security, &card.risks, &card.advice, &card.closing})
        held += letters(*text);
    return held * 10 >= letters(markdown) * 9;
}

class CommitWriter
{
public:
    CommitWriter(const Entry &entry, const HtmlCommit &how)
        : m_entry(entry)
        , m_how(how)
    {
    }

    QString write();

private:
    void meta();
    void message();
    void decided();
    void notes();
    void card(const Analysis &analysis);
    void summary(const Analysis &analysis);
    void fields(const Card &card);
    void field(CardField label, const QString &markdown);
    void foot(const Analysis &analysis);
    QString body(const QString &markdown);
    void note(QLatin1StringView kind, const QString &html) { m_html += element("p"_L1, kind, html); }

    const Entry &m_entry;
    const HtmlCommit &m_how;
    QString m_html;
    bool m_cut = false;
};

void CommitWriter::meta()
{
    const Commit &commit = m_entry.commit;
    QString html = m_how.fresh ? freshBadge() : QString();
    html += element("span"_L1, "author"_L1, htmlText(onOneLine(commit.author.name)));
    html += element("span"_L1, {}, displayTime(commit.authorTime.seconds, m_how.zone));
    const QString address = outsideAddress(m_entry.webAddress);
    const QString sha = htmlText(commit.sha.first(std::min<qsizetype>(commit.sha.size(), 10)));
    html += address.isEmpty() ? element("span"_L1, "sha"_L1, sha) : u"<a class=\"sha\" href=\""_s + address.toHtmlEscaped() + u"\">"_s + sha + u"</a>"_s;
    if (commit.isMerge())
        html += element("span"_L1, {}, u"合并提交"_s);
    if (!commit.files.isEmpty())
        html += element("span"_L1, {}, u"%1 个文件 +%2 −%3"_s.arg(commit.files.size()).arg(commit.insertions()).arg(commit.deletions()));
    m_html += element("div"_L1, "meta"_L1, html) + u'\n';
}

void CommitWriter::message()
{
    const QString whole = m_entry.commit.message.trimmed();
    if (titleOf(m_entry.commit) == whole || whole.isEmpty())
        return;
    m_html += u"<details class=\"message\""_s + (m_how.open ? u" open"_s : QString()) + u"><summary>提交说明</summary><pre>"_s + linesOf(whole) + u"</pre></details>\n"_s;
}

/// The user's follow-up and note.
void CommitWriter::decided()
{
    if (!m_how.decided)
        return;
    const QString followUp = followUpText(*m_how.decided), words = m_how.decided->note.trimmed();
    m_html += element("div"_L1, "note"_L1, pinMark() + u' ' + (followUp.isEmpty() ? u"备注"_s : followUp) + (words.isEmpty() ? QString() : element("div"_L1, "own"_L1, linesOf(words)))) + u'\n';
}

void CommitWriter::notes()
{
    const Importance ofCard = m_entry.analysis ? m_entry.analysis->card.importance : Importance::Unknown;
    if (m_entry.ownImportance != Importance::Unknown && m_entry.ownImportance != ofCard)
        note("note"_L1, u"用户标为 "_s + importanceWord(m_entry.ownImportance));
    if (!m_entry.failure.isEmpty())
        note("note failure"_L1, u"⚠️ 分析失败："_s + htmlText(onOneLine(m_entry.failure)) + (m_entry.analysis ? u"；下为规则分析"_s : QString()));
    if (!m_entry.analysis)
        return;
    const Analysis &analysis = *m_entry.analysis;
    if (!analysis.attempts.isEmpty())
        note("note warning"_L1, u"提交中有文字试图指挥模型："_s + quoted(analysis.attempts));
    if (analysis.state == AnalysisState::Partial)
        note("note warning"_L1, u"部分阅读："_s + htmlText(onOneLine(analysis.coverage.isEmpty() ? u"并非全部内容"_s : analysis.coverage)));
    if (!analysis.unconfirmed.isEmpty())
        note("note"_L1, u"卡片提到、提交中却没有："_s + quoted(analysis.unconfirmed));
}

QString CommitWriter::body(const QString &markdown)
{
    const auto written = markdownToHtml(markdown, {}, HtmlHeadings::Paragraphs);
    m_cut = m_cut || written.cut;
    return element("div"_L1, "text"_L1, written.html);
}

void CommitWriter::field(CardField label, const QString &markdown)
{
    if (!markdown.isEmpty())
        m_html += element("div"_L1, "field"_L1, element("p"_L1, "label"_L1, cardFieldWord(label)) + body(markdown)) + u'\n';
}

void CommitWriter::fields(const Card &card)
{
    field(CardField::Summary, card.summary);
    field(CardField::Scope, card.scope);
    QString rows;
    for (const auto &[label, text] : {std::pair{CardField::Architecture, &card.architecture}, {CardField::Performance, &card.performance}, {CardField::Security, &card.security}}) {
        if (!text->isEmpty())
            rows += element("dt"_L1, {}, cardFieldWord(label)) + element("dd"_L1, {}, body(*text));
    }
    if (!rows.isEmpty())
        m_html += element("div"_L1, "field"_L1, element("p"_L1, "label"_L1, cardFieldWord(CardField::Insights)) + element("dl"_L1, "aspects"_L1, rows)) + u'\n';
    field(CardField::Risks, card.risks);
    field(CardField::Advice, card.advice);
    if (!card.closing.isEmpty())
        m_html += element("div"_L1, "closing"_L1, body(card.closing)) + u'\n';
}

void CommitWriter::summary(const Analysis &analysis)
{
    QString html = levelPill(m_entry.importance());
    if (const QString types = oneLine(typesText(analysis.card), 120); !types.isEmpty())
        html += u' ' + element("span"_L1, "tag"_L1, htmlText(types));
    if (const Standing standing = standingOf(m_entry); standing != Standing::Whole)
        html += u' ' + element("span"_L1, "badge"_L1, standing == Standing::Failed ? u"规则分析"_s : standingLabel(standing));
    m_html += element("summary"_L1, {}, html) + u'\n';
}

void CommitWriter::foot(const Analysis &analysis)
{
    QStringList parts;
    for (const QString &text : {analysis.analyzer == "rules"_L1 ? u"规则"_s : analysis.model, analysis.provider, analysis.promptVersion.isEmpty() ? QString() : QString(u"版本 "_s + analysis.promptVersion)}) {
        if (!text.isEmpty())
            parts.append(htmlText(oneLine(text, 120)));
    }
    const QLocale plain(QLocale::English, QLocale::UnitedStates); // "5,200", whoever writes it
    if (analysis.usage.requests > 0)
        parts.append(u"发送 %1 · 收到 %2 token"_s.arg(plain.toString(analysis.usage.prompt), plain.toString(analysis.usage.completion)));
    if (!analysis.currency.isEmpty())
        parts.append(u"费用 %1 %2"_s.arg(QString::number(analysis.cost, 'f', 4), htmlText(oneLine(analysis.currency, 10))));
    QString html;
    for (const QString &part : std::as_const(parts))
        html += element("span"_L1, {}, part);
    if (!html.isEmpty())
        m_html += element("div"_L1, "foot"_L1, html) + u'\n';
}

void CommitWriter::card(const Analysis &analysis)
{
    // 🟢 is what one skims over.
    const bool open = m_how.open || m_entry.importance() != Importance::Low;
    m_html += u"<details class=\"card\""_s + (open ? u" open>"_s : u">"_s);
    summary(analysis);
    if (holdsAll(analysis.card, analysis.markdown))
        fields(analysis.card);
    else
        m_html += element("div"_L1, "field"_L1, body(analysis.markdown)) + u'\n';
    if (m_cut)
        note("note warning"_L1, u"卡片过长，此处有删节。"_s);
    foot(analysis);
    m_html += u"</details>\n"_s;
}

QString CommitWriter::write()
{
    m_html = u"<article class=\"commit "_s + levelClass(m_entry.importance()) + u"\" id=\""_s + m_how.anchor + u"\">\n"_s;
    m_html += element("h3"_L1, {}, levelMark(m_entry.importance()) + titleOf(m_entry.commit).toHtmlEscaped()) + u'\n';
    meta();
    message();
    decided();
    notes();
    if (m_entry.analysis && !m_entry.analysis->markdown.isEmpty())
        card(*m_entry.analysis);
    else
        note("nothing"_L1, u"暂无分析"_s);
    return m_html + u"</article>\n"_s;
}

} // namespace

QString element(QLatin1StringView name, QLatin1StringView kind, const QString &html)
{
    return u'<' + name + (kind.isEmpty() ? QString() : QString(u" class=\""_s + kind + u'"')) + u'>' + html + u"</"_s + name + u'>';
}

QString freshBadge()
{
    return element("span"_L1, "badge new"_L1, u"新"_s);
}

QString pinMark()
{
    return element("span"_L1, "mark"_L1, u"📌"_s);
}

QString levelClass(Importance importance)
{
    switch (importance) {
    case Importance::High: return u"high"_s;
    case Importance::Medium: return u"medium"_s;
    case Importance::Low: return u"low"_s;
    case Importance::Unknown: break;
    }
    return u"unknown"_s;
}

QString levelMark(Importance importance)
{
    const QString mark = importanceWord(importance).section(u' ', 0, 0);
    return mark.isEmpty() ? QString() : QString(element("span"_L1, "mark"_L1, mark) + u' ');
}

QString levelPill(Importance importance, const QString &more)
{
    const QString word = importance == Importance::Unknown ? u"未判定"_s : QString(levelMark(importance) + importanceWord(importance).section(u' ', 1));
    return u"<span class=\"pill "_s + levelClass(importance) + u"\">"_s + word + more + u"</span>"_s;
}

QString commitHtml(const Entry &entry, const HtmlCommit &how)
{
    return CommitWriter(entry, how).write();
}

} // namespace rijian::report
