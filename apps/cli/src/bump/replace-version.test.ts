import { MANIFEST_FILE, parseManifest } from '@national-forge/manifest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { folderWithAlgorithm } from '../testing/folders.ts';
import { replaceVersion } from './replace-version.ts';

describe('another version in a manifest', () => {
  it.each([
    ['version: 1.2.0 # of the law of 2024\nname: a/b\n', 'version: 2.0.0 # of the law of 2024\nname: a/b\n'],
    ["name: a/b\r\nversion:   '1.2.0'\r\n", "name: a/b\r\nversion:   '2.0.0'\r\n"],
    ['{ "name": "a/b", "version": "1.2.0", "x": "1.2.0" }', '{ "name": "a/b", "version": "2.0.0", "x": "1.2.0" }'],
    ['runtime: { version: 3.0.0 }\n"version":\n  1.2.0\n', 'runtime: { version: 3.0.0 }\n"version":\n  2.0.0\n'],
    ['x: &v 1.2.0\nversion: *v\n', 'x: &v 1.2.0\nversion: 2.0.0\n'],
    ['# version: 0\nx: &v 1\nversion: &w 1.2.0\ny: *w\n', '# version: 0\nx: &v 1\nversion: &w 2.0.0\ny: *w\n'],
    ['\ufeffversion: 1.2.0-rc.1', '\ufeffversion: 2.0.0'],
  ])('replaces that scalar alone: %j', (source, expected) => {
    expect(replaceVersion(source, '2.0.0')).toBe(expected);
  });

  it('is not put where there is none', () => {
    expect(replaceVersion('runtime: { version: 1.0.0 }', '2.0.0')).toBeUndefined();
    expect(replaceVersion('- version: 1.0.0', '2.0.0')).toBeUndefined();
    expect(replaceVersion('version:', '2.0.0')).toBeUndefined();
  });

  it('is what the manifest that init writes then says, and nothing else differs', async () => {
    const source = readFileSync(join(await folderWithAlgorithm(), 'rule', MANIFEST_FILE), 'utf8');

    const replaced = replaceVersion(source, '4.5.6') ?? '';
    const [before, after] = [source, replaced].map((text) => parseManifest(Buffer.from(text)));

    expect(after).toMatchObject({ ok: true, manifest: { version: '4.5.6' } });
    expect({ ...(after as { manifest: object }).manifest, version: '' }).toEqual({
      ...(before as { manifest: object }).manifest,
      version: '',
    });
    expect(replaced.replace('4.5.6', '0.1.0')).toBe(source);
  });
});
