// rijian-test-modelserver: a model that answers any question about a commit with a plausible card after a fixed time. OpenAI's chat completions on
// 127.0.0.1, streamed or not; its first line is the base address. For benchmarks and for trying the program by hand; not for a network.

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHttpServer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTcpServer>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;
using Status = QHttpServerResponder::StatusCode;

namespace {

const QString modelName = u"rijian-test"_s;

struct Options {
    milliseconds latency{0}; ///< from a request to its (whole) answer
    int failEvery = 0;       ///< every n-th request fails; 0: none
    int status = 429;        ///< of those that fail
    bool slowStream = false; ///< a streamed answer grows over the whole time instead of coming at its end
    bool report = false;
    quint16 port = 0;
};

/// A request as far as its answer depends on it.
struct Question {
    QString text; ///< all messages
    qint64 tokens = 0;
    qint64 cachedTokens = 0; ///< of the first message, when it came before
    QString tool;            ///< answered by calling it; empty: by text
    QString model;
    bool stream = false;
    bool streamUsage = false;
};

qint64 tokensOf(const QString &text)
{
    return text.toUtf8().size() / 4 + 1;
}

QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// The first that looks like a changed file: in a diff's heading, else a path with a suffix.
QString firstPath(const QString &text)
{
    static const QRegularExpression heading(u"^(?:diff --git a/|\\+\\+\\+ b/)(\\S{1,200})"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression path(u"(?<![\\w./-])[\\w.-]{1,60}(?:/[\\w.-]{1,60}){1,8}\\.[A-Za-z]\\w{0,7}\\b"_s);
    const auto found = heading.match(text);
    return found.hasMatch() ? found.captured(1) : path.match(text.left(200'000)).captured(0);
}

/// The same for the same commit, whatever else a prompt holds: random delimiters differ each time.
quint32 seedOf(const QString &text)
{
    static const QRegularExpression sha(u"\\b[0-9a-f]{40}\\b"_s);
    const auto found = sha.match(text);
    quint32 seed = 2'166'136'261u; // FNV-1a: qHash() differs between programs
    for (const char c : (found.hasMatch() ? found.captured() : text).toUtf8())
        seed = (seed ^ uchar(c)) * 16'777'619u;
    return seed;
}

QString cardFor(const Question &question)
{
    const quint32 seed = seedOf(question.text);
    const QStringList types{u"功能增强"_s, u"Bug修复"_s, u"性能优化"_s, u"代码重构"_s, u"文档更新"_s, u"测试相关"_s, u"配置修改"_s, u"依赖更新"_s};
    const QStringList levels{u"🔴 高"_s, u"🟡 中"_s, u"🟢 低"_s};
    const QString path = firstPath(question.text);
    const QString where = path.isEmpty() ? u"若干文件"_s : u'`' + path + u'`';
    const std::pair<QString, QJsonValue> fields[] = {
        {u"types"_s, QJsonArray{types[qsizetype(seed % 8)]}},
        {u"importance"_s, levels[qsizetype(seed / 8 % 3)]},
        {u"summary"_s, u"修改了 %1，调整其处理流程与边界情况（测试模型的回答，编号 %2）。"_s.arg(where).arg(seed % 10'000)},
        {u"scope"_s, QJsonArray{where, u"调用它的模块"_s}},
        {u"architecture"_s, u"接口不变，内部实现有调整。"_s},
        {u"performance"_s, u"未见明显影响。"_s},
        {u"security"_s, u"未见安全问题。"_s},
        {u"risks"_s, u"边界情况的行为可能变化，合并前宜看测试。"_s},
        {u"advice"_s, u"关注 %1 的后续提交。"_s.arg(where)},
    };
    QByteArrayList card; // in the order of a card's text, as a model answers: QJsonObject would sort it
    for (const auto &[name, value] : fields) {
        const QByteArray pair = QJsonDocument(QJsonObject{{name, value}}).toJson(QJsonDocument::Compact);
        card << pair.sliced(1, pair.size() - 2);
    }
    return QString::fromUtf8('{' + card.join(',') + '}');
}

class ModelServer
{
public:
    explicit ModelServer(Options options)
        : m_options(options)
    {
        m_server.route(u"/v1/models"_s, QHttpServerRequest::Method::Get, &m_server, [] {
            return QHttpServerResponse(QJsonObject{{u"object"_s, u"list"_s}, {u"data"_s, QJsonArray{QJsonObject{{u"id"_s, modelName}, {u"object"_s, u"model"_s}, {u"owned_by"_s, u"rijian"_s}}}}});
        });
        m_server.route(u"/v1/chat/completions"_s, QHttpServerRequest::Method::Post, &m_server,
                       [this](const QHttpServerRequest &request, QHttpServerResponder &responder) { take(request, std::move(responder)); });
        m_idle.setSingleShot(true);
        m_idle.setInterval(500);
        m_idle.callOnTimeout(&m_idle, [this] { report(); });
    }

    /// The port; 0: it cannot listen.
    quint16 listen()
    {
        auto tcp = std::make_unique<QTcpServer>();
        tcp->setListenBacklogSize(1'024);
        if (!tcp->listen(QHostAddress::LocalHost, m_options.port) || !m_server.bind(tcp.get()))
            return 0;
        return tcp.release()->serverPort(); // the server owns it now
    }

private:
    using Responder = std::shared_ptr<QHttpServerResponder>;

    void take(const QHttpServerRequest &request, QHttpServerResponder &&moved)
    {
        const auto responder = std::make_shared<QHttpServerResponder>(std::move(moved));
        if (m_running == 0 && m_ended == 0)
            m_busy.start();
        ++m_requests;
        m_most = std::max(m_most, ++m_running);
        m_idle.stop();
        const QJsonDocument body = QJsonDocument::fromJson(request.body());
        if (!body.object().value(u"messages"_s).isArray())
            return later(m_options.latency, [this, responder] { fail(responder, 400, u"messages is required"_s); });
        if (m_options.failEvery > 0 && m_requests % m_options.failEvery == 0)
            return later(m_options.latency, [this, responder] { fail(responder, m_options.status, u"this failure was asked for"_s); });
        const auto question = std::make_shared<Question>(read(body.object()));
        if (!question->stream)
            later(m_options.latency, [this, responder, question] { answer(responder, *question); });
        else if (m_options.slowStream)
            later(m_options.latency / 10, [this, responder, question] { grow(responder, *question, m_options.latency * 9 / 10); });
        else
            later(m_options.latency, [this, responder, question] { grow(responder, *question, milliseconds(0)); });
    }

    template<typename Work>
    void later(milliseconds when, Work work)
    {
        QTimer::singleShot(when, Qt::PreciseTimer, &m_server, std::move(work));
    }

    Question read(const QJsonObject &body)
    {
        Question question;
        const QJsonArray messages = body.value(u"messages"_s).toArray();
        for (const QJsonValue message : messages)
            question.text += message.toObject().value(u"content"_s).toString() + u'\n';
        question.tokens = tokensOf(question.text);
        const QString first = messages.first().toObject().value(u"content"_s).toString();
        if (m_prefixes.contains(first))
            question.cachedTokens = tokensOf(first);
        else if (m_prefixes.size() < 1'000)
            m_prefixes.insert(first);
        question.tool = body.value(u"tools"_s).toArray().first().toObject().value(u"function"_s).toObject().value(u"name"_s).toString();
        question.model = body.value(u"model"_s).toString(modelName);
        question.stream = body.value(u"stream"_s).toBool();
        question.streamUsage = body.value(u"stream_options"_s).toObject().value(u"include_usage"_s).toBool();
        return question;
    }

    static QJsonObject usageOf(const Question &question, const QString &card)
    {
        const qint64 completion = tokensOf(card);
        return {{u"prompt_tokens"_s, question.tokens}, {u"completion_tokens"_s, completion}, {u"total_tokens"_s, question.tokens + completion},
                {u"prompt_tokens_details"_s, QJsonObject{{u"cached_tokens"_s, question.cachedTokens}}}};
    }

    /// What a message or a streamed piece of it holds; the first alone names the tool.
    static QJsonObject content(const Question &question, const QString &text, bool first = true)
    {
        if (question.tool.isEmpty())
            return {{u"content"_s, text}};
        QJsonObject call{{u"index"_s, 0}, {u"function"_s, QJsonObject{{u"arguments"_s, text}}}};
        if (first)
            call = {{u"index"_s, 0}, {u"id"_s, u"call_1"_s}, {u"type"_s, u"function"_s}, {u"function"_s, QJsonObject{{u"name"_s, question.tool}, {u"arguments"_s, text}}}};
        return {{u"tool_calls"_s, QJsonArray{call}}};
    }

    QJsonObject envelope(const Question &question, const QString &object) const
    {
        return {{u"id"_s, u"chatcmpl-%1"_s.arg(m_requests)}, {u"object"_s, object}, {u"created"_s, 0}, {u"model"_s, question.model}};
    }

    static QString finishOf(const Question &question) { return question.tool.isEmpty() ? u"stop"_s : u"tool_calls"_s; }

    void answer(const Responder &responder, const Question &question)
    {
        const QString card = cardFor(question);
        QJsonObject message = content(question, card);
        message[u"role"_s] = u"assistant"_s;
        QJsonObject body = envelope(question, u"chat.completion"_s);
        body[u"choices"_s] = QJsonArray{QJsonObject{{u"index"_s, 0}, {u"message"_s, message}, {u"finish_reason"_s, finishOf(question)}}};
        body[u"usage"_s] = usageOf(question, card);
        responder->write(toJson(body), "application/json"_ba);
        ended();
    }

    void fail(const Responder &responder, int status, const QString &why)
    {
        QHttpHeaders headers;
        headers.append(QHttpHeaders::WellKnownHeader::ContentType, "application/json");
        if (status == 429 || status == 503)
            headers.append(QHttpHeaders::WellKnownHeader::RetryAfter, "1");
        const QJsonObject error{{u"message"_s, why}, {u"type"_s, u"test_error"_s}, {u"code"_s, QJsonValue()}};
        responder->write(toJson({{u"error"_s, error}}), headers, Status(status));
        ended();
    }

    /// The pieces of a streamed answer, spread over `time`, then its end.
    void grow(const Responder &responder, const Question &question, milliseconds time)
    {
        const QString card = cardFor(question);
        QByteArrayList events;
        const auto add = [&](const QJsonObject &delta, const QJsonValue &finish) {
            QJsonObject chunk = envelope(question, u"chat.completion.chunk"_s);
            chunk[u"choices"_s] = QJsonArray{QJsonObject{{u"index"_s, 0}, {u"delta"_s, delta}, {u"finish_reason"_s, finish}}};
            events << "data: " + toJson(chunk) + "\n\n";
        };
        add({{u"role"_s, u"assistant"_s}}, QJsonValue::Null);
        constexpr qsizetype piece = 24;
        for (qsizetype at = 0; at < card.size();) {
            qsizetype end = std::min(at + piece, card.size());
            end -= end < card.size() && card[end - 1].isHighSurrogate() ? 1 : 0;
            add(content(question, card.sliced(at, end - at), at == 0), QJsonValue::Null);
            at = end;
        }
        add({}, finishOf(question));
        if (question.streamUsage) {
            QJsonObject chunk = envelope(question, u"chat.completion.chunk"_s);
            chunk[u"choices"_s] = QJsonArray();
            chunk[u"usage"_s] = usageOf(question, card);
            events << "data: " + toJson(chunk) + "\n\n";
        }
        events << "data: [DONE]\n\n"_ba;
        responder->writeBeginChunked("text/event-stream"_ba);
        if (time == milliseconds(0))
            events = {events.join()};
        send(responder, std::make_shared<QByteArrayList>(std::move(events)), 0, time);
    }

    void send(const Responder &responder, const std::shared_ptr<QByteArrayList> &events, qsizetype at, milliseconds left)
    {
        if (at == events->size() - 1) {
            responder->writeEndChunked(events->last());
            return ended();
        }
        responder->writeChunk(events->at(at));
        const milliseconds pause = left / (events->size() - 1 - at);
        later(pause, [this, responder, events, at, left, pause] { send(responder, events, at + 1, left - pause); });
    }

    void ended()
    {
        --m_running;
        ++m_ended;
        m_lastEnd = m_busy.elapsed();
        if (m_running == 0 && m_options.report)
            m_idle.start();
    }

    /// After half a second without requests: what there was since the last such line.
    void report()
    {
        std::fprintf(stderr, "%d requests, at most %d at once, %lld ms from the first to the last answer\n", m_ended, m_most, static_cast<long long>(m_lastEnd));
        m_ended = m_most = 0;
    }

    Options m_options;
    QHttpServer m_server;
    QTimer m_idle;
    QElapsedTimer m_busy;
    QSet<QString> m_prefixes; ///< first messages that came before
    qint64 m_lastEnd = 0;
    int m_requests = 0;
    int m_running = 0;
    int m_ended = 0;
    int m_most = 0;
};

Options readOptions(const QCoreApplication &application)
{
    QCommandLineParser parser;
    const QCommandLineOption latency(u"latency-ms"_s, u"Time from a request to its answer."_s, u"L"_s, u"0"_s);
    const QCommandLineOption port(u"port"_s, u"Port to listen on; 0 for any."_s, u"P"_s, u"0"_s);
    const QCommandLineOption failEvery(u"fail-every"_s, u"Let every N-th request fail."_s, u"N"_s, u"0"_s);
    const QCommandLineOption status(u"status"_s, u"HTTP status of those that fail."_s, u"S"_s, u"429"_s);
    const QCommandLineOption slowStream(u"slow-stream"_s, u"Let streamed answers grow over the whole time."_s);
    const QCommandLineOption report(u"concurrency-report"_s, u"Say on stderr, when it gets quiet, how many requests there were at once."_s);
    parser.addOptions({latency, port, failEvery, status, slowStream, report});
    parser.addHelpOption();
    parser.process(application);
    return {.latency = milliseconds(std::clamp(parser.value(latency).toInt(), 0, 3'600'000)), .failEvery = std::max(0, parser.value(failEvery).toInt()),
            .status = std::clamp(parser.value(status).toInt(), 400, 599), .slowStream = parser.isSet(slowStream), .report = parser.isSet(report),
            .port = parser.value(port).toUShort()};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    ModelServer server(readOptions(application));
    const quint16 port = server.listen();
    if (port == 0) {
        std::fprintf(stderr, "rijian-test-modelserver: cannot listen on 127.0.0.1\n");
        return 1;
    }
    std::printf("http://127.0.0.1:%u/v1\n", port);
    std::fflush(stdout);
    return application.exec();
}
