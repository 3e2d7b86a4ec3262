import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Algorithm, Receipt, SearchPage } from '@national-forge/api';
import { beforeAll, describe, expect, it } from 'vitest';

import { openForge, readExamples, type Forge } from './harness/forge.ts';
import { createPerson, type Person } from './harness/nforge.ts';
import { admitAgency, assertOk, nforgeRegistry } from './harness/operator.ts';
import { runModule } from './harness/run-module.ts';
import { hashTree } from './harness/tree.ts';
import { openWorkshop } from './harness/workshop.ts';

interface Published {
  readonly state: string;
  readonly receipts: readonly Receipt[];
}

interface Vector {
  readonly input: unknown;
  readonly output: unknown;
}

/** Some that depend on each other, one of several versions; that all of them can be published, the first start tells. */
const NAMES = [
  'agriculture-souss/reference-evapotranspiration',
  'finances/iban',
  'impots/income-tax',
  'finances/rib-key',
  'impots/professional-expenses',
  'protection-sociale/cnss-amo-share',
  'travail/net-salary',
  'travail/seniority-bonus',
];
const examples = readExamples().filter(({ manifest }) => NAMES.includes(manifest.name));
const workshop = openWorkshop();
let forge: Forge;
let developer: Person;
let agency: Person;
let maintainer: Person;

beforeAll(async () => {
  forge = await openForge(workshop, examples);
  const { url } = forge.registry;
  const own = await admitAgency(forge.registry, 'agence-eau');
  const token = await own.token('owner', 'publish');
  developer = createPerson(workshop, { registry: url, token });
  agency = createPerson(workshop, { registry: url });
  maintainer = createPerson(workshop, {
    registry: url,
    token: await own.token('publish', 'lifecycle'),
  });
});

const vectorsOf = (name: string, file: string): readonly Vector[] => {
  const example = examples.find(({ manifest }) => manifest.name === name);
  return JSON.parse(readFileSync(join(example?.folder ?? '', 'vectors', file), 'utf8')) as readonly Vector[];
};

describe('a developer', () => {
  const place = workshop.folder('desk');
  const folder = join(place, 'water-need');
  let first: readonly Receipt[];

  it('begins an algorithm that is valid as it stands', async () => {
    const words = ['--name', 'agence-eau/water-need', '--title-fr', 'Besoin en eau', '--title-ar', 'الحاجة إلى الماء'];
    const facts = [
      '--kind',
      'transform',
      '--sector',
      'agriculture',
      '--region',
      'MA-09',
      '--email',
      'eau@example.gov.ma',
    ];

    assertOk(await developer.nforge(place, 'init', folder, ...words, ...facts));

    const validated = await developer.json<{ ok: boolean }>(folder, 'validate');
    expect(validated).toMatchObject({ code: 0, value: { ok: true } });
  });

  it('makes the first key of the agency and registers it', async () => {
    assertOk(await developer.nforge(place, 'key', 'create', '--label', 'desk'));
    assertOk(await developer.nforge(place, 'key', 'register', '--agency', 'agence-eau'));

    const { value } = await agency.json<{ keys: readonly object[] }>(place, 'agency', 'view', 'agence-eau');
    expect(value.keys).toMatchObject([{ use: 'agency', state: 'active' }]);
  });

  it('lets the registry check it without publishing', async () => {
    const { code, value } = await developer.json<Published>(folder, 'publish', '--dry-run');
    expect([code, value.state]).toEqual([0, 'accepted']);
    expect((await agency.nforge(place, 'view', 'agence-eau/water-need')).code).toBe(6);
  });

  it('publishes it, and the same content again gives the same receipt', async () => {
    const once = await developer.json<Published>(folder, 'publish');
    const again = await developer.json<Published>(folder, 'publish');

    expect([once.code, once.value.state]).toEqual([0, 'published']);
    expect(again).toMatchObject({ code: 0, value: { receipts: once.value.receipts } });
    first = once.value.receipts;
  });

  it('cannot change what is published: the version is taken, and the next one is free', async () => {
    writeFileSync(join(folder, 'README.md'), 'Autre texte.\n');
    const refused = await developer.nforge(folder, 'publish');
    expect(refused.code).toBe(7);
    expect(refused.stderr).toContain('agence-eau/water-need');

    const manifest = readFileSync(join(folder, 'algorithm.yaml'), 'utf8');
    const version = first[0]?.version ?? '';
    writeFileSync(join(folder, 'algorithm.yaml'), manifest.replace(version, '0.2.0'));
    const next = await developer.json<Published>(folder, 'publish');
    expect(next.code).toBe(0);
    expect(next.value.receipts).toMatchObject([{ version: '0.2.0' }]);
  });

  it('publishes many releases in one request, all of them or none', async () => {
    const { publisher: operator } = forge;
    const folders = examples.map((example) => example.folder);
    const bad = workshop.folder('bad');
    cpSync(folders[0]!, bad, { recursive: true });
    writeFileSync(
      join(bad, 'algorithm.yaml'),
      readFileSync(join(bad, 'algorithm.yaml'), 'utf8').replace(/^name: .*/m, 'name: nobody/knows'),
    );
    expect((await operator.nforge(place, 'publish', ...folders, bad)).code).not.toBe(0);
    expect((await agency.json<SearchPage>(place, 'search', '--agency', 'impots')).value.total).toBe(0);

    const { code, value } = await operator.json<Published>(place, 'publish', ...folders);

    expect([code, value.state]).toEqual([0, 'published']);
    expect(value.receipts.map(({ name, version }) => `${name}@${version}`).toSorted()).toEqual(
      examples.map(({ manifest }) => `${manifest.name}@${manifest.version}`).toSorted(),
    );
  });
});

