#pragma once

#include <stop_token>

namespace rijian::cli {

/// Turns SIGINT, SIGTERM and SIGHUP into a stop request: work ends at its next check, what was done is kept, exit status 130.
/// A second signal ends the process at once. Call before any thread is started.
std::stop_token watchSignals();

} // namespace rijian::cli
