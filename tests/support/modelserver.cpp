#include "support/modelserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <stdexcept>
#include <sys/socket.h>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace rijian::testkit {

QByteArray ModelRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QString ModelRequest::text() const
{
    QString text;
    for (const QJsonValue message : body[u"messages"_s].toArray())
        text += message[u"content"_s].toString() + u'\n';
    return text;
}

QJsonObject sampleCardFields()
{
    return {{u"types"_s, QJsonArray{u"Bug修复"_s}},
            {u"importance"_s, u"🟡 中"_s},
            {u"summary"_s, u"修复解析器在空输入时的崩溃。"_s},
            {u"scope"_s, QJsonArray{u"解析器"_s}},
            {u"architecture"_s, u"无"_s},
            {u"performance"_s, u"无"_s},
            {u"security"_s, u"无"_s},
            {u"risks"_s, u"风险较低。"_s},
            {u"advice"_s, u"升级后留意空输入的日志。"_s}};
}

QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

namespace {

QJsonObject usage()
{
    return {{u"prompt_tokens"_s, 1000}, {u"completion_tokens"_s, 200}, {u"prompt_tokens_details"_s, QJsonObject{{u"cached_tokens"_s, 400}}}};
}

QJsonObject choiceOf(const QJsonObject &choice, const QString &object)
{
    return {{u"id"_s, u"1"_s}, {u"object"_s, object}, {u"choices"_s, QJsonArray{choice}}};
}

QJsonObject finishChunk(const QString &finish)
{
    return choiceOf({{u"index"_s, 0}, {u"delta"_s, QJsonObject()}, {u"finish_reason"_s, finish}}, u"chat.completion.chunk"_s);
}

QJsonObject toolCall(const QString &arguments)
{
    return {{u"index"_s, 0}, {u"id"_s, u"call_1"_s}, {u"type"_s, u"function"_s}, {u"function"_s, QJsonObject{{u"name"_s, u"submit_card"_s}, {u"arguments"_s, arguments}}}};
}

} // namespace

QJsonObject completion(const QString &content, const QString &finish)
{
    QJsonObject object = choiceOf({{u"index"_s, 0}, {u"message"_s, QJsonObject{{u"role"_s, u"assistant"_s}, {u"content"_s, content}}}, {u"finish_reason"_s, finish}},
                                  u"chat.completion"_s);
    object[u"usage"_s] = usage();
    return object;
}

QJsonObject chunkOf(const QString &content)
{
    return choiceOf({{u"index"_s, 0}, {u"delta"_s, QJsonObject{{u"content"_s, content}}}}, u"chat.completion.chunk"_s);
}

QByteArray sseEvent(const QByteArray &data)
{
    return "data: " + data + "\n\n";
}

ModelReply jsonReply(const QJsonObject &object, int status)
{
    return {.status = status, .pieces = {toJson(object)}};
}

ModelReply errorReply(int status, const QString &message, const QString &code, const QString &parameter)
{
    return jsonReply({{u"error"_s, QJsonObject{{u"message"_s, message}, {u"type"_s, u"error"_s}, {u"code"_s, code}, {u"param"_s, parameter}}}}, status);
}

ModelReply streamReply(const QList<QByteArray> &pieces)
{
    return {.contentType = "text/event-stream", .pieces = pieces, .chunked = true};
}

ModelReply streamedText(const QString &content, const QString &finish)
{
    QList<QByteArray> pieces;
    for (qsizetype at = 0; at < content.size(); at += 24)
        pieces.append(sseEvent(toJson(chunkOf(content.sliced(at, std::min<qsizetype>(24, content.size() - at))))));
    pieces.append(sseEvent(toJson(finishChunk(finish))));
    pieces.append(sseEvent(toJson({{u"choices"_s, QJsonArray()}, {u"usage"_s, usage()}})));
    pieces.append(sseEvent("[DONE]"));
    return streamReply(pieces);
}

ModelReply answerWith(const ModelRequest &request, const QString &content)
{
    if (request.body.contains(u"tools"_s)) {
        const QJsonArray calls{toolCall(content)};
        if (request.isStream()) {
            const QJsonObject delta = choiceOf({{u"index"_s, 0}, {u"delta"_s, QJsonObject{{u"tool_calls"_s, calls}}}}, u"chat.completion.chunk"_s);
            return streamReply({sseEvent(toJson(delta)), sseEvent(toJson(finishChunk(u"tool_calls"_s))), sseEvent("[DONE]")});
        }
        return jsonReply(choiceOf({{u"message"_s, QJsonObject{{u"content"_s, QJsonValue::Null}, {u"tool_calls"_s, calls}}}, {u"finish_reason"_s, u"tool_calls"_s}}, u"chat.completion"_s));
    }
    return request.isStream() ? streamedText(content) : jsonReply(completion(content));
}

