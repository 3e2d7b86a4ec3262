import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { install } from '../install/install.ts';
import { openWorkshop, readTree, temporaryFolder } from '../testing/workshop.ts';
import { writeFiles } from '../testing/wire.ts';
import { pruneCache } from './prune.ts';

const NAME = 'impots/income-tax';

/** A project that was installed, and the same one on a machine that knows nothing but shares the cache. */
async function installed() {
  const shop = await openWorkshop({ [NAME]: '^1.0.0' });
  await shop.registry.publish({ name: NAME, version: '1.0.0' });
  await install(shop.project);
  const folder = temporaryFolder();
  const files = readTree(shop.folder);
  writeFiles(folder, { 'forge.json': files['forge.json']!, 'forge-lock.json': files['forge-lock.json']! });
  const proofs = join(shop.cache, 'proofs');
  const paths = readdirSync(proofs, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('.'));
  const proof = join(proofs, paths.find((path) => path.endsWith('.tlog-proof')) ?? '');
  const history = join(proofs, paths.find((path) => path.endsWith('.json')) ?? '');
  const again = { ...shop.project, folder, trust: temporaryFolder(), locked: true };
  shop.registry.requests.length = 0;
  return { ...shop, again, proof, history };
}

describe('the proofs in the cache', () => {
  test('are all that --locked --offline needs on a machine that knows nothing', async () => {
    const { again, registry } = await installed();

    await expect(install({ ...again, client: undefined })).resolves.toMatchObject({ firstUse: undefined });

    expect(registry.requests).toEqual([]);
  });

  test('are not asked for again while the lock stands', async () => {
    const { again, registry } = await installed();

    await install(again);

    expect(registry.requests.map(({ path }) => path)).toEqual([
      '/log/checkpoint',
      '/api/v1/agencies/impots/keys',
      `/api/v1/algorithms/${NAME}/versions/1.0.0/status`,
    ]);
  });

  test.each(['proof', 'history'] as const)(
    'are fetched again when the %s is damaged, and refused offline',
    async (which) => {
      const shop = await installed();
      const whole = readFileSync(shop[which], 'utf8');
      const flip = (at: number) => whole.slice(0, at) + (whole[at] === 'A' ? 'B' : 'A') + whole.slice(at + 1);
      const spoilt = [
        whole.slice(0, 100),
        '',
        flip(whole.length >> 1),
        flip(whole.length >> 2),
        flip(whole.length - 120),
      ];

      for (const text of spoilt) {
        writeFileSync(shop[which], text);
        await expect(install({ ...shop.again, client: undefined })).rejects.toMatchObject({
          code: expect.stringMatching(/^(untrusted|offline)$/) as string,
        });
        await expect(install(shop.again)).resolves.toMatchObject({ firstUse: undefined });
        expect(readFileSync(shop[which], 'utf8')).toBe(whole);
        shop.again.trust = temporaryFolder();
      }
    },
  );

  test('tell when they were used, to the hour', async () => {
    const { again, proof } = await installed();
    const now = Math.floor(Date.now() / 1000);
    const [recent, old] = [new Date((now - 600) * 1000), new Date((now - 7200) * 1000)];

    utimesSync(proof, recent, recent);
    await install(again);
    expect(statSync(proof).mtimeMs).toBe(recent.getTime());

    utimesSync(proof, old, old);
    await install(again);
    expect(statSync(proof).mtimeMs).toBeGreaterThan(recent.getTime());
  });

  test('go with the rest of the cache', async () => {
    const { again, cache, proof } = await installed();

    const pruned = await pruneCache({ folder: cache }, { maxBytes: 0 });

    expect(pruned).toMatchObject({ removed: 3, keptBytes: 0 });
    expect(() => readFileSync(proof)).toThrow();
    await expect(install({ ...again, client: undefined })).rejects.toMatchObject({ code: 'offline', exit: 9 });
  });
});
