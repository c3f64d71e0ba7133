#include "analysis/llm/prompttext.h"

#include "analysis/llm/prompt.h"
#include "analysis/llm/redact.h"
#include "core/text.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

constexpr qsizetype margin = 200; // characters beyond a cut that are looked at for secrets

QString cutTo(const QString &text, qsizetype limit)
{
    qsizetype end = std::min(limit, text.size());
    if (end > 0 && end < text.size() && text[end - 1].isHighSurrogate())
        --end;
    return text.first(end);
}

/// Qt takes a byte order mark at the beginning for its own: in a line it is a character that was put there.
QString fromLine(QByteArrayView bytes)
{
    const QString text = QString::fromUtf8(bytes);
    return bytes.startsWith("\xEF\xBB\xBF") ? QString(QChar(u'\uFEFF') + text) : text;
}

QString statusWord(const FileChange &change)
{
    switch (change.status) {
    case FileStatus::Added:
        return u"新增"_s;
    case FileStatus::Modified:
        return u"修改"_s;
    case FileStatus::Deleted:
        return u"删除"_s;
    case FileStatus::Renamed:
        return u"由 "_s + safeLine(change.oldPath, 200) + u" 改名"_s;
    case FileStatus::Copied:
        return u"复制自 "_s + safeLine(change.oldPath, 200);
    case FileStatus::TypeChanged:
        return u"类型改变"_s;
    }
    return {};
}

QString modeWord(quint32 mode)
{
    switch (mode) {
    case 0100644:
        return u"普通文件"_s;
    case 0100755:
        return u"可执行文件"_s;
    case 0120000:
        return u"符号链接"_s;
    case 0160000:
        return u"子模块"_s;
    default:
        return QString::number(mode, 8);
    }
}

} // namespace

QString safeText(QStringView text, qsizetype limit, qint64 tokens)
{
    const bool cut = text.size() > limit;
    QString safe = visibleControls(redacted(text.first(std::min(text.size(), limit + margin))).remove(u'\r'));
    if (cut || safe.size() > limit + margin)
        safe = cutTo(safe, limit) + u"\n〔后面略去〕"_s;
    return cutToTokens(safe.trimmed(), tokens);
}

QString safeLine(QStringView text, qsizetype limit)
{
    return oneLine(redacted(text.first(std::min(text.size(), limit + margin))), limit);
}

QString cutToTokens(const QString &text, qint64 tokens)
{
    const qint64 all = estimateTokens(text);
    if (all <= tokens)
        return text;
    constexpr qint64 noteTokens = 8;
    QString part = text;
    // Tokens are not spread evenly; each turn takes off at least a tenth.
    for (qint64 now = all; now + noteTokens > tokens && !part.isEmpty(); now = estimateTokens(part)) {
        const double share = std::min(0.9, double(std::max<qint64>(0, tokens - noteTokens)) / double(now));
        part = cutTo(part, qsizetype(double(part.size()) * share));
    }
    if (const qsizetype end = part.lastIndexOf(u'\n'); end > part.size() * 3 / 4)
        part.truncate(end);
    return part + u"\n〔后面略去〕"_s;
}

QString fileHeader(const FilePatch &file, const QString &roleWord)
{
    const FileChange &change = file.change;
    QStringList facts{statusWord(change)};
    if (!roleWord.isEmpty())
        facts << roleWord;
    if (change.submodule)
        facts << u"子模块"_s;
    else if (file.gap == PatchGap::TooLarge)
        facts << u"过大"_s;
    else if (change.binary)
        facts << u"二进制"_s;
    else if (change.insertions + change.deletions > 0)
        facts << u'+' + QString::number(change.insertions) + u" −"_s + QString::number(change.deletions);
    if (change.oldMode != 0 && change.newMode != 0 && change.oldMode != change.newMode)
        facts << modeWord(change.oldMode) + u" → "_s + modeWord(change.newMode);
    else if (change.newMode == 0120000 || change.newMode == 0100755)
        facts << modeWord(change.newMode);
    return safeLine(change.path, 300) + u"（"_s + facts.join(u"，"_s) + u"）"_s;
}

FileText::FileText(const FilePatch &file)
    : m_file(file), m_keys(keyBlockLines(file))
{
    bool with = false;
    bool without = false;
    for (const PatchLine &line : file.lines) {
        const bool carriage = line.length > 0 && file.text[line.offset + line.length - 1] == '\r';
        with |= carriage;
        without |= !carriage && line.length > 0;
    }
    m_mixedEnds = with && without;
}

QString FileText::region(const Region &region) const
{
    const HunkReading &lines = region.lines;
    QString text = u"@@ -"_s + QString::number(lines.oldStart) + u',' + QString::number(lines.oldCount) + u" +"_s + QString::number(lines.newStart) + u','
        + QString::number(lines.newCount) + u" @@"_s;
    if (!region.function.isEmpty())
        text += u' ' + safeLine(QString::fromUtf8(region.function), 120);
    text += u'\n';
    for (std::size_t i = 0; i < region.lineCount; ++i)
        text += line(region.firstLine + i) + u'\n';
    return text;
}

QString FileText::line(std::size_t index) const
{
    const PatchLine &line = m_file.lines[index];
    const QChar mark = QLatin1Char(char(line.kind));
    if (index < m_keys.size() && m_keys[index])
        return mark + redactionMark();
    QByteArrayView bytes = m_file.lineText(line);
    if (!m_mixedEnds && bytes.endsWith('\r'))
        bytes.chop(1);
    const qsizetype whole = bytes.size();
    const QByteArrayView shown = shownPart(bytes);
    QString text = fromLine(shown);
    if (shown.size() < whole) { // a secret may stand across the cut
        const qsizetype characters = text.size();
        text = cutTo(redacted(fromLine(bytes.first(std::min(whole, shown.size() + margin)))), characters);
        text += u"〔本行共 "_s + QString::number(whole) + u" 字节，后面略去〕"_s;
    } else {
        text = redacted(text);
    }
    return mark + visibleControls(text) + (line.noLineEnd ? u"〔文件末尾没有换行〕"_s : QString());
}

Fence Fence::ofProcess()
{
    static const QByteArray key = [] {
        std::array<quint32, 8> words{};
        QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
        return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words);
    }();
    return Fence(key);
}

Fence::Fence(QByteArray key)
    : m_key(std::move(key))
{
}

QString Fence::name(const QByteArray &what) const
{
    return QString::fromLatin1(QMessageAuthenticationCode::hash(what, m_key, QCryptographicHash::Sha256).first(8).toHex());
}

} // namespace rijian::analysis::llm
