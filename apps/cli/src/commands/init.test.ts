import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { LOCALES } from '@national-forge/manifest';
import { describe, expect, it } from 'vitest';

import { ENGINES, KINDS } from '../table/author.ts';
import { call } from '../testing/call.ts';
import { folderWith, INIT_OPTIONS } from '../testing/folders.ts';
import { typist, type Answers } from '../testing/typist.ts';

/** Types answers one after the other, each when the screen shows its question. */
const typing = (answers: Answers, cwd: string) => call(['init', 'rule'], { cwd, ...typist(answers) });

describe('nforge init', () => {
  it.each(KINDS.flatMap((kind) => ENGINES.map((engine) => ({ kind, engine }))))(
    'writes a $kind for $engine that validates at once, in every language',
    async ({ kind, engine }) => {
      const cwd = folderWith();
      for (const locale of LOCALES) {
        const words = ['init', locale, ...INIT_OPTIONS, '--kind', kind, '--engine', engine];
        expect(await call(words, { cwd, locale })).toMatchObject({ exit: 0, stdout: '' });
      }

      const { exit, stdout } = await call(['validate', ...LOCALES, '--json'], { cwd });

      expect(exit).toBe(0);
      expect(stdout).not.toContain('"severity": "error"');
    },
  );

  it('writes a manifest with a comment on each member and the schema for editors', async () => {
    const cwd = folderWith();

    await call(['init', ...INIT_OPTIONS], { cwd, locale: 'fr', env: { NFORGE_REGISTRY: 'https://forge.example.ma/' } });

    const manifest = readFileSync(join(cwd, 'algorithm.yaml'), 'utf8');
    expect(manifest).toMatch(
      /^# yaml-language-server: \$schema=https:\/\/forge\.example\.ma\/api\/v1\/schemas\/algorithm-1\.json\n\n/,
    );
    for (const [, before = ''] of manifest.matchAll(/^(.*)\n[a-z]\w+:/gim))
      expect(before === '' || before.startsWith('# ')).toBe(true);
  });

  it('writes code that gives the output of its vector', async () => {
    const cwd = folderWith();
    await call(['init', ...INIT_OPTIONS], { cwd });
    const { default: run } = (await import(pathToFileURL(join(cwd, 'index.js')).href)) as {
      default: (input: unknown, tools: object) => unknown;
    };

    const [vector] = JSON.parse(readFileSync(join(cwd, 'vectors/examples.json'), 'utf8')) as [
      { input: unknown; output: unknown },
    ];

    expect(run(vector.input, { data: {}, use: undefined })).toEqual(vector.output);
  });

  it('lists what it wrote as JSON', async () => {
    const cwd = folderWith();

    const { stdout, stderr } = await call(['init', 'a', ...INIT_OPTIONS, '--json'], { cwd });

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ name: 'eau/besoin', kept: [], mapped: [] });
    for (const path of (JSON.parse(stdout) as { written: string[] }).written)
      expect(existsSync(join(cwd, 'a', path))).toBe(true);
  });

  it('never overwrites: lists what is in the way, writes nothing, and ends with 7', async () => {
    const cwd = folderWith({ 'README.md': 'mine', 'vectors/examples.json': '[]' });

    const { exit, stderr } = await call(['init', ...INIT_OPTIONS], { cwd });

    expect(exit).toBe(7);
    expect(stderr).toContain('README.md, vectors/examples.json');
    expect(readdirSync(cwd).sort()).toEqual(['README.md', 'vectors']);
    expect(readFileSync(join(cwd, 'README.md'), 'utf8')).toBe('mine');
  });

  it('asks nothing without a terminal and names all options it needs', async () => {
    const { exit, stderr } = await call(['init', '--region', 'MA'], { cwd: folderWith() });

    expect(exit).toBe(2);
    expect(stderr).toContain('--name, --title-fr, --kind, --sector, --email');
  });

  it('tells every value that cannot be, with its option, in the language of the person', async () => {
    const words = ['init', ...INIT_OPTIONS, '--region', 'MA-13', '--email', 'nobody', '--license', 'Mine'];

    const { exit, stderr } = await call(words, { cwd: folderWith(), locale: 'fr' });

    expect(exit).toBe(2);
    expect(stderr).toMatch(/^ {2}--region: .*MA-13/m);
    expect(stderr).toMatch(/^ {2}--email: /m);
    expect(stderr).toMatch(/^ {2}--license: /m);
  });

  it('takes over what a file of another standard says, keeps its README, and tells what it could not', async () => {
    const source = {
      name: '@eau/besoin',
      version: '1.2.3',
      description: 'Calcule',
      license: 'MIT',
      author: 'Somebody',
    };
    const cwd = folderWith({ 'package.json': JSON.stringify(source), 'README.md': 'mine', 'index.js': 'mine' });
    const needed = ['--kind', 'transform', '--sector', 'energy', '--region', 'MA', '--email', 'a@b.ma'];

    const { exit, stderr } = await call(['init', '--from', 'package.json', '--from-language', 'fr', ...needed], {
      cwd,
    });

    expect(exit).toBe(0);
    expect(stderr).toContain('Taken over: version → version\n');
    expect(stderr).toContain('Not taken over: author (persons are never named');
    expect(stderr).toContain('Kept: README.md\n');
    expect(readFileSync(join(cwd, 'index.js'), 'utf8')).toBe('mine');
    expect(readFileSync(join(cwd, 'algorithm.yaml'), 'utf8')).toContain('version: 1.2.3');
    expect(await call(['validate'], { cwd })).toMatchObject({ exit: 0 });
  });

  it.each([
    ['setup.cfg', '', 2],
    ['package.json', '{', 1],
    ['pyproject.toml', '= 1', 1],
    ['publiccode.yml', 'a: [', 1],
  ])('ends for %s with content %j with %i', async (file, content, exit) => {
    const cwd = folderWith({ [file]: content });

    expect((await call(['init', '--from', file, ...INIT_OPTIONS], { cwd })).exit).toBe(exit);
  });

  it('ends with 6 when the file is not there', async () => {
    expect((await call(['init', '--from', 'package.json'], { cwd: folderWith() })).exit).toBe(6);
  });

  it('asks a person for what is missing, and refuses answers that cannot be', async () => {
    const cwd = folderWith();

    const { exit, stderr } = await typing(
      [
        ['Name (agency/name)', 'Water Need\r'],
        ['Water Need', '\u0015eau/besoin\r'],
        ['Title in French', 'Besoin en eau\r'],
        ['Title in Arabic', '\r'],
        ['What it does', '\r'],
        ['What is it?', '\r'],
        ['What runs it?', '\r'],
        ['Sector', '\r'],
        ['Region', '\r'],
        ['Licence', '\r'],
        ['Mailbox', 'algorithmes@eau.example\r'],
      ],
      cwd,
    );

    expect({ exit, next: stderr.includes('Next: fill in rule/algorithm.yaml') }).toEqual({ exit: 0, next: true });
    expect(await call(['validate', 'rule'], { cwd })).toMatchObject({ exit: 0 });
  });

  it('ends with 3 and writes nothing when the person gives up', async () => {
    const cwd = folderWith();

    const { exit } = await typing([['Name (agency/name)', '\u0003']], cwd);

    expect(exit).toBe(3);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('writes nothing at all when one file cannot be written', async () => {
    const cwd = folderWith();
    writeFileSync(join(cwd, 'contract'), 'a file where a folder should be');

    const { exit } = await call(['init', ...INIT_OPTIONS], { cwd });

    expect(exit).not.toBe(0);
    expect(readdirSync(cwd)).toEqual(['contract']);
  });
});
