import { isClientError } from '../client-error.ts';
import { eachLimited } from '../limit.ts';
import { onlineClient, type ProjectOptions } from '../project/context.ts';
import { findTarget, lockedReleases, type Asking } from '../project/graph.ts';
import { ROOT } from '../project/lock.ts';
import { readProjectFile, type Requirements } from '../project/project-file.ts';
import { findLock } from '../project/read-lock.ts';
import { resolveLock } from '../project/resolve-lock.ts';
import { successorOf } from '../project/successor.ts';

/** Compares what a project uses of one algorithm with what there is. */
export interface Outdated {
  readonly name: string;
  /** The name that it has now, as the registry says, where forge.json has an old one. */
  readonly presentName: string | undefined;
  /** What forge.json asks for. */
  readonly range: string;
  /** What the lock holds; undefined when nothing is locked yet. */
  readonly current: string | undefined;
  /** What an update would take. */
  readonly wanted: string;
  /** The highest stable version that is not yanked, whatever forge.json asks for; null when there is none. */
  readonly latest: string | null;
  /** Whether `current` is yanked or deprecated. */
  readonly yanked: boolean;
  readonly deprecated: boolean;
  readonly successor: string | undefined;
}

const PARALLEL = 8;

/**
 * Compares all requirements of a project with the registry, sorted by name; those that are up to date are in the list too.
 * @throws ClientError `project-missing`, `offline`, those of the registry and the way
 */
export async function outdated(options: ProjectOptions): Promise<readonly Outdated[]> {
  const client = onlineClient(options, 'outdated');
  const { signal } = options;
  const file = await readProjectFile(options.folder);
  const old = await findLock(options.folder);
  const names = Object.keys(file.requirements).sort();
  if (names.length === 0) return [];
  const { draft } = await resolveLock(options, file.requirements);
  const now = { releases: old === undefined ? [] : lockedReleases(old), moved: old?.moved };
  const next = { releases: lockedReleases(draft), moved: draft.moved };
  return eachLimited(names, PARALLEL, async (name) => {
    const current = findTarget(now, askingFor(old, name))?.version;
    const wanted = findTarget(next, askingFor(file, name))?.version ?? '';
    const [head, status] = await Promise.all([
      client.algorithm(name, { signal }),
      current === undefined ? undefined : findStatus(client.status(name, current, { signal })),
    ]);
    return {
      name,
      presentName: head.name === name ? undefined : head.name,
      range: file.requirements[name] ?? '',
      current,
      wanted,
      latest: head.latest,
      yanked: status?.value.yanked != null,
      deprecated: status?.value.deprecated != null,
      successor: status?.value.deprecated ? successorOf(status.value.deprecated) : undefined,
    };
  });
}

const askingFor = (asker: { readonly requirements: Requirements } | undefined, name: string): Asking => ({
  by: ROOT,
  name,
  range: asker?.requirements[name] ?? '',
});

/** A locked version that this registry does not know (it may come from another one) has no status here. */
async function findStatus<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isClientError(error) && error.code === 'version-unknown') return undefined;
    throw error;
  }
}