describe('an agency', () => {
  const project = workshop.folder('project');

  it.each([
    ['ar', 'الضريبة على الدخل'],
    ['fr', 'impôt sur le revenu'],
    ['en', 'income tax'],
  ] as const)(
    'finds the income tax in %s',
    async (language, words) => {
      const person = createPerson(workshop, { registry: forge.registry.url, language });

      const found = await person.json<SearchPage>(project, 'search', words);
      const shown = assertOk(await person.nforge(project, 'search', words));

      expect(found.value.hits.map(({ name }) => name)).toContain('impots/income-tax');
      const hit = found.value.hits.find(({ name }) => name === 'impots/income-tax');
      expect(shown.stdout).toContain((hit?.title as Record<string, string>)[language]);
    },
    30_000,
  );

  it('looks at an algorithm, its versions and one release', async () => {
    const head = await agency.json<Algorithm>(project, 'view', 'impots/income-tax');
    expect(head).toMatchObject({ code: 0, value: { latest: '2.0.0', versionCount: 5 } });
    const versions = await agency.json<{ versions: { version: string }[] }>(project, 'versions', 'impots/income-tax');
    const numbers = versions.value.versions.map(({ version }) => version);
    expect(numbers.toSorted()).toEqual(['1.0.0', '1.0.1', '1.1.0', '1.2.0', '2.0.0']);
    const release = assertOk(await agency.nforge(project, 'view', 'impots/income-tax@1.0.0'));
    expect(release.stdout).toContain('2010-01-01');
  });

  it('adds one with all it needs and runs it with plain Node', async () => {
    assertOk(await agency.nforge(project, 'add', 'travail/net-salary@^1.0.0', 'finances/iban'));

    const payslips = vectorsOf('travail/net-salary', 'payslips.json');
    const outputs = await runModule(
      project,
      'travail/net-salary',
      payslips.map(({ input }) => input),
    );
    expect(payslips.length).toBeGreaterThan(2);
    expect(outputs).toEqual(payslips.map(({ output }) => output));
    assertOk(await agency.nforge(project, 'verify'));
  });

  it('installs the same bytes in another folder from the lock alone', async () => {
    const other = workshop.folder('third');
    for (const name of ['forge.json', 'forge-lock.json']) cpSync(join(project, name), join(other, name));
    const stranger = createPerson(workshop, { registry: forge.registry.url });

    assertOk(await stranger.nforge(other, 'install', '--locked'));

    expect(hashTree(join(other, 'forge_modules'))).toEqual(hashTree(join(project, 'forge_modules')));
    expect(hashTree(other)['forge-lock.json']).toBe(hashTree(project)['forge-lock.json']);
  });

  it('takes the tax law that was in force at a date, and today the one of today', async () => {
    const [then, now] = [workshop.folder('then'), workshop.folder('now')];

    assertOk(await agency.nforge(then, 'add', 'impots/income-tax', '--at', '2024-06-01'));
    assertOk(await agency.nforge(now, 'add', 'impots/income-tax'));

    const versionIn = (folder: string) =>
      Object.values(
        (
          JSON.parse(readFileSync(join(folder, 'forge-lock.json'), 'utf8')) as {
            releases: Record<string, { version: string }>;
          }
        ).releases,
      ).map(({ version }) => version);
    expect(versionIn(then)).toEqual(['1.1.0']);
    expect(versionIn(now)).toEqual(['2.0.0']);
  });
});

