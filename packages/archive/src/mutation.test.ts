import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { extract } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ArchiveError } from './archive-error.ts';
import { digestOf } from './digest.ts';
import type { FileEntry } from './digest.ts';
import { inspect } from './inspect.ts';
import type { Inspection } from './inspect.ts';
import { GNU, gzip, rawEntry, rawPax, rawTar, sourceOf, zstd } from './testing/raw-tar.ts';
import { scaled } from './testing/scratch.ts';
import { unpack } from './unpack.ts';

const tar = rawTar(
  rawEntry({ name: 'data/', type: '5' }),
  rawEntry({ name: 'algorithm.yaml', content: 'name: example\n' }),
  rawPax({ path: 'data/قانون.json', mtime: '1.5' }),
  rawEntry({ name: 'data/x.json', content: '{"rate":0.2}'.repeat(60) }),
  rawEntry({ name: '././@LongLink', type: 'L', magic: GNU, content: `data/${'b'.repeat(110)}\0` }),
  rawEntry({ name: 'data/b', magic: GNU, content: 'long' }),
  rawEntry({ prefix: 'deep/er', name: 'file.txt', content: Buffer.alloc(700, 'z') }),
);

/** A small generator with a seed, so that a failure can be repeated (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Bytes that mean something in tar, likelier to lead astray than others. */
const TELLING = [...Buffer.from('\0/.\\:0123567xgLKS\u007f -')].concat(0x80, 0xff);

function mutate(bytes: Buffer, random: (below: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  const at = random(copy.length);
  switch (random(6)) {
    case 0:
      copy.fill(random(256), at, at + 1);
      return copy;
    case 1:
      copy.fill(TELLING[random(TELLING.length)] ?? 0, at, Math.min(copy.length, at + 1 + random(8)));
      return copy;
    case 2:
      return copy.subarray(0, at);
    case 3:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + 1 + random(600))]);
    case 4:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(random(copy.length)), copy.subarray(at)]);
    default:
      return copyBlock(copy, random);
  }
}

/** Copies one block over another: headers in wrong places. */
function copyBlock(bytes: Buffer, random: (below: number) => number): Buffer {
  const blocks = Math.max(1, Math.floor(bytes.length / 512));
  bytes.copy(bytes, 512 * random(blocks), 512 * random(blocks), 512 * (random(blocks) + 1));
  return bytes;
}

/** Makes the checksums of all headers right again: without it hardly a mutation would get past them. */
function mendChecksums(bytes: Buffer): Buffer {
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    const block = bytes.subarray(at, at + 512);
    if (block.toString('latin1', 257, 262) !== 'ustar') continue;
    block.fill(0x20, 148, 156);
    const sum = block.reduce((all, byte) => all + byte, 0);
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  }
  return bytes;
}

describe('A mutated archive', () => {
  let sandbox: string;
  beforeAll(() => {
    sandbox = mkdtempSync(join(tmpdir(), 'mutation-'));
    mkdirSync(join(sandbox, 'room'));
    writeFileSync(join(sandbox, 'sentinel'), 'untouched');
  });
  afterAll(() => rmSync(sandbox, { recursive: true }));

  const count = scaled(300, 10_000);
  const kinds = {
    'in the tar': (random: (below: number) => number) => gzip(mutate(tar, random)),
    'in the tar, with mended checksums': (random: (below: number) => number) =>
      zstd(mendChecksums(mutate(tar, random))),
    'in the zstd bytes': (random: (below: number) => number) => mutate(zstd(tar), random),
    'in the gzip bytes': (random: (below: number) => number) => mutate(gzip(tar), random),
  };

  it.each(Object.entries(kinds))(
    `%s never escapes, hangs or crashes (${count} mutations)`,
    { timeout: 300_000 },
    async (_, make) => {
      const random = randomFrom(20_261_123);
      let accepted = 0;
      for (let round = 0; round < count; round++) {
        const archive = make(random);
        const inspection = await attempt(archive);

        expect(readdirSync(sandbox).sort(), `round ${round}`).toEqual(['room', 'sentinel']);
        expect(readdirSync(join(sandbox, 'room'))).toEqual(inspection === undefined ? [] : ['out']);
        if (inspection === undefined) continue;
        accepted += 1;
        expect(filesUnder(join(sandbox, 'room/out')), `round ${round}`).toEqual(byPath(inspection.files));
        rmSync(join(sandbox, 'room/out'), { recursive: true });
      }

      expect(readFileSync(join(sandbox, 'sentinel'), 'utf8')).toBe('untouched');
      expect(accepted).toBeLessThan(count);
    },
  );

  async function attempt(archive: Buffer): Promise<Inspection | undefined> {
    // Never met: it only turns a hang into a failure with another error.
    const signal = AbortSignal.timeout(60_000);
    const limits = { unpackedBytes: 1_000_000, fileBytes: 100_000 };
    try {
      return await unpack(sourceOf(archive), join(sandbox, 'room/out'), { signal, limits, durable: false });
    } catch (error) {
      expect(error).toBeInstanceOf(ArchiveError);
      return undefined;
    }
  }
});

describe('A mutated tar that is accepted', () => {
  it('is read alike by another implementation', { timeout: 300_000 }, async () => {
    const random = randomFrom(42);
    let compared = 0;
    for (let round = 0; round < scaled(500, 10_000); round++) {
      const mutated = mendChecksums(mutate(tar, random));
      const ours = await readByUs(mutated);
      if (ours === undefined) continue;
      compared += 1;

      expect(await readByTarStream(mutated), `round ${round}`).toEqual(ours);
    }

    expect(compared).toBeGreaterThan(20);
  });

  async function readByUs(bytes: Buffer): Promise<FileEntry[] | undefined> {
    try {
      return [...(await inspect(sourceOf(gzip(bytes)))).files];
    } catch (error) {
      expect(error).toBeInstanceOf(ArchiveError);
      return undefined;
    }
  }

  async function readByTarStream(bytes: Buffer): Promise<FileEntry[]> {
    const reader = extract();
    const found: FileEntry[] = [];
    reader.end(bytes);
    for await (const entry of reader) {
      const content: Buffer[] = [];
      for await (const piece of entry) content.push(piece as Buffer);
      if (entry.header.type !== 'file') continue;
      found.push(entryOf(entry.header.name.replace(/^\.\//, ''), Buffer.concat(content)));
    }
    return found;
  }
});

function entryOf(path: string, content: Buffer): FileEntry {
  return { path, size: content.length, sha256: digestOf(content).slice('sha256:'.length) };
}

function filesUnder(folder: string): FileEntry[] {
  const paths = readdirSync(folder, { recursive: true }).map(String);
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return byPath(files.map((path) => entryOf(path.replaceAll('\\', '/'), readFileSync(join(folder, path)))));
}

function byPath(files: readonly FileEntry[]): FileEntry[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
