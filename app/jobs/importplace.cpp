#include "jobs/importplace.h"

#include "core/text.h"
#include "git/address.h"
#include "git/weblink.h"
#include "storage/repositorystore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

struct ImportPlacesText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::ImportPlaces)
};

constexpr qsizetype longestAddress = 2000;
constexpr qsizetype longestName = 300;

/// What a section tells of where its repository is.
struct Told {
    QString page;    ///< its commits' web addresses without the sha; empty: nothing
    QString address; ///< what may be fetched; empty: not known
    QString key;
    QString host;
    QString webRemote; ///< what gives the same web addresses where no address does
};

bool isRemote(const QString &address)
{
    return address.contains("://"_L1) && !address.startsWith("file:"_L1, Qt::CaseInsensitive);
}

/// A web address is turned into the repository's by taking away the commit's part, and believed when it gives the same web address again.
Told readAddress(const QString &webAddress, const QString &sha)
{
    Told told{.page = webAddress.endsWith(sha) ? webAddress.chopped(sha.size()) : webAddress};
    QStringList candidates{told.page};
    for (const QLatin1StringView part : {"/-/commit/"_L1, "/commit/"_L1, "/commits/"_L1}) {
        if (told.page.endsWith(part))
            candidates.prepend(told.page.chopped(part.size()));
    }
    for (const QString &candidate : std::as_const(candidates)) {
        if (!isRemote(candidate))
            continue;
        const auto address = git::parseAddress(candidate);
        if (!address || address->isLocal() || git::WebLink(address->url).commit(sha) != webAddress)
            continue;
        told.address = address->url;
        told.key = address->key();
        told.host = address->host;
        return told;
    }
    if (git::WebLink(webAddress).commit(sha) == webAddress)
        told.webRemote = webAddress; // a folder of another machine
    return told;
}

Told readPlace(const report::ReadSection &section)
{
    for (const report::ReadCommit &commit : section.commits) {
        if (!commit.sha.isEmpty() && !isMadeUpSha(commit.sha) && !commit.webAddress.isEmpty() && commit.webAddress.size() <= longestAddress)
            return readAddress(commit.webAddress, commit.sha);
    }
    return {};
}

/// Where a repository's commits are shown, without the sha.
QString pageOf(const Repository &repository)
{
    const QString remote = repository.webRemote.isEmpty() ? repository.address : repository.webRemote;
    return remote.isEmpty() ? QString() : git::WebLink(remote).commit({});
}

/// One that cannot be a namesake's repository: both places are known, and differ.
bool isElsewhere(const Repository &repository, const Told &told)
{
    if (told.address.isEmpty() || repository.address.isEmpty())
        return false;
    return git::WebLink(repository.webRemote.isEmpty() ? repository.address : repository.webRemote).isKnown() && git::WebLink(told.address).isKnown();
}

} // namespace

void ImportPlaces::know(const Repository &repository)
{
    const auto same = [&](const Repository &other) { return other.id == repository.id; };
    if (const QString page = pageOf(repository); !page.isEmpty()) {
        m_byPage[page].removeIf(same);
        m_byPage[page].append(repository);
    }
    m_byName.insert(repository.name.toCaseFolded(), repository);
}

void ImportPlaces::noteFailure(Repository repository, const QString &failure)
{
    repository.lastError = failure;
    know(repository);
}

Result<void> ImportPlaces::load()
{
    m_byPage.clear();
    m_byName.clear();
    const auto all = storage::RepositoryStore(m_database).all();
    if (!all)
        return std::unexpected(all.error());
    for (const Repository &repository : *all)
        know(repository);
    return {};
}

std::optional<Repository> ImportPlaces::find(const report::ReadSection &section) const
{
    const Told told = readPlace(section);
    if (const QList<Repository> there = m_byPage.value(told.page); !told.page.isEmpty() && !there.isEmpty()) {
        const auto namesake = std::ranges::find_if(there, [&](const Repository &one) { return one.name.compare(section.repository, Qt::CaseInsensitive) == 0; });
        return namesake == there.end() ? there.first() : *namesake;
    }
    const auto named = m_byName.constFind(section.repository.toCaseFolded());
    if (named == m_byName.constEnd() || isElsewhere(*named, told))
        return std::nullopt;
    return *named;
}

QString ImportPlaces::freeName(const QString &wanted, const QString &host) const
{
    const auto isFree = [&](const QString &name) { return !m_byName.contains(name.toCaseFolded()); };
    if (isFree(wanted))
        return wanted;
    const QString longer = host + u'/' + wanted;
    if (!host.isEmpty() && isFree(longer))
        return longer;
    for (int i = 2;; ++i) {
        if (const QString numbered = u"%1-%2"_s.arg(wanted).arg(i); isFree(numbered))
            return numbered;
    }
}

Result<Repository> ImportPlaces::findOrAdd(const report::ReadSection &section, bool &added)
{
    storage::RepositoryStore store(m_database);
    const Told told = readPlace(section);
    auto found = find(section);
    added = !found;
    if (found) {
        if (found->imported && found->address.isEmpty() && !told.address.isEmpty()) {
            const auto taken = store.byAddressKey(told.key);
            if (!taken)
                return std::unexpected(taken.error());
            if (*taken)
                return *found;
            if (auto kept = store.setAddress(found->id, told.address, told.key); !kept)
                return std::unexpected(kept.error());
            found->address = told.address;
            know(*found);
        }
        return *found;
    }
    if (section.repository.size() > longestName || section.repository.trimmed().isEmpty())
        return failure(ErrorKind::BadData, ImportPlacesText::tr("Line %1: “%2” is not a repository's name.").arg(section.line).arg(oneLine(section.repository, 60)));
    const Repository wanted{.name = freeName(section.repository, told.host), .address = told.address, .imported = true};
    auto made = store.add(wanted, told.key.isEmpty() ? QString(u"report:"_s + wanted.name.toCaseFolded()) : told.key);
    if (!made)
        return made;
    if (!told.webRemote.isEmpty() && made->webRemote.isEmpty()) {
        if (auto kept = store.setWebRemote(made->id, told.webRemote); !kept)
            return std::unexpected(kept.error());
        made->webRemote = told.webRemote;
    }
    know(*made);
    return made;
}

} // namespace rijian::jobs
