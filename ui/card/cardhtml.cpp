#include "ui/card/cardhtml.h"

#include "core/cardtext.h"
#include "core/day.h"
#include "core/text.h"
#include "report/html.h"
#include "report/links.h"
#include "ui/card/cardcomparison.h"
#include "ui/card/modelnotes.h"

#include <QCoreApplication>
#include <QUrl>

#include <array>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

using report::htmlText;

/// Writes one request. Words around the card are the interface's; the card's own words are data.
class CardWriter
{
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::CardWriter)

public:
    explicit CardWriter(const CardRequest &request)
        : m_request(request)
        , m_content(request.content)
        , m_zone(request.content.zone.isValid() ? request.content.zone : defaultTimeZone())
        , m_streaming(request.stage == CardStage::Streaming)
    {
    }

    QString write();

private:
    void head();
    void meta();
    void marks();
    void importance(Importance ofCard);
    void message();
    void notes();
    void triage();
    void failure();
    void card(const QString &markdown);
    void fields(const Card &card);
    void field(CardField label, const QString &markdown);
    void insights(const Card &card);
    void reasons();
    void comparison();
    void foot();
    void related();
    QString elsewhere(const QString &sha) const;
    void state();
    void note(const QString &kind, const QString &html);
    QString body(const QString &markdown);
    QString actionLink(const QString &action, const QString &words, const QString &kind = {}) const;
    QString time(const Moment &moment) const { return htmlText(displayTime(moment.seconds, m_zone)); }

    const CardRequest &m_request;
    const CardContent &m_content;
    const QTimeZone m_zone;
    const bool m_streaming;
    Card m_card; // that is shown; empty while there is none
    QString m_html;
    bool m_cut = false;
};

QString relationWords(const storage::RelatedCommit &related)
{
    switch (related.relation) {
    case storage::Relation::Reverts:
        return CardWriter::tr("reverts");
    case storage::Relation::RevertedBy:
        return CardWriter::tr("reverted by");
    case storage::Relation::Fixes:
        return CardWriter::tr("fixes");
    case storage::Relation::FixedBy:
        return CardWriter::tr("fixed by");
    case storage::Relation::SameIssue:
        return CardWriter::tr("also %1").arg(related.what);
    case storage::Relation::SameFiles:
        break;
    }
    return CardWriter::tr("%n same file(s)", nullptr, related.what.toInt());
}

QString element(const QString &name, const QString &kind, const QString &html)
{
    return u'<' + name + (kind.isEmpty() ? QString() : u" class=\""_s + kind + u'"') + u'>' + html + u"</"_s + name + u'>';
}

QString chinese(const QString &html)
{
    return u"<span lang=\"zh-CN\">"_s + html + u"</span>"_s;
}

QString levelName(Importance importance)
{
    switch (importance) {
    case Importance::High: return u"high"_s;
    case Importance::Medium: return u"medium"_s;
    default: return u"low"_s;
    }
}

/// "无", "不适用", "无。": a dimension that does not apply is shown quietly.
bool saysNothing(const QString &text)
{
    QString word = text.trimmed();
    while (word.endsWith(u'。') || word.endsWith(u'.'))
        word.chop(1);
    return word == u"无"_s || word == u"無"_s || word == u"不适用"_s || word == u"不適用"_s || word.compare("none"_L1, Qt::CaseInsensitive) == 0
        || word.compare("n/a"_L1, Qt::CaseInsensitive) == 0;
}

qsizetype letters(QStringView text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLetterOrNumber(); });
}

/// The types as the card has them, which may say more than our words ("chore（删除已废弃的 Earthfile）").
QStringList typeWords(const Card &card)
{
    QStringList words;
    if (card.typeText.isEmpty()) {
        for (const auto type : card.types)
            words += changeTypeWord(type);
        return words;
    }
    for (const auto &part : card.typeText.split(u'/', Qt::SkipEmptyParts)) {
        if (const auto word = part.trimmed(); !word.isEmpty() && words.size() < 6)
            words += oneLine(word, 60);
    }
    return words;
}

