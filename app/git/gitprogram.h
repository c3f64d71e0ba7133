#pragma once

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace rijian::git {

/// Runs the installed `git` with input, no terminal and no prompts. Nothing when git is not installed, fails, or takes longer than
/// `timeoutMs`. Only for what libgit2 lacks (credential helpers); the product works without git.
std::optional<QByteArray> runGit(const QStringList &arguments, const QByteArray &input, int timeoutMs = 20'000);

} // namespace rijian::git
