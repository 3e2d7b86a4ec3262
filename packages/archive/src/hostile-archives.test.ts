import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { inspect } from './inspect.ts';
import { sourceOf } from './testing/raw-tar.ts';
import { ATTACKS, expectations, fileOf } from './testing/hostile-archives.ts';
import { unpack } from './unpack.ts';

const folder = join(import.meta.dirname, '../testdata/hostile');
const bytes = (name: string) => readFileSync(join(folder, name));

describe('The files in testdata/hostile', () => {
  it('are those that the generator makes, none more', () => {
    expect(readdirSync(folder).sort()).toEqual([...ATTACKS.map(fileOf), 'expected.json'].sort());
    expect(bytes('expected.json').toString()).toBe(expectations());
  });

  it('have names of their own', () => {
    expect(new Set(ATTACKS.map(fileOf)).size).toBe(ATTACKS.length);
  });

  it.each(ATTACKS.map((attack) => [fileOf(attack), attack] as const))(
    '%s has the bytes of the generator',
    (file, attack) => {
      // The compressed form of a tar depends on the library, the tar does not.
      const stored = attack.bytes === undefined ? gunzipSync(bytes(file)) : bytes(file);

      expect(stored.equals(attack.bytes ?? attack.tar!)).toBe(true);
    },
  );
});

describe('A hostile archive', () => {
  let sandbox: string;
  beforeAll(() => {
    sandbox = mkdtempSync(join(tmpdir(), 'hostile-'));
    writeFileSync(join(sandbox, 'sentinel'), 'untouched');
  });
  afterAll(() => rmSync(sandbox, { recursive: true }));

  describe.each(ATTACKS)('$name ($hope)', (attack) => {
    const options = () => ({ limits: attack.limits, signal: AbortSignal.timeout(20_000), durable: false });

    // One byte at a time, a prime, and all at once: every state of the readers is cut through.
    it.each([1, 509, 1 << 20])(`ends with ${attack.code} when read in pieces of %i bytes`, async (piece) => {
      const source = bytes(fileOf(attack));

      await expect(inspect(sourceOf(source, piece), options())).rejects.toMatchObject({
        name: 'ArchiveError',
        code: attack.code,
      });
    });

    it('leaves nothing behind when unpacked', async () => {
      const target = join(sandbox, 'target');

      await expect(unpack(sourceOf(bytes(fileOf(attack))), target, options())).rejects.toMatchObject({
        code: attack.code,
      });
      expect(readdirSync(sandbox)).toEqual(['sentinel']);
      expect(readFileSync(join(sandbox, 'sentinel'), 'utf8')).toBe('untouched');
    });
  });
});
