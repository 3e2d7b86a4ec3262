import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { releaseDigest } from '@national-forge/archive';
import { describe, expect, test } from 'vitest';

import { openVersionsOf } from '../contracts/published-versions.ts';
import { openWorkshop, temporaryFolder } from '../testing/workshop.ts';
import { install } from './install.ts';
import { verifyArtifact } from './verify-artifact.ts';
import { verifyProject } from './verify.ts';

const NAME = 'impots/income-tax';
const STEPS = [
  'origin',
  'checkpoint',
  'consistency',
  'inclusion',
  'release-digest',
  'statement',
  'agency-state',
  'signatures',
];

/** A release as archive, folder and proof file on disk; nothing is installed or known yet. */
async function published() {
  const shop = await openWorkshop({ [NAME]: '^1.0.0' });
  const record = await shop.registry.publish({ name: NAME, version: '1.0.0' });
  const place = temporaryFolder();
  const archive = join(place, 'release.tar.zst');
  writeFileSync(archive, shop.registry.find(NAME, '1.0.0')!.archive);
  const proof = join(place, 'release.tlog-proof');
  writeFileSync(proof, shop.registry.log.releaseProof(NAME, '1.0.0') ?? '');
  const { cache, trust, client } = shop;
  const means = { cache, trust, client };
  return { ...shop, record, archive, proof, means, offline: { cache, trust } };
}

const passed = (steps: readonly { step: string; ok: boolean }[]) =>
  steps.map(({ step, ok }) => (ok ? step : `!${step}`));

