#pragma once
// What is said about a card beside its fields: whose it is, what it cost, what was read, and what to be wary of. HTML as in cardhtml.h.

#include "ui/card/cardcontent.h"

#include <QString>

namespace rijian::ui {

/// Who made it: "DeepSeek deepseek-chat", "Rules".
QString makerName(const Analysis &analysis);
/// The newest card of the rules (or of a model); null: there is none.
const Analysis *newestCard(const QList<Analysis> &analyses, bool byRules);

/// The newest that a model made, when it is a failure; null: it is a card, or no model was asked.
const Analysis *failedTry(const QList<Analysis> &analyses);

/// The other signal beside the shown one: the rules' level, or the model's, and whether they differ. Empty: there is one alone.
QString otherSignalHtml(const CardContent &content);
/// Partial: what was not read, and the files. Empty: all was.
QString coverageHtml(const Analysis &analysis);
/// Text of the commit that speaks to the model. Empty: none was found.
QString attemptsHtml(const Analysis &analysis);
/// Names in the card that the commit lacks. Empty: none.
QString unconfirmedHtml(const Analysis &analysis);
/// What a model answered last that no card could be read from. Empty: there is none.
QString rawHtml(const QList<Analysis> &analyses);
/// The rules' reasons under a model's card. Empty: there are none.
QString rulesReasonsHtml(const CardContent &content);
/// Maker, version, tokens, cost and time.
QString footHtml(const Analysis &analysis, const QTimeZone &zone);

} // namespace rijian::ui
