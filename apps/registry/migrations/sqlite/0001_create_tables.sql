-- The rows of the registry. Instants are milliseconds since 1970 in UTC unless a column says otherwise; those of public
-- facts are the time of a leaf.
--
-- Three kinds of tables. The log (leaf, log_node, checkpoint, detail) is the truth. Views are made from it and can be
-- made again: log_identity, agency_state, agency, algorithm, former_agency, former_name, transfer, release, channel,
-- dependency, document, search_*, and blob.published. Private tables (meta, token, upload, submission, publication, download, derived) stand in no log, are
-- only in backups, and refer to no view, so that views can be made again beneath them.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The leaves as they were hashed.
CREATE TABLE leaf (
  idx INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

-- The hash of every complete subtree: 2^level leaves that begin at leaf idx·2^level. Never changed once it is there.
CREATE TABLE log_node (
  level INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;

-- Every checkpoint that was ever signed, each with the one before, so that one that is taken out is missed.
CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL,
  previous INTEGER UNIQUE REFERENCES checkpoint (size) CHECK (previous < size)
) STRICT;

-- Detail blobs and envelopes that leaves name. A tombstone may erase one.
CREATE TABLE detail (
  digest TEXT PRIMARY KEY, -- sha256:…
  bytes BLOB NOT NULL
) STRICT;

CREATE TRIGGER leaf_follows BEFORE INSERT ON leaf
WHEN NEW.idx IS NOT coalesce((SELECT max(idx) FROM leaf) + 1, 0)
BEGIN SELECT RAISE(ABORT, 'a leaf follows the last one'); END;
-- A conflict that is to be resolved by replacing deletes without asking the triggers of deletion.
CREATE TRIGGER log_node_once BEFORE INSERT ON log_node
WHEN EXISTS (SELECT 1 FROM log_node WHERE level = NEW.level AND idx = NEW.idx)
BEGIN SELECT RAISE(ABORT, 'a node is inserted once'); END;
CREATE TRIGGER checkpoint_once BEFORE INSERT ON checkpoint WHEN EXISTS (SELECT 1 FROM checkpoint WHERE size = NEW.size)
BEGIN SELECT RAISE(ABORT, 'a checkpoint is inserted once'); END;
CREATE TRIGGER leaf_stays BEFORE UPDATE ON leaf BEGIN SELECT RAISE(ABORT, 'a leaf never changes'); END;
CREATE TRIGGER leaf_kept BEFORE DELETE ON leaf BEGIN SELECT RAISE(ABORT, 'a leaf is never deleted'); END;
CREATE TRIGGER log_node_stays BEFORE UPDATE ON log_node BEGIN SELECT RAISE(ABORT, 'a node never changes'); END;
CREATE TRIGGER log_node_kept BEFORE DELETE ON log_node BEGIN SELECT RAISE(ABORT, 'a node is never deleted'); END;
CREATE TRIGGER checkpoint_stays BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint never changes'); END;
CREATE TRIGGER checkpoint_kept BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never deleted'); END;

-- The name of the log and the keys that signed it, by the leaf that named them.
CREATE TABLE log_identity (
  leaf_index INTEGER PRIMARY KEY,
  origin TEXT NOT NULL,
  key TEXT NOT NULL -- verifier key of a signed note
) STRICT;

-- Every state of every agency, by the leaf that made it.
CREATE TABLE agency_state (
  leaf_index INTEGER PRIMARY KEY,
  agency TEXT NOT NULL, -- its present name; the state itself says the one of its time
  digest TEXT NOT NULL UNIQUE,
  envelope TEXT, -- digest of the signed change; NULL for the first state
  bytes BLOB NOT NULL
) STRICT;

CREATE INDEX agency_state_agency ON agency_state (agency, leaf_index);
CREATE INDEX agency_state_envelope ON agency_state (envelope) WHERE envelope IS NOT NULL;

CREATE TABLE agency (
  name TEXT PRIMARY KEY,
  title TEXT NOT NULL, -- JSON, by language
  created_at INTEGER NOT NULL,
  log_index INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE, -- SHA-256 of the secret; the secret is nowhere
  agency TEXT, -- NULL: an operator token
  scopes TEXT NOT NULL, -- JSON
  algorithms TEXT, -- JSON; NULL: every algorithm of the agency
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX token_agency ON token (agency, created_at, id);

CREATE TABLE blob (
  digest TEXT PRIMARY KEY, -- sha256:…
  size INTEGER NOT NULL,
  chunks BLOB NOT NULL, -- SHA-256 of each 256 KiB, so that a range is checked without the rest
  touched_at INTEGER NOT NULL,
  published INTEGER NOT NULL DEFAULT 0 CHECK (published IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX blob_unpublished ON blob (touched_at) WHERE published = 0;

CREATE TABLE upload (
  token_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  bytes INTEGER NOT NULL, -- what it takes from the quota
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  touched_at INTEGER NOT NULL,
  PRIMARY KEY (token_id, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX upload_digest ON upload (digest);
CREATE INDEX upload_touched ON upload (touched_at);

CREATE TABLE submission (
  id TEXT PRIMARY KEY,
  token_id TEXT NOT NULL,
  agency TEXT,
  body TEXT NOT NULL, -- JSON, as GET /api/v1/releases/{id} tells it
  request TEXT, -- JSON, while it is judged
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX submission_pending ON submission (changed_at, id) WHERE request IS NOT NULL;

-- Which submission published a release.
CREATE TABLE publication (
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  submission_id TEXT NOT NULL,
  PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE algorithm (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  agency TEXT NOT NULL REFERENCES agency (name),
  version_count INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- Names that agencies gave up, for ever, with the present one.
CREATE TABLE former_agency (
  name TEXT PRIMARY KEY,
  agency TEXT NOT NULL REFERENCES agency (name),
  log_index INTEGER NOT NULL -- the leaf that took the name away
) STRICT, WITHOUT ROWID;

-- Names that algorithms gave up, for ever.
CREATE TABLE former_name (
  name TEXT PRIMARY KEY,
  algorithm_id INTEGER NOT NULL REFERENCES algorithm (id),
  log_index INTEGER NOT NULL -- the leaf that took the name away
) STRICT, WITHOUT ROWID;

CREATE INDEX former_name_algorithm ON former_name (algorithm_id, log_index);

-- Which signed change moved a name: each is logged once.
CREATE TABLE transfer (
  log_index INTEGER PRIMARY KEY,
  envelope TEXT NOT NULL UNIQUE -- its digest
) STRICT;

CREATE TABLE release (
  id INTEGER PRIMARY KEY,
  algorithm_id INTEGER NOT NULL REFERENCES algorithm (id),
  version TEXT NOT NULL,
  sequence INTEGER NOT NULL, -- 0, 1, 2 … in the order of publication
  sort_key BLOB NOT NULL, -- byte order is SemVer precedence
  stable INTEGER NOT NULL CHECK (stable IN (0, 1)),
  release_digest TEXT NOT NULL,
  log_index INTEGER NOT NULL UNIQUE,
  archive_digest TEXT, -- NULL once a tombstone has erased the detail
  archive_size INTEGER NOT NULL,
  published_at TEXT NOT NULL, -- as the record says it
  publisher TEXT NOT NULL,
  validity TEXT, -- JSON
  dependencies TEXT NOT NULL, -- JSON
  search TEXT NOT NULL, -- JSON: hit and text
  yanked_at INTEGER,
  yanked_reason TEXT,
  deprecated_at INTEGER,
  deprecated_reason TEXT,
  successor TEXT, -- as it was said; the name may have moved since
  tombstoned_at INTEGER,
  tombstone_reference TEXT,
  tombstone_index INTEGER,
  erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)), -- the detail too
  status_index INTEGER NOT NULL, -- the leaf that made the status
  usable INTEGER NOT NULL GENERATED ALWAYS AS (yanked_at IS NULL AND tombstoned_at IS NULL) VIRTUAL,
  UNIQUE (algorithm_id, version),
  UNIQUE (algorithm_id, sequence)
) STRICT;

CREATE INDEX release_precedence ON release (algorithm_id, sort_key);
CREATE INDEX release_latest ON release (algorithm_id, sort_key) WHERE stable = 1 AND usable = 1;
CREATE INDEX release_newest ON release (algorithm_id, sequence) WHERE usable = 1;
CREATE INDEX release_archive ON release (archive_digest) WHERE archive_digest IS NOT NULL;
CREATE INDEX release_successor ON release (successor) WHERE successor IS NOT NULL;

CREATE TABLE channel (
  algorithm_id INTEGER NOT NULL REFERENCES algorithm (id),
  tag TEXT NOT NULL,
  release_id INTEGER NOT NULL REFERENCES release (id),
  updated_at INTEGER NOT NULL,
  log_index INTEGER NOT NULL, -- the leaf that made it
  PRIMARY KEY (algorithm_id, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX channel_release ON channel (release_id);

-- What the version shown of each algorithm depends on.
CREATE TABLE dependency (
  target TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  range TEXT NOT NULL,
  PRIMARY KEY (target, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX dependency_name ON dependency (name);

-- Rendered documents, by the path under which they are served.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  etag TEXT NOT NULL,
  immutable INTEGER NOT NULL CHECK (immutable IN (0, 1)),
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE download (
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  day TEXT NOT NULL, -- civil date in UTC
  count INTEGER NOT NULL,
  PRIMARY KEY (name, version, day)
) STRICT, WITHOUT ROWID;

-- Other forms of blobs, made at first read; may be dropped at any time.
CREATE TABLE derived (
  source TEXT NOT NULL REFERENCES blob (digest),
  form TEXT NOT NULL,
  digest TEXT NOT NULL,
  size INTEGER NOT NULL,
  chunks BLOB NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (source, form)
) STRICT, WITHOUT ROWID;

CREATE INDEX derived_used ON derived (used_at);

CREATE TABLE search_entry (
  id INTEGER PRIMARY KEY, -- that of the algorithm
  name TEXT NOT NULL UNIQUE,
  version TEXT NOT NULL,
  hit TEXT NOT NULL -- JSON
) STRICT;

CREATE TABLE search_facet (
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  entry_id INTEGER NOT NULL REFERENCES search_entry (id),
  PRIMARY KEY (facet, value, entry_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_facet_entry ON search_facet (entry_id);

-- The registry cuts words itself and hands over words joined by spaces; "ascii" takes every character beyond ASCII as
-- part of a word, so that nothing is cut twice by two tables of Unicode.
CREATE VIRTUAL TABLE search_text USING fts5 (
  title, body,
  content = '', contentless_delete = 1, detail = column, prefix = '2 3 4', tokenize = 'ascii'
);
