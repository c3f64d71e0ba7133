#include "git/knownhosts.h"

#include <QByteArrayList>
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;

namespace rijian::git {

namespace {

/// "|1|salt|hash": HMAC-SHA1 of the name with the salt, both in base64.
bool isHashOf(const QByteArray &pattern, const QByteArray &name)
{
    const QByteArrayList parts = pattern.split('|');
    if (parts.size() != 4 || parts[1] != "1")
        return false;
    return QMessageAuthenticationCode::hash(name, QByteArray::fromBase64(parts[2]), QCryptographicHash::Sha1) == QByteArray::fromBase64(parts[3]);
}

bool names(const QByteArray &patterns, const QByteArrayList &wanted)
{
    for (const QByteArray &pattern : patterns.split(',')) {
        for (const QByteArray &name : wanted) {
            if (pattern.startsWith('|') ? isHashOf(pattern, name) : pattern.compare(name, Qt::CaseInsensitive) == 0)
                return true;
        }
    }
    return false;
}

} // namespace

HostKeyState lookUpHostKey(QByteArrayView knownHosts, const QString &host, int port, QByteArrayView key)
{
    const QByteArray name = host.toLower().toUtf8();
    const QByteArrayList wanted{name, '[' + name + "]:" + QByteArray::number(port > 0 ? port : 22)};
    auto state = HostKeyState::Unknown;
    for (const QByteArray &line : knownHosts.toByteArray().split('\n')) {
        QByteArrayList words = line.simplified().split(' ');
        QByteArray marker;
        if (words.first().startsWith('@'))
            marker = words.takeFirst();
        if (words.size() < 3 || words.first().startsWith('#') || marker == "@cert-authority" || !names(words[0], wanted))
            continue;
        const bool same = QByteArray::fromBase64(words[2]) == key;
        if (marker == "@revoked" && same)
            return HostKeyState::Revoked;
        if (!marker.isEmpty())
            continue;
        if (same)
            state = HostKeyState::Known;
        else if (state == HostKeyState::Unknown)
            state = HostKeyState::Changed;
    }
    return state;
}

} // namespace rijian::git
