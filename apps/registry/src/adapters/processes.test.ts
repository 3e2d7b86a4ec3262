import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { buffer } from 'node:stream/consumers';

import type { Algorithm } from '@national-forge/api';
import {
  assertConsistency,
  assertInclusion,
  hashLeaf,
  openCheckpoint,
  parseLeaf,
  parseVerifierKey,
} from '@national-forge/transparency';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { COMPILE_CACHE } from '../testing/run-registry.ts';
import { verifyFolder } from '../wiring/maintenance.ts';
import type { LogIdentity, PlanOutcome } from '../ports.ts';
import type { Store } from './open-store.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { createAgencies } from './testing/keys.ts';
import { digestOf } from './testing/sample.ts';
import { isFullScale } from './testing/scale.ts';

const NAME = 'impots/income-tax';

const LONG = { timeout: isFullScale() ? 3_600_000 : 60_000 };

/** After so many kills a new folder is taken: each round verifies all of it, also what earlier rounds left. */
const ROUNDS_PER_FOLDER = 10;
const children: ChildProcess[] = [];
let bed: Bed;
let store: Store;

async function openBed(): Promise<void> {
  bed = createBed();
  store = await bed.open();
  await createAgencies(store, 'impots');
}

beforeEach(openBed);
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await bed.clear();
});

