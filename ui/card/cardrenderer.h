#pragma once
// Writes cards as HTML off the UI thread: the newest request wins, a text that grows is written at most ten times a second.

#include "ui/card/cardcontent.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <optional>

namespace rijian::ui {

class CardRenderer : public QObject
{
    Q_OBJECT

public:
    static constexpr int StreamInterval = 100; ///< milliseconds between two updates of a text that grows

    explicit CardRenderer(QObject *parent = nullptr);
    ~CardRenderer() override; ///< waits for a text that is being written, some hundred milliseconds at worst

    void submit(const CardRequest &request);
    /// Drops what is waiting or being written.
    void cancel();

Q_SIGNALS:
    /// {"html", "key", "follow"} as JSON in UTF-8, for the page's script. Not for requests that others of another commit overtook.
    void rendered(const QByteArray &json);

private:
    void advance();
    void finish(const QString &sha, quint64 epoch, const QByteArray &json);

    QThreadPool m_pool;
    QTimer m_timer;
    QElapsedTimer m_started; // of the last writing
    std::optional<CardRequest> m_waiting;
    QString m_wanted; // sha of the newest request
    quint64 m_epoch = 0;
    bool m_busy = false;
};

} // namespace rijian::ui
