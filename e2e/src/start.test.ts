import { once } from 'node:events';
import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { SearchPage } from '@national-forge/api';
import { openClient } from '@national-forge/client';
import { describe, expect, it } from 'vitest';

import { plainEnvironment } from './harness/environment.ts';
import { EXAMPLES, exampleFolders, REGISTRY_PROGRAM } from './harness/paths.ts';
import { nforgeRegistry } from './harness/operator.ts';
import { spawnRegistry, startRegistry } from './harness/registry-process.ts';
import { runProgram } from './harness/run-program.ts';
import { FULL, scaled } from './harness/scale.ts';
import { fetchJson, fetchVersions } from './harness/served.ts';
import { openWorkshop } from './harness/workshop.ts';

const KILLS = scaled(2, 40);
const EXAMPLE_COUNT = exampleFolders().length;

const workshop = openWorkshop();

/** A folder of few examples, of which one has two versions: what is killed and goes on is the same as with all. */
function fewExamples(): string {
  const folder = workshop.folder('examples');
  const few = exampleFolders().filter((one) => /gtin13-check|cnss-amo-share|pm25-index.1\.0\./.test(one));
  for (const one of few) cpSync(one, join(folder, relative(EXAMPLES, one)), { recursive: true });
  return folder;
}

/** Counts the releases of all algorithms that search shows. */
async function countReleases(url: string): Promise<number> {
  const page = await fetchJson<SearchPage>(`${url}/api/v1/search?limit=100`);
  const versions = await Promise.all((page?.hits ?? []).map(({ name }) => fetchVersions(url, name)));
  return versions.flat().length;
}

/** Runs a server that is expected to give up at once. */
function failToStart(dataDir: string, ...words: readonly string[]) {
  const args = ['start', '--data', dataDir, '--port', '0', ...words];
  return runProgram(REGISTRY_PROGRAM, args, {
    cwd: workshop.root,
    env: plainEnvironment(workshop.root),
    patience: 20_000,
  });
}

const isOneLine = (text: string): boolean => /^nforge-registry: [^\n]+\n$/.test(text);

describe('start', () => {
  it('publishes the examples at the first start and never again', async () => {
    const dataDir = join(workshop.folder('place'), 'data');

    const first = await startRegistry(workshop, { dataDir, command: 'start' });
    const published = await fetchJson<SearchPage>(`${first.url}/api/v1/search?limit=100`);
    expect(await countReleases(first.url)).toBe(EXAMPLE_COUNT);
    expect(await first.stop()).toBe(0);
    const second = await startRegistry(workshop, { dataDir, command: 'start' });

    expect(second.stderr()).not.toContain('Published');
    expect(await fetchJson(`${second.url}/api/v1/search?limit=100`)).toEqual(published);
    expect(await second.stop()).toBe(0);
  });

  it('leaves the first token in a file for its owner only, and the token works', async () => {
    const dataDir = workshop.folder('data');
    const registry = await startRegistry(workshop, { dataDir });

    const file = join(dataDir, 'first-token');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const client = openClient({ registry: registry.url, token: readFileSync(file, 'utf8').trim() });
    expect(await client.whoami()).toMatchObject({ agency: null, scopes: ['operator'] });

    await client.close();
    await registry.stop();
  });

  it(
    'goes on after it was killed in the middle of the first start',
    async () => {
      const args = FULL ? [] : ['--demo', fewExamples()];
      const count = FULL ? EXAMPLE_COUNT : exampleFolders(args[1]).length;
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const dataDir = join(workshop.folder('place'), 'data');
        const child = spawnRegistry(workshop, { dataDir, command: 'start', args });
        const exit = once(child, 'exit');
        await pause(200 + Math.random() * 1500);
        child.kill('SIGKILL');
        await exit;

        const registry = await startRegistry(workshop, { dataDir, command: 'start', args });

        expect(await countReleases(registry.url)).toBe(count);
        expect(await registry.stop()).toBe(0);
        expect((await nforgeRegistry(dataDir, 'verify', '--json')).code).toBe(0);
      }
    },
    scaled(480_000, 3_600_000),
  );

  it('puts no examples into a registry that has served before, and plain serve never publishes', async () => {
    const dataDir = workshop.folder('data');
    const plain = await startRegistry(workshop, { dataDir });
    expect(await countReleases(plain.url)).toBe(0);
    await plain.stop();

    const start = await startRegistry(workshop, { dataDir, command: 'start' });

    expect(await countReleases(start.url)).toBe(0);
    await start.stop();
  });
});

describe('what hinders a start is told in one clear line', () => {
  it('a busy port', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };

    const { code, stderr, stdout } = await failToStart(workshop.folder('data'), '--port', String(port));

    taken.close();
    expect(code).toBe(1);
    expect(stderr).toContain(String(port));
    expect(stderr).toSatisfy(isOneLine);
    expect(stdout).toBe('');
  });

  it.skipIf(process.platform !== 'linux')(
    'a folder that cannot be written',
    async () => {
      // Root may write everywhere but here.
      const { code, stderr } = await failToStart('/proc/nforge/data');

      expect(stderr).toMatch(/no folder can be made in \/proc/);
      expect(stderr).toSatisfy(isOneLine);
      expect(code).toBe(1);
    },
    30_000,
  );

  it('a folder that holds something else, which stays as it is', async () => {
    const dataDir = workshop.folder('photos');
    writeFileSync(join(dataDir, 'family.jpg'), 'JFIF');

    const { code, stderr } = await failToStart(dataDir);

    expect(stderr).toSatisfy(isOneLine);
    expect(code).toBe(1);
    expect(readFileSync(join(dataDir, 'family.jpg'), 'utf8')).toBe('JFIF');
  });

  it('a database that is none', async () => {
    const dataDir = workshop.folder('data');
    const registry = await startRegistry(workshop, { dataDir });
    await registry.stop();
    const copy = workshop.folder('copy');
    cpSync(dataDir, copy, { recursive: true });
    writeFileSync(join(copy, 'registry.db'), 'no database at all, just words '.repeat(400));

    const { code, stderr } = await failToStart(copy);

    expect(stderr).toSatisfy(isOneLine);
    expect(code).toBe(8);
  });
});
