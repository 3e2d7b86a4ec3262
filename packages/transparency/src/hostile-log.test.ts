import { describe, expect, it } from 'vitest';

import { openCheckpoint } from './checkpoint/checkpoint.ts';
import { openTlogProof, parseTlogProof } from './checkpoint/tlog-proof.ts';
import { TransparencyError } from './error.ts';
import { hashLeaf } from './merkle/hash.ts';
import { openNote } from './notes/sign-note.ts';
import { readExpectations } from './testing/expectation.ts';
import type { Expectation } from './testing/expectation.ts';
import { fixedVerifier } from './testing/fixed-log.ts';
import { leafOf } from './testing/memory-log.ts';
import { parseEntryBundle } from './tiles/entry-bundle.ts';
import { parseHashTile } from './tiles/hash-tile.ts';
import { parseTilePath } from './tiles/tile-path.ts';

const verifier = fixedVerifier();

const READERS: Readonly<Record<string, (file: Expectation) => unknown>> = {
  notes: ({ bytes }) => openNote(bytes, [verifier]),
  checkpoints: ({ bytes }) => openCheckpoint(bytes, verifier),
  proofs: ({ bytes }) => openTlogProof(parseTlogProof(bytes), { leafHash: hashLeaf(leafOf(5)), verifier }),
  tiles: ({ name, bytes }) => {
    if (name.startsWith('path-')) return parseTilePath(Buffer.from(bytes).toString());
    return name.startsWith('bundle-') ? parseEntryBundle(bytes) : parseHashTile(bytes);
  },
};

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'ok';
  } catch (error) {
    return error instanceof TransparencyError ? error.code : String(error);
  }
}

describe.each(Object.entries(READERS))('Of the files in testdata/%s', (folder, reader) => {
  const files = readExpectations(folder);

  it('some are good and many are hostile', () => {
    expect(files.filter(({ code }) => code === 'ok').length).toBeGreaterThan(1);
    expect(files.filter(({ code }) => code !== 'ok').length).toBeGreaterThan(30);
  });

  it.each(files.map((file) => [file.name, file.code, file] as const))('%s gives %s', (_name, code, file) => {
    expect(codeOf(() => reader(file))).toBe(code);
  });
});

describe('A good note, cut at any byte or with any byte changed', () => {
  const note = readExpectations('notes').find(({ name }) => name === 'valid')!.bytes;
  const codes = ['note-malformed', 'note-signature-invalid', 'note-unsigned'];

  it('is refused with a code, never with another error', () => {
    for (let at = 0; at < note.length; at += 1) {
      expect(codes).toContain(codeOf(() => openNote(note.slice(0, at), [verifier])));
      for (const bit of [1, 4, 32, 128]) {
        const changed = note.with(at, note[at]! ^ bit);
        expect(codes, `byte ${at}, bit ${bit}`).toContain(codeOf(() => openNote(changed, [verifier])));
      }
    }
  });
});

describe('A good proof, cut at any byte or with any byte changed', () => {
  const proof = readExpectations('proofs').find(({ name }) => name === 'valid')!.bytes;
  const read = (bytes: Uint8Array) => READERS['proofs']!({ name: '', code: '', bytes });

  it('is refused with a code, never with another error', () => {
    for (let at = 0; at < proof.length; at += 1) {
      for (const changed of [proof.slice(0, at), proof.with(at, proof[at]! ^ 1), proof.with(at, proof[at]! ^ 64)]) {
        expect(
          codeOf(() => read(changed)),
          `byte ${at}`,
        ).toMatch(
          /^(?:proof|note|checkpoint)-malformed|note-signature-invalid|note-unsigned|inclusion-invalid|tree-range$/,
        );
      }
    }
  });
});
