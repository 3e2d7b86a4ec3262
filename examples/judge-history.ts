import { openCheckWorker } from '../packages/admission/src/index.ts';
import { pack } from '../packages/archive/src/index.ts';
import type { Manifest } from '../packages/manifest/src/index.ts';
import { matchesExpected } from '../packages/runner/src/index.ts';
import {
  type BumpVerdict,
  compareContracts,
  type ContractComparison,
  type FailedVector,
  judgeBump,
  type Json,
  neighboursOf,
  type SchemaRole,
  sharesPeriod,
  type VersionContent,
  vectorKey,
  versionsOfLine,
} from '../packages/versioning/src/index.ts';
import { type Example, runExample } from './read-examples.ts';

/** Is a version and what is published of its algorithm before it, ascending. */
export interface Step {
  readonly version: Example;
  readonly earlier: readonly Example[];
  /** The last of them. */
  readonly last: Example;
}

/** Judges the versions of the examples, as the registry does before it publishes one. */
export interface Judge {
  /** Compares a version with the one before it, whatever their numbers say: with all vectors of the line of that one. */
  compareWithLast(step: Step): Promise<ContractComparison>;
  /** Judges a version as if it came under another number. */
  judgeAs(number: string, step: Step): Promise<BumpVerdict>;
  /** Tells whether a contract holds a value. */
  fits(example: Example, role: SchemaRole, value: Json): Promise<boolean>;
  /** Runs a version on inputs; undefined where its contract refuses one. */
  run(version: Example, inputs: readonly Json[]): Promise<readonly (Json | undefined)[]>;
  close(): Promise<void>;
}

/** Opens a judge; it holds a thread until it is closed. */
export function openJudge(examples: readonly Example[]): Judge {
  const worker = openCheckWorker();

  async function fit({ schemas }: Example, role: SchemaRole, values: readonly Json[]): Promise<readonly boolean[]> {
    const outcome = await worker.run('contract', { schema: schemas[role], values });
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    const misfits = new Set((outcome.output as readonly { readonly value: number }[]).map(({ value }) => value));
    return values.map((_, index) => !misfits.has(index));
  }

  async function run(version: Example, inputs: readonly Json[]): Promise<readonly (Json | undefined)[]> {
    const accepted = await fit(version, 'input', inputs);
    return inputs.map((input, index) => (accepted[index] ? runExample(examples, version, input).output : undefined));
  }

  return {
    fits: async (example, role, value) => (await fit(example, role, [value])).every(Boolean),
    run,
    compareWithLast: async ({ version, earlier, last }) => {
      const failed = await replay(run, version, lineOf(last.manifest.version, earlier));
      return compareContracts({ old: await contentOf(last), new: await contentOf(version), failed });
    },
    judgeAs: async (number, { version, earlier }) => {
      const { manifest, ...content } = await contentOf(version);
      const candidate = { ...content, manifest: { ...manifest, version: number as Manifest['version'] } };
      const published = earlier.map(publishedOf);
      const failed = await replay(run, version, lineOf(number, earlier));
      const near = neighboursOf(number, published).below;
      const below = earlier
        .filter(({ manifest: { version: one } }) => near.includes(one))
        .map(async (old) => compareContracts({ old: await contentOf(old), new: candidate, failed }));
      return judgeBump({ version: number, below: await Promise.all(below), above: [], published });
    },
    close: () => worker.close(),
  };
}

/** Runs the vectors of earlier versions that bind a version, each content once, and gives those that fail. */
async function replay(
  run: Judge['run'],
  version: Example,
  earlier: readonly Example[],
): Promise<readonly FailedVector[]> {
  const bound = earlier.filter(({ manifest }) => sharesPeriod(manifest, version.manifest));
  const vectors = bound.flatMap((one) => one.vectors.map((vector) => ({ ...vector, version: one.manifest.version })));
  const once = [...new Map(vectors.toReversed().map((vector) => [vectorKey(vector), vector])).values()];
  const outputs = await run(
    version,
    once.map(({ input }) => input),
  );
  return once.flatMap(({ version: of, name, input, output, tolerance }, index) => {
    const actual = outputs[index];
    if (actual !== undefined && matchesExpected(output, actual, tolerance)) return [];
    const outcome = actual === undefined ? { error: 'input-invalid' } : { actual };
    return [{ version: of, name, input, expected: output, outcome }];
  });
}

/** Lists the versions of a line among earlier ones. */
function lineOf(version: string, earlier: readonly Example[]): readonly Example[] {
  const line = [version, ...versionsOfLine(version, earlier.map(publishedOf)).map((one) => one.version)];
  return earlier.filter(({ manifest }) => line.includes(manifest.version));
}

const publishedOf = ({ manifest }: Example) => ({ version: manifest.version, yanked: false });

async function contentOf({ folder, manifest, schemas, vectors }: Example): Promise<VersionContent> {
  const { files } = await pack(folder);
  return { manifest, schemas, vectors, files: files.map(({ path, sha256 }) => ({ path, digest: sha256 })) };
}
