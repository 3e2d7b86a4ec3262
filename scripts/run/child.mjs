import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

import { root } from './paths.mjs';

const PARENT_POLL_MS = 200;
const GRACE_MS = 30_000;

/**
 * Runs a program until it ends and resolves to its exit code (128 + n after signal n).
 *
 * Signals reach the program once each: a server is started in its own process group (`options.ownGroup`), so that
 * Ctrl-C in a terminal comes from here alone. When npm or its shell goes away, the program is stopped: the shell
 * drops SIGTERM and outlives a killed npm, and a server left behind would keep the port.
 */
export function run(command, args, options = {}) {
  const { ownGroup = false, quiet = false, ...rest } = options;
  const detached = ownGroup && process.platform !== 'win32';
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : (options.stdio ?? 'inherit');
  const child = spawn(command, args, { cwd: root, ...rest, stdio, detached });
  const output = quiet ? collect(child) : undefined;
  const release = followSignals(child, detached);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('close', (code, signal) => {
      release();
      resolve({ code: signal ? 128 + (constants.signals[signal] ?? 1) : (code ?? 1), output: output?.() ?? '' });
    });
  });
}

function collect(child) {
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

function followSignals(child, detached) {
  const terminal = process.stdin.isTTY === true;
  const forward = (signal) => {
    // A child in our own group has had the terminal's Ctrl-C already; a second one would mean "at once".
    if (signal === 'SIGINT' && terminal && !detached) return;
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  const callers = npmProcesses();
  let killer;
  const poll = setInterval(() => {
    if (killer || npmProcesses() === callers) return;
    child.kill('SIGTERM');
    killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  }, PARENT_POLL_MS);
  return () => {
    clearInterval(poll);
    clearTimeout(killer);
    for (const signal of signals) process.off(signal, forward);
  };
}

/**
 * Names our parent (npm's shell) and, where /proc tells, its parent (npm): another answer than before means that one of
 * them is gone. Without npm nobody is watched, so that `nohup node scripts/run.mjs start &` outlives its terminal.
 */
function npmProcesses() {
  if (!process.env.npm_lifecycle_event) return '';
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    // "pid (name) state ppid …"; the name may hold spaces and brackets.
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return `${process.ppid}`;
  }
}
