-- The user's own rules (core/ownrule.h), and what they make of the commits that are stored.

-- type: core/card.h ChangeType, -1: any. effect: 0 none, 1 at least, 2 at most; level: core/card.h Importance.
CREATE TABLE own_rule (
    id         INTEGER PRIMARY KEY,
    position   INTEGER NOT NULL,
    enabled    INTEGER NOT NULL DEFAULT 1,
    repository TEXT NOT NULL DEFAULT '',
    path       TEXT NOT NULL DEFAULT '',
    author     TEXT NOT NULL DEFAULT '',
    text       TEXT NOT NULL DEFAULT '',
    type       INTEGER NOT NULL DEFAULT -1,
    effect     INTEGER NOT NULL DEFAULT 0,
    level      INTEGER NOT NULL DEFAULT 0,
    tag        TEXT NOT NULL DEFAULT ''
);

-- A row where a rule describes the commit. importance: in the card's place; 0: the card's holds. rule: words of the rule that decided; tags: with commas between.
CREATE TABLE own_mark (
    repository_id INTEGER NOT NULL REFERENCES repository(id) ON DELETE CASCADE,
    sha           TEXT NOT NULL,
    importance    INTEGER NOT NULL DEFAULT 0,
    rule          TEXT NOT NULL DEFAULT '',
    tags          TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (repository_id, sha)
) WITHOUT ROWID;

-- One row: commits with lower ids are still to be looked at with the rules as they are now; 0: none is.
CREATE TABLE own_pass (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    below INTEGER NOT NULL
);
INSERT INTO own_pass VALUES (1, 0);
