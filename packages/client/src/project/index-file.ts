import { parseManifest, type Manifest } from '@national-forge/manifest';
import * as z from 'zod';

import { ClientError } from '../client-error.ts';
import { askerOf, findTarget } from './graph.ts';
import type { Placed } from './layout.ts';
import { ROOT, type Lock } from './lock.ts';
import { presentName, signedName } from './moved-names.ts';

/** Tells the format of the index. */
const INDEX_VERSION = 0;

const contract = z.object({ input: z.string(), output: z.string(), inputMode: z.string() });

const indexedModule = z.object({
  name: z.string(),
  version: z.string(),
  path: z.string(),
  engine: z.string(),
  entry: z.string().optional(),
  data: z.array(z.string()).optional(),
  contract: contract.optional(),
  digest: z.string(),
  direct: z.boolean(),
  dependencies: z.record(z.string(), z.string()),
});

const indexShape = z.object({
  indexVersion: z.literal(INDEX_VERSION),
  modules: z.record(z.string(), indexedModule),
  aliases: z.record(z.string(), z.string()).optional(),
});

/** Describes one installed module to any program: paths are relative to `path`, which is relative to forge_modules. */
export type IndexedModule = z.infer<typeof indexedModule>;

/** Is the index of a project: modules by their path. `aliases` gives the path of the module that answers to an old name. */
export type ModuleIndex = z.infer<typeof indexShape>;

/** Writes an index; members in a fixed order, two spaces, LF. */
export function formatIndex(index: ModuleIndex): string {
  return `${JSON.stringify(index, undefined, 2)}\n`;
}

/** Parses an index, undefined when it is none of this format: it is then made anew. */
export function parseIndex(text: string): ModuleIndex | undefined {
  try {
    return indexShape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Is what is installed: a lock whose releases have their places. */
export interface Installed extends Pick<Lock, 'requirements' | 'moved'> {
  readonly releases: readonly Placed[];
}

/** Assembles the index of what is installed, from the placed releases and the manifests found in them. */
export function assembleIndex(installed: Installed, manifests: ReadonlyMap<string, Manifest>): ModuleIndex {
  const modules = installed.releases.map(
    (release) => [release.path, moduleOf(release, installed, manifests.get(release.key))] as const,
  );
  const aliases = aliasesOf(installed);
  return {
    indexVersion: INDEX_VERSION,
    modules: Object.fromEntries(modules),
    ...(aliases.length === 0 ? {} : { aliases: Object.fromEntries(aliases) }),
  };
}

/** Code that was written for an old name goes on: it gets what the project asks for by that name, else the plain module. */
function aliasesOf(installed: Installed): readonly (readonly [string, string])[] {
  const { releases, requirements, moved = {} } = installed;
  return Object.keys(moved)
    .sort()
    .map((name) => {
      const asked = findTarget(installed, { by: ROOT, name, range: requirements[name] ?? '' });
      const plain = releases.find(({ path }) => path === presentName(moved, name));
      return [name, (asked ?? plain)?.path ?? ''] as const;
    });
}

function moduleOf(release: Placed, installed: Installed, manifest: Manifest | undefined): IndexedModule {
  const by = askerOf(release);
  const targets = Object.entries(release.dependencies)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, range]) => [name, findTarget(installed, { by, name, range })?.path ?? ''] as const);
  const runtime = manifest?.runtime;
  return {
    name: release.name,
    version: release.version,
    path: release.path,
    engine: runtime?.engine ?? 'none',
    ...(runtime?.entry === undefined ? {} : { entry: runtime.entry }),
    ...(runtime?.data === undefined ? {} : { data: [...runtime.data] }),
    ...(manifest?.contract === undefined ? {} : { contract: contractOf(manifest.contract) }),
    digest: release.releaseDigest,
    direct: release.direct,
    dependencies: Object.fromEntries(targets),
  };
}

/** The default is written out: a program in another language need not know it. */
function contractOf({ input, output, inputMode }: NonNullable<Manifest['contract']>): IndexedModule['contract'] {
  return { input, output, inputMode: inputMode ?? 'strict' };
}

/** Names a release, and the name that it had when it was published. */
export interface Released {
  readonly name: string;
  readonly version: string;
  readonly publishedAs?: string | undefined;
}

/**
 * Reads the manifest of an unpacked release and proves that it speaks of that release.
 * @throws ClientError `integrity` when it names another, `manifest-invalid`
 */
export function manifestOf(release: Released, bytes: Uint8Array): Manifest {
  const what = askerOf({ name: signedName(release), version: release.version });
  const parsed = parseManifest(bytes);
  if (!parsed.ok) {
    const [problem] = parsed.problems;
    const place = { line: problem?.line ?? 1, column: problem?.column ?? 1 };
    throw new ClientError('manifest-invalid', { params: { path: what, reason: problem?.code ?? 'unknown', ...place } });
  }
  const actual = `${parsed.manifest.name}@${parsed.manifest.version}`;
  // A dishonest registry may offer one agency's release under another's name.
  if (actual !== what) throw new ClientError('integrity', { params: { what, expected: what, actual } });
  return parsed.manifest;
}
