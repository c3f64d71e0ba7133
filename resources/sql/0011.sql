-- The search finds pieces of names: "ttention" stands in "flash_attention".

-- The words of letters and digits that the table search has, whatever column: core/searchtext.h says which. They stay until the index is made anew. Also the
-- beginnings of words are looked up here.
CREATE TABLE search_word (
    id   INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
);
-- Where pieces of them stand, by threes of letters; read by LIKE alone.
CREATE VIRTUAL TABLE search_piece USING fts5 (word, content='search_word', content_rowid='id', tokenize='trigram', detail='none', columnsize=0);

CREATE VIRTUAL TABLE search_term USING fts5vocab ('search', 'col');
INSERT INTO search_word (word)
    SELECT DISTINCT term FROM search_term
    WHERE col NOT IN ('sha', 'facts') AND (length(term) BETWEEN 4 AND 64 OR length(term) > 1 AND term GLOB '[a-z]*') AND term GLOB '*[^0-9]*' AND NOT (length(term) >= 7 AND term NOT GLOB '*[^0-9a-f]*' AND term GLOB '*[0-9]*');
DROP TABLE search_term;
INSERT INTO search_piece (rowid, word) SELECT id, word FROM search_word;

-- "has:disagreement" is a new word of the index, of commits that a model judged.
INSERT INTO search_stale SELECT id FROM commits WHERE sha IN (SELECT sha FROM analysis WHERE analyzer <> 'rules') AND id NOT IN search_stale;
