#pragma once
// The built-in analyzer: cards by rules, offline, the same for the same commit. Immutable after construction and safe to use from
// several threads at once. docs/RULES.md says how it judges and how to change its data.

#include "analysis/analyzer.h"
#include "core/result.h"

#include <memory>

namespace rijian::analysis {

class RuleData;

class RuleAnalyzer final : public Analyzer
{
public:
    ~RuleAnalyzer() override;

    /// With the data built into the program (resources/rules).
    static Result<std::unique_ptr<RuleAnalyzer>> load();
    /// With other data: the bytes of rules.json and signals.json. BadData when they cannot be read.
    static Result<std::unique_ptr<RuleAnalyzer>> fromJson(const QByteArray &rules, const QByteArray &signalTexts);

    QString name() const override;    ///< "rules"
    QStringList models() const override; ///< one, empty
    QString version() const override; ///< of the data
    /// Partial when the patch lacks lines of a text file that is not generated; never Failed. Fill the patch with its text
    /// (DiffOptions::text), or the card knows no more than paths and counts.
    Analysis analyze(const CommitPatch &patch) const;
    Analysis analyze(const Task &task) const override { return analyze(task.patch); }

private:
    explicit RuleAnalyzer(std::unique_ptr<const RuleData> data);

    std::unique_ptr<const RuleData> m_data;
};

} // namespace rijian::analysis
