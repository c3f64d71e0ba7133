#pragma once
// One run of git's own `git http-backend` as a CGI program (RFC 3875).

#include <QByteArray>
#include <QHttpHeaders>
#include <QObject>
#include <QProcess>
#include <QProcessEnvironment>

namespace rijian::testkit {

/// What an HTTP server tells a CGI program.
struct CgiRequest {
    QByteArray method;
    QString path;     ///< decoded, below the project root, beginning with "/"
    QByteArray query; ///< as sent
    QByteArray contentType;
    QByteArray contentEncoding;
    QByteArray gitProtocol; ///< the Git-Protocol header
    QString user;           ///< whom the server let in; empty: nobody in particular
    QByteArray body;
};

/// Emits headers() once, then body() as output comes, then finished(). All asynchronous, in the object's own thread.
class CgiProcess : public QObject {
    Q_OBJECT

public:
    CgiProcess(const QString &projectRoot, const QProcessEnvironment &environment, QObject *parent);
    /// Kills the program when it still runs.
    ~CgiProcess() override;

    void start(const CgiRequest &request);

Q_SIGNALS:
    void headers(int status, const QHttpHeaders &headers);
    void body(const QByteArray &bytes);
    /// `ok` is false when the program failed before its headers were whole: then nothing else was emitted.
    void finished(bool ok);

private:
    void read();
    void end();

    QString m_projectRoot;
    QProcessEnvironment m_environment;
    QProcess m_process;
    QByteArray m_head; ///< output until the blank line
    bool m_headDone = false;
    bool m_ended = false;
};

} // namespace rijian::testkit
