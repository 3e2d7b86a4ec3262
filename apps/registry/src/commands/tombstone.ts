import { parseReference } from './reference.ts';
import { tombstone } from '../usecases/lifecycle/tombstone.ts';
import { printLine, tellLine, type DataOptions } from './command.ts';
import type { Io } from './io.ts';
import { withRegistry } from './with-registry.ts';

/** Is what `tombstone` takes. */
export interface TombstoneOptions extends DataOptions {
  readonly release: string;
  readonly reference: string;
  readonly withRecord?: boolean;
}

/** Removes a release by law, while servers run: its archive, and its record if asked. It cannot be undone. */
export async function run(options: TombstoneOptions, io: Io): Promise<number> {
  const key = parseReference(options.release);
  const { reference, withRecord = false } = options;
  const done = await withRegistry(options, io, ({ deps }) => tombstone(deps, { ...key, reference, withRecord }));
  if (options.json) printLine(io, JSON.stringify(done));
  else {
    const { index } = done.receipt;
    tellLine(io, `${options.release} ${done.repeated ? 'was removed before' : 'is removed'}: leaf ${index} of the log`);
  }
  return done.reference === reference ? 0 : tellOther(io, done.reference);
}

/** Exit code for what stands in the way: a decision is noted once, and this one was not. */
const CONFLICT = 7;

function tellOther(io: Io, reference: string): number {
  tellLine(io, `The log names the decision "${reference}", and goes on naming it: yours is noted nowhere.`);
  return CONFLICT;
}
