import { contentOf } from '@national-forge/admission';
import type { ReplayReport } from '@national-forge/runner';

import type { Io } from '../io.ts';
import { printable } from '../output.ts';
import type { ProgramSource } from '../programs/program-source.ts';
import type { Replayer, Unrun } from '../programs/replayer.ts';
import { text } from '../texts/texts.ts';
import type { VectorResult } from './result.ts';
import { VectorsFailed } from './vectors-failed.ts';

/** Says with which means folders are tested. */
export interface Testing {
  readonly io: Io;
  readonly replayer: Replayer;
}

/**
 * Runs the vectors of folders that are to be published, as the registry will. What cannot be run on this computer is told, and
 * hinders nothing: the registry judges.
 *
 * @throws VectorsFailed with all that fail
 */
export async function testOwn(sources: readonly ProgramSource[], { io, replayer }: Testing): Promise<void> {
  const failing: VectorResult[] = [];
  for (const source of sources) {
    io.signal.throwIfAborted();
    const { vectors } = await contentOf(source.files, source.manifest);
    const start = performance.now();
    const tested = await replayer.test(source, vectors);
    if (!tested.run) tellUnrun(source, tested, io);
    else if (tested.report.failed.length > 0) {
      const milliseconds = performance.now() - start;
      failing.push(resultOf(source, { names: vectors.map(({ name }) => name), report: tested.report, milliseconds }));
    }
  }
  if (failing.length > 0) throw new VectorsFailed(failing);
}

interface Tested {
  readonly names: readonly string[];
  readonly report: ReplayReport;
  readonly milliseconds: number;
}

function resultOf({ label, manifest }: ProgramSource, { names, report, milliseconds }: Tested): VectorResult {
  const { name, version } = manifest;
  return { target: label, name, version, vectors: names, report, milliseconds };
}

function tellUnrun({ label: target }: ProgramSource, { reason }: Unrun, io: Io): void {
  // Nothing is missing where there is nothing to run.
  if (io.json || reason === 'engine-none') return;
  const why = text(io.locale, `publish.notRun.${reason}`);
  io.err(`${printable(text(io.locale, 'publish.notRun', { target, why }))}\n`);
}
