import { errorAt, type Finding } from '../finding.ts';
import { locatePointers, readJson, type JsonFile } from '../json/index.ts';
import { READ_LIMITS } from '../release-files.ts';
import type { CheckWorker } from '../worker/check-worker.ts';
import { bundleSchema } from './bundle-schema.ts';
import { checkContract } from './check-contract.ts';
import { gatherSchema, NO_FILES, type SchemaSource } from './gather-schema.ts';

/** Is a file that should be a schema of a contract. */
export interface SchemaFile {
  /** Named in findings; references start from there. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Reads a file to which a reference leads, undefined when it is not there; without it the schema stands alone. */
  readonly beside?: (path: string) => Promise<Uint8Array | undefined>;
}

/** Is the schema in a file where nothing is wrong with it, else the findings with line and column. */
export type SchemaCheck =
  { readonly ok: true; readonly schema: unknown } | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * Checks one schema that belongs to no release, such as one that is to be compared: the same rules, the same findings as for the
 * contract of a release.
 * @throws AdmissionError when the checks cannot run
 */
export async function checkSchemaFile({ path, bytes, beside }: SchemaFile, worker: CheckWorker): Promise<SchemaCheck> {
  const read = readBounded(path, bytes);
  if (!read.ok) return read;
  const schema = await gatherSchema(read.json, beside === undefined ? NO_FILES : sourceOf(beside));
  const found = await checkContract({ schema, role: 'input', probes: [], worker });
  if (found.length === 0) return { ok: true, schema: bundleSchema(schema).schema };
  const files = [...schema.files.values()].map(({ json }) => json);
  return { ok: false, findings: found.map((finding) => ({ ...finding, ...placeOf(finding, files) })) };
}

function readBounded(path: string, bytes: Uint8Array): ReturnType<typeof readJson> {
  const limit = READ_LIMITS.fileBytes;
  if (bytes.length <= limit) return readJson(path, bytes);
  return { ok: false, findings: [errorAt('file-too-large', { file: path }, { size: bytes.length, limit })] };
}

function sourceOf(beside: NonNullable<SchemaFile['beside']>): SchemaSource {
  return {
    has: async (path) => (await beside(path)) !== undefined,
    json: async (path) => {
      const bytes = await beside(path);
      const result = bytes === undefined ? undefined : readBounded(path, bytes);
      if (result === undefined) return { findings: [] };
      return result.ok ? { file: result.json, findings: [] } : { findings: result.findings };
    },
  };
}

function placeOf({ file, pointer }: Finding, files: readonly JsonFile[]) {
  const json = files.find(({ path }) => path === file);
  return json === undefined || pointer === undefined ? undefined : locatePointers(json, [pointer]).get(pointer);
}
