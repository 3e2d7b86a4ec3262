import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

import { arbitraryManifest } from './arbitrary-manifest.ts';
import { formatManifest } from './format.ts';
import { parseManifest } from './parse.ts';
import { manifestSchema } from './schema.ts';

const numRuns = process.env['NFORGE_TEST_SCALE'] === 'full' ? 5_000 : 200;

// The full counts take minutes on a slow machine.
vi.setConfig({ testTimeout: 600_000 });

describe('formatManifest', () => {
  it('writes what parseManifest reads back as the same manifest', () => {
    fc.assert(
      fc.property(arbitraryManifest, (manifest) => {
        const result = parseManifest(formatManifest(manifest));

        expect(result.problems).toEqual([]);
        expect(result).toEqual({ ok: true, manifest, problems: [] });
      }),
      { numRuns },
    );
  });

  it('writes the same text again from what was read', () => {
    fc.assert(
      fc.property(arbitraryManifest, (manifest) => {
        const text = formatManifest(manifest);
        const again = parseManifest(text);

        expect(again.ok && formatManifest(again.manifest)).toBe(text);
      }),
      { numRuns: numRuns / 4 },
    );
  });

  it('writes a value twice that the caller gave twice', () => {
    const [manifest] = fc.sample(arbitraryManifest, { numRuns: 1, seed: 7 });
    const twice = { ...manifest!, title: { fr: 'Salutation' } };

    const text = formatManifest({ ...twice, summary: twice.title });

    expect(text).not.toMatch(/[&*]a1/);
    expect(parseManifest(text).problems).toEqual([]);
  });

  it('writes the members in the order of the specification, after a comment for editors', () => {
    const [manifest] = fc.sample(arbitraryManifest, { numRuns: 1, seed: 7 });
    const reversed = Object.fromEntries(Object.entries(manifest!).reverse()) as typeof manifest;

    const lines = formatManifest(reversed!, { schema: 'https://forge.example/algorithm-1.json' }).split('\n');
    const keys = lines.flatMap((line) => /^([a-zA-Z]+):/.exec(line)?.[1] ?? []);

    expect(lines[0]).toBe('# yaml-language-server: $schema=https://forge.example/algorithm-1.json');
    expect(keys).toEqual(Object.keys(manifestSchema.shape).filter((key) => key in manifest!));
  });
});
