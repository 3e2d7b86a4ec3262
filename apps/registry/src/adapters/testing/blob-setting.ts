import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { afterEach, beforeEach } from 'vitest';

import type { Store } from '../open-store.ts';
import type { Bed } from './bed.ts';
import { createAgencies } from './keys.ts';
import { digestOf, publish } from './sample.ts';

/** Is a mebibyte. */
export const MIB = 1024 * 1024;

/** Gives bytes that no compression shortens and no two places share. */
export function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let index = 0, state = 1; index < length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

/** Is the part of bytes that one upload sends; all of them unless said otherwise. */
export interface UploadPart {
  readonly offset?: number;
  readonly body?: Buffer | Readable;
  readonly complete?: boolean;
  readonly token?: string;
}

/** Makes a new store with bounds of 3 MiB a blob and 4 MiB a token before each test and clears it after. */
export function useBlobs(makeBed: () => Bed) {
  const open = {} as { bed: Bed; store: Store };
  beforeEach(async () => {
    open.bed = makeBed();
    open.store = await open.bed.open({ limits: { blobBytes: 3 * MIB, quotaBytes: 4 * MIB } });
    await createAgencies(open.store, 'impots');
  });
  afterEach(() => open.bed.clear());
  return {
    get bed() {
      return open.bed;
    },
    get store() {
      return open.store;
    },
    path: (digest: string) => join(open.bed.dataDir, 'blobs', digest.slice(7, 9), digest.slice(7)),
    write(bytes: Buffer, part: UploadPart) {
      const { offset = 0, body = bytes.subarray(offset), complete = true, token = 'token-1' } = part;
      const stream = body instanceof Readable ? body : Readable.from([body], { objectMode: false });
      return open.store.blobs.write({ digest: digestOf(bytes), tokenId: token, body: stream, offset, complete });
    },
    publishBytes: (archive: Buffer, version = '1.0.0') => publish(open.store, { version, archive }),
  };
}

/** Flips a bit of a file. */
export function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
  writeFileSync(file, bytes);
}

const stem = (dataDir: string, bytes: Buffer): string =>
  join(dataDir, 'uploads', `${digestOf('token-1').slice(7, 31)}-${digestOf(bytes).slice(7)}`);

/** Gives the file of an unfinished upload of `token-1`. */
export const partFile = (dataDir: string, bytes: Buffer): string => `${stem(dataDir, bytes)}.part`;

/** Gives the lock of an upload of `token-1`. */
export const lockFile = (dataDir: string, bytes: Buffer): string => `${stem(dataDir, bytes)}.lock`;
