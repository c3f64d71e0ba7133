#include "support/cgiprocess.h"

using namespace Qt::StringLiterals;

namespace rijian::testkit {

CgiProcess::CgiProcess(const QString &projectRoot, const QProcessEnvironment &environment, QObject *parent)
    : QObject(parent)
    , m_projectRoot(projectRoot)
    , m_environment(environment)
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &CgiProcess::read);
    connect(&m_process, &QProcess::finished, this, &CgiProcess::end);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end();
    });
    m_process.setStandardErrorFile(QProcess::nullDevice());
}

CgiProcess::~CgiProcess()
{
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void CgiProcess::start(const CgiRequest &request)
{
    auto environment = m_environment;
    const auto set = [&](const QString &name, const QByteArray &value) {
        if (!value.isEmpty())
            environment.insert(name, QString::fromLatin1(value));
    };
    environment.insert(u"GIT_PROJECT_ROOT"_s, m_projectRoot);
    environment.insert(u"GIT_HTTP_EXPORT_ALL"_s, u"1"_s);
    environment.insert(u"PATH_INFO"_s, request.path);
    environment.insert(u"QUERY_STRING"_s, QString::fromLatin1(request.query));
    environment.insert(u"REMOTE_ADDR"_s, u"127.0.0.1"_s);
    environment.insert(u"SERVER_PROTOCOL"_s, u"HTTP/1.1"_s);
    set(u"REQUEST_METHOD"_s, request.method);
    set(u"CONTENT_TYPE"_s, request.contentType);
    set(u"HTTP_CONTENT_ENCODING"_s, request.contentEncoding);
    set(u"GIT_PROTOCOL"_s, request.gitProtocol);
    if (!request.body.isEmpty())
        environment.insert(u"CONTENT_LENGTH"_s, QString::number(request.body.size()));
    if (!request.user.isEmpty())
        environment.insert(u"REMOTE_USER"_s, request.user);
    m_process.setProcessEnvironment(environment);
    m_process.start(u"git"_s, {u"http-backend"_s});
    m_process.write(request.body);
    m_process.closeWriteChannel();
}

void CgiProcess::read()
{
    const QByteArray bytes = m_process.readAllStandardOutput();
    if (m_headDone) {
        Q_EMIT body(bytes);
        return;
    }
    m_head += bytes;
    const auto length = m_head.indexOf("\r\n\r\n");
    if (length < 0)
        return;
    m_headDone = true;
    int status = 200;
    QHttpHeaders all;
    const auto lines = m_head.first(length).split('\n');
    for (const auto &line : lines) {
        const auto colon = line.indexOf(':');
        if (colon < 0)
            continue;
        const QByteArray name = line.first(colon);
        const QByteArray value = line.sliced(colon + 1).trimmed();
        if (name.compare("status", Qt::CaseInsensitive) == 0)
            status = value.first(3).toInt();
        else if (name.compare("content-length", Qt::CaseInsensitive) != 0) // the answer is sent in chunks
            all.append(name, value);
    }
    const QByteArray rest = m_head.sliced(length + 4);
    Q_EMIT headers(status, all);
    if (!rest.isEmpty())
        Q_EMIT body(rest);
}

void CgiProcess::end()
{
    if (m_ended)
        return;
    read();
    m_ended = true;
    Q_EMIT finished(m_headDone);
}

} // namespace rijian::testkit
