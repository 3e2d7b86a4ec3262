import { contentOf, programOf } from '@national-forge/admission';
import type { Requirements } from '@national-forge/client';
import type { Program } from '@national-forge/runner';

import { UsageError } from '../usage-error.ts';
import type { LoadedProgram, ProgramSource } from './program-source.ts';

/** Is what a manifest says under `dependencies`: a name and a range. */
export interface Wanted {
  readonly name: string;
  readonly range: string;
}

/** Says who asks for a dependency, and what is to be run in the end. */
export interface Asker<Source extends ProgramSource> {
  readonly source: Source;
  readonly root: Source;
}

/** Says where what a program calls comes from. */
export interface ProgramMeans<Source extends ProgramSource> {
  /** Finds a dependency among what is at hand. */
  readonly choose: (wanted: Wanted, asker: Asker<Source>) => Promise<Source | undefined>;
  /** Brings what is not, with all that it calls. */
  readonly fetch: (
    requirements: Requirements,
    root: Source,
  ) => Promise<ReadonlyMap<string, Pick<LoadedProgram, 'program'>>>;
}

/** Puts programs together: the one way from files to what is run, for every command. */
export interface ProgramLoader<Source extends ProgramSource> {
  /**
   * Puts together a program with all that it calls; undefined where nothing is run.
   *
   * @throws UsageError `run.circle`; what `choose` and `fetch` throw
   */
  program(source: Source): Promise<Program | undefined>;
  /** Reads the vectors too. */
  load(source: Source): Promise<LoadedProgram>;
}

/** Opens a loader; every source is put together once, however many call it. */
export function openProgramLoader<Source extends ProgramSource>(means: ProgramMeans<Source>): ProgramLoader<Source> {
  const made = new Map<string, Program | undefined>();
  const assemble = async (source: Source, callers: readonly Source[]): Promise<Program | undefined> => {
    const chain = [...callers, source].map(({ label }) => label);
    if (chain.indexOf(source.label) < callers.length)
      throw new UsageError('run.circle', { folders: chain.join(' → ') });
    if (made.has(source.label)) return made.get(source.label);
    const called = (one: Source) => assemble(one, [...callers, source]);
    const dependencies = await bringDependencies({ source, root: callers[0] ?? source }, { means, called });
    const { files: release, manifest, name = manifest.name, isOwn = false } = source;
    const found = await programOf({ release, manifest, dependencies });
    const program = found && { ...found, name, ...(isOwn && { isOwn }) };
    made.set(source.label, program);
    return program;
  };
  return {
    program: (source) => assemble(source, []),
    load: async (source) => {
      const { manifest, files, name = manifest.name } = source;
      const { vectors } = await contentOf(files, manifest);
      return { name, version: manifest.version, program: await assemble(source, []), vectors };
    },
  };
}

interface Bringing<Source extends ProgramSource> {
  readonly means: ProgramMeans<Source>;
  readonly called: (source: Source) => Promise<Program | undefined>;
}

async function bringDependencies<Source extends ProgramSource>(
  asker: Asker<Source>,
  { means, called }: Bringing<Source>,
): Promise<Readonly<Record<string, Program>>> {
  const dependencies: Record<string, Program> = {};
  const missing: Record<string, string> = {};
  for (const [name, range] of Object.entries(asker.source.manifest.dependencies ?? {})) {
    const found = await means.choose({ name, range }, asker);
    const program = found && (await called(found));
    if (program !== undefined) dependencies[name] = program;
    else if (found === undefined) missing[name] = range;
  }
  if (Object.keys(missing).length === 0) return dependencies;
  for (const [name, { program }] of await means.fetch(missing, asker.root)) if (program) dependencies[name] = program;
  return dependencies;
}
