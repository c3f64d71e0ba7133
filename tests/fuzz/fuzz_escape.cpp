// Any message in a report: it comes back as it was, by itself and from a whole report.

#include "fuzztarget.h"

#include "report/escape.h"
#include "report/markdown.h"
#include "report/reader.h"

#include <QTimeZone>

using namespace rijian;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    QString message = QString::fromUtf8(fuzz::bytesOf(data, size));
    fuzz::promise(report::unescapeMessage(report::escapeMessage(message)) == message, "unescaping undoes escaping");

    report::Entry entry;
    entry.commit.sha = QString(40, QLatin1Char('1'));
    entry.commit.author.name = QStringLiteral("A");
    entry.commit.authorTime.seconds = 1'767'758'400;
    entry.commit.message = message;
    entry.webAddress = QStringLiteral("https://github.com/a/b/commit/") + entry.commit.sha;
    entry.analysis = Analysis{.analyzer = QStringLiteral("llm"), .markdown = QStringLiteral("**📋 变更摘要**：x")};
    const QDate day(2026, 1, 7);
    const auto read = report::readReport(report::writeMarkdown({{day, day, QTimeZone::utc()}, {{.repository = QStringLiteral("a/b"), .entries = {entry, entry}}}}));
    fuzz::promise(read.has_value(), "a report of ours is read");
    while (!message.isEmpty() && message.back().isSpace())
        message.chop(1);
    for (const report::ReadCommit &commit : read->sections.first().commits) {
        fuzz::promise(commit.message == message, "the message comes back");
        fuzz::promise(commit.card == entry.analysis->markdown && commit.sha == entry.commit.sha, "and so do the card and the sha");
    }
    fuzz::promise(read->sections.first().commits.size() == 2, "two commits");
    return 0;
}
