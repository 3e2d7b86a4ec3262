import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { arbitraryAlgorithm, arbitraryDigest, arbitraryVersion } from '../testing/arbitrary-leaf.ts';
import { codeOf } from '../testing/code-of.ts';
import { formatStatement, parseStatement, type ReleaseStatement } from './release-statement.ts';

const arbitraryStatement: fc.Arbitrary<ReleaseStatement> = fc.record({
  name: arbitraryAlgorithm,
  version: arbitraryVersion,
  release: arbitraryDigest,
  manifest: arbitraryDigest,
  contract: fc.option(arbitraryDigest),
  vectors: fc.option(arbitraryDigest),
});
const hex = '1'.repeat(64);
const statement: ReleaseStatement = {
  name: 'sante/triage',
  version: '1.2.0-rc.1',
  release: `sha256:${hex}`,
  manifest: `sha256:${'2'.repeat(64)}`,
  contract: null,
  vectors: `sha256:${'3'.repeat(64)}`,
};
const written = formatStatement(statement);
const text = new TextDecoder().decode(written);
const parse = (changed: string) => codeOf(() => parseStatement(new TextEncoder().encode(changed)));

describe('a release statement', () => {
  it('is the same after it was written and read', () => {
    fc.assert(
      fc.property(arbitraryStatement, (one) => {
        expect(parseStatement(formatStatement(one))).toEqual(one);
      }),
    );
  });

  it('is an in-toto statement whose subject is the release digest', () => {
    expect(text).toBe(
      `{"_type":"https://in-toto.io/Statement/v1","predicate":{"contract":null,"manifest":"sha256:${'2'.repeat(64)}",` +
        `"name":"sante/triage","vectors":"sha256:${'3'.repeat(64)}","version":"1.2.0-rc.1"},` +
        `"predicateType":"urn:nforge:release:1","subject":[{"digest":{"sha256":"${hex}"},` +
        `"name":"sante/triage@1.2.0-rc.1"}]}`,
    );
  });

  it.each([
    ['a space', text.replace('":"', '": "')],
    ['a line feed at the end', `${text}\n`],
    ['a byte order mark', `\ufeff${text}`],
    ['a member doubled', text.replace('"name":', '"name":"sante/autre","name":')],
    ['a member more', text.replace('"predicateType"', '"note":1,"predicateType"')],
    ['a prototype', text.replace('"predicateType"', '"__proto__":{},"predicateType"')],
    ['a member of the predicate more', text.replace('"version"', '"tag":"x","version"')],
    ['a member less', text.replace('"contract":null,', '')],
    ['another order', text.replace(/("contract":null),("manifest":"[^"]*")/, '$2,$1')],
    ['an escape', text.replace('"sante/triage"', String.raw`"sante\/triage"`)],
    ['a unicode escape', text.replace('"sante/triage"', String.raw`"\u0073ante/triage"`)],
    ['two subjects', text.replace(/\[(\{.*\})\]/, '[$1,$1]')],
    ['a subject of another name', text.replace('triage@1.2.0', 'triage@1.2.1')],
    ['another type', text.replace('Statement/v1', 'Statement/v2')],
    ['another predicate type', text.replace('release:1', 'release:2')],
    ['a digest in capitals', text.replace(hex, 'A'.repeat(64))],
    ['a digest too short', text.replace(hex, '1'.repeat(63))],
    ['a second digest', text.replace('"sha256":', '"sha1":"","sha256":')],
    ['build metadata', text.replaceAll('1.2.0-rc.1', '1.2.0+1')],
    ['a name in capitals', text.replaceAll('sante/triage', 'Sante/triage')],
    ['a number for a text', text.replace('"1.2.0-rc.1"}', '1}')],
    ['nothing', ''],
    ['no object', '[]'],
    ['null', 'null'],
    ['a depth without end', '['.repeat(16_000)],
    ['a depth beyond the limit', '['.repeat(1_000_000)],
  ])('with %s is refused', (_, changed) => {
    expect(changed).not.toBe(text);
    expect(parse(changed)).toBe('statement-malformed');
  });

  it('is refused in other encodings than UTF-8', () => {
    expect(codeOf(() => parseStatement(Buffer.from(text, 'utf16le')))).toBe('statement-malformed');
    expect(codeOf(() => parseStatement(Buffer.concat([written, Uint8Array.of(0xff)])))).toBe('statement-malformed');
  });
});
