#include "delivery/smtp.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <expected>

using namespace Qt::StringLiterals;

namespace rijian::delivery {

namespace {

struct SmtpText {
    Q_DECLARE_TR_FUNCTIONS(rijian::delivery::Smtp)
};

constexpr qsizetype lineLimit = 2'000; // RFC 5321 has 512 with the line's end
constexpr int answerLines = 100;

/// A server's answer to a command.
struct Reply {
    int code = 0;
    QByteArrayList lines; ///< without code
};

using Step = std::expected<Reply, Outcome>;

class Conversation
{
public:
    Conversation(const DeliveryTarget &target, const SmtpLimits &limits, std::stop_token stop)
        : m_target(target)
        , m_limits(limits)
        , m_stop(std::move(stop))
    {
        if (!limits.authorities.isEmpty()) {
            QSslConfiguration configuration = m_socket.sslConfiguration();
            configuration.addCaCertificates(limits.authorities);
            m_socket.setSslConfiguration(configuration);
        }
    }

    Outcome run(const QString &password, const QByteArray &message)
    {
        if (auto ready = open(); !ready)
            return ready.error();
        if (auto known = logIn(password); !known)
            return known.error();
        QString left;
        if (auto named = nameRecipients(left); !named)
            return named.error();
        if (auto data = command("DATA", 354); !data)
            return data.error();
        return hand(message, left);
    }

private:
    using Done = std::expected<void, Outcome>;

    /// Connects, greets, and encrypts as wanted.
    Done open()
    {
        const int port = m_target.port != 0 ? m_target.port : m_target.security == MailSecurity::Tls ? 465 : m_target.security == MailSecurity::StartTls ? 587 : 25;
        if (QHostAddress(m_target.server).isLoopback() || m_target.server == "localhost"_L1)
            m_socket.setProxy(QNetworkProxy::NoProxy);
        m_socket.setPeerVerifyName(m_target.server);
        if (m_target.security == MailSecurity::Tls)
            m_socket.connectToHostEncrypted(m_target.server, quint16(port));
        else
            m_socket.connectToHost(m_target.server, quint16(port));
        if (!reached(m_target.security == MailSecurity::Tls))
            return std::unexpected(notConnected());
        if (auto greeting = read(m_limits.step, 220); !greeting)
            return std::unexpected(greeting.error());
        if (auto hello = greet(); !hello)
            return hello;
        return m_target.security == MailSecurity::StartTls ? encrypt() : Done();
    }

    /// Waits for the connection, or its encryption. The socket's own waiting could not be stopped.
    bool reached(bool encrypted)
    {
        const auto done = [&] { return encrypted ? m_socket.isEncrypted() : m_socket.state() == QAbstractSocket::ConnectedState; };
        QEventLoop loop;
        QObject::connect(&m_socket, encrypted ? &QSslSocket::encrypted : &QSslSocket::connected, &loop, &QEventLoop::quit);
        QObject::connect(&m_socket, &QSslSocket::errorOccurred, &loop, &QEventLoop::quit);
        QTimer::singleShot(m_limits.step, &loop, &QEventLoop::quit);
        const std::stop_callback stopped(m_stop, [&loop] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); });
        if (!done() && m_socket.state() != QAbstractSocket::UnconnectedState)
            loop.exec();
        return done();
    }

    Done encrypt()
    {
        if (!m_features.contains("STARTTLS"_ba))
            return std::unexpected(Outcome{Verdict::Refused, SmtpText::tr("%1 does not offer STARTTLS, and mail is not sent without encryption.").arg(m_target.server)});
        if (auto begun = command("STARTTLS", 220); !begun)
            return std::unexpected(begun.error());
        // Whatever came before the encryption may be another's words: RFC 3207.
        m_socket.skip(m_socket.bytesAvailable());
        m_buffer.clear();
        m_socket.startClientEncryption();
        if (!reached(true))
            return std::unexpected(notConnected());
        return greet();
    }

    /// RFC 5321, 4.1.3: who has no name says its address; servers refuse "localhost".
    QByteArray ownName() const
    {
        const QHostAddress own = m_socket.localAddress();
        if (own.protocol() == QAbstractSocket::IPv4Protocol)
            return '[' + own.toString().toLatin1() + ']';
        return "[IPv6:" + QHostAddress(own.toIPv6Address()).toString().toLatin1() + ']'; // without a scope
    }

