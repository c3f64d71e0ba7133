#pragma once

#include "core/result.h"

#include <QDate>
#include <QLockFile>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <memory>

class QLocalServer;
class QLocalSocket;

namespace rijian::ui {

/// One running desktop per data folder. The first start holds a lock in the folder and listens on a socket that only this user can
/// reach; a later start hands over what it was started with, and ends.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Role { First, Delivered };

    /// What a start was asked for.
    struct Request {
        QStringList addresses; ///< to add
        QDate date;            ///< to show; invalid: none
    };

    /// `dataFolder` exists.
    explicit SingleInstance(const QString &dataFolder, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// First: this process is the one; activated() tells of later starts. Delivered: another is, and has taken the request: end now.
    /// Blocks up to `patience` while another is there, so it is called before any window. Busy: the other does not answer. Disk: the
    /// folder cannot be locked. What a crashed process left behind is taken over.
    Result<Role> start(const Request &request, std::chrono::milliseconds patience = std::chrono::seconds(5));

    QString socketPath() const { return m_socketPath; }

Q_SIGNALS:
    /// Another start: bring the window to the front. Its activation token, if it had one, is in the environment by now.
    void activated(const QStringList &addresses, const QDate &date);

private:
    Result<void> listen();
    Result<void> deliver(const Request &request, std::chrono::milliseconds patience) const;
    void onConnection();
    void onData(QLocalSocket *socket);

    QString m_socketPath;
    QLockFile m_lock;
    QLocalServer *m_server = nullptr;
    int m_connections = 0;
};

} // namespace rijian::ui
