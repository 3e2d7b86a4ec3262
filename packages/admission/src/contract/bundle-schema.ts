import { escapeKey, type JsonFile } from '../json/index.ts';
import type { SchemaFiles } from './gather-schema.ts';
import { resolveReference } from './resolve-reference.ts';
import { isRecord, visitSchema } from './visit-schema.ts';

/** Is a schema that stands alone. */
export interface Bundle {
  readonly schema: unknown;
  /** Tells which file, and which place of it, a JSON Pointer into the schema speaks of. */
  readonly placeOf: (pointer: string) => { readonly file: string; readonly pointer: string };
}

/**
 * Makes one schema of the files of a schema (docs/spec/contract.md, §1): each further file stands once under `$defs`, by its path, and
 * references lead there. A schema of one file stays as it is.
 */
export function bundleSchema(gathered: SchemaFiles): Bundle {
  const { root, files } = gathered;
  const schema: unknown = structuredClone(root.value);
  const defs = isRecord(schema) ? (schema['$defs'] ?? {}) : undefined;
  const names = namesOf(gathered, isRecord(defs) ? defs : {});
  const links: Links = {
    gathered,
    roots: new Map([...names].map(([path, name]) => [path, `/$defs/${escapeKey(name)}`])),
  };
  relink(schema, root, links);
  const embedded = [...names].map(([path, name]) => [name, embed(files.get(path)?.json, links)] as const);
  // What is no map of schemas is left for the meta-schema to refuse.
  if (embedded.length > 0 && isRecord(schema) && isRecord(defs)) {
    schema['$defs'] = { ...defs, ...Object.fromEntries(embedded) };
  }
  return { schema, placeOf: (pointer) => placeIn(links, pointer) };
}

interface Links {
  readonly gathered: SchemaFiles;
  /** Where in the bundle a file stands, by its path; the root is not in it. */
  readonly roots: ReadonlyMap<string, string>;
}

/** Names the files below `$defs`: by their paths, longer where the schema has something of that name. */
function namesOf({ root, files }: SchemaFiles, defs: Record<string, unknown>): ReadonlyMap<string, string> {
  const taken = new Set(Object.keys(defs));
  const names = new Map<string, string>();
  for (const path of files.keys()) {
    if (path === root.path) continue;
    let name = path;
    while (taken.has(name)) name += '+';
    taken.add(name);
    names.set(path, name);
  }
  return names;
}

function embed(json: JsonFile | undefined, links: Links): unknown {
  const schema: unknown = structuredClone(json?.value);
  if (json !== undefined) relink(schema, json, links);
  return schema;
}

/** Identifiers of a file that becomes a part would change what `#` means, or be there twice: pointers take their place. */
const IDENTIFIERS: ReadonlySet<string> = new Set(['$schema', '$id', '$anchor']);

function relink(copy: unknown, { path }: JsonFile, links: Links): void {
  const isRoot = path === links.gathered.root.path;
  visitSchema(copy, {
    enter: () => true,
    member: ({ schema, keyword, value }) => {
      if (!isRoot && IDENTIFIERS.has(keyword)) Reflect.deleteProperty(schema, keyword);
      if (keyword !== '$ref' || typeof value !== 'string' || (isRoot && value.startsWith('#'))) return;
      schema['$ref'] = linkTo(path, value, links) ?? value;
    },
  });
}

function linkTo(holder: string, reference: string, { gathered, roots }: Links): string | undefined {
  const target = resolveReference(holder, reference);
  const place = target && gathered.files.get(target.file)?.placeOf(`#${target.fragment}`);
  if (target === undefined || place === undefined) return undefined;
  const pointer = (roots.get(target.file) ?? '') + place;
  // A pointer within a URI (RFC 6901 §6); of what `encodeURI` leaves only `#` cannot stand in a fragment (RFC 3986 §3.5).
  return `#${encodeURI(pointer).replaceAll('#', '%23')}`;
}

function placeIn({ gathered, roots }: Links, pointer: string): ReturnType<Bundle['placeOf']> {
  for (const [file, root] of roots) {
    if (pointer === root || pointer.startsWith(`${root}/`)) return { file, pointer: pointer.slice(root.length) };
  }
  return { file: gathered.root.path, pointer };
}