/// Whether the fields hold nearly all of the text; else the text is shown as it is, so that nothing is hidden.
bool holdsAll(const Card &card, const QString &markdown)
{
    constexpr qsizetype labels = 60;
    qsizetype held = labels + letters(card.typeText);
    for (const auto &text : {card.summary, card.scope, card.architecture, card.performance, card.security, card.risks, card.advice, card.closing})
        held += letters(text);
    return held * 10 >= letters(markdown) * 9;
}

QString CardWriter::actionLink(const QString &action, const QString &words, const QString &kind) const
{
    return u"<a class=\""_s + kind + u"\" href=\""_s + CardActionPrefix + action + u"\">"_s + htmlText(words) + u"</a>"_s;
}

QString CardWriter::body(const QString &markdown)
{
    const auto written = report::markdownToHtml(markdown, [this](QStringView code) {
        const QString name = code.trimmed().toString();
        return m_content.occurring.contains(name) ? QString(CardActionPrefix + QString(CardFindAction) + QString::fromLatin1(QUrl::toPercentEncoding(name))) : QString();
    });
    m_cut = m_cut || written.cut;
    return u"<div class=\"text"_s + (saysNothing(markdown) ? u" nothing"_s : QString()) + u"\" lang=\"zh-CN\">"_s + written.html + u"</div>"_s;
}

void CardWriter::note(const QString &kind, const QString &html)
{
    m_html += element(u"aside"_s, kind.isEmpty() ? u"note"_s : u"note "_s + kind, html);
}

void CardWriter::meta()
{
    const auto &commit = m_content.commit;
    QString html = element(u"span"_s, u"author"_s, htmlText(commit.author.name));
    html += element(u"span"_s, {}, time(commit.authorTime));
    if (commit.committerTime.seconds != commit.authorTime.seconds)
        html += element(u"span"_s, {}, htmlText(tr("committed %1").arg(displayTime(commit.committerTime.seconds, m_zone))));
    if (commit.isMerge())
        html += element(u"span"_s, {}, htmlText(tr("merge of %n parents", nullptr, int(commit.parents.size()))));
    else if (commit.isTold())
        html += element(u"span"_s, {}, htmlText(tr("from a report")));
    else if (commit.parents.isEmpty())
        html += element(u"span"_s, {}, htmlText(tr("first commit")));
    const auto address = report::outsideAddress(m_content.webAddress);
    const auto sha = htmlText(commit.sha.first(std::min(commit.sha.size(), qsizetype(10))));
    html += address.isEmpty() ? element(u"span"_s, u"sha"_s, sha) : u"<a class=\"sha\" href=\""_s + address.toHtmlEscaped() + u"\">"_s + sha + u"</a>"_s;
    m_html += element(u"div"_s, u"meta"_s, html);
}

void CardWriter::importance(Importance ofCard)
{
    const bool byRule = m_content.triage.importance == Importance::Unknown;
    const auto own = byRule ? m_content.mark.importance : m_content.triage.importance;
    const auto shown = own == Importance::Unknown ? ofCard : own;
    if (shown == Importance::Unknown)
        return;
    m_html += element(u"span"_s, u"pill "_s + levelName(shown), chinese(importanceWord(shown)));
    if (own != Importance::Unknown && byRule) {
        const auto rule = tr("by your rule %1").arg(m_content.mark.rule);
        m_html += element(u"span"_s, u"beaten"_s, htmlText(ofCard == Importance::Unknown ? rule : tr("%1; the card says %2").arg(rule, importanceWord(ofCard))));
    } else if (own != Importance::Unknown) {
        const auto words = ofCard == Importance::Unknown || ofCard == own ? tr("set by you") : tr("set by you; the card says %1").arg(importanceWord(ofCard));
        m_html += element(u"span"_s, u"beaten"_s, htmlText(words));
    }
}

