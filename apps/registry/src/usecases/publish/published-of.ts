import type { PublishedVersion } from '@national-forge/versioning';

import type { VersionBindings } from '../../ports.ts';

/** Says as versions what was found: neighbours that were reached across a waiver are joined by one. */
export function publishedOf({ below, above, vectors }: VersionBindings): readonly PublishedVersion[] {
  const crossed = new Set([...below.slice(0, -1), ...above.slice(1)]);
  const versions = new Set([...below, ...above, ...vectors.map(({ version }) => version)]);
  return [...versions].map((version) => ({
    version,
    yanked: false,
    ...(crossed.has(version) && { waived: true }),
  }));
}
