#include "cli/patchtext.h"

#include "core/text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rijian::cli {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(rijian::cli::PatchText)
};

QString heading(const FileChange &file)
{
    const QString mode = file.oldMode && file.newMode && file.oldMode != file.newMode
        ? u"mode %1 -> %2\n"_s.arg(QString::number(file.oldMode, 8), QString::number(file.newMode, 8))
        : QString();
    switch (file.status) {
    case FileStatus::Added:
        return u"--- /dev/null\n+++ b/%1\n"_s.arg(file.path);
    case FileStatus::Deleted:
        return u"--- a/%1\n+++ /dev/null\n"_s.arg(file.path);
    default:
        return mode + u"--- a/%1\n+++ b/%2\n"_s.arg(file.oldPath, file.path);
    }
}

QString gapNote(PatchGap gap)
{
    switch (gap) {
    case PatchGap::Binary:
        return Text::tr("(binary file)") + u'\n';
    case PatchGap::TooLarge:
        return Text::tr("(too large to be read)") + u'\n';
    case PatchGap::Cut:
        return Text::tr("(further lines are left out)") + u'\n';
    case PatchGap::None:
        break;
    }
    return {};
}

} // namespace

QString patchText(const CommitPatch &patch)
{
    QString text;
    for (const FilePatch &file : patch.files) {
        text += heading(file.change);
        for (const Hunk &hunk : file.hunks) {
            text += u"@@ -%1,%2 +%3,%4 @@ "_s.arg(hunk.oldStart).arg(hunk.oldCount).arg(hunk.newStart).arg(hunk.newCount) + decodeText(hunk.context) + u'\n';
            for (std::size_t i = hunk.firstLine; i < hunk.firstLine + hunk.lineCount; ++i)
                text += QLatin1Char(char(file.lines[i].kind)) + decodeText(file.lineText(file.lines[i])) + u'\n';
        }
        text += gapNote(file.gap);
    }
    return text;
}

} // namespace rijian::cli
