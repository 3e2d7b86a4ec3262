// The door for measurements (bench/): what they need of the inside, under names of their own.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { EnvelopeBody } from '@national-forge/api';
import {
  CHANGE_PAYLOAD_TYPE,
  completedNodes,
  formatChange,
  formatEnvelope,
  formatLeaf,
  hashLeaf,
  proveConsistency,
  proveInclusion,
  signEnvelope,
  type Leaf,
  type LeafOf,
  type Signer,
} from '@national-forge/transparency';

import { DATABASE_FILE, prepareDataFolder } from './adapters/data-folder.ts';
import { openLogKeyFile } from './adapters/log-key-file.ts';
import { findAlgorithmRow } from './adapters/sqlite/algorithms.ts';
import { findBlobRow, putBlob } from './adapters/sqlite/blobs.ts';
import { createGroupCommit, type GroupCommit } from './adapters/sqlite/group-commit.ts';
import { appendLeaf, readLogEnd } from './adapters/sqlite/log/append-leaf.ts';
import { insertLeaf } from './adapters/sqlite/log/leaves.ts';
import { createLogKeyRing } from './adapters/sqlite/log/log-key.ts';
import { createTreeWalk, insertNode, readNodes } from './adapters/sqlite/log/log-nodes.ts';
import { sealLog } from './adapters/sqlite/log/seal-log.ts';
import { openTables, type Tables } from './adapters/sqlite/open-tables.ts';
import { projectLeaf, renderChanged } from './adapters/sqlite/project/project-leaf.ts';
import { createProjection } from './adapters/sqlite/project/projection.ts';
import { insertPublication } from './adapters/sqlite/publications.ts';
import { findReleaseRow } from './adapters/sqlite/releases.ts';
import { putSubmission } from './adapters/sqlite/submissions.ts';
import { putUpload, removeUploadsOf } from './adapters/sqlite/uploads.ts';
import type { Clock } from './ports.ts';
import { checkSigned } from './usecases/publish/signed-release.ts';
import { formatReleaseDetail, type ReleaseDetail } from './views/release-detail.ts';

/** Is a release that is to be recorded: what was found in its archive, and what its agency signed. */
export interface MeasuredRelease {
  readonly detail: ReleaseDetail;
  readonly envelope: EnvelopeBody;
}

/** Records releases the way the ledger does, or as it would if there were neither log nor signatures. */
export interface Recorder {
  /** Takes the archives for uploaded. */
  expect(releases: readonly MeasuredRelease[]): void;
  /** Records each release as a publish of its own, all of them in one commit; gives the bytes of their proofs. */
  record(group: readonly MeasuredRelease[]): Promise<number>;
  readonly tables: Tables;
}

/** Says where is recorded, and how. */
export interface RecorderOptions {
  readonly dataDir: string;
  readonly hasLog: boolean;
  readonly clock: Clock;
}

const ACTOR = 'bench';

/** Opens a recorder on a data folder, which is made if it is missing. */
export function openRecorder({ dataDir, hasLog, clock }: RecorderOptions): Recorder {
  const tables = openTablesOf(dataDir, clock);
  const record = hasLog ? recordInLog(tables, clock) : recordWithoutLog(tables, clock);
  return { tables, expect: (releases) => takeForUploaded(tables, releases, clock), record };
}

/** Opens the tables of a data folder, which is made if it is missing. */
function openTablesOf(dataDir: string, clock: Clock): Tables {
  prepareDataFolder(dataDir, { create: true, by: 'bench' });
  const file = join(dataDir, DATABASE_FILE);
  return openTables({
    ...{ file, clock, documentMemoryBytes: 1024 * 1024, migrate: true },
    // A file that is there: asking for it is paid by both sides alike.
    hasBlobFile: () => existsSync(file),
    logKey: openLogKeyFile(dataDir),
    origin: () => 'bench.example.ma',
  });
}

