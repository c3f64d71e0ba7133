#pragma once
// What of a found commit's text shows why it was found. Internal to this room.

#include "core/commitrow.h"
#include "core/result.h"
#include "core/searchquery.h"

namespace rijian::storage {

class Database;

/// Fills CommitRow::snippet: one line around the first words that were looked for, of the card, the message's body, the note or a file's name; empty where
/// the subject or the author alone has them.
Result<void> fillSnippets(Database &database, const SearchQuery &query, QList<CommitRow> &rows);

} // namespace rijian::storage
