#pragma once
// Our patches against git's: the same hunks, and the same tree once git has applied them.

#include "support/process.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QTemporaryDir>

namespace rijian::testkit {

/// One file of a patch as git writes it, with what is of no weight left out: "index" and "similarity" lines, the way a count of one is written,
/// how binary content is packed.
struct PatchSection {
    QByteArray header; ///< up to the first hunk
    QByteArray body;   ///< hunks; "binary\n" for binary content

    bool operator==(const PatchSection &) const = default;
};

QList<PatchSection> patchSections(QByteArrayView patch);

/// Applies patches with git to trees of a repository, in an index and an object folder of its own: the repository is only read. A patch with
/// binary content is applied where nothing but the old tree is: git would take the new blob from wherever it finds it.
class PatchApplier
{
public:
    /// `gitDir`: where "objects" is.
    explicit PatchApplier(const QString &gitDir);

    /// What `git <arguments>` says, run on the repository. Throws std::runtime_error when it fails.
    QByteArray git(const QStringList &arguments, const QByteArray &input = {}) const;
    /// Empty when the patch makes the tree of `after` from that of `before` (a commit or tree; empty: nothing); else what went wrong.
    QString apply(const QString &before, const QString &after, const QByteArray &patch) const;
    /// git's own patch between the two.
    QByteArray gitPatch(const QString &before, const QString &after, const QStringList &options = {}) const;

    /// What `git diff --color-moved=zebra` says of each changed line, in order: '.' it did not move, 'm' it did, 'a' in the other colour.
    QByteArray gitMoves(const QString &before, const QString &after, const QStringList &options = {}) const;

private:
    ProcessResult run(const QStringList &arguments, const QByteArray &input = {}) const;
    QProcessEnvironment alone(const QString &before, const QString &folder) const;

    QTemporaryDir m_scratch;
    QProcessEnvironment m_environment;
    QString m_emptyTree;
};

} // namespace rijian::testkit
