#pragma once
// Reads what a model answered as a card, whatever it really sent.

#include "analysis/llm/endpoint.h"
#include "core/card.h"
#include "core/cardtext.h"
#include "core/patch.h"

#include <QString>
#include <QStringList>

namespace rijian::analysis::llm {

struct CardAnswer {
    Card card;
    QList<CardField> missing; ///< required ones without a (usable) value; empty: a whole card
    QStringList repairs;      ///< what had to be mended, for the log, English
    bool readable = false;    ///< any field was found
    bool foreign = false;     ///< the prose is not Chinese

    bool isWhole() const { return readable && missing.isEmpty() && !foreign; }
};

/// Reads JSON by cardSchema() or the card's Markdown, whichever it is: the form that was asked for does not bind a model. Accepts fences, text around it,
/// thinking text, trailing commas, comments, single quotes, cut-off JSON, an array or wrapper object around it, English or Chinese keys, other
/// words for types and importance, lists where text was asked for and the reverse. Linear in the text's length; never fails. Fields' texts come out
/// bounded, without control characters, and fit for a card.
CardAnswer readAnswer(const QString &text);

/// What to ask a model once more after an answer with something missing, Chinese, naming it.
QString followUp(const CardAnswer &answer, AnswerForm form);

/// The card's text as far as it came, for a cut-off answer that still grows. Empty: nothing to show yet.
QString growingCard(const QString &text);

/// Files and identifiers in code spans or written like paths that the card names and the commit (paths, old paths, lines of the patch, message) lacks;
/// in the card's order, each once, a few at most. Known words of the trade (git, CUDA, HTTP…) and plain prose do not count.
QStringList unconfirmedNames(const Card &card, const CommitPatch &patch);

/// The card with each of these names marked where it first occurs ("`foo`（未在提交中找到）").
Card markUnconfirmed(Card card, const QStringList &names);

} // namespace rijian::analysis::llm