describe('verifyArtifact', () => {
  test('tells all steps of an archive, a folder and a name, and what was met for the first time', async () => {
    const { means, archive, record, project, folder, registry } = await published();

    const first = await verifyArtifact({ ...means, target: archive });
    await install(project);

    expect(first).toMatchObject({ ok: true, name: NAME, version: '1.0.0', releaseDigest: record.releaseDigest });
    expect(first.firstUse).toMatchObject({ origin: registry.log.origin, agencies: [{ agency: 'impots' }] });
    expect(passed(first.steps)).toEqual(STEPS);
    for (const target of [join(folder, 'forge_modules', NAME), `${NAME}@1.0.0`]) {
      const again = await verifyArtifact({ ...means, target });
      expect(again).toMatchObject({ ok: true, firstUse: undefined, statusKnown: true });
      expect(passed(again.steps)).toEqual(STEPS);
    }
  });

  test('proves a contract with the files that its schemas refer to, of an archive, a name, a folder and a project', async () => {
    const shop = await openWorkshop({ [NAME]: '^1.0.0' });
    const files = {
      'input.json': JSON.stringify({ $ref: 'shared/money.json#/$defs/amount' }),
      'shared/money.json': JSON.stringify({ $defs: { amount: { type: 'number' } } }),
      'shared/other.json': '{}',
    };
    const record = await shop.registry.publish({ name: NAME, version: '1.0.0', files });
    const archive = join(temporaryFolder(), 'release.tar.zst');
    writeFileSync(archive, shop.registry.find(NAME, '1.0.0')!.archive);
    const { cache, trust, client } = shop;
    await install(shop.project);

    const signed = record.files.filter(({ path }) => /^(?:input|output|shared\/money)\.json$/.test(path));
    expect(record.contractDigest).toBe(releaseDigest(signed));
    for (const target of [archive, `${NAME}@1.0.0`, join(shop.folder, 'forge_modules', NAME)]) {
      expect(passed((await verifyArtifact({ cache, trust, client, target })).steps)).toEqual(STEPS);
    }
    expect(await verifyProject(shop.project)).toMatchObject({ ok: true, proved: true });
    const opened = await (await openVersionsOf({ cache, trust, client }, NAME)).open('1.0.0');
    expect(opened?.record.contractDigest).toBe(record.contractDigest);
  });

  test('refuses a statement that leaves out a file of the contract', async () => {
    const shop = await openWorkshop({ [NAME]: '^1.0.0' });
    const files = { 'input.json': JSON.stringify({ $ref: 'money.json' }), 'money.json': '{"type": "number"}' };
    const record = await shop.registry.publish({ name: NAME, version: '1.0.0', files });
    const { releaseDigest: release, manifestDigest: manifest, vectorsDigest: vectors } = record;
    const contract = releaseDigest(record.files.filter(({ path }) => /^(?:in|out)put\.json$/.test(path)));
    const statement = { name: NAME, version: '1.0.0', release, manifest, contract, vectors };
    record.logIndex = shop.registry.log.release(statement);

    await expect(install(shop.project)).rejects.toMatchObject({
      code: 'untrusted',
      params: { step: 'statement', reason: 'contract', expected: contract },
    });
  });

  test('works offline from a proof file and what is pinned, and from the cache', async () => {
    const { means, offline, archive, proof } = await published();
    await verifyArtifact({ ...means, target: archive });

    const report = await verifyArtifact({ ...offline, target: archive, proof });
    const cached = await verifyArtifact({ ...offline, target: archive });
    const named = await verifyArtifact({ ...offline, target: `${NAME}@1.0.0` });

    expect([report.ok, cached.ok, named.ok]).toEqual([true, true, true]);
    expect(passed(report.steps)).toEqual(STEPS);
    expect(report.statusKnown).toBe(false);
    expect(named.steps.find(({ step }) => step === 'release-digest')?.facts).toMatchObject({ reason: 'no-files' });
  });

  test('says that it is a first use where nothing is pinned, and is not ok', async () => {
    const { offline, archive, proof, trust } = await published();

    const report = await verifyArtifact({ ...offline, target: archive, proof });

    expect(report.ok).toBe(false);
    expect(passed(report.steps)).toEqual([
      '!origin',
      'inclusion',
      'release-digest',
      'statement',
      '!agency-state',
      'signatures',
    ]);
    expect(report.steps.filter(({ ok }) => !ok).map(({ facts }) => facts['reason'])).toEqual([
      'first-use',
      'first-use',
    ]);
    expect(existsSync(trust)).toBe(false);
    await expect(verifyArtifact({ ...offline, target: archive })).rejects.toMatchObject({ code: 'offline', exit: 9 });
  });

  test('names the step at which a changed folder fails', async () => {
    const { means, project, folder } = await published();
    await install(project);
    const target = join(folder, 'forge_modules', NAME);
    writeFileSync(join(target, 'main.js'), 'export default () => 0;\n');

    const { ok, steps } = await verifyArtifact({ ...means, target });

    expect(ok).toBe(false);
    expect(passed(steps)).toEqual(['origin', 'checkpoint', 'consistency', 'inclusion', '!release-digest']);
    expect(steps.at(-1)?.facts).toMatchObject({ what: `${NAME}@1.0.0`, reason: 'release-mismatch' });
  });

  test('refuses a damaged proof file, one of another release, and one of another log', async () => {
    const { means, archive, proof, registry } = await published();
    await verifyArtifact({ ...means, target: archive });
    const text = readFileSync(proof, 'utf8');
    const variants: readonly (readonly [string, string, string])[] = [
      ['cut', text.slice(0, 200), '!inclusion'],
      ['origin', text.replaceAll(registry.log.origin, 'evil.example/log'), '!origin'],
      [
        'checkpoint',
        text.replace(/(— \S+ \S{20})(\S)/, (_, head: string, at: string) => head + (at === 'A' ? 'B' : 'A')),
        '!checkpoint',
      ],
    ];

    for (const [, content, expected] of variants) {
      writeFileSync(proof, content);
      const { ok, steps } = await verifyArtifact({ ...means, target: archive, proof });
      expect(ok).toBe(false);
      expect(passed(steps).at(-1)).toBe(expected);
    }

    await registry.publish({ name: 'tresor/rates', version: '1.0.0' });
    writeFileSync(proof, registry.log.releaseProof('tresor/rates', '1.0.0') ?? '');
    const { steps } = await verifyArtifact({ ...means, target: archive, proof });
    expect(passed(steps).at(-1)).toBe('!release-digest');
  });

  test('accepts an older proof file when its tree is a beginning of the newest, and no other', async () => {
    const { means, archive, proof, registry } = await published();
    const own = registry.log.copy();
    for (const log of [registry.log, own]) log.pad();
    own.entries.pop();
    await verifyArtifact({ ...means, target: archive });

    expect(await verifyArtifact({ ...means, target: archive, proof })).toMatchObject({ ok: true });

    const forked = registry.log.copy(registry.log.entries.slice(0, 4));
    forked.openAgency('attacker');
    writeFileSync(proof, forked.releaseProof(NAME, '1.0.0', 5) ?? '');
    const { steps } = await verifyArtifact({ ...means, target: archive, proof });
    expect(passed(steps).at(-1)).toBe('!consistency');
  });

  test('refuses what is no release and no name', async () => {
    const { means, proof, record } = await published();

    await expect(verifyArtifact({ ...means, target: proof })).rejects.toMatchObject({ code: 'integrity' });
    await expect(verifyArtifact({ ...means, target: 'nowhere/at/all' })).rejects.toMatchObject({
      code: 'option-invalid',
    });
    await expect(verifyArtifact({ ...means, target: temporaryFolder() })).rejects.toMatchObject({
      code: 'manifest-missing',
    });
    await expect(verifyArtifact({ ...means, target: `${NAME}@9.9.9` })).rejects.toMatchObject({
      code: 'version-unknown',
    });
    expect(record.logIndex).toBe(3);
  });
});
