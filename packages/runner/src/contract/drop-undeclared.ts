import type { Json, Schema } from '../program.ts';
import { pointerOf } from '../sandbox.ts';

/** Is a value without its undeclared members, and the JSON Pointers of what was dropped. */
export interface Kept {
  readonly value: Json;
  readonly dropped: string[];
}

type Keywords = Readonly<Record<string, unknown>>;

/**
 * Drops the members that a schema does not declare, at every depth: a member is declared by `properties`,
 * `patternProperties` or an `additionalProperties` that is a schema, in any schema that stands at its place, whichever
 * branch of `anyOf` and its like it belongs to. An object for which nothing at all is declared keeps its members.
 */
export function dropUndeclared(root: Schema, value: Json): Kept {
  const dropped: string[] = [];
  return { value: keep({ root, dropped }, { schemas: [root], value, keys: [] }), dropped };
}

interface Work {
  readonly root: Schema;
  readonly dropped: string[];
}

interface Place {
  readonly schemas: readonly unknown[];
  readonly value: Json;
  readonly keys: readonly (string | number)[];
}

function keep(work: Work, { schemas, value, keys }: Place): Json {
  if (typeof value !== 'object' || value === null) return value;
  const all = applicable(work.root, schemas);
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item, index) =>
      keep(work, { schemas: itemSchemas(all, index), value: item, keys: [...keys, index] }),
    );
  }
  const isDeclaring = all.some(({ properties, patternProperties, additionalProperties }) =>
    [properties, patternProperties, additionalProperties].some((one) => typeof one === 'object' && one !== null),
  );
  const members = Object.entries(value as Readonly<Record<string, Json>>).flatMap(([name, inner]) => {
    const found = memberSchemas(all, name);
    if (isDeclaring && found.length === 0) {
      work.dropped.push(pointerOf([...keys, name]));
      return [];
    }
    return [[name, keep(work, { schemas: found, value: inner, keys: [...keys, name] })] as const];
  });
  return Object.fromEntries(members);
}

const IN_PLACE_LISTS = ['allOf', 'anyOf', 'oneOf'];
const IN_PLACE = ['if', 'then', 'else'];

/** Lists every schema that stands at the same place as the given ones: those that they refer to or join. */
function applicable(root: Schema, schemas: readonly unknown[]): readonly Keywords[] {
  const seen = new Set<Keywords>();
  const queue = [...schemas];
  for (const schema of queue) {
    if (typeof schema !== 'object' || schema === null || seen.has(schema as Keywords)) continue;
    const keywords = schema as Keywords;
    seen.add(keywords);
    const { $ref } = keywords;
    if (typeof $ref === 'string') queue.push(resolve(root, $ref));
    for (const name of IN_PLACE_LISTS) queue.push(...listOf(keywords[name]));
    for (const name of IN_PLACE) queue.push(keywords[name]);
    queue.push(...Object.values(recordOf(keywords['dependentSchemas'])));
  }
  return [...seen];
}

function memberSchemas(all: readonly Keywords[], name: string): readonly unknown[] {
  return all.flatMap(({ properties, patternProperties, additionalProperties }) => {
    const own = recordOf(properties);
    const declared = [
      ...(Object.hasOwn(own, name) ? [own[name]] : []),
      ...Object.entries(recordOf(patternProperties)).flatMap(([pattern, schema]) =>
        new RegExp(pattern, 'u').test(name) ? [schema] : [],
      ),
    ];
    if (declared.length > 0 || typeof additionalProperties !== 'object') return declared;
    return [additionalProperties];
  });
}

function itemSchemas(all: readonly Keywords[], index: number): readonly unknown[] {
  return all.flatMap(({ prefixItems, items, contains }) => {
    const prefix = listOf(prefixItems);
    return [index < prefix.length ? prefix[index] : items, contains];
  });
}

/** Follows a reference within the schema: `#`, `#/pointer` or `#anchor`; contracts hold no others. */
function resolve(root: Schema, reference: string): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return findAnchor(root, reference.slice(1));
  const keys = decodeURIComponent(reference.slice(2)).split('/');
  return keys
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, key) => recordOf(at)[key], root);
}

function findAnchor(schema: unknown, anchor: string): unknown {
  const { $anchor, $defs } = recordOf(schema);
  if ($anchor === anchor) return schema;
  return Object.values(recordOf($defs)).find((one) => recordOf(one)['$anchor'] === anchor);
}

function recordOf(value: unknown): Keywords {
  return typeof value === 'object' && value !== null ? (value as Keywords) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
