import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createSigningKey } from '@national-forge/transparency';
import { beforeAll, describe, expect, it } from 'vitest';

import { registerFirstKey } from './harness/author.ts';
import { createPerson, type Person } from './harness/nforge.ts';
import { admitAgency, assertOk, createToken, nforgeRegistry } from './harness/operator.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { writeRelease } from './harness/release-folder.ts';
import { hashTree } from './harness/tree.ts';
import { openWorkshop } from './harness/workshop.ts';

const OLD = { tax: 'impots/taxe', share: 'impots/part' } as const;
const NEW = { tax: 'dgi/taxe', share: 'cnss/part' } as const;
const BILL = 'commune/facture';

const workshop = openWorkshop();
const dataDir = workshop.folder('data');
const project = workshop.folder('project');
/** Where colleagues hand each other files. */
const post = workshop.folder('post');
let registry: RegistryProcess;
let user: Person;
let impots: Person;
let cnss: Person;
let operator: Person;
let installed: Readonly<Record<string, string>>;

interface Failure {
  readonly error: { readonly code: string; readonly hint: string; readonly moved?: object };
}

interface Lock {
  readonly requirements: Readonly<Record<string, string>>;
  readonly releases: Readonly<Record<string, { readonly publishedAs?: string }>>;
  readonly moved?: Readonly<Record<string, { readonly to: string }>>;
}

async function hire(agency: string): Promise<Person> {
  const admitted = await admitAgency(registry, agency);
  const { pem, signer } = createSigningKey('ed25519');
  const token = await admitted.token('owner', 'publish', 'lifecycle');
  await registerFirstKey(registry.url, { agency, signer, token });
  return createPerson(workshop, { registry: registry.url, token, env: { NFORGE_KEY: pem } });
}

const releaseOf = (name: string, version: string, manifest: Readonly<Record<string, string>> = {}): string =>
  writeRelease(workshop.folder('release'), { name, version, manifest });

async function refusalOf(person: Person, folder: string, ...words: readonly string[]) {
  const { code, value } = await person.json<Failure>(folder, ...words);
  return { exit: code, code: value.error.code, hint: value.error.hint };
}

const lockIn = (folder: string): Lock => JSON.parse(readFileSync(join(folder, 'forge-lock.json'), 'utf8')) as Lock;

/** Makes a project with what was asked for and locked before the names moved, and nothing installed. */
function projectOfBefore(names = ['forge.json', 'forge-lock.json']): string {
  const folder = workshop.folder('before');
  for (const name of names) cpSync(join(project, name), join(folder, name));
  return folder;
}

beforeAll(async () => {
  registry = await startRegistry(workshop, { dataDir, env: { NFORGE_ORIGIN: 'forge.example.ma/journal' } });
  [impots, cnss] = [await hire('impots'), await hire('cnss')];
  const commune = await hire('commune');
  const token = await createToken(dataDir, null, 'operator');
  operator = createPerson(workshop, { registry: registry.url, token });
  user = createPerson(workshop, { registry: registry.url });
  const rules = [releaseOf(OLD.tax, '1.0.0'), releaseOf(OLD.share, '1.0.0')];
  assertOk(await impots.nforge(workshop.root, 'publish', ...rules));
  const bill = releaseOf(BILL, '1.0.0', { dependencies: `{ ${OLD.tax}: "^1.0.0" }` });
  assertOk(await commune.nforge(bill, 'publish'));
  assertOk(await user.nforge(project, 'add', BILL, OLD.share));
  installed = hashTree(join(project, 'forge_modules'));
});

describe('two names move', () => {
  it('one algorithm to another agency: both sign, the giver sends', async () => {
    const words = ['transfer', OLD.share, NEW.share, '--yes'];
    const [given, taken] = [join(post, 'given.json'), join(post, 'taken.json')];
    assertOk(await impots.nforge(post, ...words, '--out', given));
    expect((await refusalOf(impots, post, ...words, '--with', given)).exit).toBe(5);
    assertOk(await cnss.nforge(post, ...words, '--with', given, '--out', taken));

    const early = await refusalOf(cnss, post, ...words, '--with', taken);
    const { stderr } = assertOk(await impots.nforge(post, ...words, '--with', taken, '--reason', 'Loi 98-15'));

    expect(early).toMatchObject({ exit: 5, code: 'move-needsOwner' });
    expect(stderr).toContain(`${OLD.share} is named ${NEW.share} now`);
  });

  it('a whole agency: it signs, the operator sends', async () => {
    const words = ['agency', 'rename', 'impots', 'dgi', '--yes'];
    const signed = join(post, 'rename.json');
    expect(await refusalOf(impots, post, ...words)).toMatchObject({ exit: 5, code: 'move-needsOperator' });
    assertOk(await impots.nforge(post, ...words, '--out', signed));

    const { stderr } = assertOk(await operator.nforge(post, ...words, '--with', signed));

    expect(stderr).toContain('impots is named dgi now');
    expect(assertOk(await user.nforge(post, 'log')).stdout).toMatch(/transfer +impots → dgi/);
  });
});

