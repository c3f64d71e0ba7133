#pragma once
// A watchdog around a fetch. Internal to this room: fetcher.h is what others call.

#include "git/fetcher.h"

namespace rijian::git {

/// The fetch itself, on the calling thread; may hang for ever where libgit2 does. fetcher.cpp has it.
Result<FetchOutcome> fetchUnguarded(const FetchRequest &request, std::stop_token stop);

/// fetchUnguarded() on a thread of its own, left behind when it gives no sign for as long as the request allows.
Result<FetchOutcome> fetchGuarded(const FetchRequest &request, std::stop_token stop);

} // namespace rijian::git
