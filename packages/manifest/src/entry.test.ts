import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { splitEntry } from './entry.ts';
import { parseManifest } from './parse.ts';

const minimal = readFileSync(new URL('../testdata/valid/minimal.yaml', import.meta.url), 'utf8');

/** Tells what is wrong with an entry; a manifest that may be called needs a contract and vectors too. */
function problems(engine: string, entry: string) {
  const runtime = `engine: ${engine}\n  entry: ${JSON.stringify(entry)}`;
  const callable = '\ncontract: { input: in.json, output: out.json }\nvectors: [v.json]\n';
  return parseManifest(minimal.replace('engine: none', runtime) + callable).problems;
}

describe('the entry of a runtime', () => {
  it.each(['main.py:run', 'src/eau/calcul.py:_besoin_2', 'a.b.py:f'])('of python may be %s', (entry) => {
    expect(problems('python', entry)).toEqual([]);
  });

  it.each([
    'main.py',
    'main.py:',
    ':run',
    'main:run',
    'main.py:2run',
    'main.py:run()',
    'main.py:lambda',
    'main.js:run',
  ])('of python may not be %s: it names a file and a function', (entry) => {
    expect(problems('python', entry)).toMatchObject([
      { code: 'entry-function', path: '/runtime/entry', params: { value: entry } },
    ]);
  });

  it.each(['../main.py:run', '/main.py:run', 'a:b.py:run'])('of python lies inside the release, unlike %s', (entry) => {
    expect(problems('python', entry)).toMatchObject([{ code: 'path-invalid', path: '/runtime/entry' }]);
  });

  it.each(['javascript', 'wasm'])('of %s is a path, in which there is no colon', (engine) => {
    expect(problems(engine, 'main.js')).toEqual([]);
    expect(problems(engine, 'main.js:run')).toMatchObject([{ code: 'path-invalid', path: '/runtime/entry' }]);
  });

  it('is taken apart by the engine', () => {
    expect(splitEntry({ engine: 'python', entry: 'src/main.py:run' })).toEqual({
      path: 'src/main.py',
      function: 'run',
    });
    expect(splitEntry({ engine: 'javascript', entry: 'main.js' })).toEqual({ path: 'main.js' });
  });
});