function start(mode: string, label: string): ChildProcess {
  const child = fork(new URL('testing/publisher.ts', import.meta.url), [mode, bed.dataDir, label], {
    execArgv: ['--conditions=@national-forge/source', '--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.push(child);
  return child;
}

interface Told {
  readonly winners: readonly string[];
  readonly codes: readonly string[];
}

interface Started {
  readonly identity: LogIdentity;
  readonly made: PlanOutcome;
}

async function startRacers(): Promise<readonly ChildProcess[]> {
  const racers = ['left', 'right'].map((label) => start('race', label));
  await Promise.all(racers.map((racer) => once(racer, 'message')));
  return racers;
}

async function runRace(racers: readonly ChildProcess[], version: string): Promise<Told> {
  const answers = racers.map((racer) => once(racer, 'message') as Promise<[Told]>);
  for (const racer of racers) racer.send(version);
  const told = (await Promise.all(answers)).map(([answer]) => answer);
  return { winners: told.flatMap(({ winners }) => winners), codes: told.flatMap(({ codes }) => codes) };
}

/** Every leaf follows the one before and is proved by the newest checkpoint, and every checkpoint is a prefix of it. */
async function expectOneChain({ log, tree }: Store): Promise<void> {
  const { keys } = await log.identity();
  const verifier = parseVerifierKey(keys[0]!.key);
  const newest = openCheckpoint((await log.checkpoint()).note, verifier);
  const leaves = await log.leaves({ from: 0, limit: newest.size + 1 });
  expect(leaves.map(({ index }) => index)).toEqual(Array.from({ length: newest.size }, (_, index) => index));
  const releases = leaves.map(({ bytes }) => parseLeaf(bytes)).filter((leaf) => leaf.kind === 'release');
  expect(new Set(releases.map(({ name, version }) => `${name}@${version}`)).size).toBe(releases.length);
  for (const { index, bytes } of leaves) {
    const hashes = await tree.inclusion({ index, size: newest.size });
    assertInclusion({ index, ...newest, leafHash: hashLeaf(bytes), hashes: hashes! });
    const earlier = await log.checkpointAt(index + 1);
    if (earlier === undefined) continue;
    const from = openCheckpoint(earlier.note, verifier);
    const proof = await tree.consistency({ from: from.size, to: newest.size });
    assertConsistency({ from, to: newest, hashes: proof! });
  }
}

const damages = async () => (await verifyFolder({ dataDir: bed.dataDir, clock: bed.clock })).damages;

describe('two processes on one data folder', () => {
  test('of 16 publishers of one version one wins, every round, and its bytes are served', LONG, async () => {
    const racers = await startRacers();
    for (let round = 0; round < (isFullScale() ? 200 : 4); round += 1) {
      const version = `1.${round}.0`;
      const { winners, codes } = await runRace(racers, version);

      expect(winners, version).toHaveLength(1);
      expect(new Set(codes)).toEqual(new Set(['version-taken']));
      expect(codes).toHaveLength(15);
      bed.clock.advance(60);
      const release = await store.catalogue.findRelease({ name: NAME, version });
      expect(release?.releaseDigest).toBe(winners[0]);
      const blob = await store.blobs.findPublished(release!.archive!.digest);
      expect(digestOf(await buffer(blob!.read()))).toBe(release!.archive!.digest);
      const head = JSON.parse(String(store.documents.find(`/api/v1/algorithms/${NAME}`)?.bytes)) as Algorithm;
      expect(head.latest).toBe(version);
    }

    await expectOneChain(store);
    expect(await damages()).toEqual([]);
  });

  test('that start at once on a new folder share one log and one key', LONG, async () => {
    await bed.clear();
    bed = createBed();
    const starters = ['a', 'b', 'c', 'd', 'e'].map((label) => start('open', label));
    const told = await Promise.all(starters.map((child) => once(child, 'message') as Promise<[Started]>));
    store = await bed.open();

    const identity = await store.log.identity();
    for (const [{ identity: theirs, made }] of told) {
      expect(theirs).toEqual(identity);
      expect(made).toMatchObject({ ok: true });
    }
    expect(await store.log.checkpoint()).toMatchObject({ size: 6 });
    await expectOneChain(store);
  });

  test('collecting while they publish never takes a blob of a release', LONG, async () => {
    const racers = await startRacers();
    const running = { on: true };
    const collector = (async () => {
      // Far in the future: every blob that is not published yet may go at any moment.
      while (running.on) await store.blobs.collect(new Date(Date.now() + 3_600_000));
    })();
    let published = 0;
    try {
      for (let round = 0; round < (isFullScale() ? 100 : 4); round += 1) {
        const { winners, codes } = await runRace(racers, `1.${round}.0`);
        published += winners.length;
        expect(winners.length).toBeLessThanOrEqual(1);
        for (const code of codes) expect(code).toMatch(/version-taken|blob-missing|upload-busy/);
      }
    } finally {
      running.on = false;
      await collector;
    }

    expect(await damages()).toEqual([]);
    const { blobs } = (await verifyFolder({ dataDir: bed.dataDir, clock: bed.clock })).checked;
    expect(blobs).toBe(published);
  });
});

describe('kill -9 while four publish and names move', () => {
  test('nothing acknowledged is lost, nothing half is visible, verify is clean', LONG, async () => {
    const rounds = isFullScale() ? 300 : 3;
    let [acknowledged, moved] = [0, 0];
    /** What a client that never forgets has received. */
    const received = new Set<string>();
    for (let round = 0; round < rounds; round += 1) {
      if (round % ROUNDS_PER_FOLDER === ROUNDS_PER_FOLDER - 1) {
        await bed.clear();
        await openBed();
        received.clear();
      }
      const child = start('storm', `round-${round}`);
      const output = buffer(child.stdout!);
      await once(child.stdout!, 'data');
      await new Promise((resolve) => setTimeout(resolve, randomInt(5, 120)));
      child.kill('SIGKILL');
      await once(child, 'exit');
      const lines = (await output)
        .toString()
        .split('\n')
        .filter((line) => line.split(' ').length === 5);

      const reopened = await bed.open();
      for (const line of lines) {
        received.add(await expectKept(reopened, line));
        if (line.includes(' moved ')) moved += 1;
      }
      await expectOneChain(reopened);
      await expectPrefixes(reopened, received);
      await expectNoDuplicates(reopened);
      await reopened.close();
      acknowledged += lines.length;
      expect(await damages()).toEqual([]);
    }

    expect(acknowledged).toBeGreaterThanOrEqual(rounds);
    // A few rounds may end before the first name has moved.
    if (isFullScale()) expect(moved).toBeGreaterThan(rounds / 10);
  });
});

/** What a line acknowledged is there, with its receipt; gives the checkpoint that it held. */
async function expectKept(store: Store, line: string): Promise<string> {
  const [name = '', version = '', digest = '', index = '', note = ''] = line.split(' ');
  const checkpoint = Buffer.from(note, 'base64').toString();
  expect(await store.log.receipt(Number(index))).toMatchObject({ checkpoint });
  if (digest === 'moved') {
    await expectMoved(store, { from: name, to: version });
    return checkpoint;
  }
  const release = await store.catalogue.findRelease({ name, version });
  expect(release?.releaseDigest, line).toBe(digest);
  const blob = await store.blobs.findPublished(release!.archive!.digest);
  expect(digestOf(await buffer(blob!.read()))).toBe(release!.archive!.digest);
  return checkpoint;
}

/** A move that was acknowledged is done whole: the old name leads on, and nothing stands under it any more. */
async function expectMoved(
  { names, catalogue, documents }: Store,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  if (!from.includes('/')) {
    expect(names.agency(from)).toBe(to);
    expect([await catalogue.hasAgency(from), await catalogue.hasAgency(to)]).toEqual([false, true]);
  }
  const algorithms = from.includes('/') ? [{ from, to }] : ['one', 'three'].map((one) => pairOf({ from, to }, one));
  for (const moved of algorithms) {
    expect(names.algorithm(moved.from)?.to).toBe(moved.to);
    for (const version of ['1.0.0', '1.1.0']) {
      expect(await catalogue.findRelease({ name: moved.from, version })).toBeUndefined();
      expect(await catalogue.findRelease({ name: moved.to, version })).toMatchObject({ version });
      expect(documents.find(`/api/v1/algorithms/${moved.from}/versions/${version}`)).toBeUndefined();
      expect(documents.find(`/api/v1/algorithms/${moved.to}/versions/${version}`)).toBeDefined();
    }
  }
}

const pairOf = ({ from, to }: { readonly from: string; readonly to: string }, name: string) => ({
  from: `${from}/${name}`,
  to: `${to}/${name}`,
});

/** Every checkpoint that was ever received is that of the beginning of the log as it is now. */
async function expectPrefixes({ log, tree }: Store, notes: ReadonlySet<string>): Promise<void> {
  const { keys } = await log.identity();
  const verifier = parseVerifierKey(keys[0]!.key);
  for (const note of notes) {
    const { size, root } = openCheckpoint(note, verifier);
    expect(Buffer.compare((await tree.rootAt(size)) ?? Buffer.alloc(0), root), `${size} leaves`).toBe(0);
  }
}

async function expectNoDuplicates({ log }: Store): Promise<void> {
  const seen = new Set<string>();
  const { size } = await log.checkpoint();
  for (let from = 0; from < size; from += 1000) {
    for (const { index, bytes } of await log.leaves({ from, limit: 1000 })) {
      const leaf = parseLeaf(bytes);
      const fact = leaf.kind === 'release' ? `${leaf.name}@${leaf.version}` : `${leaf.kind} ${index}`;
      expect(seen.has(fact), fact).toBe(false);
      seen.add(fact);
    }
  }
  expect(seen.size).toBe(size);
}
