import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { cachedPath } from '../cache/cache.ts';
import { installed, TAX } from '../testing/installed-project.ts';
import { temporaryFolder } from '../testing/workshop.ts';
import { verifyArtifact, type ArtifactReport } from './verify-artifact.ts';

/** An installed release, its archive, and its proof in the tree of today. */
async function world() {
  const shop = await installed();
  const { log } = shop.registry;
  const place = temporaryFolder();
  const target = join(place, 'release.tar.zst');
  writeFileSync(target, shop.registry.find(TAX, '1.0.0')!.archive);
  const proof = join(place, 'release.tlog-proof');
  writeFileSync(proof, log.releaseProof(TAX, '1.0.0') ?? '');
  const { cache, trust, client } = shop;
  return {
    ...shop,
    log,
    proof,
    size: log.size,
    offline: { cache, trust, target },
    online: { cache, trust, target, client },
  };
}

const told = ({ steps }: ArtifactReport) => steps.map(({ step, outcome }) => `${step} ${outcome}`);
const factsOf = ({ steps }: ArtifactReport, step: string) => steps.find((one) => one.step === step)?.facts;

describe('each step is told once, as what it is', () => {
  test('a checkpoint that is not signed fails, whatever was seen of the log', async () => {
    const { offline, online, proof, log } = await world();
    const text = readFileSync(proof, 'utf8');
    writeFileSync(
      proof,
      text.replace(/(— \S+ \S{20})(\S)/, (_, head: string, one: string) => `${head}${one === 'A' ? 'B' : 'A'}`),
    );
    log.pad();

    for (const means of [offline, online])
      expect(told(await verifyArtifact({ ...means, proof }))).toEqual(['origin ok', 'checkpoint failed']);
  });

  test('an older proof is told by its own checkpoint, beside the newest that the registry shows', async () => {
    const { offline, online, proof, log, size } = await world();
    log.pad();

    const now = await verifyArtifact({ ...online, proof });
    const later = await verifyArtifact({ ...offline, proof });

    for (const report of [now, later]) {
      expect(report.ok).toBe(true);
      expect(factsOf(report, 'checkpoint')).toMatchObject({ size });
      expect(factsOf(report, 'consistency')).toMatchObject({ tree: size, to: size + 1 });
    }
    expect(told(now)).toContain('consistency ok');
    // Offline nothing was compared with it.
    expect(told(later)).toContain('consistency unchecked');
  });

  test('offline a checkpoint is compared with every one of its size that was seen, that of the lock too', async () => {
    const { offline, online, proof, log, first } = await world();
    log.pad();
    await verifyArtifact(online);

    const report = await verifyArtifact({ ...offline, proof, anchors: { lock: first.lock } });
    const without = await verifyArtifact({ ...offline, proof });

    expect(told(report)).toContain('consistency ok');
    expect(told(without)).toContain('consistency unchecked');
  });

  test('for a signer that was revoked from before the release on, what passed is told with what is known of it', async () => {
    const { online, log, registry, size } = await world();
    const [signer] = log.signers.get('impots') ?? [];
    const second = log.addKey('impots');
    const from = size - 1;
    log.change('impots', { kind: 'key-revoke', key: signer!.fingerprint, from }, [second]);
    const { releaseDigest, files } = registry.find(TAX, '1.0.0')!.record;

    const report = await verifyArtifact({ ...online, target: `${TAX}@1.0.0` });

    expect(told(report).slice(3)).toEqual(['inclusion ok', 'release-digest ok', 'statement ok', 'signatures failed']);
    expect(factsOf(report, 'release-digest')).toMatchObject({ digest: releaseDigest, files: files.length });
  });
});

describe('what could not be checked is told as that', () => {
  test('the place in a log for whose checkpoint nobody vouches', async () => {
    const { offline, proof } = await world();
    const unknown = { ...offline, trust: temporaryFolder() };

    const report = await verifyArtifact({ ...unknown, proof });

    expect(told(report)).toEqual([
      'origin failed',
      'inclusion unchecked',
      'release-digest ok',
      'statement ok',
      'agency-state failed',
      'signatures ok',
    ]);
    expect(factsOf(report, 'release-digest')).toMatchObject({ reason: 'first-use' });
  });

  test('the content of a name offline, unless the lock names an archive that the cache holds whole', async () => {
    const { offline, first } = await world();
    const named = { ...offline, target: `${TAX}@1.0.0` };
    const anchors = { lock: first.lock };
    const path = cachedPath({ folder: offline.cache }, first.lock.releases[`${TAX}@1`]!.archive.digest);
    const content = async (more: object) => {
      const { ok, steps } = await verifyArtifact({ ...named, ...more });
      return [ok, steps.find(({ step }) => step === 'release-digest')?.outcome];
    };

    expect(await content({})).toEqual([true, 'unchecked']);
    expect(await content({ anchors })).toEqual([true, 'ok']);
    const bytes = readFileSync(path);
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(await content({ anchors })).toEqual([true, 'unchecked']);
    rmSync(path);
    expect(await content({ anchors })).toEqual([true, 'unchecked']);
  });

  test('offline it is told in which tree the agency is known to have had no newer keys, if in any', async () => {
    const { offline, proof, log, size, first } = await world();
    const [signer] = log.signers.get('impots') ?? [];
    const unknown = { ...offline, trust: temporaryFolder(), cache: temporaryFolder(), proof };
    const seen = async (means: Parameters<typeof verifyArtifact>[0]) =>
      factsOf(await verifyArtifact(means), 'agency-state')?.['seen'];
    const byHand = { logKey: log.signer.verifierKey, agencyKeys: [signer?.fingerprint ?? ''] };

    expect(await seen({ ...offline, proof })).toBe(size);
    expect(await seen({ ...unknown, anchors: { lock: first.lock } })).toBe(size);
    expect(await seen({ ...unknown, anchors: byHand })).toBeUndefined();
  });
});
