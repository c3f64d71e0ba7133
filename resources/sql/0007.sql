-- What a repository's text is read as, whatever it looks like: a name of core/encoding.h; empty: found for each file.
ALTER TABLE repository ADD COLUMN encoding TEXT NOT NULL DEFAULT '';