describe('a maintainer', () => {
  const project = workshop.folder('user');
  const desk = workshop.folder('maintainer');

  it('moves channels, and who follows a channel gets what it points to', async () => {
    const reason = ['--reason', 'Ready for trials'];
    assertOk(await maintainer.nforge(desk, 'channel', 'set', 'agence-eau/water-need@0.1.0', 'beta', ...reason));
    const promote = ['--from', 'beta', '--to', 'production', '--reason', 'Approved'];
    assertOk(await maintainer.nforge(desk, 'promote', 'agence-eau/water-need', ...promote));

    const { value } = await agency.json<Algorithm>(desk, 'view', 'agence-eau/water-need');
    expect(value.channels).toMatchObject({ beta: '0.1.0', production: '0.1.0', latest: '0.2.0' });
    const release = await agency.json<{ version: string }>(desk, 'view', 'agence-eau/water-need@production');
    expect(release.value.version).toBe('0.1.0');
  });

  it('yanks: new users pass it by, who has locked it installs it with a warning', async () => {
    assertOk(await agency.nforge(project, 'add', 'agence-eau/water-need'));
    const words = ['agence-eau/water-need@0.2.0', '--reason', 'Faux coefficient'];
    assertOk(await maintainer.nforge(desk, 'yank', ...words));

    const fresh = workshop.folder('fresh');
    assertOk(await agency.nforge(fresh, 'add', 'agence-eau/water-need'));
    expect(readFileSync(join(fresh, 'forge-lock.json'), 'utf8')).toContain('"version": "0.1.0"');
    const again = workshop.folder('again');
    for (const name of ['forge.json', 'forge-lock.json']) cpSync(join(project, name), join(again, name));
    const locked = assertOk(await agency.nforge(again, 'install', '--locked'));
    expect(locked.stderr).toContain('agence-eau/water-need@0.2.0');
    expect(locked.stderr).toContain('Faux coefficient');
    expect(hashTree(join(again, 'forge_modules'))).toEqual(hashTree(join(project, 'forge_modules')));
  });

  it('takes a yank back', async () => {
    const undo = ['--undo', '--reason', 'The coefficient was right'];
    assertOk(await maintainer.nforge(desk, 'yank', 'agence-eau/water-need@0.2.0', ...undo));
    expect((await agency.json<Algorithm>(desk, 'view', 'agence-eau/water-need')).value.latest).toBe('0.2.0');
  });

  it('deprecates with a successor, and its users are told', async () => {
    const successor = ['--successor', 'agriculture-souss/reference-evapotranspiration'];
    const words = ['agence-eau/water-need@0.2.0', '--reason', 'Better method', ...successor];
    assertOk(await maintainer.nforge(desk, 'deprecate', ...words));

    const { stderr } = assertOk(await agency.nforge(project, 'install'));
    expect(stderr).toContain('Better method');
    expect(stderr).toContain('agriculture-souss/reference-evapotranspiration');
  });

  it('sees by outdated who is behind, and update brings them forward', async () => {
    const folder = workshop.folder('behind');
    assertOk(await agency.nforge(folder, 'add', 'agence-eau/water-need@^0.2.0'));
    expect((await agency.nforge(folder, 'outdated')).code).toBe(0);
    const release = workshop.folder('release');
    const source = readFileSync(join(project, 'forge_modules/agence-eau/water-need/algorithm.yaml'), 'utf8');
    cpSync(join(project, 'forge_modules/agence-eau/water-need'), release, { recursive: true });
    writeFileSync(join(release, 'algorithm.yaml'), source.replace('0.2.0', '0.2.1'));
    assertOk(await developer.nforge(release, 'publish'));

    const outdated = await agency.json<{ outdated: readonly object[] }>(folder, 'outdated');
    expect(outdated.code).toBe(10);
    const behind = { name: 'agence-eau/water-need', current: '0.2.0', wanted: '0.2.1', latest: '0.2.1' };
    expect(outdated.value.outdated).toMatchObject([behind]);
    assertOk(await agency.nforge(folder, 'update'));

    expect((await agency.nforge(folder, 'outdated')).code).toBe(0);
    expect(readFileSync(join(folder, 'forge-lock.json'), 'utf8')).toContain('"version": "0.2.1"');
  });
});

describe('after all that', () => {
  it('the data are in order', async () => {
    expect(await forge.registry.stop()).toBe(0);
    assertOk(await nforgeRegistry(forge.dataDir, 'verify'));
  });
});
