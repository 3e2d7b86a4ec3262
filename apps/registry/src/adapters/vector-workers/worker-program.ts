import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Is where the program of a worker lies, and what of this machine it must read to run. */
export interface WorkerProgram {
  readonly file: string;
  /** Whether these are sources, which Node reads as they are. */
  readonly isSource: boolean;
  /** Files and, with `*` at the end, folders. */
  readonly readable: readonly string[];
}

/** The program, from the sources and from the build, where it lies beside all other modules. */
const PROGRAMS = ['./worker.ts', './vector-worker.js'] as const;

/** The packages of the house that it needs, beside its own. */
const PACKAGES = ['@national-forge/runner', '@national-forge/manifest'] as const;

let known: WorkerProgram | undefined;

/** Finds the program of a worker. Throws when this installation has none. */
export function workerProgram(): WorkerProgram {
  return (known ??= findProgram());
}

/** Lists the flags with which Node lets a worker read its program, start threads, and no more. */
export function permissionFlags(): readonly string[] {
  return [
    '--permission',
    '--allow-worker',
    // It says that threads could undo the permissions: the runner starts threads of its own program only.
    '--disable-warning=PERM0006',
    ...workerProgram().readable.map((path) => `--allow-fs-read=${path}`),
  ];
}

function findProgram(): WorkerProgram {
  const file = PROGRAMS.map((name) => fileURLToPath(new URL(name, import.meta.url))).find((name) => existsSync(name));
  if (file === undefined) throw new Error('the program of the vector workers is missing from this installation');
  const isSource = file.endsWith('.ts');
  const modules = [file, ...PACKAGES.map((name) => fileURLToPath(import.meta.resolve(name)))];
  return { file, isSource, readable: [...new Set(modules.flatMap(reachOf))] };
}

/**
 * Lists what running a module reads: the folder of its package with all modules, the package.json there, and the folders
 * where its dependencies are looked for. Never a whole package or repository: the data folder with the key of the log may
 * lie in it.
 */
function reachOf(module: string): readonly string[] {
  const root = packageRoot(module);
  const [code = ''] = module.slice(root.length + 1).split(/[/\\]/);
  const above = ancestorsOf(root).map((folder) => join(folder, 'node_modules'));
  return [
    join(root, 'package.json'),
    ...[join(root, code), ...above.filter((folder) => existsSync(folder))].map((folder) => join(folder, '*')),
  ];
}

function packageRoot(module: string): string {
  const root = ancestorsOf(dirname(module)).find((folder) => existsSync(join(folder, 'package.json')));
  if (root === undefined) throw new Error(`${module} belongs to no package`);
  return root;
}

function ancestorsOf(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestorsOf(parent)];
}
