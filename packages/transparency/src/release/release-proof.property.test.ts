import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { encodeBase64 } from '../keys/base64.ts';
import { createSigningKey, type Signer } from '../keys/signing-key.ts';
import { addition, agencyWithKeys, type AgencyLog } from '../testing/agency-log.ts';
import { fixedKey } from '../testing/fixed-key.ts';
import { fixedVerifier } from '../testing/fixed-log.ts';
import { logRelease, proveLogged, STATEMENT } from '../testing/release-log.ts';
import { formatReleaseProof, parseReleaseProof } from './release-proof.ts';
import { verifyReleaseProof } from './verify-release.ts';

const numRuns = process.env['NFORGE_TEST_SCALE'] === 'full' ? 1000 : 150;
const lattice = createSigningKey('ml-dsa-44').signer;
const EXPIRES = 2_000_000_000;
const distance = fc.nat({ max: 300 });
const changes = fc.array(fc.constantFrom('policy', 'key', 'runner', 'revocation', 'reset', 'rename', 'lattice'), {
  maxLength: 4,
});

/** Makes one change, signed by every key that still counts, and gives the keys that count after it. */
function apply(log: AgencyLog, change: string, active: readonly Signer[]): readonly Signer[] {
  const fresh = fixedKey(10 + log.state().keys.length);
  const last = active.at(-1);
  switch (change) {
    case 'policy':
      log.apply({ kind: 'agency-policy', threshold: 1 + (log.next().index % active.length) }, active);
      return active;
    case 'key':
      log.apply(addition(fresh), [...active, fresh]);
      return [...active, fresh];
    case 'lattice':
      if (active.includes(lattice) || log.state().keys.some((key) => key.fingerprint === lattice.fingerprint))
        return active;
      log.apply(addition(lattice), [...active, lattice]);
      return [...active, lattice];
    case 'runner': {
      const names = log.next().index % 2 === 0 ? null : ['autre', 'triage'];
      log.apply(addition(fresh, { use: 'ci', names, expires: EXPIRES }), [...active, fresh]);
      return active;
    }
    case 'revocation':
      // Who revokes does not count himself, and nobody may be locked out.
      if (last === undefined || active.length < log.state().threshold + 1) return active;
      log.apply({ kind: 'key-revoke', key: last.fingerprint, from: null }, active);
      return active.slice(0, -1);
    case 'reset':
      log.apply({ kind: 'key-reset', algorithm: 'ed25519', public: encodeBase64(fresh.spki) }, [fresh]);
      return [fresh];
    default:
      log.apply({ kind: 'transfer', from: log.state().agency, to: `soins-${log.state().keys.length}-x` }, active);
      return active;
  }
}

describe('a release proof', () => {
  it(
    'is the same after it was written and read, and verifies, whatever the agency did before and after',
    { timeout: 600_000 },
    () => {
      const digests = fc.constantFrom({}, { contract: null }, { vectors: null }, { contract: null, vectors: null });
      const places = { first: distance, between: distance, beyond: distance };
      const world = { before: changes, after: changes, digests, ...places };
      fc.assert(
        fc.property(fc.record(world), ({ before, after, digests, first, between, beyond }) => {
          const log = agencyWithKeys([fixedKey(1), fixedKey(2)]);
          let active: readonly Signer[] = [fixedKey(1), fixedKey(2)];
          for (const change of before.filter((one) => one !== 'rename')) active = apply(log, change, active);
          log.pass(first);
          const release = logRelease(log, active, { ...STATEMENT, ...digests });
          for (const change of new Set(after)) {
            log.pass(between);
            active = apply(log, change, active);
          }
          const proof = proveLogged(release, log, log.next().index + beyond);
          const file = formatReleaseProof(proof);
          const { name, version } = STATEMENT;

          expect(parseReleaseProof(file)).toEqual(proof);
          expect(formatReleaseProof(parseReleaseProof(file))).toBe(file);
          expect(
            verifyReleaseProof({ proof: parseReleaseProof(file), logKey: fixedVerifier(), expect: { name, version } })
              .index,
          ).toBe(release.index);
        }),
        { numRuns },
      );
    },
  );
});
