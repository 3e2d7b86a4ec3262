import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import { digestOf, pack } from '@national-forge/archive';
import type { ReleaseOffer } from '@national-forge/client';

import { writeRelease, type ReleaseOptions } from './release-folder.ts';
import type { Workshop } from './workshop.ts';

/** Is a packed release whose bytes the test keeps, to compare them with what is served. */
export interface Offer extends ReleaseOffer {
  readonly bytes: Buffer;
}

/** Packs a small release for the SDK. */
export async function packOffer(workshop: Workshop, options: ReleaseOptions): Promise<Offer> {
  const packed = await pack(writeRelease(workshop.folder('release'), options));
  const bytes = Buffer.concat((await packed.open('zstd').toArray()) as Buffer[]);
  const { name, version } = options;
  const archive = {
    digest: digestOf(bytes),
    size: bytes.length,
    open: (start: number, end: number) => Readable.from([bytes.subarray(start, end)], { objectMode: false }),
  };
  return { name, version, releaseDigest: packed.releaseDigest, archive, bytes };
}

/** Gives the sha256 of bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
