#pragma once
// What endpoints turned out to refuse, so that no commit pays for finding out again.

#include "analysis/llm/endpoint.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QStringList>

#include <functional>
#include <mutex>
#include <optional>

namespace rijian::analysis::llm {

/// Any thread. Refusals are forgotten after thirty days: services learn.
class EndpointMemory
{
public:
    explicit EndpointMemory(std::function<QDateTime()> now = &QDateTime::currentDateTimeUtc);

    /// The first of the dialect's forms that was not refused; the last one where all were.
    AnswerForm form(const Endpoint &endpoint) const;
    /// The next one to try; nothing: there is none.
    std::optional<AnswerForm> refuseForm(const Endpoint &endpoint, AnswerForm form);

    /// False: it was dropped before, so that dropping it is no help.
    bool dropParameter(const QString &id, const QString &name);
    QSet<QString> dropped(const QString &id) const;

    /// The context is smaller than was thought.
    void learnContext(const QString &id, qint64 tokens);
    std::optional<qint64> contextTokens(const QString &id) const;

    /// For the store: {"refused": {form: time}, "dropped": {name: time}, "context": {"tokens", "time"}}. What cannot be read is left out.
    QJsonObject toJson(const QString &id) const;
    void fromJson(const QString &id, const QJsonObject &object);
    /// The ids that changed since the last call.
    QStringList takeChanged();

private:
    struct Known {
        QHash<AnswerForm, QDateTime> refused;
        QHash<QString, QDateTime> dropped;
        qint64 context = 0; ///< 0: not known
        QDateTime contextSince;
    };

    bool isFresh(const QDateTime &time) const;
    bool isRefused(const Known &known, AnswerForm form) const;

    std::function<QDateTime()> m_now;
    mutable std::mutex m_mutex;
    QHash<QString, Known> m_known;
    QSet<QString> m_changed;
};

} // namespace rijian::analysis::llm
