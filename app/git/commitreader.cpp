#include "git/commitreader.h"

#include "core/text.h"
#include "git/library.h"

#include <QCoreApplication>

namespace rijian::git {

namespace {

struct CommitReaderText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::CommitReader)
};

Person toPerson(const git_signature *signature, QByteArrayView encoding)
{
    if (!signature)
        return {};
    return Person{decodeText(signature->name, encoding), decodeText(signature->email, encoding)};
}

Moment toMoment(const git_signature *signature)
{
    return signature ? Moment{signature->when.time, signature->when.offset * 60} : Moment{};
}

SignatureHandle mapped(const git_mailmap *mailmap, const git_signature *signature)
{
    SignatureHandle result;
    if (mailmap && signature)
        git_mailmap_resolve_signature(out(result), mailmap, signature);
    return result;
}

} // namespace

CommitReader::CommitReader(git_repository *repository)
    : m_repository(repository)
{
    if (git_mailmap_from_repository(out(m_mailmap), repository) < 0)
        m_mailmap.reset();
}

Commit CommitReader::toCommit(const git_commit *commit, const git_mailmap *mailmap)
{
    const char *header = git_commit_message_encoding(commit);
    const QByteArrayView encoding = header ? QByteArrayView(header) : QByteArrayView();
    const git_signature *author = git_commit_author(commit);
    const git_signature *committer = git_commit_committer(commit);
    const SignatureHandle mappedAuthor = mapped(mailmap, author);
    const SignatureHandle mappedCommitter = mapped(mailmap, committer);

    Commit result;
    result.sha = toHex(*git_commit_id(commit));
    result.author = toPerson(mappedAuthor ? mappedAuthor.get() : author, encoding);
    result.committer = toPerson(mappedCommitter ? mappedCommitter.get() : committer, encoding);
    result.authorTime = toMoment(author);
    result.committerTime = toMoment(committer);
    result.message = decodeText(git_commit_message(commit), encoding);
    const unsigned parents = git_commit_parentcount(commit);
    for (unsigned i = 0; i < parents; ++i)
        result.parents.append(toHex(*git_commit_parent_id(commit, i)));
    return result;
}

Result<Commit> CommitReader::read(const git_oid &id) const
{
    CommitHandle commit;
    if (const int code = git_commit_lookup(out(commit), m_repository, &id); code < 0)
        return std::unexpected(lastError(code, CommitReaderText::tr("Commit %1 cannot be read.").arg(toHex(id).first(12))));
    return toCommit(commit.get(), m_mailmap.get());
}

} // namespace rijian::git