ModelReply usualAnswer(const ModelRequest &request)
{
    if (request.method == "GET")
        return jsonReply({{u"object"_s, u"list"_s}, {u"data"_s, QJsonArray{QJsonObject{{u"id"_s, u"test-model"_s}}}}});
    return answerWith(request, QString::fromUtf8(toJson(sampleCardFields())));
}

struct ModelServer::Shared {
    mutable std::mutex mutex;
    mutable std::condition_variable came;
    QList<ModelReply> script;
    Answer answer;
    milliseconds latency{0};
    QList<ModelRequest> requests;
    int open = 0;
    int most = 0;
};

namespace {

/// One connection: requests come, one after another, and are answered.
class Connection : public QObject
{
public:
    using Ask = std::function<ModelReply(ModelRequest &)>;

    Connection(QTcpSocket *socket, Ask ask, std::function<void()> answered)
        : QObject(socket)
        , m_socket(socket)
        , m_ask(std::move(ask))
        , m_answered(std::move(answered))
    {
        connect(socket, &QTcpSocket::readyRead, this, &Connection::read);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

    ~Connection() override { conclude(); }

private:
    void read()
    {
        if (!m_socket->isOpen()) // the client has had enough
            return;
        m_received += m_socket->readAll();
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        if (m_open || end < 0)
            return;
        ModelRequest request = readHead(m_received.first(end));
        const qsizetype length = request.header("content-length").toLongLong();
        if (m_received.size() < end + 4 + length)
            return;
        request.content = m_received.sliced(end + 4, length);
        request.body = QJsonDocument::fromJson(request.content).object();
        m_received.remove(0, end + 4 + length);
        m_open = true;
        m_reply = m_ask(request);
        QTimer::singleShot(m_reply.before, this, &Connection::writeHead);
    }

    static ModelRequest readHead(const QByteArray &head)
    {
        const QList<QByteArray> lines = head.split('\n');
        const QList<QByteArray> first = lines.first().trimmed().split(' ');
        ModelRequest request{first.value(0), first.value(1), {}, {}, 0};
        for (const QByteArray &line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.append({line.first(std::max<qsizetype>(0, colon)).trimmed(), line.sliced(colon + 1).trimmed()});
        }
        return request;
    }

    void writeHead()
    {
        if (m_reply.status == 0) { // not even a status line
            m_reply.pieces.clear();
            finish();
            return;
        }
        qint64 length = 0;
        for (const QByteArray &piece : std::as_const(m_reply.pieces))
            length += piece.size();
        QByteArray head = "HTTP/1.1 " + QByteArray::number(m_reply.status) + " Status\r\nContent-Type: " + m_reply.contentType + "\r\n";
        for (const auto &[name, value] : std::as_const(m_reply.headers))
            head += name + ": " + value + "\r\n";
        if (m_reply.chunked)
            head += "Transfer-Encoding: chunked\r\n\r\n";
        else // cut: more is announced than comes
            head += "Content-Length: " + QByteArray::number(length + (m_reply.end == ModelReply::End::Whole ? 0 : 1000)) + "\r\n\r\n";
        m_socket->write(head);
        writePiece();
    }

    void writePiece()
    {
        while (!m_reply.pieces.isEmpty()) {
            const QByteArray piece = m_reply.pieces.takeFirst();
            m_socket->write(m_reply.chunked ? QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n" : piece);
            if (m_reply.between.count() > 0 && !m_reply.pieces.isEmpty()) {
                m_socket->flush();
                QTimer::singleShot(m_reply.between, this, &Connection::writePiece);
                return;
            }
        }
        finish();
    }

    void finish()
    {
        using End = ModelReply::End;
        if (m_reply.end == End::Whole && m_reply.chunked)
            m_socket->write("0\r\n\r\n");
        m_socket->flush();
        if (m_reply.end == End::Hang)
            return;
        conclude();
        if (m_reply.end == End::Cut) {
            m_socket->disconnectFromHost();
        } else if (m_reply.end == End::Reset) {
            // What is written must have left: a reset drops it.
            const linger now{1, 0};
            setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
            m_socket->abort();
        } else {
            read();
        }
    }

    void conclude()
    {
        if (std::exchange(m_open, false))
            m_answered();
    }

    QTcpSocket *m_socket;
    Ask m_ask;
    std::function<void()> m_answered;
    QByteArray m_received;
    ModelReply m_reply;
    bool m_open = false;
};

std::unique_ptr<QTcpServer> makeServer(const CertificateFiles &files)
{
    if (files.certificate.isEmpty())
        return std::make_unique<QTcpServer>();
    QFile keyFile(files.key);
    if (!keyFile.open(QIODevice::ReadOnly))
        throw std::runtime_error("no key");
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(files.certificate));
    configuration.setPrivateKey(QSslKey(&keyFile, QSsl::Ec));
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(configuration);
    return server;
}

} // namespace

class ModelServer::Listener
{
public:
    Listener(std::shared_ptr<Shared> shared, const CertificateFiles &files)
        : m_shared(std::move(shared))
        , m_server(makeServer(files))
    {
        QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(), [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection())
                new Connection(socket, [this](ModelRequest &request) { return reply(request); }, [this] { answered(); });
        });
        m_server->setListenBacklogSize(200);
        if (!m_server->listen(QHostAddress::LocalHost))
            throw std::runtime_error("cannot listen");
    }

    quint16 port() const { return m_server->serverPort(); }

