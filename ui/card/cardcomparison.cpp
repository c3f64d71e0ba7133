#include "ui/card/cardcomparison.h"

#include "core/cardtext.h"
#include "report/html.h"
#include "ui/card/modelnotes.h"

#include <QCoreApplication>
#include <QSet>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

using report::htmlText;

struct CardComparisonText {
    Q_DECLARE_TR_FUNCTIONS(rijian::ui::CardComparison)
};

/// A field of both cards.
struct Row {
    QString label; ///< empty: the whole text of cards without fields
    std::array<QString, 2> cells; ///< HTML
    bool differs = false;
};

constexpr QStringView nameBegin = u"<code>";
constexpr QStringView nameEnd = u"</code>";

/// "", "—" and "无" are the same to a reader.
bool isSilent(QString text)
{
    text = text.trimmed();
    while (text.endsWith(u'。') || text.endsWith(u'.'))
        text.chop(1);
    return text.isEmpty() || text == u"无"_s || text == u"不适用"_s || text == u"—"_s;
}

QString typesText(const Card &card)
{
    if (!card.typeText.isEmpty())
        return card.typeText;
    QStringList words;
    for (const ChangeType type : card.types)
        words.append(changeTypeWord(type));
    return words.join(u" / "_s);
}

QString textHtml(const QString &markdown)
{
    if (isSilent(markdown))
        return u"<span class=\"nothing\">"_s + htmlText(markdown.isEmpty() ? u"—"_s : markdown) + u"</span>"_s;
    return report::markdownToHtml(markdown).html;
}

Row rowOf(CardField field, const QString &left, const QString &right, bool differs)
{
    return {.label = cardFieldWord(field), .cells = {textHtml(left), textHtml(right)}, .differs = differs};
}

bool hasFields(const Card &card)
{
    return !card.types.isEmpty() || card.importance != Importance::Unknown || !card.summary.isEmpty();
}

QList<Row> rowsOf(const Analysis &left, const Analysis &right)
{
    const Card &a = left.card;
    const Card &b = right.card;
    if (!hasFields(a) || !hasFields(b)) // an answer that kept no form
        return {{.label = {}, .cells = {textHtml(left.markdown), textHtml(right.markdown)}, .differs = false}};
    QList<Row> rows{rowOf(CardField::Types, typesText(a), typesText(b), QSet(a.types.begin(), a.types.end()) != QSet(b.types.begin(), b.types.end())),
                    rowOf(CardField::Importance, importanceWord(a.importance), importanceWord(b.importance), a.importance != b.importance)};
    constexpr std::array<std::pair<CardField, QString Card::*>, 7> texts{{{CardField::Summary, &Card::summary},
                                                                          {CardField::Scope, &Card::scope},
                                                                          {CardField::Architecture, &Card::architecture},
                                                                          {CardField::Performance, &Card::performance},
                                                                          {CardField::Security, &Card::security},
                                                                          {CardField::Risks, &Card::risks},
                                                                          {CardField::Advice, &Card::advice}}};
    for (const auto &[field, text] : texts) {
        if (!(a.*text).isEmpty() || !(b.*text).isEmpty())
            rows.append(rowOf(field, a.*text, b.*text, isSilent(a.*text) != isSilent(b.*text)));
    }
    return rows;
}

/// Calls `on` with each name in the HTML, where its element begins.
template<typename On>
void eachName(QStringView html, On on)
{
    for (qsizetype from = html.indexOf(nameBegin); from >= 0; from = html.indexOf(nameBegin, from)) {
        const qsizetype begin = from + nameBegin.size();
        const qsizetype end = html.indexOf(nameEnd, begin);
        if (end < 0)
            return;
        on(from, html.sliced(begin, end - begin));
        from = end;
    }
}

QSet<QString> namesIn(const QList<Row> &rows, size_t side)
{
    QSet<QString> names;
    for (const Row &row : rows)
        eachName(row.cells[side], [&](qsizetype, QStringView name) { names.insert(name.toString()); });
    return names;
}

QString markOthers(const QString &html, const QSet<QString> &known)
{
    QString marked;
    qsizetype copied = 0;
    eachName(html, [&](qsizetype at, QStringView name) {
        if (known.contains(name.toString()))
            return;
        marked += QStringView(html).sliced(copied, at - copied) + u"<code class=\"only\">"_s;
        copied = at + nameBegin.size();
    });
    return marked + QStringView(html).sliced(copied);
}

QString verdict(const QList<Row> &rows)
{
    if (rows.size() == 1 && rows.first().label.isEmpty())
        return CardComparisonText::tr("One of the cards has no fields that could be compared.");
    QStringList labels;
    for (const Row &row : rows) {
        if (row.differs)
            labels.append(row.label);
    }
    return labels.isEmpty() ? CardComparisonText::tr("Both judge alike.") : CardComparisonText::tr("They judge differently: %1").arg(labels.join(u"、"_s));
}

} // namespace

QString comparisonHtml(const Analysis &left, const Analysis &right)
{
    QList<Row> rows = rowsOf(left, right);
    const std::array<QSet<QString>, 2> names{namesIn(rows, 0), namesIn(rows, 1)};
    QString body;
    for (Row &row : rows) {
        body += row.differs ? u"<tr class=\"differs\">"_s : u"<tr>"_s;
        body += u"<th scope=\"row\" lang=\"zh-CN\">"_s + htmlText(row.label) + u"</th>"_s;
        for (const size_t side : {size_t(0), size_t(1)})
            body += u"<td><div class=\"text\" lang=\"zh-CN\">"_s + markOthers(row.cells[side], names[1 - side]) + u"</div></td>"_s;
        body += u"</tr>"_s;
    }
    return u"<p class=\"verdict\">"_s + htmlText(verdict(rows)) + u"</p><table class=\"compared\"><thead><tr><th></th><th scope=\"col\">"_s + htmlText(makerName(left))
        + u"</th><th scope=\"col\">"_s + htmlText(makerName(right)) + u"</th></tr></thead><tbody>"_s + body + u"</tbody></table>"_s;
}

} // namespace rijian::ui
