import { CommandError, printLine, type DataOptions } from './command.ts';
import type { Io } from './io.ts';
import { withRegistry } from './with-registry.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Removes uploads that no release refers to and that nobody used for a span, while servers run. They do so themselves
 * every hour with a span of a day; this is for the operator who needs the room now.
 */
export async function run(options: DataOptions & { readonly unusedFor: string }, io: Io): Promise<number> {
  const span = parseSpan(options.unusedFor);
  const removed = await withRegistry(options, io, ({ deps }) =>
    deps.blobs.collect(new Date(deps.clock.now().getTime() - span)),
  );
  printLine(io, options.json ? JSON.stringify(removed) : `${removed.removed} uploads removed (${removed.bytes} bytes)`);
  return 0;
}

function parseSpan(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const milliseconds = UNITS[unit];
  if (milliseconds !== undefined) return Number(count) * milliseconds;
  throw new CommandError(`--unused-for "${text}": write a span such as 24h, 30m or 0s.`, 2);
}