void CardWriter::marks()
{
    const auto &analysis = m_content.analysis;
    const bool ofCard = analysis && (m_request.stage == CardStage::Card || m_request.stage == CardStage::Failed);
    QStringList badges; // whose card it is stands above and below it; that no model made it is said once more
    if (ofCard && isByRules(*analysis))
        badges += tr("Rule-based analysis");
    if (ofCard && analysis->state == AnalysisState::Partial)
        badges += tr("Partial");
    const auto words = typeWords(m_card);
    if (badges.isEmpty() && words.isEmpty() && m_card.importance == Importance::Unknown && m_content.triage.importance == Importance::Unknown
        && m_content.mark.isEmpty())
        return;
    m_html += u"<div class=\"marks\">"_s;
    importance(m_card.importance);
    if (m_request.stage == CardStage::Card)
        m_html += otherSignalHtml(m_content);
    for (const auto &word : words)
        m_html += element(u"span"_s, u"tag"_s, chinese(htmlText(word)));
    for (const auto &tag : m_content.mark.tags)
        m_html += element(u"span"_s, u"tag own"_s, htmlText(tag));
    for (const auto &badge : std::as_const(badges))
        m_html += element(u"span"_s, u"badge"_s, htmlText(badge));
    m_html += u"</div>"_s;
}

void CardWriter::head()
{
    m_html += u"<header class=\"head\">"_s + element(u"p"_s, u"repository"_s, htmlText(m_content.repository));
    m_html += element(u"h1"_s, {}, htmlText(m_content.commit.subject()));
    meta();
    marks();
    m_html += u"</header>"_s;
}

