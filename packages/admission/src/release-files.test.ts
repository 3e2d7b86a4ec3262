import { afterAll, describe, expect, it } from 'vitest';

import { createReleaseReader, isNeeded, READ_LIMITS } from './release-files.ts';
import { openCheckWorker } from './worker/check-worker.ts';

const worker = openCheckWorker();
afterAll(() => worker.close());

describe('isNeeded', () => {
  it.each([
    ['algorithm.yaml', 1000, true],
    ['algorithm.yaml', 300_000, false],
    ['deep/algorithm.yaml', 1000, false],
    ['vectors/a.json', READ_LIMITS.fileBytes, true],
    ['vectors/a.json', READ_LIMITS.fileBytes + 1, false],
    ['main.mjs', 10, true],
    ['algorithm.wasm', READ_LIMITS.fileBytes, true],
    ['algorithm.wasm', READ_LIMITS.fileBytes + 1, false],
    ['algorithm.py', 10, true],
    ['model.bin', 10, false],
    ['README.md', 10, false],
  ])('%s of %d bytes: %s', (path, size, expected) => {
    expect(isNeeded(path, size)).toBe(expected);
  });
});

describe('createReleaseReader', () => {
  it('never keeps more than its bound, however many files an archive has', () => {
    const reader = createReleaseReader(worker);

    const kept = Array.from({ length: 100 }, (_, index) => reader.keep(`f${index}.json`, READ_LIMITS.fileBytes));

    expect(kept.filter(Boolean).length * READ_LIMITS.fileBytes).toBe(READ_LIMITS.totalBytes);
  });

  it('hands on what it found on the way', async () => {
    const reader = createReleaseReader(worker);
    const sink = reader.onEntry('a.txt', 100);
    await sink.write(Buffer.from(`x\nhttps://amina:${'pass'.repeat(4)}@example.org/`));
    await sink.end?.({ path: 'a.txt', size: 100, sha256: '0'.repeat(64) });

    const findings = await reader.release({ files: [], kept: new Map() }).findSecrets(worker);

    expect(findings).toMatchObject([{ code: 'secret-found', file: 'a.txt', line: 2 }]);
  });
});
