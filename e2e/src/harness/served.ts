import type { ReleaseRecord, VersionSegment } from '@national-forge/api';

import { sha256 } from './offer.ts';

const base = (url: string, name: string): string => `${url}/api/v1/algorithms/${name}`;

/** Fetches a JSON document, undefined where there is none; any other answer than 200 and 404 is an error. */
export async function fetchJson<T>(address: string): Promise<T | undefined> {
  const answer = await fetch(address);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw new Error(`${address}: ${String(answer.status)} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Fetches the record of a release; undefined when it is not visible. */
export function fetchRecord(url: string, name: string, version: string): Promise<ReleaseRecord | undefined> {
  return fetchJson(`${base(url, name)}/versions/${version}`);
}

/** Fetches the stored archive of a release and gives the sha256 of what came, in hex. */
export async function fetchArchiveHash(url: string, name: string, version: string): Promise<string> {
  const answer = await fetch(`${base(url, name)}/versions/${version}/archive`);
  if (answer.status !== 200) throw new Error(`archive of ${name}@${version}: ${String(answer.status)}`);
  return sha256(await answer.bytes());
}

/** Lists all versions that an algorithm shows, through its segments; empty when it is not visible at all. */
export async function fetchVersions(url: string, name: string): Promise<readonly string[]> {
  const head = await fetchJson<{ segmentCount: number }>(`${base(url, name)}/versions`);
  const versions: string[] = [];
  for (let index = 0; index < (head?.segmentCount ?? 0); index += 1) {
    const segment = await fetchJson<VersionSegment>(`${base(url, name)}/versions/segments/${String(index)}`);
    versions.push(...(segment?.versions ?? []).map(({ version }) => version));
  }
  return versions;
}
