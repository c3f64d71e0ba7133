#include "ui/card/cardrenderer.h"

#include "ui/card/cardhtml.h"

#include <QFuture>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

QByteArray write(const CardRequest &request)
{
    const QJsonObject data{{u"html"_s, cardHtml(request)},
                           {u"key"_s, QString(request.content.repository + u' ' + request.content.commit.sha)},
                           {u"follow"_s, request.stage == CardStage::Streaming}};
    return QJsonDocument(data).toJson(QJsonDocument::Compact);
}

} // namespace

CardRenderer::CardRenderer(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CardRenderer::advance);
}

CardRenderer::~CardRenderer()
{
    m_pool.waitForDone();
}

void CardRenderer::submit(const CardRequest &request)
{
    m_waiting = request;
    m_wanted = request.content.commit.sha;
    advance();
}

void CardRenderer::cancel()
{
    m_waiting.reset();
    m_wanted.clear();
    ++m_epoch;
    m_timer.stop();
}

void CardRenderer::advance()
{
    if (m_busy || !m_waiting)
        return;
    if (m_waiting->stage == CardStage::Streaming && m_started.isValid() && m_started.elapsed() < StreamInterval) {
        if (!m_timer.isActive())
            m_timer.start(StreamInterval - int(m_started.elapsed()));
        return;
    }
    m_timer.stop();
    m_busy = true;
    m_started.start();
    const auto request = *std::exchange(m_waiting, std::nullopt);
    QtConcurrent::run(&m_pool, write, request).then(this, [this, sha = request.content.commit.sha, epoch = m_epoch](const QByteArray &json) {
        finish(sha, epoch, json);
    });
}

void CardRenderer::finish(const QString &sha, quint64 epoch, const QByteArray &json)
{
    m_busy = false;
    if (sha == m_wanted && epoch == m_epoch)
        Q_EMIT rendered(json);
    advance();
}

} // namespace rijian::ui
