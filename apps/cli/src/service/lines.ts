import { createReadStream } from 'node:fs';
import { addAbortSignal } from 'node:stream';

import type { Json, Program, Runner, RunOutcome } from '@national-forge/runner';

import { describeFault } from '../programs/describe-fault.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath } from '../options.ts';
import { printable } from '../output.ts';
import { text } from '../texts/texts.ts';

/** Says what is run on which lines. */
export interface LineJob {
  readonly program: Program;
  readonly runner: Runner;
  /** A file, or `-` for stdin. */
  readonly input: string;
}

/** How many lines may be under way at once: the runner is never idle, and what waits stays small. */
const UNDER_WAY = 64;

/**
 * Runs a program on each line of NDJSON and writes one line for each, in the same order and as soon as it is known, so that a
 * program may wait for each answer. A line that gives no output becomes `{"error":{"line":…}}` and the others go on; blank
 * lines are passed over, but counted.
 *
 * @returns 1 when some line gave no output
 */
export async function runLines(io: Io, job: LineJob): Promise<ExitCode> {
  const counts = { lines: 0, errors: 0 };
  const dropped = new Set<string>();
  const finish = async (line: number, outcome: RunOutcome): Promise<void> => {
    counts.lines++;
    if (!outcome.ok) counts.errors++;
    else for (const { pointer } of outcome.warnings) tellDropped(io, dropped, pointer);
    io.out(`${JSON.stringify(documentOf(io, line, outcome))}\n`);
    await io.taken();
  };
  const underWay: Promise<void>[] = [];
  let last = Promise.resolve();
  let number = 0;
  for await (const bytes of linesOf(io, job.input)) {
    const line = ++number;
    if (bytes.toString('latin1').trim() === '') continue;
    const running = runLine(job, bytes);
    last = last.then(async () => finish(line, await running));
    last.catch(() => undefined);
    underWay.push(last);
    if (underWay.length >= UNDER_WAY) await underWay.shift();
  }
  await last;
  if (!io.quiet && !io.json) io.err(`${text(io.locale, 'run.lines', counts)}\n`);
  return counts.errors === 0 ? EXIT.ok : EXIT.failure;
}

/** Gives the lines of a file or of stdin; unlike readline it tells of a file that cannot be read. */
async function* linesOf(io: Io, input: string): AsyncIterable<Buffer> {
  const stream = input === '-' ? io.stdin : createReadStream(folderPath(io, input));
  let parts: Buffer[] = [];
  for await (const chunk of addAbortSignal(io.signal, stream)) {
    let rest = Buffer.from(chunk as Uint8Array);
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      yield Buffer.concat([...parts, rest.subarray(0, at)]);
      [parts, rest] = [[], rest.subarray(at + 1)];
    }
    parts.push(rest);
  }
  yield Buffer.concat(parts);
}

async function runLine({ program, runner }: LineJob, bytes: Uint8Array): Promise<RunOutcome> {
  let input: Json;
  try {
    input = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return { ok: false, code: 'input-not-json', message };
  }
  return runner.run(program, input);
}

/** The bare output, so that the lines of one program are the input of the next; with `--json` each says which line it is of. */
function documentOf(io: Io, line: number, outcome: RunOutcome): unknown {
  if (outcome.ok) return io.json ? { line, output: outcome.output, warnings: outcome.warnings } : outcome.output;
  const { code, pointer, program } = outcome;
  const more = { ...(pointer !== undefined && { pointer }), ...(program !== undefined && { program }) };
  const error = { code, message: describeFault(outcome, 'en'), ...more };
  return io.json ? { line, error } : { error: { line, ...error } };
}

function tellDropped(io: Io, told: Set<string>, pointer: string): void {
  if (told.has(pointer) || io.json) return;
  told.add(pointer);
  io.err(`${printable(text(io.locale, 'run.dropped', { pointer }))}\n`);
}
