import { ProblemError, type VersionDiff } from '@national-forge/api';
import {
  compareContracts,
  fileDifferences,
  jsonDifferences,
  vectorDifferences,
  type Json,
} from '@national-forge/versioning';

import type { ReleaseFacts, StoredDocument } from '../../ports.ts';
import { frozen } from '../../views/rendered.ts';
import { openStoredRelease, readContent, type StoredDeps, type StoredRelease } from '../content/stored-release.ts';
import type { Deps } from '../deps.ts';
import { openChangeWriter } from '../publish/change-body.ts';
import { assertAlgorithmExists } from '../stored-document.ts';

/** Names two versions of an algorithm; either may be the higher one. */
export interface VersionPair {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

type DiffDeps = StoredDeps & Pick<Deps, 'catalogue' | 'comparing'>;

/** Bounds what is shown of changes. */
const ROOM = { changes: 1000, bytes: 1_048_576, value: 65_536 };

/**
 * Tells how one version differs from another. Neither changes, so that the answer never does; it is kept for those who ask again.
 * No vector is run: of results it tells what the vectors of one version say against those of the other.
 * Throws `ProblemError` `algorithm-unknown`, `version-unknown`, `release-tombstoned`, `blob-damaged`, `busy`.
 */
export async function diffVersions(deps: DiffDeps, { name, from, to }: VersionPair): Promise<StoredDocument> {
  const [old, newer] = [await getFacts(deps, name, from), await getFacts(deps, name, to)];
  const key = `diff ${name} ${old.releaseDigest} ${newer.releaseDigest}`;
  const make = async () => {
    const diff = await compare(deps, open(deps, old), open(deps, newer));
    return frozen(key, Buffer.from(JSON.stringify({ name, from, to, ...diff } satisfies VersionDiff)));
  };
  return deps.contents.use(key, ({ bytes }) => bytes.length, make);
}

async function getFacts(deps: DiffDeps, name: string, version: string): Promise<ReleaseFacts> {
  const facts = await deps.catalogue.findRelease({ name, version });
  if (facts === undefined) {
    assertAlgorithmExists(deps, name);
    throw new ProblemError('version-unknown', { name, version });
  }
  if (facts.tombstone !== null) throw removed(facts);
  return facts;
}

const removed = ({ name, version, tombstone }: ReleaseFacts): ProblemError =>
  new ProblemError('release-tombstoned', { name, version, reference: tombstone?.reference ?? '' });

function open(deps: DiffDeps, facts: ReleaseFacts): StoredRelease {
  const stored = openStoredRelease(deps, facts);
  // Removed by law since the facts were read.
  if (stored === undefined) throw removed(facts);
  return stored;
}

function compare(
  deps: DiffDeps,
  old: StoredRelease,
  newer: StoredRelease,
): Promise<Omit<VersionDiff, 'name' | 'from' | 'to'>> {
  // What is read is held only while somebody compares.
  return deps.comparing(async (compareSchemas) => {
    const [before, after] = [await readContent(deps, old), await readContent(deps, newer)];
    const comparison = await compareContracts({ old: before, new: after, failed: [], compare: compareSchemas });
    const { added, removed, changed } = vectorDifferences(before.vectors, after.vectors);
    return {
      comparison: { ...comparison, changes: openChangeWriter(ROOM)(comparison.changes).map(([body]) => body) },
      vectors: { added: [...added], removed: [...removed], changed: [...changed] },
      manifest: jsonDifferences(old.record.manifest as Json, newer.record.manifest as Json).map((one) => ({ ...one })),
      files: [...fileDifferences(old.record.files, newer.record.files)],
    };
  });
}
