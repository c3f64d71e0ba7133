#pragma once
// What of each file is worth sending, and how much of the commit was sent in the end.

#include "analysis/llm/prompthunks.h"
#include "analysis/rules/role.h"
#include "core/analysis.h"
#include "core/patch.h"

#include <QString>

#include <vector>

namespace rijian::analysis::llm {

struct FileItem {
    qsizetype index = 0; ///< in the patch
    const FilePatch *file = nullptr;
    Role role = Role::Other;
    QString roleWord;
    int rank = 4;      ///< 0: source and interfaces, then what configures and builds, tests, documents, the rest
    QString why;       ///< why it is not sent whole although there may be room: "生成文件"; empty: it is to be sent
    QString summary;   ///< a few telling lines instead; empty: none
    qint64 headerTokens = 0;
    std::vector<Region> regions;
    std::vector<bool> sent;   ///< by region
    bool summarySent = false;
    bool listed = false;      ///< in the table of files

    bool hasLines() const { return !regions.empty(); }
    bool isWhole() const; ///< all of it was sent
    bool anySent() const;
};

/// One a file, in the patch's order. Regions have at most `mostTokens`.
std::vector<FileItem> readFiles(const CommitPatch &patch, qint64 mostTokens);

/// How the file was read, as far as `sent`, `summarySent` and `listed` say.
FileReading readingOf(const FileItem &item);

/// "共 412 个文件：全文 37，摘要 120（锁文件 3、超出预算 117），未读 255（超出预算）"; empty when all are whole.
QString coverageOf(const std::vector<FileItem> &items);

/// The table of files, most telling first, within so many tokens: what does not fit is counted by role. Sets FileItem::listed.
QString fileTable(std::vector<FileItem *> items, qint64 tokens);
/// What a table of all these would take at most.
qint64 tableTokens(const std::vector<FileItem> &items);

} // namespace rijian::analysis::llm
