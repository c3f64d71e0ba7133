#include "report/output.h"

#include <QCoreApplication>
#include <QIODevice>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

struct OutputText {
    Q_DECLARE_TR_FUNCTIONS(rijian::report::Output)
};

constexpr qsizetype BufferSize = 128 * 1024;
constexpr qsizetype StepsBetweenTellings = 50;

} // namespace

Output::Output(QIODevice &device, std::stop_token stop, WriteProgress progress, qsizetype all)
    : m_device(device)
    , m_stop(std::move(stop))
    , m_progress(std::move(progress))
    , m_all(all)
{
    m_buffer.reserve(BufferSize + BufferSize / 4);
}

void Output::write(QStringView text)
{
    writeBytes(text.toUtf8());
}

void Output::writeBytes(QByteArrayView bytes)
{
    if (m_error)
        return;
    m_buffer.append(bytes);
    if (m_buffer.size() >= BufferSize)
        (void)flush();
}

Result<void> Output::flush()
{
    if (m_error)
        return std::unexpected(*m_error);
    m_written += m_buffer.size();
    if (m_limit > 0 && m_written > m_limit)
        m_error = Error{ErrorKind::Unsupported, OutputText::tr("The report grows beyond %1 MB: choose fewer days or repositories.").arg(m_limit / 1'000'000), {}};
    else if (m_device.write(m_buffer) != m_buffer.size())
        m_error = Error{ErrorKind::Disk, OutputText::tr("The report cannot be written (%1): check the free space.").arg(m_device.errorString()), {}};
    m_buffer.resize(0); // keeps its memory
    return m_error ? std::unexpected(*m_error) : Result<void>();
}

void Output::tell()
{
    if (m_progress)
        m_progress(std::min(m_done, m_all), m_all);
}

Result<void> Output::check()
{
    if (m_stop.stop_requested() && !m_error)
        m_error = Error{ErrorKind::Cancelled, OutputText::tr("Stopped: nothing was written."), {}};
    return m_error ? std::unexpected(*m_error) : Result<void>();
}

Result<void> Output::step()
{
    ++m_done;
    auto goOn = check();
    if (goOn && m_done % StepsBetweenTellings == 0)
        tell();
    return goOn;
}

Result<void> Output::finish()
{
    if (auto goOn = check(); !goOn)
        return goOn;
    auto flushed = flush();
    if (flushed) {
        m_done = m_all;
        tell();
    }
    return flushed;
}

} // namespace rijian::report
