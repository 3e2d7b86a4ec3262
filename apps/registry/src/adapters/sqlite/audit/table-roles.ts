/**
 * Says what a table is for: the log itself, a view that follows from it, the index of search, which follows from a view, or
 * what stands in no log.
 */
export type TableRole = 'log' | 'view' | 'index' | 'private';

/** Says how a table is looked at by `verify` and `rebuild`. */
export interface TableFacts {
  readonly role: TableRole;
  /** What the table holds, for the operator. */
  readonly holds: string;
  /** Columns by which its rows are told apart, where that is not the primary key. */
  readonly key?: readonly string[];
  /** Columns that follow from nothing: numbers that nobody reads. */
  readonly free?: readonly string[];
  /** Of a private table, whether backups leave it out: what is under way, or can be made again. */
  readonly noBackup?: true;
  /** SQL that names a row for people, in place of its key. */
  readonly label?: string;
}

/** Lists every table of the schema; a test asks for each new one. */
export const TABLES: Readonly<Record<string, TableFacts>> = {
  leaf: { role: 'log', holds: 'the leaves' },
  log_node: { role: 'log', holds: 'hashes of the tree' },
  checkpoint: { role: 'log', holds: 'signed checkpoints' },
  detail: { role: 'log', holds: 'details and envelopes that leaves name' },
  log_identity: { role: 'view', holds: 'names and keys of the log' },
  agency_state: { role: 'view', holds: 'states of agencies' },
  agency: { role: 'view', holds: 'agencies' },
  algorithm: { role: 'view', holds: 'algorithms', label: 'name' },
  former_agency: { role: 'view', holds: 'names that agencies gave up' },
  former_name: { role: 'view', holds: 'names that algorithms gave up' },
  transfer: { role: 'view', holds: 'signed changes that moved a name' },
  release: {
    role: 'view',
    holds: 'releases',
    label: `coalesce((SELECT name FROM algorithm WHERE algorithm.id = release.algorithm_id), '?') || '@' || version`,
  },
  channel: {
    role: 'view',
    holds: 'channels',
    label: `coalesce((SELECT name FROM algorithm WHERE algorithm.id = channel.algorithm_id), '?') || ' ' || tag`,
  },
  dependency: { role: 'view', holds: 'dependencies', label: `name || ' on ' || target` },
  document: { role: 'view', holds: 'rendered documents', key: ['key'], free: ['id'] },
  search_entry: { role: 'view', holds: 'search hits', label: 'name' },
  // What is in it follows from the entries, see check-index.ts; how it is numbered and cut, from when they were merged.
  search_pending: { role: 'index', holds: 'entries that wait to be merged' },
  search_document: { role: 'index', holds: 'what is merged of each entry' },
  search_term: { role: 'index', holds: 'words and other terms of the search' },
  search_posting: { role: 'index', holds: 'postings of terms' },
  search_member: { role: 'index', holds: 'entries of common terms' },
  search_value: { role: 'index', holds: 'sets of values of facets' },
  search_column: { role: 'index', holds: 'facets and ranks of entries' },
  search_spelling: { role: 'index', holds: 'words by their misspellings' },
  search_state: { role: 'index', holds: 'how far the index is' },
  // Whether a blob is published follows from the log, and so does its size; see blob-claims.ts. The rest is private.
  blob: { role: 'view', holds: 'archives', free: ['chunks', 'touched_at'] },
  meta: { role: 'private', holds: 'settings of this data folder, and whether writes are on' },
  token: { role: 'private', holds: 'tokens, as hashes, with who they are for' },
  upload: { role: 'private', holds: 'uploads that are not published, and whose quota they take', noBackup: true },
  submission: { role: 'private', holds: 'requests to publish, and what became of them' },
  publication: { role: 'private', holds: 'which request published a release' },
  download: { role: 'private', holds: 'counts of downloads' },
  derived: { role: 'private', holds: 'other forms of archives, made again when asked for', noBackup: true },
  migration: { role: 'private', holds: 'when this schema was made' },
};

/** Lists the tables of a role, in the order of the schema. */
export function tablesOf(role: TableRole): readonly string[] {
  return Object.keys(TABLES).filter((table) => TABLES[table]?.role === role);
}
