import type { SearchHit } from '@national-forge/api';
import type { Manifest } from '@national-forge/manifest';

import type { SearchEntry } from '../../ports.ts';

/** Makes what search shows of a release and finds it by. */
export function searchEntry(manifest: Manifest, publishedAt: string): SearchEntry {
  const hit: SearchHit = {
    name: manifest.name,
    version: manifest.version,
    title: manifest.title,
    summary: manifest.summary,
    kind: manifest.kind,
    sectors: [...manifest.sectors],
    region: manifest.region,
    license: manifest.license,
    languages: [...manifest.languages.interface],
    risk: manifest.risk.level,
    status: manifest.developmentStatus,
    deprecated: false,
    updatedAt: publishedAt,
  };
  const texts: readonly (string | readonly string[])[] = [
    ...Object.values(manifest.description ?? {}),
    ...Object.values(manifest.features ?? {}),
    ...Object.values(manifest.keywords ?? {}),
    ...Object.values(manifest.purpose),
    ...Object.values(manifest.organisation.name),
    manifest.categories ?? [],
  ];
  return { hit, text: texts.flat() };
}
