#pragma once

#include "git/backend.h"

namespace rijian::git {

/// Does the work on the calling thread of this process. A hang or crash of libgit2's is one of this process.
class LocalBackend : public Backend
{
public:
    Result<FetchOutcome> fetch(const FetchRequest &request, std::stop_token stop = {}) override;
    Result<DayListing> listDay(const Location &location, const QStringList &branches, qint64 begin, qint64 end, bool merges,
                               std::stop_token stop = {}) override;
    Result<void> readCommits(const Location &location, const QStringList &shas, const DiffOptions &options, int threads,
                             const Deliver &deliver, std::stop_token stop = {}) override;
    Result<QString> resolveSha(const Location &location, const QString &text, std::stop_token stop = {}) override;
    Result<bool> hasCommits(const Location &location, const QStringList &branches, std::stop_token stop = {}) override;
    Result<QString> open(const Location &location, std::stop_token stop = {}) override;
    Result<QByteArray> readFile(const Location &location, const QStringList &branches, const QStringList &candidates, qint64 maxBytes,
                                std::stop_token stop = {}) override;
    Result<QList<LineOrigin>> blame(const Location &location, const BlameQuery &query, std::stop_token stop = {}) override;
};

} // namespace rijian::git
