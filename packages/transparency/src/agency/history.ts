import { TransparencyError } from '../error.ts';
import { digestOf } from '../keys/digest.ts';
import { formatLeaf } from '../leaf/format.ts';
import { isAgencyLeaf, type AgencyLeaf, type Leaf } from '../leaf/leaf.ts';
import { parseChange } from '../statement/agency-change.ts';
import { parseEnvelope } from '../statement/envelope.ts';
import { assertChange } from './change-authorised.ts';
import { factOfChange } from './fact-of-change.ts';
import { stateAfter } from './state-after.ts';
import { stateDigest } from './state-format.ts';
import type { AgencyState } from './state.ts';

/** Is one step in the life of an agency: a leaf, where it stands, and the envelope that it names. */
export interface HistoryEntry {
  readonly index: number;
  readonly leaf: Leaf;
  /** Null for the `agency` leaf, which nobody signs. */
  readonly envelope: Uint8Array | null;
}

/** Names the origin that a log had from an index on: a fork gives it another one. */
export interface OriginEra {
  readonly origin: string;
  readonly since: number;
}

/** Is what a verified history gives. */
export interface AgencyHistory {
  /** The state after the last step. */
  readonly state: AgencyState;
  /** The state after each step, in order, for releases that were judged by an earlier one. */
  readonly states: readonly AgencyState[];
  /** Indexes of the `key-reset` leaves among the steps. Who had pinned the agency refuses until a person says otherwise. */
  readonly resets: readonly number[];
}

/**
 * Verifies how the keys of an agency became what they are: every step follows the one before, was signed as
 * {@link assertChange} demands, and says in its leaf what was signed and which state follows. That the leaves are in the
 * log, and that none is left out, is for the caller to prove; a step left out between two others is found here, because
 * each signed change names the state before it.
 * @param input.origin the origin of the log, or its origins in time where it was forked
 * @param input.entries the steps, oldest first; from the `agency` leaf on, or those after `from`
 * @param input.from a state that is trusted already
 * @throws TransparencyError those of {@link assertChange}, `envelope-mismatch`, `envelope-malformed`,
 * `leaf-unexpected`, `state-mismatch`; each with the `index` of the step
 */
export function verifyAgencyHistory(input: {
  readonly origin: string | readonly OriginEra[];
  readonly entries: readonly HistoryEntry[];
  readonly from?: AgencyState;
}): AgencyHistory {
  const states: AgencyState[] = [];
  let time = 0;
  for (const entry of input.entries) {
    states.push(atIndex(entry.index, () => follow(states.at(-1) ?? input.from, entry, { ...input, time })));
    time = entry.leaf.time;
  }
  const state = states.at(-1) ?? input.from;
  if (state === undefined) throw new TransparencyError('leaf-unexpected', { steps: 0 });
  const resets = input.entries.filter(({ leaf }) => leaf.kind === 'key-reset').map(({ index }) => index);
  return { state, states, resets };
}

interface Context {
  readonly origin: string | readonly OriginEra[];
  /** The time of the step before. */
  readonly time: number;
}

function follow(state: AgencyState | undefined, entry: HistoryEntry, context: Context): AgencyState {
  const { index, leaf } = entry;
  if (!isAgencyLeaf(leaf) || leaf.time < context.time) throw unexpected(leaf);
  if (leaf.kind === 'agency') {
    if (entry.envelope !== null) throw unexpected(leaf);
  } else {
    assertSigned(state, { ...entry, leaf }, context);
  }
  const next = stateAfter(state, leaf, index);
  if (stateDigest(next) !== leaf.state) throw new TransparencyError('state-mismatch', { agency: next.agency });
  return next;
}

type SignedLeaf = Exclude<AgencyLeaf, { readonly kind: 'agency' }>;

function assertSigned(
  state: AgencyState | undefined,
  { index, leaf, envelope: bytes }: HistoryEntry & { readonly leaf: SignedLeaf },
  context: Context,
): void {
  if (bytes === null || digestOf(bytes) !== leaf.envelope) throw new TransparencyError('envelope-mismatch');
  const envelope = parseEnvelope(bytes);
  const change = parseChange(envelope.payload);
  assertChange({ state, change, envelope, at: { index, time: leaf.time }, origin: originAt(context.origin, index) });
  const { time, actor, state: digest } = leaf;
  const detail = 'detail' in leaf ? leaf.detail : '';
  const fact = factOfChange(change, { index, time, actor, envelope: leaf.envelope, detail });
  if (Buffer.compare(formatLeaf({ ...fact, state: digest }), formatLeaf(leaf)) !== 0) throw unexpected(leaf);
}

function originAt(origin: string | readonly OriginEra[], index: number): string {
  if (typeof origin === 'string') return origin;
  const era = origin.findLast(({ since }) => since <= index);
  if (era === undefined) throw new TransparencyError('change-origin', { index });
  return era.origin;
}

function atIndex<T>(index: number, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    if (!(cause instanceof TransparencyError)) throw cause;
    throw new TransparencyError(cause.code, { ...cause.params, index }, { cause });
  }
}

const unexpected = ({ kind }: Leaf): TransparencyError => new TransparencyError('leaf-unexpected', { kind });