describe('who used the old names', () => {
  it('installs what was locked, on a fresh computer too, and offline from the cache', async () => {
    for (const person of [user, createPerson(workshop, { registry: registry.url })]) {
      const folder = projectOfBefore();
      assertOk(await person.nforge(folder, 'install', '--locked'));
      expect(hashTree(join(folder, 'forge_modules'))).toEqual(installed);
    }
    const offline = projectOfBefore();
    assertOk(await user.nforge(offline, 'install', '--locked', '--offline'));
    expect(hashTree(join(offline, 'forge_modules'))).toEqual(installed);
  });

  it('installs afresh by the old names, is told the present ones once, and anyone may use those', async () => {
    const stranger = createPerson(workshop, { registry: registry.url });
    const [old, fresh] = [projectOfBefore(['forge.json']), workshop.folder('fresh')];

    const { stderr } = assertOk(await stranger.nforge(old, 'install'));
    assertOk(await stranger.nforge(fresh, 'add', NEW.tax, NEW.share));

    for (const name of ['tax', 'share'] as const)
      expect(stderr.split(`${OLD[name]} is now named ${NEW[name]}.`)).toHaveLength(2);
    expect(lockIn(old).requirements).toHaveProperty([OLD.share]);
    expect(Object.values(lockIn(fresh).releases).map(({ publishedAs }) => publishedAs)).toEqual([OLD.share, OLD.tax]);
    for (const folder of [old, fresh]) assertOk(await stranger.nforge(folder, 'verify'));
    assertOk(await stranger.nforge(old, 'verify', '--offline'));
  });

  it('updates to the present names, and locks how they were found', async () => {
    const { stderr } = assertOk(await user.nforge(project, 'update'));

    const { requirements, releases, moved } = lockIn(project);
    expect(stderr).toContain(`${OLD.tax} is now named ${NEW.tax}.`);
    expect(requirements).toHaveProperty([OLD.share]);
    expect(Object.keys(releases)).toEqual([`${NEW.share}@1`, `${BILL}@1`, `${NEW.tax}@1`]);
    expect(moved).toMatchObject({ [OLD.tax]: { to: NEW.tax }, [OLD.share]: { to: NEW.share } });
    assertOk(await user.nforge(project, 'verify'));
    assertOk(await user.nforge(project, 'verify', '--offline'));
    const locked = projectOfBefore();
    assertOk(await user.nforge(locked, 'install', '--locked', '--offline'));
  });

  it.each([OLD.tax, NEW.tax, OLD.share, NEW.share])(
    'reads and verifies %s',
    async (name) => {
      const known = name === OLD.tax || name === NEW.tax ? 'tax' : 'share';
      const isOld = name === OLD[known];

      const [viewed, versions, verified] = await Promise.all([
        user.json<{ name: string; formerNames: readonly string[]; moved?: object }>(post, 'view', name),
        user.nforge(post, 'versions', name),
        user.nforge(post, 'verify', `${name}@1.0.0`),
      ]);
      for (const outcome of [versions, verified]) assertOk(outcome);

      expect(viewed.value).toMatchObject({ name: NEW[known], formerNames: [OLD[known]] });
      expect(viewed.value.moved).toEqual(isOld ? [{ from: OLD[known], to: NEW[known] }] : undefined);
      expect(versions.stderr.includes(`${OLD[known]} is now named ${NEW[known]}.`)).toBe(isOld);
      expect(verified.stderr).toMatch(/^ok {2}signatures: /m);
      expect(verified.stderr).toContain(`ok  place in the log: ${OLD[known]}@1.0.0 is leaf `);
      expect(verified.stderr).toContain(`ok  present name: ${OLD[known]} is named ${NEW[known]} now`);
    },
    30_000,
  );

  it('prove a release with one file, whichever name they say', async () => {
    const proof = join(workshop.folder('proof'), 'rule.tlog-proof');
    assertOk(await user.nforge(post, 'log', 'prove', `${NEW.share}@1.0.0`, '--out', proof));
    // It is the same proof, so the file that is there is left as it is.
    assertOk(await user.nforge(post, 'log', 'prove', `${OLD.share}@1.0.0`, '--out', proof));

    for (const name of [OLD.share, NEW.share])
      assertOk(await user.nforge(post, 'verify', `${name}@1.0.0`, '--proof', proof));
  });
});

