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
 * tree of which the log is the continuation; puts them into the other database. Where the leaves lead to another root than
 * was signed, it says between which checkpoints they part. Gives their number.
 */
export function checkCheckpoints({ stored, expected, found }: LogCopy, { size, eras }: LogOutline): number {
  const read = readNodes(expected);
  const parting: Parting = { agreed: 0, parted: undefined };
  let before: number | null = null;
  let count = 0;
  for (const row of stored.iterate<Row>('SELECT size, note, previous FROM checkpoint ORDER BY size')) {
    const place = `checkpoint ${row.size}`;
    const tell = (detail: string): void => found({ kind: 'checkpoint', place, detail });
    if (row.previous !== before) tell(missingBetween(row.previous, before));
    before = row.size;
    count += 1;
    if (row.size > size || row.size < 1) tell(`it speaks of ${row.size} leaves; there are ${size}`);
    else {
      const isSigned = checkOne(row, { era: eraAt(eras, row.size - 1), root: treeRoot(row.size, read) }, tell);
      noteParting(parting, row.size, isSigned);
    }
    const text = 'INSERT INTO checkpoint (size, note, previous) VALUES (?, ?, (SELECT max(size) FROM checkpoint))';
    expected.run(text, row.size, row.note);
  }
  if (before !== size) {
    const detail = `no checkpoint holds the leaves from ${before ?? 0} on`;
    found({ kind: 'checkpoint', place: `checkpoint ${size}`, detail });
  }
  tellParting(parting, found);
  return count;
}

/** Is how far the leaves have the roots that were signed. */
interface Parting {
  /** Size of the last checkpoint whose root they have. */
  agreed: number;
  /** Size of the first one after it whose root they have not. */
  parted: number | undefined;
}

function noteParting(parting: Parting, size: number, root: Judged): void {
  if (root === 'agrees' && parting.parted === undefined) parting.agreed = size;
  if (root === 'differs') parting.parted ??= size;
}

/** A hash covers all leaves before it: the first root that differs names those among which one was changed. */
function tellParting({ agreed, parted }: Parting, found: LogCopy['found']): void {
  if (parted === undefined) return;
  const place = parted - 1 === agreed ? `leaf ${agreed}` : `leaves ${agreed} to ${parted - 1}`;
  const before = agreed === 0 ? '' : `the ${agreed} leaves before have the root that was signed; `;
  const detail = `${before}those up to here have not: one was changed, moved, put in or taken out`;
  found({ kind: 'leaf', place, detail });
}

const missingBetween = (previous: number | null, before: number | null): string =>
  `it was signed after the one of size ${previous ?? 'none'}; the one before it here is ${before ?? 'none'}`;

/** Gives the name and key that the log had at a leaf. */
const eraAt = (eras: readonly Era[], index: number): Era | undefined => eras.findLast(({ since }) => since <= index);

/** Tells whether the leaves have the root of a checkpoint; unsigned, it says nothing. */
type Judged = 'agrees' | 'differs' | 'unsigned';

function checkOne(
  { size, note }: Row,
  { era, root }: { readonly era: Era | undefined; readonly root: Uint8Array },
  tell: (detail: string) => void,
): Judged {
  if (era === undefined) {
    tell('no leaf names the key that signed it');
    return 'unsigned';
  }
  try {
    const checkpoint = openCheckpoint(note, parseVerifierKey(era.key));
    if (checkpoint.size === size && Buffer.compare(checkpoint.root, root) === 0) return 'agrees';
    if (checkpoint.size !== size) tell(`its note speaks of ${checkpoint.size} leaves`);
    else tell('the leaves do not have the root that was signed');
    return checkpoint.size === size ? 'differs' : 'unsigned';
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    tell(error.code);
    return 'unsigned';
  }
}
