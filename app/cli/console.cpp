#include "cli/console.h"

#include "core/text.h"

#include <QCoreApplication>

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

constexpr int redrawMs = 80;
constexpr int barWidth = 24;

int terminalWidth()
{
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

} // namespace

Console::Console(Verbosity verbosity)
    : m_verbosity(verbosity)
    , m_terminal(isatty(STDERR_FILENO) && qEnvironmentVariable("TERM") != "dumb"_L1)
{
}

Console::~Console()
{
    endProgress();
}

bool Console::result(const QByteArray &bytes)
{
    endProgress();
    const bool written = std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stdout) == std::size_t(bytes.size()) && std::fflush(stdout) == 0;
    m_lost = m_lost || (!written && errno != EPIPE);
    return written;
}

void Console::line(const QString &text)
{
    endProgress();
    std::fputs((oneLine(text, 2000) + u'\n').toUtf8().constData(), stderr);
}

void Console::say(const QString &text)
{
    if (m_verbosity != Verbosity::Quiet)
        line(text);
}

void Console::detail(const QString &text)
{
    if (m_verbosity == Verbosity::Verbose)
        line(text);
}

void Console::warn(const QString &text)
{
    line(u"rijian-cli: "_s + text);
}

void Console::error(const Error &error, const QString &context)
{
    warn(context.isEmpty() ? error.message : context + u": "_s + error.message);
    if (!error.detail.isEmpty())
        detail(u"  "_s + error.detail);
}

void Console::progress(const QString &what, double fraction, const QString &numbers)
{
    if (m_verbosity == Verbosity::Quiet)
        return;
    if (!m_terminal) {
        if (m_announced != what) {
            m_announced = what;
            line(what + u" ..."_s);
        }
        return;
    }
    if (m_drawn && m_sinceDrawn.elapsed() < redrawMs && fraction < 1)
        return;
    m_sinceDrawn.start();
    QString text = what;
    if (fraction >= 0) {
        const int full = int(std::clamp(fraction, 0.0, 1.0) * barWidth);
        text += u" ["_s + QString(full, u'#') + QString(barWidth - full, u'.') + u"] %1 %"_s.arg(int(fraction * 100), 3);
    }
    if (!numbers.isEmpty())
        text += u"  "_s + numbers;
    std::fputs((u"\r\x1b[K"_s + oneLine(text, terminalWidth() - 1)).toUtf8().constData(), stderr);
    std::fflush(stderr);
    m_drawn = true;
}

void Console::endProgress()
{
    if (m_drawn)
        std::fputs("\r\x1b[K", stderr);
    m_drawn = false;
}

} // namespace rijian::cli
