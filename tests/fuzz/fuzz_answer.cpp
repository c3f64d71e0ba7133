// Any text as a model's answer: JSON of a kind, a card's Markdown, or neither.

#include "fuzztarget.h"

#include "analysis/llm/cardanswer.h"
#include "analysis/llm/lenientjson.h"

using namespace rijian;
using namespace rijian::analysis::llm;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    const LenientJson json = readLenientJson(text);
    fuzz::promise(json.end >= 0 && json.end <= text.size(), "it ends within the text");
    const CardAnswer answer = readAnswer(text);
    fuzz::promise(answer.readable || answer.card == Card() || !answer.missing.isEmpty(), "a card without a field is no card");
    for (const QString &field : {answer.card.summary, answer.card.scope, answer.card.architecture, answer.card.performance, answer.card.security, answer.card.risks, answer.card.advice})
        fuzz::promise(!field.contains(QChar(0)) && field.size() <= 100'000, "fields are clean and bounded");
    std::ignore = followUp(answer, AnswerForm::Markdown);
    std::ignore = growingCard(text);
    // A card of nothing but a closing remark has no label to be known by.
    Card labelled = answer.card;
    labelled.closing.clear();
    if (labelled != Card())
        fuzz::promise(readCard(writeCard(labelled)).isCard(), "a card that was read is read again");
    return 0;
}
