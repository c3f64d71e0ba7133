-- The search over all commits (storage/searchstore.h), and the searches that the user keeps.

-- Commits by their sha, whatever repository has them: forks share analyses.
CREATE INDEX commits_by_sha ON commits (sha);

-- Words as core/searchtext.h makes them; the texts themselves are not kept a second time (content=''). A row's number is its commit's committer time * 2^24 and a
-- counter, so that the newest are found first, and days are ranges. A commit whose text changed gets another row; search_doc says which one holds.
CREATE VIRTUAL TABLE search USING fts5 (
    subject, card, body, note, author, paths, parts, sha, tags, facts,
    content='', tokenize='ascii', columnsize=0
);
CREATE TABLE search_doc (
    commit_id INTEGER PRIMARY KEY,
    doc       INTEGER NOT NULL UNIQUE
);

-- rows: of the table search, those that no longer hold included.
CREATE TABLE search_state (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    rows INTEGER NOT NULL
);
INSERT INTO search_state VALUES (1, 0);

-- Commits that are not in the index as they are now.
CREATE TABLE search_stale (
    commit_id INTEGER PRIMARY KEY
);
INSERT INTO search_stale SELECT id FROM commits;

-- Without "OR IGNORE": what the statement that fires a trigger says of conflicts would override it.
CREATE TRIGGER search_commit_added AFTER INSERT ON commits BEGIN INSERT INTO search_stale SELECT NEW.id WHERE NEW.id NOT IN search_stale; END;
CREATE TRIGGER search_commit_changed AFTER UPDATE OF sha, message, author_name, author_email, committer_time ON commits BEGIN INSERT INTO search_stale SELECT NEW.id WHERE NEW.id NOT IN search_stale; END;
CREATE TRIGGER search_commit_gone AFTER DELETE ON commits BEGIN DELETE FROM search_doc WHERE commit_id = OLD.id; DELETE FROM search_stale WHERE commit_id = OLD.id; END;
CREATE TRIGGER search_files_added AFTER INSERT ON changed_file BEGIN INSERT INTO search_stale SELECT NEW.commit_id WHERE NEW.commit_id NOT IN search_stale; END;
CREATE TRIGGER search_analysis_added AFTER INSERT ON analysis BEGIN INSERT INTO search_stale SELECT id FROM commits WHERE sha = NEW.sha AND id NOT IN search_stale; END;
CREATE TRIGGER search_analysis_changed AFTER UPDATE ON analysis BEGIN INSERT INTO search_stale SELECT id FROM commits WHERE sha = NEW.sha AND id NOT IN search_stale; END;
CREATE TRIGGER search_analysis_gone AFTER DELETE ON analysis BEGIN INSERT INTO search_stale SELECT id FROM commits WHERE sha = OLD.sha AND id NOT IN search_stale; END;
CREATE TRIGGER search_triage_added AFTER INSERT ON triage BEGIN INSERT INTO search_stale SELECT id FROM commits WHERE repository_id = NEW.repository_id AND sha = NEW.sha AND id NOT IN search_stale; END;
CREATE TRIGGER search_triage_changed AFTER UPDATE ON triage BEGIN INSERT INTO search_stale SELECT id FROM commits WHERE repository_id = NEW.repository_id AND sha = NEW.sha AND id NOT IN search_stale; END;
CREATE TRIGGER search_triage_gone AFTER DELETE ON triage BEGIN INSERT INTO search_stale SELECT id FROM commits WHERE repository_id = OLD.repository_id AND sha = OLD.sha AND id NOT IN search_stale; END;
CREATE TRIGGER search_mark_added AFTER INSERT ON own_mark BEGIN INSERT INTO search_stale SELECT id FROM commits WHERE repository_id = NEW.repository_id AND sha = NEW.sha AND id NOT IN search_stale; END;
CREATE TRIGGER search_mark_gone AFTER DELETE ON own_mark BEGIN INSERT INTO search_stale SELECT id FROM commits WHERE repository_id = OLD.repository_id AND sha = OLD.sha AND id NOT IN search_stale; END;

CREATE TABLE saved_search (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE COLLATE NOCASE,
    query    TEXT NOT NULL,
    position INTEGER NOT NULL
);
