import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { SearchPage } from '@national-forge/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { nodeComplaint } from '../guard.ts';
import { beginRegistry, runRegistry, startRegistry, type Running } from '../testing/run-registry.ts';
import { sampleFiles } from '../testing/sample-release.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nforge-serving-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

/** Writes examples of two agencies, one depending on the other. */
async function writeExamples(): Promise<string> {
  const examples = [{ name: 'essais/double' }, { name: 'mesures/quadruple', dependencies: { 'essais/double': '^1' } }];
  for (const options of examples) {
    for (const [path, content] of Object.entries(sampleFiles(options))) {
      const target = join(folder, 'examples', options.name, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  }
  return at('examples');
}

const argumentsOf = (args: readonly string[]) => [
  ...args,
  ...['--port', '0', '--json', '--log', 'warn', '--data', at('data')],
];

async function watch(running: Running) {
  const [text] = await running.line(/\{.*\}/);
  const { url } = JSON.parse(text) as { url: string };
  const total = async () => ((await (await fetch(`${url}/api/v1/search`)).json()) as SearchPage).total;
  return { url, total };
}

/** Begins in a process of its own, which a signal ends. */
async function begin(args: readonly string[]) {
  const running = startRegistry(argumentsOf(args));
  const end = async (signal: NodeJS.Signals) => {
    running.child.kill(signal);
    return (await running.ended).code;
  };
  return { ...(await watch(running)), end };
}

async function beginHere(args: readonly string[]) {
  const running = beginRegistry(argumentsOf(args));
  return { ...(await watch(running)), stop: async () => (await running.stop()).code };
}

describe('start', () => {
  it('publishes the examples at the very first start only, leaves an operator token, and stops cleanly', async () => {
    const demo = await writeExamples();

    const first = await begin(['start', '--demo', demo]);
    const published = await first.total();
    const token = await readFile(at('data/first-token'), 'utf8');
    const whoami = await fetch(`${first.url}/api/v1/tokens/self`, {
      headers: { authorization: `Bearer ${token.trim()}` },
    });
    const { mode } = await stat(at('data/first-token'));
    const code = await first.end('SIGINT');

    expect([published, code, (mode & 0o777).toString(8)]).toEqual([2, 0, '600']);
    expect(await whoami.json()).toMatchObject({ scopes: ['operator'], agency: null });

    await rm(join(demo, 'mesures'), { recursive: true });
    const again = await beginHere(['start', '--demo', demo]);
    expect([await again.total(), await readFile(at('data/first-token'), 'utf8')]).toEqual([2, token]);
    expect(await again.stop()).toBe(0);
  });

  it('goes on at the next start when it was killed in the middle', async () => {
    const demo = await writeExamples();
    const manifest = join(demo, 'mesures/quadruple/algorithm.yaml');
    const whole = await readFile(manifest);
    await writeFile(manifest, 'schemaVersion: 1\n');

    const failed = await begin(['start', '--demo', demo]);
    const before = await failed.total();
    await failed.end('SIGKILL');
    await writeFile(manifest, whole);
    const next = await beginHere(['start', '--demo', demo]);

    expect([before, await next.total()]).toEqual([0, 2]);
    await next.stop();
  });

  it('leaves a registry alone that has served before', async () => {
    await runRegistry(argumentsOf(['serve']));

    const started = await beginHere(['start', '--demo', await writeExamples()]);

    expect(await started.total()).toBe(0);
    await started.stop();
  });
});

describe('serve', () => {
  it('says in one line that the port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as { port: number };

    const { code, stderr } = await runRegistry(['serve', '--data', at('data')], { PORT: String(port) });
    holder.close();

    expect(code).toBe(1);
    expect(stderr).toMatch(/^nforge-registry: port \d+ of 127\.0\.0\.1 is taken .*--port or PORT\.\n$/);
  });

  it.each([
    ['data of a newer format', '{"format":7}', /newer nforge-registry.*Install the newer/],
    ['a folder of something else', undefined, /holds no registry data.*--data or NFORGE_DATA/],
  ])('says in one line that it met %s', async (_what, format, message) => {
    await mkdir(at('data'));
    await writeFile(at(format === undefined ? 'data/holiday.jpg' : 'data/FORMAT'), format ?? 'x');

    const { code, stderr } = await runRegistry(['serve'], { NFORGE_DATA: at('data') });

    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it.skipIf(process.getuid?.() === 0)('says in one line that it may not write', async () => {
    await mkdir(at('data'));
    await chmod(at('data'), 0o500);

    const { code, stderr } = await runRegistry(['serve', '--data', at('data')]);

    expect([code, stderr.trim().split('\n').length]).toEqual([1, 1]);
  });

  it.each([
    ['--port', 'high'],
    ['--port', '70000'],
    ['--trust-proxy', '-1'],
    ['--public-url', 'ftp://x'],
    ['--public-url', 'https://x/path'],
    ['--rate-limits', '1,2'],
    ['--log', 'loud'],
  ])('refuses %s %s with exit code 2', async (option, value) => {
    const { code, stderr } = await runRegistry(['serve', '--data', at('data'), `${option}=${value}`]);

    expect([code, stderr]).toEqual([2, expect.stringContaining(option)]);
  });
});

describe('the command table', () => {
  it.each(['serve', 'start', 'migrate', 'verify', 'backup', 'restore', 'agency', 'token', 'version'])(
    'explains %s',
    async (name) => {
      const { code, stdout } = await runRegistry([name, '--help']);

      expect([code, stdout]).toEqual([0, expect.stringContaining(`nforge-registry ${name}`)]);
    },
  );

  it('refuses an unknown command with exit code 2', async () => {
    expect((await runRegistry(['frobnicate'])).code).toBe(2);
  });

  it('asks for a newer Node in one sentence', () => {
    expect(nodeComplaint('24.11.0')).toBeUndefined();
    expect(nodeComplaint('25.0.0')).toBeUndefined();
    expect(nodeComplaint('24.10.9')).toContain('24.11 or newer; this is 24.10.9');
    expect(nodeComplaint('20.20.0')).toContain('npm start');
  });
});
