import { Readable } from 'node:stream';

import { ProblemError } from '@national-forge/api';

import type { BlobHandle, Blobs, Log } from '../ports.ts';
import { sha256 } from './sqlite/sha256.ts';

/** Lets detail blobs and envelopes of the log be read as published blobs: whoever checks a leaf asks for them by digest. */
export function withDetails(blobs: Blobs, log: Pick<Log, 'detail'>): Blobs {
  return {
    ...blobs,
    async findPublished(digest) {
      const found = await blobs.findPublished(digest);
      if (found !== undefined) return found;
      const bytes = await log.detail(digest);
      return bytes && handleOf(digest, bytes);
    },
  };
}

function handleOf(digest: string, bytes: Uint8Array): BlobHandle {
  return {
    digest,
    size: bytes.length,
    read({ start, end } = { start: 0, end: bytes.length }) {
      if (sha256(bytes) !== digest) throw new ProblemError('blob-damaged', { digest });
      return Readable.from(
        [bytes.subarray(start, end)].filter((part) => part.length > 0),
        { objectMode: false },
      );
    },
  };
}
