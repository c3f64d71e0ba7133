#include "support/certificate.h"

#include "support/process.h"

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

CertificateFiles makeSelfSignedCertificate(const QString &folder, Validity validity)
{
    const CertificateFiles files{folder + u"/server.crt"_s, folder + u"/server.key"_s};
    const QStringList dates = validity == Validity::Now ? QStringList{u"-days"_s, u"3650"_s}
                                                        : QStringList{u"-not_before"_s, u"20200101000000Z"_s, u"-not_after"_s, u"20200110000000Z"_s};
    const auto result = runProcess(u"openssl"_s,
        QStringList{u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s,
            u"-subj"_s, u"/CN=127.0.0.1"_s, u"-addext"_s, u"subjectAltName=IP:127.0.0.1,DNS:localhost"_s, u"-keyout"_s, files.key,
            u"-out"_s, files.certificate} + dates,
        gitEnvironment(folder));
    if (!result.ok())
        throw std::runtime_error("openssl: " + result.err.toStdString());
    return files;
}

} // namespace rijian::testkit
