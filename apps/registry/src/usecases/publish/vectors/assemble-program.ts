import { programOf, type ReleaseFiles } from '@national-forge/admission';
import type { VectorResult } from '@national-forge/api';
import type { Program } from '@national-forge/runner';

import type { StoredDeps } from '../../content/stored-release.ts';
import type { Deps } from '../../deps.ts';
import { findPublished, type KnownRelease } from './known-release.ts';
import { resolveDependencies, type Answers } from './resolve-dependencies.ts';

/** Says what putting programs together needs. */
export type ProgramDeps = StoredDeps & Pick<Deps, 'catalogue' | 'clock'>;

/** Is a program with all it calls, and the releases that these are. */
export interface AssembledProgram {
  readonly program: Program;
  readonly dependencies: VectorResult['dependencies'];
}

/** Says among what a program is put together. */
export interface Surroundings {
  /** Releases that are published together with it. */
  readonly together: readonly KnownRelease[];
  /** Its own files. */
  readonly files: ReleaseFiles;
}

/**
 * Puts together the program of a release and those it depends on, each once. `undefined` where nothing of it can be run.
 * Throws `CircularDependency`, and the problems of `resolveDependencies`.
 */
export async function assembleProgram(
  deps: ProgramDeps,
  release: KnownRelease,
  { together, files }: Surroundings,
): Promise<AssembledProgram | undefined> {
  const own = await programOf({ release: files, manifest: release.manifest });
  if (own === undefined) return undefined;
  const answers = await resolveDependencies(deps, release, together);
  const known = answers.releases.map((one) => findKnown(deps, one, together));
  const link = createLinker({ deps, answers, known, together });
  const program = { ...own, dependencies: await link('root', release) };
  return { program, dependencies: known.map(({ name, version, releaseDigest }) => ({ name, version, releaseDigest })) };
}

/** Says that releases call each other in a circle: what it would give could only be that it ends at no depth. */
export class CircularDependency extends Error {
  readonly release: string;

  constructor(release: string) {
    super(`${release} calls itself through what it depends on`);
    this.name = 'CircularDependency';
    this.release = release;
  }
}

const labelOf = ({ name, version }: { readonly name: string; readonly version: string }): string =>
  `${name}@${version}`;

function findKnown(
  deps: StoredDeps,
  key: { readonly name: string; readonly version: string },
  together: readonly KnownRelease[],
): KnownRelease {
  const found = together.find((one) => labelOf(one) === labelOf(key)) ?? findPublished(deps, key);
  if (found === undefined) throw new Error(`resolved ${labelOf(key)}, which is not there`);
  return found;
}

interface Links {
  readonly deps: ProgramDeps;
  readonly answers: Answers;
  readonly known: readonly KnownRelease[];
  readonly together: readonly KnownRelease[];
}

type Programs = Readonly<Record<string, Program>>;

/** Makes what gives an asker the programs that it may call. A program that several call is one object, so it is sent once. */
function createLinker({
  deps,
  answers,
  known,
  together,
}: Links): (by: string, asker: KnownRelease) => Promise<Programs> {
  const made = new Map<string, Program | undefined>();
  const open = new Set<string>();
  const link = async (by: string, asker: KnownRelease): Promise<Programs> => {
    const called: [string, Program][] = [];
    for (const [name, range] of Object.entries(asker.manifest.dependencies ?? {})) {
      const answer = answers.find(by, name, range);
      const target = answer && known.find((one) => labelOf(one) === labelOf(answer));
      if (target === undefined) throw new Error(`nothing answers ${by} → ${name}@${range}`);
      const program = await make(target);
      if (program !== undefined) called.push([name, program]);
    }
    return Object.fromEntries(called);
  };
  const make = async (release: KnownRelease): Promise<Program | undefined> => {
    const label = labelOf(release);
    if (made.has(label)) return made.get(label);
    if (open.has(label)) throw new CircularDependency(label);
    open.add(label);
    const bare = await bareProgram(deps, release, together);
    const program = bare && { ...bare, dependencies: await link(label, release) };
    open.delete(label);
    made.set(label, program);
    return program;
  };
  return link;
}

/** What is published is held for the next who calls it; what is not yet is read from its archive. */
function bareProgram(
  { contents }: ProgramDeps,
  release: KnownRelease,
  together: readonly KnownRelease[],
): Promise<Program | undefined> {
  const make = () => programOf({ release: release.open(), manifest: release.manifest });
  return together.includes(release)
    ? make()
    : contents.use(`program ${release.releaseDigest}`, (program) => programBytes(release, program), make);
}

/** Counts what a program holds: its files, and its schemas, which may be made of several. */
function programBytes({ entries, manifest: { runtime } }: KnownRelease, program: Program | undefined): number {
  const entry = runtime.entry?.split(':')[0];
  const named = new Set([entry, ...(runtime.data ?? [])]);
  const isHeld = (path: string): boolean => named.has(path) || (runtime.engine === 'python' && path.endsWith('.py'));
  const schemas = program === undefined ? 0 : JSON.stringify(program.schemas).length;
  return entries.reduce((sum, { path, size }) => (isHeld(path) ? sum + size : sum), schemas);
}
