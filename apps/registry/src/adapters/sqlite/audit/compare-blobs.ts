import type { Damage } from '../../../ports.ts';
import type { Sql } from '../sql.ts';

/**
 * Compares which archives can be read, and of what size, with what the log says: those of releases that no tombstone
 * removed. Everything else in that table is private.
 */
export function compareBlobs(
  { expected, stored }: { readonly expected: Sql; readonly stored: Sql },
  found: (damage: Damage) => void,
): void {
  const list = 'SELECT digest, size FROM blob WHERE published = 1 ORDER BY digest';
  const find = 'SELECT size, published FROM blob WHERE digest = ?';
  const tell = (place: string, detail: string): void => found({ kind: 'row', place: `blob ${place}`, detail });
  for (const { digest, size } of expected.iterate<{ digest: string; size: number }>(list)) {
    const row = stored.get<{ size: number; published: number }>(find, digest);
    if (row === undefined) tell(digest, 'it is missing; a release refers to it');
    else if (row.published !== 1) tell(digest, 'it is not published; a release refers to it');
    else if (row.size !== size) tell(digest, `its size is ${row.size}; the release says ${size}`);
  }
  for (const { digest } of stored.iterate<{ digest: string }>(list)) {
    if (expected.get<{ published: number }>(find, digest)?.published === 1) continue;
    tell(digest, 'it is published; no release refers to it');
  }
}
