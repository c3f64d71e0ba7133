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

    bool operator==(const RepositoryContext &) const = default;
};

} // namespace rijian::analysis
