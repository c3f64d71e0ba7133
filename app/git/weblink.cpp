#include "git/weblink.h"

#include "git/address.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

/// What stands between a repository's page and a commit's sha; empty for a host of an unknown kind.
QLatin1StringView commitPart(const QString &host)
{
    const auto is = [&host](QLatin1StringView domain) { return host == domain || host.endsWith(u'.' + domain); };
    const auto begins = [&host](QLatin1StringView label) { return host.startsWith(label); };
    if (is("github.com"_L1) || begins("github."_L1) || is("gitee.com"_L1))
        return "/commit/"_L1;
    if (is("codeberg.org"_L1) || is("gitea.com"_L1) || begins("gitea."_L1) || begins("forgejo."_L1) || is("git.sr.ht"_L1))
        return "/commit/"_L1;
    if (is("bitbucket.org"_L1))
        return "/commits/"_L1;
    // Self-hosted GitLab instances are mostly named so; freedesktop, GNOME, KDE and Debian run well-known ones.
    if (is("gitlab.com"_L1) || begins("gitlab."_L1) || host == "invent.kde.org"_L1 || host == "salsa.debian.org"_L1
        || host == "code.videolan.org"_L1)
        return "/-/commit/"_L1;
    return {};
}

} // namespace

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

    const auto part = commitPart(address->host);
    if (part.isEmpty())
        return;
    QUrl page;
    page.setScheme(address->kind == Address::Kind::Http ? plain.scheme() : u"https"_s);
    page.setHost(address->host == "ssh.github.com"_L1 ? u"github.com"_s : address->host);
    if (address->kind == Address::Kind::Http)
        page.setPort(address->port);
    page.setPath(u'/' + address->path);
    m_commitPrefix = page.toString(QUrl::FullyEncoded) + part;
}

QString WebLink::commit(const QString &sha) const
{
    return isKnown() ? m_commitPrefix + sha : m_plain;
}

} // namespace rijian::git
