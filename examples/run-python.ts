import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

import type { Run } from './read-examples.ts';

/** Hands over by name what the function has parameters for; numbers are `int` or `float` as they are written. */
const DRIVER = `
import json, sys
job = json.load(sys.stdin)
space = {"__name__": "algorithm"}
exec(compile(job["source"], "algorithm.py", "exec"), space)
run = space[job["name"]]
def use(name):
    raise LookupError("no example calls another one from Python: " + name)
code = run.__code__
known = code.co_varnames[:code.co_argcount + code.co_kwonlyargcount]
extra = {key: value for key, value in (("data", job["data"]), ("use", use)) if key in known}
json.dump(run(job["input"], **extra), sys.stdout, allow_nan=False)
`;

// The program itself, once: what stands for it in the path may be a script that looks for it at each call.
let found: string | undefined;
const python = (): string => (found ??= call('python3', ['-c', 'import sys; print(sys.executable)']).trim());

/**
 * Runs a Python example as docs/spec/running.md describes, written from that page and not from the runner; every run is a process of
 * its own, without a sandbox, and with hashes of its own: no output may follow from their order.
 */
export function pythonRun(source: string, name: string): Run {
  return (input, { data }) =>
    JSON.parse(call(python(), ['-I', '-S', '-c', DRIVER], JSON.stringify({ source, name, input, data }))) as unknown;
}

function call(file: string, args: readonly string[], input = ''): string {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  const { error, status, stdout, stderr } = spawnSync(file, args, { input, encoding: 'utf8', cwd: tmpdir(), env });
  if (error !== undefined || status !== 0)
    throw new Error(`Python 3 is needed for this example: ${stderr}`, { cause: error });
  return stdout;
}
