import { programOf, type ReleaseFiles } from '@national-forge/admission';
import type { Resolution } from '@national-forge/api';
import { isClientError, type Client, type PublishedVersions } from '@national-forge/client';
import type { Manifest } from '@national-forge/manifest';
import type { Program } from '@national-forge/runner';

/** Is what of a version makes a program. */
export interface ProgramSource {
  readonly manifest: Manifest;
  readonly files: ReleaseFiles;
}

/** Says where the dependencies of a program come from. */
export interface ProgramMeans {
  readonly client: Client;
  /** Lists what is published of an algorithm. */
  readonly versionsOf: (name: string) => Promise<PublishedVersions>;
  readonly signal: AbortSignal;
}

/**
 * Puts together a program with all that it calls: the versions that its ranges stand for today, each proved.
 * @returns undefined where nothing is run, or where something that it needs is not at hand any more
 */
export async function loadProgram(source: ProgramSource, means: ProgramMeans): Promise<Program | undefined> {
  const resolution = await resolveAll(source.manifest.dependencies ?? {}, means);
  if (resolution === undefined) return undefined;
  const loading = { means, resolution, loaded: new Map<string, Program | undefined>() };
  return assemble(source, { by: 'root', above: [], loading });
}

type Resolved = Pick<Resolution, 'releases' | 'moved'>;

/** What is published together with what calls it cannot be resolved yet. */
async function resolveAll(
  requirements: Readonly<Record<string, string>>,
  { client, signal }: ProgramMeans,
): Promise<Resolved | undefined> {
  if (Object.keys(requirements).length === 0) return { releases: [] };
  return client.resolve({ requirements }, { signal }).catch((error: unknown) => {
    if (isClientError(error) && error.problem !== undefined && error.problem.status < 500) return undefined;
    throw error;
  });
}

interface Loading {
  readonly means: ProgramMeans;
  readonly resolution: Resolved;
  /** By `agency/name@version`. */
  readonly loaded: Map<string, Program | undefined>;
}

interface Asker {
  /** Who asks, as the resolution names it. */
  readonly by: string;
  /** Who is being put together. */
  readonly above: readonly string[];
  readonly loading: Loading;
}

async function assemble({ manifest, files }: ProgramSource, asker: Asker): Promise<Program | undefined> {
  const dependencies: [string, Program][] = [];
  for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
    const program = await loadDependency(name, range, asker);
    if (program === undefined) return undefined;
    dependencies.push([name, program]);
  }
  return programOf({ release: files, manifest, dependencies: Object.fromEntries(dependencies) });
}

async function loadDependency(name: string, range: string, asker: Asker): Promise<Program | undefined> {
  const { by, above, loading } = asker;
  const { releases, moved = {} } = loading.resolution;
  const present = moved[name]?.to ?? name;
  const found = releases.find(
    (release) => release.name === present && release.requiredBy.some((one) => one.by === by && one.range === range),
  );
  if (found === undefined) return undefined;
  const key = `${found.name}@${found.version}`;
  // An algorithm that calls itself through others has no program that could be put together.
  if (above.includes(key)) return undefined;
  if (loading.loaded.has(key)) return loading.loaded.get(key);
  const release = await (await loading.means.versionsOf(found.name)).open(found.version);
  const program = release && (await assemble(release, { by: key, above: [...above, key], loading }));
  loading.loaded.set(key, program);
  return program;
}
