import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { fileFailure, isAbsent } from '../files/file-failure.ts';
import { shortHash } from '../trust/trust-folder.ts';
import type { Cache } from './cache.ts';

/** Names the proof of a release in the tree of one size of one log. */
export interface ProofName {
  readonly origin: string;
  /** `agency/name`; parsed, so it holds no path. */
  readonly name: string;
  readonly version: string;
  readonly size: number;
}

/** Reads a proof file from the cache; undefined when it is not there. Nothing in it is believed. */
export function readProof(cache: Cache, proof: ProofName): Promise<Buffer | undefined> {
  return readCached(proofPath(cache, proof));
}

/** Keeps a proof file in the cache. */
export function writeProof(cache: Cache, proof: ProofName, bytes: Uint8Array): Promise<void> {
  return writeCached(proofPath(cache, proof), bytes);
}

/** Lists the tree sizes for which the cache holds a proof of a release, largest first. */
export async function listProofSizes(cache: Cache, proof: Omit<ProofName, 'size'>): Promise<readonly number[]> {
  const folder = dirname(proofPath(cache, { ...proof, size: 0 }));
  const names = await readdir(folder).catch((error: unknown) => (isAbsent(error) ? [] : fileFailure(folder)(error)));
  const sizes = names.flatMap((name) => {
    const digits = /^([1-9]\d{0,15})\.tlog-proof$/.exec(name)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  return sizes.toSorted((a, b) => b - a);
}

/** Names a state of an agency, up to which its history is kept. */
export interface HistoryName {
  readonly origin: string;
  readonly agency: string;
  /** Digest of the state. */
  readonly state: string;
}

/** Reads the history of an agency up to a state; undefined when it is not there. Nothing in it is believed. */
export async function readHistory(cache: Cache, history: HistoryName): Promise<string | undefined> {
  return (await readCached(historyPath(cache, history)))?.toString('utf8');
}

/** Keeps the history of an agency up to a state. */
export function writeHistory(cache: Cache, history: HistoryName, text: string): Promise<void> {
  return writeCached(historyPath(cache, history), Buffer.from(text));
}

/** Names the proof of a transfer in the tree of one size of one log. */
export type TransferName = Pick<ProofName, 'origin' | 'size'> & {
  /** Index of the leaf. */
  readonly index: number;
};

/** Reads the proof of a transfer; undefined when it is not there. Nothing in it is believed. */
export async function readTransfer(cache: Cache, transfer: TransferName): Promise<string | undefined> {
  return (await readCached(transferPath(cache, transfer)))?.toString('utf8');
}

/** Keeps the proof of a transfer. */
export function writeTransfer(cache: Cache, transfer: TransferName, text: string): Promise<void> {
  return writeCached(transferPath(cache, transfer), Buffer.from(text));
}

/** Use is noted this often, which is often enough for a cache that is cleared by days. */
const NOTED_MS = 3_600_000;

function proofPath(cache: Cache, { origin, name, version, size }: ProofName): string {
  return join(cache.folder, 'proofs', shortHash(origin), `${name}@${version}`, `${size}.tlog-proof`);
}

function historyPath(cache: Cache, { origin, agency, state }: HistoryName): string {
  const hex = state.slice('sha256:'.length);
  return join(cache.folder, 'proofs', shortHash(origin), agency, '.keys', `${hex}.json`);
}

function transferPath(cache: Cache, { origin, index, size }: TransferName): string {
  return join(cache.folder, 'proofs', shortHash(origin), '.moves', String(index), `${size}.json`);
}

async function readCached(path: string): Promise<Buffer | undefined> {
  const file = await open(path).catch((error: unknown) => (isAbsent(error) ? undefined : fileFailure(path)(error)));
  if (file === undefined) return undefined;
  try {
    const { mtimeMs } = await file.stat();
    const now = new Date();
    // A read-only cache works too; it only forgets what was used.
    if (now.getTime() - mtimeMs > NOTED_MS) await file.utimes(now, now).catch(() => undefined);
    return await file.readFile();
  } catch (error) {
    return fileFailure(path)(error);
  } finally {
    await file.close();
  }
}

/** It takes its place by a rename; a torn one after a power cut proves nothing and is fetched again. */
async function writeCached(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch(fileFailure(dirname(path)));
  try {
    await writeFile(fresh, bytes);
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    fileFailure(path)(error);
  }
}
