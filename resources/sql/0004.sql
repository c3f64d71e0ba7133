-- What imported reports bring: commits and days that are known from a report alone, until git tells of them.

-- origin: 0 git's; 1 a report's: sha, author, time and message alone, the committer's time made up within the day; 2 a report's row, the sha made up, too.
-- storage/commitstore.h says how git's commit takes their place.
ALTER TABLE commits ADD COLUMN origin INTEGER NOT NULL DEFAULT 0;
CREATE INDEX commits_made_up ON commits (repository_id, author_time) WHERE origin = 2;

-- imported: 1 while only reports have told what the span holds.
ALTER TABLE listing ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;

-- imported: 1 while it came with a report and nobody has asked to fetch it. Its address is empty where the report did not tell it.
ALTER TABLE repository ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;
