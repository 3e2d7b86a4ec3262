import { parseLeaf, type Leaf } from '@national-forge/transparency';

import type { Damage } from '../../../ports.ts';
import type { ReleaseDetail } from '../../../views/release-detail.ts';
import { findDetail, putDetail } from '../log/details.ts';
import { listLeaves } from '../log/leaves.ts';
import { projectLeaf, renderChanged } from '../project/project-leaf.ts';
import { createProjection } from '../project/projection.ts';
import { sha256 } from '../sha256.ts';
import type { Sql } from '../sql.ts';
import { checkSignatures } from './check-signatures.ts';
import type { LogOutline } from './copy-log.ts';
import { watchWaivers } from './watch-waivers.ts';

/** Is a log to be projected: where its details are read, into which tables it goes, and who is told what is wrong. */
export interface LogProjection {
  /** Gives a detail or an envelope by its digest. */
  readonly detail: (digest: string) => Uint8Array | undefined;
  /** Holds the leaves; its views are empty. */
  readonly expected: Sql;
  readonly found: (damage: Damage) => void;
}

const PAGE = 512;

/**
 * Takes over what the leaves name by digest, judges every signature, and projects the leaves into empty views, as the
 * ledger did when they were written. Stops at the first leaf that cannot be projected: what follows would be guessed.
 * @returns whether all of them were projected
 */
export function projectLog(parts: LogProjection, outline: LogOutline): boolean {
  const { expected } = parts;
  const projection = createProjection(expected);
  const waivers = watchWaivers(parts.found, outline.from ?? 0);
  for (let from = outline.from ?? 0; from < outline.size; from += PAGE) {
    for (const { index, bytes } of listLeaves(expected, from, PAGE)) {
      const leaf = parseLeaf(bytes);
      const detail = takeNamed(parts, { leaf, index }, outline);
      if (detail === undefined) return false;
      const fact = { leaf, index, detail };
      checkSignatures({ sql: expected, eras: outline.eras, found: parts.found }, fact);
      waivers.next(fact);
      if (leaf.kind === 'release' && detail !== null) claimArchive(expected, detail as ReleaseDetail);
      if (!attempt(parts, index, () => projectLeaf(projection, fact))) return false;
    }
    if (!attempt(parts, from, () => renderChanged(projection))) return false;
    projection.touched.clear();
  }
  waivers.end();
  return true;
}

interface Named {
  readonly leaf: Leaf;
  readonly index: number;
}

/** Gives the detail of a leaf, `null` where it names none or the law erased it; undefined where it is gone. */
function takeNamed(parts: LogProjection, { leaf, index }: Named, { erased }: LogOutline): unknown {
  const mayLack = leaf.kind === 'release' && erased.has(leaf.release);
  const envelope = 'envelope' in leaf ? leaf.envelope : null;
  if (envelope !== null) take(parts, { digest: envelope, index }, false);
  if (!('detail' in leaf)) return null;
  const bytes = take(parts, { digest: leaf.detail, index }, mayLack);
  if (bytes === undefined) return mayLack ? null : undefined;
  return parseJson(parts, { digest: leaf.detail, index }, bytes);
}

interface Reference {
  readonly digest: string;
  readonly index: number;
}

function take(parts: LogProjection, { digest, index }: Reference, mayLack: boolean): Uint8Array | undefined {
  const { expected, detail, found } = parts;
  const bytes = detail(digest);
  if (bytes !== undefined && sha256(bytes) === digest) {
    putDetail(expected, digest, bytes);
    return bytes;
  }
  const what = bytes === undefined ? 'it is missing' : 'its bytes have another digest';
  if (bytes !== undefined || !mayLack)
    found({ kind: 'detail', place: digest, detail: `${what}; leaf ${index} names it` });
  return undefined;
}

function parseJson({ found }: LogProjection, { digest, index }: Reference, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as unknown;
  } catch {
    found({ kind: 'detail', place: digest, detail: `it is no JSON; leaf ${index} names it` });
    return undefined;
  }
}

/** A blob that a release names must have a row, or nobody would miss the one that was taken out. */
function claimArchive(sql: Sql, { archive }: ReleaseDetail): void {
  const text = `INSERT INTO blob (digest, size, chunks, touched_at) VALUES (?, ?, zeroblob(0), 0) ON CONFLICT DO NOTHING`;
  sql.run(text, archive.digest, archive.size);
}

function attempt({ found }: LogProjection, index: number, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    found({ kind: 'leaf', place: `leaf ${index}`, detail: `it cannot be projected: ${(error as Error).message}` });
    return false;
  }
}

/** Reads details from a database. */
export const detailsOf =
  (sql: Sql) =>
  (digest: string): Uint8Array | undefined =>
    findDetail(sql, digest);
