import { versionList, versionSegment, type VersionEntry } from '@national-forge/api';

import { eachLimited } from '../limit.ts';
import type { Transport } from '../transport/transport.ts';
import { nameParts, target, type CallOptions } from './call.ts';

/** Is the listing of all versions of an algorithm; segments are fetched when they are asked for, each once. */
export interface Versions {
  readonly name: string;
  readonly versionCount: number;
  readonly segmentCount: number;
  /** Gives up to 256 versions in the order of publication, segment 0 being the oldest. */
  segment(index: number): Promise<readonly VersionEntry[]>;
  /** Gives all versions, newest publication first; the segments are fetched at the same time. */
  all(): Promise<readonly VersionEntry[]>;
}

const PARALLEL = 8;

/** Opens the listing of an algorithm's versions. */
export async function openVersions(transport: Transport, name: string, options: CallOptions): Promise<Versions> {
  const { signal } = options;
  const path = target('getVersions', { ...nameParts(name) });
  const { value: head } = await transport.json({ method: 'GET', path, signal }, versionList);
  const fetched = new Map<number, Promise<readonly VersionEntry[]>>();
  const fetchSegment = async (index: number): Promise<readonly VersionEntry[]> => {
    const segmentPath = target('getVersionSegment', { ...nameParts(name), segment: index });
    return (await transport.json({ method: 'GET', path: segmentPath, signal }, versionSegment)).value.versions;
  };
  const segment = (index: number): Promise<readonly VersionEntry[]> => {
    const known = fetched.get(index);
    if (known !== undefined) return known;
    const started = fetchSegment(index);
    fetched.set(index, started);
    // A segment that failed may be asked for again.
    started.catch(() => fetched.delete(index));
    return started;
  };
  const all = async (): Promise<readonly VersionEntry[]> => {
    const segments = await eachLimited([...Array(head.segmentCount).keys()], PARALLEL, segment);
    return segments.flat().reverse();
  };
  return { name: head.name, versionCount: head.versionCount, segmentCount: head.segmentCount, segment, all };
}