    Done greet()
    {
        auto hello = command("EHLO " + ownName(), 250);
        if (!hello)
            return std::unexpected(hello.error());
        m_features.clear();
        for (const QByteArray &line : std::as_const(hello->lines))
            m_features.append(line.trimmed().toUpper());
        return {};
    }

    Done logIn(const QString &password)
    {
        if (m_target.user.isEmpty())
            return {};
        const bool safe = m_socket.isEncrypted() || m_target.security == MailSecurity::None; // which is this machine: checkTarget()
        QByteArray ways;
        for (const QByteArray &feature : std::as_const(m_features)) {
            if (feature.startsWith("AUTH ") || feature.startsWith("AUTH="))
                ways += ' ' + feature.sliced(5);
        }
        const QByteArrayList offered = ways.split(' ');
        if (!safe || (!offered.contains("PLAIN"_ba) && !offered.contains("LOGIN"_ba)))
            return std::unexpected(Outcome{Verdict::Refused, SmtpText::tr("%1 offers no way to log in that is known here (PLAIN, LOGIN).").arg(m_target.server)});
        Step known = offered.contains("PLAIN"_ba) ? command("AUTH PLAIN " + QByteArray('\0' + m_target.user.toUtf8() + '\0' + password.toUtf8()).toBase64(), 235) : logInByTurns(password);
        if (!known && known.error().verdict == Verdict::Refused)
            return std::unexpected(Outcome{Verdict::Refused, SmtpText::tr("%1 does not accept user name and password of %2.").arg(m_target.server, m_target.user)});
        return known ? Done() : std::unexpected(known.error());
    }

    Step logInByTurns(const QString &password)
    {
        if (auto begun = command("AUTH LOGIN", 334); !begun)
            return begun;
        if (auto user = command(m_target.user.toUtf8().toBase64(), 334); !user)
            return user;
        return command(password.toUtf8().toBase64(), 235);
    }

    /// Those that the server takes; `left`: the others.
    Done nameRecipients(QString &left)
    {
        if (auto from = command("MAIL FROM:<" + m_target.from.toLatin1() + '>', 250); !from)
            return std::unexpected(from.error());
        QStringList refused;
        std::optional<Outcome> why;
        for (const QString &address : m_target.to) {
            const auto taken = command("RCPT TO:<" + address.toLatin1() + '>', 250, 251);
            if (taken)
                continue;
            if (taken.error().verdict != Verdict::Refused)
                return std::unexpected(taken.error());
            refused.append(address);
            why = taken.error();
        }
        if (refused.size() == m_target.to.size())
            return std::unexpected(*why);
        left = refused.join(u", "_s);
        return {};
    }

