import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { openWorkshop, readTree, temporaryFolder } from '../testing/workshop.ts';
import { writeFiles } from '../testing/wire.ts';
import { install } from './install.ts';
import { outdated } from './outdated.ts';
import { verifyFolder } from './verify-folder.ts';
import { verifyProject, verifyRelease } from './verify.ts';

const NAME = 'impots/income-tax';

async function installed() {
  const shop = await openWorkshop({ [NAME]: '^1.0.0' });
  const record = await shop.registry.publish({ name: NAME, version: '1.0.0' });
  await install(shop.project);
  const offline = { folder: shop.folder, cache: shop.cache, trust: shop.trust };
  return { ...shop, record, offline, module: join(shop.folder, 'forge_modules', NAME) };
}

describe('verifyProject', () => {
  test('names the files that were changed, removed and added, without a registry', async () => {
    const { offline, module, record } = await installed();
    writeFileSync(join(module, 'main.js'), 'export default () => 0;');
    rmSync(join(module, 'README.md'));
    writeFiles(module, { 'lib/new.js': '' });

    const report = await verifyProject(offline);

    expect(report).toMatchObject({ ok: false, index: 'unchecked' });
    expect(report.modules).toEqual([
      {
        name: NAME,
        version: '1.0.0',
        path: NAME,
        state: 'changed',
        expected: record.releaseDigest,
        actual: expect.stringMatching(/^sha256:/) as string,
        changed: ['main.js'],
        missing: ['README.md'],
        extra: ['lib/new.js'],
        named: true,
      },
    ]);
  });

  test('takes a link for a change even when it points to the same bytes', async () => {
    const { offline, module } = await installed();
    const elsewhere = join(temporaryFolder(), 'main.js');
    writeFileSync(elsewhere, readFileSync(join(module, 'main.js')));
    rmSync(join(module, 'main.js'));
    symlinkSync(elsewhere, join(module, 'main.js'));

    expect((await verifyProject(offline)).modules[0]).toMatchObject({
      state: 'changed',
      changed: ['main.js'],
      missing: [],
    });
  });

  test('names files from the cache when its own list was tampered with, and only the digests when that is gone', async () => {
    const { offline, module, folder, cache } = await installed();
    writeFileSync(join(module, 'main.js'), 'export default () => 0;');
    const [list] = Object.keys(readTree(join(folder, 'forge_modules/.files')));
    const path = join(folder, 'forge_modules/.files', list!);
    const forged = JSON.parse(readFileSync(path, 'utf8')) as { path: string; sha256: string }[];
    forged[0]!.sha256 = '0'.repeat(64);
    writeFileSync(path, JSON.stringify(forged));

    expect((await verifyProject(offline)).modules[0]).toMatchObject({ changed: ['main.js'], named: true });

    rmSync(cache, { recursive: true });
    expect((await verifyProject(offline)).modules[0]).toMatchObject({ state: 'changed', changed: [], named: false });
  });

  test('finds an absent module, strangers, and an index that says something else', async () => {
    const { offline, module, folder } = await installed();
    const index = join(folder, 'forge_modules/index.json');
    writeFileSync(index, readFileSync(index, 'utf8').replace('main.js', '../../evil.js'));
    expect(await verifyProject(offline)).toMatchObject({ ok: false, index: 'changed' });

    rmSync(index);
    expect(await verifyProject(offline)).toMatchObject({ ok: false, index: 'missing' });

    mkdirSync(join(folder, 'forge_modules/impots/other'));
    rmSync(module, { recursive: true });
    expect(await verifyProject(offline)).toMatchObject({
      ok: false,
      unknown: ['impots/other'],
      modules: [{ state: 'missing', actual: undefined }],
    });
  });

  test('warns of a yanked release when there is a registry, and stays well', async () => {
    const { project, registry } = await installed();
    registry.find(NAME, '1.0.0')!.yanked = true;

    expect(await verifyProject(project)).toMatchObject({
      ok: true,
      warnings: [{ kind: 'yanked', name: NAME, version: '1.0.0', reason: 'wrong rate' }],
    });
  });

  test('needs a lock', async () => {
    const { offline } = await installed();
    rmSync(join(offline.folder, 'forge-lock.json'));

    await expect(verifyProject(offline)).rejects.toMatchObject({ code: 'lock-missing', exit: 6 });
  });
});

