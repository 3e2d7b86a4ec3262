import type { Manifest } from '@national-forge/manifest';

import type { ContractVector, VersionContent } from '../bump/content.ts';
import type { Schema } from '../contract/schema.ts';

/** Is what a test says of a version; the rest is that of a small tax. */
export interface ContentChange {
  readonly version?: string;
  readonly manifest?: Partial<Manifest>;
  readonly input?: Schema;
  readonly output?: Schema;
  readonly vectors?: readonly ContractVector[];
  readonly files?: VersionContent['files'];
  /** Schemas that lie there, whether anything is run or not. */
  readonly schemas?: VersionContent['schemas'];
}

/** Is a vector that the small tax passes. */
export const VECTOR: ContractVector = { name: 'two children', input: { dependants: 2 }, output: { tax: 10 } };

/** Makes what a version of a small tax is held to. */
export function contentWith(change: ContentChange = {}): VersionContent {
  const manifest = {
    ...{ schemaVersion: 1, name: 'impots/tax', title: { fr: 'Impôt' }, kind: 'transform', license: 'EUPL-1.2' },
    runtime: { engine: 'javascript', entry: 'main.js', data: ['data/rates.json'] },
    contract: { input: 'input.json', output: 'output.json' },
    risk: { level: 'minimal', grounds: { fr: 'Aucune décision.' } },
    personalData: { processed: false },
    ...change.manifest,
    version: change.version ?? '1.0.0',
  } as unknown as Manifest;
  const input = change.input ?? { properties: { dependants: { type: 'integer', minimum: 0, maximum: 7 } } };
  const output = change.output ?? { properties: { tax: { type: 'number', minimum: 0 } }, required: ['tax'] };
  return {
    manifest,
    schemas: change.schemas ?? (manifest.runtime.engine === 'none' ? null : { input, output }),
    vectors: change.vectors ?? [VECTOR],
    ...(change.files === undefined ? {} : { files: change.files }),
  };
}
