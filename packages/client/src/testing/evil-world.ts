import { digestOf, formatReleaseProof } from '@national-forge/transparency';

import type { TrustStep } from '../trust/step.ts';
import { trueAnswers, type LogAnswers } from './log-routes.ts';
import { SampleLog, type SampleEntry } from './sample-log.ts';

/** Names the release that clients of evil registries want. */
export const WANTED = { name: 'impots/tax', version: '1.0.0', releaseDigest: digestOf(Buffer.from('tax')) } as const;

/** Names the release that some attacks slip in. */
export const SLIPPED = { name: 'impots/tax', version: '2.0.0', releaseDigest: digestOf(Buffer.from('evil')) } as const;

/** Is what an attack starts from: the log as the client saw it last, and as it goes on honestly. */
export interface EvilWorld {
  readonly seen: SampleLog;
  readonly full: SampleLog;
}

/** Is one attack: what is served after the client has seen the honest log, and the step at which it must be refused. */
export interface Attack {
  readonly step: TrustStep;
  /** Leaves that the client must have seen for the attack to be one; default 1. */
  readonly from?: number;
  /** Leaves beyond which the client knows the agency already. */
  readonly to?: number;
  /** The release that is asked for; default: {@link WANTED}. */
  readonly asked?: { readonly name: string; readonly version: string; readonly releaseDigest: string };
  /** Whether the client has seen the whole log, not only its beginning. */
  readonly sawAll?: boolean;
  readonly serve: (world: EvilWorld) => LogAnswers;
}

/** The leaves up to the release: log key, two agencies with one key each, the release. */
export const RELEASED = 6;
const TAIL = 5;

/** Makes a log whose first `size` leaves the client has seen, and which goes on. */
export function openEvilWorld(size: number): EvilWorld {
  const full = new SampleLog();
  full.openAgency('impots');
  full.openAgency('attacker');
  publish(full, WANTED);
  while (full.size < Math.max(size, RELEASED) + TAIL) full.pad();
  return { seen: full.copy(full.entries.slice(0, size)), full };
}

/** Publishes a release whose digests are made up. */
export function publish(
  log: SampleLog,
  release: { readonly name: string; readonly version: string; readonly releaseDigest: string },
  options: Parameters<SampleLog['release']>[1] = {},
) {
  const { name, version, releaseDigest } = release;
  const statement = { name, version, release: releaseDigest, manifest: releaseDigest, contract: null, vectors: null };
  return log.release(statement, options);
}

/** Serves the log after its entries were changed; the operator signs what he serves. */
export function tampered({ full }: EvilWorld, change: (entries: SampleEntry[]) => void): LogAnswers {
  const entries = [...full.entries];
  change(entries);
  return trueAnswers(full.copy(entries));
}

/** Serves the log after it went on dishonestly. */
export function goneOn({ full }: EvilWorld, goOn: (log: SampleLog) => void): LogAnswers {
  const log = full.copy();
  goOn(log);
  return trueAnswers(log);
}

/** Serves the honest log but for the proofs of the release. */
export function withProof(
  { full }: EvilWorld,
  change: (proof: ReturnType<SampleLog['proofAt']>) => Partial<ReturnType<SampleLog['proofAt']>>,
): LogAnswers {
  const index = RELEASED - 1;
  const proof = (size?: number) => full.proofAt(index, size);
  return {
    ...trueAnswers(full),
    releaseProof: (_name, _version, size) => formatReleaseProof({ ...proof(size), ...change(proof(size)) }),
  };
}

/** Gives an entry that is in no log. */
export const other = (log: SampleLog): SampleEntry => {
  const scratch = log.copy();
  scratch.pad();
  return scratch.entries[scratch.size - 1] as SampleEntry;
};

/** Lists the keys of an agency. */
export const signersOf = (log: SampleLog, agency: string) => log.signers.get(agency) ?? [];

/** Replaces the first key of the agency by a second one. */
export function replaceKey(log: SampleLog): void {
  const [first] = signersOf(log, 'impots');
  const second = log.addKey('impots');
  log.change('impots', { kind: 'key-revoke', key: first?.fingerprint ?? '', from: null }, [second]);
}
