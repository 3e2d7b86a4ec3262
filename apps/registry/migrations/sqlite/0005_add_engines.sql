-- Search knows what runs an algorithm, as a facet.

-- What releases say for search: the engine that their details name; one whose detail the law has erased says none. The member
-- is added at the end, where programs write it.
UPDATE release SET search = json_set(search, '$.hit.engine', coalesce((
  SELECT json_extract(CAST(detail.bytes AS TEXT), '$.manifest.runtime.engine')
  FROM leaf JOIN detail ON detail.digest =
    substr(CAST(leaf.bytes AS TEXT), instr(CAST(leaf.bytes AS TEXT), char(10) || 'detail ') + 8, 71)
  WHERE leaf.idx = release.log_index
), ''));

UPDATE search_entry SET hit = json_set(hit, '$.engine', coalesce((
  SELECT json_extract(release.search, '$.hit.engine') FROM release
  WHERE release.algorithm_id = search_entry.id AND release.version = search_entry.version
), ''));

-- A column more for each document, before that of the licence: four facets stand before it, four and the rank after it, two
-- bytes each. What was merged is found as before while entries are merged again, for the new facet.
UPDATE search_column SET codes = (
  WITH RECURSIVE document (at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM document WHERE at < 255)
  SELECT unhex(group_concat(hex(substr(codes, at * 18 + 1, 8)) || '0000' || hex(substr(codes, at * 18 + 9, 10)), '' ORDER BY at))
  FROM document
);

INSERT OR REPLACE INTO search_pending (id, stamp)
  SELECT id, (SELECT coalesce(max(stamp), 0) FROM search_pending) + row_number() OVER (ORDER BY updated_at, id) FROM search_entry;
INSERT OR REPLACE INTO search_state (key, value)
  SELECT 'stamp', coalesce(max(value), 0) FROM (
    SELECT value FROM search_state WHERE key = 'stamp' UNION ALL SELECT max(stamp) FROM search_pending
  );
