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

/** Names the checkpoint of a report on one release: the newest that was shown, else that of the proof; none of an unknown log. */
export function asOfReport({ steps }: Pick<ArtifactReport, 'steps'>): AsOf | undefined {
  if (steps[0]?.ok !== true) return undefined;
  const facts = new Map(steps.map((step) => [step.step, step.facts]));
  const origin = facts.get('origin')?.['what'];
  const isFresh = facts.get('consistency')?.['online'] === 1;
  const size = isFresh ? facts.get('consistency')?.['to'] : facts.get('inclusion')?.['size'];
  if (origin === undefined || size === undefined) return undefined;
  return { origin: String(origin), size: Number(size), isFresh };
}

/**
 * Names the agency of which is not known here that it changed nothing up to the checkpoint of a proof: only its leaves up to
 * there show it, and whoever gives a proof file can leave them out (docs/spec/signing.md, §5).
 */
export function silentAbout({ ok, steps }: Pick<ArtifactReport, 'ok' | 'steps'>): string | undefined {
  const facts = new Map(steps.map((step) => [step.step, step.facts]));
  const { agency, seen } = facts.get('agency-state') ?? {};
  const size = facts.get('inclusion')?.['size'];
  const isKnown = seen !== undefined && Number(seen) >= Number(size);
  return ok && !isKnown && agency !== undefined ? String(agency) : undefined;
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
