#pragma once
// Folds what a service sends, a chat.completion or the chunks of one, into a ChatOutcome. Tolerates what services do differently (docs/MODELS.md).

#include "analysis/llm/chat.h"

#include <QByteArray>
#include <QJsonObject>

namespace rijian::analysis::llm {

class ChatReading
{
public:
    explicit ChatReading(qsizetype mostBytes)
        : m_most(mostBytes)
    {
    }

    /// One JSON object as it came: a chunk, a whole completion, or an error in the place of one. False: it is none of them.
    bool take(const QByteArray &json);

    /// What is shown while it grows: the content or, where there is none, the arguments of the tool call.
    /// Without the thinking that some models put before it.
    QStringView growing() const;
    qsizetype received() const { return m_received; } ///< characters of tokens, thinking too
    bool isFinished() const { return !m_finish.isEmpty(); }
    bool tooLong() const { return m_tooLong; }
    /// The service's error in a stream or a body of status 200; empty: none.
    const QJsonObject &error() const { return m_error; }

    /// The outcome of an answer that has ended. `whole`: it ended as such answers do, and was not cut off.
    ChatOutcome outcome(bool whole) const;

private:
    void takeChoice(const QJsonObject &choice);
    void takeUsage(const QJsonObject &usage);
    void findVisible();
    void append(QString &text, const QString &more, qsizetype most);

    qsizetype m_most;
    QString m_content;
    QString m_thinking;
    QString m_refusal;
    QString m_arguments;
    QString m_finish;
    QJsonObject m_error;
    TokenUsage m_usage;
    bool m_usageKnown = false;
    qsizetype m_received = 0;
    qsizetype m_visible = -1; ///< where the content begins after its thinking; -1: not known yet
    qsizetype m_searched = 0; ///< characters that the end of the thinking is not in
    bool m_completion = false; ///< something that is a completion came
    bool m_tooLong = false;
};

} // namespace rijian::analysis::llm