describe('verifyProject and the log', () => {
  test('proves intact modules offline by the proofs in the cache, and says when they are not there', async () => {
    const { offline, cache } = await installed();
    await expect(verifyProject(offline)).resolves.toMatchObject({ ok: true, proved: true });

    rmSync(join(cache, 'proofs'), { recursive: true });

    await expect(verifyProject(offline)).rejects.toMatchObject({ code: 'offline', exit: 9 });
  });

  test('refuses intact modules whose agency never signed them', async () => {
    const { project, registry } = await installed();
    const [key] = registry.log.signers.get('impots') ?? [];
    const second = registry.log.addKey('impots');
    registry.log.change('impots', { kind: 'key-revoke', key: key?.fingerprint ?? '', from: 3 }, [second]);

    await expect(verifyProject(project)).rejects.toMatchObject({ code: 'untrusted', params: { step: 'signatures' } });
  });

  test('refuses a statement that speaks of other vectors than those in the release', async () => {
    const shop = await openWorkshop({ [NAME]: '^1.0.0' });
    const record = await shop.registry.publish({ name: NAME, version: '1.0.0' });
    const { releaseDigest: release, manifestDigest: manifest, contractDigest: contract } = record;
    const statement = { name: NAME, version: '1.0.0', release, manifest, contract, vectors: null };
    record.logIndex = shop.registry.log.release(statement);

    await expect(install(shop.project)).rejects.toMatchObject({
      code: 'untrusted',
      params: { step: 'statement', reason: 'vectors', expected: 'none' },
    });
  });
});

describe('verifyFolder', () => {
  test('tells a folder from a release by the digest alone', async () => {
    const { module, record } = await installed();

    await expect(verifyFolder(module, record)).resolves.toMatchObject({ state: 'intact' });
    await expect(verifyFolder(join(module, 'none'), record)).resolves.toMatchObject({ state: 'missing' });
    await expect(verifyFolder(module, { releaseDigest: `sha256:${'0'.repeat(64)}` })).resolves.toMatchObject({
      state: 'changed',
      actual: record.releaseDigest,
      named: false,
    });
  });
});

describe('verifyRelease', () => {
  test('proves a release from the registry', async () => {
    const { project, record } = await installed();

    await expect(verifyRelease(project, NAME, '1.0.0')).resolves.toMatchObject({
      releaseDigest: record.releaseDigest,
      files: record.files,
      warnings: [],
    });
  });

  test('does not believe an archive in place of another, however the record is adapted to it', async () => {
    const { project, registry } = await installed();
    await registry.publish({ name: 'attacker/backdoor', version: '1.0.0' });
    const { archive, record } = registry.find('attacker/backdoor', '1.0.0')!;
    const stored = registry.find(NAME, '1.0.0')!;
    const fresh = { ...project, cache: temporaryFolder() };
    const { size } = stored.record.archive;
    stored.archive = Buffer.concat([archive, Buffer.alloc(size)]).subarray(0, size);
    await expect(verifyRelease(fresh, NAME, '1.0.0')).rejects.toMatchObject({ code: 'integrity', exit: 8 });

    stored.archive = archive;
    Object.assign(stored.record, { archive: record.archive });
    await expect(verifyRelease(fresh, NAME, '1.0.0')).rejects.toMatchObject({ code: 'integrity', exit: 8 });

    Object.assign(stored.record, { releaseDigest: record.releaseDigest });
    await expect(verifyRelease(fresh, NAME, '1.0.0')).rejects.toMatchObject({
      code: 'untrusted',
      params: { step: 'release-digest' },
    });
  });

  test('does not believe a record that fits no archive', async () => {
    const { project, registry } = await installed();
    Object.assign(registry.find(NAME, '1.0.0')!.record, { releaseDigest: `sha256:${'0'.repeat(64)}` });

    await expect(verifyRelease(project, NAME, '1.0.0')).rejects.toMatchObject({
      code: 'untrusted',
      exit: 8,
      params: { step: 'release-digest' },
    });
  });

  test('needs a registry', async () => {
    const { cache, trust } = await installed();

    await expect(verifyRelease({ cache, trust }, NAME, '1.0.0')).rejects.toMatchObject({ code: 'offline' });
  });
});

describe('outdated', () => {
  test('compares what is locked with what an update would take and what there is', async () => {
    const { project, registry } = await installed();
    await registry.publish({ name: NAME, version: '1.3.0' });
    await registry.publish({ name: NAME, version: '2.0.0' });
    registry.find(NAME, '1.0.0')!.yanked = true;

    await expect(outdated(project)).resolves.toEqual([
      {
        name: NAME,
        range: '^1.0.0',
        current: '1.0.0',
        wanted: '1.3.0',
        latest: '2.0.0',
        yanked: true,
        deprecated: false,
        successor: undefined,
      },
    ]);
  });

  test('needs a registry', async () => {
    const { offline } = await installed();

    await expect(outdated(offline)).rejects.toMatchObject({ code: 'offline' });
  });
});
