import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { folderWithAlgorithms, vector, type Sample } from '../testing/algorithms.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { openHistory } from '../testing/history.ts';

const schema = (members: object): string =>
  JSON.stringify({ type: 'object', properties: { value: { type: 'number', ...members } }, required: ['value'] });

const INPUT = 'contract/input.schema.json';
const VECTORS = 'vectors/examples.json';

/** Opens an algorithm with 1.0.0 and 1.1.0, which takes more, and a folder that takes less and gives other results. */
async function threeVersions() {
  const history = await openHistory();
  history.write('1.0.0', { [INPUT]: schema({ maximum: 7 }), [VECTORS]: vectors(3, 3) });
  await history.publish();
  history.write('1.1.0', { [INPUT]: schema({ maximum: 9 }) });
  await history.publish();
  history.write('1.2.0', {
    [INPUT]: schema({ maximum: 6 }),
    [VECTORS]: vectors(3, 4),
    'index.js': 'export default ({ value }) => ({ result: value + 1 });\n',
  });
  return { ...history, here: { env: history.env, cwd: history.folder } };
}

const vectors = (value: number, result: number): string =>
  JSON.stringify([{ name: 'three', input: { value }, output: { result } }]);

const ABSENT: Sample = {
  name: 'eau/absente',
  code: 'export default ({ value }) => ({ result: value * 7 });\n',
  vectors: [vector('three', 3, 21)],
};

