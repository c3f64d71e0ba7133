#include "git/weblink.h"

#include "git/address.h"

#include <QUrl>

#include <optional>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

/// A host's forms of addresses, behind a repository's page.
struct Forms {
    QLatin1StringView commit; ///< before a commit's sha
    QLatin1StringView file;   ///< before the sha of the commit whose file is shown
    QLatin1StringView line = "#L"_L1;
    QLatin1StringView infix = "/"_L1; ///< between that sha and the path
};

/// Nothing for a host of an unknown kind.
std::optional<Forms> formsOf(const QString &host)
{
    const auto is = [&host](QLatin1StringView domain) { return host == domain || host.endsWith(u'.' + domain); };
    const auto begins = [&host](QLatin1StringView label) { return host.startsWith(label); };
    if (is("github.com"_L1) || begins("github."_L1) || is("gitee.com"_L1))
        return Forms{"/commit/"_L1, "/blob/"_L1};
    if (is("codeberg.org"_L1) || is("gitea.com"_L1) || begins("gitea."_L1) || begins("forgejo."_L1))
        return Forms{"/commit/"_L1, "/src/commit/"_L1};
    if (is("git.sr.ht"_L1))
        return Forms{"/commit/"_L1, "/tree/"_L1, "#L"_L1, "/item/"_L1};
    if (is("bitbucket.org"_L1))
        return Forms{"/commits/"_L1, "/src/"_L1, "#lines-"_L1};
    // Self-hosted GitLab instances are mostly named so; freedesktop, GNOME, KDE and Debian run well-known ones.
    if (is("gitlab.com"_L1) || begins("gitlab."_L1) || host == "invent.kde.org"_L1 || host == "salsa.debian.org"_L1
        || host == "code.videolan.org"_L1)
        return Forms{"/-/commit/"_L1, "/-/blob/"_L1};
    return std::nullopt;
}

} // namespace

bool isWebPage(const QString &address)
{
    const QString scheme = QUrl(address).scheme();
    return scheme == "https"_L1 || scheme == "http"_L1;
}

WebLink::WebLink(const QString &remote)
{
    const auto address = parseAddress(remote);
    if (!address) {
        m_plain = QUrl(remote).toString(QUrl::RemoveUserInfo);
        return;
    }
    if (address->isLocal()) {
        m_plain = address->path;
        return;
    }
    QUrl plain(address->url);
    plain.setUserInfo({});
    m_plain = plain.toString(QUrl::FullyEncoded);

    const auto forms = formsOf(address->host);
    if (!forms)
        return;
    QUrl page;
    page.setScheme(address->kind == Address::Kind::Http ? plain.scheme() : u"https"_s);
    page.setHost(address->host == "ssh.github.com"_L1 ? u"github.com"_s : address->host);
    if (address->kind == Address::Kind::Http)
        page.setPort(address->port);
    page.setPath(u'/' + address->path);
    const QString repository = page.toString(QUrl::FullyEncoded);
    m_commitPrefix = repository + forms->commit;
    m_filePrefix = repository + forms->file;
    m_fileInfix = forms->infix;
    m_lineMark = forms->line;
}

QString WebLink::file(const QString &sha, const QByteArray &path, int line) const
{
    if (!isKnown())
        return {};
    const QString place = line > 0 ? QString(m_lineMark + QString::number(line)) : QString();
    return m_filePrefix + sha + m_fileInfix + QString::fromLatin1(path.toPercentEncoding("/")) + place;
}

QString WebLink::commit(const QString &sha) const
{
    return isKnown() ? m_commitPrefix + sha : m_plain;
}

} // namespace rijian::git
