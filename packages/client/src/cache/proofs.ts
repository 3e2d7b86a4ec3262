import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { fileFailure, isAbsent } from '../files/file-failure.ts';
import { shortHash } from '../trust/trust-folder.ts';
import type { Cache } from './cache.ts';
import { readCached, writeCached } from './kept-file.ts';

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
