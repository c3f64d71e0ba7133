#pragma once
// Which pieces of a commit are sent, in how many requests, and what is said of the rest.

#include "analysis/llm/difftext.h"
#include "analysis/rules/role.h"

namespace rijian::analysis::llm {

/// One file's way into the prompts.
struct PackedFile {
    const FilePatch *file = nullptr;
    Role role = Role::Other;
    QString summarized; ///< why it is summarised by what it is ("锁文件"); empty: it is to be read
    std::vector<Region> regions;
};

struct Packing {
    std::vector<PackedFile> files; ///< in the commit's order
    /// Per request: the chosen pieces, by file and place in it.
    struct Piece {
        std::size_t file = 0;
        std::size_t region = 0;
    };
    std::vector<std::vector<Piece>> parts; ///< at least one; may be empty where there is nothing to read
};

/// `room`: tokens for pieces in one request. Files are kept together; the most telling pieces of each come first where not all fit. Linear but for one sort.
Packing pack(const CommitPatch &patch, qint64 room, int mostParts);

/// Of all files that are not read whole.
QList<FileReading> readingOf(const Packing &packing);
/// One line on what was to be read and was not, Chinese; empty: nothing.
QString coverageOf(const Packing &packing);
/// There are changed lines, and none was sent.
bool nothingIsRead(const Packing &packing);
/// Its readable pieces were all chosen.
bool isWhole(const PackedFile &file);

} // namespace rijian::analysis::llm
