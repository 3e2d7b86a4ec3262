import { formatState, parseLeaf, stateAfter, type AgencyState } from '@national-forge/transparency';
import * as z from 'zod';

import { readTransfer, writeTransfer } from '../cache/proofs.ts';
import { ClientError, isClientError } from '../client-error.ts';
import { agencyOf, MOVES_LIMIT, type LockedMove, type MoveClaim } from '../project/moved-names.ts';
import type { ProvedAgency } from './agencies.ts';
import { askForks, forkProof } from './eras.ts';
import type { Head } from './head.ts';
import type { OpenedLog, TrustMeans } from './open-log.ts';
import { untrusted } from './step.ts';
import { assertTransfer, openTransfer, type TransferEvidence, type TransferLeaf } from './transfer.ts';

/** Proves where names went, each leaf once. */
export interface Moves {
  /**
   * Proves that a name went where it is said to have gone: each leaf is in the tree, in its order, is a transfer of the name
   * that the one before it gave, and was signed by the agencies.
   * @throws ClientError `untrusted` at `moved`, `inclusion` and those of agencies; `offline`; those of the registry and the way
   */
  prove(from: string, claim: MoveClaim): Promise<LockedMove>;
  /** Gives what was proved of a name. */
  find(from: string): LockedMove | undefined;
  /** Gives all that was proved, by old name. */
  all(): Readonly<Record<string, LockedMove>>;
}

/** Says in which tree names are proved, and by which agencies. */
export interface MovesOptions {
  readonly means: TrustMeans;
  readonly log: OpenedLog;
  readonly head: Head;
  readonly agency: (agency: string) => Promise<ProvedAgency>;
}

/** Opens the proof of names of one tree. */
export function openMoves(options: MovesOptions): Moves {
  const started = new Map<number, Promise<TransferLeaf>>();
  const proved = new Map<string, LockedMove>();
  const leafAt = (index: number, what: string): Promise<TransferLeaf> => {
    const running = started.get(index) ?? proveTransfer(options, index, what);
    started.set(index, running);
    return running;
  };
  return {
    find: (from) => proved.get(from),
    all: () => Object.fromEntries(proved),
    prove: async (from, { to, leaves }) => {
      const names = [from];
      assertOrder(from, leaves);
      for (const index of leaves) {
        const name = names.at(-1) ?? from;
        const leaf = await leafAt(index, from);
        const next = follow(name, leaf);
        if (next === undefined) {
          const params = { what: from, index, expected: name, actual: leaf.from };
          throw untrusted('moved', { ...params, reason: 'other-leaf' });
        }
        names.push(next);
      }
      const actual = names.at(-1) ?? from;
      if (actual !== to) {
        throw untrusted('moved', { what: from, expected: to, actual, reason: 'no-proof' });
      }
      const move = { to, leaves: [...leaves], via: names.slice(1, -1) };
      proved.set(from, move);
      return move;
    },
  };
}

/**
 * Proves that a release was published before its name went elsewhere: who has given away an algorithm has no say in it any more.
 * @throws ClientError `untrusted` at `moved`
 */
export function assertBefore(what: string, index: number, { leaves }: LockedMove): void {
  const [first = 0] = leaves;
  if (index > first) throw untrusted('moved', { what, expected: first, actual: index, index, reason: 'after' });
}

function assertOrder(what: string, leaves: readonly number[]): void {
  const place = leaves.findIndex((index, at) => index <= (leaves[at - 1] ?? -1));
  if (place < 0 && leaves.length <= MOVES_LIMIT) return;
  throw untrusted('moved', { what, index: leaves[place] ?? 0, reason: 'order' });
}

/** Gives the name that a transfer makes of a name; undefined when it speaks of another one. */
function follow(name: string, { from, to }: TransferLeaf): string | undefined {
  if (from === name) return to;
  return from === agencyOf(name) ? `${to}${name.slice(from.length)}` : undefined;
}

async function proveTransfer(options: MovesOptions, index: number, what: string): Promise<TransferLeaf> {
  const { means, log, head } = options;
  const place = { origin: log.origin, index, size: head.size };
  const cached = await recall(means, place);
  if (cached !== undefined) {
    try {
      return await judge(options, { index, what, evidence: cached });
    } catch (error) {
      if (means.client === undefined || !isClientError(error) || error.code !== 'untrusted') throw error;
    }
  }
  const evidence = await fetchEvidence(options, { index, what });
  const leaf = await judge(options, { index, what, evidence });
  await writeTransfer({ folder: means.cache }, place, JSON.stringify(evidence));
  return leaf;
}

interface Judged {
  readonly index: number;
  /** The name that was asked for. */
  readonly what: string;
  readonly evidence: TransferEvidence;
}

async function judge({ log, head, agency }: MovesOptions, { index, what, evidence }: Judged): Promise<TransferLeaf> {
  const leaf = openTransfer(what, evidence, { index, head });
  const [giver, receiver] = await Promise.all([agency(partyOf(leaf.from)), agency(partyOf(leaf.to))]);
  const { verifier } = log;
  assertTransfer(leaf, { index, head, verifier, evidence, giver: giver.known, receiver: receiver.known });
  return leaf;
}

/** Both names are of agencies, or both of algorithms. */
const partyOf = (name: string): string => (name.includes('/') ? agencyOf(name) : name);

async function fetchEvidence(
  { means, log, head, agency }: MovesOptions,
  { index, what }: Pick<Judged, 'index' | 'what'>,
): Promise<TransferEvidence> {
  const { client, signal } = means;
  if (client === undefined) throw new ClientError('offline', { params: { what } });
  if (index >= head.size) throw untrusted('inclusion', { what, index, reason: 'leaf-index' });
  const { leaf: text, hashes } = await client.inclusion({ index, size: head.size }, { signal });
  const found = { leaf: text, hashes: [...hashes] };
  const { from, to, envelope } = openTransfer(what, found, { index, head });
  if (!from.includes('/')) return { ...found, envelope: null, giver: null, receiver: null, forks: null };
  const [giver, receiver] = await Promise.all([agency(partyOf(from)), agency(partyOf(to))]);
  const signed = Buffer.from(await client.blob(envelope, { signal })).toString('utf8');
  const forks = await askForks(client, { verifier: log.verifier, head: log.newest, signal });
  return { ...found, envelope: signed, giver: textBefore(giver, index), receiver: textBefore(receiver, index), forks };
}

/** Gives the state that an agency had before a leaf, from its proved history. */
function textBefore({ history }: ProvedAgency, index: number): string | null {
  let state: AgencyState | undefined;
  for (const step of history?.steps ?? []) {
    const leaf = parseLeaf(Buffer.from(step.leaf));
    if (step.index < index) state = stateAfter(state, leaf as Parameters<typeof stateAfter>[1], step.index);
  }
  return state === undefined ? null : Buffer.from(formatState(state)).toString('utf8');
}

const evidenceShape = z.object({
  leaf: z.string(),
  hashes: z.array(z.string()).max(64),
  envelope: z.string().nullable(),
  giver: z.string().nullable(),
  receiver: z.string().nullable(),
  forks: forkProof.nullable(),
});

/** Reads evidence from the cache; what is damaged is not there. */
async function recall(
  means: TrustMeans,
  place: Parameters<typeof readTransfer>[1],
): Promise<TransferEvidence | undefined> {
  const text = await readTransfer({ folder: means.cache }, place);
  try {
    return text === undefined ? undefined : evidenceShape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
