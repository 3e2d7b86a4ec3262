import type { Program } from '../program.ts';
import type { Thread } from './thread.ts';

/** How many programs a thread keeps loaded. */
const KEPT = 32;

/** Remembers which programs a thread holds, sends those that it lacks, and lets it forget the one used longest ago. */
export function createLedger(thread: Pick<Thread, 'tell'>): { numberOf(program: Program): number } {
  const numbers = new Map<Program, number>();
  let last = 0;
  return {
    numberOf: (program) => {
      let id = numbers.get(program);
      if (id === undefined) {
        id = ++last;
        thread.tell({ kind: 'load', id, program: portable(program, new Map()) });
      }
      // Entered anew, so that the first of the map is always the one used longest ago.
      numbers.delete(program);
      numbers.set(program, id);
      const oldest = numbers.size > KEPT ? numbers.entries().next().value : undefined;
      if (oldest !== undefined) {
        numbers.delete(oldest[0]);
        thread.tell({ kind: 'forget', id: oldest[1] });
      }
      return id;
    },
  };
}

const mapped = (files: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, new Uint8Array(bytes)]));

/** Copies a program without what a message would drag along: a view of a whole archive is sent as its own few bytes. */
function portable(program: Program, seen: Map<Program, Program>): Program {
  const known = seen.get(program);
  if (known !== undefined) return known;
  const dependencies: Record<string, Program> = {};
  const { name, version, engine, entry, data, schemas, inputMode } = program;
  const bytes = new Uint8Array(entry.bytes);
  const { isOwn, sources } = program;
  const copy: Program = {
    ...{ name, version, engine, entry: { ...entry, bytes }, data, schemas, inputMode, dependencies },
    ...(isOwn !== undefined && { isOwn }),
    ...(sources !== undefined && { sources: mapped(sources) }),
  };
  seen.set(program, copy);
  for (const [key, dependency] of Object.entries(program.dependencies)) dependencies[key] = portable(dependency, seen);
  return copy;
}
