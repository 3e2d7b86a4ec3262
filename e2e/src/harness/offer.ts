import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { digestOf, pack, releaseDigest, type Packed } from '@national-forge/archive';
import type { ReleaseOffer } from '@national-forge/client';
import {
  formatStatement,
  signEnvelope,
  STATEMENT_PAYLOAD_TYPE,
  type Envelope,
  type Signer,
} from '@national-forge/transparency';

import { writeRelease, type ReleaseOptions } from './release-folder.ts';
import type { Workshop } from './workshop.ts';

/** Is a packed release whose bytes the test keeps, to compare them with what is served. */
export interface Offer extends ReleaseOffer {
  readonly bytes: Buffer;
}

/** Packs a small release for the SDK and signs it with the key of its agency. */
export async function packOffer(workshop: Workshop, options: ReleaseOptions, signer: Signer): Promise<Offer> {
  const folder = writeRelease(workshop.folder('release'), options);
  const packed = await pack(folder);
  const bytes = Buffer.concat((await packed.open('zstd').toArray()) as Buffer[]);
  const { name, version } = options;
  const archive = {
    digest: digestOf(bytes),
    size: bytes.length,
    open: (start: number, end: number) => Readable.from([bytes.subarray(start, end)], { objectMode: false }),
  };
  const envelope = signStatement({ folder, packed, name, version }, signer);
  return { name, version, releaseDigest: packed.releaseDigest, archive, envelope, bytes };
}

interface Signed {
  readonly folder: string;
  readonly packed: Packed;
  readonly name: string;
  readonly version: string;
}

/** Signs without the checks of a publish, which would cost more than all the rest: the registry makes them anyway. */
function signStatement({ folder, packed, name, version }: Signed, signer: Signer): Envelope {
  const digestIn = (part: string) => {
    const files = packed.files.filter(({ path }) => path.startsWith(part));
    return files.length === 0 ? null : releaseDigest(files);
  };
  const payload = formatStatement({
    name,
    version,
    release: packed.releaseDigest,
    manifest: digestOf(readFileSync(join(folder, 'algorithm.yaml'))),
    contract: digestIn('contract/'),
    vectors: digestIn('vectors/'),
  });
  return signEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload }, [signer]);
}

/** Gives the sha256 of bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