    Outcome hand(const QByteArray &message, const QString &left)
    {
        m_socket.write(dotStuffed(message));
        const auto taken = read(m_limits.end, 250);
        if (!taken) {
            // Only the server's own no is one: without an answer the message may be on its way.
            if (m_answered)
                return taken.error();
            return {Verdict::Unknown, SmtpText::tr("%1 did not confirm the mail. It may have been delivered, so it is not sent again.").arg(m_target.server)};
        }
        m_socket.write("QUIT\r\n");
        m_socket.waitForBytesWritten(1'000);
        if (!left.isEmpty())
            return {Verdict::Delivered, SmtpText::tr("Delivered, but %1 does not take mail for %2.").arg(m_target.server, cutTo(left, 120))};
        return {};
    }

    Step command(const QByteArray &line, int wanted, int also = 0)
    {
        if (line.contains('\n') || line.contains('\r'))
            return std::unexpected(Outcome{Verdict::Refused, SmtpText::tr("An address of the target contains a line break.")});
        m_socket.write(line + "\r\n");
        return read(m_limits.step, wanted, also);
    }

    Step read(std::chrono::milliseconds patience, int wanted, int also = 0)
    {
        m_answered = false;
        Reply reply;
        const QDeadlineTimer deadline(patience);
        while (reply.lines.size() < answerLines) {
            const auto line = readLine(deadline);
            if (!line)
                return std::unexpected(line.error());
            bool number = false;
            reply.code = line->first(std::min<qsizetype>(line->size(), 3)).toInt(&number);
            if (!number || reply.code < 200 || reply.code > 599 || (line->size() > 3 && line->at(3) != ' ' && line->at(3) != '-'))
                return std::unexpected(Outcome{Verdict::Refused, SmtpText::tr("%1 is not a mail server: check name, port and encryption.").arg(m_target.server)});
            reply.lines.append(line->sliced(std::min<qsizetype>(line->size(), 4)));
            if (line->size() <= 3 || line->at(3) == ' ')
                break;
        }
        m_answered = true;
        if (reply.code == wanted || reply.code == also)
            return reply;
        const QString words = serviceWords(QString::fromUtf8(reply.lines.last()));
        if (reply.code >= 400 && reply.code < 500)
            return std::unexpected(Outcome{Verdict::Retry, SmtpText::tr("%1 cannot take the mail just now (%2): %3").arg(m_target.server).arg(reply.code).arg(words), std::chrono::minutes(1)});
        return std::unexpected(Outcome{Verdict::Refused, SmtpText::tr("%1 refused the mail (%2): %3").arg(m_target.server).arg(reply.code).arg(words)});
    }

    std::expected<QByteArray, Outcome> readLine(const QDeadlineTimer &deadline)
    {
        for (;;) {
            if (const qsizetype end = m_buffer.indexOf('\n'); end >= 0) {
                const QByteArray line = m_buffer.first(end).trimmed();
                m_buffer.remove(0, end + 1);
                return line;
            }
            if (m_buffer.size() > lineLimit)
                return std::unexpected(Outcome{Verdict::Refused, SmtpText::tr("%1 is not a mail server: check name, port and encryption.").arg(m_target.server)});
            if (m_stop.stop_requested())
                return std::unexpected(Outcome{Verdict::Retry, SmtpText::tr("Stopped.")});
            if (m_socket.bytesAvailable() == 0) {
                if (m_socket.state() != QAbstractSocket::ConnectedState || deadline.hasExpired())
                    return std::unexpected(Outcome{Verdict::Retry, SmtpText::tr("%1 does not answer.").arg(m_target.server)});
                m_socket.waitForReadyRead(int(std::min<qint64>(200, std::max<qint64>(deadline.remainingTime(), 1))));
            }
            m_buffer += m_socket.read(lineLimit + 1);
        }
    }

    Outcome notConnected() const
    {
        if (m_stop.stop_requested())
            return {Verdict::Retry, SmtpText::tr("Stopped.")};
        const QList<QSslError> errors = m_socket.sslHandshakeErrors();
        if (!errors.isEmpty() || m_socket.error() == QAbstractSocket::SslHandshakeFailedError)
            return {Verdict::Refused, SmtpText::tr("No secure connection to %1: %2").arg(m_target.server, serviceWords(errors.isEmpty() ? m_socket.errorString() : errors.first().errorString()))};
        if (m_socket.error() == QAbstractSocket::HostNotFoundError)
            return {Verdict::Retry, SmtpText::tr("There is no host %1: check the address and the network.").arg(m_target.server)};
        return {Verdict::Retry, SmtpText::tr("Nothing answers at %1: check name, port and network.").arg(m_target.server)};
    }

    const DeliveryTarget &m_target;
    const SmtpLimits &m_limits;
    std::stop_token m_stop;
    QSslSocket m_socket;
    QByteArray m_buffer;
    QByteArrayList m_features; ///< in capitals
    bool m_answered = false;   ///< the last command had a whole answer
};

} // namespace

QByteArray dotStuffed(const QByteArray &message)
{
    QByteArray data;
    data.reserve(message.size() + 64);
    bool lineStart = true;
    for (const char c : message) {
        if (lineStart && c == '.')
            data += '.';
        data += c;
        lineStart = c == '\n';
    }
    if (!data.endsWith("\r\n"))
        data += "\r\n";
    return data + ".\r\n";
}

Outcome sendMail(const DeliveryTarget &target, const QString &password, const QByteArray &message, const SmtpLimits &limits, std::stop_token stop)
{
    if (const auto sound = checkTarget(target); !sound)
        return {Verdict::Refused, sound.error().message};
    return Conversation(target, limits, std::move(stop)).run(password, message);
}

} // namespace rijian::delivery
