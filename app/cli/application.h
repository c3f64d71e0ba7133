#pragma once

#include <QStringList>

#include <stop_token>

namespace rijian::cli {

/// The whole program behind main(): `arguments` with the program's name first. Returns the exit status.
int runApplication(const QStringList &arguments, std::stop_token stop);

} // namespace rijian::cli
