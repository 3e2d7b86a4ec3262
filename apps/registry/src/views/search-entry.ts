import type { SearchHit } from '@national-forge/api';
import type { Manifest } from '@national-forge/manifest';

/** Is what search knows of an algorithm: the hit it shows and the text it finds it by. */
export interface SearchEntry {
  readonly hit: SearchHit;
  /** Keywords, description, features, agency names: searched, not shown. */
  readonly text: readonly string[];
  /** Names that the algorithm had before: found by, not shown. */
  readonly formerNames?: readonly string[];
}

/** Makes what search shows of a release and finds it by, from its manifest. */
export function searchEntryOf(manifest: Manifest, publishedAt: string): SearchEntry {
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

/** Makes the entry of a release whose record was erased by law: its name, its version, its time. */
export function erasedEntryOf(release: {
  readonly name: string;
  readonly version: string;
  readonly publishedAt: string;
}): SearchEntry {
  const { name, version, publishedAt } = release;
  const texts = { title: {}, summary: {}, kind: '', sectors: [], region: '', license: '', languages: [] };
  return {
    hit: { name, version, ...texts, risk: '', status: '', deprecated: false, updatedAt: publishedAt },
    text: [],
  };
}
