import { execFileSync } from 'node:child_process';
import { existsSync, rmdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pack } from './pack.ts';
import { inScratch, scaled, writeTree } from './testing/scratch.ts';

const TREE = [
  'a.tmp',
  'a.txt',
  'build/a.tmp',
  'build/x',
  'sub/a.tmp',
  'sub/build/x',
  'sub/build/a.tmp',
  'sub/deep/a.txt',
  'sub/deep/build/x',
];

async function packedWith(files: Readonly<Record<string, string>>): Promise<string[]> {
  return inScratch(async (folder) => {
    writeTree(folder, { ...Object.fromEntries(TREE.map((path) => [path, ''])), 'keep.md': '', ...files });
    const packed = await pack(folder);
    return packed.files.map(({ path }) => path);
  });
}

const without = (...left: string[]) => [...TREE, 'keep.md'].filter((path) => !left.includes(path)).sort();

describe('.forgeignore', () => {
  it.each([
    ['names', '*.tmp', without('a.tmp', 'build/a.tmp', 'sub/a.tmp', 'sub/build/a.tmp')],
    ['names tied to the root', '/a.tmp', without('a.tmp')],
    ['folders', 'build/', without('build/a.tmp', 'build/x', 'sub/build/x', 'sub/build/a.tmp', 'sub/deep/build/x')],
    ['exceptions', '*.tmp\n!sub/a.tmp', without('a.tmp', 'build/a.tmp', 'sub/build/a.tmp')],
    ['stars over folders', 'sub/**/x', without('sub/build/x', 'sub/deep/build/x')],
    ['comments, blank lines, carriage returns and a byte order mark', '\ufeff/a.tmp\r\n\r\n# *\r\n', without('a.tmp')],
  ])('leaves out by %s', async (_, source, expected) => {
    expect(await packedWith({ '.forgeignore': source })).toEqual(expected);
  });

  it('of a deeper folder comes after those above it', async () => {
    const files = { '.forgeignore': '*.tmp\nbuild/\n', 'sub/.forgeignore': '!a.tmp\n!/build/\n/deep\n' };

    expect(await packedWith(files)).toEqual(['a.txt', 'keep.md', 'sub/a.tmp', 'sub/build/a.tmp', 'sub/build/x']);
  });

  it('of a folder with special characters in its name is tied to that folder', async () => {
    const files = { 's [x]!#/.forgeignore': '*.log\n', 's [x]!#/a.log': '', 's [x]!#/b': '', 'sx/a.log': '' };

    expect(await packedWith(files)).toEqual([...without(), 's [x]!#/b', 'sx/a.log'].sort());
  });

  it('that is a link or a folder is refused, not passed over', () =>
    inScratch(async (folder) => {
      writeTree(folder, { 'sub/rules': 'private\n', 'sub/private': '', 'sub/.forgeignore/': '' });
      await expect(pack(folder)).rejects.toMatchObject({ code: 'entry-type', path: 'sub/.forgeignore' });

      rmdirSync(join(folder, 'sub/.forgeignore'));
      symlinkSync('rules', join(folder, 'sub/.forgeignore'));
      await expect(pack(folder)).rejects.toMatchObject({ code: 'entry-link', path: 'sub/.forgeignore' });
    }));

  it('matches a name in another normal form', async () => {
    expect(await packedWith({ '.forgeignore': 'e\u0301t\u00e9/\n', '\u00e9te\u0301/x': '' })).toEqual(without());
  });
});

const git = ['/usr/bin/git', '/usr/local/bin/git', '/opt/homebrew/bin/git'].find((path) => existsSync(path));

describe.skipIf(git === undefined)('.forgeignore against git', () => {
  const name = fc.constantFrom('a', 'b', 'a.x', 'b.x', 'c');
  const pattern = fc
    .tuple(
      fc.constantFrom('', '!', '', ''),
      fc.constantFrom('', '/', '**/', 'a/', 'b/', 'a/**/', '*/'),
      fc.constantFrom('a', 'b', '*', '*.x', 'a*', '?', '[ab]', 'c', '**'),
      fc.constantFrom('', '/', '', '/**'),
    )
    .map((parts) => parts.join(''));
  const patterns = fc.array(pattern, { maxLength: 4 }).map((lines) => `${lines.join('\n')}\n`);
  const file = fc.array(name, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));

  it('keeps the files that git keeps', async () => {
    const world = fc.record({
      files: fc.uniqueArray(file, { minLength: 4, maxLength: 12 }),
      root: patterns,
      a: patterns,
      ab: patterns,
    });
    await fc.assert(
      fc.asyncProperty(world, ({ files, root, a, ab }) =>
        inScratch(async (folder) => {
          const real = files.filter((path) => !files.some((other) => other.startsWith(`${path}/`)));
          const rules = { '.forgeignore': root, 'a/.forgeignore': a, 'a/b/.forgeignore': ab };
          fc.pre(!real.includes('a') && !real.includes('a/b'));
          writeTree(folder, { ...Object.fromEntries(real.map((path) => [path, ''])), ...rules });

          expect(await oursKept(folder)).toEqual(gitKept(folder));
        }),
      ),
      { numRuns: scaled(30, 1000) },
    );
  });

  async function oursKept(folder: string): Promise<string[]> {
    try {
      return (await pack(folder)).files.map(({ path }) => path);
    } catch (error) {
      expect(error).toMatchObject({ code: 'archive-empty' });
      return [];
    }
  }

  function gitKept(folder: string): string[] {
    const options = {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: join(folder, 'none') },
    } as const;
    execFileSync(git!, ['init', '-q'], options);
    const listed = execFileSync(git!, ['ls-files', '-o', '--exclude-per-directory=.forgeignore'], options);
    return listed
      .split('\n')
      .filter((path) => path !== '' && !path.endsWith('.forgeignore'))
      .sort();
  }
});
