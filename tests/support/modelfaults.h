#pragma once
// What goes wrong between a service and its client, once for all tests: the table of faults of docs/MODELS.md.

#include "support/modelserver.h"

#include <QString>

#include <vector>

namespace rijian::testkit {

struct ModelFault {
    const char *name;
    ModelReply reply; ///< to the first request, or to each while `lasts`
    const char *status; ///< ChatStatus of the request, by name
    QString content = {}; ///< of the outcome; null: any
};

/// A card's JSON, as sampleCardFields() in one text.
QString sampleCardText();

/// How long a client waits where it is to see a fault of silence. Everywhere else a busy machine may take its time.
inline constexpr std::chrono::milliseconds shortPatience{1'000};
/// It cannot be seen without waiting that long.
bool isSilence(const ModelFault &fault);

/// Each of them; a request with "stream": true and a bound on answers of 1 MiB is assumed. They need no certificate and no closed port.
std::vector<ModelFault> modelFaults();

/// The body in gzip's format, by the gzip program.
QByteArray gzipped(const QByteArray &bytes);

} // namespace rijian::testkit
