import { describe, expect, it } from 'vitest';

import { neighboursOf } from './neighbours.ts';

const published = (...versions: readonly string[]) =>
  versions.map((text) => ({
    version: text.replace(/[!~]$/, ''),
    yanked: text.endsWith('!'),
    waived: text.endsWith('~'),
  }));

describe('neighboursOf', () => {
  it('finds the nearest version below and above in the line', () => {
    const all = published('0.9.0', '1.0.0', '1.1.0', '1.3.0', '1.10.0', '2.0.0');

    expect(neighboursOf('1.2.0', all)).toEqual({ below: ['1.1.0'], above: ['1.3.0'] });
    expect(neighboursOf('1.9.0', all)).toEqual({ below: ['1.3.0'], above: ['1.10.0'] });
    expect(neighboursOf('3.0.0', all)).toEqual({ below: [], above: [] });
  });

  it('takes each minor number below 1.0.0 for a line', () => {
    expect(neighboursOf('0.2.1', published('0.1.9', '0.2.0', '0.3.0'))).toEqual({ below: ['0.2.0'], above: [] });
  });

  it('passes over yanked versions, pre-releases and the version itself', () => {
    expect(neighboursOf('1.2.0', published('1.0.0', '1.1.0!', '1.2.0', '1.2.0-rc.1', '1.3.0-rc.1', '1.4.0!'))).toEqual({
      below: ['1.0.0'],
      above: [],
    });
    expect(neighboursOf('1.3.0-rc.1', published('1.2.0', '1.3.0'))).toEqual({ below: ['1.2.0'], above: ['1.3.0'] });
  });

  it('goes on below a version that was published by a waiver, until one that was not', () => {
    const all = published('1.0.0', '1.1.0', '1.2.0~', '1.3.0~');

    expect(neighboursOf('1.4.0', all).below).toEqual(['1.3.0', '1.2.0', '1.1.0']);
    expect(neighboursOf('1.1.0', published('1.0.0~')).below).toEqual(['1.0.0']);
    expect(neighboursOf('1.2.5', all)).toEqual({ below: ['1.2.0', '1.1.0'], above: ['1.3.0'] });
  });

  it('goes on above across the waiver of the next version, which lies between it and the one below', () => {
    const all = published('1.0.0', '1.2.0', '1.3.0~', '1.4.0~', '1.5.0');

    expect(neighboursOf('1.1.0', all)).toEqual({ below: ['1.0.0'], above: ['1.2.0', '1.3.0', '1.4.0'] });
  });
});
