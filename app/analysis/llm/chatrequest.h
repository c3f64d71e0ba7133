#pragma once
// One request to a model while it runs. Lives and works in ChatClient's network thread.

#include "analysis/llm/chatclient.h"
#include "analysis/llm/chatreading.h"
#include "analysis/llm/sse.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <functional>

class QNetworkAccessManager;
class QNetworkReply;

namespace rijian::analysis::llm {

class ChatRequest : public QObject
{
    Q_OBJECT

public:
    struct Events {
        std::function<void(const QString &piece)> grew;
        std::function<void(ChatOutcome)> ended; ///< once; the request may be destroyed in it by deleteLater() alone
    };

    ChatRequest(QNetworkAccessManager &network, Endpoint endpoint, QJsonObject body, const ChatLimits &limits, Events events);
    ~ChatRequest() override;

    void start();
    /// Ends as Cancelled.
    void cancel();

private:
    enum class Phase { Connecting, Waiting, Reading };
    enum class Mode { Unknown, Stream, Whole, Error };

    void post(const QUrl &url);
    void enter(Phase phase);
    void onExpired(bool whole);
    void read();
    Mode modeFor(QByteArrayView bytes) const;
    void takeStream(QByteArrayView bytes);
    void takeEvents(const QByteArrayList &events);
    void takeBody(QByteArrayView bytes, qsizetype most);
    void onFinished();
    bool follow();
    ChatOutcome outcome();
    ChatOutcome outcomeOfAnswer(bool cut);
    void stop();
    void end(ChatOutcome outcome);

    QNetworkAccessManager &m_network;
    Endpoint m_endpoint;
    QJsonObject m_body;
    ChatLimits m_limits;
    Events m_events;
    QTimer m_step;  ///< of the phase
    QTimer m_whole;
    QNetworkReply *m_reply = nullptr;
    QString m_tlsError;
    Phase m_phase = Phase::Connecting;
    Mode m_mode = Mode::Unknown;
    SseReader m_sse;
    ChatReading m_reading;
    QByteArray m_text;       ///< of a whole answer or an error
    qsizetype m_shown = 0;   ///< characters of the growing answer that were handed on
    int m_redirects = 0;
    bool m_done = false;     ///< the stream said so
    bool m_tooLong = false;
};

} // namespace rijian::analysis::llm
