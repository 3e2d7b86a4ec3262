import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Receipt } from '@national-forge/api';
import { beforeAll, describe, expect, it } from 'vitest';

import { createPerson, type Person } from './harness/nforge.ts';
import { admitAgency, assertOk } from './harness/operator.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { writeRelease } from './harness/release-folder.ts';
import { editJson, flipByte, hashTree } from './harness/tree.ts';
import { openWorkshop } from './harness/workshop.ts';

const NAME = 'agence-eau/water-bill';
const RELEASE = `${NAME}@1.0.0`;
const MODULE = join('forge_modules', NAME);

const workshop = openWorkshop();
const dataDir = workshop.folder('data');
const project = workshop.folder('project');
const proofs = workshop.folder('proofs');
const proof = join(proofs, 'water-bill.tlog-proof');
let registry: RegistryProcess;
let newcomer: Person;
let agency: Person;
let intact: Readonly<Record<string, string>>;

beforeAll(async () => {
  // The first start names the log for ever, so it comes before any other command.
  registry = await startRegistry(workshop, { dataDir, env: { NFORGE_ORIGIN: 'forge.example.ma/journal' } });
  const token = await (await admitAgency(registry, 'agence-eau')).token('owner', 'publish', 'lifecycle');
  newcomer = createPerson(workshop, { registry: registry.url, token });
  agency = createPerson(workshop, { registry: registry.url });
});

interface Entry {
  readonly index: number;
  readonly kind: string;
  readonly name?: string;
  readonly key?: string;
}

interface Verification {
  readonly ok: boolean;
  readonly failed: string | null;
  readonly steps: readonly { readonly step: string; readonly ok: boolean }[];
}

interface Failure {
  readonly error: { readonly code: string; readonly exit: number };
}

/** Makes a project with the lock and nothing installed, after changing the lock. */
function projectFromLock(change: (lock: Lock) => void = () => undefined): string {
  const folder = workshop.folder('locked');
  for (const name of ['forge.json', 'forge-lock.json']) cpSync(join(project, name), join(folder, name));
  editJson(join(folder, 'forge-lock.json'), change);
  return folder;
}

interface Lock {
  readonly log: { origin: string; key: string; checkpoint: string };
  readonly agencies: Record<string, { leaf: number; state: string; keys: string[] }>;
  readonly releases: Record<string, { releaseDigest: string; logIndex: number; archive: { digest: string } }>;
}

describe('a newcomer', () => {
  const desk = workshop.folder('desk');
  let fingerprint: string;

  it('cannot publish before a key of the agency is registered', async () => {
    const release = writeRelease(workshop.folder('early'), { name: NAME, version: '1.0.0' });
    const { code, value } = await newcomer.json<Failure>(release, 'publish');
    expect([code, value.error.code]).toEqual([5, 'agency-keyless']);
  });

  it('makes a key that nobody else on the computer can read, and registers it', async () => {
    const made = await newcomer.json<{ fingerprint: string; file: string }>(desk, 'key', 'create', '--label', 'desk');
    fingerprint = made.value.fingerprint;
    expect(statSync(made.value.file).mode & 0o777).toBe(0o600);

    const registered = assertOk(await newcomer.nforge(desk, 'key', 'register', '--agency', 'agence-eau'));

    expect(registered.stderr).toContain(fingerprint);
    const again = assertOk(await newcomer.nforge(desk, 'key', 'register', '--agency', 'agence-eau'));
    expect(again.stderr).toContain('already');
  });

  it('publishes, and the log shows agency, key and release in their order', async () => {
    const release = writeRelease(workshop.folder('release'), { name: NAME, version: '1.0.0' });
    const published = await newcomer.json<{ receipts: readonly Receipt[] }>(release, 'publish');
    expect(published.code).toBe(0);

    const { value } = await newcomer.json<{ log: object; entries: readonly Entry[] }>(desk, 'log');

    expect(value.log).toEqual({ origin: 'forge.example.ma/journal', size: 4 });
    expect(value.entries.map(({ kind }) => kind)).toEqual(['log-key', 'agency', 'key-add', 'release']);
    expect(value.entries[2]?.key).toBe(fingerprint);
    expect(value.entries[3]).toMatchObject({ index: published.value.receipts[0]?.log.index, name: NAME });
    expect(assertOk(await newcomer.nforge(desk, 'log', '--since', '3')).stdout).toContain(RELEASE);
  });
});

