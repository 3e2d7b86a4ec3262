import { ProblemError } from '@national-forge/api';

import type { Deps } from './deps.ts';

type NameDeps = Pick<Deps, 'names'>;

/**
 * Refuses to write under a name that was given up, before rights are looked at: a token of the agency that moved away
 * would else be told that it belongs to another. Throws `ProblemError` `algorithm-moved`.
 */
export function assertNotMoved({ names }: NameDeps, name: string): void {
  const moved = names.algorithm(name);
  if (moved !== undefined) throw new ProblemError('algorithm-moved', { from: name, to: moved.to });
}

/** Refuses to write for an agency under a name that it gave up. Throws `ProblemError` `agency-moved`. */
export function assertAgencyNotMoved({ names }: NameDeps, agency: string): void {
  const to = names.agency(agency);
  if (to !== undefined) throw new ProblemError('agency-moved', { from: agency, to });
}
