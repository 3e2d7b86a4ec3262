import { TransparencyError } from '../error.ts';
import type { ReleaseProof } from '../release/release-proof.ts';
import { verifyReleaseProof, type ReleaseClaim, type VerifiedRelease } from '../release/verify-release.ts';
import { fixedVerifier } from './fixed-log.ts';
import { STATEMENT } from './release-log.ts';

/** The release that the tests expect. */
export const EXPECTED = { name: STATEMENT.name, version: STATEMENT.version, release: STATEMENT.release };

/** Verifies a proof with the key of the fixed log. */
export function verifyExpected(proof: ReleaseProof, expect: ReleaseClaim['expect'] = EXPECTED): VerifiedRelease {
  return verifyReleaseProof({ proof, logKey: fixedVerifier(), expect });
}

/** Tells `ok`, or the step that failed and the code of the error. */
export function outcomeOf(proof: ReleaseProof, expect?: ReleaseClaim['expect']): string {
  try {
    verifyExpected(proof, expect);
    return 'ok';
  } catch (error) {
    if (!(error instanceof TransparencyError)) throw error;
    return `${String(error.params['step'])}: ${error.code}`;
  }
}
