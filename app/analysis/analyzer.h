#pragma once

#include "core/analysis.h"
#include "core/patch.h"

#include <QString>

namespace rijian::analysis {

/// Turns one commit with its patch into a card. Implementations are immutable after construction and may be
/// called from several threads at once.
class Analyzer
{
public:
    virtual ~Analyzer() = default;
    virtual QString name() const = 0;    ///< Analysis::analyzer
    virtual QString model() const = 0;   ///< Analysis::model
    virtual QString version() const = 0; ///< Analysis::promptVersion
    /// Whether it sends what it reads to another program or machine: only what the user shares is given to it.
    virtual bool sendsAway() const { return false; }
    /// Always an analysis: what went wrong is in its state.
    virtual Analysis analyze(const CommitPatch &patch) const = 0;
};

} // namespace rijian::analysis
