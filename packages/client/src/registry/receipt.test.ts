import type { LogReceipt } from '@national-forge/api';
import { parseVerifierKey } from '@national-forge/transparency';
import { expect, test } from 'vitest';

import { receiptOf } from '../keys/testing/desk.ts';
import { SampleLog } from '../testing/sample-log.ts';
import { assertReceipt, type ExpectedLeaf } from './receipt.ts';

function logOf(size: number): SampleLog {
  const log = new SampleLog();
  while (log.size < size) log.pad();
  return log;
}

const yank: ExpectedLeaf = { kind: 'yank', name: 'pad/ding', version: '1.0.0' };

test('a receipt is taken at every place of trees of every size, by the key of the log', () => {
  const log = logOf(40);
  const verifier = parseVerifierKey(log.signer.verifierKey);

  for (let index = 1; index < log.size; index++) {
    const { leaf, checkpoint } = assertReceipt(receiptOf(log, index), [yank], verifier);
    expect(leaf.kind).toBe('yank');
    expect(checkpoint.size).toBe(index + 1);
  }
});

test('one of several things that were expected is enough, and each of its members counts', () => {
  const receipt = receiptOf(logOf(5), 3);

  expect(() => assertReceipt(receipt, [{ kind: 'unyank' }, yank])).not.toThrow();
  expect(() => assertReceipt(receipt, [{ kind: 'unyank' }])).toThrow(
    expect.objectContaining({ params: { reason: 'kind', index: 3 } }),
  );
  for (const wrong of [{ version: '1.0.1' }, { name: 'pad/dong' }, { detail: `sha256:${'0'.repeat(64)}` }]) {
    expect(() => assertReceipt(receipt, [{ ...yank, ...wrong }])).toThrow(
      expect.objectContaining({ code: 'receipt-invalid', exit: 8, params: { reason: 'facts', index: 3 } }),
    );
  }
  expect(() => assertReceipt(receipt, [])).toThrow(expect.objectContaining({ code: 'receipt-invalid' }));
});

test('a receipt that proves nothing is refused with the reason', () => {
  const log = logOf(9);
  const verifier = parseVerifierKey(log.signer.verifierKey);
  const receipt = receiptOf(log, 6);
  const [first = '', ...rest] = receipt.hashes;
  const other = new SampleLog(log.origin);

  const cases: readonly (readonly [string, Partial<LogReceipt>])[] = [
    ['leaf', { leaf: 'yank' }],
    ['leaf', { leaf: receipt.leaf.replace('nforge-leaf/1', 'nforge-leaf/2') }],
    ['inclusion', { leaf: receipt.leaf.replace('time 1', 'time 2') }],
    ['inclusion', { index: 5 }],
    ['inclusion', { index: 7 }],
    ['inclusion', { hashes: rest }],
    ['inclusion', { hashes: [...rest, first] }],
    ['inclusion', { hashes: [...receipt.hashes, first] }],
    ['inclusion', { checkpoint: log.checkpoint(9) }],
    ['checkpoint', { checkpoint: other.checkpoint() }],
    ['checkpoint', { checkpoint: new SampleLog('other/log').checkpoint() }],
    ['checkpoint', { checkpoint: receipt.checkpoint.replace(/—.*\n/, '') }],
    ['checkpoint', { checkpoint: '' }],
  ];
  for (const [reason, change] of cases) {
    expect(() => assertReceipt({ ...receipt, ...change }, [yank], verifier)).toThrow(
      expect.objectContaining({ code: 'receipt-invalid', params: expect.objectContaining({ reason }) as object }),
    );
  }
});

test('without a key the proof still has to be one, for a checkpoint that can be shown to others', () => {
  const log = logOf(9);
  const receipt = receiptOf(log, 6);

  expect(() => assertReceipt({ ...receipt, hashes: [] }, [yank])).toThrow(
    expect.objectContaining({ code: 'receipt-invalid' }),
  );
  expect(() => assertReceipt({ ...receipt, checkpoint: 'x' }, [yank])).toThrow(
    expect.objectContaining({ code: 'receipt-invalid' }),
  );
});
