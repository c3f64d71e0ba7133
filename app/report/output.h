#pragma once
// Where writers write: a device behind a buffer, with the first failure kept, so that they need not look after each line.

#include "report/forms.h"

#include <QByteArray>
#include <QStringView>

namespace rijian::report {

class Output
{
public:
    /// `all`: how many steps there will be.
    Output(QIODevice &device, std::stop_token stop, WriteProgress progress, qsizetype all);

    void write(QStringView text);
    void write(const QString &text) { write(QStringView(text)); }
    void writeBytes(QByteArrayView bytes);
    void writeBytes(const QByteArray &bytes) { writeBytes(QByteArrayView(bytes)); }

    /// Whether to go on: not after a failure or a stop.
    Result<void> check();
    /// After each commit: the same, and it is counted.
    Result<void> step();
    /// At the end: everything is at the device, or why not.
    Result<void> finish();

    /// No more than this many bytes, then an error. For what the user's own template makes.
    void setLimit(qint64 bytes) { m_limit = bytes; }

private:
    Result<void> flush();
    void tell();

    QIODevice &m_device;
    std::stop_token m_stop;
    WriteProgress m_progress;
    qsizetype m_all = 0;
    qsizetype m_done = 0;
    qint64 m_limit = 0; // 0: none
    qint64 m_written = 0;
    QByteArray m_buffer;
    std::optional<Error> m_error;
};

} // namespace rijian::report
