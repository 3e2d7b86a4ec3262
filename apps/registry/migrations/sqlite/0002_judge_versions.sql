-- What a new version is compared with: its neighbours in the same line, and every vector that the line has.

-- Where versions promise to fit: the major, below 1 the minor too.
ALTER TABLE release ADD COLUMN line TEXT NOT NULL GENERATED ALWAYS AS (
  CASE WHEN version LIKE '0.%'
    THEN '0.' || substr(version, 3, instr(substr(version, 3), '.') - 1)
    ELSE substr(version, 1, instr(version, '.') - 1)
  END
) VIRTUAL;

-- The first day on which it applies; empty where it applies at all times. Vectors of a rule bind within a period.
-- A damaged row must still be readable: `verify` names it.
ALTER TABLE release ADD COLUMN period TEXT NOT NULL GENERATED ALWAYS AS (
  CASE WHEN json_valid(validity) THEN coalesce(json_extract(validity, '$.from'), '') ELSE '' END
) VIRTUAL;

-- As the record says it; NULL without vectors, and once a tombstone has erased the detail.
ALTER TABLE release ADD COLUMN vectors_digest TEXT;
-- What the version changes against the one below; NULL where nobody judged.
ALTER TABLE release ADD COLUMN level TEXT;
-- JSON: why, and which comparisons, as the agency signed; with the leaf that says so.
ALTER TABLE release ADD COLUMN waiver TEXT;
ALTER TABLE release ADD COLUMN waiver_index INTEGER;
ALTER TABLE release ADD COLUMN waived_at INTEGER;

UPDATE release SET vectors_digest = (
  SELECT json_extract(CAST(document.bytes AS TEXT), '$.vectorsDigest')
  FROM algorithm JOIN document
    ON document.key = '/api/v1/algorithms/' || algorithm.name || '/versions/' || release.version
  WHERE algorithm.id = release.algorithm_id
);

CREATE INDEX release_line ON release (algorithm_id, line, sort_key) WHERE stable = 1 AND usable = 1;
CREATE INDEX release_vectors ON release (algorithm_id, line, vectors_digest, period, sort_key)
  WHERE stable = 1 AND usable = 1 AND vectors_digest IS NOT NULL;
-- The newest leaf that changed which versions there are is the largest of these.
CREATE INDEX release_revision ON release (algorithm_id, status_index);
