import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Fault } from '../testing/sample-state.ts';
import { sendJson } from '../testing/wire.ts';
import { openWorkshop } from '../testing/workshop.ts';
import { pruneCache } from '../cache/prune.ts';
import { openVersionsOf } from './published-versions.ts';

const NAME = 'impots/income-tax';
const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();

async function shop() {
  const { registry, client, cache, trust } = await openWorkshop();
  const record = await registry.publish({ name: NAME, version: '1.0.0' });
  return { registry, record, means: { client, cache, trust } };
}

/** Answers the requests of one path with something else. */
const spoil =
  (end: string, answer: string | object): Fault =>
  (_, response, { path }) => {
    if (!path.endsWith(end)) return false;
    if (typeof answer === 'string') response.writeHead(200).end(answer);
    else sendJson(response, answer);
    return true;
  };

describe('the published versions of an algorithm', () => {
  it('are none where nobody published it', async () => {
    const { means } = await shop();

    expect((await openVersionsOf(means, 'impots/unheard-of')).versions).toEqual([]);
  });

  it('are listed with what was withdrawn, and one that was removed by law opens as nothing', async () => {
    const { means, registry } = await shop();
    await registry.publish({ name: NAME, version: '1.1.0' });
    Object.assign(registry.find(NAME, '1.0.0') ?? {}, { yanked: true, tombstone: 'TGI-1' });

    const published = await openVersionsOf(means, NAME);

    expect(published.versions).toMatchObject([
      { version: '1.1.0' },
      { version: '1.0.0', yanked: true, tombstoned: true },
    ]);
    expect(await published.open('1.0.0')).toBeUndefined();
    expect((await published.open('1.1.0'))?.manifest).toMatchObject({ name: NAME, version: '1.1.0' });
  });

  it('fetch only the files that are read, and none that the cache has', async () => {
    const { means, registry } = await shop();
    const fetched = () =>
      registry.requests.filter(({ path }) => /\/(files|archive)/.test(path)).map(({ path }) => path);
    const release = await (await openVersionsOf(means, NAME)).open('1.0.0');
    const text = textOf(await release?.files.read('input.json'));
    const once = fetched();

    const again = await (await openVersionsOf(means, NAME)).open('1.0.0');

    expect(JSON.parse(text)).toMatchObject({ type: 'number' });
    expect(once.map((path) => path.split('/files/')[1])).toEqual(['algorithm.yaml', 'input.json']);
    expect(textOf(await again?.files.read('input.json'))).toBe(text);
    expect(await again?.files.read('absent.json')).toBeUndefined();
    expect(fetched()).toEqual(once);
  });

  it('are believed nothing: neither a file, nor a list of files, nor a record of another version', async () => {
    const { means, registry, record } = await shop();
    const open = async (fault: Fault) => {
      registry.faults.splice(0, 1, fault);
      const release = await (await openVersionsOf(means, NAME)).open('1.0.0');
      return release?.files.read('input.json');
    };
    const files = [...record.files, { path: 'more.js', size: 1, sha256: 'a'.repeat(64) }];
    const forged = { ...record, releaseDigest: `sha256:${'b'.repeat(64)}` };

    await expect(open(spoil('/files/input.json', '{"type": true}'))).rejects.toMatchObject({ code: 'integrity' });
    await expect(open(spoil('/versions/1.0.0', { ...record, files }))).rejects.toMatchObject({ code: 'integrity' });
    await expect(open(spoil('/versions/1.0.0', forged))).rejects.toMatchObject({ code: 'untrusted' });
    await expect(open(spoil('/versions/1.0.0', { ...record, version: '2.0.0' }))).rejects.toMatchObject({
      code: 'integrity',
    });
  });

  it('take a file of the cache that was changed for absent', async () => {
    const { means, registry } = await shop();
    const first = await (await openVersionsOf(means, NAME)).open('1.0.0');
    const text = textOf(await first?.files.read('input.json'));
    const root = join(means.cache, 'files');
    for (const shelf of readdirSync(root))
      for (const name of readdirSync(join(root, shelf))) writeFileSync(join(root, shelf, name), '{}');
    const before = registry.requests.length;

    const again = await (await openVersionsOf(means, NAME)).open('1.0.0');

    expect(textOf(await again?.files.read('input.json'))).toBe(text);
    expect(registry.requests.slice(before).filter(({ path }) => path.includes('/files/'))).toHaveLength(2);
  });

  it('leave files behind that pruning the cache removes', async () => {
    const { means } = await shop();
    await (await openVersionsOf(means, NAME)).open('1.0.0');

    await pruneCache({ folder: means.cache }, { maxBytes: 0 });

    expect(
      readdirSync(join(means.cache, 'files')).flatMap((shelf) => readdirSync(join(means.cache, 'files', shelf))),
    ).toEqual([]);
  });

  it('are remembered with what was trusted for the first time', async () => {
    const { means } = await shop();
    const published = await openVersionsOf(means, NAME);
    await published.open('1.0.0');

    expect(await published.remember()).toMatchObject({ agencies: [{ agency: 'impots' }] });
    const again = await openVersionsOf(means, NAME);
    await again.open('1.0.0');
    expect(await again.remember()).toBeUndefined();
  });

  it('are found under the present name, signed under the old one', async () => {
    const { means, registry } = await shop();
    registry.move(NAME, 'impots/tax-on-income');
    await registry.publish({ name: 'impots/tax-on-income', version: '1.1.0' });

    const published = await openVersionsOf(means, 'impots/tax-on-income');

    expect(published.versions.map(({ version }) => version)).toEqual(['1.1.0', '1.0.0']);
    expect((await published.open('1.0.0'))?.manifest.name).toBe(NAME);
    expect((await published.open('1.1.0'))?.manifest.name).toBe('impots/tax-on-income');
  });
});
