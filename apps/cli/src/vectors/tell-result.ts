import type { VectorFailure } from '@national-forge/runner';

import { describeFault } from '../programs/describe-fault.ts';
import type { Io } from '../io.ts';
import { printable } from '../output.ts';
import { text } from '../texts/texts.ts';
import { isUnable, onLine, valuesOf, type VectorResult } from './result.ts';

/** Tells a person what the vectors of an algorithm gave: those that failed on stdout, the sum on stderr. */
export function tellResult(io: Io, result: VectorResult): void {
  const { target, name, version, report } = result;
  const release = `${name}@${version}`;
  if (report === undefined) {
    io.err(`${text(io.locale, 'test.nothing', { target, release })}\n`);
    return;
  }
  if (isUnable(result)) {
    const [first] = report.failed;
    if (first) io.err(`${printable(`${target}: ${describeFault(first, io.locale)}`)}\n`);
    return;
  }
  for (const failure of report.failed) io.out(printable(failureLines(io, target, failure)));
  const { total, failed, runner } = report;
  const key = failed.length === 0 ? 'test.passed' : 'test.failed';
  io.err(`${text(io.locale, key, { target, release, total, failed: failed.length, runner })}\n`);
}

function failureLines(io: Io, target: string, failure: VectorFailure): string {
  const values = valuesOf(failure, io.locale);
  const width = Math.max(...values.map(([label]) => label.length));
  const rows = values.map(([label, value]) => `  ${label.padEnd(width)}  ${value}\n`);
  return `${target}: ${onLine(failure.name)}: ${describeFault(failure, io.locale)}\n${rows.join('')}`;
}
