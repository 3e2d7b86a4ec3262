import { lineOf, type VersionContent } from '@national-forge/versioning';

import { errorAt, showable, type Finding } from '../finding.ts';

/** Holds the versions with vectors that a version calls errors, and what it calls so that does not exist. */
export interface Superseded {
  readonly contents: readonly VersionContent[];
  readonly findings: readonly Finding[];
}

/** Reads the versions of which a version calls vectors errors. Of other lines nothing is asked: their vectors do not bind it. */
export async function readSuperseded(
  { manifest, vectors }: VersionContent,
  load: (version: string) => Promise<VersionContent | undefined>,
): Promise<Superseded> {
  const contents = new Map<string, VersionContent | undefined>();
  const findings: Finding[] = [];
  for (const { name: vector, supersedes } of vectors) {
    if (supersedes === undefined || lineOf(supersedes.version) !== lineOf(manifest.version)) continue;
    const { version, name } = supersedes;
    if (!contents.has(version)) contents.set(version, await load(version));
    const exists = contents.get(version)?.vectors.some((one) => one.name === name) === true;
    const params = { vector: showable(vector), version, name: showable(name) };
    if (!exists) findings.push(errorAt('vector-supersedes-unknown', {}, params));
  }
  return { contents: [...contents.values()].filter((one) => one !== undefined), findings };
}
