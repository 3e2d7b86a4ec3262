import { pathOf, ProblemError, type ReleaseStatus } from '@national-forge/api';

import type { StoredDocument } from '../ports.ts';
import type { Deps } from './deps.ts';
import { assertNotMoved } from './moved-name.ts';

type DocumentDeps = Pick<Deps, 'documents' | 'names'>;

/** Splits `agency/name` as the parameters of a path. */
export function nameParams(full: string): { readonly agency: string; readonly name: string } {
  const slash = full.indexOf('/');
  return { agency: full.slice(0, slash), name: full.slice(slash + 1) };
}

/** Tells whether an algorithm is published; its head is a document then. */
export function hasAlgorithm({ documents }: Pick<Deps, 'documents'>, name: string): boolean {
  return documents.find(pathOf('getAlgorithm', nameParams(name))) !== undefined;
}

/** Refuses a name that no algorithm has now. Throws `ProblemError` `algorithm-unknown`, `algorithm-moved`. */
export function assertAlgorithmExists(deps: DocumentDeps, name: string): void {
  if (hasAlgorithm(deps, name)) return;
  assertNotMoved(deps, name);
  throw new ProblemError('algorithm-unknown', { name });
}

/** Gives the head of an algorithm. Throws `ProblemError` `algorithm-unknown`. */
export function getHead(deps: DocumentDeps, name: string): StoredDocument {
  return find(deps, pathOf('getAlgorithm', nameParams(name))) ?? missing(deps, name);
}

/** Gives how the version listing is divided. Throws `ProblemError` `algorithm-unknown`. */
export function getVersionList(deps: DocumentDeps, name: string): StoredDocument {
  return find(deps, pathOf('getVersions', nameParams(name))) ?? missing(deps, name);
}

/** Gives a segment of the version listing. Throws `ProblemError` `algorithm-unknown`, `version-unknown`. */
export function getSegment(deps: DocumentDeps, name: string, segment: number): StoredDocument {
  const found = find(deps, pathOf('getVersionSegment', { ...nameParams(name), segment }));
  return found ?? missing(deps, name, () => new ProblemError('version-unknown', { name, version: `#${segment}` }));
}

/**
 * Gives the frozen record of a release.
 * Throws `ProblemError` `algorithm-unknown`, `version-unknown`, `release-tombstoned` when it was erased by law.
 */
export function getRecord(deps: DocumentDeps, name: string, version: string): StoredDocument {
  const found = find(deps, pathOf('getRelease', { ...nameParams(name), version }));
  if (found !== undefined) return found;
  assertStands(deps, name, version);
  return missing(deps, name, () => new ProblemError('version-unknown', { name, version }));
}

/** Refuses a release that was removed by law; one that never was passes. Throws `ProblemError` `release-tombstoned`. */
export function assertStands(deps: DocumentDeps, name: string, version: string): void {
  const status = find(deps, pathOf('getReleaseStatus', { ...nameParams(name), version }));
  const { tombstoned = null } = status ? (JSON.parse(status.bytes.toString()) as ReleaseStatus) : {};
  if (tombstoned) throw new ProblemError('release-tombstoned', { name, version, reference: tombstoned.reference });
}

/** Gives the status of a release. Throws `ProblemError` `algorithm-unknown`, `version-unknown`. */
export function getStatus(deps: DocumentDeps, name: string, version: string): StoredDocument {
  const found = find(deps, pathOf('getReleaseStatus', { ...nameParams(name), version }));
  return found ?? missing(deps, name, () => new ProblemError('version-unknown', { name, version }));
}

/** Gives a channel. Throws `ProblemError` `algorithm-unknown`, `channel-unknown`. */
export function getChannel(deps: DocumentDeps, name: string, tag: string): StoredDocument {
  const found = find(deps, pathOf('getChannel', { ...nameParams(name), tag }));
  return found ?? missing(deps, name, () => new ProblemError('channel-unknown', { name, tag }));
}

const find = ({ documents }: Pick<Deps, 'documents'>, path: string): StoredDocument | undefined => documents.find(path);

function missing(deps: DocumentDeps, name: string, part?: () => ProblemError): never {
  assertAlgorithmExists(deps, name);
  throw part?.() ?? new ProblemError('algorithm-unknown', { name });
}
