#pragma once
// Ways to damage a repository as disks and crashes do.

#include "support/testrepository.h"

namespace rijian::testkit {

/// All objects one by one in files.
void unpackObjects(TestRepository &repository);

/// Cuts a loose object in the middle: libgit2 1.9.0 then inflates for ever. False: there is no such loose object.
bool truncateObject(const TestRepository &repository, const QString &sha);

} // namespace rijian::testkit
