import {
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  TransparencyError,
} from '@national-forge/transparency';

import { StoreError, type CopyTarget, type LogSource } from '../../../ports.ts';
import { rebuild, type RebuildReport } from '../rebuild.ts';
import { damaged, fetchLeaves } from './fetch-leaves.ts';
import { fetchArchives, fetchDetails } from './fetch-named.ts';

/** Tells what was made of another copy of a log. */
export interface CopyReport extends RebuildReport {
  readonly origin: string;
  /** The key that signed what was copied: compare it with the one you know from elsewhere. */
  readonly key: string;
}

/** Is where from, where to, and whom to believe. */
export interface CopyParts {
  readonly source: LogSource;
  readonly target: CopyTarget;
  /** Verifier key that must have signed the newest checkpoint; else the one that the log itself names. */
  readonly key?: string | undefined;
}

/**
 * Makes a data folder from another copy of a log: leaves, details, and the archives that are not there yet. All of it is
 * checked as `verify` does before a server can start on it. Its log is marked as behind.
 * Throws `StoreError` `source-other-log`, `source-damaged`, `source-incomplete`, `source-unreachable`, `damaged`.
 */
export async function rebuildFrom(parts: CopyParts, progress: (step: string) => void): Promise<CopyReport> {
  const { source, target } = parts;
  const note = await source.checkpoint();
  const head = openHead(parts, note);
  await target.claim();
  const range = { source, stage: target.stage, from: 0, to: head };
  progress(`fetching ${head.size} leaves`);
  await fetchLeaves(range, () => {
    throw new Error('a tree without leaves has no nodes');
  });
  progress('fetching details');
  const held = { ...target, findDetail: () => undefined };
  await fetchDetails(range, held);
  progress('fetching archives');
  await fetchArchives(range, held, { mayLack: true });
  for await (const one of source.checkpoints({ after: 0, before: head.size })) stageCheckpoint(parts, one);
  target.stage.addCheckpoint({ size: head.size, note });
  const report = await rebuild(target.begin(), progress);
  return { ...report, origin: head.origin, key: await target.key() };
}

function openHead({ source, key }: CopyParts, note: string) {
  try {
    if (key === undefined) return parseCheckpoint(parseNote(note).text);
    return openCheckpoint(note, parseVerifierKey(key));
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    if (key === undefined) throw damaged(source, `its checkpoint: ${error.code}`, error);
    throw new StoreError('source-other-log', `${source.address}: its checkpoint is not signed by ${key}`, {
      cause: error,
    });
  }
}

function stageCheckpoint({ source, target }: CopyParts, note: string): void {
  try {
    target.stage.addCheckpoint({ size: parseCheckpoint(parseNote(note).text).size, note });
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    throw damaged(source, `a checkpoint: ${error.code}`, error);
  }
}
