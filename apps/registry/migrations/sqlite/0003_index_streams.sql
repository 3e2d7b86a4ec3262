-- The index of search: what each algorithm is found by, in fields and languages, and postings in the order of their impact.
-- All of it follows from search_entry and the lexicon.

DROP TABLE search_facet;
DROP TABLE search_text;

-- What releases say for search stands in fields and languages now, as their details have it; one whose detail the law has
-- erased says nothing.
UPDATE release SET search = json_object(
  'hit', json(json_extract(search, '$.hit')),
  'texts', json(coalesce((
    SELECT json_object(
      'keywords', json(coalesce(json_extract(manifest, '$.keywords'), '{}')),
      'description', json(coalesce(json_extract(manifest, '$.description'), '{}')),
      'features', json(coalesce(json_extract(manifest, '$.features'), '{}')),
      'purpose', json(json_extract(manifest, '$.purpose')),
      'organisation', json(json_extract(manifest, '$.organisation.name')),
      'categories', json(coalesce(json_extract(manifest, '$.categories'), '[]'))
    ) FROM (
      SELECT json_extract(CAST(detail.bytes AS TEXT), '$.manifest') AS manifest
      FROM leaf JOIN detail ON detail.digest =
        substr(CAST(leaf.bytes AS TEXT), instr(CAST(leaf.bytes AS TEXT), char(10) || 'detail ') + 8, 71)
      WHERE leaf.idx = release.log_index
    )
  ), '{}'))
);

ALTER TABLE search_entry ADD COLUMN text TEXT NOT NULL DEFAULT '{}'; -- JSON: the texts beside those of the hit
-- A damaged row must still be readable: `verify` names it.
ALTER TABLE search_entry ADD COLUMN updated_at TEXT NOT NULL GENERATED ALWAYS AS (
  CASE WHEN json_valid(hit) THEN coalesce(json_extract(hit, '$.updatedAt'), '') ELSE '' END
) VIRTUAL;

UPDATE search_entry SET text = json_object(
  'texts', json(coalesce((
    SELECT json_extract(release.search, '$.texts') FROM release
    WHERE release.algorithm_id = search_entry.id AND release.version = search_entry.version
  ), '{}')),
  'formerNames', json((
    SELECT json_group_array(name) FROM (SELECT name FROM former_name WHERE algorithm_id = search_entry.id ORDER BY log_index)
  ))
);

CREATE INDEX search_entry_recent ON search_entry (updated_at DESC, id DESC);

-- Entries that the postings do not have yet, or have as they were: they are read as they are with each search.
CREATE TABLE search_pending (
  id INTEGER PRIMARY KEY,
  stamp INTEGER NOT NULL -- another one with each change
) STRICT;

-- What the postings have of each entry, so that it can be taken out again: pairs of term and level.
CREATE TABLE search_document (
  id INTEGER PRIMARY KEY,
  lexicon INTEGER NOT NULL, -- the fingerprint of the concepts it was read with
  postings BLOB NOT NULL
) STRICT;

CREATE INDEX search_document_lexicon ON search_document (lexicon);

CREATE TABLE search_term (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, -- the letter of its stream, then its text
  documents INTEGER NOT NULL
) STRICT;

-- Postings of a term, those of the highest level first, some hundred to a block: see posting-block.ts.
CREATE TABLE search_posting (
  term INTEGER NOT NULL,
  start INTEGER NOT NULL, -- the first of the block
  keys BLOB NOT NULL,
  PRIMARY KEY (term, start)
) STRICT, WITHOUT ROWID;

-- Which documents have a common term: one bit each, 31,744 to a container.
CREATE TABLE search_member (
  id INTEGER PRIMARY KEY, -- term * 65536 + container
  bits BLOB NOT NULL
) STRICT;

-- Sets of values of a facet, which columns refer to.
CREATE TABLE search_value (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE -- JSON: facet, values
) STRICT;

-- For each document the numbers of its sets of values and its static rank, 256 documents to a row: see columns.ts.
CREATE TABLE search_column (
  chunk INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  codes BLOB NOT NULL
) STRICT;

CREATE INDEX search_column_version ON search_column (version);

-- Words by what is left of them when letters are left out (a hash), for misspelt ones.
CREATE TABLE search_spelling (
  hash INTEGER NOT NULL,
  term INTEGER NOT NULL,
  PRIMARY KEY (hash, term)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_state (
  key TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO search_pending (id, stamp) SELECT id, row_number() OVER (ORDER BY updated_at, id) FROM search_entry;
INSERT INTO search_state (key, value) SELECT 'stamp', count(*) FROM search_pending;
