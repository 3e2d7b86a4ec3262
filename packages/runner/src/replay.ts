import type { RunEnd } from './execute.ts';
import { differenceOf, type Tolerance } from './match.ts';
import type { RunFault, RunFaultCode } from './outcome.ts';
import type { Json } from './program.ts';
import { RUNNER_VERSION } from './version.ts';

/** Is an input with the output that is expected of it. */
export interface RunVector {
  readonly name: string;
  readonly input: Json;
  readonly output: Json;
  readonly tolerance?: Tolerance;
}

/** Says which vector failed, and how. */
export interface VectorFailure {
  readonly name: string;
  /** `differs` from what is expected, `not-deterministic` when two fresh runs differ, or why it gave no output. */
  readonly code: 'differs' | 'not-deterministic' | RunFaultCode;
  readonly input: Json;
  readonly expected: Json;
  readonly actual?: Json;
  /** JSON Pointer of the first difference, or of what does not fit the contract. */
  readonly pointer?: string;
  readonly message: string;
}

/** Reports what vectors gave. */
export interface ReplayReport {
  /** The runner that did it: `nforge-runner/1 quickjs/0.32.0`. */
  readonly runner: string;
  readonly total: number;
  readonly failed: readonly VectorFailure[];
}

/** Is what a replay needs. */
export interface Replay {
  /** Runs one input; runs with different slots share nothing that was loaded. */
  run(input: Json, slot: number): Promise<RunEnd>;
  /** How many vectors may be under way at once. */
  readonly lanes: number;
  /** Stops after so many failed vectors. */
  readonly maxFailures: number;
}

/** Runs every vector twice in sandboxes that share nothing, compares the bytes of both and then with the expected. */
export async function replayVectors(vectors: readonly RunVector[], replay: Replay): Promise<ReplayReport> {
  const failed = new Map<number, VectorFailure>();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < vectors.length && failed.size < replay.maxFailures) {
      const index = next++;
      const vector = vectors[index] as RunVector;
      const failure = await replayOne(vector, replay);
      if (failure !== undefined) {
        failed.set(index, { name: vector.name, input: vector.input, expected: vector.output, ...failure });
      }
    }
  };
  await Promise.all(Array.from({ length: replay.lanes }, lane));
  const inOrder = [...failed].sort(([a], [b]) => a - b).map(([, failure]) => failure);
  return { runner: RUNNER_VERSION, total: vectors.length, failed: inOrder };
}

type Failed = Omit<VectorFailure, 'name' | 'input' | 'expected'>;

async function replayOne({ input, output, tolerance }: RunVector, { run }: Replay): Promise<Failed | undefined> {
  const first = await run(input, 0);
  if (!first.ok) return faultOf(first);
  const actual = JSON.parse(first.text) as Json;
  const second = await run(input, 1);
  if (!second.ok || second.text !== first.text) {
    const other = second.ok ? second.text.slice(0, 200) : second.message;
    return { code: 'not-deterministic', actual, message: `a second run gave something else: ${other}` };
  }
  const pointer = differenceOf(output, actual, tolerance);
  if (pointer === undefined) return undefined;
  return { code: 'differs', actual, pointer, message: pointer === '' ? 'differs' : `differs at ${pointer}` };
}

function faultOf({ code, message, pointer, program }: RunFault): Failed {
  const text = program === undefined ? message : `${program}: ${message}`;
  return { code, message: text, ...(pointer === undefined ? {} : { pointer }) };
}
