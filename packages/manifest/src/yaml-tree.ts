import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

import type { FoundProblem, ManifestProblemCode, ProblemParams } from './problem.ts';
import { findSyntaxProblems } from './yaml-syntax.ts';
import { readTokens } from './yaml-tokens.ts';

/** Tells where a value of the document stands in the text, in UTF-16 offsets. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** Start of the key that holds the value, where a map does. */
  readonly keyStart?: number;
  readonly members: ReadonlyMap<PropertyKey, Place>;
  /** Is true where the value is not to be judged, because what stands there was refused (an alias, a tag). */
  readonly refused: boolean;
}

/** Holds the data of a YAML document with the place of each value, if it could be read, and all problems found. */
export interface YamlTree {
  readonly data?: { readonly value: unknown; readonly place: Place };
  readonly problems: readonly FoundProblem[];
}

/**
 * Reads the subset of YAML 1.2 that a manifest may use: one document of maps, lists and scalars of the core schema.
 * Keys are texts, each once. Never throws for any text.
 */
export function readYaml(text: string): YamlTree {
  const { tokens, problems } = readTokens(text);
  if (!tokens) return { problems };
  const [document, ...others] = compose(tokens, text.length);
  const found = [...problems, ...others.map(secondDocument), ...findSyntaxProblems(document, text, problems)];
  if (!document || document.errors.length > 0) return { problems: found };
  if (!document.contents || isEmptyScalar(document.contents)) {
    return { problems: [...found, { code: 'file-empty', path: [], offset: 0, params: {} }] };
  }
  return { data: readNode({ problems: found }, document.contents, { path: [] }), problems: found };
}

function compose(tokens: Iterable<CST.Token>, length: number): readonly Document.Parsed[] {
  // uniqueKeys compares each key with all before it: quadratic on a hostile file. The reader below uses a map.
  const composer = new Composer({ version: '1.2', schema: 'core', merge: false, uniqueKeys: false, strict: true });
  return [...composer.compose(tokens, true, length)];
}

function secondDocument(document: Document.Parsed): FoundProblem {
  return { code: 'yaml-documents', path: [], offset: document.range[0], params: {} };
}

function isEmptyScalar(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

interface Reading {
  readonly problems: FoundProblem[];
}

interface Read {
  readonly value: unknown;
  readonly place: Place;
}

/** Turns a node into data; the tokens' depth is bounded, so recursion is safe. */
function readNode(reading: Reading, node: unknown, at: { path: readonly PropertyKey[]; key?: Place }): Read {
  if (isMap(node)) return readMap(reading, node, at);
  if (isSeq(node)) return readList(reading, node, at);
  const place = placeOf(node, at.key);
  return { value: isScalar(node) ? node.value : null, place };
}

function placeOf(node: unknown, key: Place | undefined, members: Place['members'] = new Map()): Place {
  const { start, end } = rangeOf(node) ?? key ?? { start: 0, end: 0 };
  // The composer sets `tag` only where one is written; what it says was refused with the token.
  const refused = isAlias(node) || (isNode(node) && node.tag !== undefined);
  return { start, end, ...(key && { keyStart: key.start }), members, refused };
}

/** Gives no range to the missing value of a key; the key then stands for it. */
function rangeOf(node: unknown): { readonly start: number; readonly end: number } | undefined {
  if (!isNode(node) || !node.range) return undefined;
  const [start, end] = node.range;
  return isScalar(node) && node.value === null && start === end ? undefined : { start, end };
}

function readList(reading: Reading, node: YAMLSeq, at: { path: readonly PropertyKey[]; key?: Place }): Read {
  const members = new Map<PropertyKey, Place>();
  const value = node.items.map((item, index) => {
    const read = readNode(reading, item, { path: [...at.path, index] });
    members.set(index, read.place);
    return read.value;
  });
  return { value, place: placeOf(node, at.key, members) };
}

function readMap(reading: Reading, node: YAMLMap, at: { path: readonly PropertyKey[]; key?: Place }): Read {
  const members = new Map<PropertyKey, Place>();
  const value: Record<string, unknown> = {};
  for (const pair of node.items) {
    const key = readKey(reading, pair.key, at.path);
    if (!key) continue;
    if (members.has(key.name)) {
      const { start } = key.place;
      reading.problems.push({
        code: 'duplicate-key',
        path: [...at.path, key.name],
        offset: start,
        params: { key: key.name },
      });
      continue;
    }
    const read = readNode(reading, pair.value, { path: [...at.path, key.name], key: key.place });
    members.set(key.name, read.place);
    value[key.name] = read.value;
  }
  return { value, place: placeOf(node, at.key, members) };
}

function readKey(
  reading: Reading,
  node: unknown,
  path: readonly PropertyKey[],
): { readonly name: string; readonly place: Place } | undefined {
  const place = placeOf(node, undefined);
  const refuse = (code: ManifestProblemCode, params: ProblemParams = {}): undefined => {
    reading.problems.push({ code, path, offset: place.start, params });
  };
  if (isAlias(node)) return undefined;
  if (!isScalar(node) || node.source === undefined) {
    refuse('key-not-text');
    return;
  }
  // A key such as `1.0` or `true` is taken as it is written, and then is an unknown one.
  const name = typeof node.value === 'string' ? node.value : node.source;
  if (name === '<<' && node.type === 'PLAIN') {
    refuse('yaml-merge-key');
    return;
  }
  // As a member of an object `__proto__` would replace the prototype instead of being an unknown key.
  if (name === '__proto__') {
    refuse('unknown-key', { key: name });
    return;
  }
  return { name, place };
}
