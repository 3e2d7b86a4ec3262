import { PLACES_LIMIT } from '@national-forge/manifest/tolerant';
import type { Schema } from '@national-forge/versioning';

import { errorAt, showable, type Finding, type FindingCode, type FindingParams } from '../finding.ts';
import type { JsonFile } from '../json/index.ts';
import type { CheckWorker } from '../worker/check-worker.ts';
import type { Misfit } from '../worker/judge-contract.ts';
import { bundleSchema, type Bundle } from './bundle-schema.ts';
import type { SchemaFiles } from './gather-schema.ts';
import { walkSchema } from './walk-schema.ts';

/** Is a value to be judged, and where it stands, should it not fit. */
export interface Probe {
  readonly json: JsonFile;
  /** JSON Pointer of the value in its file. */
  readonly pointer: string;
  readonly value: unknown;
  /** Name of the vector it belongs to. */
  readonly vector: string;
}

/** Asks for the findings of one schema of the contract and of the values that must satisfy it. */
export interface ContractCheck {
  readonly schema: SchemaFiles;
  readonly role: 'input' | 'output';
  /** True for an input of which undeclared members are dropped. */
  readonly isTolerant?: boolean;
  readonly probes: readonly Probe[];
  readonly worker: CheckWorker;
}

/** Checks that a schema is JSON Schema 2020-12, stands alone with its files, and that every probe is valid against it. Places are pointers. */
export async function checkContract(check: ContractCheck): Promise<readonly Finding[]> {
  const { schema, probes, worker } = check;
  const read = walkSchema(schema);
  if (read.length > 0 || schema.isPartial) return read;
  const { path } = schema.root;
  const bundle = bundleSchema(schema);
  const outcome = await worker.run('contract', { schema: bundle.schema, values: probes.map(({ value }) => value) });
  switch (outcome.kind) {
    case 'timeout':
      return [errorAt('check-timeout', { file: path }, { seconds: worker.limits.cpuMs / 1000 })];
    case 'too-heavy':
      return [errorAt('check-too-heavy', { file: path }, { limit: worker.limits.memoryMiB })];
    case 'done': {
      const findings = outcome.output.flatMap((misfit) => toFindings({ ...check, bundle }, misfit));
      return findings.length > 0 || check.isTolerant !== true ? findings : checkTolerance(check, bundle);
    }
  }
}

/** Where members are dropped, a schema must not say what depends on those that are. */
async function checkTolerance(
  { schema: { root }, worker }: ContractCheck,
  bundle: Bundle,
): Promise<readonly Finding[]> {
  const { path } = root;
  const outcome = await worker.run('tolerant', bundle.schema as Schema);
  switch (outcome.kind) {
    case 'timeout':
      return [errorAt('check-timeout', { file: path }, { seconds: worker.limits.cpuMs / 1000 })];
    case 'too-heavy':
      return [errorAt('check-too-heavy', { file: path }, { limit: worker.limits.memoryMiB })];
    case 'done':
      if (outcome.output === undefined) return [errorAt('schema-too-large', { file: path }, { limit: PLACES_LIMIT })];
      return outcome.output.map(({ keyword, pointer }) =>
        errorAt('schema-tolerant', bundle.placeOf(pointer), { keyword }),
      );
  }
}

interface BundledCheck extends ContractCheck {
  readonly bundle: Bundle;
}

function toFindings({ schema: { root }, role, probes, bundle }: BundledCheck, misfit: Misfit): readonly Finding[] {
  const { pointer } = misfit;
  const expected = showable(misfit.expected);
  const found = showable(misfit.found);
  const inSchema = (code: FindingCode, params: FindingParams) => [errorAt(code, bundle.placeOf(pointer), params)];
  switch (misfit.kind) {
    case 'schema-invalid':
      return inSchema('schema-invalid', { expected, found });
    case 'ref-missing':
      return inSchema('schema-ref-missing', { ref: expected });
    case 'pattern-invalid':
      return inSchema('schema-pattern-invalid', { pattern: found });
    case 'endless':
      return inSchema('schema-endless', {});
    case 'value-invalid':
      return misfitOfProbe(probes[misfit.value ?? 0], { ...misfit, expected, found }, { schema: root.path, role });
  }
}

function misfitOfProbe(
  probe: Probe | undefined,
  { pointer, expected, found }: Misfit,
  { schema, role }: { readonly schema: string; readonly role: 'input' | 'output' },
): readonly Finding[] {
  if (probe === undefined) return [];
  const where = { file: probe.json.path, pointer: `${probe.pointer}${pointer}` };
  const params = { vector: showable(probe.vector), expected, found, schema };
  return [errorAt(`vector-${role}-invalid`, where, params)];
}
