#pragma once
// What the templates' placeholders stand for, but for files and differences.

#include "analysis/analyzer.h"
#include "analysis/llm/promptfiles.h"

#include <QHash>
#include <QString>

#include <vector>

namespace rijian::analysis::llm {

/// Of the repository and the commit, within shares of so many tokens. `brief`: for a part of a commit, the message is shorter.
QHash<QString, QString> promptValues(const Task &task, qint64 tokens, bool brief);

/// The rules' findings as facts: without points, levels and what states one; in an order that says nothing of their weight.
QStringList neutralFindings(const Analysis *rules);

/// How detailed the card should be, by size and kind of what changed alone.
QString depthOf(const std::vector<FileItem> &items);

} // namespace rijian::analysis::llm
