import type { ModuleDeclaration, Node, Options, Program, Statement } from 'acorn';

import type { Load } from './judge-contract.ts';

/** Describes what a script must not hold or lacks; the offset is in UTF-16 code units. */
export interface ScriptProblem {
  readonly code: 'script-syntax' | 'script-import' | 'script-default-missing';
  readonly offset: number;
  /** The parser's words, in English. */
  readonly detail: string;
}

/**
 * Judges whether a script is an ES module with a default export and without imports of any kind.
 * Sent to the worker as text, like the functions below: they use their parameters, each other, and nothing else.
 */
export function judgeScript(source: string, load: Load): readonly ScriptProblem[] {
  const acorn = load('acorn') as { parse(text: string, options: Options): Program };
  let program: Program;
  try {
    program = acorn.parse(source, { ecmaVersion: 2024, sourceType: 'module' });
  } catch (error) {
    if (error instanceof RangeError) return [{ code: 'script-syntax', offset: 0, detail: 'nested too deeply' }];
    if (!(error instanceof SyntaxError)) throw error;
    const { pos = 0 } = error as SyntaxError & { pos?: number };
    return [{ code: 'script-syntax', offset: pos, detail: error.message.replace(/ \(\d+:\d+\)$/, '') }];
  }
  const problems: ScriptProblem[] = importsOf(program).map((offset) => ({ code: 'script-import', offset, detail: '' }));
  if (!program.body.some(exportsDefault)) {
    problems.push({ code: 'script-default-missing', offset: 0, detail: '' });
  }
  return problems;
}

/**
 * Finds the places where a program takes code from elsewhere: import declarations, `import()`, `import.meta` and
 * `export … from`. Walks with a list of its own, so that no deep program overflows the stack.
 */
export function importsOf(program: Program): readonly number[] {
  const offsets: number[] = [];
  const waiting: unknown[] = [program];
  while (waiting.length > 0) {
    const node = waiting.pop() as (Partial<Node> & { source?: unknown; meta?: { name: string } }) | null | undefined;
    if (typeof node !== 'object' || node === null) continue;
    const { type = '', start = 0 } = node;
    const reexports = type.startsWith('Export') && node.source !== null && node.source !== undefined;
    const isMeta = type === 'MetaProperty' && node.meta?.name === 'import';
    if (type.startsWith('Import') || reexports || isMeta) offsets.push(start);
    else waiting.push(...Object.values(node));
  }
  return offsets.sort((a, b) => a - b).slice(0, 20);
}

/** Tells whether a statement exports a default: `export default …` or `export { f as default }`. */
export function exportsDefault(node: Statement | ModuleDeclaration): boolean {
  if (node.type === 'ExportDefaultDeclaration') return true;
  if (node.type !== 'ExportNamedDeclaration') return false;
  return node.specifiers.some(({ exported }) => ('name' in exported ? exported.name : exported.value) === 'default');
}
