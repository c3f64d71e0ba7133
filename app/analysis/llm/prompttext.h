#pragma once
// Text of strangers as it is put into a prompt: decoded, without secrets, with invisible characters made visible, bounded.

#include "analysis/llm/prompthunks.h"
#include "core/patch.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace rijian::analysis::llm {

/// Several lines, at most `limit` characters and about `tokens` tokens; a note says what is left out.
QString safeText(QStringView text, qsizetype limit, qint64 tokens);
/// One line of at most `limit` characters.
QString safeLine(QStringView text, qsizetype limit);

/// Cut to about so many tokens, at a line's end if one is near.
QString cutToTokens(const QString &text, qint64 tokens);

/// "src/a.cpp（由 src/b.cpp 改名，新增，+3 −1，权限 100644 → 100755）"
QString fileHeader(const FilePatch &file, const QString &roleWord);

/// The regions' @@ lines and lines. `keys` of keyBlockLines().
class FileText
{
public:
    explicit FileText(const FilePatch &file);
    QString region(const Region &region) const;
    /// One line with its mark, cut and safe.
    QString line(std::size_t index) const;

private:
    const FilePatch &m_file;
    std::vector<bool> m_keys;
    bool m_mixedEnds = false; ///< some lines end with a carriage return, some do not
};

/// Names for the marks around strangers' text that those cannot know: a keyed hash, so that the same commit gives the same prompt in one run of the program.
class Fence
{
public:
    /// A key of this process, from the system's random numbers.
    static Fence ofProcess();
    explicit Fence(QByteArray key);
    /// 16 hex digits.
    QString name(const QByteArray &what) const;

private:
    QByteArray m_key;
};

} // namespace rijian::analysis::llm
