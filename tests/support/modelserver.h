#pragma once
// A scripted server of OpenAI's chat completions on 127.0.0.1, in a thread of its own, for all that goes wrong between a service and its client. It
// writes its bytes itself: an HTTP server library answers too well to be cut off, to drip, to fall silent or to reset a connection.

#include "support/certificate.h"
#include "support/threaded.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QUrl>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace rijian::testkit {

/// One request, as the server saw it.
struct ModelRequest {
    QByteArray method;
    QByteArray path;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QJsonObject body;
    int open = 0; ///< requests that were being answered, this one among them
    QByteArray content = {}; ///< the body as it came

    QByteArray header(QByteArrayView name) const;
    bool isStream() const { return body.value(QLatin1StringView("stream")).toBool(); }
    /// All messages' contents, one after another.
    QString text() const;
};

struct ModelReply {
    enum class End {
        Whole, ///< as HTTP ends an answer
        Cut,   ///< closes the connection before the answer's end
        Reset, ///< resets it
        Hang,  ///< says no more, and leaves it open
    };
    int status = 200;
    QByteArray contentType = "application/json";
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QList<QByteArray> pieces = {};              ///< the body, as it goes out
    std::chrono::milliseconds before{0};        ///< silence before the first byte
    std::chrono::milliseconds between{0};       ///< and between two pieces
    bool chunked = false;                       ///< else with its length
    End end = End::Whole;
};

/// The card that answers are made of unless told: every field, in Chinese.
QJsonObject sampleCardFields();
/// A chat.completion with this text.
QJsonObject completion(const QString &content, const QString &finish = QStringLiteral("stop"));
/// A chunk of one.
QJsonObject chunkOf(const QString &content);
QByteArray toJson(const QJsonObject &object);
/// "data: …\n\n".
QByteArray sseEvent(const QByteArray &data);

ModelReply jsonReply(const QJsonObject &object, int status = 200);
/// {"error": {"message", "type", "code", "param"}}
ModelReply errorReply(int status, const QString &message, const QString &code = {}, const QString &parameter = {});
/// These pieces as text/event-stream.
ModelReply streamReply(const QList<QByteArray> &pieces);
/// The text in chunks of a few characters, with usage and [DONE].
ModelReply streamedText(const QString &content, const QString &finish = QStringLiteral("stop"));
/// As the request wants it: streamed or whole; by a tool call where it asks for one.
ModelReply answerWith(const ModelRequest &request, const QString &content);

/// What is answered unless told: the list of one model, or sampleCardFields().
ModelReply usualAnswer(const ModelRequest &request);

/// Every function may be called from any thread.
class ModelServer
{
public:
    enum class Security { Plain, Tls, Expired };
    using Answer = std::function<ModelReply(const ModelRequest &)>;

    /// Listens when the constructor returns; throws std::runtime_error when it cannot. `folder`: for the certificate; unused by Plain.
    explicit ModelServer(Security security = Security::Plain, const QString &folder = {});
    ~ModelServer();

    /// "http://127.0.0.1:PORT/v1"
    QUrl url() const;
    QString certificate() const; ///< of Tls and Expired: the file that a client has to trust

    /// The replies to the next requests, in their order; then `answer` counts again.
    void script(const QList<ModelReply> &replies);
    /// What else is answered. Called in the server's thread.
    void setAnswer(Answer answer);
    /// Waits before each answer, without keeping others waiting.
    void setLatency(std::chrono::milliseconds latency);

    QList<ModelRequest> requests() const;
    int count() const;
    int mostAtOnce() const;
    void clearRequests();
    /// Waits until so many have come. False: they did not in a minute.
    bool waitForRequests(int count) const;

private:
    struct Shared;
    class Listener;
    std::shared_ptr<Shared> m_shared;
    CertificateFiles m_files;
    std::unique_ptr<Threaded<Listener>> m_listener;
    quint16 m_port = 0;
};

} // namespace rijian::testkit
