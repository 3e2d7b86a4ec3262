import { spawnSync } from 'node:child_process';

import { afterAll, describe, expect, it } from 'vitest';

import { openRunner } from '../open-runner.ts';
import type { Json, Program } from '../program.ts';
import { expression, python } from '../testing/python-program.ts';
import { findSandbox } from './find-sandbox.ts';
import { findPython } from './python-installation.ts';

const search = { path: `${process.env['PATH'] ?? ''}:/usr/bin`, platform: process.platform };
const installed = await findPython(search);
const found = installed && (await findSandbox(installed, { ...search, isRoot: process.getuid?.() === 0 }));
const isHere = found !== undefined && 'sandbox' in found;

// Ordinary CI runners cannot nest namespaces: there the refusal is what can be tested (python.test.ts).
describe.skipIf(!isHere)('a downloaded Python program under bubblewrap', () => {
  const runner = openRunner();
  afterAll(() => runner.close());
  const run = (program: Program, input: Json = null) => runner.run(program, input);

  it('runs', async () => {
    expect(await run(expression('input + 1'), 41)).toEqual({ ok: true, output: 42, warnings: [] });
  });

  it('sees none of the files of the machine but libraries', async () => {
    expect(await run(expression('sorted(__import__("os").listdir("/"))'))).toMatchObject({
      ok: true,
      output: expect.not.arrayContaining(['home', 'root', 'proc', 'dev', 'var']) as Json,
    });
    expect(await run(expression('open("/etc/passwd").read()'))).toMatchObject({
      code: 'threw',
      message: expect.stringContaining('FileNotFoundError') as string,
    });
  });

  it('knows nothing of who runs it: neither the environment nor the user nor other processes', async () => {
    const program = expression(
      '[sorted(__import__("os").environ), __import__("os").getuid(), __import__("os").getppid() < 5]',
    );

    expect(await run(program)).toMatchObject({ output: [['LC_ALL', 'PWD', 'PYTHONHASHSEED', 'TZ'], 65_534, true] });
  });

  it.each(['/tmp/x', '/x', '/usr/x'])('can write nowhere, not at %s', async (path) => {
    expect(await run(expression(`open("${path}", "w").write("x")`))).toMatchObject({ code: 'threw' });
  });

  it.each([
    ['connect', 'socket.create_connection(("127.0.0.1", 22), 2)', 'refused|unreachable'],
    ['ask for a name', 'socket.getaddrinfo("example.org", 80)', 'gaierror'],
    ['fork', 'os.fork()', 'BlockingIOError'],
    ['start a thread', 'threading.Thread(target=print).start()', "can't start new thread"],
    ['start a program', 'subprocess.run(["/usr/bin/id"])', 'BlockingIOError'],
    ['become another user', 'os.setuid(0)', 'OSError|PermissionError'],
    ['make a namespace', 'print(1 // (1 + ctypes.CDLL(None).unshare(0x10000000)))', 'ZeroDivisionError'],
  ])('cannot %s', async (_, attempt, message) => {
    const program = python(`import ctypes, os, socket, subprocess, threading\ndef run(input):\n  ${attempt}\n`);

    expect(await run(program)).toMatchObject({ code: 'threw', message: expect.stringMatching(message) as string });
  });

  it('is ended where it has started a process while it was loaded, since a run needs one', async () => {
    const program = python('import os, time\nif os.fork() == 0: time.sleep(60)\ndef run(input): return 1\n');

    expect(await run(program)).toMatchObject({
      code: 'threw',
      message: 'the algorithm has started processes of its own',
    });
  });

  it('leaves no process behind', async () => {
    const mark = `nf${String(Math.random()).slice(2, 12)}`;
    const running = () => spawnSync('pgrep', [mark]).stdout.toString().trim();
    const once = openRunner();
    await once.run(python(`import ctypes\nctypes.CDLL(None).prctl(15, b"${mark}")\ndef run(input): return 1\n`), null);
    await expect.poll(running).not.toBe('');

    await once.close();

    await expect.poll(running).toBe('');
  });
});
