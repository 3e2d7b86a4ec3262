import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isExempt } from './no-proxy.ts';

const cases: readonly (readonly [list: string, host: string, port: number, exempt: boolean])[] = [
  ['', 'forge.gov.ma', 443, false],
  ['*', 'forge.gov.ma', 443, true],
  ['gov.ma', 'gov.ma', 443, true],
  ['gov.ma', 'forge.gov.ma', 443, true],
  ['gov.ma', 'notgov.ma', 443, false],
  ['gov.ma', 'gov.ma.attacker.example', 443, false],
  ['.gov.ma', 'forge.gov.ma', 443, true],
  ['.gov.ma', 'gov.ma', 443, false],
  ['*.gov.ma', 'forge.gov.ma', 443, true],
  ['*.gov.ma', 'gov.ma', 443, false],
  ['*.gov.ma', 'xgov.ma', 443, false],
  ['GOV.ma', 'Forge.gov.MA', 443, true],
  ['gov.ma.', 'forge.gov.ma', 443, true],
  ['gov.ma', 'forge.gov.ma.', 443, true],
  ['forge.gov.ma:8443', 'forge.gov.ma', 8443, true],
  ['forge.gov.ma:8443', 'forge.gov.ma', 443, false],
  ['a.example, gov.ma', 'forge.gov.ma', 443, true],
  ['a.example gov.ma', 'forge.gov.ma', 443, true],
  [',, ,', 'forge.gov.ma', 443, false],
  ['127.0.0.1', '127.0.0.1', 80, true],
  ['127.0.0.1', '127.0.0.10', 80, false],
  ['127.0.0.1:81', '127.0.0.1', 80, false],
  ['0.0.1', '127.0.0.1', 80, false],
  ['10.0.0.0/8', '10.200.3.4', 80, true],
  ['10.0.0.0/8', '11.0.0.1', 80, false],
  ['10.0.0.0/33', '10.0.0.1', 80, false],
  ['10.0.0.0/', '10.0.0.1', 80, false],
  ['10.0.0.0/8', 'ten.example', 80, false],
  ['::1', '[::1]', 80, true],
  ['[::1]', '::1', 80, true],
  ['[::1]:8080', '[::1]', 8080, true],
  ['[::1]:8080', '[::1]', 80, false],
  ['0:0:0:0:0:0:0:1', '[::1]', 80, true],
  ['fd00::/8', '[fd12:3456::1]', 443, true],
  ['fd00::/8', '[fe80::1]', 443, false],
  ['localhost', 'localhost', 4100, true],
  ['localhost', '127.0.0.1', 4100, false],
  ['(.*)', 'forge.gov.ma', 443, false],
];

describe('isExempt', () => {
  test.each(cases)('NO_PROXY=%j exempts %s:%d: %j', (...[list, host, port, exempt]) => {
    expect(isExempt(list, { host, port })).toBe(exempt);
  });

  test('never throws, whatever the list holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6()), (list, host) => {
        expect(typeof isExempt(list, { host, port: 443 })).toBe('boolean');
      }),
    );
  });
});
