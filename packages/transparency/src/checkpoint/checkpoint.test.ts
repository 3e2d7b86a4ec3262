import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { EMPTY_ROOT } from '../merkle/hash.ts';
import { parseNote } from '../notes/note.ts';
import { signNote } from '../notes/sign-note.ts';
import { FIXED_ORIGIN, fixedSigner, fixedVerifier } from '../testing/fixed-log.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';

// C2SP tlog-checkpoint, the example of the specification.
const example = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;

const line = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.replaceAll(/[\u0000-\u001f]/g, '·'));
const checkpoints = fc
  .record({
    origin: line,
    size: fc.maxSafeNat(),
    root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    extensions: fc.array(line),
  })
  .map((checkpoint) => (checkpoint.size === 0 ? { ...checkpoint, root: EMPTY_ROOT } : checkpoint));
const good = { origin: FIXED_ORIGIN, size: 8, root: new Uint8Array(32).fill(1), extensions: [] };

describe('A checkpoint', () => {
  it('is read as in the example of the specification', () => {
    const { text } = parseNote(example);
    const checkpoint = parseCheckpoint(text);

    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163, extensions: [] });
    expect(Buffer.from(checkpoint.root).toString('hex')).toBe(
      '0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62',
    );
    expect(formatCheckpoint(checkpoint)).toBe(text);
  });

  it('is the same after formatting and parsing', () => {
    fc.assert(
      fc.property(checkpoints, (checkpoint) => {
        const parsed = parseCheckpoint(formatCheckpoint(checkpoint));

        expect({ ...parsed, root: [...parsed.root] }).toEqual({ ...checkpoint, root: [...checkpoint.root] });
      }),
    );
  });

  it('has one form only: what is parsed from any text formats to that text', () => {
    const text = formatCheckpoint(good);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (noise, at) => {
        const place = at % text.length;
        const changed = text.slice(0, place) + noise + text.slice(place);
        let checkpoint;
        try {
          checkpoint = parseCheckpoint(changed);
        } catch (error) {
          expect(error).toMatchObject({ code: 'checkpoint-malformed' });
          return;
        }
        expect(formatCheckpoint(checkpoint)).toBe(changed);
      }),
    );
  });

  it.each([
    { ...good, origin: '' },
    { ...good, origin: 'a\nb' },
    { ...good, origin: 'a\u0007' },
    { ...good, size: -1 },
    { ...good, size: 0.5 },
    { ...good, size: 2 ** 53 },
    { ...good, size: 0 },
    { ...good, root: new Uint8Array(31) },
    { ...good, extensions: [''] },
    { ...good, extensions: ['a\nb'] },
  ])('is not formatted as %j: it could not be parsed again', (checkpoint) => {
    expect(() => formatCheckpoint(checkpoint)).toThrow('checkpoint-malformed');
  });

  it('without its last line feed, or longer than a note, is none', () => {
    expect(() => parseCheckpoint(formatCheckpoint(good).slice(0, -1))).toThrow('checkpoint-malformed');
    const extended = formatCheckpoint({ ...good, extensions: ['more'] });
    expect(() => parseCheckpoint(extended.slice(0, -1))).toThrow('checkpoint-malformed');
    expect(() => parseCheckpoint(`${formatCheckpoint(good)}${'a\n'.repeat(500_000)}`)).toThrow('checkpoint-malformed');
  });
});

describe('A signed checkpoint', () => {
  it('opens with the key of its log', () => {
    const opened = openCheckpoint(signCheckpoint(good, fixedSigner()), fixedVerifier());

    expect(opened).toEqual(good);
  });

  it('may carry signatures of witnesses that are not known', () => {
    const note = signNote(formatCheckpoint(good), [fixedSigner('witness.example', 8), fixedSigner()]);

    expect(openCheckpoint(note, fixedVerifier()).size).toBe(8);
  });

  it('of another log is refused, even when our key signed it', () => {
    const other = { ...good, origin: 'other.example/log' };

    expect(() => signCheckpoint(other, fixedSigner())).toThrow('checkpoint-origin');
    const note = signNote(formatCheckpoint(other), [fixedSigner()]);
    expect(() => openCheckpoint(note, fixedVerifier())).toThrow('checkpoint-origin');
  });
});
