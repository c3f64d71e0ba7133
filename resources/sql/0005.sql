-- Which of a commit's files the user has ticked as viewed.
CREATE TABLE viewed_file (
    repository_id INTEGER NOT NULL REFERENCES repository(id) ON DELETE CASCADE,
    sha           TEXT NOT NULL,
    path          TEXT NOT NULL,
    PRIMARY KEY (repository_id, sha, path)
) WITHOUT ROWID;
