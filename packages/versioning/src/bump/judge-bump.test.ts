import { describe, expect, it } from 'vitest';

import type { Change, ChangeRule, ContractComparison } from './change.ts';
import { judgeBump, type BumpQuestion } from './judge-bump.ts';
import type { BumpLevel } from './level.ts';

const change = (level: BumpLevel, rule: ChangeRule = 'input-widened'): Change => ({ rule, level, params: {} });

const edge = (old: string, newer: string, ...changes: readonly Change[]): ContractComparison => ({
  ...{ old, new: newer, changes, level: 'patch', prover: 'test' },
});

const judge = (version: string, question: Partial<BumpQuestion> & { readonly taken?: readonly string[] }) => {
  const versions = question.taken ?? (question.below ?? []).map(({ old }) => old);
  const published = versions.map((one) => ({ version: one, yanked: false }));
  const { ok, required } = judgeBump({ below: [], above: [], published, ...question, version });
  return ok ? 'ok' : required;
};

const from = (level: BumpLevel, [old, version]: readonly [string, string], taken?: readonly string[]) =>
  judge(version, { below: [edge(old, version, change(level))], ...(taken === undefined ? {} : { taken }) });

describe('judgeBump', () => {
  it.each<{ readonly level: BumpLevel; readonly edge: readonly [string, string]; readonly wanted: string }>([
    { level: 'patch', edge: ['1.2.3', '1.2.4'], wanted: 'ok' },
    { level: 'minor', edge: ['1.2.3', '1.2.4'], wanted: '1.3.0' },
    { level: 'minor', edge: ['1.2.3', '1.3.0'], wanted: 'ok' },
    { level: 'major', edge: ['1.2.3', '1.2.4'], wanted: '2.0.0' },
    { level: 'major', edge: ['1.2.3', '1.3.0'], wanted: '2.0.0' },
    { level: 'patch', edge: ['0.2.3', '0.2.4'], wanted: 'ok' },
    { level: 'minor', edge: ['0.2.3', '0.2.4'], wanted: 'ok' },
    { level: 'major', edge: ['0.2.3', '0.2.4'], wanted: '0.3.0' },
    { level: 'major', edge: ['0.0.1', '0.0.2'], wanted: '0.1.0' },
  ])('demands for a $level change from $edge.0 to $edge.1: $wanted', ({ level, edge: versions, wanted }) => {
    expect(from(level, versions)).toBe(wanted);
  });

  it('allows more than is needed', () => {
    expect(from('patch', ['1.2.3', '1.9.0'])).toBe('ok');
    expect(judge('7.0.0', { taken: ['1.2.3'] })).toBe('ok');
  });

  it('asks for no number that is taken, yanked or not', () => {
    expect(from('major', ['1.2.3', '1.2.4'], ['1.2.3', '2.0.0'])).toBe('3.0.0');
    const published = ['1.2.3', '1.3.0', '2.0.0'].map((version, at) => ({ version, yanked: at > 0 }));
    const ask = (level: BumpLevel) =>
      judgeBump({ version: '1.2.4', below: [edge('1.2.3', '1.2.4', change(level))], above: [], published }).required;

    expect(ask('minor')).toBe('1.3.1');
    expect(ask('major')).toBe('2.0.1');
  });

  it('holds a late version to what lies above it', () => {
    const late = (below: BumpLevel, above: BumpLevel, version = '1.2.1') =>
      judge(version, {
        below: [edge('1.2.0', version, change(below))],
        above: [edge(version, '1.3.0', change(above))],
        taken: ['1.2.0', '1.3.0'],
      });

    expect(late('patch', 'minor')).toBe('ok');
    // What it takes 1.3.0 refuses: no number below 1.3.0 will do.
    expect(late('patch', 'major')).toBe('2.0.0');
    expect(late('minor', 'minor')).toBe('2.0.0');
  });

  it('names the version above below which no number will do', () => {
    const ask = (below: BumpLevel, above: BumpLevel) =>
      judgeBump({
        version: '1.2.1',
        below: [edge('1.2.0', '1.2.1', change(below))],
        above: [edge('1.2.1', '1.3.0', change(above))],
        published: ['1.2.0', '1.3.0'].map((version) => ({ version, yanked: false })),
      });

    expect(ask('minor', 'minor')).toMatchObject({ required: '2.0.0', beyond: '1.3.0' });
    expect(ask('patch', 'minor')).not.toHaveProperty('beyond');
  });

  it('finds the room between two versions', () => {
    const below = [edge('1.1.0', '1.1.1', change('minor'))];

    expect(judge('1.1.1', { below, above: [edge('1.1.1', '1.4.0', change('minor'))], taken: ['1.1.0', '1.4.0'] })).toBe(
      '1.2.0',
    );
    expect(judge('1.1.1', { below, above: [edge('1.1.1', '1.2.0', change('patch'))], taken: ['1.1.0', '1.2.0'] })).toBe(
      '2.0.0',
    );
  });

  it('finds a number below the first of a line', () => {
    const above = [edge('1.4.9', '1.5.0', change('major'))];

    expect(judge('1.4.9', { above, taken: ['1.5.0'] })).toBe('2.0.0');
    expect(judge('1.4.9', { above: [edge('1.4.9', '1.5.0', change('minor'))], taken: ['1.5.0'] })).toBe('ok');
    expect(judge('1.5.1', { above: [edge('1.5.1', '1.5.2', change('minor'))], taken: ['1.5.2'] })).toBe('1.0.0');
  });

  it('counts what is undecided for breaking, and with a waiver for a minor', () => {
    const below = [edge('1.2.3', '1.2.4', change('major', 'input-undecided'))];

    expect(judge('1.2.4', { below })).toBe('2.0.0');
    expect(judge('1.2.4', { below, waived: true })).toBe('1.3.0');
    expect(judge('1.3.0', { below: [edge('1.2.3', '1.3.0', change('major', 'input-undecided'))], waived: true })).toBe(
      'ok',
    );
  });

  it('lets no waiver answer for what is shown to break', () => {
    for (const rule of ['input-narrowed', 'vector-fails', 'engine-changed'] as const)
      expect(judge('1.3.0', { below: [edge('1.2.3', '1.3.0', change('major', rule))], waived: true })).toBe('2.0.0');
  });

  it('compares further where a waiver lies between', () => {
    const below = [edge('1.2.0', '1.2.1', change('patch')), edge('1.1.0', '1.2.1', change('major', 'input-narrowed'))];

    expect(judge('1.2.1', { below })).toBe('2.0.0');
  });

  it('only advises on a pre-release', () => {
    const below = [edge('1.2.3', '1.3.0-rc.1', change('major'))];
    const verdict = judgeBump({ version: '1.3.0-rc.1', below, above: [], published: [] });

    expect(verdict).toMatchObject({ ok: true, advice: true, level: 'major', required: '2.0.0' });
    expect(verdict.reasons).toHaveLength(1);
  });

  it('names as reasons what demands more than the number says, with the other version', () => {
    const below = [
      edge('1.2.3', '1.2.4', change('major', 'risk-raised'), change('minor'), change('patch', 'files-changed')),
    ];
    const above = [edge('1.2.4', '1.2.5', change('minor', 'output-narrowed'))];
    const { reasons } = judgeBump({ version: '1.2.4', below, above, published: [] });

    expect(reasons.map(({ rule, edge: side, against }) => [rule, side, against])).toEqual([
      ['risk-raised', 'below', '1.2.3'],
      ['input-widened', 'below', '1.2.3'],
      ['output-narrowed', 'above', '1.2.5'],
    ]);
  });
});
