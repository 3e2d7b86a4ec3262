import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { run } from '../run/child.mjs';
import { ROOT } from '../verbs/program.ts';
import type { Example } from './blocks.ts';

/** What came of one executed block. */
export interface Outcome {
  readonly example: Example;
  readonly code: number;
  readonly output: string;
}

/** Prepares a folder outside the repository in which `import '@national-forge/…'` finds the packages. */
export function linkPackages(folder: string): void {
  const scope = join(folder, 'node_modules', '@national-forge');
  mkdirSync(scope, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  for (const name of readdirSync(join(ROOT, 'packages')))
    symlinkSync(join(ROOT, 'packages', name), join(scope, name), 'junction');
}

/** Executes a TypeScript block in such a folder, reading the packages' sources; what it writes may be something else here. */
export async function runTypeScript(
  example: Example,
  folder: string,
  substitutions: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  writeFileSync(join(folder, 'example.ts'), replaceAll(example.code.text, Object.entries(substitutions)));
  const args = ['--conditions=@national-forge/source', 'example.ts'];
  const result = await run(process.execPath, args, {
    cwd: folder,
    quiet: true,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { example, ...result };
}

/** Where and with what the shell blocks of a document are executed. */
export interface ShellOptions {
  /** An empty folder: the working folder is `<folder>/work`, `HOME` is `<folder>/home`. */
  readonly folder: string;
  /** Programs to call by name: name → JavaScript file. */
  readonly programs?: Readonly<Record<string, string>>;
  /** What the document writes → what it is here (an address with the real port); turned back in the outputs. */
  readonly substitutions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Executes the blocks in order in one bash session, so that `cd` and `export` hold on. The session ends with the first
 * command that fails, unless its block is flagged `exit=N`: then the block must end with that code.
 */
export async function runShell(examples: readonly Example[], options: ShellOptions): Promise<readonly Outcome[]> {
  const { folder, programs = {}, env = {} } = options;
  for (const name of ['home', 'work', 'bin', 'out']) mkdirSync(join(folder, name), { recursive: true });
  for (const [name, file] of Object.entries(programs)) {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\nexec '${process.execPath}' '${file}' "$@"\n`, { mode: 0o755 });
  }
  writeFileSync(join(folder, 'session.sh'), sessionScript(examples, options));
  const path = [join(folder, 'bin'), process.env['PATH'] ?? ''].join(':');
  await run('bash', [join(folder, 'session.sh')], {
    cwd: join(folder, 'work'),
    quiet: true,
    env: {
      ...kept(),
      HOME: join(folder, 'home'),
      PATH: path,
      LANG: 'en_US.UTF-8',
      TERM: 'dumb',
      NO_COLOR: '1',
      ...env,
    },
  });
  return examples.map((example, index) => ({ example, ...readOutcome(index, options) }));
}

function sessionScript(examples: readonly Example[], { folder, substitutions = {} }: ShellOptions): string {
  const parts = examples.map(({ code }, index) => {
    const expected = code.flags.find((flag) => flag.startsWith('exit='))?.slice('exit='.length) ?? '0';
    const text = replaceAll(code.text, Object.entries(substitutions));
    const out = join(folder, 'out', String(index));
    // Under `set -e` any failing line ends the session; a block that shows a failure is judged by its last line.
    const guard = expected === '0' ? 'set -e' : 'set +e';
    return `${guard}\nexec >'${out}' 2>&1 </dev/null\n${text}__code=$?\necho "$__code" >'${out}.code'\n[ "$__code" -eq ${expected} ] || exit 1\n`;
  });
  return `set -uo pipefail\n${parts.join('')}`;
}

function readOutcome(index: number, { folder, substitutions = {} }: ShellOptions): Omit<Outcome, 'example'> {
  const read = (name: string): string | undefined => {
    try {
      return readFileSync(join(folder, 'out', name), 'utf8');
    } catch {
      return undefined;
    }
  };
  const output = read(String(index)) ?? '(not reached: an earlier block failed)';
  const back = Object.entries(substitutions).map(([shown, real]) => [real, shown] as const);
  // No code was written when a line failed under `set -e`.
  return { code: Number(read(`${String(index)}.code`) ?? 1), output: replaceAll(output, back) };
}

function replaceAll(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((result, [from, to]) => result.replaceAll(from, to), text);
}

/** Code that Node compiled is kept as for all processes of a run: a document shows dozens of commands. */
function kept(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE: folder } = process.env;
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}
