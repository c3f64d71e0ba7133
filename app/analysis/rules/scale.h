#pragma once
// Collects the findings of one commit; used by weigh() alone.

#include "analysis/rules/scoring.h"

#include <optional>

namespace rijian::analysis {

class Scale
{
public:
    Scale(const CommitPatch &patch, const MessageFacts &message, const DiffFacts &diff, const Focus &focus, Shape shape, const RuleData &data);
    Verdict verdict();

private:
    void add(const QString &id, const Arguments &own = {}, std::optional<int> points = {}, bool base = false);
    void addNamed(const QString &id, const QStringList &names, const Arguments &more = {});
    void bases();
    void quiet();
    void interfaces();
    void definitions();
    void surface();
    void dependencies();
    void data();
    void dangers();
    void messageFacts();
    void words();
    bool touches(const QStringList &words) const;
    void files();
    QString pathsOf(const QList<Role> &roles) const;
    QString rolesOf(const QList<Role> &roles) const;
    QString mainOf(const QList<Role> &roles) const;
    bool runs() const { return m_core > 0 || m_diff.sum(Role::Vendored).code > 0; }

    const CommitPatch &m_patch;
    const MessageFacts &m_message;
    const DiffFacts &m_diff;
    const Focus &m_focus;
    const RuleData &m_data;
    const Shape m_shape;
    Arguments m_common;
    QList<Finding> m_findings;
    int m_core = 0; ///< changed code lines of what runs and is ours
};

/// "a → b、c → d 等 N 个文件" in code spans.
QString renamesText(const QList<std::pair<QString, QString>> &renames);

} // namespace rijian::analysis
