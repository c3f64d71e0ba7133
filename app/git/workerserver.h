#pragma once

#include "git/backend.h"

namespace rijian::git {

/// The worker's side of wire.h: greets, then serves requests from the file descriptor `in`, one after the other, answers on `out`, until `in`
/// ends or brings what is no message. A running request is then stopped; should it not end within a second, the process is ended.
/// Requests use `secrets`, as functions do not travel. SIGPIPE must be ignored. Returns the exit status: 0, or 1 after a bad message.
int serveRequests(int in, int out, Backend &backend, const SecretSources &secrets);

} // namespace rijian::git
