import type { ModuleDeclaration, Node, Program, Statement } from 'acorn';

/** Describes what a script must not hold or lacks; the offset is in UTF-16 code units. */
export interface ScriptProblem {
  readonly code: 'script-syntax' | 'script-import' | 'script-default-missing';
  readonly offset: number;
  /** The parser's words, in English. */
  readonly detail: string;
}

/** Judges whether a script is an ES module with a default export and without imports of any kind. */
export async function judgeScript(source: string): Promise<readonly ScriptProblem[]> {
  const { parse } = await import('acorn');
  let program: Program;
  try {
    program = parse(source, { ecmaVersion: 2024, sourceType: 'module' });
  } catch (error) {
    if (!(error instanceof SyntaxError)) return [{ code: 'script-syntax', offset: 0, detail: 'nested too deeply' }];
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
function importsOf(program: Program): readonly number[] {
  const offsets: number[] = [];
  const waiting: unknown[] = [program];
  while (waiting.length > 0) {
    const node = waiting.pop() as AnyNode | null | undefined;
    if (typeof node !== 'object' || node === null) continue;
    if (isImport(node)) offsets.push(node.start ?? 0);
    else waiting.push(...Object.values(node));
  }
  return offsets.sort((a, b) => a - b).slice(0, 20);
}

/** Is a node of any kind, with the members that tell an import. */
type AnyNode = Partial<Node> & { readonly source?: unknown; readonly meta?: { readonly name: string } };

/** Tells whether a node takes code from elsewhere; a plain export has a source that is null or none. */
function isImport({ type = '', source, meta }: AnyNode): boolean {
  if (type.startsWith('Import')) return true;
  if (type.startsWith('Export')) return typeof source === 'object' && source !== null;
  return type === 'MetaProperty' && meta?.name === 'import';
}

/** Tells whether a statement exports a default: `export default …` or `export { f as default }`. */
function exportsDefault(node: Statement | ModuleDeclaration): boolean {
  if (node.type === 'ExportDefaultDeclaration') return true;
  if (node.type !== 'ExportNamedDeclaration') return false;
  return node.specifiers.some(({ exported }) => ('name' in exported ? exported.name : exported.value) === 'default');
}
