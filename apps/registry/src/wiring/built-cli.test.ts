import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { findBuiltCli } from './built-cli.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'built-cli-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('findBuiltCli', () => {
  it('takes the highest version, by SemVer and not by name', () => {
    for (const name of ['nforge-0.9.0.tgz', 'nforge-0.10.0.tgz', 'nforge-0.10.0-rc.1.tgz', 'main.js']) {
      writeFileSync(join(folder, name), '');
    }

    expect(findBuiltCli([folder])).toBe(join(folder, 'nforge-0.10.0.tgz'));
  });

  it('finds nothing where no build lies, and does not fail', () => {
    expect(findBuiltCli([folder, join(folder, 'absent')])).toBeUndefined();
  });
});
