import type { Program } from '../program.ts';
import type { SandboxFault } from '../sandbox.ts';
import { findSandbox, type FoundSandbox } from './find-sandbox.ts';
import { findPython, type PythonInstallation } from './python-installation.ts';
import type { PythonLimits } from './python-port.ts';
import { openSession, type PythonSession } from './python-session.ts';
import { plainCommand, sandboxCommand } from './sandbox-command.ts';

/** Says how Python programs are run. */
export interface PythonOptions {
  /** The interpreter; found on this machine when left out. */
  readonly executable?: string | undefined;
  /** The PATH in which Python and bubblewrap are looked for; that of the process when left out. */
  readonly path?: string | undefined;
  /** Runs programs that say `isOwn` without a sandbox. What was downloaded runs under bubblewrap or not at all. */
  readonly trustsOwn?: boolean | undefined;
  /** Takes what a program prints that runs without a sandbox. */
  readonly onPrint?: ((text: string) => void) | undefined;
  /** Replaced by tests. */
  readonly platform?: NodeJS.Platform | undefined;
}

/** Opens sessions of Python programs. */
export interface PythonEngine {
  /** Opens a session, or says what is missing on this machine and what to do. */
  open(program: Program, limits: PythonLimits): Promise<PythonSession | SandboxFault>;
  /** Names the engine, as release records keep it; undefined where no Python is found. */
  version(): Promise<string | undefined>;
}

/** Prepares the engine; Python and bubblewrap are looked for when the first program is run. */
export function openPythonEngine(options: PythonOptions = {}): PythonEngine {
  // A service may be started with no PATH at all.
  const path = options.path ?? `${process.env['PATH'] ?? ''}:/usr/local/bin:/usr/bin`;
  const platform = options.platform ?? process.platform;
  const isRoot = process.getuid?.() === 0;
  let installation: Promise<PythonInstallation | undefined> | undefined;
  let sandbox: Promise<FoundSandbox> | undefined;
  const python = async () =>
    platform === 'win32'
      ? undefined
      : (installation ??= findPython({ executable: options.executable, path, platform }));
  return {
    open: async (program, limits) => {
      const found = await python();
      if (found === undefined) return missing(NO_PYTHON);
      if (options.trustsOwn === true && program.isOwn === true) {
        const command = (source: string) => plainCommand(found, source);
        return openSession(program, { command, limits, isApart: false, onPrint: options.onPrint });
      }
      const means = await (sandbox ??= findSandbox(found, { path, platform, isRoot }));
      if ('reason' in means) return missing(`${NO_SANDBOX} Here: ${means.reason}.`);
      const command = (source: string) => sandboxCommand(means.sandbox, found, source);
      return openSession(program, { command, limits, isApart: true });
    },
    version: async () => {
      const found = await python();
      return found && `python/${found.version}`;
    },
  };
}

const NO_PYTHON = 'Python 3.8 or newer is not on this machine, or not on PATH (Windows is not supported)';
const NO_SANDBOX =
  'a downloaded Python program runs only under bubblewrap: install it ("apt install bubblewrap") and allow user namespaces; ' +
  'your own folder runs without it by "nforge test --trust-local".';

const missing = (message: string): SandboxFault => ({ code: 'engine-missing', message });
