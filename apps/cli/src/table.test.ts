import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { FACETS, SCOPES, SEARCH_SORTS } from '@national-forge/api';
import { manifestSchema } from '@national-forge/manifest';
import { KEY_ALGORITHMS } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { findCommand } from './find-command.ts';
import { EXIT } from './io.ts';
import { GLOBAL_OPTIONS, parseArguments } from './parse-arguments.ts';
import { COMMANDS } from './table.ts';
import { SCOPE_WORDS } from './table/account.ts';
import { ENGINES, KINDS } from './table/author.ts';
import { SORTS } from './table/consumer.ts';
import { ALGORITHM_WORDS } from './table/keys.ts';
import { call } from './testing/call.ts';

const fileOf = (name: string) => join(import.meta.dirname, 'commands', `${name.replace(' ', '-')}.ts`);

/** Splits a line as a POSIX shell does, as far as the examples need it. */
const split = (line: string): string[] =>
  [...line.replace(/ > .*$/, '').matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ''));

/** Reads a source and everything it imports of this app. */
function sources(file: string, seen = new Set<string>()): string {
  if (seen.has(file) || !existsSync(file)) return '';
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  const imports = [...source.matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) => resolve(dirname(file), path));
  return [source, ...imports.filter((path) => !path.includes('/table')).map((path) => sources(path, seen))].join('\n');
}

describe.each(COMMANDS.map((spec) => ({ name: spec.name, spec })))('nforge $name', ({ name, spec }) => {
  it('has a file of its own that runs, and a test', async () => {
    expect(existsSync(fileOf(name))).toBe(true);
    expect(existsSync(fileOf(name).replace('.ts', '.test.ts'))).toBe(true);
    expect((await spec.load()).run).toBeTypeOf('function');
  });

  it('has examples that parse', () => {
    expect(spec.examples.length).toBeGreaterThan(0);
    for (const example of spec.examples) {
      const [program, ...words] = split(example);
      const found = findCommand(COMMANDS, words);
      expect(program).toBe('nforge');
      expect(found?.spec.name, example).toBe(name);
      expect(() => parseArguments(spec, found?.rest ?? []), example).not.toThrow();
    }
  });

  it('uses each of its options, and each argument', () => {
    const source = sources(fileOf(name));
    for (const option of Object.keys(spec.options)) {
      const [stem, language] = option.split(/-(?=(?:fr|ar|en)$)/);
      // Facets are read one after the other from the list that the API has of them.
      const list = FACETS.some((facet) => facet === option) ? ['FACETS.map('] : [];
      const names = [`'${option}'`, ...(language ? [`'${stem ?? ''}'`] : []), ...list];
      const used = names.some((text) => source.includes(text));
      expect(used, `--${option}`).toBe(true);
    }
    if (spec.positionals.length > 0) expect(source).toMatch(/positional/);
  });

  it('shows its help in three languages and as JSON', async () => {
    for (const locale of ['ar', 'fr', 'en'] as const) {
      const { exit, stdout, stderr } = await call([...name.split(' '), '--help'], { locale });
      expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
      expect(stdout).not.toMatch(/\{\w+\}|undefined/);
      for (const option of Object.keys(spec.options)) expect(stdout).toContain(`--${option}`);
      for (const example of spec.examples) expect(stdout).toContain(example);
    }
    const { stdout } = await call(['help', ...name.split(' '), '--json'], { locale: 'ar' });
    expect(JSON.parse(stdout)).toMatchObject({ name, exitCodes: [0, 1, 2, ...spec.exits, 130] });
  });

  it('refuses an option it does not know', async () => {
    const words = [...name.split(' '), ...spec.positionals.map(() => 'bash'), '--jsno'];

    const { exit, stderr } = await call(words);

    expect(exit).toBe(2);
    expect(stderr).toContain('There is no option --jsno here.');
    expect(stderr).toContain('Did you mean "--json"?');
  });

  it('has no option whose value would be a secret', () => {
    for (const [option, { type, text }] of Object.entries(spec.options)) {
      if (type === 'string') expect(option).not.toMatch(/^(token|password|passphrase|secret)$/);
      // `--key` names a key; a key in its place is refused (commands/key-register.test.ts).
      if (option === 'key') expect(text).toMatch(/^option\.(key|signs|rotate-key)$/);
    }
  });

  it('repeats no option that every command has', () => {
    for (const option of Object.keys(spec.options)) expect(GLOBAL_OPTIONS).not.toHaveProperty(option);
    expect(spec.exits.every((exit) => Object.values(EXIT).includes(exit))).toBe(true);
  });
});

describe('the words that the table repeats for speed', () => {
  it('are those of the manifest, of the API and of keys', () => {
    expect(KINDS).toEqual(manifestSchema.shape.kind.options);
    expect(manifestSchema.shape.runtime.shape.engine.options).toEqual(expect.arrayContaining([...ENGINES]));
    expect(SCOPE_WORDS).toEqual(SCOPES);
    expect(SORTS).toEqual(SEARCH_SORTS);
    expect(ALGORITHM_WORDS).toEqual(KEY_ALGORITHMS);
  });
});
