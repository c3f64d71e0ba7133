-- What was exported, so that the next report can hold, or mark, what is new since. name: of the report, the user's own word.
-- newest_analysis: the newest analysis there was at all when the commit was exported; one with a higher id is news about it.
CREATE TABLE exported (
    name            TEXT NOT NULL,
    repository_id   INTEGER NOT NULL REFERENCES repository(id) ON DELETE CASCADE,
    sha             TEXT NOT NULL,
    newest_analysis INTEGER NOT NULL,
    exported_at     INTEGER NOT NULL,
    PRIMARY KEY (name, repository_id, sha)
) WITHOUT ROWID;
CREATE INDEX exported_by_repository ON exported (repository_id);
