import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { openForge, readExamples, type Forge } from './harness/forge.ts';
import { createPerson, type Person } from './harness/nforge.ts';
import { assertOk } from './harness/operator.ts';
import { startRegistry } from './harness/registry-process.ts';
import { flipByte, hashTree } from './harness/tree.ts';
import { openWorkshop } from './harness/workshop.ts';

const NAME = 'impots/income-tax';
const workshop = openWorkshop();
const project = workshop.folder('project');
let forge: Forge;
let person: Person;
let intact: Readonly<Record<string, string>>;

beforeAll(async () => {
  const newest = readExamples().findLast(({ manifest }) => manifest.name === NAME)!;
  forge = await openForge(workshop, [newest]);
  assertOk(await forge.publisher.nforge(project, 'publish', newest.folder));
  person = createPerson(workshop, { registry: forge.registry.url });
  assertOk(await person.nforge(project, 'add', NAME));
  intact = hashTree(join(project, 'forge_modules'));
});

/** Makes a project with the lock and nothing installed. */
function projectFromLock(): string {
  const folder = workshop.folder('locked');
  for (const name of ['forge.json', 'forge-lock.json']) cpSync(join(project, name), join(folder, name));
  return folder;
}

function cachedArchive(home: string): string {
  const folder = join(home, '.cache/nforge/archives');
  const [file] = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return join(file!.parentPath, file!.name);
}

describe('a byte flipped on the way to use', () => {
  it('in forge_modules is found by verify, which names the file, and mended by install', async () => {
    const file = 'impots/income-tax/data/schedules.json';
    flipByte(join(project, 'forge_modules', file), 10);

    const verified = await person.nforge(project, 'verify');
    const report = await person.json<{ ok: boolean; modules: { changed: string[] }[] }>(project, 'verify');

    expect(verified.code).toBe(8);
    expect(verified.stderr).toContain('data/schedules.json');
    expect([report.code, report.value.ok, report.value.modules[0]?.changed]).toEqual([
      8,
      false,
      ['data/schedules.json'],
    ]);
    assertOk(await person.nforge(project, 'install', '--locked'));
    expect(hashTree(join(project, 'forge_modules'))).toEqual(intact);
    assertOk(await person.nforge(project, 'verify'));
  });

  it('in a new file within a module is found too', async () => {
    const stray = join(project, 'forge_modules/impots/income-tax/helper.js');
    cpSync(join(project, 'forge_modules/impots/income-tax/algorithm.js'), stray);
    const verified = await person.nforge(project, 'verify');
    rmSync(stray);
    expect(verified.code).toBe(8);
    expect(verified.stderr).toContain('helper.js');
  });

  it('in the cache is fetched again, and without a network is refused', async () => {
    const cached = cachedArchive(person.home);
    flipByte(cached, 100);
    const offline = projectFromLock();
    const refused = await person.nforge(offline, 'install', '--locked', '--offline');
    expect([8, 9]).toContain(refused.code);
    expect(readdirSync(offline)).not.toContain('forge_modules');

    cpSync(join(project, 'forge-lock.json'), join(offline, 'forge-lock.json'));
    assertOk(await person.nforge(offline, 'install', '--locked'));

    expect(hashTree(join(offline, 'forge_modules'))).toEqual(intact);
    const later = projectFromLock();
    assertOk(await person.nforge(later, 'install', '--locked', '--offline'));
    expect(hashTree(join(later, 'forge_modules'))).toEqual(intact);
  });

  it('in a blob of the registry ends the install with 8 and leaves nothing behind', async () => {
    const blobs = join(forge.dataDir, 'blobs');
    const files = readdirSync(blobs, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { parentPath, name } of files) flipByte(join(parentPath, name), 200);
    const stranger = createPerson(workshop, { registry: forge.registry.url });
    const folder = projectFromLock();

    const { code, stderr } = await stranger.nforge(folder, 'install', '--locked');

    for (const { parentPath, name } of files) flipByte(join(parentPath, name), 200);
    expect(code).toBe(8);
    expect(stderr).not.toBe('');
    expect(readdirSync(folder)).not.toContain('forge_modules');
    assertOk(await stranger.nforge(folder, 'install', '--locked'));
    expect(hashTree(join(folder, 'forge_modules'))).toEqual(intact);
  });
});

describe('when the registry is gone', () => {
  it('verify proves what is installed, and the lock is installed from the cache', async () => {
    expect(await forge.registry.stop()).toBe(0);

    assertOk(await person.nforge(project, 'verify'));
    const folder = projectFromLock();
    assertOk(await person.nforge(folder, 'install', '--locked', '--offline'));

    expect(hashTree(join(folder, 'forge_modules'))).toEqual(intact);
    assertOk(await person.nforge(folder, 'verify', '--offline'));
  });

  it('the same data served elsewhere install the same bytes', async () => {
    const again = await startRegistry(workshop, { dataDir: forge.dataDir });
    const folder = projectFromLock();
    const stranger = createPerson(workshop, { registry: again.url });

    assertOk(await stranger.nforge(folder, 'install', '--locked'));

    expect(hashTree(join(folder, 'forge_modules'))).toEqual(intact);
    await again.stop();
  });
});