describe('nforge diff', () => {
  it('shows the value that breaks, the vector that fails, and every difference; exit 10', async () => {
    const { here } = await threeVersions();

    const { exit, stdout } = await call(['diff', '1.0.0'], here);

    expect(exit).toBe(10);
    expect(stdout).toContain('eau/besoin@1.0.0 → . (eau/besoin@1.2.0)');
    expect(stdout).toContain('Breaking: after 1.0.0 this is 2.0.0.\n1.2.0 promises more than is kept.');
    expect(stdout).toMatch(/major {2}.*\{"value":7\}/);
    expect(stdout).toContain('Run on the vectors of 1.0.0: 1; 1 fail.');
    expect(stdout).toContain('\nVectors\n  ~ three\n');
    expect(stdout).toContain('\nManifest\n  ~ /version  "1.0.0" → "1.2.0"\n');
    expect(stdout).toMatch(/\n {2}~ index\.js {2}\d+ bytes → \d+ bytes\n/);
  });

  it('compares the folder with the nearest published version when nothing is named', async () => {
    const { here } = await threeVersions();

    expect((await call(['diff'], here)).stdout).toContain('eau/besoin@1.1.0 → .');
  });

  it.each([
    [['1.0.0', '1.1.0'], '1.0.0', '1.1.0'],
    [['eau/besoin@1.1.0', 'eau/besoin@1.0.0'], '1.1.0', '1.0.0'],
    [['eau/besoin@^1.0.0', '.'], '1.1.0', '1.2.0'],
    [['eau/besoin', '.'], '1.1.0', '1.2.0'],
    [['.', '1.0.0'], '1.2.0', '1.0.0'],
  ])('takes %j for what they name', async (words, old, newer) => {
    const { here } = await threeVersions();

    const { exit, stdout } = await call(['diff', ...words, '--json'], here);

    expect(exit).toBe(10);
    expect(JSON.parse(stdout)).toMatchObject({ from: { version: old }, to: { version: newer } });
  });

  it('says in a document what differs, with witness and outcome, in English', async () => {
    const { here } = await threeVersions();

    const { stdout } = await call(['diff', '1.0.0', '--json'], { ...here, locale: 'ar' });

    expect(JSON.parse(stdout)).toMatchObject({
      different: true,
      required: '2.0.0',
      honest: false,
      comparison: {
        level: 'major',
        changes: expect.arrayContaining([
          expect.objectContaining({
            rule: 'input-narrowed',
            comparison: expect.objectContaining({ witness: { value: 7 } }) as unknown,
          }),
          expect.objectContaining({
            rule: 'vector-fails',
            vector: {
              version: '1.0.0',
              name: 'three',
              input: { value: 3 },
              expected: { result: 3 },
              outcome: { actual: { result: 4 } },
            },
          }),
        ]) as unknown,
      },
      vectors: { added: [], removed: [], changed: ['three'] },
      manifest: [{ pointer: '/version', old: '1.0.0', new: '1.2.0' }],
      files: expect.arrayContaining([expect.objectContaining({ path: 'index.js', change: 'changed' })]) as unknown,
    });
  });

  it('writes a comment for a merge request from which nothing breaks out', async () => {
    const { here, write } = await threeVersions();
    const name = 'a|`b`|<img src=x>@all';
    write('1.2.0', { [VECTORS]: JSON.stringify([{ name, input: { value: 1 }, output: { result: 2 } }]) });

    const { exit, stdout } = await call(['diff', '1.1.0', '--markdown'], here);

    expect(exit).toBe(10);
    expect(stdout).toMatch(/^### eau\/besoin\\@1\.1\.0 → \. \(eau\/besoin\\@1\.2\.0\)\n\n\*\*Breaking: /);
    expect(stdout).toContain('| `~` | `/version` | `"1.1.0"` | `"1.2.0"` |');
    expect(stdout).toContain('\n- `+` ``a|`b`|<img src=x>@all``\n');
  });

  it('says that two copies are the same, and needs no registry for folders; exit 0', async () => {
    const { cwd, folder } = await openHistory();
    cpSync(folder, join(cwd, 'copy'), { recursive: true });

    const { exit, stdout, stderr } = await call(['diff', 'rule', './copy'], { cwd });

    expect([exit, stdout]).toEqual([0, '']);
    expect(stderr).toBe('rule and ./copy are the same, file by file.\n');
  });

  it('colours only where that is wanted', async () => {
    const { here } = await threeVersions();

    expect((await call(['diff', '1.0.0'], here)).stdout).not.toContain('\u001b[');
    expect((await call(['diff', '1.0.0'], { ...here, color: true })).stdout).toContain('\u001b[31mmajor\u001b[39m');
  });

  it('lets nothing of a manifest repaint the terminal', async () => {
    const { here, folder, write } = await threeVersions();
    write('1.2.0', {
      [VECTORS]: JSON.stringify([{ name: 'a\u001b[2J\nb', input: { value: 1 }, output: { result: 2 } }]),
    });
    writeFileSync(join(folder, 'x.txt'), '');

    const { stdout } = await call(['diff', '1.0.0'], here);

    expect(stdout).toContain('  + a\ufffd[2J b\n');
  });

  it('does not run what cannot be run here, and says so', async () => {
    const { here, write, folder } = await threeVersions();
    write('1.2.0', { 'data/gone.json': '{}' });
    const manifest = join(folder, 'algorithm.yaml');
    writeFileSync(manifest, `${readFileSync(manifest, 'utf8')}\ndependencies: { eau/absente: ^9.0.0 }\n`);

    const { stdout } = await call(['diff', '1.0.0'], here);

    expect(stdout).toContain('were not run: a file or an algorithm that it calls is not at hand.');
  });

  it('runs a folder with a dependency that is only on disk where --with names it, and a published version never', async () => {
    const { here, write, folder } = await threeVersions();
    const beside = join(await folderWithAlgorithms([ABSENT]), 'absente');
    write('1.2.0', { 'index.js': "export default (input, { use }) => use('eau/absente')(input);\n" });
    const manifest = join(folder, 'algorithm.yaml');
    writeFileSync(manifest, `${readFileSync(manifest, 'utf8')}\ndependencies: { eau/absente: ^0.1.0 }\n`);

    const { stdout } = await call(['diff', '1.0.0', '--with', beside], here);
    const published = await call(['diff', '1.0.0', '1.1.0', '--with', beside], here);

    expect(stdout).toContain('Run on the vectors of 1.0.0: 1; 1 fail.');
    expect(stdout).toContain('{"result":21}');
    expect(published).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('--with is for a folder') as string,
    });
  });

  it('explains what names nothing', async () => {
    const { here, cwd, mark } = await threeVersions();
    mark('1.0.0', { yanked: true, tombstoned: true });

    expect(await call(['diff', 'nonsense'], here)).toMatchObject({
      exit: 6,
      stderr: expect.stringContaining('"nonsense" is no folder with an algorithm.yaml, and no version.') as string,
    });
    expect(await call(['diff', '9.9.9'], here)).toMatchObject({ exit: 6 });
    expect(await call(['diff', '1.0.0'], here)).toMatchObject({
      exit: 6,
      stderr: expect.stringContaining('eau/besoin@1.0.0 was removed by law') as string,
    });
    expect(await call(['diff', '1.1.0'], { ...here, cwd })).toMatchObject({
      exit: 6,
      stderr: expect.stringContaining('There is no algorithm.yaml in “.”.') as string,
    });
  });

  it('refuses a folder with errors, each with its place', async () => {
    const { here, write } = await threeVersions();
    write('1.2.0', { [INPUT]: '{\n  "nullable": true }' });

    const { exit, stderr } = await call(['diff', '1.0.0'], here);

    expect(exit).toBe(5);
    expect(stderr).toContain('What is to be compared has 1 errors.');
    expect(stderr).toContain('contract/input.schema.json:2:15: ');
  });

  it('has nothing to compare with where nothing is published', async () => {
    const { env, folder } = await openHistory();

    expect(await call(['diff'], { env, cwd: folder })).toMatchObject({
      exit: 6,
      stderr: expect.stringContaining('No version of eau/besoin is published') as string,
    });
  });
});

