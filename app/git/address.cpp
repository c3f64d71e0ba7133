#include "git/address.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

struct AddressText {
    Q_DECLARE_TR_FUNCTIONS(rijian::git::Address)
};

std::unexpected<Error> unusable(const QString &text, const QString &reason)
{
    return failure(ErrorKind::Usage,
                   AddressText::tr("“%1” cannot be tracked: %2. Give an address such as https://github.com/owner/name, git@host:owner/name.git, "
                                   "owner/name (GitHub), or a local folder.")
                       .arg(text.left(200), reason));
}

/// "/owner/name.git/" -> "owner/name"
QString plainPath(QString path)
{
    while (path.endsWith(u'/'))
        path.chop(1);
    while (path.startsWith(u'/'))
        path.remove(0, 1);
    if (path.endsWith(".git"_L1) && path.size() > 4)
        path.chop(4);
    return path;
}

Result<Address> folderAddress(const QString &text, const QString &folder)
{
    const QFileInfo info(folder);
    if (!info.exists())
        return failure(ErrorKind::NotFound, AddressText::tr("The folder %1 does not exist.").arg(folder));
    if (!info.isDir())
        return unusable(text, AddressText::tr("it is a file, not a folder"));
    Address address;
    address.kind = Address::Kind::Folder;
    address.path = info.canonicalFilePath();
    address.url = address.path;
    return address;
}

/// Removes the pages under a repository that people copy from a browser: /tree/main, /-/commits, /pull/7 …
QString repositoryPath(const QString &host, QString path)
{
    static const QRegularExpression gitlabPage(u"/-/.*$"_s);
    path.remove(gitlabPage);
    if (host == "github.com"_L1 || host == "gitee.com"_L1 || host == "codeberg.org"_L1 || host == "bitbucket.org"_L1) {
        const QString two = path.section(u'/', 0, 1);
        static const QRegularExpression page(u"^(tree|blob|commits?|pulls?|issues|releases|src|actions|wiki)(/|$)"_s);
        if (page.match(path.section(u'/', 2)).hasMatch())
            path = two;
    }
    return path;
}

Result<Address> urlAddress(const QString &text, const QUrl &url)
{
    Address address;
    const QString scheme = url.scheme().toLower();
    if (scheme == "https"_L1 || scheme == "http"_L1)
        address.kind = Address::Kind::Http;
    else if (scheme == "ssh"_L1 || scheme == "git+ssh"_L1 || scheme == "ssh+git"_L1)
        address.kind = Address::Kind::Ssh;
    else if (scheme == "git"_L1)
        address.kind = Address::Kind::Git;
    else
        return unusable(text, AddressText::tr("“%1” is not a way to reach a repository").arg(scheme));
    address.host = url.host().toLower();
    if (address.host.isEmpty() || address.host.startsWith(u'-'))
        return unusable(text, AddressText::tr("it names no host"));
    address.port = url.port();
    address.user = url.userName(QUrl::FullyDecoded);
    address.password = url.password(QUrl::FullyDecoded);
    QString path = url.path(QUrl::FullyDecoded);
    while (path.startsWith(u'/'))
        path.remove(0, 1);
    path = repositoryPath(address.host, path);
    address.path = plainPath(path);
    // A quote would end the path's own in the remote shell's command: libgit2 before CVE-2026-5917 was fixed does not escape it.
    if (address.kind == Address::Kind::Ssh && address.path.contains(u'\''))
        return unusable(text, AddressText::tr("its path has a quote, which is not safe over ssh"));
    if (address.path.isEmpty() || address.path.contains(QChar(0)))
        return unusable(text, AddressText::tr("it names no repository on %1").arg(address.host));
    QUrl clean;
    clean.setScheme(address.kind == Address::Kind::Ssh ? u"ssh"_s : scheme);
    clean.setHost(address.host);
    clean.setPort(url.port());
    if (address.kind == Address::Kind::Ssh)
        clean.setUserName(address.user);
    QString kept = path;
    while (kept.endsWith(u'/'))
        kept.chop(1);
    clean.setPath(u'/' + kept);
    address.url = clean.toString(QUrl::FullyEncoded);
    return address;
}

