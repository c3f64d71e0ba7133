#pragma once

#include "analysis/repositorycontext.h"
#include "core/analysis.h"
#include "core/patch.h"
#include "core/result.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <stop_token>

namespace rijian::analysis {

/// One commit to be analysed. Borrows everything for the time of the call.
struct Task {
    const CommitPatch &patch;
    const RepositoryContext *repository = nullptr; ///< null: nothing is known but the commit
    const Analysis *rules = nullptr;               ///< the rules' own analysis of this commit; null: there is none
    std::stop_token stop = {};
    /// The card's text so far, while an answer grows; on the caller's thread. May be empty.
    std::function<void(const QString &markdown)> growing = {};
};

/// What analysing commits will take, before anything is sent.
struct Estimate {
    int requests = 0;
    qint64 promptTokens = 0;
    qint64 completionTokens = 0; ///< as answers usually are
    double cost = 0;             ///< in `currency`, without caches
    QString currency;            ///< empty: the price is not known

    Estimate &operator+=(const Estimate &other)
    {
        requests += other.requests;
        promptTokens += other.promptTokens;
        completionTokens += other.completionTokens;
        cost += other.cost;
        currency = other.currency;
        return *this;
    }
};

/// Turns one commit with its patch into a card. May be called from several threads at once.
class Analyzer
{
public:
    virtual ~Analyzer() = default;
    virtual QString name() const = 0;    ///< Analysis::analyzer
    /// Analysis::model of the cards it makes, the preferred one first: a commit with a card of any of them has its card.
    virtual QStringList models() const = 0;
    virtual QString version() const = 0; ///< Analysis::promptVersion
    /// Whether it sends what it reads to another program or machine: only what the user shares is given to it.
    virtual bool sendsAway() const { return false; }
    /// Lines of context it wants around changes.
    virtual int contextLines() const { return 3; }
    /// Calls at once that make sense; 0: as many as there are cores.
    virtual int concurrency() const { return 0; }
    /// Why no commit can be analysed any more until the user acts (a refused key, a spent budget); nothing: all is well. What is left
    /// then is not tried, and fails with this reason.
    virtual std::optional<Error> outage() const { return {}; }
    /// What analyze() will take; nothing for one that sends nothing.
    virtual Estimate estimate(const Task &) const { return {}; }
    /// What analyze() will send, for people to read; empty for one that sends nothing.
    virtual QString promptText(const Task &) const { return {}; }
    /// Always an analysis: what went wrong is in its state. One that was stopped is Failed.
    virtual Analysis analyze(const Task &task) const = 0;
};

} // namespace rijian::analysis
