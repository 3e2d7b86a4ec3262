import { boundVectors, compareIn, contentOf, type CheckWorker } from '@national-forge/admission';
import { ClientError, type PublishedVersions } from '@national-forge/client';
import type { VersionContent } from '@national-forge/versioning';

import type { Replayer } from '../programs/replayer.ts';
import { assembleDiff, type Diff } from './assemble-diff.ts';
import type { Pair } from './open-pair.ts';
import { sourceOfSide, type Side } from './side.ts';

/** Says with which means a pair is compared. */
export interface DiffMeans {
  readonly worker: CheckWorker;
  readonly replayer: Replayer;
  readonly versionsOf: (name: string) => Promise<PublishedVersions>;
}

/**
 * Compares two sides: runs the later one on the vectors of the earlier one, and compares the rest.
 * @throws ClientError `admission-failed` where the schemas cannot be compared within the limits
 */
export async function diffPair({ from, to }: Pair, { worker, replayer, versionsOf }: DiffMeans): Promise<Diff> {
  const named = [from.content, ...(await supersededBy(to, versionsOf))];
  const bound = boundVectors([from.content], to.content, named);
  const replayed = await replayer.replay(sourceOfSide(to), bound);
  const { compare, findings } = compareIn(worker);
  const diff = await assembleDiff(from, to, { replayed, compare });
  if (findings().length === 0) return diff;
  const params = { count: findings().length, what: 'comparison' };
  throw new ClientError('admission-failed', { params, findings: [{ folder: to.label, findings: findings() }] });
}

/** Reads the published versions with vectors that a side calls errors of their author. */
async function supersededBy(
  { content: { manifest, vectors } }: Side,
  versionsOf: DiffMeans['versionsOf'],
): Promise<readonly VersionContent[]> {
  const wanted = new Set(vectors.flatMap(({ supersedes }) => supersedes?.version ?? []));
  if (wanted.size === 0) return [];
  const published = await versionsOf(manifest.name);
  const contents: VersionContent[] = [];
  for (const { version } of published.versions.filter((one) => wanted.has(one.version))) {
    const release = await published.open(version);
    if (release !== undefined) contents.push(await contentOf(release.files, release.manifest));
  }
  return contents;
}
