#pragma once

#include "core/patch.h"

namespace rijian::testkit {

struct ColorFigures {
    qint64 lines = 0;          ///< sides of lines that were compared
    qint64 different = 0;      ///< of these, coloured otherwise than in the whole file
    qint64 differentAlone = 0; ///< the same, when each hunk begins afresh
};

/// Compares the colours of a patch's lines, on both sides, with those that the side's whole file gets from its first line to its last. `whole`: the same
/// change with all lines around it.
void checkColors(const FilePatch &patch, const FilePatch &whole, ColorFigures &figures);

} // namespace rijian::testkit
