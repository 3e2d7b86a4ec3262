import { VersioningError, type Ask, type VersioningErrorCode } from './error.ts';
import type { Shortlist } from './shortlist.ts';

/** Explains why a request could not be met, before it becomes an error; the search keeps some and throws at most one. */
export interface Failure {
  readonly code: VersioningErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly chain: readonly Ask[];
  readonly against?: readonly Ask[];
}

/** Names the asker at the top of every chain. */
export const ROOT = 'root';

const last = (chain: readonly Ask[]): Ask => chain.at(-1) ?? { by: ROOT, name: '', range: '' };

/** Explains that an algorithm does not exist. */
export const unknownAlgorithm = (chain: readonly Ask[]): Failure => ({
  code: 'algorithm-unknown',
  params: { name: last(chain).name },
  chain,
});

/** Explains that a published release asks for something that is not a range. */
export const unreadableRange = (chain: readonly Ask[]): Failure => ({
  code: 'range-invalid',
  params: { name: last(chain).name, range: last(chain).range },
  chain,
});

/** Explains that no version of an algorithm may be used, and why. */
export function noVersion(chain: readonly Ask[], at: string, list: Shortlist): Failure {
  const { name, range } = last(chain);
  const why = list.ok ? { reason: 'out-of-range' } : { reason: list.reason, ...nearest(list.nearest) };
  return { code: 'no-version', params: { name, range, at, ...why }, chain };
}

const nearest = (version: string | undefined) => (version === undefined ? {} : { nearest: version });

/** Makes the error of a failure; its message is for logs and names the whole chain. */
export function failureError({ code, params, chain, against }: Failure): VersioningError {
  const message = [`${code}: ${describeChain(chain)}`, ...(against ? [`against ${describeChain(against)}`] : [])];
  return new VersioningError(code, message.join('; '), { params, chain, ...(against ? { against } : {}) });
}

const describeChain = (chain: readonly Ask[]): string =>
  chain.map(({ by, name, range }) => `${by} → ${name}: ${range}`).join(', ');
