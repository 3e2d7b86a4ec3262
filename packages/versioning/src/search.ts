import type { Candidate } from './candidate.ts';
import type { Ask } from './error.ts';
import type { Failure } from './failure.ts';
import { majorOf } from './semantic-version.ts';

/** Is one request met during the search; `asker` is the level that chose the asking release, `TOP` for the root. */
export interface Edge extends Ask {
  readonly asker: number;
}

/** Is a release the search has chosen for a major of an algorithm. */
interface Slot {
  readonly version: string;
  /** The level, hence the request, that made the choice. */
  readonly level: number;
}

/** Answers a request: the versions it may get in the order to try them, or why there are none. */
export type Domain =
  | { readonly ok: true; readonly candidates: readonly Candidate[] }
  | { readonly ok: false; readonly explain: (chain: readonly Ask[]) => Failure };

/** Is what the search needs from outside; every answer must stay the same during one search. */
export interface SearchSpace {
  /** Undefined while the algorithm is not loaded. */
  domain(edge: Edge): Domain | undefined;
  /** Hears that a request found its major taken by a version it cannot use; true stops the search (to start better). */
  onClash(clash: Clash): boolean;
  /** Gives the present name of an algorithm that a dependency names. */
  presentName(name: string): string;
  /** Counts a step; throws when there were too many. */
  step(): void;
}

/** Is a request whose major is taken by a version it cannot use. */
export interface Clash {
  readonly edge: Edge;
  /** `agency/name@major`. */
  readonly slot: string;
  /** The version that stands in the slot. */
  readonly version: string;
  readonly candidates: readonly Candidate[];
}

/** Is a request with the version it got. */
export interface Answer {
  readonly edge: Edge;
  readonly version: string;
}

