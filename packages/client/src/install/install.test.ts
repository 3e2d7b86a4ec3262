import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { sendProblem, writeFiles } from '../testing/wire.ts';
import { openWorkshop, readTree, temporaryFolder } from '../testing/workshop.ts';
import { addRequirements, install, update } from './install.ts';
import { verifyProject } from './verify.ts';

const TAX = 'impots/income-tax';
const RATES = 'tresor/rates';

async function published() {
  const shop = await openWorkshop({ [TAX]: '^1.0.0' });
  await shop.registry.publish({ name: RATES, version: '1.0.0' });
  await shop.registry.publish({ name: TAX, version: '1.0.0', dependencies: { [RATES]: '^1' } });
  return shop;
}

describe('install', () => {
  test('resolves in one request, fetches, unpacks and indexes what the project requires', async () => {
    const { project, folder, registry } = await published();

    const result = await install(project);

    expect(registry.requests.filter(({ path }) => path === '/api/v1/resolve')).toHaveLength(1);
    expect(result.installed.map(({ path }) => path)).toEqual([TAX, RATES]);
    const index = JSON.parse(readFileSync(join(folder, 'forge_modules/index.json'), 'utf8')) as unknown;
    expect(index).toEqual({
      indexVersion: 0,
      modules: {
        [TAX]: {
          name: TAX,
          version: '1.0.0',
          path: TAX,
          engine: 'javascript',
          entry: 'main.js',
          contract: { input: 'input.json', output: 'output.json', inputMode: 'strict' },
          digest: result.lock.releases[`${TAX}@1`]?.releaseDigest,
          direct: true,
          dependencies: { [RATES]: RATES },
        },
        [RATES]: expect.objectContaining({ version: '1.0.0', direct: false, dependencies: {} }) as unknown,
      },
    });
    expect(await verifyProject({ ...project, client: undefined })).toMatchObject({
      ok: true,
      unknown: [],
      index: 'intact',
    });
    expect(readdirSync(join(folder, 'forge_modules')).sort()).toEqual(['.files', 'impots', 'index.json', 'tresor']);
  });

  test('takes a lock that agrees as it stands: nothing is resolved or fetched, only log, keys and status are asked', async () => {
    const { project, folder, registry } = await published();
    await install(project);
    const before = readTree(folder);
    await registry.publish({ name: TAX, version: '1.5.0' });
    registry.requests.length = 0;

    const result = await install(project);

    const paths = registry.requests.map(({ path }) => path);
    expect(paths.filter((path) => !path.endsWith('/status')).sort()).toEqual([
      '/api/v1/agencies/impots/keys',
      '/api/v1/agencies/tresor/keys',
      '/api/v1/log/proof/consistency',
      '/log/checkpoint',
    ]);
    expect(result).toMatchObject({ installed: [], removed: [], lockChanged: false, downloadedBytes: 0 });
    expect(readTree(folder)).toEqual(before);
  });

  test('tells of what was yanked since, though the lock keeps it', async () => {
    const { project, registry } = await published();
    await install(project);
    registry.find(TAX, '1.0.0')!.yanked = true;

    const result = await install({ ...project, locked: true });

    expect(result.statusKnown).toBe(true);
    expect(result.warnings).toMatchObject([{ kind: 'yanked', name: TAX, version: '1.0.0' }]);
  });

  test('needs no registry that answers when the lock and the cache hold everything, and says that it knows no status', async () => {
    const { project, folder, registry } = await published();
    await install(project);
    const before = readTree(folder);
    await registry.close();

    const result = await install({ ...project, locked: true });

    expect(result).toMatchObject({ statusKnown: false, warnings: [], installed: [] });
    expect(await verifyProject(project)).toMatchObject({ ok: true, statusKnown: false });
    expect(readTree(folder)).toEqual(before);
  });

  test('does not call the status known when somebody hides the log, and with it what was revoked', async () => {
    const { project, registry } = await published();
    await install(project);
    registry.faults.push((_, response, { path }) => {
      if (path === '/log/checkpoint') sendProblem(response, 'route-unknown', { path });
      return path === '/log/checkpoint';
    });

    await expect(install({ ...project, locked: true })).resolves.toMatchObject({ statusKnown: false });
    await expect(verifyProject(project)).resolves.toMatchObject({ ok: true, statusKnown: false });
  });

  test('installs the same bytes elsewhere from the lock and the cache alone', async () => {
    const { project, folder, cache, registry } = await published();
    await install(project);
    await registry.close();
    const other = temporaryFolder();
    const copied = readTree(folder);
    writeFiles(other, { 'forge.json': copied['forge.json']!, 'forge-lock.json': copied['forge-lock.json']! });

    await install({ folder: other, cache, trust: temporaryFolder(), locked: true });

    expect(readTree(other)).toEqual(copied);
  });

  test('refuses with --locked when forge.json asks for something else, and touches nothing', async () => {
    const { project, folder } = await published();
    await install(project);
    writeFileSync(join(folder, 'forge.json'), JSON.stringify({ requirements: { [TAX]: '^1.0.0', [RATES]: '*' } }));
    const before = readTree(folder);

    await expect(install({ ...project, locked: true })).rejects.toMatchObject({
      code: 'lock-outdated',
      exit: 7,
      params: { names: RATES },
    });

    expect(readTree(folder)).toEqual(before);
  });

  test('refuses with --locked where there is no lock', async () => {
    const { project, folder } = await published();

    await expect(install({ ...project, locked: true })).rejects.toMatchObject({ code: 'lock-missing' });

    expect(readdirSync(folder)).toEqual(['forge.json']);
  });

  test('repairs what was changed by hand, removes what nobody asks for and leaves dot files at the top', async () => {
    const { project, folder } = await published();
    await install(project);
    const before = readTree(folder);
    const modules = join(folder, 'forge_modules');
    writeFileSync(join(modules, TAX, 'main.js'), 'export default () => 0;');
    writeFileSync(join(modules, RATES, '.hidden'), '');
    writeFiles(modules, { 'old/module/algorithm.yaml': 'x', 'impots/other/x': 'x', stray: 'x', '.gitignore': '*' });

    const result = await install(project);

    expect(result.removed).toEqual(['impots/other', 'old', 'stray']);
    expect(result.installed.map(({ path }) => path)).toEqual([TAX, RATES]);
    expect(readTree(folder)).toEqual({ ...before, 'forge_modules/.gitignore': '*' });
  });

  test('replaces a planted link and writes nothing through it', async () => {
    const { project, folder } = await published();
    const victim = temporaryFolder();
    mkdirSync(join(folder, 'forge_modules'));
    symlinkSync(victim, join(folder, 'forge_modules/impots'));
    symlinkSync(victim, join(folder, 'forge_modules/tresor'));

    await install(project);

    expect(readdirSync(victim)).toEqual([]);
    expect(await verifyProject({ ...project, client: undefined })).toMatchObject({ ok: true });
  });

  test('refuses to work where forge_modules itself is a link', async () => {
    const { project, folder } = await published();
    const victim = temporaryFolder();
    writeFileSync(join(victim, 'precious'), 'x');
    symlinkSync(victim, join(folder, 'forge_modules'));

    await expect(install(project)).rejects.toMatchObject({ code: 'modules-unsafe', exit: 5 });

    expect(readdirSync(victim)).toEqual(['precious']);
  });

  test('places a second major of one algorithm beside the first', async () => {
    const { project, folder, registry } = await published();
    await registry.publish({ name: RATES, version: '2.0.0', note: 'second' });
    writeFileSync(join(folder, 'forge.json'), JSON.stringify({ requirements: { [TAX]: '^1.0.0', [RATES]: '^2' } }));

    await install(project);

    const index = JSON.parse(readFileSync(join(folder, 'forge_modules/index.json'), 'utf8')) as {
      modules: Record<string, { version: string; dependencies: object }>;
    };
    expect(index.modules[RATES]?.version).toBe('2.0.0');
    expect(index.modules[`${RATES}@1`]?.version).toBe('1.0.0');
    expect(index.modules[TAX]?.dependencies).toEqual({ [RATES]: `${RATES}@1` });
    expect(existsSync(join(folder, 'forge_modules', `${RATES}@1`, 'algorithm.yaml'))).toBe(true);
    expect(await verifyProject({ ...project, client: undefined })).toMatchObject({ ok: true });
  });

  test('does not believe a registry that gives a locked version other content', async () => {
    const { project, folder, registry } = await published();
    await install(project);
    const before = readTree(folder);
    await registry.publish({ name: TAX, version: '1.0.0', note: 'tampered', dependencies: { [RATES]: '^1' } });
    writeFileSync(join(folder, 'forge.json'), JSON.stringify({ requirements: { [TAX]: '^1.0' } }));

    await expect(install(project)).rejects.toMatchObject({
      code: 'integrity',
      exit: 8,
      params: { what: `${TAX}@1.0.0` },
    });

    expect({ ...readTree(folder), 'forge.json': '' }).toEqual({ ...before, 'forge.json': '' });
  });

  test('refuses an archive that names another algorithm than the lock', async () => {
    const { project, registry, folder } = await published();
    const other = await registry.publish({ name: 'attacker/backdoor', version: '1.0.0' });
    const stored = registry.find(TAX, '1.0.0')!;
    stored.archive = registry.find('attacker/backdoor', '1.0.0')!.archive;
    Object.assign(stored.record, { archive: other.archive, releaseDigest: other.releaseDigest });

    await expect(install(project)).rejects.toMatchObject({
      code: 'untrusted',
      exit: 8,
      params: { step: 'release-digest', expected: other.releaseDigest },
    });

    expect(existsSync(join(folder, 'forge_modules/index.json'))).toBe(false);
  });

  test('ends the other downloads when one cannot succeed, and says why', async () => {
    const { project, registry } = await published();
    registry.faults.push((_, response, { path }) => {
      if (path.endsWith(`${RATES}/versions/1.0.0/archive`)) {
        sendProblem(response, 'blob-damaged', { digest: 'x' });
        return true;
      }
      if (!path.endsWith('/archive')) return false;
      response.writeHead(200, { 'content-length': 1000 }).write('slow');
      return true;
    });

    await expect(install(project)).rejects.toMatchObject({ code: 'blob-damaged', exit: 8 });
  });

  test('says what is missing when there is no registry and no cache', async () => {
    const { project, folder, cache } = await published();
    await install(project);
    rmSync(cache, { recursive: true });
    rmSync(join(folder, 'forge_modules'), { recursive: true });

    await expect(install({ ...project, client: undefined })).rejects.toMatchObject({ code: 'offline', exit: 9 });
  });
});

