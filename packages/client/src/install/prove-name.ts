import { signedName, type LockedMove, type MoveClaims } from '../project/moved-names.ts';
import { assertBefore } from '../trust/moves.ts';
import type { TrustSession } from '../trust/session.ts';
import { untrusted } from '../trust/step.ts';

/** Is a release by the name that a person says, once it is proved by the name that it was signed under. */
export interface CalledRelease {
  /** The name that is said: that of its time, the present one, or one between. */
  readonly name: string;
  /** The name that it was signed under, where that is another. */
  readonly publishedAs?: string | undefined;
  /** Index of its leaf. */
  readonly index: number;
}

/**
 * Proves that a release is one of the algorithm that a person says, by the moves that lead from the name that it was signed under.
 * @param claims where the registry or a lock says that names went
 * @returns undefined when the name did not move
 * @throws ClientError `untrusted` at `moved` and those of the proof of transfers
 */
export async function proveName(
  session: TrustSession,
  claims: MoveClaims,
  release: CalledRelease,
): Promise<LockedMove | undefined> {
  const { name, index } = release;
  const what = signedName(release);
  const claim = Object.hasOwn(claims, what) ? claims[what] : undefined;
  if (claim === undefined && what === name) return undefined;
  const way = await session.moves.prove(what, claim ?? { to: name, leaves: [] });
  if (![what, ...way.via, way.to].includes(name)) {
    throw untrusted('moved', { what, expected: name, actual: way.to, reason: 'no-proof' });
  }
  assertBefore(what, index, way);
  return way;
}
