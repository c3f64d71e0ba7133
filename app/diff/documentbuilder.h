#pragma once
// Cuts a patch into the stretches of a Document. One use, one thread.

#include "diff/document.h"

namespace rijian::diff {

class DocumentBuilder
{
public:
    DocumentBuilder(Document &document, const DocumentOptions &options, PairingBudget &budget);
    void build();

private:
    void addHunk(int index);
    void addContext(int first, int count, bool opens, bool closes);
    void addBlock(int first, int end);
    void addFoldBefore(int hunk);
    void addFoldAtEnd();
    void addFold(FoldRow fold, int firstLine, int lineCount);
    void addStretch(Document::Stretch stretch, int unifiedRows, int sideRows);
    void measure();
    FileNote noteOf() const;

    Document &m_document;
    const FilePatch &m_patch;
    const DocumentOptions &m_options;
    PairingBudget &m_budget;
    int m_nextOld = 1; ///< the old file's line after what was added so far
    int m_currentHunk = -1;
};

} // namespace rijian::diff
