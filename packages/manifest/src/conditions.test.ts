import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { parseManifest } from './parse.ts';

const minimal = readFileSync(new URL('../testdata/valid/minimal.yaml', import.meta.url), 'utf8');

function demanded(replace: string, by: string): readonly string[] {
  expect(minimal).toContain(replace);
  return parseManifest(minimal.replace(replace, by)).problems.map(({ code, params }) => {
    expect(code).toBe('required-when');
    return String(params['key']);
  });
}

describe('conditional requirements', () => {
  it.each(['javascript', 'wasm', 'python'])('engine %s demands entry, contract and vectors', (engine) => {
    expect(demanded('engine: none', `engine: ${engine}`).toSorted()).toEqual(['contract', 'runtime.entry', 'vectors']);
  });

  it('engine none demands nothing', () => {
    expect(parseManifest(minimal).ok).toBe(true);
  });

  it('a rule demands its validity and its lawful basis', () => {
    expect(demanded('kind: transform', 'kind: rule')).toEqual(['validity', 'lawfulBasis']);
  });

  it.each(['machine-learning', 'generative'])('%s demands datasets and a model', (kind) => {
    expect(demanded('kind: transform', `kind: ${kind}`)).toEqual(['datasets', 'model']);
  });

  it.each(['statistical', 'optimisation', 'validator'])('%s demands nothing', (kind) => {
    expect(demanded('kind: transform', `kind: ${kind}`)).toEqual([]);
  });

  it('limited risk demands lawful basis, human oversight and risks', () => {
    expect(demanded('level: minimal', 'level: limited')).toEqual(['lawfulBasis', 'humanOversight', 'risks']);
  });

  it.each(['high', 'prohibited'])('%s risk demands impact assessments too', (level) => {
    const expected = ['lawfulBasis', 'humanOversight', 'risks', 'impactAssessments'];
    expect(demanded('level: minimal', `level: ${level}`)).toEqual(expected);
  });

  it.each(['government', 'restricted'])('access %s demands the reason', (access) => {
    expect(demanded('access: open', `access: ${access}`)).toEqual(['exemption']);
  });

  it('asks once for what two conditions demand', () => {
    const broken = minimal.replace('kind: transform', 'kind: rule').replace('level: minimal', 'level: limited');
    const keys = parseManifest(broken).problems.map(({ params }) => params['key']);

    expect(keys.filter((key) => key === 'lawfulBasis')).toHaveLength(1);
  });
});
