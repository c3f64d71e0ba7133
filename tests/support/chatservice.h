#pragma once
// A group chat's robot on 127.0.0.1 that takes what its service would take, by chatrules.h, and refuses the rest with the service's codes. Its clock stands
// still but for pass(): rates and signatures are judged by it, and no test waits.

#include "support/chatrules.h"

#include <mutex>

namespace rijian::testkit {

/// Every function may be called from any thread.
class ChatService
{
public:
    /// Of Feishu, DingTalk, WeCom or Slack. Listens when the constructor returns.
    explicit ChatService(DeliveryKind kind, const ChatDemands &demands = {});

    /// As the service shows it to whoever sets a robot up.
    QString address() const;
    QDateTime now() const;
    void pass(std::chrono::milliseconds time);

    /// The requests after the next `after` are answered with this code `times` times, unread; instead of what was told so before.
    void answerNext(const QByteArray &code, int times = 1, int after = 0, const QString &words = {});
    /// The next messages that are taken are answered so: who sent them cannot know that they were.
    void loseAnswers(const QList<ModelReply> &replies);
    /// Others have sent as much in this minute as the service takes.
    void useUp();

    QList<ChatMessage> taken() const;
    /// Of all its answers, in turn: "0", or why not.
    QByteArrayList codes() const;

private:
    ModelReply answer(const ModelRequest &request);
    bool isTooOften();

    const DeliveryKind m_kind;
    const ChatDemands m_demands;
    mutable std::mutex m_mutex;
    QDateTime m_now;
    QDateTime m_silentUntil;
    QList<QDateTime> m_came; ///< when messages did that were not too many
    ChatRuling m_told;       ///< by answerNext()
    int m_tellAfter = 0;
    int m_tellTimes = 0;
    QList<ModelReply> m_lost;
    QList<ChatMessage> m_taken;
    QByteArrayList m_codes;
    ModelServer m_server; ///< last: its thread uses all the others
};

} // namespace rijian::testkit
