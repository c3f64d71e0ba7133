#pragma once

#include <QString>
#include <QStringList>

namespace rijian::analysis {

/// What a model is told of a repository beside a commit. Text of strangers, like the commit.
struct RepositoryContext {
    QString name;          ///< "owner/name"
    QStringList languages; ///< most used first, a few
    QString readme;        ///< the README's first lines; empty: none is known
    QStringList recent;    ///< subjects of earlier commits that touched the same files, newest first, a few

    QStringList judged;    ///< where the user judged other commits in another way than their card ("🔴 高（卡片曾判 🟢 低）：subject"), newest first, a few; empty where the user does not want that told

    bool operator==(const RepositoryContext &) const = default;
};

} // namespace rijian::analysis
