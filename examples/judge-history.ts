import {
  type BoundVector,
  boundVectors,
  contentOf,
  folderRelease,
  type JudgeRequest,
  judgeVersion,
  openCheckWorker,
} from '../packages/admission/src/index.ts';
import { pack } from '../packages/archive/src/index.ts';
import type { Manifest } from '../packages/manifest/src/index.ts';
import { openRunner, type Runner } from '../packages/runner/src/index.ts';
import {
  type BumpVerdict,
  compareContracts,
  type ContractComparison,
  type FailedVector,
  type Json,
  lineOf,
  type SchemaRole,
  type VersionContent,
} from '../packages/versioning/src/index.ts';
import { type Example, programOf } from './read-examples.ts';

/** Is a version and what is published of its algorithm before it, ascending. */
export interface Step {
  readonly version: Example;
  readonly earlier: readonly Example[];
  /** The last of them. */
  readonly last: Example;
}

/** Judges the versions of the examples by the functions of the registry, their vectors run in the sandbox. */
export interface Judge {
  /** Compares a version with the one before it, whatever their numbers say: with all vectors of the line of that one. */
  compareWithLast(step: Step): Promise<ContractComparison>;
  /** Judges a version as if it came under another number. */
  judgeAs(number: string, step: Step): Promise<BumpVerdict>;
  /** Tells whether a contract holds a value. */
  fits(example: Example, role: SchemaRole, value: Json): Promise<boolean>;
  /** Runs a version; undefined where it does not answer. */
  run(version: Example, input: Json): Promise<Json | undefined>;
  close(): Promise<void>;
}

/** Opens a judge; it holds threads until it is closed. */
export function openJudge(examples: readonly Example[]): Judge {
  const [worker, runner] = [openCheckWorker(), openRunner()];
  const replay = replayWith(runner, examples);
  return {
    compareWithLast: async ({ version, earlier, last }) => {
      const line = earlier.filter(({ manifest }) => lineOf(manifest.version) === lineOf(last.manifest.version));
      const candidate = await readContent(version);
      const failed = await replay(version, boundVectors(await Promise.all(line.map(readContent)), candidate));
      return compareContracts({ old: await readContent(last), new: candidate, failed });
    },
    judgeAs: async (number, step) => {
      const request = await requestOf(number, step);
      const run: JudgeRequest['replay'] = (_, vectors) => replay(step.version, vectors);
      const judgement = await judgeVersion({ ...request, replay: run, worker });
      if (!judgement.judged) throw new Error(JSON.stringify(judgement.findings));
      return judgement.verdict;
    },
    fits: async ({ schemas }, role, value) => {
      const outcome = await worker.run('contract', { schema: schemas[role], values: [value] });
      if (outcome.kind !== 'done') throw new Error(outcome.kind);
      return (outcome.output as readonly unknown[]).length === 0;
    },
    run: async (version, input) => {
      const outcome = await runner.run(programOf(examples, version), input);
      return outcome.ok ? outcome.output : undefined;
    },
    close: async () => {
      await Promise.all([worker.close(), runner.close()]);
    },
  };
}

function replayWith(runner: Runner, examples: readonly Example[]) {
  return async (version: Example, vectors: readonly BoundVector[]): Promise<readonly FailedVector[]> => {
    // Two versions may call different vectors by one name.
    const numbered = vectors.map((vector, index) => ({ ...vector, name: String(index) }));
    const { failed } = await runner.replay(programOf(examples, version), numbered);
    return failed.map(({ name: index, code, actual }) => {
      const { version: of, name, input, output: expected } = vectors[Number(index)] as BoundVector;
      return { version: of, name, input, expected, outcome: actual === undefined ? { error: code } : { actual } };
    });
  };
}

/** Asks for a number with nothing published above it, as a history grows. */
async function requestOf(number: string, { version, earlier }: Step): Promise<Omit<JudgeRequest, 'replay' | 'worker'>> {
  const { manifest, ...content } = await readContent(version);
  return {
    candidate: { ...content, manifest: { ...manifest, version: number as Manifest['version'] } },
    published: earlier.map((one) => ({ version: one.manifest.version, yanked: false })),
    load: async (wanted) => {
      const found = earlier.find((one) => one.manifest.version === wanted);
      return found === undefined ? undefined : readContent(found);
    },
  };
}

async function readContent({ folder, manifest }: Example): Promise<VersionContent> {
  const { files } = await pack(folder);
  return contentOf(folderRelease(folder, files), manifest);
}