/** Creates an agency whose releases this key signs. */
export async function createAgency({ ledger, log, agencyStates }: Tables, name: string, key: Signer): Promise<void> {
  const made = await ledger.commit({ kind: 'agency', actor: ACTOR, name, title: { fr: name } });
  const { origin } = await log.identity();
  const previous = (await agencyStates.current(name))?.digest ?? '';
  const base = { use: 'agency' as const, names: null, expires: null };
  const spki = Buffer.from(key.spki).toString('base64');
  const change = { kind: 'key-add' as const, algorithm: key.algorithm, public: spki, ...base };
  const payload = formatChange({ agency: name, origin, previous, change });
  const envelope = formatEnvelope(signEnvelope({ payloadType: CHANGE_PAYLOAD_TYPE, payload }, [key]));
  const added = await ledger.commit({ kind: 'agency-change', actor: ACTOR, agency: name, envelope });
  if (!made.ok || !added.ok) throw new Error(`the agency ${name} could not be created`);
}

function takeForUploaded({ sql }: Tables, releases: readonly MeasuredRelease[], clock: Clock): void {
  sql.run('BEGIN IMMEDIATE');
  for (const { detail } of releases) {
    const { digest, size } = detail.archive;
    putBlob(sql, { digest, size, chunks: Buffer.alloc(32) }, clock.now());
    putUpload(sql, { tokenId: ACTOR, digest, bytes: size, complete: true }, clock.now());
  }
  sql.run('COMMIT');
}

/** All that a publish does for log and signatures, and for the rows: check, detail, plan, commit, receipt as it is sent. */
function recordInLog(tables: Tables, clock: Clock): Recorder['record'] {
  return async (group) => {
    const receipts = await Promise.all(group.map((release) => recordOne(tables, release, clock)));
    return receipts.reduce((bytes, receipt) => bytes + receipt.length, 0);
  };
}

async function recordOne(tables: Tables, { detail, envelope }: MeasuredRelease, clock: Clock): Promise<string> {
  const { name, version, releaseDigest, archive } = detail;
  const signed = await checkSigned({ ...tables, clock }, { name, version, releaseDigest, archive, envelope });
  const { envelope: signedBytes, state } = signed;
  const row = { detail: formatReleaseDetail(detail), envelope: signedBytes, state, revision: 'any' } as const;
  const submissionId = randomUUID();
  const outcome = await tables.ledger.commit({
    ...{ kind: 'release', submissionId, actor: ACTOR, warnings: [] },
    releases: [row],
  });
  if (!outcome.ok) throw new Error(`a release was refused: ${outcome.code}`);
  return JSON.stringify(outcome.receipts);
}

/** The rows and documents alone, in the same kind of group: no signature, leaf, node, detail, checkpoint or receipt. */
function recordWithoutLog(tables: Tables, clock: Clock): Recorder['record'] {
  const { sql } = tables;
  const touched = new Set<string>();
  const forget = () => touched.clear();
  const group: GroupCommit = createGroupCommit({ sql, onCommit: forget, onRollback: forget });
  let next: number | undefined;
  return async (releases) => {
    next ??= readLogEnd(sql, clock).size;
    await Promise.all(
      releases.map(({ detail }) => {
        const index = (next ?? 0) + 1;
        next = index;
        return group.submit(() => applyRows(tables, { detail, index: index - 1, touched, at: clock.now() }));
      }),
    );
    return 0;
  };
}

interface Rows {
  readonly detail: ReleaseDetail;
  readonly index: number;
  readonly touched: Set<string>;
  readonly at: Date;
}