describe('another agency', () => {
  it('adds the release, and is told what it trusts from now on', async () => {
    const { stderr } = assertOk(await agency.nforge(project, 'add', NAME));
    expect(stderr).toContain('forge.example.ma/journal');
    expect(stderr).toMatch(/agence-eau.*sha256:[0-9a-f]{64}/);
    intact = hashTree(join(project, 'forge_modules'));

    const again = assertOk(await agency.nforge(project, 'install'));

    expect(again.stderr).not.toMatch(/first use/i);
    assertOk(await agency.nforge(project, 'verify'));
  });

  it('installs from the lock on a fresh computer without trusting anything for the first time', async () => {
    const runner = createPerson(workshop, { registry: registry.url });
    const folder = projectFromLock();

    const { stderr } = assertOk(await runner.nforge(folder, 'install', '--locked'));

    expect(stderr).not.toMatch(/first use/i);
    expect(hashTree(join(folder, 'forge_modules'))).toEqual(intact);
  });

  it('has each step of a proof explained, and writes the proof to a file', async () => {
    const online = assertOk(await agency.nforge(project, 'verify', RELEASE));
    expect(online.stderr.match(/^ok /gm)?.length).toBeGreaterThanOrEqual(7);

    assertOk(await agency.nforge(project, 'log', 'prove', RELEASE, '--out', proof));

    expect(readFileSync(proof, 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\n/);
    expect(statSync(proof).size).toBeLessThanOrEqual(3000);
    expect((await agency.json<Verification>(project, 'verify', MODULE, '--proof', proof)).value.ok).toBe(true);
  });
});

describe('exit code 8 names the step that failed', () => {
  const fresh = () => createPerson(workshop, { registry: registry.url });
  const outcomeOf = async (person: Person, cwd: string, words: readonly string[]) => {
    const { code, value } = await person.json<Verification>(cwd, 'verify', ...words, '--offline');
    return [code, value.ok, value.failed];
  };
  const verify = (person: Person, what: string, file: string) => outcomeOf(person, project, [what, '--proof', file]);

  it('when a byte of the release is another', async () => {
    const copy = join(workshop.folder('copy'), 'module');
    cpSync(join(project, MODULE), copy, { recursive: true });
    expect(await verify(agency, copy, proof)).toEqual([0, true, null]);
    flipByte(join(copy, 'algorithm.js'), 20);
    expect(await verify(agency, copy, proof)).toEqual([8, false, 'release-digest']);
  });

  it('when the proof is of another release', async () => {
    const release = writeRelease(workshop.folder('release'), { name: NAME, version: '1.1.0' });
    assertOk(await newcomer.nforge(release, 'publish'));
    const other = join(proofs, 'other.tlog-proof');
    assertOk(await agency.nforge(project, 'log', 'prove', `${NAME}@1.1.0`, '--out', other));
    expect(await verify(agency, MODULE, other)).toEqual([8, false, 'release-digest']);
  });

  it.each([
    ['a hash on the way to the root', /(\nindex \d+\n)(.)/, 'inclusion'],
    ['the root of the checkpoint', /(\nforge\.example\.ma\/journal\n\d+\n)(.)/, 'checkpoint'],
    ['the signature of the log', /(\n— \S+ .{20})(.)/, 'checkpoint'],
  ] as const)(
    'when the proof differs in %s',
    async (_what, place, step) => {
      const other = join(workshop.folder('proof'), 'edited.tlog-proof');
      const replace = (_all: string, before: string, letter: string) => before + (letter === 'A' ? 'B' : 'A');
      writeFileSync(other, readFileSync(proof, 'utf8').replace(place, replace));
      expect(readFileSync(other, 'utf8')).not.toBe(readFileSync(proof, 'utf8'));
      expect(await verify(agency, MODULE, other)).toEqual([8, false, step]);
    },
    30_000,
  );

  it('when no key is known by which a proof could be judged: an empty home takes nobody’s word', async () => {
    const words = [join(project, MODULE), '--proof', proof];
    expect(await outcomeOf(fresh(), workshop.folder('elsewhere'), words)).toEqual([8, false, 'origin']);
  });

  it('but not when the lock of the project or the person names the keys', async () => {
    const { log, agencies } = JSON.parse(readFileSync(join(project, 'forge-lock.json'), 'utf8')) as Lock;
    const keys = only(agencies).keys.flatMap((key) => ['--agency-key', key]);
    const words = [join(project, MODULE), '--proof', proof, '--log-key', log.key, ...keys];

    expect(await verify(fresh(), MODULE, proof)).toEqual([0, true, null]);
    expect(await outcomeOf(fresh(), workshop.folder('elsewhere'), words)).toEqual([0, true, null]);
  });

  const zero = `sha256:${'0'.repeat(64)}`;
  it.each<readonly [string, (lock: Lock) => void, RegExp]>([
    [
      'another digest of the release',
      ({ releases }) => (only(releases).releaseDigest = zero),
      /^Error: forge-lock\.json [^]* step "content" failed/,
    ],
    ['another archive', ({ releases }) => (only(releases).archive.digest = zero), /is not what it should be/],
    [
      'another place in the log',
      ({ releases }) => (only(releases).logIndex = 2),
      /^Error: forge-lock\.json [^]* step "place in the log" failed/,
    ],
    [
      'another key of the agency',
      ({ agencies }) => (only(agencies).keys = [zero]),
      /^Error: forge-lock\.json [^]* step "keys of the agency" failed/,
    ],
    [
      'another state of the agency',
      ({ agencies }) => (only(agencies).state = zero),
      /^Error: forge-lock\.json [^]* step "keys of the agency" failed/,
    ],
    [
      'another log',
      ({ log }) => (log.origin = 'elsewhere.example'),
      /forge-lock\.json names the log|The log behind elsewhere/,
    ],
    ['another key of the log', ({ log }) => (log.key = swapEnd(log.key)), /The log behind/],
    [
      'another checkpoint',
      ({ log }) => (log.checkpoint = log.checkpoint.replace('\n4\n', '\n3\n')),
      /^Error: forge-lock\.json [^]* step "checkpoint" failed/,
    ],
  ])(
    'when the lock was edited to name %s, on a known and on a fresh computer',
    async (_what, change, words) => {
      for (const person of [agency, fresh()]) {
        const folder = projectFromLock(change);
        const { code, stderr } = await person.nforge(folder, 'install', '--locked');
        expect([code, stderr]).toEqual([8, expect.stringMatching(words)]);
        expect(readdirSync(folder)).not.toContain('forge_modules');
      }
    },
    60_000,
  );
});

describe('when the registry is gone', () => {
  it('the lock and the cache prove the release, and so does the proof file', async () => {
    expect(await registry.stop()).toBe(0);
    const folder = projectFromLock();

    assertOk(await agency.nforge(folder, 'install', '--locked', '--offline'));

    expect(hashTree(join(folder, 'forge_modules'))).toEqual(intact);
    assertOk(await agency.nforge(folder, 'verify', '--offline'));
    assertOk(await agency.nforge(folder, 'verify', MODULE, '--proof', proof, '--offline'));
    assertOk(await agency.nforge(folder, 'verify', RELEASE, '--offline'));
  });

  it('a cache without its proofs proves nothing, even if the module is intact', async () => {
    const caches = readdirSync(agency.home, { recursive: true, encoding: 'utf8' });
    const places = caches.filter((path) => path.endsWith('/proofs'));
    expect(places).toHaveLength(1);
    rmSync(join(agency.home, places[0]!), { recursive: true });

    const { code, value } = await agency.json<Failure>(project, 'install', '--locked', '--offline');

    expect([code, value.error.code]).toEqual([9, 'offline']);
  });
});

function only<T>(record: Record<string, T>): T {
  const [value, ...others] = Object.values(record);
  if (value === undefined || others.length > 0) throw new Error('expected exactly one');
  return value;
}

const swapEnd = (key: string): string => key.slice(0, -4) + (key.endsWith('AAAA') ? 'BBBB' : 'AAAA');
