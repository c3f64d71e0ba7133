#pragma once

#include <QNetworkAccessManager>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QUrl>

#include <chrono>

class QNetworkReply;

namespace rijian::analysis::llm {

/// How GET {baseUrl}/models ended, in one line for people. Neither the key nor anything the server wrote is in the message.
struct ConnectionAnswer {
    enum class Outcome {
        Ok,
        WrongKey,    ///< 401, 403
        NotFound,    ///< 404, 405: not the base of such a service
        Quota,       ///< 402, 429
        Redirected,  ///< to another host or to http: not followed, the key stays here
        Tls,         ///< the certificate is not trusted or the handshake failed
        Unreachable, ///< no such host, refused, cut
        TimedOut,
        Proxy,
        NotJson, ///< an answer that is no list of models
        Refused, ///< any other status
        BadKey   ///< a key that no header can carry; nothing was sent
    };
    Outcome outcome = Outcome::Unreachable;
    QString message;
    QStringList models; ///< of Ok, sorted
};

/// Asks a service for its models, to learn whether address and key are right. Asynchronous: belongs to a thread with an event loop, which
/// it never blocks. The key goes to the host of the base address alone; certificates are always verified.
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionTest(QObject *parent = nullptr);
    ~ConnectionTest() override;

    /// An empty key sends none. One that runs is given up without an answer.
    void start(const QUrl &baseUrl, const QString &key);
    void cancel();
    bool isRunning() const { return m_running; }
    /// For the whole of it. Ten seconds unless told.
    void setTimeout(std::chrono::milliseconds timeout) { m_deadline.setInterval(timeout); }

Q_SIGNALS:
    void finished(const rijian::analysis::llm::ConnectionAnswer &answer);

private:
    void get(const QUrl &url);
    void onFinished();
    void finish(ConnectionAnswer answer);
    void drop();
    ConnectionAnswer answerOf(int status) const;
    ConnectionAnswer failure() const;

    QNetworkAccessManager m_network;
    QTimer m_deadline;
    QNetworkReply *m_reply = nullptr;
    QUrl m_base;
    QByteArray m_key;
    QString m_tlsError;
    quint64 m_id = 0; ///< of the test that runs: what belongs to an older one is dropped
    int m_redirects = 0;
    bool m_running = false;
    bool m_tooLong = false; ///< the answer was cut: it cannot be a list of models
};

} // namespace rijian::analysis::llm
