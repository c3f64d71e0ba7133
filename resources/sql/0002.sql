-- What the desktop keeps: groups, what may be sent to a model, removal that can be undone, settings, and which days were listed.

-- shared: 1 when the user lets a model see it. changed_at: when a fetch last brought something; seen_at: when the user last
-- looked. removed_at: removed by the user, and kept until that can no longer be undone. web_remote: a folder's own remote.
ALTER TABLE repository ADD COLUMN group_name TEXT NOT NULL DEFAULT '';
ALTER TABLE repository ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
ALTER TABLE repository ADD COLUMN changed_at INTEGER;
ALTER TABLE repository ADD COLUMN seen_at INTEGER;
ALTER TABLE repository ADD COLUMN removed_at INTEGER;
ALTER TABLE repository ADD COLUMN web_remote TEXT NOT NULL DEFAULT '';

-- The sums over changed_file: a table of 100,000 commits must not add them up each time.
ALTER TABLE commits ADD COLUMN files INTEGER NOT NULL DEFAULT 0;
ALTER TABLE commits ADD COLUMN insertions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE commits ADD COLUMN deletions INTEGER NOT NULL DEFAULT 0;
UPDATE commits SET (files, insertions, deletions) =
    (SELECT COUNT(*), COALESCE(SUM(insertions), 0), COALESCE(SUM(deletions), 0) FROM changed_file WHERE commit_id = commits.id);

-- not_before: a job that waits for its time (another try, hosts taken one after another).
ALTER TABLE job ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0;
CREATE INDEX job_by_repository ON job (repository_id, state, id);

-- Which spans have been listed, so that a day without commits is told from one that nobody has looked at.
CREATE TABLE listing (
    repository_id INTEGER NOT NULL REFERENCES repository(id) ON DELETE CASCADE,
    begin_at      INTEGER NOT NULL,
    end_at        INTEGER NOT NULL,
    listed_at     INTEGER NOT NULL,
    PRIMARY KEY (repository_id, begin_at, end_at)
) WITHOUT ROWID;

-- core/settings.h names the keys.
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
