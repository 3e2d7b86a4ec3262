import { errorAt, showable, type Finding } from '../finding.ts';
import { scanJson, type Trail, unescapeKey } from './json-scan.ts';

/** Is a JSON file of a release that was read without a problem. */
export interface JsonFile {
  readonly path: string;
  readonly text: string;
  readonly value: unknown;
}

/** Holds a JSON file, or what is wrong with it. */
export type JsonResult =
  { readonly ok: true; readonly json: JsonFile } | { readonly ok: false; readonly findings: readonly Finding[] };

/** Reads a JSON file: UTF-8 without byte order mark, strict, each problem with line and column. */
export function readJson(path: string, bytes: Uint8Array): JsonResult {
  const text = decodeUtf8(bytes);
  if (text?.startsWith('\ufeff') !== false) return { ok: false, findings: [errorAt('json-encoding', { file: path })] };
  const problems = scanJson(text);
  if (problems.length === 0) return { ok: true, json: { path, text, value: JSON.parse(text) as unknown } };
  const positionOf = positionsIn(text);
  const findings = problems.map(({ code, offset, params }) =>
    errorAt(code, { file: path, ...positionOf(offset) }, showableParams(params)),
  );
  return { ok: false, findings };
}

/** Decodes UTF-8 strictly, keeping a byte order mark; undefined when it is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Makes a function that tells line and column (from 1) of an offset in a text; the text is read once for all of them. */
export function positionsIn(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [line, beyond] = [0, starts.length];
    while (beyond - line > 1) {
      const middle = (line + beyond) >> 1;
      if ((starts[middle] ?? 0) <= offset) line = middle;
      else beyond = middle;
    }
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

interface Wanted extends Trail {
  readonly members: Map<string, Wanted>;
  offset: number | undefined;
}

/**
 * Finds line and column of pointers in a text that was read without problems; of the nearest parent if need be.
 * Takes one reading of the text, however many pointers there are.
 */
export function locatePointers(json: JsonFile, pointers: readonly string[]) {
  const root = wantedPlace();
  const ways = new Map(pointers.map((pointer) => [pointer, wayTo(root, pointer)]));
  scanJson(json.text, { trail: root });
  const positionOf = positionsIn(json.text);
  return new Map(
    [...ways].map(([pointer, way]) => {
      const nearest = way.findLast(({ offset }) => offset !== undefined);
      return [pointer, positionOf(nearest?.offset ?? 0)];
    }),
  );
}

function wantedPlace(): Wanted {
  const place: Wanted = { members: new Map(), offset: undefined, found: (offset) => (place.offset ??= offset) };
  return place;
}

/** Lists the places on the way to a pointer, which is laid out where it is new. */
function wayTo(root: Wanted, pointer: string): readonly Wanted[] {
  const way = [root];
  for (const part of pointer.split('/').slice(1)) {
    const { members } = way.at(-1) ?? root;
    const key = unescapeKey(part);
    const next = members.get(key) ?? wantedPlace();
    members.set(key, next);
    way.push(next);
  }
  return way;
}

const showableParams = (params: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, typeof value === 'string' ? showable(value) : value]),
  );
