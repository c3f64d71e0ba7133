#pragma once

namespace rijian::cli {

/// `rijian-cli worker`: serves git requests (git/wire.h) on stdin and stdout until stdin ends. Not for people. Never outlives the
/// process that started it, asks nobody anything, leaves no core file. Returns the exit status.
int runWorker(int argc, char **argv);

} // namespace rijian::cli
