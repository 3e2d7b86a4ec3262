import type { Manifest } from '@national-forge/manifest';
import type { ContractVector, FailedVector, PublishedVersion, VersionContent } from '@national-forge/versioning';

import { judgeVersion, type JudgeRequest, type VersionJudgement } from '../bump/judge-version.ts';
import type { CheckWorker } from '../worker/check-worker.ts';

/** Is a version of a small tax: how many dependants it takes, what it answers, and what it promises. */
export interface Tax {
  readonly version: string;
  /** Highest number of dependants that it takes. */
  readonly most: number;
  /** What it answers; the number of dependants by default. */
  readonly answer?: (dependants: number) => number;
  readonly vectors?: readonly ContractVector[];
  readonly validFrom?: string;
  readonly pattern?: string;
  readonly yanked?: boolean;
  readonly waived?: boolean;
}

/** Makes a vector of the small tax. */
export const vectorOf = (dependants: number, tax = dependants): ContractVector => ({
  ...{ name: `${dependants} dependants`, input: { dependants }, output: { tax } },
});

/** Makes what a version of the small tax is held to. */
export function contentOfTax({ version, most, vectors = [], validFrom, pattern }: Tax): VersionContent {
  const text = pattern === undefined ? {} : { code: { type: 'string', pattern } };
  const input = { properties: { dependants: { type: 'integer', minimum: 0, maximum: most }, ...text } };
  const manifest = {
    ...{ name: 'impots/tax', version, kind: validFrom === undefined ? 'transform' : 'rule', license: 'EUPL-1.2' },
    ...(validFrom === undefined ? {} : { validity: { from: validFrom } }),
    runtime: { engine: 'javascript', entry: 'main.js' },
    contract: { input: 'input.json', output: 'output.json' },
    risk: { level: 'minimal' },
    personalData: { processed: false },
  } as unknown as Manifest;
  return { manifest, schemas: { input, output: { properties: { tax: { type: 'number' } } } }, vectors };
}

/** Judges a version of the small tax among others; vectors are really computed, by the functions given. */
export function judgeTax(
  candidate: Tax,
  others: readonly Tax[],
  { worker, ...rest }: Partial<JudgeRequest> & { readonly worker: CheckWorker },
): Promise<VersionJudgement> {
  const all = [...others, candidate];
  const find = (version: string) => all.find((one) => one.version === version);
  return judgeVersion({
    candidate: contentOfTax(candidate),
    published: others.map(({ version, yanked = false, waived = false }): PublishedVersion => ({
      version,
      yanked,
      waived,
    })),
    load: (version) => {
      const found = find(version);
      return Promise.resolve(found === undefined ? undefined : contentOfTax(found));
    },
    replay: (version, vectors) => Promise.resolve(vectors.flatMap((vector) => run(find(version), vector))),
    worker,
    ...rest,
  });
}

function run(tax: Tax | undefined, vector: ContractVector & { readonly version: string }): readonly FailedVector[] {
  const { dependants } = vector.input as { readonly dependants: number };
  const { name, version, input, output: expected } = vector;
  if (tax === undefined || dependants > tax.most)
    return [{ name, version, input, expected, outcome: { error: 'input-invalid' } }];
  const actual = { tax: (tax.answer ?? ((count) => count))(dependants) };
  return JSON.stringify(actual) === JSON.stringify(expected)
    ? []
    : [{ name, version, input, expected, outcome: { actual } }];
}
