#include "support/testrepository.h"

#include <QDir>
#include <QSet>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

namespace {

/// A path as fast-import reads it whatever bytes it holds.
QByteArray quoted(const QByteArray &path)
{
    QByteArray out = "\"";
    for (const char byte : path) {
        const auto value = static_cast<unsigned char>(byte);
        if (byte == '"' || byte == '\\')
            out += '\\' + QByteArray(1, byte);
        else if (value < 0x20 || value == 0x7f)
            out += '\\' + QByteArray::number(value, 8).rightJustified(3, '0');
        else
            out += byte;
    }
    return out + '"';
}

QByteArray data(const QByteArray &bytes)
{
    return "data " + QByteArray::number(bytes.size()) + '\n' + bytes + '\n';
}

QByteArray signatureLine(const QByteArray &role, const Signature &who)
{
    const QByteArray name = who.name.isEmpty() ? QByteArray() : who.name + ' ';
    return role + ' ' + name + '<' + who.email + "> " + QByteArray::number(who.seconds) + ' ' + who.offset + '\n';
}

QByteArray changes(const CommitSpec &spec)
{
    QByteArray out;
    for (const auto &move : spec.moves)
        out += "R " + quoted(move.from) + ' ' + quoted(move.to) + '\n';
    for (const auto &path : spec.deletes)
        out += "D " + quoted(path) + '\n';
    for (const auto &write : spec.writes) {
        const QByteArray mode = "M " + QByteArray::number(write.mode, 8);
        if (write.mode == 0160000)
            out += mode + ' ' + write.content + ' ' + quoted(write.path) + '\n';
        else
            out += mode + " inline " + quoted(write.path) + '\n' + data(write.content);
    }
    return out;
}

[[noreturn]] void fail(const QStringList &arguments, const ProcessResult &result)
{
    throw std::runtime_error("git " + arguments.join(u' ').toStdString() + ": exit " + std::to_string(result.exitCode) + ": "
        + result.err.toStdString());
}

} // namespace

TestRepository::TestRepository(Kind kind)
    : m_scratch(std::make_unique<QTemporaryDir>())
    , m_path(m_scratch->filePath(kind == Kind::Bare ? u"repository.git"_s : u"repository"_s))
{
    create(kind);
}

TestRepository::TestRepository(const QString &path, Kind kind)
    : m_scratch(std::make_unique<QTemporaryDir>())
    , m_path(path)
{
    create(kind);
}

TestRepository::~TestRepository() = default;
TestRepository::TestRepository(TestRepository &&) noexcept = default;
TestRepository &TestRepository::operator=(TestRepository &&) noexcept = default;

void TestRepository::create(Kind kind)
{
    m_kind = kind;
    const QString home = m_scratch->filePath(u"home"_s);
    if (!m_scratch->isValid() || !QDir().mkpath(home) || !QDir().mkpath(m_path))
        throw std::runtime_error("cannot make " + m_path.toStdString());
    m_environment = gitEnvironment(home);
    // An empty template: no sample hooks, so that making a repository is quick.
    QStringList arguments{u"init"_s, u"--quiet"_s, u"--template="_s, u"--initial-branch=main"_s};
    if (kind == Kind::Bare)
        arguments << u"--bare"_s;
    git(arguments);
}

QString TestRepository::gitDir() const
{
    return m_kind == Kind::Bare ? m_path : m_path + u"/.git"_s;
}

ProcessResult TestRepository::tryGit(const QStringList &arguments, const QByteArray &input) const
{
    return runGit(arguments, m_environment, m_path, input);
}

QByteArray TestRepository::git(const QStringList &arguments, const QByteArray &input)
{
    const auto result = tryGit(arguments, input);
    if (!result.ok())
        fail(arguments, result);
    return result.out;
}

