import type { SearchHit } from '@national-forge/api';
import type { Manifest } from '@national-forge/manifest';

type Texts<T> = Readonly<Record<string, T | undefined>>;

/** Is what an algorithm is found by beside what its hit shows, by language. */
export interface SearchTexts {
  readonly keywords?: Texts<readonly string[]>;
  readonly description?: Texts<string>;
  readonly features?: Texts<readonly string[]>;
  readonly purpose?: Texts<string>;
  readonly organisation?: Texts<string>;
  readonly readme?: Texts<string>;
  readonly categories?: readonly string[];
}

/** Is what search knows of an algorithm: the hit it shows and the texts it finds it by. */
export interface SearchEntry {
  readonly hit: SearchHit;
  readonly texts: SearchTexts;
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
    // The last one: so it stands in hits that were stored before there was one, too (migration 0005).
    engine: manifest.runtime.engine,
  };
  const texts = {
    keywords: manifest.keywords ?? {},
    description: manifest.description ?? {},
    features: manifest.features ?? {},
    purpose: manifest.purpose,
    organisation: manifest.organisation.name,
    categories: manifest.categories ?? [],
  };
  return { hit, texts };
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
    hit: { name, version, ...texts, risk: '', status: '', deprecated: false, updatedAt: publishedAt, engine: '' },
    texts: {},
  };
}
