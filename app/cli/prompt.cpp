#include "cli/prompt.h"

#include "core/keychain.h"
#include "core/text.h"

#include <QCoreApplication>
#include <QFile>

#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rijian::cli {

using git::SecretSources; // a qualified return type would make lupdate lose the strings' context

namespace {

struct PromptText {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::Prompt)
};

/// One line from the controlling terminal, so that a redirected stdin stays what it is.
std::optional<QString> askLine(const QString &question, bool echo)
{
    QFile terminal(u"/dev/tty"_s);
    if (!isatty(STDERR_FILENO) || !terminal.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return std::nullopt;
    termios before{};
    tcgetattr(terminal.handle(), &before);
    termios quiet = before;
    if (!echo) {
        quiet.c_lflag &= ~tcflag_t(ECHO);
        tcsetattr(terminal.handle(), TCSAFLUSH, &quiet);
    }
    terminal.write(oneLine(question).toUtf8());
    const QString answer = QString::fromUtf8(terminal.readLine(4096)).trimmed();
    tcsetattr(terminal.handle(), TCSAFLUSH, &before);
    if (!echo)
        terminal.write("\n");
    return answer.isEmpty() ? std::nullopt : std::optional(answer);
}

} // namespace

SecretSources terminalSecrets()
{
    SecretSources sources;
    sources.keychain = [](const QString &host) -> std::optional<QString> {
        const auto secret = readSecret(u"git:"_s + host);
        return secret ? std::optional(*secret) : std::nullopt;
    };
    sources.askPassword = [](const QString &host, const QString &user) -> std::optional<git::UserPassword> {
        const auto name = user.isEmpty() ? askLine(PromptText::tr("User name for %1: ").arg(host), true) : std::optional(user);
        if (!name)
            return std::nullopt;
        const auto password = askLine(PromptText::tr("Token or password of %1 for %2: ").arg(*name, host), false);
        return password ? std::optional(git::UserPassword{*name, *password}) : std::nullopt;
    };
    sources.askPassphrase = [](const QString &file) { return askLine(PromptText::tr("Passphrase of %1: ").arg(file), false); };
    return sources;
}

Result<QString> readToken(const QString &host)
{
    return readHidden(PromptText::tr("Token for %1: ").arg(host));
}

Result<QString> readHidden(const QString &question)
{
    QString token;
    if (isatty(STDIN_FILENO)) {
        token = askLine(question, false).value_or(QString());
    } else {
        QFile input;
        if (input.open(stdin, QIODevice::ReadOnly))
            token = QString::fromUtf8(input.readLine(4096)).trimmed();
    }
    if (token.isEmpty())
        return failure(ErrorKind::Usage, PromptText::tr("Nothing was given: type it, or pass it on stdin."));
    return token;
}

} // namespace rijian::cli
