import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { run } from '../run/child.mjs';
import { ROOT } from '../verbs/program.ts';

/** A folder of planted files outside the repository: the walls are tried there, never on the live tree. */
export interface Tree {
  readonly folder: string;
  write(path: string, content: string): void;
  read(path: string): string;
  /** Copies a file of the repository (a configuration under test) to the same or another place. */
  take(path: string, to?: string): void;
  /** Links a folder of the tree to another place of it. */
  link(target: string, path: string): void;
  run(command: string, args: readonly string[]): Promise<{ readonly code: number; readonly output: string }>;
  remove(): void;
}

/** Makes a tree in the system's folder for temporary files. */
export function plantTree(files: Readonly<Record<string, string>> = {}): Tree {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'nforge-walls-')));
  const tree: Tree = {
    folder,
    write(path, content) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    take(path, to = path) {
      mkdirSync(dirname(join(folder, to)), { recursive: true });
      cpSync(join(ROOT, path), join(folder, to), { recursive: true });
    },
    link(target, path) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      symlinkSync(join(folder, target), join(folder, path), 'junction');
    },
    run: (command, args) => run(command, args, { cwd: folder, quiet: true, env: quietEnvironment() }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  for (const [path, content] of Object.entries(files)) tree.write(path, content);
  return tree;
}

/** The environment of the tools under test: no colours, nothing of vitest, no settings of an outer `npm run`. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_OPTIONS$|NODE_ENV$|FORCE_COLOR$)/i.test(name),
  );
  return { ...Object.fromEntries(kept), NO_COLOR: '1', TURBO_TELEMETRY_DISABLED: '1', CI: 'true' };
}
