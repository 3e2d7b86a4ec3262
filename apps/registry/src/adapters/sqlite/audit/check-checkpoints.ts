import { openCheckpoint, parseVerifierKey, TransparencyError, treeRoot } from '@national-forge/transparency';

import { readNodes } from '../log/log-nodes.ts';
import type { Era, LogCopy, LogOutline } from './copy-log.ts';

interface Row {
  readonly size: number;
  readonly note: string;
  readonly previous: number | null;
}

/**
 * Checks that every checkpoint that was ever signed is still there, is signed by the key that was in force, and speaks of a
 * tree of which the log is the continuation; puts them into the other database. Gives their number.
 */
export function checkCheckpoints({ stored, expected, found }: LogCopy, { size, eras }: LogOutline): number {
  const read = readNodes(expected);
  let before: number | null = null;
  let count = 0;
  for (const row of stored.iterate<Row>('SELECT size, note, previous FROM checkpoint ORDER BY size')) {
    const place = `checkpoint ${row.size}`;
    const tell = (detail: string): void => found({ kind: 'checkpoint', place, detail });
    if (row.previous !== before) tell(missingBetween(row.previous, before));
    before = row.size;
    count += 1;
    if (row.size > size || row.size < 1) tell(`it speaks of ${row.size} leaves; there are ${size}`);
    else checkOne(row, { era: eraAt(eras, row.size - 1), root: treeRoot(row.size, read) }, tell);
    const text = 'INSERT INTO checkpoint (size, note, previous) VALUES (?, ?, (SELECT max(size) FROM checkpoint))';
    expected.run(text, row.size, row.note);
  }
  if (before !== size) {
    const detail = `no checkpoint holds the leaves from ${before ?? 0} on`;
    found({ kind: 'checkpoint', place: `checkpoint ${size}`, detail });
  }
  return count;
}

const missingBetween = (previous: number | null, before: number | null): string =>
  `it was signed after the one of size ${previous ?? 'none'}; the one before it here is ${before ?? 'none'}`;

/** Gives the name and key that the log had at a leaf. */
const eraAt = (eras: readonly Era[], index: number): Era | undefined => eras.findLast(({ since }) => since <= index);

function checkOne(
  { size, note }: Row,
  { era, root }: { readonly era: Era | undefined; readonly root: Uint8Array },
  tell: (detail: string) => void,
): void {
  if (era === undefined) {
    tell('no leaf names the key that signed it');
    return;
  }
  try {
    const checkpoint = openCheckpoint(note, parseVerifierKey(era.key));
    if (checkpoint.size !== size) tell(`its note speaks of ${checkpoint.size} leaves`);
    else if (Buffer.compare(checkpoint.root, root) !== 0) tell('the leaves do not have the root that was signed');
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    tell(error.code);
  }
}
