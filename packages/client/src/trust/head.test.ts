import { parseVerifierKey } from '@national-forge/transparency';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { SampleLog } from '../testing/sample-log.ts';
import { assembleDebts, assertPrefix, openHead, remembering } from './head.ts';

const log = new SampleLog();
while (log.size < 40) log.pad();
const verifier = parseVerifierKey(log.signer.verifierKey);
const headOf = (size: number) => openHead(log.checkpoint(size), verifier);
const size = fc.integer({ min: 1, max: 40 });

test('a newer tree owes a proof to each size seen before, once, and to none of its own size', () => {
  fc.assert(
    fc.property(fc.array(size, { maxLength: 6 }), size, (seen, shown) => {
      const heads = seen.map(headOf);
      if (seen.some((one) => one > shown)) {
        expect(() => assembleDebts(heads, headOf(shown))).toThrow(/rollback/);
        return;
      }
      const debts = assembleDebts(heads, headOf(shown)).map((head) => head.size);
      expect(debts.toSorted((a, b) => a - b)).toEqual(
        [...new Set(seen)].filter((one) => one < shown).sort((a, b) => a - b),
      );
    }),
  );
});

test('the proof of a prefix holds for these two trees and for no others', () => {
  fc.assert(
    fc.property(size, size, size, (one, other, third) => {
      const [from = 1, to = 1] = [one, other].sort((a, b) => a - b);
      const hashes = log.consistency(from, to);

      expect(() => assertPrefix(headOf(from), headOf(to), hashes)).not.toThrow();
      if (third < from) expect(() => assertPrefix(headOf(third), headOf(to), hashes)).toThrow(/consistency/);
    }),
  );
});

test('a signature is verified once, however many proofs carry the same checkpoint', () => {
  let count = 0;
  const counting = remembering({
    ...verifier,
    verify: (text, signature) => {
      count++;
      return verifier.verify(text, signature);
    },
  });
  const note = log.checkpoint();

  for (let turn = 0; turn < 5; turn++) openHead(note, counting);
  expect(count).toBe(1);

  const spoilt = note.replace(
    /(— \S+ \S{20})(\S)/,
    (_, head: string, letter: string) => head + (letter === 'A' ? 'B' : 'A'),
  );
  for (let turn = 0; turn < 2; turn++) expect(() => openHead(spoilt, counting)).toThrow(/checkpoint/);
  expect(() => openHead(note.replace('\n40\n', '\n41\n'), counting)).toThrow(/checkpoint/);
});

test('a signature that was verified before it was remembered is not verified again, and no other is taken for it', () => {
  let count = 0;
  const note = log.checkpoint();
  const other = new SampleLog(log.origin);
  while (other.size < log.size) other.pad();
  const knowing = remembering(
    {
      ...verifier,
      verify: (text, signature) => {
        count++;
        return verifier.verify(text, signature);
      },
    },
    note,
  );

  expect(openHead(note, knowing).size).toBe(40);
  expect(count).toBe(0);
  expect(openHead(log.checkpoint(39), knowing).size).toBe(39);
  expect(count).toBe(1);
  const borrowed = note.replace('\n40\n', '\n41\n');
  expect(() => openHead(borrowed, knowing)).toThrow(/checkpoint/);
  expect(() => openHead(other.checkpoint(), knowing)).toThrow(/checkpoint/);
  expect(() => openHead(note, remembering(parseVerifierKey(other.signer.verifierKey), note))).toThrow(/checkpoint/);
  expect(openHead(note, remembering(verifier, 'no note')).size).toBe(40);
});