void CardWriter::message()
{
    const auto rest = m_content.commit.message.trimmed().section(u'\n', 1).trimmed();
    const auto lines = QStringView(rest).split(u'\n');
    const bool says = std::any_of(lines.begin(), lines.end(), [](QStringView line) { return !line.trimmed().isEmpty() && !isSignature(line); });
    if (says)
        m_html += u"<details class=\"message\"><summary>"_s + htmlText(tr("Commit message")) + u"</summary><pre>"_s
            + htmlText(QStringView(rest).first(std::min(rest.size(), qsizetype(100'000)))) + u"</pre></details>"_s;
}

void CardWriter::triage()
{
    const auto &own = m_content.triage;
    if (own.state == TriageState::Unseen && own.note.isEmpty())
        return;
    QString html = element(u"strong"_s, {}, chinese(triageWord(own.state)));
    if (own.due.isValid())
        html += u" · "_s + htmlText(tr("due %1").arg(own.due.toString(Qt::ISODate)));
    if (!own.note.isEmpty())
        html += element(u"div"_s, u"own"_s, htmlText(own.note));
    note({}, html);
}

void CardWriter::notes()
{
    triage();
    if (m_request.stage == CardStage::Failed && m_content.analysis) {
        QString html = element(u"strong"_s, {}, htmlText(tr("The new analysis failed."))) + u' ' + htmlText(m_request.text);
        if (!m_request.advice.isEmpty())
            html += u' ' + htmlText(m_request.advice);
        note(u"failure"_s, html + u' ' + actionLink(u"again"_s, tr("Try again")));
    } else if (m_request.stage == CardStage::Card && m_content.analysis) {
        failure();
    }
    if (m_content.analysis && m_request.stage == CardStage::Card) {
        for (const auto &html : {attemptsHtml(*m_content.analysis), coverageHtml(*m_content.analysis)}) {
            if (!html.isEmpty())
                note(u"warning"_s, html);
        }
        if (const auto html = unconfirmedHtml(*m_content.analysis); !html.isEmpty())
            note({}, html);
    }
}

/// The model's last try made no card: another one stands in.
void CardWriter::failure()
{
    const Analysis *tried = failedTry(m_content.analyses);
    const QString why = m_content.failure.isEmpty() && tried ? tried->failure : m_content.failure;
    if (why.isEmpty())
        return;
    const auto words = m_content.failure.isEmpty() ? tr("The newest analysis, by %1, failed.").arg(makerName(*tried)) : tr("The model's analysis failed; the rules' card is used "
                                                                                                                           "instead.");
    note(u"failure"_s, element(u"strong"_s, {}, htmlText(words)) + u' ' + htmlText(why) + u' ' + actionLink(u"again"_s, tr("Try again")) + rawHtml(m_content.analyses));
}

void CardWriter::field(CardField label, const QString &markdown)
{
    if (!markdown.isEmpty())
        m_html += element(u"section"_s, u"field"_s, u"<h2 lang=\"zh-CN\">"_s + cardFieldWord(label) + u"</h2>"_s + body(markdown));
}

void CardWriter::insights(const Card &card)
{
    QString rows;
    const std::array<std::pair<CardField, const QString *>, 3> aspects{
        {{CardField::Architecture, &card.architecture}, {CardField::Performance, &card.performance}, {CardField::Security, &card.security}}};
    for (const auto &[label, text] : aspects) {
        if (!text->isEmpty())
            rows += u"<dt lang=\"zh-CN\">"_s + cardFieldWord(label) + u"</dt><dd>"_s + body(*text) + u"</dd>"_s;
    }
    if (!rows.isEmpty())
        m_html += element(u"section"_s, u"field"_s,
                          u"<h2 lang=\"zh-CN\">"_s + cardFieldWord(CardField::Insights) + u"</h2>"_s + element(u"dl"_s, u"aspects"_s, rows));
}

void CardWriter::fields(const Card &card)
{
    // The types and the importance stand in the head.
    field(CardField::Summary, card.summary);
    field(CardField::Scope, card.scope);
    insights(card);
    field(CardField::Risks, card.risks);
    field(CardField::Advice, card.advice);
    if (!card.closing.isEmpty())
        m_html += element(u"section"_s, u"closing"_s, body(card.closing));
}

void CardWriter::card(const QString &markdown)
{
    const QString bounded = markdown.first(std::min(markdown.size(), report::HtmlInputLimit));
    m_cut = bounded.size() < markdown.size();
    const auto reading = readCard(bounded);
    if (reading.isCard() && (m_streaming || holdsAll(reading.card, bounded)))
        fields(reading.card);
    else
        m_html += element(u"section"_s, u"field"_s, body(bounded));
    if (m_cut)
        note(u"warning"_s, htmlText(tr("The card is too long to be shown whole. “Copy as Markdown” copies all of it.")));
}

void CardWriter::reasons()
{
    const auto &analysis = m_content.analysis;
    if (!analysis || analysis->reasons.isEmpty())
        return;
    QString items;
    for (const auto &reason : analysis->reasons)
        items += u"<li lang=\"zh-CN\">"_s + htmlText(reason) + u"</li>"_s;
    m_html += element(u"section"_s, u"reasons"_s, htmlText(tr("Why this importance")) + element(u"ul"_s, {}, items));
}

void CardWriter::comparison()
{
    m_html += comparisonHtml(*m_content.analysis, *m_content.other);
    m_html += element(u"footer"_s, u"foot"_s, footHtml(*m_content.analysis, m_zone)) + element(u"footer"_s, u"foot next"_s, footHtml(*m_content.other, m_zone));
}

void CardWriter::foot()
{
    if (const auto html = rulesReasonsHtml(m_content); !html.isEmpty())
        m_html += element(u"section"_s, u"reasons"_s, html);
    m_html += element(u"footer"_s, u"foot"_s, footHtml(*m_content.analysis, m_zone));
}

/// A commit that is not stored: its page at the host, where that is known.
QString CardWriter::elsewhere(const QString &sha) const
{
    const QString shown = htmlText(sha.first(std::min<qsizetype>(sha.size(), 12)));
    const QString own = m_content.commit.sha;
    const auto address = m_content.webAddress.endsWith(own) ? report::outsideAddress(QString(m_content.webAddress.chopped(own.size()) + sha)) : QString();
    const QString commit = address.isEmpty() ? element(u"code"_s, {}, shown) : QString(u"<a class=\"commit\" href=\""_s + address.toHtmlEscaped() + u"\">"_s + shown + u"</a>"_s);
    return commit + u' ' + element(u"span"_s, u"relation"_s, htmlText(tr("not stored here")));
}

/// Subjects are strangers' text, like all of the card.
void CardWriter::related()
{
    QString items;
    for (const storage::RelatedCommit &one : m_content.related) {
        if (!one.stored) {
            items += u"<li>"_s + element(u"span"_s, u"relation"_s, htmlText(relationWords(one))) + u' ' + elsewhere(one.row.sha) + u"</li>"_s;
            continue;
        }
        const QString mark = importanceWord(one.row.importance()).section(u' ', 0, 0);
        items += u"<li>"_s + element(u"span"_s, u"relation"_s, htmlText(relationWords(one))) + u' ' + mark + u' '
            + actionLink(CardCommitAction + one.row.sha, oneLine(one.row.subject(), 120), u"commit"_s) + u' ' + element(u"span"_s, u"relation"_s, time(one.row.committerTime)) + u"</li>"_s;
    }
    if (!items.isEmpty())
        m_html += element(u"section"_s, u"related"_s, element(u"h3"_s, {}, htmlText(tr("Related commits"))) + element(u"ul"_s, {}, items));
}

void CardWriter::state()
{
    QString html;
    if (m_request.stage == CardStage::Running) {
        html = element(u"h2"_s, {}, htmlText(tr("Being analyzed…")));
        if (!m_request.text.isEmpty())
            html += element(u"p"_s, {}, htmlText(m_request.text));
        html += u"<div class=\"bar\"><i></i></div>"_s;
    } else if (m_request.stage == CardStage::Failed || !m_content.failure.isEmpty()) {
        const auto &cause = m_request.stage == CardStage::Failed ? m_request.text : m_content.failure;
        html = element(u"h2"_s, {}, htmlText(tr("The analysis failed"))) + element(u"p"_s, u"cause"_s, htmlText(cause));
        if (!m_request.advice.isEmpty())
            html += element(u"p"_s, {}, htmlText(m_request.advice));
        html += actionLink(u"again"_s, tr("Try again"), u"button"_s) + rawHtml(m_content.analyses);
    } else {
        html = element(u"h2"_s, {}, htmlText(tr("Not analyzed yet")))
            + element(u"p"_s, {}, htmlText(tr("The card says what the commit changes, whether it matters and what to look at.")))
            + actionLink(u"analyze"_s, tr("Analyze"), u"button"_s);
    }
    m_html += element(u"section"_s, u"state"_s, html);
}

QString CardWriter::write()
{
    const auto &analysis = m_content.analysis;
    const bool hasCard = analysis && !analysis->markdown.isEmpty() && m_request.stage != CardStage::Running;
    if (m_streaming)
        m_card = readCard(QStringView(m_request.text).first(std::min(m_request.text.size(), report::HtmlInputLimit))).card;
    else if (hasCard && m_request.stage != CardStage::Compared)
        m_card = analysis->card;
    head();
    message();
    notes();
    if (m_streaming) {
        card(m_request.text);
        m_html += element(u"section"_s, u"field"_s, u"<span class=\"caret\"></span>"_s);
    } else if (hasCard && m_request.stage == CardStage::Compared && m_content.other) {
        comparison();
    } else if (hasCard) {
        card(analysis->markdown);
        reasons();
        foot();
    } else {
        state();
    }
    if (!m_streaming && m_request.stage != CardStage::Compared)
        related();
    return std::move(m_html);
}

} // namespace

QString cardHtml(const CardRequest &request)
{
    return CardWriter(request).write();
}

} // namespace rijian::ui
