import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { arbitraryAlgorithm, arbitraryDigest, arbitraryVersion } from '../testing/arbitrary-leaf.ts';
import { codeOf } from '../testing/code-of.ts';
import { parseStatement } from './release-statement.ts';
import { formatWaiver, parseWaiver, sortWaived, type WaiverStatement } from './waiver-statement.ts';

const arbitraryWaiver: fc.Arbitrary<WaiverStatement> = fc.record({
  name: arbitraryAlgorithm,
  version: arbitraryVersion,
  release: arbitraryDigest,
  reason: fc.constantFrom('relu à deux', 'راجعه اثنان من المهندسين', 'x'.repeat(500)),
  waived: fc
    .uniqueArray(
      fc.record({ against: arbitraryVersion, rule: fc.constantFrom('input-undecided', 'output-undecided') }),
      { minLength: 1, maxLength: 6, selector: ({ against, rule }) => `${against} ${rule}` },
    )
    .map(sortWaived),
});

const hex = '1'.repeat(64);
const waiver: WaiverStatement = {
  name: 'sante/triage',
  version: '1.2.0',
  release: `sha256:${hex}`,
  reason: 'relu à deux',
  waived: [
    { against: '1.1.0', rule: 'input-undecided' },
    { against: '1.1.0', rule: 'output-undecided' },
  ],
};
const written = formatWaiver(waiver);
const text = new TextDecoder().decode(written);
const parse = (changed: string) => codeOf(() => parseWaiver(new TextEncoder().encode(changed)));
const format = (change: Partial<WaiverStatement>) => codeOf(() => formatWaiver({ ...waiver, ...change }));

describe('a waiver', () => {
  it('is the same after it was written and read', () => {
    fc.assert(
      fc.property(arbitraryWaiver, (one) => {
        expect(parseWaiver(formatWaiver(one))).toEqual(one);
      }),
    );
  });

  it('is an in-toto statement whose subject is the release digest', () => {
    expect(text).toBe(
      `{"_type":"https://in-toto.io/Statement/v1","predicate":{"name":"sante/triage","reason":"relu à deux",` +
        `"version":"1.2.0","waived":[{"against":"1.1.0","rule":"input-undecided"},` +
        `{"against":"1.1.0","rule":"output-undecided"}]},"predicateType":"urn:nforge:waiver:1",` +
        `"subject":[{"digest":{"sha256":"${hex}"},"name":"sante/triage@1.2.0"}]}`,
    );
  });

  it('cannot be taken for the statement of a release, nor the other way round', () => {
    const release = text.replace('waiver:1', 'release:1');

    expect(codeOf(() => parseStatement(written))).toBe('statement-malformed');
    expect(parse(release)).toBe('waiver-malformed');
  });

  it.each([
    ['a member more', text.replace('"predicateType"', '"note":1,"predicateType"')],
    ['a member of the predicate more', text.replace('"version":"1', '"until":1,"version":"1')],
    ['a member of what is waived more', text.replace('"rule":', '"also":1,"rule":')],
    ['what is waived doubled', text.replace(/"waived":\[(\{[^}]*\})/, '"waived":[$1,$1')],
    ['what is waived in another order', text.replace(/\[(\{[^}]*\}),(\{[^}]*\})\]\}/, '[$2,$1]}')],
    ['nothing waived', text.replace(/"waived":\[.*\]\},"predicateType"/, '"waived":[]},"predicateType"')],
    ['no list', text.replace(/"waived":\[.*\]\},"predicateType"/, '"waived":{}},"predicateType"')],
    ['a subject of another version', text.replace('triage@1.2.0', 'triage@1.2.1')],
    ['a space', text.replace('":"', '": "')],
    ['nothing', ''],
    ['null', 'null'],
  ])('with %s is refused', (_, changed) => {
    expect(changed).not.toBe(text);
    expect(parse(changed)).toBe('waiver-malformed');
  });

  it.each([
    ['too short', 'ok'],
    ['too long', 'x'.repeat(501)],
    ['with space around it', ' because'],
    ['of two lines', 'because\nof'],
    ['with a control that a terminal obeys', 'because\u001b[2J'],
    ['that reads in another order than it is stored', 'because \u202eesuaceb'],
    ['with half a character', 'because \ud800'],
  ])('with a reason %s is not written', (_, reason) => {
    expect(format({ reason })).toBe('waiver-malformed');
  });

  it('is not written of what is no version and no rule', () => {
    expect(format({ waived: [{ against: '1.1', rule: 'input-undecided' }] })).toBe('waiver-malformed');
    expect(format({ waived: [{ against: '1.1.0', rule: 'Input undecided' }] })).toBe('waiver-malformed');
  });
});
