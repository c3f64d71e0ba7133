#pragma once
// How statements over commits (alias c) reach what is shown of each: the card, the user's triage, and the marks of the user's rules.

#include "core/card.h"

#include <QList>
#include <QString>

namespace rijian::storage {

/// Joins a (analysis), t (triage) and m (own_mark), each of which may be missing. The card is the newest of a model that worked, else the newest of the rules;
/// imported ones are older than all others: the choice of jobs/cardchoice.h.
inline const QString shownCard = QStringLiteral("LEFT JOIN analysis a ON a.id = (SELECT id FROM analysis s WHERE s.sha = c.sha AND s.state <> 2 "
                                                "ORDER BY s.analyzer = 'rules', s.prompt_version = 'import', s.id DESC LIMIT 1) "
                                                "LEFT JOIN triage t ON t.repository_id = c.repository_id AND t.sha = c.sha "
                                                "LEFT JOIN own_mark m ON m.repository_id = c.repository_id AND m.sha = c.sha");
/// The user's importance beats that of the user's rules, and both the card's.
inline const QString shownOwnImportance = QStringLiteral("COALESCE(NULLIF(t.importance, 0), m.importance, 0)");
inline const QString shownImportance = QStringLiteral("COALESCE(NULLIF(t.importance, 0), NULLIF(m.importance, 0), a.importance, 0)");

/// The types of a card, as the table analysis keeps them.
QList<ChangeType> toTypes(const QString &json);

} // namespace rijian::storage
