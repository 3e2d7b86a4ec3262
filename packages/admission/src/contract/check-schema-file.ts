import { errorAt, type Finding } from '../finding.ts';
import { locatePointers, readJson } from '../json/index.ts';
import { READ_LIMITS } from '../release-files.ts';
import type { CheckWorker } from '../worker/check-worker.ts';
import { checkContract } from './check-contract.ts';

/** Is a file that should be a schema of a contract. */
export interface SchemaFile {
  /** Named in findings. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Is the schema in a file where nothing is wrong with it, else the findings with line and column. */
export type SchemaCheck =
  { readonly ok: true; readonly schema: unknown } | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * Checks one schema that belongs to no release, such as one that is to be compared: the same rules, the same findings as for the
 * contract of a release.
 * @throws AdmissionError when the checks cannot run
 */
export async function checkSchemaFile({ path, bytes }: SchemaFile, worker: CheckWorker): Promise<SchemaCheck> {
  const limit = READ_LIMITS.fileBytes;
  if (bytes.length > limit)
    return { ok: false, findings: [errorAt('file-too-large', { file: path }, { size: bytes.length, limit })] };
  const read = readJson(path, bytes);
  if (!read.ok) return read;
  const { json } = read;
  const found = await checkContract({ schema: json, role: 'input', probes: [], worker });
  if (found.length === 0) return { ok: true, schema: json.value };
  const places = locatePointers(
    json,
    found.flatMap(({ pointer }) => pointer ?? []),
  );
  return { ok: false, findings: found.map((finding) => ({ ...finding, ...places.get(finding.pointer ?? '-') })) };
}
