import type { ArtifactReport } from '@national-forge/client';
import { parseCheckpoint, parseNote } from '@national-forge/transparency';

import type { Io } from '../io.ts';
import { printable } from '../output.ts';
import { text } from '../texts/texts.ts';

/** Names the checkpoint up to which a proof holds. */
export interface AsOf {
  readonly origin: string;
  readonly size: number;
  /** Whether the registry showed this checkpoint just now. */
  readonly isFresh: boolean;
}

/** Names the checkpoint of a report on one release: the newest that was shown, else that of the proof. */
export function asOfReport({ steps }: Pick<ArtifactReport, 'steps'>): AsOf | undefined {
  const facts = new Map(steps.map((step) => [step.step, step.facts]));
  const origin = facts.get('origin')?.['what'];
  const isFresh = facts.get('consistency')?.['online'] === 1;
  const size = isFresh ? facts.get('checkpoint')?.['size'] : facts.get('inclusion')?.['size'];
  if (origin === undefined || size === undefined) return undefined;
  return { origin: String(origin), size: Number(size), isFresh };
}

/** Names a checkpoint that was verified, out of its signed note. */
export function asOfNote(note: string, isFresh: boolean): AsOf {
  const { origin, size } = parseCheckpoint(parseNote(note).text);
  return { origin, size, isFresh };
}

/** Says up to which checkpoint a proof holds. Of no time: a log does not vouch for the clock of this computer. */
export function tellAsOf(io: Io, { origin, size, isFresh }: AsOf): void {
  const words = text(io.locale, isFresh ? 'verify.asOf' : 'verify.asOfProof', { origin, size });
  io.err(`${printable(words)}\n`);
}
