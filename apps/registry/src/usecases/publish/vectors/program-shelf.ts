import { programOf } from '@national-forge/admission';
import type { Program } from '@national-forge/runner';

import type { Deps } from '../../deps.ts';
import { openFiles, type KnownRelease } from './known-release.ts';

/** Holds programs of published releases, without what they depend on; many publishes call the same few. */
export interface ProgramShelf {
  /** Gives the program of a published release; `undefined` where nothing of it can be run. */
  find(deps: Pick<Deps, 'blobs' | 'limits'>, release: KnownRelease): Promise<Program | undefined>;
}

interface Held {
  readonly program: Promise<Program | undefined>;
  readonly bytes: number;
}

/** Makes an empty shelf for some bytes of files; the least recently used leave first. */
export function createProgramShelf(maxBytes: number): ProgramShelf {
  const held = new Map<string, Held>();
  let size = 0;
  const drop = (digest: string): void => {
    size -= held.get(digest)?.bytes ?? 0;
    held.delete(digest);
  };
  return {
    find(deps, release) {
      const { releaseDigest: digest, manifest } = release;
      const found = held.get(digest);
      held.delete(digest);
      if (found) {
        held.set(digest, found);
        return found.program;
      }
      const program = programOf({ release: openFiles(deps, release), manifest });
      const bytes = programBytes(release);
      if (bytes > maxBytes) return program;
      held.set(digest, { program, bytes });
      size += bytes;
      // What could not be read is tried again next time.
      program.catch(() => drop(digest));
      for (const oldest of held.keys()) if (size > maxBytes && oldest !== digest) drop(oldest);
      return program;
    },
  };
}

/** Counts the files that a program holds; values take a few times the bytes of their JSON. */
function programBytes({ files, manifest: { runtime, contract } }: KnownRelease): number {
  const entry = runtime.entry?.split(':')[0];
  const named = new Set([entry, ...(runtime.data ?? []), contract?.input, contract?.output]);
  const isHeld = (path: string): boolean => named.has(path) || (runtime.engine === 'python' && path.endsWith('.py'));
  return files.reduce((sum, { path, size }) => (isHeld(path) ? sum + size : sum), 0);
}