/// "git@host:owner/name.git" as ssh://git@host/owner/name.git; the path stays relative to the user's home with "~/" only if written so.
Result<Address> scpAddress(const QString &text, const QRegularExpressionMatch &match)
{
    QUrl url;
    url.setScheme(u"ssh"_s);
    url.setUserName(match.captured(u"user"_s));
    url.setHost(match.captured(u"host"_s));
    QString path = match.captured(u"path"_s);
    if (!path.startsWith(u'/'))
        path.prepend(u'/');
    url.setPath(path);
    return urlAddress(text, url);
}

} // namespace

QString Address::suggestedName() const
{
    if (kind == Kind::Folder) {
        QString name = QDir(path).dirName();
        if (name == ".git"_L1)
            name = QFileInfo(QFileInfo(path).path()).fileName();
        if (name.endsWith(".git"_L1) && name.size() > 4)
            name.chop(4);
        return name.isEmpty() ? u"repository"_s : name;
    }
    return path.section(u'/', -2);
}

QString Address::key() const
{
    if (kind == Kind::Folder)
        return u"file:"_s + path;
    // A host that serves the same repositories over ssh and https is rare enough elsewhere to be told apart there.
    const QString scheme = kind == Kind::Git ? u"git"_s : kind == Kind::Ssh ? u"ssh"_s : u"http"_s;
    return u"%1:%2:%3/%4"_s.arg(scheme, host).arg(port).arg(path);
}

Result<Address> parseAddress(const QString &given)
{
    const QString text = given.trimmed();
    if (text.isEmpty())
        return unusable(text, AddressText::tr("it is empty"));
    if (text.startsWith(u'-'))
        return unusable(text, AddressText::tr("it begins with a dash"));
    for (const QChar c : text) {
        if (c.unicode() < 0x20 || c.unicode() == 0x7F)
            return unusable(text.simplified(), AddressText::tr("it contains control characters"));
    }
    if (text.startsWith("file://"_L1))
        return folderAddress(text, QUrl(text).toLocalFile());
    if (text.contains("://"_L1)) {
        const QUrl url(text, QUrl::TolerantMode);
        return url.isValid() ? urlAddress(text, url) : unusable(text, AddressText::tr("it is not a valid address"));
    }
    if (text.startsWith("~/"_L1))
        return folderAddress(text, QDir::homePath() + text.sliced(1));
    if (text.startsWith(u'/') || text.startsWith(u'.') || QFileInfo(text).isDir())
        return folderAddress(text, text);
    static const QRegularExpression scp(u"^(?:(?<user>[A-Za-z0-9._+-]+)@)?(?<host>[A-Za-z0-9][A-Za-z0-9.-]*):(?<path>[^:]+)$"_s);
    if (const auto match = scp.match(text); match.hasMatch())
        return scpAddress(text, match);
    static const QRegularExpression ownerName(u"^[A-Za-z0-9_-][A-Za-z0-9_.-]*/[A-Za-z0-9_.-]+$"_s);
    if (ownerName.match(text).hasMatch() && !text.endsWith("/.."_L1) && !text.endsWith("/."_L1))
        return urlAddress(text, QUrl(u"https://github.com/"_s + text));
    static const QRegularExpression bareHost(u"^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(:\\d+)?/[^\\s]+$"_s);
    if (bareHost.match(text).hasMatch())
        return urlAddress(text, QUrl(u"https://"_s + text));
    return unusable(text, AddressText::tr("it is neither an address nor an existing folder"));
}

Result<QString> parseHost(const QString &text)
{
    static const QRegularExpression host(u"^[A-Za-z0-9][A-Za-z0-9.-]*$"_s);
    if (host.match(text).hasMatch())
        return text.toLower();
    const auto address = parseAddress(text);
    if (!address || address->isLocal())
        return failure(ErrorKind::Usage, AddressText::tr("“%1” is not a host: write it as github.com.").arg(text.left(200)));
    return address->host;
}

} // namespace rijian::git
