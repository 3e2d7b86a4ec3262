import { createHash, type Hash } from 'node:crypto';

/** Says how many bytes are checked together. */
export const CHUNK = 256 * 1024;

/** Is the digest of bytes, and that of each chunk of them. */
export interface ChunkedDigest {
  /** `sha256:…` of the whole. */
  readonly digest: string;
  readonly size: number;
  /** 32 bytes of SHA-256 for each {@link CHUNK}, one after the other. */
  readonly chunks: Buffer;
}

/** Hashes bytes as they pass. */
export interface ChunkedHash {
  update(bytes: Uint8Array): void;
  finish(): ChunkedDigest;
}

/**
 * Hashes the whole and each chunk, so that a range is later checked without reading the rest. Trusting the chunks is
 * sound because they are taken from the very bytes whose whole digest is compared with the announced one.
 */
export function createChunkedHash(): ChunkedHash {
  const whole = createHash('sha256');
  const chunks: Buffer[] = [];
  let chunk: Hash | undefined;
  let size = 0;
  const endChunk = (): void => {
    // The first chunk is a beginning of the whole: its digest costs a copy, not a second pass.
    chunks.push(chunks.length === 0 ? whole.copy().digest() : (chunk ?? createHash('sha256')).digest());
    chunk = createHash('sha256');
  };
  return {
    update(bytes) {
      for (let start = 0; start < bytes.length;) {
        const end = Math.min(bytes.length, start + CHUNK - (size % CHUNK));
        const part = bytes.subarray(start, end);
        whole.update(part);
        chunk?.update(part);
        size += part.length;
        start = end;
        if (size % CHUNK === 0) endChunk();
      }
    },
    finish() {
      if (size % CHUNK !== 0 || size === 0) endChunk();
      return { digest: `sha256:${whole.digest('hex')}`, size, chunks: Buffer.concat(chunks) };
    },
  };
}
