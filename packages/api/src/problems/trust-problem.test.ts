import { TransparencyError, TRANSPARENCY_ERROR_CODES } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { describeProblemCode, problemParamNames } from './texts.ts';
import { trustProblem } from './trust-problem.ts';

describe('trustProblem', () => {
  it.each([
    ['threshold-unmet', 'threshold-unmet'],
    ['threshold-unreachable', 'threshold-unreachable'],
    ['change-stale', 'change-stale'],
    ['key-taken', 'key-taken'],
    ['key-weak', 'key-refused'],
    ['key-last', 'change-refused'],
    ['change-origin', 'change-refused'],
    ['signer-revoked', 'signature-invalid'],
    ['envelope-malformed', 'signature-invalid'],
  ] as const)('answers %s with %s', (code, problem) => {
    expect(trustProblem(new TransparencyError(code), 'impots').code).toBe(problem);
  });

  it('names agency and reason whatever the rule, and leaves no mark of a text open', () => {
    for (const code of TRANSPARENCY_ERROR_CODES) {
      const problem = trustProblem(new TransparencyError(code, { key: 'sha256:ab', threshold: 2, count: 1 }), 'impots');

      expect(problem.params).toMatchObject({ agency: 'impots', reason: code });
      expect(Object.keys(problem.params)).toEqual(expect.arrayContaining([...problemParamNames(problem.code)]));
    }
  });

  it('tells programs the code of the rule and people the clause, in the language of each', () => {
    const { code, params } = trustProblem(new TransparencyError('signer-expired', { key: 'sha256:ab' }), 'impots');

    expect(params).toMatchObject({ reason: 'signer-expired' });
    expect(describeProblemCode(code, params, 'en').detail).toContain(
      'the key that signed has expired (key: sha256:ab)',
    );
    expect(describeProblemCode(code, params, 'fr').detail).toContain('a expiré');
    expect(describeProblemCode(code, params, 'ar').detail).toContain('انتهت صلاحية');
  });
});
