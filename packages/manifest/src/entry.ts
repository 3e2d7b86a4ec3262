import { judgePath } from './paths.ts';
import type { Report } from './problem.ts';

/** Bounds the name of a function in an entry, in characters. */
export const FUNCTION_LIMIT = 64;

/** Describes the name of a function in an entry; keywords of Python are none. */
export const FUNCTION_PATTERN = '[A-Za-z_][A-Za-z0-9_]*';

/** Is the entry of an algorithm taken apart: the file, and for Python the function in it. */
export interface Entry {
  readonly path: string;
  readonly function?: string;
}

/** Takes the entry of a runtime apart: Python names file and function (`main.py:run`), every other engine a file. */
export function splitEntry({ engine, entry }: { readonly engine: string; readonly entry: string }): Entry {
  const at = engine === 'python' ? entry.lastIndexOf(':') : -1;
  return at === -1 ? { path: entry } : { path: entry.slice(0, at), function: entry.slice(at + 1) };
}

const FUNCTION = new RegExp(`^${FUNCTION_PATTERN}$`);
// https://docs.python.org/3/reference/lexical_analysis.html#keywords; no algorithm needs a name in another script.
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Judges the entry of a runtime by its engine; bears values of any type. */
export function judgeEntry(value: unknown, report: Report): void {
  if (typeof value !== 'object' || value === null) return;
  const { engine, entry } = value as { engine?: unknown; entry?: unknown };
  if (typeof engine !== 'string' || typeof entry !== 'string') return;
  const { path, function: name } = splitEntry({ engine, entry });
  const isCallable = path.endsWith('.py') && name !== undefined && isFunctionName(name);
  if (engine === 'python' && !isCallable) report('entry-function', { value: entry }, ['entry']);
  else judgePath(path, (code, params) => report(code, params, ['entry']));
}

function isFunctionName(name: string): boolean {
  return name.length <= FUNCTION_LIMIT && FUNCTION.test(name) && !KEYWORDS.has(name);
}
