#pragma once

#include "core/card.h"

#include <QDate>
#include <QDateTime>
#include <QString>

namespace rijian {

/// What the user has decided about a commit: 待看, 已看, 跟进, 忽略.
enum class TriageState { Unseen, Seen, FollowUp, Ignored };

/// 待看, 已看, …: words of the product, like the card's.
QString triageWord(TriageState state);

/// The user's own word on one commit of one repository.
struct Triage {
    TriageState state = TriageState::Unseen;
    Importance importance = Importance::Unknown; ///< overrides the card's; Unknown: the card's holds
    QString note;
    QDate due;           ///< of a follow-up; invalid: none
    QDateTime updatedAt; ///< UTC; set by the store

    bool operator==(const Triage &) const = default;
};

} // namespace rijian
