#pragma once
// Recognises a line that defines a function, type or macro, by habit of its language; no parsing. Lines are bytes.

#include "analysis/rules/role.h"

#include <QByteArrayView>

namespace rijian::analysis {

struct Definition {
    QByteArrayView name;      ///< into the line; empty: the line defines nothing
    bool isType = false;      ///< class, struct, enum, interface, …
    bool isPublic = false;    ///< the language says that others may use it
    bool isMacro = false;
    bool isDeclaration = false; ///< of C: ends with a semicolon

    explicit operator bool() const { return !name.isEmpty(); }
};

Definition readDefinition(QByteArrayView line, Family family);

/// The function a hunk's header names; falls back to the word before the first parenthesis.
QByteArrayView contextName(QByteArrayView context, Family family);

bool isIdentifier(char c);

} // namespace rijian::analysis