describe('nforge diff --schemas', () => {
  const files = {
    'old.json': '{ "type": "object", "properties": { "dependants": { "type": "integer", "maximum": 7 } } }',
    'new.json': '{ "type": "object", "properties": { "dependants": { "type": "integer", "maximum": 6 } } }',
    'bad.json': '{\n  "maximum": 7,\n}',
    'remote.json': '{ "$ref": "https://example.org/x.json" }',
  };
  const diff = (words: readonly string[]) => call(['diff', '--schemas', ...words], { cwd: folderWith(files) });

  it('names the value that the new schema refuses, without a registry; exit 10', async () => {
    const { exit, stdout } = await diff(['old.json', 'new.json', '--role', 'input']);

    expect(exit).toBe(10);
    expect(stdout).toMatch(/^major {2}.*\{"dependants":7\}.*\n$/);
  });

  it('is of another opinion about the role of the output', async () => {
    expect((await diff(['old.json', 'new.json', '--role', 'output'])).stdout).toMatch(/^minor {2}/);
  });

  it('gives the comparison as a document, and as a line for a merge request', async () => {
    const { stdout } = await diff(['old.json', 'new.json', '--role', 'input', '--json']);
    const markdown = await diff(['old.json', 'new.json', '--role', 'input', '--markdown']);

    expect(JSON.parse(stdout)).toMatchObject({
      different: true,
      comparison: { verdict: 'breaking', relation: 'narrower', witness: { dependants: 7 } },
    });
    expect(markdown.stdout).toMatch(/^### `old\.json` → `new\.json`\n\n- \*\*major\*\* /);
  });

  it('ends with 0 where two schemas take the same values', async () => {
    const { exit, stdout } = await diff(['old.json', 'old.json', '--role', 'input']);

    expect([exit, stdout]).toEqual([0, 'patch  old.json and old.json say the same of every value.\n']);
  });

  it('refuses what no contract may hold, with line and column, and both files at once', async () => {
    const { exit, stderr } = await diff(['bad.json', 'remote.json', '--role', 'input']);

    expect(exit).toBe(5);
    expect(stderr).toContain('The schemas have 2 errors.');
    expect(stderr).toMatch(/\n {2}bad\.json:3:1: /);
    expect(stderr).toMatch(/\n {2}remote\.json:1:11: /);
  });

  it('reads the files beside that the schemas refer to, in the release in which they lie', async () => {
    const cwd = folderWith({
      'one/algorithm.yaml': '',
      'one/schemas/in.json': '{ "$ref": "../shared/count.json#/$defs/count" }',
      'one/shared/count.json': '{ "$defs": { "count": { "type": "integer", "maximum": 7 } } }',
      'two/in.json': '{ "items": { "$ref": "count.json" }, "$ref": "count.json" }',
      'two/count.json': '{ "type": "integer", "maximum": 6 }',
    });

    const { exit, stdout } = await call(
      ['diff', '--schemas', 'one/schemas/in.json', 'two/in.json', '--role', 'input'],
      { cwd },
    );

    expect([exit, stdout]).toEqual([10, expect.stringMatching(/^major {2}.*\b7\b/)]);
  });

  it('reads no file outside of it, whatever a schema says, and names the others from here', async () => {
    const cwd = folderWith({
      'in.json': '{ "$ref": "schemas/in.json" }',
      'secret.json': '{ "password": 1 }',
      'schemas/in.json': '{ "$ref": "../secret.json" }',
      'schemas/link.json': '{ "$ref": "linked.json" }',
      'schemas/bad.json': '{ "$ref": "worse.json" }',
      'schemas/worse.json': '{\n "nullable": true }',
    });
    symlinkSync('../secret.json', join(cwd, 'schemas/linked.json'));
    const refused = async (file: string) =>
      (await call(['diff', '--schemas', file, file, '--role', 'input'], { cwd })).stderr;

    expect(await refused('schemas/in.json')).toMatch(/\n {2}schemas\/in\.json:1:11: .*leads out of the release/);
    expect(await refused('schemas/link.json')).toMatch(/\n {2}schemas\/link\.json:1:11: .*there is no such file/);
    expect(await refused('schemas/bad.json')).toMatch(/\n {2}schemas\/worse\.json:2:14: /);
    for (const file of ['schemas/in.json', 'schemas/link.json']) expect(await refused(file)).not.toContain('password');
  });

  it.each([
    [['old.json', '--role', 'input'], '--schemas takes two files'],
    [['old.json', 'new.json'], '--schemas needs --role input or --role output'],
    [['old.json', 'new.json', '--role', 'both'], '--role cannot be "both"'],
  ])('explains that %j is not enough', async (words, said) => {
    const { exit, stderr } = await diff(words);

    expect(exit).toBe(2);
    expect(stderr).toContain(said);
  });

  it('names a file that is not there', async () => {
    expect(await diff(['old.json', 'absent.json', '--role', 'input'])).toMatchObject({
      exit: 6,
      stderr: expect.stringContaining('absent.json') as string,
    });
  });
});
