#include "support/chatservice.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

ChatService::ChatService(DeliveryKind kind, const ChatDemands &demands)
    : m_kind(kind)
    , m_demands(demands)
    , m_now(QDate(2026, 1, 8), QTime(1, 0), QTimeZone::UTC)
    , m_silentUntil(m_now)
{
    m_server.setAnswer([this](const ModelRequest &request) { return answer(request); });
}

QString ChatService::address() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_server.url().port()) + QString::fromLatin1(chatPath(m_kind, m_demands.token));
}

QDateTime ChatService::now() const
{
    const std::scoped_lock lock(m_mutex);
    return m_now;
}

void ChatService::pass(std::chrono::milliseconds time)
{
    const std::scoped_lock lock(m_mutex);
    m_now = m_now.addMSecs(time.count());
}

void ChatService::answerNext(const QByteArray &code, int times, int after, const QString &words)
{
    const std::scoped_lock lock(m_mutex);
    m_told = {.code = code, .words = words};
    m_tellTimes = times;
    m_tellAfter = after;
}

void ChatService::loseAnswers(const QList<ModelReply> &replies)
{
    const std::scoped_lock lock(m_mutex);
    m_lost = replies;
}

void ChatService::useUp()
{
    const std::scoped_lock lock(m_mutex);
    m_came = QList<QDateTime>(chatRates(m_kind).last().messages, m_now);
}

QList<ChatMessage> ChatService::taken() const
{
    const std::scoped_lock lock(m_mutex);
    return m_taken;
}

QByteArrayList ChatService::codes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_codes;
}

ModelReply ChatService::answer(const ModelRequest &request)
{
    const std::scoped_lock lock(m_mutex);
    ChatRuling ruling;
    if (m_tellTimes > 0 && m_tellAfter-- <= 0) {
        --m_tellTimes;
        ruling = m_told;
    } else {
        ruling = isTooOften() ? ChatRuling{.code = tooOftenCode(m_kind)} : judgeRequest(m_kind, request, m_demands, m_now);
    }
    m_codes.append(ruling.code);
    if (ruling.isTaken()) {
        m_taken.append(ruling.message);
        if (!m_lost.isEmpty())
            return m_lost.takeFirst();
    }
    const std::chrono::seconds silent(std::max<qint64>(m_now.secsTo(m_silentUntil), 7));
    return chatAnswer(m_kind, ruling.code, ruling.words, silent);
}

bool ChatService::isTooOften()
{
    if (m_now < m_silentUntil)
        return true;
    for (const ChatRate &rate : chatRates(m_kind)) {
        const auto lately = std::ranges::count_if(m_came, [&](const QDateTime &time) { return std::chrono::milliseconds(time.msecsTo(m_now)) < rate.within; });
        if (lately >= rate.messages) {
            m_silentUntil = m_now.addSecs(rate.silence.count());
            return true;
        }
    }
    m_came.append(m_now);
    return false;
}

} // namespace rijian::testkit