describe('who writes', () => {
  it('is told the present name and what to type, and then goes on under it', async () => {
    const reason = ['--reason', 'Wrong bracket'];
    const yanked = await refusalOf(impots, post, 'yank', `${OLD.tax}@1.0.0`, ...reason);
    const channel = await refusalOf(cnss, post, 'channel', 'set', `${OLD.share}@1.0.0`, 'beta', ...reason);
    const published = await refusalOf(impots, releaseOf(OLD.tax, '1.1.0'), 'publish');
    const policy = await refusalOf(impots, post, 'agency', 'policy', 'impots', '--threshold', '1');

    expect(yanked).toMatchObject({ exit: 7, code: 'algorithm-moved' });
    expect(yanked.hint).toBe(`Use its present name: nforge yank ${NEW.tax}@1.0.0 --reason 'Wrong bracket' --json`);
    expect(channel.hint).toContain(`nforge channel set ${NEW.share}@1.0.0 beta`);
    expect(published).toMatchObject({ exit: 7, code: expect.stringMatching(/^(agency|algorithm)-moved$/) as string });
    expect(published.hint).toContain('algorithm.yaml');
    expect(policy).toMatchObject({ exit: 7, code: 'agency-moved' });
    assertOk(await impots.nforge(releaseOf(NEW.tax, '1.1.0'), 'publish'));
    assertOk(await cnss.nforge(releaseOf(NEW.share, '1.1.0'), 'publish'));
    assertOk(await user.nforge(project, 'update'));
    expect(readFileSync(join(project, 'forge_modules', NEW.tax, 'algorithm.yaml'), 'utf8')).toContain('version: 1.1.0');
  });

  it('gets no name a second time, whoever asks', async () => {
    const other = await nforgeRegistry(dataDir, 'agency', 'create', 'impots', '--title', 'fr=Autres impôts');
    const created = await refusalOf(operator, post, 'agency', 'create', 'impots', '--title', 'fr=Autres impôts');
    const back = await refusalOf(cnss, post, 'transfer', NEW.share, OLD.share, '--yes', '--out', 'back.json');
    const again = await refusalOf(cnss, releaseOf(OLD.share, '2.0.0'), 'publish');

    expect(other.code).toBe(7);
    expect(created).toMatchObject({ exit: 7, code: 'agency-taken' });
    expect(back).toMatchObject({ exit: 7, code: 'algorithm-taken' });
    expect(again.exit).toBe(7);
  });
});

describe('the operator', () => {
  it('makes the same public documents again from log and blobs', async () => {
    const before = await publicDocuments(registry.url);
    expect(await registry.stop()).toBe(0);
    const copy = workshop.folder('copy');

    assertOk(await nforgeRegistry(dataDir, 'verify'));
    assertOk(await nforgeRegistry(copy, 'rebuild', '--from', dataDir));
    assertOk(await nforgeRegistry(copy, 'verify'));
    const rebuilt = await startRegistry(workshop, { dataDir: copy });
    const after = await publicDocuments(rebuilt.url);
    await rebuilt.stop();

    expect(before[`algorithms/${OLD.tax}`]).toMatch(/^308 \/api\/v1\/algorithms\/dgi\/taxe /);
    expect(before[`algorithms/${NEW.share}/versions/1.0.0`]).toMatch(/^200 {2}\{/);
    expect(after).toEqual(before);
  });
});

/** Reads what anyone may read under old and new names, each with its status and where it leads. */
async function publicDocuments(url: string): Promise<Readonly<Record<string, string>>> {
  const algorithms = [...Object.values(OLD), ...Object.values(NEW), BILL].flatMap((name) =>
    ['', '/versions', '/versions/segments/0', '/versions/1.0.0', '/versions/1.0.0/status', '/versions/1.1.0'].map(
      (part) => `algorithms/${name}${part}`,
    ),
  );
  const agencies = ['impots', 'dgi', 'cnss'].flatMap((name) => [`agencies/${name}`, `agencies/${name}/keys`]);
  const paths = [...algorithms, ...agencies, 'agencies', 'search?q=double', 'log/entries'];
  const read = async (path: string): Promise<readonly [string, string]> => {
    const answer = await fetch(`${url}/api/v1/${path}`, { redirect: 'manual' });
    const location = answer.headers.get('location')?.replace(url, '') ?? '';
    const body = (await answer.text()).replaceAll(url, '').replace(/"requestId":"[^"]*"/, '');
    return [path, `${String(answer.status)} ${location} ${path.startsWith('search') ? hitsByName(body) : body}`];
  };
  return Object.fromEntries(await Promise.all(paths.map(read)));
}

/** The log does not count downloads: a registry made again has none, and hits that are otherwise equal may change places. */
function hitsByName(body: string): string {
  const { hits, ...rest } = JSON.parse(body) as { readonly hits: readonly { readonly name: string }[] };
  return JSON.stringify({ ...rest, hits: hits.toSorted((a, b) => (a.name < b.name ? -1 : 1)) });
}
