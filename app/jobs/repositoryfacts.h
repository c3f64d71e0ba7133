#pragma once
// What a model is told of a repository beside a commit.

#include "analysis/repositorycontext.h"
#include "core/commit.h"
#include "core/repository.h"
#include "git/backend.h"

#include <stop_token>

namespace rijian::storage {
class Database;
}

namespace rijian::jobs {

/// Name, languages (from what stored commits changed) and the beginning of the README, once for many commits; `recent` stays empty. What cannot be read is
/// left out: an analysis does without. On the database's thread, while `backend` has no other request.
analysis::RepositoryContext readRepositoryFacts(storage::Database &database, git::Backend &backend, const git::Location &location, const Repository &repository,
                                                std::stop_token stop = {});

/// RepositoryContext::judged for a commit, where the user wants it told: an answer is no example of itself.
QStringList correctionsBeside(storage::Database &database, qint64 repository, const QString &sha);

/// RepositoryContext::recent for a commit with its files, stored or not: subjects of earlier stored ones that touched the same files, at most five, each one
/// line and bounded. On the database's thread; takes a fraction of a millisecond.
QStringList recentSubjects(storage::Database &database, qint64 repository, const Commit &commit);

} // namespace rijian::jobs
