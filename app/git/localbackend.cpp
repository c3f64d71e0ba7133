#include "git/localbackend.h"

namespace rijian::git {

Result<FetchOutcome> LocalBackend::fetch(const FetchRequest &request, std::stop_token stop)
{
    return git::fetch(request, std::move(stop));
}

Result<DayListing> LocalBackend::listDay(const Location &location, const QStringList &branches, qint64 begin, qint64 end, bool merges,
                                         std::stop_token stop)
{
    return git::listDay(location, branches, begin, end, merges, std::move(stop));
}

Result<void> LocalBackend::readCommits(const Location &location, const QStringList &shas, const DiffOptions &options, int threads,
                                       const Deliver &deliver, std::stop_token stop)
{
    return git::readCommits(location, shas, options, threads, deliver, std::move(stop));
}

Result<QString> LocalBackend::resolveSha(const Location &location, const QString &text, std::stop_token)
{
    return git::resolveSha(location, text);
}

Result<bool> LocalBackend::hasCommits(const Location &location, const QStringList &branches, std::stop_token)
{
    const auto repository = openRepository(location);
    if (!repository)
        return std::unexpected(repository.error());
    const auto tips = findTips(repository->get(), branches);
    if (!tips)
        return std::unexpected(tips.error());
    return !tips->ids.empty();
}

Result<QString> LocalBackend::open(const Location &location, std::stop_token)
{
    return originAddress(location);
}

Result<QByteArray> LocalBackend::readFile(const Location &location, const QStringList &branches, const QStringList &candidates, qint64 maxBytes,
                                          std::stop_token stop)
{
    return git::readFile(location, branches, candidates, maxBytes, std::move(stop));
}

Result<QList<LineOrigin>> LocalBackend::blame(const Location &location, const BlameQuery &query, std::stop_token stop)
{
    return git::blame(location, query, std::move(stop));
}

} // namespace rijian::git
