#pragma once

#include "core/analysis.h"

#include <QList>

#include <optional>

namespace rijian::jobs {

/// Which of a commit's analyses is shown: the newest card of a model, else the newest of the rules; imported ones are older than all others. When the model's
/// last try failed and there is no card of a model, `failure` says why and the rules' card stands in.
struct CardChoice {
    std::optional<Analysis> analysis;
    QString failure;
};

/// `analyses` of one commit, newest first.
CardChoice chooseCard(const QList<Analysis> &analyses);

} // namespace rijian::jobs
