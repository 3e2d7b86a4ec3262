import type { PythonInstallation } from './python-installation.ts';

/** Is a way to start a process. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** The user to become first; only root can. */
  readonly user?: number;
}

/** Is a folder or link of the machine that the sandbox has too. */
export type Mount =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/** Is a bubblewrap of this machine, and what can be shown in its sandboxes. */
export interface Sandbox {
  /** Path of `bwrap`. */
  readonly bwrap: string;
  /** What is shown of the machine beside Python's own folders: the shared libraries. */
  readonly mounts: readonly Mount[];
  /** Whether this bubblewrap can forbid further namespaces inside (0.8 and newer). */
  readonly forbidsNamespaces: boolean;
  /** Whether this process is root: the sandbox is then made as nobody, whom the kernel holds to the limits. */
  readonly isRoot: boolean;
}

/** Is the user nobody, inside and outside. */
const NOBODY = 65_534;

/** Gives the flags of every Python process of ours. `-I` is none of them: it would ignore PYTHONHASHSEED (ADR 0022). */
const PYTHON_FLAGS: readonly string[] = ['-s', '-S', '-B', '-X', 'utf8'];

/** Is the whole environment of every Python process of ours. */
export const PYTHON_ENVIRONMENT: Readonly<Record<string, string>> = {
  PYTHONHASHSEED: '0',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
};

/** Writes the command that runs a Python program outside any sandbox. */
export function plainCommand(python: PythonInstallation, source: string): Command {
  return { file: python.executable, args: [...PYTHON_FLAGS, '-c', source] };
}

/**
 * Writes the command that runs a Python program under bubblewrap: no network, no process of others in sight, nothing
 * writable, of the machine only the interpreter and the shared libraries, and the end with whoever started it.
 */
export function sandboxCommand(sandbox: Sandbox, python: PythonInstallation, source: string): Command {
  const namespaces = ['--unshare-all', '--unshare-user', ...(sandbox.forbidsNamespaces ? ['--disable-userns'] : [])];
  const identity = ['--uid', String(NOBODY), '--gid', String(NOBODY), '--hostname', 'sandbox', '--cap-drop', 'ALL'];
  const lifetime = ['--die-with-parent', '--new-session'];
  const mounts = [...sandbox.mounts, ...ownFolders(python, sandbox.mounts)].flatMap(mountArguments);
  const tmp = ['--tmpfs', '/tmp', '--remount-ro', '/tmp', '--remount-ro', '/', '--chdir', '/tmp'];
  const { file, args } = plainCommand(python, source);
  return {
    file: sandbox.bwrap,
    args: [...namespaces, ...identity, ...lifetime, ...mounts, ...tmp, '--', file, ...args],
    ...(sandbox.isRoot && { user: NOBODY }),
  };
}

/** Gives the folders of a Python that lies outside those that are shown anyway, such as one below /opt. */
function ownFolders({ folders }: PythonInstallation, mounts: readonly Mount[]): readonly Mount[] {
  const shown = mounts.map(({ path }) => path);
  return folders
    .filter((folder) => !shown.some((path) => folder === path || folder.startsWith(`${path}/`)))
    .map((path) => ({ kind: 'folder', path }));
}

function mountArguments(mount: Mount): readonly string[] {
  switch (mount.kind) {
    case 'folder':
      return ['--ro-bind', mount.path, mount.path];
    case 'link':
      return ['--symlink', mount.target, mount.path];
  }
}