QStringList TestRepository::import(const QList<CommitSpec> &specs)
{
    QByteArray stream = "feature done\n";
    QSet<QString> begun; // branches this stream has set: fast-import itself knows their heads
    int mark = 0;
    for (const auto &spec : specs) {
        const QByteArray ref = "refs/heads/" + spec.branch.toUtf8();
        QStringList parents = spec.parents.value_or(QStringList());
        if (!spec.parents && !begun.contains(spec.branch)) {
            if (const auto head = resolve(u"refs/heads/"_s + spec.branch); !head.isEmpty())
                parents << head;
        }
        if (spec.parents && parents.isEmpty())
            stream += "reset " + ref + "\n\n";
        begun.insert(spec.branch);
        stream += "commit " + ref + "\nmark :" + QByteArray::number(++mark) + '\n';
        stream += signatureLine("author", spec.author) + signatureLine("committer", spec.committer.value_or(spec.author));
        if (!spec.encoding.isEmpty())
            stream += "encoding " + spec.encoding + '\n';
        stream += data(spec.message);
        for (qsizetype i = 0; i < parents.size(); ++i)
            stream += (i == 0 ? "from " : "merge ") + parents.at(i).toLatin1() + '\n';
        stream += changes(spec) + '\n';
    }
    for (int i = 1; i <= mark; ++i)
        stream += "get-mark :" + QByteArray::number(i) + '\n';
    stream += "done\n";

    const auto out = git({u"fast-import"_s, u"--quiet"_s, u"--force"_s, u"--date-format=raw-permissive"_s}, stream);
    auto shas = QString::fromLatin1(out).split(u'\n', Qt::SkipEmptyParts);
    if (shas.size() != specs.size())
        throw std::runtime_error("git fast-import answered " + out.toStdString());
    return shas;
}

QString TestRepository::commit(const CommitSpec &spec)
{
    return import({spec}).constFirst();
}

QString TestRepository::commit(const QByteArray &message, const QByteArray &path, const QByteArray &content, qint64 seconds)
{
    CommitSpec spec;
    spec.message = message;
    spec.author.seconds = seconds;
    spec.writes = {FileWrite{path, content}};
    return commit(spec);
}

QString TestRepository::merge(const QStringList &others, CommitSpec spec)
{
    spec.parents = QStringList{resolve(u"refs/heads/"_s + spec.branch)} + others;
    return commit(spec);
}

QStringList TestRepository::commitMany(int count, const std::function<CommitSpec(int)> &generate)
{
    QList<CommitSpec> specs;
    specs.reserve(count);
    for (int i = 0; i < count; ++i)
        specs << generate(i);
    return specs.isEmpty() ? QStringList() : import(specs);
}

void TestRepository::branch(const QString &name, const QString &sha)
{
    git({u"update-ref"_s, u"refs/heads/"_s + name, sha, QString(40, u'0')});
}

void TestRepository::reset(const QString &branch, const QString &sha)
{
    git({u"update-ref"_s, u"refs/heads/"_s + branch, sha});
}

void TestRepository::deleteBranch(const QString &name)
{
    git({u"update-ref"_s, u"-d"_s, u"refs/heads/"_s + name});
}

void TestRepository::setHead(const QString &branch)
{
    git({u"symbolic-ref"_s, u"HEAD"_s, u"refs/heads/"_s + branch});
}

void TestRepository::tag(const QString &name, const QString &sha, const QByteArray &message)
{
    if (message.isEmpty())
        git({u"update-ref"_s, u"refs/tags/"_s + name, sha});
    else
        git({u"tag"_s, u"-a"_s, u"--cleanup=verbatim"_s, u"-F"_s, u"-"_s, name, sha}, message);
}

QString TestRepository::resolve(const QString &revision) const
{
    const auto result = tryGit({u"rev-parse"_s, u"--verify"_s, u"--quiet"_s, u"--end-of-options"_s, revision});
    return result.ok() ? QString::fromLatin1(result.out.trimmed()) : QString();
}

QString TestRepository::rawObject(const QByteArray &type, const QByteArray &content)
{
    const auto out = git({u"hash-object"_s, u"-t"_s, QString::fromLatin1(type), u"-w"_s, u"--literally"_s, u"--stdin"_s}, content);
    return QString::fromLatin1(out.trimmed());
}

void TestRepository::pack()
{
    git({u"gc"_s, u"--quiet"_s, u"--prune=now"_s});
}

} // namespace rijian::testkit
