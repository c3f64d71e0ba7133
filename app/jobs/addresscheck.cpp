#include "jobs/addresscheck.h"

#include "git/address.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rijian::jobs {

namespace {

struct AddressCheckText {
    Q_DECLARE_TR_FUNCTIONS(rijian::jobs::AddressCheck)
};

} // namespace

Result<QString> understandAddress(const QString &text)
{
    const auto address = git::parseAddress(text);
    if (!address)
        return std::unexpected(address.error());
    if (address->isLocal())
        return AddressCheckText::tr("Folder: %1, read in place").arg(address->path);
    if (address->host == "github.com"_L1)
        return u"GitHub: "_s + address->path;
    switch (address->kind) {
    case git::Address::Kind::Ssh:
        return AddressCheckText::tr("%1 over ssh: %2").arg(address->host, address->path);
    case git::Address::Kind::Git:
        return AddressCheckText::tr("%1, neither encrypted nor verified: %2").arg(address->host, address->path);
    default:
        return u"%1: %2"_s.arg(address->host, address->path);
    }
}

} // namespace rijian::jobs