private:
    ModelReply reply(ModelRequest &request)
    {
        ModelServer::Answer answer;
        ModelReply scripted;
        milliseconds latency{0};
        {
            const std::scoped_lock lock(m_shared->mutex);
            request.open = ++m_shared->open;
            m_shared->most = std::max(m_shared->most, m_shared->open);
            m_shared->requests.append(request);
            latency = m_shared->latency;
            m_shared->came.notify_all();
            if (m_shared->script.isEmpty())
                answer = m_shared->answer;
            else
                scripted = m_shared->script.takeFirst();
        }
        ModelReply reply = answer ? answer(request) : scripted;
        reply.before += latency;
        return reply;
    }

    void answered()
    {
        const std::scoped_lock lock(m_shared->mutex);
        --m_shared->open;
    }

    std::shared_ptr<Shared> m_shared;
    std::unique_ptr<QTcpServer> m_server;
};

ModelServer::ModelServer(Security security, const QString &folder)
    : m_shared(std::make_shared<Shared>())
{
    m_shared->answer = &usualAnswer;
    if (security != Security::Plain)
        m_files = makeSelfSignedCertificate(folder, security == Security::Tls ? Validity::Now : Validity::Past);
    m_listener = std::make_unique<Threaded<Listener>>(m_shared, m_files);
    m_listener->run([this] { m_port = (*m_listener)->port(); });
}

ModelServer::~ModelServer() = default;

QUrl ModelServer::url() const
{
    return QUrl(u"%1://127.0.0.1:%2/v1"_s.arg(m_files.certificate.isEmpty() ? u"http"_s : u"https"_s).arg(m_port));
}

QString ModelServer::certificate() const
{
    return m_files.certificate;
}

void ModelServer::script(const QList<ModelReply> &replies)
{
    const std::scoped_lock lock(m_shared->mutex);
    m_shared->script = replies;
}

void ModelServer::setAnswer(Answer answer)
{
    const std::scoped_lock lock(m_shared->mutex);
    m_shared->answer = std::move(answer);
}

void ModelServer::setLatency(milliseconds latency)
{
    const std::scoped_lock lock(m_shared->mutex);
    m_shared->latency = latency;
}

QList<ModelRequest> ModelServer::requests() const
{
    const std::scoped_lock lock(m_shared->mutex);
    return m_shared->requests;
}

int ModelServer::count() const
{
    return int(requests().size());
}

int ModelServer::mostAtOnce() const
{
    const std::scoped_lock lock(m_shared->mutex);
    return m_shared->most;
}

void ModelServer::clearRequests()
{
    const std::scoped_lock lock(m_shared->mutex);
    m_shared->requests.clear();
    m_shared->most = 0;
}

bool ModelServer::waitForRequests(int count) const
{
    std::unique_lock lock(m_shared->mutex);
    return m_shared->came.wait_for(lock, std::chrono::seconds(60), [&] { return m_shared->requests.size() >= count; });
}

} // namespace rijian::testkit
