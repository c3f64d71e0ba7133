#include "report/markdown.h"

#include "report/escape.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace rijian::report {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(rijian::report::Markdown)
};

/// "> 15 个提交：模型分析 12 · 规则分析 2 · 部分阅读 1"; empty when a model read every commit whole.
QString ledgerLine(const Ledger &ledger)
{
    if (ledger.whole == ledger.commits)
        return {}; // the sample's form
    QStringList parts;
    const auto add = [&parts](const QString &what, int count) {
        if (count > 0)
            parts.append(what + u' ' + QString::number(count));
    };
    add(u"模型分析"_s, ledger.whole);
    add(u"规则分析"_s, ledger.rules);
    add(u"部分阅读"_s, ledger.partial);
    add(u"失败"_s, ledger.failed);
    add(u"未分析"_s, ledger.missing);
    return u"> %1 个提交："_s.arg(ledger.commits) + parts.join(u" · "_s) + u"\n\n"_s;
}

/// On one line, so that a hostile name cannot add lines of its own.
QString onOneLine(QString name)
{
    for (QChar &c : name) {
        if (c == u'\n' || c == u'\r')
            c = u' ';
    }
    return name;
}

QString table(const Section &section, const QTimeZone &zone)
{
    QString text = u"| 提交时间 | 作者 | 提交信息 |\n|----------|------|----------|\n"_s;
    for (const Entry &entry : section.entries) {
        text += u"| "_s + displayTime(entry.commit.authorTime.seconds, zone) + u" | "_s + tableCell(entry.commit.author.name) + u" | "_s
            + tableCell(entry.commit.message) + u" |\n"_s;
    }
    return text + u'\n';
}

QString withoutTrailingLines(QString text)
{
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
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

} // namespace

QByteArray writeMarkdown(const Document &document)
{
    QString text = u"# 每日更新报告（"_s + document.days.title() + u"）\n\n"_s + ledgerLine(takeStock(document));
    for (const Section &section : document.sections) {
        const QString name = onOneLine(section.repository);
        text += u"## "_s + name + u"\n\n"_s;
        if (!section.failure.isEmpty()) {
            text += u"⚠️ 未能获取："_s + onOneLine(section.failure) + u"\n\n"_s;
            continue;
        }
        if (section.entries.isEmpty()) {
            text += u"今日无更新\n\n"_s;
            continue;
        }
        text += table(section, document.days.zone);
        text += u"## "_s + name + u" 的LLM分析结果\n\n"_s;
        for (const Entry &entry : section.entries)
            text += commitSection(entry);
    }
    return text.toUtf8();
}

Result<void> saveFile(const QString &file, const QByteArray &bytes)
{
    QSaveFile output(file);
    output.setDirectWriteFallback(false);
    if (!output.open(QIODevice::WriteOnly) || output.write(bytes) != bytes.size() || !output.commit())
        return failure(ErrorKind::Disk,
                       Text::tr("%1 cannot be written (%2): choose another file, or check the folder, its permissions and the free space.").arg(file, output.errorString()));
    return {};
}

} // namespace rijian::report
