import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

/** Is a Python of this machine. */
export interface PythonInstallation {
  /** The interpreter itself, never a link or a script in front of it. */
  readonly executable: string;
  readonly version: string;
  /** Folders that it reads its standard library and its own libraries from. */
  readonly folders: readonly string[];
}

/** Says where to look for a Python. */
export interface PythonSearch {
  /** A path that a person named; nothing else is tried then. */
  readonly executable?: string | undefined;
  /** The PATH of the person. */
  readonly path: string;
  readonly platform: NodeJS.Platform;
}

const PROBE = `
import json, os, sys
print(json.dumps({
    'executable': os.path.realpath(sys.executable),
    'version': '%d.%d.%d' % sys.version_info[:3],
    'supported': sys.version_info >= (3, 8),
    'folders': sorted({os.path.realpath(one) for one in (sys.base_prefix, sys.base_exec_prefix)}),
}))
`;

/**
 * Finds a Python of version 3.8 or newer: the one of the system before others on Linux, so that a sandbox needs no folder of
 * a person; on other systems that of PATH. Gives undefined where there is none.
 */
export async function findPython(search: PythonSearch): Promise<PythonInstallation | undefined> {
  for (const candidate of candidatesOf(search)) {
    const found = await probe(candidate, search.path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Lists the interpreters to try, in order. */
export function candidatesOf({ executable, path, platform }: PythonSearch): readonly string[] {
  if (executable !== undefined) return [executable];
  const system = ['/usr/bin/python3', '/usr/local/bin/python3'];
  const onPath = path
    .split(':')
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, 'python3'));
  return [...new Set(platform === 'linux' ? [...system, ...onPath] : [...onPath, ...system])];
}

interface Probed extends PythonInstallation {
  readonly supported: boolean;
}

async function probe(executable: string, path: string): Promise<PythonInstallation | undefined> {
  const isThere = await access(executable, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  // A name of PATH may be a script that needs PATH to find the interpreter; nothing else of the environment is given.
  const options = { env: { PATH: path }, timeout: 10_000, maxBuffer: 65_536 };
  return new Promise((resolve) => {
    execFile(executable, ['-s', '-S', '-B', '-c', PROBE], options, (error, stdout) => {
      if (error !== null) resolve(undefined);
      else resolve(read(stdout));
    });
  });
}

function read(stdout: string): PythonInstallation | undefined {
  try {
    const { executable, version, supported, folders } = JSON.parse(stdout) as Probed;
    return supported ? { executable, version, folders } : undefined;
  } catch {
    return undefined;
  }
}
