import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { describeThirdParty } from './third-party.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Writes an installed package, with other files beside its package.json. */
function installed(json: object, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'third-party-'));
  folders.push(folder);
  for (const [path, text] of Object.entries({ 'package.json': JSON.stringify(json), ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const mit = { version: '1.0.0', license: 'MIT' };
const count = (text: string, part: string): number => text.split(part).length - 1;

describe('describeThirdParty', () => {
  it('names each package with version, licence and author, by name', () => {
    const b = installed({ name: 'b', ...mit, author: { name: 'Bela' } }, { LICENSE: 'text of b' });
    const a = installed(
      { name: '@x/a', ...mit, author: 'Ana <ana@example.org> (https://example.org)' },
      { LICENSE: 'text of a' },
    );

    const notice = describeThirdParty([b, a]);

    expect(notice).toContain('@x/a 1.0.0: MIT, by Ana\nb 1.0.0: MIT, by Bela\n');
  });

  it('holds a text that several packages share once, with the names of all', () => {
    const a = installed({ name: 'a', ...mit }, { LICENSE: 'MIT License\nCopyright X\n' });
    const b = installed({ name: 'b', ...mit }, { 'license.md': 'MIT License\r\nCopyright X' });

    const notice = describeThirdParty([a, b]);

    expect(count(notice, 'Copyright X')).toBe(1);
    expect(notice).toContain('a 1.0.0\nb 1.0.0\n\nMIT License\nCopyright X\n');
  });

  it('holds every text of a package, those of others within it and its notice, but not those of its dependencies', () => {
    const files = {
      'LICENSE-MIT': 'one',
      'LICENCE.BSD': 'two',
      NOTICE: 'three',
      'lib/inner/COPYING': 'four',
      'node_modules/other/LICENSE': 'five',
    };

    const notice = describeThirdParty([installed({ name: 'a', ...mit }, files)]);

    expect(['one', 'two', 'three', 'four', 'five'].map((text) => count(notice, `\n${text}\n`))).toEqual([
      1, 1, 1, 1, 0,
    ]);
  });

  it('leads to the text of a licence where the package brings none', () => {
    const notice = describeThirdParty([installed({ name: 'a', version: '2.0.0', license: 'CC0-1.0', author: 'Ana' })]);
    expect(notice).toContain('a 2.0.0: CC0-1.0, https://spdx.org/licenses/CC0-1.0.html, by Ana\n');
  });

  it('refuses a package without a licence', () => {
    expect(() => describeThirdParty([installed({ name: 'a', version: '1.0.0' })])).toThrow('a 1.0.0');
  });
});
