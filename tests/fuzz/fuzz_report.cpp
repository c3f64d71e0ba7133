// Any bytes as a report: read or refused with a line's number, and nothing kept that the bytes do not hold.

#include "fuzztarget.h"

#include "report/reader.h"

using namespace rijian;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = fuzz::bytesOf(data, size);
    const auto report = report::readReport(bytes);
    if (!report) {
        fuzz::promise(report.error().kind == ErrorKind::BadData && !report.error().message.isEmpty(), "a refusal says why");
        fuzz::promise(report.error().message.size() < 600 && !report.error().message.contains(QLatin1Char('\n')), "in one line");
        return 0;
    }
    fuzz::promise(report->first.isValid() && report->first <= report->last, "days");
    qsizetype kept = 0;
    for (const report::ReadSection &section : report->sections) {
        kept += section.repository.size() + section.failure.size();
        for (const report::ReadCommit &commit : section.commits) {
            fuzz::promise(commit.sha.isEmpty() || commit.sha.size() == 40, "a sha");
            fuzz::promise(!commit.message.endsWith(QLatin1Char('\n')) && !commit.card.endsWith(QLatin1Char('\n')), "no line ends at the end");
            kept += commit.message.size() + commit.card.size() + commit.author.size() + commit.webAddress.size() + commit.failure.size();
        }
    }
    fuzz::promise(kept <= 2 * bytes.size(), "no more text than there was"); // a message may stand in its row, too
    return 0;
}
