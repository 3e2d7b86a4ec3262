// Commits with and without the log beside each other, and logs of any length; run in a process of its own (worker.ts).
import { join } from 'node:path';

import type { ReleaseRecord } from '@national-forge/api';
import { createAgency, openMeasuredLog, openRecorder, type MeasuredRelease } from '@national-forge/registry/bench';
import {
  createSigningKey,
  formatEnvelope,
  formatStatement,
  signEnvelope,
  STATEMENT_PAYLOAD_TYPE,
  type Signer,
} from '@national-forge/transparency';

import { costOf, each, type Cost } from '../cost.ts';
import { serveTasks } from './worker.ts';

const clock = { now: () => new Date() };

/** Says what is recorded: the records that a server made, in groups as large as that server's were. */
interface Recording {
  readonly records: readonly ReleaseRecord[];
  readonly groups: readonly number[];
}

/** Tells the cost of one release on either side. */
interface Sides {
  readonly log: Cost;
  readonly rows: Cost;
}

let turns = 0;
let sides: Awaited<ReturnType<typeof openSides>> | undefined;

async function openSides(folder: string, agency: string) {
  const { signer } = createSigningKey('ed25519');
  const log = openRecorder({ dataDir: join(folder, 'twin-log'), hasLog: true, clock });
  const rows = openRecorder({ dataDir: join(folder, 'twin-rows'), hasLog: false, clock });
  for (const { tables } of [log, rows]) await createAgency(tables, agency, signer);
  return { signer, log, rows };
}

async function record({ records, groups }: Recording): Promise<Sides> {
  if (sides === undefined) throw new Error('nothing is open');
  const { signer, log, rows } = sides;
  const releases = records.map((one) => measured(one, signer));
  for (const side of [log, rows]) side.expect(releases);
  let from = 0;
  const parts = groups.map((size) => releases.slice(from, (from += size)));
  const act = (side: typeof log) => async () => {
    for (const group of parts) await side.record(group);
  };
  // Who goes first pays for waking the disk: they take turns.
  turns += 1;
  const first = turns % 2 === 0 ? await costOf(act(log)) : undefined;
  const found = { rows: await costOf(act(rows)), log: first ?? (await costOf(act(log))) };
  return { log: each(found.log, releases.length), rows: each(found.rows, releases.length) };
}

/** The same facts, signed by a key of this process. */
function measured(
  { publishedAt: _at, publisher: _by, logIndex: _index, ...detail }: ReleaseRecord,
  signer: Signer,
): MeasuredRelease {
  const { name, version, releaseDigest, manifestDigest, contractDigest, vectorsDigest } = detail;
  const digests = { manifest: manifestDigest, contract: contractDigest, vectors: vectorsDigest };
  const payload = formatStatement({ name, version, release: releaseDigest, ...digests });
  const envelope = signEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload }, [signer]);
  return { detail, envelope: JSON.parse(Buffer.from(formatEnvelope(envelope)).toString()) as never };
}

/** Says which log is measured, and how often. */
interface Growing {
  readonly dataDir: string;
  readonly rounds: number;
  /** Leaves appended and proofs made in each round. */
  readonly leaves: number;
  readonly proofs: number;
}

/** Tells the CPU of one leaf or proof in microseconds, by round. */
interface Growth {
  readonly append: number[];
  readonly inclusion: number[];
  readonly consistency: number[];
}

const LEAVES_A_COMMIT = 8;

async function grow({ dataDir, rounds, leaves, proofs }: Growing): Promise<Growth> {
  const log = openMeasuredLog(dataDir, clock);
  const found: Growth = { append: [], inclusion: [], consistency: [] };
  let turn = 0;
  for (let round = -1; round < rounds; round += 1) {
    const { size } = await log.tables.log.checkpoint();
    // Places all over the tree, by steps of the golden ratio: alike in trees of all sizes.
    const place = () => 1 + Math.floor((((turn += 1) * 0.618_034) % 1) * (size - 2));
    const append = await microseconds(leaves / LEAVES_A_COMMIT, () => log.append(LEAVES_A_COMMIT));
    const inclusion = await microseconds(proofs, () => log.inclusion(place(), size));
    const consistency = await microseconds(proofs, () => log.consistency(place(), size));
    if (round < 0) continue;
    found.append.push(append / LEAVES_A_COMMIT);
    found.inclusion.push(inclusion);
    found.consistency.push(consistency);
  }
  await log.tables.close();
  return found;
}

/** Gives the CPU of one time of something done many times. */
async function microseconds(times: number, act: () => unknown): Promise<number> {
  const { cpuMs } = await costOf(() => {
    for (let time = 0; time < times; time += 1) act();
  });
  return (cpuMs * 1000) / times;
}

const TASKS = {
  /** Opens both sides of the comparison. */
  open: async ({ folder, agency }: { readonly folder: string; readonly agency: string }): Promise<void> => {
    sides = await openSides(folder, agency);
  },
  /** Records the same releases on both sides. */
  record,
  /** Makes a log hold so many leaves. */
  fill: async ({ dataDir, size }: { readonly dataDir: string; readonly size: number }): Promise<void> => {
    const log = openMeasuredLog(dataDir, clock);
    log.fill(size);
    await log.tables.close();
  },
  /** Measures appending and proving on a log as it stands. */
  grow,
};

/** Is what this worker does. */
export type LogTasks = typeof TASKS;

serveTasks(TASKS);
