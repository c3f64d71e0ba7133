#pragma once

#include <QString>

namespace rijian::testkit {

struct CertificateFiles {
    QString certificate; ///< PEM; also what a client that trusts the server names as its authority
    QString key;         ///< PEM, EC P-256
};

enum class Validity {
    Now, ///< for ten years from now
    Past ///< of some days in 2020
};

/// A self-signed certificate for 127.0.0.1 and localhost made with the openssl program in `folder`.
/// Throws std::runtime_error when openssl fails.
CertificateFiles makeSelfSignedCertificate(const QString &folder, Validity validity = Validity::Now);

} // namespace rijian::testkit
