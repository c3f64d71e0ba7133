#include "analysis/llm/cardanswer.h"

#include "analysis/llm/cardfields.h"
#include "analysis/llm/lenientjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr qsizetype longestAnswer = 1 << 20;
constexpr int mostObjects = 12;      // beginnings of objects that are tried
constexpr int fewestFields = 2;      // that make JSON a card rather than an example within a text
constexpr qsizetype longestShown = 20'000;

constexpr std::array requiredFields{CardField::Types,       CardField::Importance, CardField::Summary, CardField::Scope, CardField::Architecture,
                              CardField::Performance, CardField::Security,   CardField::Risks,   CardField::Advice};

QStringView withoutThinking(QStringView text)
{
    const qsizetype end = text.indexOf(u"</think>");
    return (end < 0 ? text : text.sliced(end + 8)).trimmed();
}

/// As it should be. A text that holds JSON once more is no document of its own, hence the brackets.
CardFields readStrictly(QStringView text)
{
    if (text.isEmpty() || !QStringView(u"{[\"").contains(text.front()))
        return {};
    return cardFieldsOf(QJsonDocument::fromJson(QByteArray("[" + text.toUtf8() + "]")).array());
}

CardFields readLeniently(QStringView text)
{
    CardFields best;
    qsizetype at = text.indexOf(u'{');
    for (int i = 0; i < mostObjects && at >= 0; ++i) {
        const LenientJson read = readLenientJson(text.sliced(at));
        CardFields fields = cardFieldsOf(read.value);
        const bool good = fields.found.size() >= fewestFields;
        if (fields.found.size() > best.found.size())
            best = std::move(fields);
        at = text.indexOf(u'{', at + (good ? std::max<qsizetype>(1, read.end) : 1));
    }
    return best;
}

CardFields readMarkdown(QStringView text)
{
    if (text.startsWith(u"```")) { // the whole of it in a fence
        const qsizetype line = text.indexOf(u'\n');
        text = text.sliced(line < 0 ? text.size() : line);
        if (const qsizetype end = text.lastIndexOf(u"```"); end >= 0)
            text = text.first(end);
    }
    CardReading reading = readCard(text);
    CardFields fields{std::move(reading.card), std::move(reading.found)};
    for (QString *field : {&fields.card.summary, &fields.card.scope, &fields.card.architecture, &fields.card.performance, &fields.card.security, &fields.card.risks, &fields.card.advice,
                           &fields.card.closing})
        *field = cleanField(*field);
    fields.card.typeText = cleanField(fields.card.typeText.left(200));
    return fields;
}

/// Prose with hardly any Chinese in it. Code and names are no prose.
bool isForeignProse(const QString &text)
{
    qsizetype letters = 0;
    qsizetype han = 0;
    bool code = false;
    for (const QChar c : text) {
        if (c == u'`')
            code = !code;
        else if (c.script() == QChar::Script_Han)
            ++han;
        else if (!code && c.isLetter())
            ++letters;
    }
    return letters > 60 && han * 10 < letters;
}

bool isForeign(const Card &card)
{
    return std::ranges::any_of(std::array{&card.summary, &card.architecture, &card.performance, &card.security, &card.risks, &card.advice}, [](const QString *text) { return isForeignProse(*text); });
}

} // namespace

CardAnswer readAnswer(const QString &text)
{
    const QStringView trimmed = withoutThinking(QStringView(text).first(std::min(text.size(), longestAnswer)));
    CardAnswer answer;
    CardFields fields = readStrictly(trimmed);
    if (fields.found.isEmpty()) {
        fields = readLeniently(trimmed);
        if (!fields.found.isEmpty())
            answer.repairs.append(u"not quite JSON"_s);
    }
    if (fields.found.size() < fewestFields) {
        CardFields prose = readMarkdown(trimmed);
        if (prose.found.size() > fields.found.size()) {
            fields = std::move(prose);
            answer.repairs = {u"Markdown"_s};
        }
    }
    answer.card = std::move(fields.card);
    answer.readable = !fields.found.isEmpty();
    for (const CardField field : requiredFields) {
        if (!fields.found.contains(field))
            answer.missing.append(field);
    }
    answer.foreign = isForeign(answer.card);
    return answer;
}

QString followUp(const CardAnswer &answer, AnswerForm form)
{
    QString question;
    if (!answer.readable)
        question = u"你的回答不是一张能读取的卡片。"_s;
    else if (!answer.missing.isEmpty()) {
        QStringList words;
        for (const CardField field : answer.missing)
            words.append(cardFieldWord(field));
        question = u"你的回答缺少这些字段，或其取值不在允许的范围内："_s + words.join(u"、"_s) + u"。"_s;
    }
    if (answer.foreign)
        question += u"你的回答不是中文，请用简体中文书写（代码、文件名和标识符除外）。"_s;
    question += u"请按要求重新给出完整的卡片，每个字段都要有，没有内容的写“无”。"_s;
    return form == AnswerForm::Markdown ? question + u"只输出 Markdown。"_s : form == AnswerForm::Tool ? question : question + u"只输出一个 JSON 对象。"_s;
}

QString growingCard(const QString &text)
{
    const QStringView begun = QStringView(text).trimmed();
    const qsizetype brace = begun.first(std::min<qsizetype>(begun.size(), 200)).indexOf(u'{');
    if (brace >= 0)
        return writeCard(cardFieldsOf(readLenientJson(begun.sliced(brace)).value).card);
    return begun.startsWith(u"```json") ? QString() : begun.first(std::min(begun.size(), longestShown)).toString();
}

} // namespace rijian::analysis::llm
