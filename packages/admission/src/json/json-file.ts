import { errorAt, showable, type Finding } from '../finding.ts';
import { scanJson } from './json-scan.ts';

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
  const findings = problems.map(({ code, offset, params }) =>
    errorAt(code, { file: path, ...positionAt(text, offset) }, showableParams(params)),
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

/** Tells line and column (from 1) of an offset in a text. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}

/** Finds line and column of pointers in a text that was read without problems; of the nearest parent if need be. */
export function locatePointers(json: JsonFile, pointers: readonly string[]) {
  const wanted = new Map<string, number>(pointers.map((pointer) => [pointer, 0]));
  const deepest = new Map<string, number>();
  scanJson(json.text, {
    visit: (pointer, offset) => {
      for (const target of wanted.keys()) {
        if (pointer.length > target.length) continue;
        if (target !== pointer && !target.startsWith(`${pointer}/`)) continue;
        if (pointer.length >= (deepest.get(target) ?? 0)) {
          deepest.set(target, pointer.length);
          wanted.set(target, offset);
        }
      }
    },
  });
  return new Map([...wanted].map(([pointer, offset]) => [pointer, positionAt(json.text, offset)]));
}

const showableParams = (params: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, typeof value === 'string' ? showable(value) : value]),
  );