describe('addRequirements', () => {
  test('remembers a caret range, keeps the format of forge.json and creates one where there is none', async () => {
    const { project, folder, registry } = await published();
    writeFileSync(
      join(folder, 'forge.json'),
      `{\r\n\t"note": "ours",\r\n\t"requirements": {\r\n\t\t"${TAX}": "^1.0.0"\r\n\t}\r\n}`,
    );
    await registry.publish({ name: 'geo/ndvi', version: '0.3.1' });

    const result = await addRequirements(project, ['geo/ndvi']);

    expect(readFileSync(join(folder, 'forge.json'), 'utf8')).toBe(
      `{\r\n\t"note": "ours",\r\n\t"requirements": {\r\n\t\t"${TAX}": "^1.0.0",\r\n\t\t"geo/ndvi": "^0.3.1"\r\n\t}\r\n}`,
    );
    expect(result.requirements).toEqual({ [TAX]: '^1.0.0', 'geo/ndvi': '^0.3.1' });
    await expect(install({ ...project, locked: true })).resolves.toMatchObject({ installed: [] });

    const fresh = { ...project, folder: temporaryFolder() };
    await addRequirements(fresh, [`${TAX}@~1.0.0`]);
    expect(readFileSync(join(fresh.folder, 'forge.json'), 'utf8')).toBe(
      `{\n  "requirements": {\n    "${TAX}": "~1.0.0"\n  }\n}\n`,
    );
  });

  test('leaves the project as it was when the registry knows no such algorithm', async () => {
    const { project, folder } = await published();
    const before = readTree(folder);

    await expect(addRequirements(project, ['impots/unknown'])).rejects.toMatchObject({ code: 'no-version', exit: 6 });

    expect(readTree(folder)).toEqual(before);
  });
});

describe('update', () => {
  test('raises the named algorithm only, and all of them when none is named', async () => {
    const { project, registry } = await published();
    await install(project);
    await registry.publish({ name: RATES, version: '1.1.0' });
    await registry.publish({ name: TAX, version: '1.1.0', dependencies: { [RATES]: '^1' } });

    const named = await update(project, [TAX]);
    expect(named.lock.releases).toMatchObject({
      [`${TAX}@1`]: { version: '1.1.0' },
      [`${RATES}@1`]: { version: '1.0.0' },
    });

    const all = await update(project);
    expect(all.lock.releases).toMatchObject({ [`${RATES}@1`]: { version: '1.1.0' } });
    await expect(update(project, ['a/b'])).rejects.toMatchObject({ code: 'requirement-unknown', exit: 6 });
  });
});
