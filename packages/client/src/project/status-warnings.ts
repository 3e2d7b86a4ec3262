import { ClientError, isClientError } from '../client-error.ts';
import { eachLimited } from '../limit.ts';
import { isUnanswered } from '../transport/failure.ts';
import { assertWanted, type ProjectOptions } from './context.ts';
import type { ReleaseWarning } from './resolve-lock.ts';
import { successorOf } from './successor.ts';

/** Is what the registry says about releases that are used. */
export interface StatusReport {
  /** Whether registry and log answered; without that nobody knows what was yanked, deprecated, removed or revoked since. */
  readonly statusKnown: boolean;
  readonly warnings: readonly ReleaseWarning[];
}

const PARALLEL = 8;
const PATIENCE_MS = 3000;

/**
 * Asks the registry whether releases were yanked, deprecated or removed by law. What is locked is proved without it, so a registry that
 * does not answer within three seconds, or not at all, is told and hinders nothing.
 * @throws ClientError `cancelled`
 */
export async function askStatus(
  options: Pick<ProjectOptions, 'client' | 'signal'>,
  releases: readonly Release[],
): Promise<StatusReport> {
  const { client } = options;
  if (client === undefined) return { statusKnown: false, warnings: [] };
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const signal = options.signal === undefined ? patience : AbortSignal.any([options.signal, patience]);
  try {
    const lists = await eachLimited(releases, PARALLEL, async ({ name, version }): Promise<ReleaseWarning[]> => {
      try {
        return warningsOf({ name, version }, (await client.status(name, version, { signal })).value);
      } catch (error) {
        // A locked release may come from another registry than the one that is asked.
        if (isClientError(error) && ['version-unknown', 'algorithm-unknown'].includes(error.code)) return [];
        throw error;
      }
    });
    return { statusKnown: true, warnings: lists.flat() };
  } catch (error) {
    assertWanted(options);
    if (isUnanswered(error)) return { statusKnown: false, warnings: [] };
    throw error;
  }
}

/**
 * Refuses releases that were removed by law: their bytes may lie in a cache still.
 * @throws ClientError `release-tombstoned` with the reference of the decision
 */
export function assertNotTombstoned({ warnings }: StatusReport): void {
  const removed = warnings.find(({ kind }) => kind === 'tombstoned');
  if (removed === undefined) return;
  const { name, version, reference = '' } = removed;
  throw new ClientError('release-tombstoned', { params: { name, version, reference } });
}

type Status = Awaited<ReturnType<NonNullable<ProjectOptions['client']>['status']>>['value'];

function warningsOf(release: Release, { yanked, deprecated, tombstoned }: Status): ReleaseWarning[] {
  const warnings: ReleaseWarning[] = [];
  if (tombstoned !== null) warnings.push({ kind: 'tombstoned', ...release, reference: tombstoned.reference });
  if (yanked !== null) warnings.push({ kind: 'yanked', ...release, reason: yanked.reason });
  if (deprecated === null) return warnings;
  const present = successorOf(deprecated);
  const successor = present === undefined ? {} : { successor: present };
  return [...warnings, { kind: 'deprecated', ...release, reason: deprecated.reason, ...successor }];
}

interface Release {
  readonly name: string;
  readonly version: string;
}
