#include "analysis/llm/chatrequest.h"

#include "analysis/llm/chaterrors.h"
#include "analysis/llm/transport.h"

#include <QCoreApplication>
#include <QHttp1Configuration>
#include <QHttpHeaders>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslError>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

struct ChatRequestText {
    Q_DECLARE_TR_FUNCTIONS(rijian::analysis::llm::ChatClient)
};

constexpr int mostRedirects = 3;
constexpr qint64 bufferBytes = 256 << 10;
constexpr int jsonOverhead = 4; // of a whole answer's JSON over its text: escapes and the fields around it

bool isBlank(QByteArrayView bytes)
{
    return bytes.trimmed().isEmpty();
}

HeaderList headersOf(const QNetworkReply &reply)
{
    HeaderList headers;
    const QHttpHeaders all = reply.headers();
    for (qsizetype i = 0; i < all.size(); ++i)
        headers.append({QByteArray(all.nameAt(i).toString().toLatin1()), all.valueAt(i).toByteArray().left(200)});
    return headers;
}

} // namespace

ChatRequest::ChatRequest(QNetworkAccessManager &network, Endpoint endpoint, QJsonObject body, const ChatLimits &limits, Events events)
    : m_network(network)
    , m_endpoint(std::move(endpoint))
    , m_body(std::move(body))
    , m_limits(limits)
    , m_events(std::move(events))
    , m_sse(limits.lineBytes)
    , m_reading(limits.answerBytes)
{
    for (QTimer *timer : {&m_step, &m_whole})
        timer->setSingleShot(true);
    connect(&m_step, &QTimer::timeout, this, [this] { onExpired(false); });
    connect(&m_whole, &QTimer::timeout, this, [this] { onExpired(true); });
}

ChatRequest::~ChatRequest()
{
    stop();
}

void ChatRequest::start()
{
    m_whole.start(m_limits.whole);
    QUrl url = m_endpoint.baseUrl;
    url.setPath(url.path() + "/chat/completions"_L1);
    post(url);
}

void ChatRequest::cancel()
{
    end({.status = ChatStatus::Cancelled, .message = ChatRequestText::tr("Stopped.")});
}

void ChatRequest::post(const QUrl &url)
{
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json"_ba);
    request.setRawHeader("Accept"_ba, m_body[u"stream"_s].toBool() ? "text/event-stream, application/json"_ba : "application/json"_ba);
    prepareRequest(request, m_endpoint.key);
    QHttp1Configuration connections;
    connections.setNumberOfConnectionsPerHost(std::clamp(m_endpoint.concurrency, 1, 100)); // Qt's own number, 6, would make the rest wait
    request.setHttp1Configuration(connections);
    enter(Phase::Connecting);
    m_reply = m_network.post(request, QJsonDocument(m_body).toJson(QJsonDocument::Compact));
    m_reply->setReadBufferSize(bufferBytes);
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { enter(Phase::Waiting); });
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent) {
        if (sent > 0 && m_phase == Phase::Connecting)
            enter(Phase::Waiting);
    });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (!errors.isEmpty())
            m_tlsError = errors.first().errorString(); // and the reply fails: nobody ignores them
    });
    connect(m_reply, &QNetworkReply::readyRead, this, &ChatRequest::read);
    connect(m_reply, &QNetworkReply::finished, this, &ChatRequest::onFinished);
}

void ChatRequest::enter(Phase phase)
{
    m_phase = phase;
    m_step.start(phase == Phase::Connecting ? m_limits.connect : phase == Phase::Waiting ? m_limits.firstToken : m_limits.betweenTokens);
}

void ChatRequest::onExpired(bool whole)
{
    if (!whole && m_reading.isFinished()) { // all but the end of the stream is there
        end(outcomeOfAnswer(false));
        return;
    }
    ChatOutcome outcome = m_reading.outcome(false);
    outcome.status = ChatStatus::Timeout;
    const QString host = m_endpoint.baseUrl.host();
    if (whole)
        outcome.message = ChatRequestText::tr("The answer of %1 took too long as a whole.").arg(host);
    else if (m_phase == Phase::Connecting)
        outcome.message = ChatRequestText::tr("%1 cannot be connected to in time: check the network and the proxy.").arg(host);
    else if (m_phase == Phase::Waiting)
        outcome.message = ChatRequestText::tr("%1 did not begin to answer in time: try again later, or choose a faster model.").arg(host);
    else
        outcome.message = ChatRequestText::tr("%1 stopped in the middle of its answer.").arg(host);
    end(std::move(outcome));
}

void ChatRequest::read()
{
    while (m_reply && m_reply->bytesAvailable() > 0) {
        const QByteArray bytes = m_reply->read(bufferBytes);
        if (m_mode == Mode::Unknown)
            m_mode = modeFor(bytes);
        switch (m_mode) {
        case Mode::Unknown: // blanks that keep the connection alive
            break;
        case Mode::Stream:
            takeStream(bytes);
            break;
        case Mode::Whole:
            if (!isBlank(bytes))
                enter(Phase::Reading);
            takeBody(bytes, m_limits.answerBytes * jsonOverhead);
            break;
        case Mode::Error:
            takeBody(bytes, m_limits.errorBytes);
            break;
        }
    }
}

