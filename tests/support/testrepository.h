#pragma once
// Git repositories made on the fly by git itself, byte for byte as a test asks. The same calls give the same shas on
// every machine. Every function throws std::runtime_error with git's own words when git fails.

#include "support/process.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <optional>

namespace rijian::testkit {

/// A person at a point in time, as a commit's author or committer line has it.
struct Signature {
    QByteArray name = "A U Thor";
    QByteArray email = "author@example.org";
    qint64 seconds = 1'767'700'800;  ///< since 1970-01-01 UTC; the default is 2026-01-06 20:00:00 +0800
    QByteArray offset = "+0800";     ///< +hhmm or -hhmm; nonsense such as "+9999" is kept

    bool operator==(const Signature &) const = default;
};

struct FileWrite {
    QByteArray path;    ///< bytes, any encoding, "/" between folders
    QByteArray content; ///< a symlink's target when the mode is 0120000; a 40-hex sha when it is 0160000
    quint32 mode = 0100644; ///< 0100644, 0100755, 0120000 (symlink), 0160000 (submodule)
};

struct FileMove {
    QByteArray from;
    QByteArray to;
};

/// One commit to make. Changes apply to the first parent's tree in the order moves, deletes, writes.
struct CommitSpec {
    QByteArray message = "A change\n"; ///< exact: nothing is added, removed or recoded
    Signature author = {};
    std::optional<Signature> committer = {}; ///< nothing: the author's
    /// nothing: the branch's head, or none when the branch is new. An empty list: a root commit. Several: a merge.
    /// In commitMany ":3" is the third commit of the batch.
    std::optional<QStringList> parents = {};
    QList<FileMove> moves = {};
    QList<QByteArray> deletes = {}; ///< files or folders
    QList<FileWrite> writes = {};
    QByteArray encoding = {}; ///< the commit's encoding header ("GB18030"); empty: none. The message must be in it already.
    QString branch = QStringLiteral("main");
};

class TestRepository {
public:
    enum class Kind { Bare, WithWorkTree };

    /// In a temporary folder that goes with this object.
    explicit TestRepository(Kind kind = Kind::Bare);
    /// At `path`, which must not exist yet; stays when this object goes. For a GitHttpServer's or SshServer's folder.
    explicit TestRepository(const QString &path, Kind kind = Kind::Bare);
    ~TestRepository();
    TestRepository(TestRepository &&) noexcept;
    TestRepository &operator=(TestRepository &&) noexcept;

    /// The repository's folder; for Kind::WithWorkTree the one that holds ".git".
    QString path() const { return m_path; }
    /// What libgit2 and git call the git directory; equals path() for a bare repository.
    QString gitDir() const;
    /// The environment all git programs run with (see gitEnvironment); HOME is an empty folder of this object's own.
    const QProcessEnvironment &environment() const { return m_environment; }

    /// Each returns the new commit's 40-hex sha. The branch moves to it, forward or not. The work tree, if there is
    /// one, is left as it is: git({u"reset"_s, u"--hard"_s}).
    QString commit(const CommitSpec &spec);
    /// Short form: one file, one message, author A U Thor.
    QString commit(const QByteArray &message, const QByteArray &path, const QByteArray &content, qint64 seconds = 1'767'700'800);
    /// `spec` with the branch's head as first parent and `others` after it.
    QString merge(const QStringList &others, CommitSpec spec);
    /// `count` commits in one process, some 10,000 a second; `generate` is called with 0, 1, … and returns what to make.
    QStringList commitMany(int count, const std::function<CommitSpec(int)> &generate);

    /// A new branch at `sha`.
    void branch(const QString &name, const QString &sha);
    /// Moves a branch, as a forced push does.
    void reset(const QString &branch, const QString &sha);
    void deleteBranch(const QString &name);
    /// HEAD, which is the default branch others see. The branch need not exist.
    void setHead(const QString &branch);
    /// A light tag, or one with a message.
    void tag(const QString &name, const QString &sha, const QByteArray &message = {});
    /// The sha a revision stands for; empty when there is none.
    QString resolve(const QString &revision) const;
    /// An object with exactly these bytes, however wrong ("commit", "tree", "blob", "tag"). Returns its sha.
    QString rawObject(const QByteArray &type, const QByteArray &content);
    /// Everything into one pack, as a server that was looked after has it.
    void pack();

    /// Any other git command, run in path(). Returns what it wrote to stdout.
    QByteArray git(const QStringList &arguments, const QByteArray &input = {});
    /// The same without throwing.
    ProcessResult tryGit(const QStringList &arguments, const QByteArray &input = {}) const;

private:
    void create(Kind kind);
    QStringList import(const QList<CommitSpec> &specs);

    std::unique_ptr<QTemporaryDir> m_scratch; ///< HOME, and the repository when it is temporary
    QString m_path;
    Kind m_kind = Kind::Bare;
    QProcessEnvironment m_environment;
};

} // namespace rijian::testkit
