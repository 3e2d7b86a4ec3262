import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { folderWith, folderWithAlgorithm, INIT_OPTIONS } from '../testing/folders.ts';

const spoil = (file: string, from: string, to: string) =>
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));

describe('nforge validate', () => {
  it('finds no error in what init writes, and names the texts that only the author can write', async () => {
    const cwd = await folderWithAlgorithm();

    const { exit, stdout, stderr } = await call(['validate', 'rule'], { cwd });

    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /^rule\/algorithm\.yaml:\d+:\d+: warning: This text still is the one that nforge init wrote\./,
    );
    expect(stderr).toMatch(/^rule: may be published \(eau\/besoin@0\.1\.0\); \d+ warnings\.\n$/);
  });

  it('tells all problems of all folders at once, each with place and remedy, and ends with 5', async () => {
    const cwd = await folderWithAlgorithm();
    await call(['init', 'other', ...INIT_OPTIONS], { cwd });
    spoil(join(cwd, 'rule/algorithm.yaml'), 'kind: transform', 'kind: transfrom\nlicence: MIT');
    spoil(join(cwd, 'other/vectors/examples.json'), '"value": 12', '"value": "twelve"');
    writeFileSync(join(cwd, 'other/index.js'), 'import fs from "node:fs";\nexport default () => ({ result: 1 });\n');

    const { exit, stdout, stderr } = await call(['validate', 'rule', 'other'], { cwd, locale: 'fr' });

    expect(exit).toBe(5);
    expect(stdout).toMatch(/^rule\/algorithm\.yaml:\d+:\d+: .*transfrom/m);
    expect(stdout).toMatch(/^rule\/algorithm\.yaml:\d+:1: .*licence/m);
    expect(stdout).toMatch(/^other\/vectors\/examples\.json:\d+:\d+: /m);
    expect(stdout).toMatch(/^other\/index\.js:1:\d+: /m);
    expect(stderr).toMatch(/^rule : 2 erreurs/);
  });

  it('prints everything as JSON, in English whatever the language', async () => {
    const cwd = await folderWithAlgorithm();
    spoil(join(cwd, 'rule/algorithm.yaml'), 'region: MA-09', 'region: MA-99');

    const { exit, stdout, stderr } = await call(['validate', 'rule', '--json'], { cwd, locale: 'ar' });

    expect({ exit, stderr }).toEqual({ exit: 5, stderr: '' });
    const document = JSON.parse(stdout) as {
      ok: boolean;
      folders: { findings: { where: string; message: string }[] }[];
    };
    expect(document.ok).toBe(false);
    expect(document.folders[0]?.findings[0]?.where).toMatch(/^rule\/algorithm\.yaml:\d+:\d+$/);
    expect(document.folders[0]?.findings[0]?.message).toMatch(/^[\x20-\x7e“”…]+$/);
  });

  it('tells what no archive may hold like any other finding', async () => {
    const cwd = await folderWithAlgorithm();
    symlinkSync('/etc/passwd', join(cwd, 'rule/passwd'));

    const { exit, stdout } = await call(['validate', 'rule'], { cwd });

    expect(exit).toBe(5);
    expect(stdout).toBe(
      'rule: passwd: Links are not published.\n  Remove it, or leave it out with a line in .forgeignore.\n',
    );
  });

  it('finds a secret with its line', async () => {
    const cwd = await folderWithAlgorithm();
    const key = ['-----BEGIN', 'RSA PRIVATE KEY-----'].join(' ');
    const end = ['-----END', 'RSA PRIVATE KEY-----'].join(' ');
    writeFileSync(join(cwd, 'rule/notes.txt'), `\n${key}\n${'MIIEowIBAAKCAQEA'.repeat(8)}\n${end}\n`);

    const { exit, stdout } = await call(['validate', 'rule'], { cwd });

    expect(exit).toBe(5);
    expect(stdout).toContain('rule/notes.txt:2');
  });

  it('ends with 6 for a folder that is not there or holds no algorithm', async () => {
    const missing = await call(['validate', 'nowhere'], { cwd: folderWith() });
    const empty = await call(['validate'], { cwd: folderWith({ 'notes.txt': 'x' }) });

    expect(missing).toMatchObject({ exit: 6, stderr: expect.stringContaining('There is no such folder.') as string });
    expect(empty).toMatchObject({ exit: 6, stderr: expect.stringContaining('nforge init') as string });
  });

  it('checks the working folder when none is named', async () => {
    const cwd = join(await folderWithAlgorithm(), 'rule');
    rmSync(join(cwd, 'README.md'));

    const { stdout } = await call(['validate'], { cwd });

    expect(stdout).toContain('README.md');
  });
});
