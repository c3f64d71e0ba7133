#pragma once

#include <QtTypes>

namespace rijian::analysis {

/// What a file is for, told by its path. The order is that of a card's lists: what matters most first.
enum class Role : quint8 {
    Source,
    Interface, ///< installed headers, protocol and schema languages
    Migration,
    Vendored,
    Manifest,
    Deploy,
    Container,
    Config,
    Build,
    Ci,
    Tool,
    Example,
    Benchmark,
    Test,
    Docs,
    Metadata, ///< an application's store and desktop entries
    Translation,
    Lock,
    Generated,
    Asset,
    Meta, ///< licences, owners, editor settings
    Other,
};
inline constexpr int RoleCount = int(Role::Other) + 1;

/// How definitions and comments look.
enum class Family : quint8 { None, C, Python, Go, Rust, Js, Java, Shell, Sql, Data, Other };

/// How a message says what the commit is for.
enum class Intent : quint8 { Unknown, Security, Revert, Dependency, Docs, Test, Performance, Fix, Refactor, Style, Ci, Build, Feature, Chore };

/// Words that a code line may hold; a set of them is a bit mask.
enum class WordGroup : quint8 {
    Concurrency, Memory, Unsafe, Exec, Crypto, Auth, Timeout, Errors, Cache, Loop, Logic, Log, Network, Todo, SqlDdl, Rbac, Env,
};
inline constexpr int WordGroupCount = int(WordGroup::Env) + 1;

} // namespace rijian::analysis