/** Is how a search ends. */
export type Outcome =
  | { readonly kind: 'solved'; readonly answers: readonly Answer[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'missing'; readonly edges: readonly Edge[] }
  | { readonly kind: 'stopped' };

/** Is the level of the root's own requests. */
export const TOP = -1;

/** Names the place that one version of an algorithm and major takes. */
export const slotKey = (name: string, version: string): string => `${name}@${majorOf(version)}`;

interface Frame {
  readonly edge: Edge;
  readonly candidates: readonly Candidate[];
  /** Levels whose choices rule out what was tried here; the search jumps back to the highest of them. */
  readonly blame: Set<number>;
  /** How many requests were queued before this frame added those of its release. */
  readonly queued: number;
  next: number;
  opened: string | undefined;
  failure: Failure | undefined;
}

/** Is a search under way; opaque to its caller. */
export interface SearchState {
  readonly space: SearchSpace;
  /** All requests met, in order; the n-th is answered by the n-th frame. */
  readonly queue: Edge[];
  readonly frames: Frame[];
  readonly slots: Map<string, Slot>;
}

/**
 * Starts to search one version for every algorithm and major that is asked for, by backtracking with conflict-directed jumps.
 * Level n of the search answers request n of the queue; choosing a release appends its requests. Complete: it fails
 * only when there is no solution. Deterministic, iterative (no deep input overflows the stack), and it never asks for
 * an algorithm before a chosen release does.
 *
 * Source: P. Prosser, "Hybrid algorithms for the constraint satisfaction problem", 1993 (conflict-directed backjumping).
 */
export function startSearch(space: SearchSpace, requirements: readonly Edge[]): SearchState {
  return { space, queue: [...requirements], frames: [], slots: new Map() };
}

/** Searches on until an end, or until requests must be loaded: load them and call again. */
export function continueSearch(state: SearchState): Outcome {
  for (;;) {
    const edge = state.queue[state.frames.length];
    if (edge === undefined) return { kind: 'solved', answers: state.frames.map(answerOf) };
    const domain = state.space.domain(edge);
    if (domain === undefined) return { kind: 'missing', edges: state.queue.slice(state.frames.length) };
    state.frames.push(openFrame(state, edge, domain));
    const end = advance(state);
    if (end !== undefined) return end;
  }
}

const openFrame = (state: SearchState, edge: Edge, domain: Domain): Frame => ({
  edge,
  candidates: domain.ok ? domain.candidates : [],
  blame: new Set([edge.asker]),
  queued: state.queue.length,
  next: 0,
  opened: undefined,
  failure: domain.ok ? undefined : domain.explain(chainOf(state, edge)),
});

/** Gives the top frame its next choice; while it has none, jumps back over the frames that cannot help. */
function advance(state: SearchState): Outcome | undefined {
  for (;;) {
    const frame = state.frames.at(-1);
    if (frame === undefined) throw new Error('the search lost its root');
    const result = choose(state, frame);
    if (result === 'chosen') return undefined;
    if (result === 'stopped') return { kind: 'stopped' };
    const target = Math.max(...frame.blame);
    if (target === TOP) return { kind: 'failed', failure: required(frame.failure) };
    jumpBack(state, target);
    const culprit = required(state.frames[target]);
    for (const level of frame.blame) if (level !== target) culprit.blame.add(level);
    // The first failure belongs to the highest versions: it is the one worth telling.
    culprit.failure ??= frame.failure;
  }
}

/** Takes the next version that its slot allows, and queues its requests when it is new. */
function choose(state: SearchState, frame: Frame): 'chosen' | 'exhausted' | 'stopped' {
  while (frame.next < frame.candidates.length) {
    const candidate = required(frame.candidates[frame.next++]);
    state.space.step();
    const key = slotKey(frame.edge.name, candidate.version);
    const slot = state.slots.get(key);
    if (slot === undefined) {
      open(state, frame, candidate);
      return 'chosen';
    }
    if (slot.version === candidate.version) return 'chosen';
    if (!frame.blame.has(slot.level)) {
      frame.blame.add(slot.level);
      const { edge, candidates } = frame;
      if (state.space.onClash({ edge, slot: key, version: slot.version, candidates })) return 'stopped';
    }
    frame.failure ??= clashFailure(state, frame, key);
  }
  return 'exhausted';
}

function open({ slots, queue, frames, space }: SearchState, frame: Frame, candidate: Candidate): void {
  const level = frames.length - 1;
  frame.opened = slotKey(frame.edge.name, candidate.version);
  slots.set(frame.opened, { version: candidate.version, level });
  const by = `${frame.edge.name}@${candidate.version}`;
  for (const [name, range] of sortedEntries(candidate.dependencies)) {
    queue.push({ by, name: space.presentName(name), range, asker: level });
  }
}

/** Undoes every choice down to and including that of the target level, whose frame stays. */
function jumpBack(state: SearchState, target: number): void {
  for (const frame of state.frames.slice(target)) {
    if (frame.opened !== undefined) state.slots.delete(frame.opened);
    frame.opened = undefined;
  }
  state.frames.length = target + 1;
  state.queue.length = required(state.frames[target]).queued;
}

function clashFailure(state: SearchState, frame: Frame, key: string): Failure {
  const { edge, candidates } = frame;
  const slot = required(state.slots.get(key));
  const other = opponent(state, key, candidates) ?? required(state.frames[slot.level]).edge;
  return {
    code: 'conflict',
    params: {
      name: edge.name,
      major: majorOf(slot.version),
      range: edge.range,
      other: other.range,
      chosen: slot.version,
    },
    chain: chainOf(state, edge),
    against: chainOf(state, other),
  };
}

/** Finds the request in the slot that shares no version of its major with the new one: the real other side. */
function opponent(state: SearchState, key: string, candidates: readonly Candidate[]): Edge | undefined {
  const wanted = new Set(candidates.map(({ version }) => version));
  const inSlot = state.frames.filter((frame) => slotKey(frame.edge.name, answerOf(frame).version) === key);
  return inSlot.find(
    ({ edge, candidates: held }) =>
      !held.some(({ version }) => wanted.has(version) && slotKey(edge.name, version) === key),
  )?.edge;
}

const answerOf = ({ edge, candidates, next }: Frame): Answer => ({
  edge,
  version: required(candidates[next - 1]).version,
});

function chainOf({ frames }: SearchState, edge: Edge): readonly Ask[] {
  const chain: Ask[] = [];
  for (let link: Edge | undefined = edge; link !== undefined; link = frames[link.asker]?.edge) {
    chain.unshift({ by: link.by, name: link.name, range: link.range });
  }
  return chain;
}

/** Lists the entries of a record by name, so that the order of its keys never changes an answer. */
export const sortedEntries = (record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the search lost its place');
  return value;
}