function applyRows({ sql }: Tables, { detail, index, touched, at }: Rows): void {
  const { name, version, archive, releaseDigest: release } = detail;
  const algorithm = findAlgorithmRow(sql, name);
  if (algorithm !== undefined && findReleaseRow(sql, algorithm.id, version) !== undefined) throw new Error('it stands');
  if (findBlobRow(sql, archive.digest) === undefined) throw new Error('its archive is missing');
  const time = Math.floor(at.getTime() / 1000);
  const none = { envelope: release, state: release, detail: release };
  const leaf: LeafOf<'release'> = { kind: 'release', time, name, version, release, actor: ACTOR, ...none };
  const projection = createProjection(sql, touched);
  projectLeaf(projection, { leaf, index, detail });
  renderChanged(projection);
  const id = randomUUID();
  insertPublication(sql, { name, version }, id);
  removeUploadsOf(sql, archive.digest);
  const submission = { id, state: 'published' as const, receipts: [{ name, version }], warnings: [] };
  putSubmission(sql, { submission, tokenId: ACTOR, agency: name.slice(0, name.indexOf('/')) }, at);
}

/** Is the log of a data folder, to be made long and to be asked for proofs. */
export interface MeasuredLog {
  readonly tables: Tables;
  /** Appends leaves that nothing readable follows from, and signs one checkpoint, in one commit. */
  append(count: number): void;
  /** Makes the log hold so many leaves: like appending, in large commits. */
  fill(size: number): void;
  /** Proves a leaf in a tree, and an earlier tree in a later one, as the registry does; gives the number of hashes. */
  inclusion(index: number, size: number): number;
  consistency(from: number, to: number): number;
}

/** Leaves in one commit while a log is filled. */
const PORTION = 50_000;

/** Opens the log of a data folder. */
export function openMeasuredLog(dataDir: string, clock: Clock): MeasuredLog {
  const tables = openTablesOf(dataDir, clock);
  const { sql } = tables;
  const keys = createLogKeyRing(openLogKeyFile(dataDir));
  const inOneCommit = (work: (from: number, time: number) => void): void => {
    sql.run('BEGIN IMMEDIATE');
    const { size, time } = readLogEnd(sql, clock);
    work(size, time);
    sealLog(sql, keys);
    sql.run('COMMIT');
  };
  const walk = createTreeWalk(sql);
  return {
    tables,
    inclusion: (index, size) => walk((read) => proveInclusion({ index, size }, read)).length,
    consistency: (from, to) => walk((read) => proveConsistency({ from, to }, read)).length,
    append: (count) =>
      inOneCommit((from, time) => {
        for (let index = from; index < from + count; index += 1) appendLeaf(sql, index, fillerLeaf(index, time));
      }),
    fill: (size) => {
      for (let from = readLogEnd(sql, clock).size; from < size; from += PORTION) {
        inOneCommit((begin, time) => fillPortion(tables, { from: begin, to: Math.min(size, begin + PORTION), time }));
      }
    },
  };
}

/** Only the last node of each level is ever asked for again: held, it need not be read back a million times. */
function fillPortion(
  { sql }: Tables,
  span: { readonly from: number; readonly to: number; readonly time: number },
): void {
  const held = new Map<number, { readonly index: number; readonly hash: Uint8Array }>();
  const stored = readNodes(sql);
  const read = (level: number, index: number): Uint8Array => {
    const last = held.get(level);
    return last?.index === index ? last.hash : stored(level, index);
  };
  for (let index = span.from; index < span.to; index += 1) {
    const bytes = formatLeaf(fillerLeaf(index, span.time));
    insertLeaf(sql, { index, bytes });
    for (const node of completedNodes(index, hashLeaf(bytes), read)) {
      insertNode(sql, node);
      held.set(node.level, node);
    }
  }
}

/** A leaf as long as that of a release: it moves no row. */
function fillerLeaf(index: number, time: number): Leaf {
  const digest = `sha256:${index.toString(16).padStart(64, '0')}`;
  const named = { name: 'filler/filler', version: `1.${index}.0`, release: digest, detail: digest };
  return { kind: 'approve', time, actor: 'filler', ...named };
}

export { openMeasuredIndex } from './bench-search.ts';
export type { MeasuredAnswer, MeasuredIndex, MeasuredRecord, MeasuredSearch } from './bench-search.ts';
