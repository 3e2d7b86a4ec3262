import { LineCounter } from 'yaml';

import { findRefusedCharacters, showable } from './characters.ts';
import { judgeManifest, type SchemaProblem } from './issues.ts';
import type { FoundProblem, ManifestProblem, ProblemParams } from './problem.ts';
import type { Manifest } from './schema.ts';
import { type Place, readYaml } from './yaml-tree.ts';

/** Names the one manifest of a release, at the root of its files. */
export const MANIFEST_FILE = 'algorithm.yaml';

/** Bounds the file, in bytes. */
export const MANIFEST_BYTES_LIMIT = 262_144;

/** Bounds what is reported: nobody reads more, and a hostile file could have a problem in every other byte. */
export const PROBLEMS_LIMIT = 200;

/** Holds a valid manifest, or everything that is wrong, in the order of the text. */
export type ParseResult =
  | { readonly ok: true; readonly manifest: Manifest; readonly problems: readonly [] }
  | { readonly ok: false; readonly problems: readonly ManifestProblem[] };

/**
 * Parses and judges `algorithm.yaml`. Never throws, whatever the bytes. All problems are reported at once, except where
 * one hides the rest: a file that is too large or not UTF-8, broken YAML, or another version of the format.
 *
 * @param source the file: bytes in UTF-8 (a byte order mark is allowed), or its text
 * @example
 * const result = parseManifest(await readFile(MANIFEST_FILE));
 * if (!result.ok) for (const problem of result.problems) console.error(describeProblem(problem, 'fr').message);
 */
export function parseManifest(source: string | Uint8Array): ParseResult {
  const size = typeof source === 'string' ? Buffer.byteLength(source) : source.byteLength;
  if (size > MANIFEST_BYTES_LIMIT) {
    return refused('', [
      { code: 'file-too-large', path: [], offset: 0, params: { size, limit: MANIFEST_BYTES_LIMIT } },
    ]);
  }
  const decoded = typeof source === 'string' ? source : decode(source);
  if (typeof decoded !== 'string') return refused(decoded.before, [decoded.problem]);
  const text = decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded;
  return parseText(text);
}

function parseText(text: string): ParseResult {
  const tree = readYaml(text);
  const told: readonly FoundProblem[] = [...refusedCharacters(text), ...tree.problems];
  if (!tree.data) return refused(text, told);
  const found = [...told, ...locate(judgeManifest(tree.data.value), tree.data.place, told)];
  if (found.length > 0) return refused(text, found);
  // judgeManifest found nothing, and the schema changes nothing of what it accepts.
  return { ok: true, manifest: tree.data.value as Manifest, problems: [] };
}

interface NotUtf8 {
  readonly before: string;
  readonly problem: FoundProblem;
}

function decode(bytes: Uint8Array): string | NotUtf8 {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // The lenient decoder puts U+FFFD where the fault is; a true U+FFFD before it is the same character.
    const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const offset = firstFault(lenient, bytes);
    return { before: lenient, problem: { code: 'file-not-utf8', path: [], offset, params: {} } };
  }
}

/** Finds the offset in the lenient text of the first byte sequence that is not UTF-8. */
function firstFault(lenient: string, bytes: Uint8Array): number {
  const again = Buffer.from(lenient);
  let byte = 0;
  while (byte < bytes.length && again[byte] === bytes[byte]) byte++;
  // Bytes up to here agree; a shared prefix of U+FFFD's own bytes (EF, EF BF) still belongs to the fault.
  return lenient.length === 0
    ? 0
    : again
        .subarray(0, byte)
        .toString('utf8')
        .replace(/\ufffd+$/, '').length;
}

function refusedCharacters(text: string): readonly FoundProblem[] {
  return findRefusedCharacters(text, PROBLEMS_LIMIT + 1).map(({ offset, character }) => {
    return { code: 'character-refused', path: [], offset, params: { character } };
  });
}

/** Finds the place of each problem; what is wrong only because of something told already is not told a second time. */
function locate(
  problems: readonly SchemaProblem[],
  root: Place,
  told: readonly FoundProblem[],
): readonly FoundProblem[] {
  const versionProblem = problems.find((problem) => problem.code === 'schema-version-unsupported');
  return (versionProblem ? [versionProblem] : problems).flatMap((problem) => {
    const places = placesTo(root, problem.path);
    const place = places.at(-1) ?? root;
    if (isTold(problem, places, told)) return [];
    const offset = problem.atKey ? (place.keyStart ?? place.start) : place.start;
    return [{ code: problem.code, path: problem.path, params: problem.params, offset }];
  });
}

/** Lists the places on the way to a path, as far as they are there. */
function placesTo(root: Place, path: readonly PropertyKey[]): readonly Place[] {
  const places = [root];
  for (const key of path) {
    const next = places.at(-1)?.members.get(key);
    if (!next) break;
    places.push(next);
  }
  return places;
}

/** Tells whether a value is wrong only because an alias or a tag was refused there, or a character in it. */
function isTold(problem: SchemaProblem, places: readonly Place[], told: readonly FoundProblem[]): boolean {
  if (told.length === 0) return false;
  if (places.some((place) => place.refused)) return true;
  const place = places.at(-1);
  return (
    problem.code === 'character-refused' &&
    place !== undefined &&
    told.some(({ code, offset }) => code === 'character-refused' && offset >= place.start && offset < place.end)
  );
}

function refused(text: string, found: readonly FoundProblem[]): ParseResult {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  const sorted = found.toSorted((one, other) => one.offset - other.offset);
  const problems = sorted.slice(0, PROBLEMS_LIMIT).map((problem) => positioned(problem, lines));
  const left = sorted.length - problems.length;
  const next = sorted[PROBLEMS_LIMIT];
  if (next) problems.push(positioned({ ...next, code: 'problems-cut', path: [], params: { left } }, lines));
  return { ok: false, problems };
}

function positioned(problem: FoundProblem, lines: LineCounter): ManifestProblem {
  const { line, col } = lines.linePos(problem.offset);
  const path = problem.path.map((key) => `/${showable(String(key)).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return { code: problem.code, path: path.join(''), line, column: Math.max(col, 1), params: showableParams(problem) };
}

function showableParams(problem: FoundProblem): ProblemParams {
  const entries = Object.entries(problem.params).map(([key, value]) => {
    // The list of allowed values is ours; everything else may come from the file.
    return [key, typeof value === 'string' && key !== 'allowed' ? showable(value) : value] as const;
  });
  return Object.fromEntries(entries);
}
