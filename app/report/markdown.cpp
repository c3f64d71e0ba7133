#include "report/markdown.h"

#include "report/escape.h"
#include "report/writers.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

struct MarkdownText {
    Q_DECLARE_TR_FUNCTIONS(rijian::report::Markdown)
};

/// "> 15 个提交：模型分析 12 · 规则分析 2 · 部分阅读 1"; empty when a model read every commit whole.
QString ledgerLine(const Ledger &ledger)
{
    if (ledger.whole == ledger.commits)
        return {}; // the sample's form
    return u"> %1 个提交："_s.arg(ledger.commits) + ledgerParts(ledger) + u"\n\n"_s;
}

QString tableRow(const Entry &entry, const QTimeZone &zone)
{
    return u"| "_s + displayTime(entry.commit.authorTime.seconds, zone) + u" | "_s + tableCell(entry.commit.author.name) + u" | "_s
        + tableCell(entry.commit.message) + u" |\n"_s;
}

QString commitSection(const Entry &entry)
{
    QString text = u"### "_s + entry.commit.sha + u'\n' + escapeMessage(onOneLine(entry.webAddress)) + u'\n';
    if (const QString message = withoutTrailingLines(entry.commit.message); !message.isEmpty())
        text += escapeMessage(message) + u'\n';
    if (!entry.failure.isEmpty())
        text += u"⚠️ 分析失败："_s + onOneLine(entry.failure) + u"\n\n"_s;
    const QString card = entry.analysis ? withoutTrailingLines(entry.analysis->markdown) : QString();
    return text + (card.isEmpty() ? u"*暂无分析*"_s : card) + u"\n\n"_s;
}

Result<void> writeCommits(EntrySource &source, qsizetype section, Output &output)
{
    const QString name = onOneLine(source.sections().at(section).repository);
    output.write(u"| 提交时间 | 作者 | 提交信息 |\n|----------|------|----------|\n"_s);
    auto rows = source.visit(section, {.cards = false}, [&](const Entry &entry) {
        output.write(tableRow(entry, source.days().zone));
        return output.step();
    });
    if (!rows)
        return rows;
    output.write(u"\n## "_s + name + u" 的LLM分析结果\n\n"_s);
    return source.visit(section, {}, [&](const Entry &entry) {
        output.write(commitSection(entry));
        return output.step();
    });
}

} // namespace

Result<void> writeMarkdownForm(EntrySource &source, Output &output, const WriteOptions &options)
{
    output.write(u"# 每日更新报告（"_s + source.days().title() + u"）\n\n"_s + ledgerLine(source.ledger()));
    if (source.filter().isActive())
        output.write(u"> "_s + filterLine(source.filter()) + u"\n\n"_s);
    for (qsizetype i = 0; i < source.sections().size(); ++i) {
        const SectionHead &section = source.sections().at(i);
        output.write(u"## "_s + onOneLine(section.repository) + u"\n\n"_s);
        if (!section.failure.isEmpty())
            output.write(u"⚠️ 未能获取："_s + onOneLine(section.failure) + u"\n\n"_s);
        else if (section.commits() == 0)
            output.write(u"今日无更新\n\n"_s);
        else if (auto written = writeCommits(source, i, output); !written)
            return written;
    }
    writeNotes(output, options);
    return output.finish();
}

QByteArray writeMarkdown(const Document &document)
{
    DocumentSource source(document);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    (void)writeForm(Form::Markdown, source, buffer); // memory takes all there is
    return buffer.data();
}

Result<void> saveFile(const QString &file, const QByteArray &bytes)
{
    QSaveFile output(file);
    output.setDirectWriteFallback(false);
    if (!output.open(QIODevice::WriteOnly) || output.write(bytes) != bytes.size() || !output.commit())
        return failure(ErrorKind::Disk,
                       MarkdownText::tr("%1 cannot be written (%2): choose another file, or check the folder, its permissions and the free space.").arg(file, output.errorString()));
    return {};
}

} // namespace rijian::report
