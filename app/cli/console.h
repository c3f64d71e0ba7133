#pragma once
// Where the command line writes: results on stdout, everything else on stderr.

#include "core/result.h"

#include <QElapsedTimer>
#include <QString>

namespace rijian::cli {

enum class Verbosity { Quiet, Normal, Verbose };

class Console
{
public:
    explicit Console(Verbosity verbosity);
    ~Console();
    Console(const Console &) = delete;
    Console &operator=(const Console &) = delete;

    /// A result, as it is, on stdout. False when stdout is closed or its disk is full.
    bool result(const QByteArray &bytes);
    /// Whether a result could not be written: what stands on stdout is not all. A reader that wants no more, such as head, loses nothing.
    bool resultsAreLost() const { return m_lost; }
    /// A line for people; left out when quiet.
    void say(const QString &line);
    /// A line that only --verbose shows.
    void detail(const QString &line);
    /// A failure; shown even when quiet. With --verbose also the library's own words.
    void error(const Error &error, const QString &context = {});
    void warn(const QString &line);

    /// Progress: a bar that redraws itself on a terminal; else a plain line for each new `what` and nothing in between.
    /// `fraction` < 0: not known.
    void progress(const QString &what, double fraction, const QString &numbers = {});
    void endProgress();

private:
    void line(const QString &text);

    Verbosity m_verbosity;
    bool m_terminal;
    bool m_drawn = false;
    bool m_lost = false;
    QString m_announced;
    QElapsedTimer m_sinceDrawn;
};

} // namespace rijian::cli
