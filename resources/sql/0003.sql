-- What a model's analysis cost and what of the commit it read, and what was learnt of endpoints.

-- Tokens as the provider counted them; cost in currency, 0 and empty when the price was not known. reading, unconfirmed, attempts: JSON, as
-- core/analysis.h describes the fields of these names; raw: an answer that no card could be read from.
ALTER TABLE analysis ADD COLUMN provider TEXT NOT NULL DEFAULT '';
ALTER TABLE analysis ADD COLUMN prompt_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE analysis ADD COLUMN cached_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE analysis ADD COLUMN completion_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE analysis ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;
ALTER TABLE analysis ADD COLUMN cost REAL NOT NULL DEFAULT 0;
ALTER TABLE analysis ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE analysis ADD COLUMN reading TEXT NOT NULL DEFAULT '[]';
ALTER TABLE analysis ADD COLUMN unconfirmed TEXT NOT NULL DEFAULT '[]';
ALTER TABLE analysis ADD COLUMN attempts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE analysis ADD COLUMN raw TEXT NOT NULL DEFAULT '';

-- What was spent between two times, without reading the analyses of rules.
CREATE INDEX analysis_by_spending ON analysis (created_at) WHERE requests > 0;

-- What an endpoint turned out to be able to; the names and values are analysis/llm/endpointmemory.h's.
CREATE TABLE endpoint (
    id     TEXT PRIMARY KEY,
    memory TEXT NOT NULL
) WITHOUT ROWID;

-- Which commits touched a file, by time: the last few before a commit are found at once, however often the file changed and in whatever
-- order the days were listed. Without merges, and without commits of more than 100 files, which say little of each.
CREATE TABLE touched (
    repository_id  INTEGER NOT NULL REFERENCES repository(id) ON DELETE CASCADE,
    path           TEXT NOT NULL,
    committer_time INTEGER NOT NULL,
    commit_id      INTEGER NOT NULL,
    PRIMARY KEY (repository_id, path, committer_time, commit_id)
) WITHOUT ROWID;
INSERT OR IGNORE INTO touched SELECT c.repository_id, f.path, c.committer_time, c.id FROM commits c JOIN changed_file f ON f.commit_id = c.id
    WHERE c.files <= 100 AND c.parents NOT LIKE '% %';
