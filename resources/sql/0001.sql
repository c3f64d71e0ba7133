-- The first schema. Times are seconds since 1970 UTC unless the name says otherwise; texts are UTF-8.
-- A statement ends with a semicolon at the end of a line; the version is set by the migrator.

CREATE TABLE repository (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL COLLATE NOCASE UNIQUE,
    address     TEXT NOT NULL,
    address_key TEXT NOT NULL UNIQUE,
    branches    TEXT NOT NULL DEFAULT '',
    position    INTEGER NOT NULL,
    added_at    INTEGER NOT NULL,
    last_fetch  INTEGER,
    last_error  TEXT NOT NULL DEFAULT ''
);

-- listed: 1 while the commit is reachable from the tracked branches (a force push may take it away).
-- position: its place in the listing it came with; orders commits of the same second.
CREATE TABLE commits (
    id               INTEGER PRIMARY KEY,
    repository_id    INTEGER NOT NULL REFERENCES repository(id) ON DELETE CASCADE,
    sha              TEXT NOT NULL,
    author_name      TEXT NOT NULL,
    author_email     TEXT NOT NULL,
    author_time      INTEGER NOT NULL,
    author_offset    INTEGER NOT NULL,
    committer_name   TEXT NOT NULL,
    committer_email  TEXT NOT NULL,
    committer_time   INTEGER NOT NULL,
    committer_offset INTEGER NOT NULL,
    message          TEXT NOT NULL,
    parents          TEXT NOT NULL,
    listed           INTEGER NOT NULL DEFAULT 1,
    position         INTEGER NOT NULL DEFAULT 0,
    UNIQUE (repository_id, sha)
);
CREATE INDEX commits_by_time ON commits (repository_id, committer_time);

-- status: core/commit.h FileStatus as a number; flags: 1 binary, 2 submodule.
CREATE TABLE changed_file (
    commit_id  INTEGER NOT NULL REFERENCES commits(id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    path       TEXT NOT NULL,
    old_path   TEXT NOT NULL,
    status     INTEGER NOT NULL,
    insertions INTEGER NOT NULL,
    deletions  INTEGER NOT NULL,
    flags      INTEGER NOT NULL,
    old_mode   INTEGER NOT NULL,
    new_mode   INTEGER NOT NULL,
    PRIMARY KEY (commit_id, position)
) WITHOUT ROWID;

-- One row an analysis ever made; the newest of an analyzer is the one shown. Keyed by the commit alone, so that
-- repositories that share commits share analyses. state and importance: core/analysis.h and core/card.h as numbers;
-- types and reasons: JSON arrays.
CREATE TABLE analysis (
    id             INTEGER PRIMARY KEY,
    sha            TEXT NOT NULL,
    analyzer       TEXT NOT NULL,
    model          TEXT NOT NULL DEFAULT '',
    prompt_version TEXT NOT NULL DEFAULT '',
    created_at     INTEGER NOT NULL,
    state          INTEGER NOT NULL,
    failure        TEXT NOT NULL DEFAULT '',
    coverage       TEXT NOT NULL DEFAULT '',
    score          INTEGER NOT NULL DEFAULT 0,
    reasons        TEXT NOT NULL DEFAULT '[]',
    types          TEXT NOT NULL DEFAULT '[]',
    type_text      TEXT NOT NULL DEFAULT '',
    importance     INTEGER NOT NULL DEFAULT 0,
    summary        TEXT NOT NULL DEFAULT '',
    scope          TEXT NOT NULL DEFAULT '',
    architecture   TEXT NOT NULL DEFAULT '',
    performance    TEXT NOT NULL DEFAULT '',
    security       TEXT NOT NULL DEFAULT '',
    risks          TEXT NOT NULL DEFAULT '',
    advice         TEXT NOT NULL DEFAULT '',
    closing        TEXT NOT NULL DEFAULT '',
    markdown       TEXT NOT NULL DEFAULT ''
);
CREATE INDEX analysis_by_commit ON analysis (sha, analyzer, model, prompt_version);

-- state: 0 waiting, 1 running, 2 done, 3 failed, 4 cancelled. What runs when a program ends waits again at the next start.
CREATE TABLE job (
    id            INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,
    repository_id INTEGER REFERENCES repository(id) ON DELETE CASCADE,
    payload       TEXT NOT NULL DEFAULT '{}',
    priority      INTEGER NOT NULL DEFAULT 0,
    state         INTEGER NOT NULL DEFAULT 0,
    attempts      INTEGER NOT NULL DEFAULT 0,
    error         TEXT NOT NULL DEFAULT '',
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
);
CREATE INDEX job_by_state ON job (state, priority DESC, id);

-- state: 0 待看, 1 已看, 2 跟进, 3 忽略. importance: the user's own, 0 when none was set.
CREATE TABLE triage (
    repository_id INTEGER NOT NULL REFERENCES repository(id) ON DELETE CASCADE,
    sha           TEXT NOT NULL,
    state         INTEGER NOT NULL DEFAULT 0,
    importance    INTEGER NOT NULL DEFAULT 0,
    note          TEXT NOT NULL DEFAULT '',
    due           TEXT NOT NULL DEFAULT '',
    updated_at    INTEGER NOT NULL,
    PRIMARY KEY (repository_id, sha)
) WITHOUT ROWID;
