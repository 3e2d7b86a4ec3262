import { createHash } from 'node:crypto';

import { parseManifest, type Manifest } from '@national-forge/manifest';
import { describe, expect, it } from 'vitest';

import type { ReleaseFiles } from '../release-files.ts';
import { GOOD, manifestWith, type Files } from '../testing/release.ts';
import { contentOf } from './content-of.ts';
import { programOf } from './program-of.ts';

const bytesOf = (content: string | Uint8Array) => Buffer.from(content);

function release(files: Files): { readonly release: ReleaseFiles; readonly manifest: Manifest } {
  const parsed = parseManifest(bytesOf(files['algorithm.yaml'] ?? ''));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const entries = Object.entries(files).map(([path, content]) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { path, size: bytesOf(content).length, sha256 };
  });
  const read = (path: string) => Promise.resolve(files[path] === undefined ? undefined : bytesOf(files[path]));
  return { release: { files: entries, read, findSecrets: () => Promise.resolve([]) }, manifest: parsed.manifest };
}

const vectors = (...list: readonly object[]) => ({ 'vectors/basic.json': JSON.stringify(list) });

describe('contentOf', () => {
  it('reads schemas, vectors and digests', async () => {
    const { release: files, manifest } = release(GOOD);

    const content = await contentOf(files, manifest);

    expect(content.manifest).toBe(manifest);
    expect(content.schemas?.output).toEqual(JSON.parse(String(GOOD['schemas/output.json'])));
    expect(content.vectors).toEqual([{ name: 'five digits', input: { account: '12345' }, output: { key: 7 } }]);
    expect(content.files?.map(({ path }) => path)).toEqual(Object.keys(GOOD));
    expect(content.files?.[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps of a vector what it promises: tolerance and what it supersedes, not where it comes from', async () => {
    const vector = { name: 'a', input: {}, output: { key: 1 }, tolerance: { abs: 0.1 } };
    const supersedes = { version: '1.0.0', name: 'b', reason: { fr: 'Mal lu.' } };
    const source = { title: 'Bulletin officiel' };
    const { release: files, manifest } = release({ ...GOOD, ...vectors({ ...vector, supersedes, source }) });

    expect((await contentOf(files, manifest)).vectors).toEqual([{ ...vector, supersedes }]);
  });

  it('finds no contract where nothing is run', async () => {
    const none = manifestWith(
      'runtime: { engine: javascript, entry: main.js, data: [data/banks.json] }',
      'runtime: { engine: none }',
    );
    const text = String(none['algorithm.yaml']).replace(/^(?:contract|vectors):.*\n/gm, '');
    const { release: files, manifest } = release({ 'algorithm.yaml': text });

    expect(await contentOf(files, manifest)).toMatchObject({ schemas: null, vectors: [] });
    expect(await programOf({ release: files, manifest })).toBeUndefined();
  });
});

describe('programOf', () => {
  it('puts together what is run', async () => {
    const dependency = await programOf(release(GOOD));

    const program = await programOf({ ...release(GOOD), dependencies: { 'finances/iban': dependency! } });

    expect(program).toMatchObject({
      name: 'finances/rib-key',
      version: '1.0.0',
      engine: 'javascript',
      entry: { path: 'main.js' },
      data: { 'data/banks.json': { banks: ['007', '011'] } },
      schemas: { output: { required: ['key'] } },
      inputMode: 'strict',
      dependencies: { 'finances/iban': dependency },
    });
    expect(Buffer.from(program?.entry.bytes ?? []).toString()).toBe(GOOD['main.js']);
  });

  it('puts nothing together where a file is not at hand', async () => {
    const { 'data/banks.json': _, ...rest } = GOOD;

    expect(await programOf(release(rest))).toBeUndefined();
  });
});