/// By its status and what the service says it is; services that say nothing or wrong are known by the first byte.
ChatRequest::Mode ChatRequest::modeFor(QByteArrayView bytes) const
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status < 200 || status > 299)
        return Mode::Error;
    const QByteArrayView trimmed = bytes.trimmed();
    if (trimmed.isEmpty())
        return Mode::Unknown;
    if (trimmed.front() == '{' || trimmed.front() == '[' || trimmed.front() == '<')
        return Mode::Whole;
    const bool asked = m_body[u"stream"_s].toBool();
    const bool said = m_reply->header(QNetworkRequest::ContentTypeHeader).toString().contains("event-stream"_L1);
    return asked || said ? Mode::Stream : Mode::Whole;
}

void ChatRequest::takeStream(QByteArrayView bytes)
{
    takeEvents(m_sse.read(bytes));
    if (!m_reply)
        return;
    if (m_done || m_sse.tooLong())
        end(outcomeOfAnswer(false));
}

void ChatRequest::takeEvents(const QByteArrayList &events)
{
    for (const QByteArray &event : events) {
        if (event.trimmed() == "[DONE]") {
            m_done = true;
            break;
        }
        const qsizetype before = m_reading.received();
        m_reading.take(event);
        if (m_reading.received() > before || m_reading.isFinished())
            enter(Phase::Reading);
        m_tooLong = m_tooLong || m_reading.tooLong();
        if (!m_reading.error().isEmpty() || m_tooLong) {
            m_done = true;
            break;
        }
    }
    const QStringView growing = m_reading.growing();
    if (growing.size() > m_shown) {
        m_events.grew(growing.sliced(m_shown).toString());
        m_shown = growing.size();
    }
}

void ChatRequest::takeBody(QByteArrayView bytes, qsizetype most)
{
    m_text.append(bytes.first(std::min(bytes.size(), most - m_text.size())));
    if (m_text.size() < most)
        return;
    m_tooLong = m_mode == Mode::Whole;
    end(outcome());
}

void ChatRequest::onFinished()
{
    read();
    if (!m_reply || follow())
        return;
    end(outcome());
}

/// A redirect within the origin: the same request there.
bool ChatRequest::follow()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QUrl target = m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    if (status < 300 || status > 399 || status == 303 || !target.isValid())
        return false;
    const QUrl next = m_reply->url().resolved(target);
    if (!sameOrigin(next, m_endpoint.baseUrl) || ++m_redirects > mostRedirects)
        return false;
    stop();
    m_mode = Mode::Unknown;
    m_text.clear();
    post(next);
    return true;
}

ChatOutcome ChatRequest::outcome()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool failed = m_reply->error() != QNetworkReply::NoError;
    if (status == 0) {
        const TransportFailure failure = failureOf(*m_reply, m_endpoint.baseUrl, m_tlsError);
        return {.status = failure.status, .message = failure.message};
    }
    if (status >= 300 && status < 400) {
        const QUrl target = m_reply->url().resolved(m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl());
        return {.status = ChatStatus::Redirected,
                .httpStatus = status,
                .message = ChatRequestText::tr("%1 sends requests on to another address (%2), which was not given the key. If you trust it, write its address in the settings.")
                               .arg(m_endpoint.baseUrl.host(), target.host())};
    }
    m_tooLong = m_tooLong || (status < 300 && m_reply->error() == QNetworkReply::UnknownContentError); // grows out of all proportion when it is unpacked
    return status >= 400 ? judgeAnswer(m_endpoint, status, m_text, m_body) : outcomeOfAnswer(failed);
}

/// Of status 2xx. `cut`: the connection ended before the answer did.
ChatOutcome ChatRequest::outcomeOfAnswer(bool cut)
{
    if (m_mode == Mode::Unknown && !cut)
        return {.status = ChatStatus::Empty, .message = ChatRequestText::tr("%1 sent an empty answer.").arg(m_endpoint.baseUrl.host())};
    if (m_mode == Mode::Stream && !m_done && !m_tooLong)
        takeEvents(m_sse.finish());
    else if (m_mode == Mode::Whole && !m_tooLong)
        m_reading.take(m_text);
    if (m_tooLong || m_sse.tooLong() || m_reading.tooLong()) {
        ChatOutcome outcome = m_reading.outcome(true);
        outcome.status = ChatStatus::BadAnswer;
        outcome.message = ChatRequestText::tr("%1 sent more than any card needs: the answer was not read to its end.").arg(m_endpoint.baseUrl.host());
        return outcome;
    }
    if (!m_reading.error().isEmpty())
        return judgeError(m_endpoint, 200, m_reading.error(), m_body);
    return m_reading.outcome(m_done || (m_mode == Mode::Whole && !cut));
}

void ChatRequest::stop()
{
    m_step.stop();
    if (QNetworkReply *reply = std::exchange(m_reply, nullptr)) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
}

void ChatRequest::end(ChatOutcome outcome)
{
    if (!m_events.ended)
        return;
    if (m_reply) {
        const HeaderList headers = headersOf(*m_reply);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        outcome.httpStatus = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        outcome.retryAfter = readRetryAfter(headers, now);
        outcome.rates = readRates(headers, now);
    }
    outcome.usage.requests = 1;
    m_whole.stop();
    stop();
    m_endpoint.key.fill('\0');
    std::exchange(m_events.ended, nullptr)(std::move(outcome));
}

} // namespace rijian::analysis::llm
