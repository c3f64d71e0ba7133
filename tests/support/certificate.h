#pragma once

#include <QString>

namespace rijian::testkit {

struct CertificateFiles {
    QString certificate; ///< PEM; also what a client that trusts the server names as its authority
    QString key;         ///< PEM, EC P-256
};

/// A self-signed certificate for 127.0.0.1 and localhost made with the openssl program in `folder`, valid for ten years.
/// Throws std::runtime_error when openssl fails.
CertificateFiles makeSelfSignedCertificate(const QString &folder);

} // namespace rijian::testkit
