import { placesWithin } from '@national-forge/versioning';

import { errorAt, type Finding, type FindingCode } from '../finding.ts';
import type { JsonFile } from '../json/index.ts';
import { READ_LIMITS } from '../release-files.ts';
import type { Taken } from '../shelf.ts';
import { resolveReference } from './resolve-reference.ts';
import { SCHEMA_LIMITS } from './schema-limits.ts';
import { visitSchema } from './visit-schema.ts';

/** Gives the files beside a schema file. */
export interface SchemaSource {
  has(path: string): boolean | Promise<boolean>;
  /** Reads a JSON file that is there; it need not tell twice what is wrong with it. */
  json(path: string): Promise<Taken<JsonFile>>;
}

/** Is a file of a schema, with what leads to its parts. */
export interface SchemaPart {
  readonly json: JsonFile;
  /** Gives the JSON Pointer of the schema that `#…` leads to in the file; undefined when there is none. */
  readonly placeOf: (reference: string) => string | undefined;
}

/** Is a schema file with every file that its references lead to. */
export interface SchemaFiles {
  readonly root: JsonFile;
  /** By path, the root first, then in the order in which they are met. */
  readonly files: ReadonlyMap<string, SchemaPart>;
  /** What no reference should lead to, by path: the finding that each of them deserves. */
  readonly refused: ReadonlyMap<string, FindingCode>;
  /** Tells that a file was not read: what is made of the others is not the schema. */
  readonly isPartial: boolean;
  /** Tells what is wrong with files as such. */
  readonly findings: readonly Finding[];
}

/**
 * Reads the files that a schema is made of: where the references of its file lead, and the references there. Each is read once, also
 * where they refer to each other in a circle.
 */
export async function gatherSchema(root: JsonFile, source: SchemaSource): Promise<SchemaFiles> {
  const files = new Map([[root.path, partOf(root)]]);
  const refused = new Map<string, FindingCode>();
  const findings: Finding[] = [];
  const met = new Set([root.path]);
  let [size, isPartial] = [root.text.length, false];
  // What is added meanwhile has its turn as well.
  for (const { json } of files.values()) {
    for (const path of filesIn(json)) {
      if (met.has(path)) continue;
      met.add(path);
      const fault = await faultOf(path, source);
      if (fault !== undefined) {
        refused.set(path, fault);
        continue;
      }
      const taken = await source.json(path);
      findings.push(...taken.findings);
      isPartial ||= taken.file === undefined;
      if (taken.file === undefined) continue;
      files.set(path, partOf(taken.file));
      size += taken.file.text.length;
      if (files.size > SCHEMA_LIMITS.files || size > READ_LIMITS.fileBytes) {
        return { root, files, refused, isPartial: true, findings: [...findings, tooMuch(root)] };
      }
    }
  }
  return { root, files, refused, isPartial, findings };
}

/** Is a source for a schema that stands alone. */
export const NO_FILES: SchemaSource = { has: () => false, json: () => Promise.resolve({ findings: [] }) };

const partOf = (json: JsonFile): SchemaPart => ({ json, placeOf: placesWithin(json.value) });

async function faultOf(path: string, source: SchemaSource): Promise<FindingCode | undefined> {
  if (!path.endsWith('.json')) return 'schema-ref-not-json';
  return (await source.has(path)) ? undefined : 'schema-ref-file-missing';
}

const tooMuch = ({ path }: JsonFile): Finding =>
  errorAt('schema-files-too-large', { file: path }, { files: SCHEMA_LIMITS.files, bytes: READ_LIMITS.fileBytes });

/** Lists the files to which the references of a file lead, as far as they stay in the release. */
function filesIn({ path, value }: JsonFile): readonly string[] {
  const paths: string[] = [];
  let subschemas = 0;
  visitSchema(value, {
    enter: () => ++subschemas <= SCHEMA_LIMITS.subschemas,
    member: ({ keyword, value: reference }) => {
      if (keyword !== '$ref' || typeof reference !== 'string') return;
      const target = resolveReference(path, reference);
      if (target !== undefined) paths.push(target.file);
    },
  });
  return paths;
}
