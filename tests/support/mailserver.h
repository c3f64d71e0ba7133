#pragma once
// aiosmtpd as a mail server on 127.0.0.1, in a process of its own: tests/delivery/smtpserver.py.

#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QProcess>

namespace rijian::testkit {

class MailServer
{
public:
    /// A Python that has aiosmtpd; empty: none does (python3-aiosmtpd).
    static QString python()
    {
        for (const QString &program : {QStringLiteral("python3"), QStringLiteral("/usr/bin/python3")}) {
            QProcess process;
            process.start(program, {QStringLiteral("-c"), QStringLiteral("import aiosmtpd.controller")});
            if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
                return program;
        }
        return {};
    }

    /// Listens when the constructor returns, else port() is 0. `arguments`: the script's.
    MailServer(const QString &python, const QStringList &arguments)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(python, QStringList{QStringLiteral(RIJIAN_SOURCE_DIR "/tests/delivery/smtpserver.py")} + arguments);
        const QByteArray line = readLine();
        m_port = line.startsWith("PORT ") ? line.sliced(5).toInt() : 0;
    }

    ~MailServer() { stop(); }
    MailServer(const MailServer &) = delete;
    MailServer &operator=(const MailServer &) = delete;

    int port() const { return m_port; }

    /// The next mail that was taken, as the script tells of it; empty: none came.
    QJsonObject nextMail() { return QJsonDocument::fromJson(readLine()).object(); }

    /// Ends it, and returns the mails that nextMail() has not.
    QList<QJsonObject> stop()
    {
        m_process.closeWriteChannel();
        QList<QJsonObject> mails;
        if (m_process.state() != QProcess::NotRunning)
            m_process.waitForFinished();
        while (m_process.canReadLine())
            mails.append(QJsonDocument::fromJson(m_process.readLine()).object());
        return mails;
    }

private:
    QByteArray readLine()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(20'000)) { }
        return m_process.readLine().trimmed();
    }

    QProcess m_process;
    int m_port = 0;
};

} // namespace rijian::testkit
