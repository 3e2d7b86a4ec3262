import { describe, expect, it } from 'vitest';

import { nationalConcepts } from '../lexicon.ts';
import { isNameOf } from './is-name.ts';
import { spellingsOf } from './label-words.ts';
import { formatWays, parseWays, waysOf } from './ways.ts';

describe('the ways to a label', () => {
  it('are those that analysis finds, for every label of a part of the national lexicon', () => {
    const some = nationalConcepts().filter((_, index) => index % 40 === 0);
    const found = some.flatMap((concept) =>
      concept.labels.flatMap((label) =>
        spellingsOf(label).map((spelling, index) => [
          label.text,
          parseWays(label.ways?.[index] ?? ''),
          waysOf(spelling, isNameOf(concept)),
        ]),
      ),
    );

    expect(found.length).toBeGreaterThan(500);
    for (const [text, written, analysed] of found) expect([text, written]).toEqual([text, analysed]);
  });

  it('are written in one line each', () => {
    const ways = {
      stems: [
        ['impot', 'revenu'],
        ['impot', 'rvn'],
      ],
      skeleton: ['mpt', 'rvn'],
    };

    expect(formatWays(ways)).toBe('impot revenu|impot rvn#mpt rvn');
    expect(parseWays(formatWays(ways))).toEqual(ways);
    expect(parseWays(formatWays({ stems: [['a']], skeleton: undefined }))).toEqual({
      stems: [['a']],
      skeleton: undefined,
    });
  });

  it('are refused where a stem holds a sign that stands between stems', () => {
    expect(() => formatWays({ stems: [['a|b']], skeleton: undefined })).toThrow(/sign that stands between/);
  });
});
