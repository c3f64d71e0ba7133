-- Where the day's digest is delivered to. key: names the target's secret in the keychain, for good. options: JSON, as core/deliverytarget.h
-- writes it; never a secret: the addresses of webhooks hold tokens and are in the keychain.
CREATE TABLE delivery_target (
    id      INTEGER PRIMARY KEY,
    key     TEXT NOT NULL UNIQUE,
    name    TEXT NOT NULL UNIQUE COLLATE NOCASE,
    kind    TEXT NOT NULL,
    enabled INTEGER NOT NULL DEFAULT 1,
    options TEXT NOT NULL
);

-- A row for each part of a digest, written before it is sent and after. subject: the day and what of it ("2026-01-07", "2026-01-07 high").
-- state: 0 waits, 1 is being sent, 2 delivered, 3 refused, 4 not known. body: what is sent, so that the rest of a digest that broke off is
-- what it was; emptied when it is delivered.
CREATE TABLE delivery (
    target_id  INTEGER NOT NULL REFERENCES delivery_target(id) ON DELETE CASCADE,
    subject    TEXT NOT NULL,
    digest     TEXT NOT NULL,
    part       INTEGER NOT NULL,
    parts      INTEGER NOT NULL,
    state      INTEGER NOT NULL DEFAULT 0,
    message    TEXT NOT NULL DEFAULT '',
    updated_at INTEGER NOT NULL,
    body       BLOB NOT NULL,
    PRIMARY KEY (target_id, subject, digest, part)
);

-- The daily run of a day, whoever did it: the desktop, or the timer's program. ended_at: NULL while it runs, and when it was killed.
CREATE TABLE daily_run (
    day      TEXT PRIMARY KEY,
    begun_at INTEGER NOT NULL,
    ended_at INTEGER,
    ok       INTEGER NOT NULL DEFAULT 0,
    message  TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
