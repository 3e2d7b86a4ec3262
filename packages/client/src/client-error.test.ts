import { PROBLEM_CODES, PROBLEMS } from '@national-forge/api';
import { expect, test } from 'vitest';

import { ClientError, isClientError, OWN_ERROR_CODES } from './client-error.ts';

const EXITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

test('every code has an exit code of the table', () => {
  for (const code of OWN_ERROR_CODES) expect(EXITS).toContain(new ClientError(code).exit);
  for (const code of PROBLEM_CODES) expect(new ClientError(code).exit).toBe(PROBLEMS[code].exit);
});

test('no code of the client is also one of the registry', () => {
  expect(OWN_ERROR_CODES.filter((code) => (PROBLEM_CODES as readonly string[]).includes(code))).toEqual([]);
});

test('an error is recognised by its shape, from another copy of the package too', () => {
  const foreign = Object.assign(new Error('network {}'), { name: 'ClientError', code: 'network' });

  expect(isClientError(foreign)).toBe(true);
  expect(isClientError(new Error('x'))).toBe(false);
});

test('a key that may not sign is refused alike whether the registry finds it or the client', () => {
  for (const reason of ['signer-unknown', 'signer-revoked', 'signer-expired', 'signer-not-allowed'])
    expect(new ClientError('signature-invalid', { params: { agency: 'eau', reason, key: '' } }).exit).toBe(
      new ClientError('key-unfit').exit,
    );
  expect(new ClientError('signature-invalid', { params: { reason: 'signature-invalid' } }).exit).toBe(8);
});
