import type { VectorFailure } from '@national-forge/runner';

import { describeFault } from '../programs/describe-fault.ts';
import type { VectorResult } from './result.ts';

/**
 * Writes results as JUnit XML, as CI servers read it: a suite for each algorithm, a case for each vector; an output that is not
 * the expected one is a failure, no output an error. In English, as it is read by programs.
 */
export function formatJunit(results: readonly VectorResult[], time: Date): string {
  const suites = results.map((result) => suite(result, time));
  const totals = attributes({
    name: 'nforge test',
    tests: sum(results, (one) => one.vectors.length),
    failures: sum(results, (one) => failuresOf(one).filter(isFailure).length),
    errors: sum(results, (one) => failuresOf(one).filter((failure) => !isFailure(failure)).length),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${totals}>\n${suites.join('')}</testsuites>\n`;
}

const failuresOf = ({ report }: VectorResult): readonly VectorFailure[] => report?.failed ?? [];

const isFailure = ({ code }: VectorFailure): boolean =>
  code === 'differs' || code === 'not-deterministic' || code === 'output-invalid';

function suite(result: VectorResult, time: Date): string {
  const { name, version, vectors, milliseconds } = result;
  const failed = failuresOf(result);
  const head = attributes({
    name: `${name}@${version}`,
    tests: vectors.length,
    failures: failed.filter(isFailure).length,
    errors: failed.filter((failure) => !isFailure(failure)).length,
    skipped: 0,
    time: (milliseconds / 1000).toFixed(3),
    timestamp: time.toISOString().slice(0, 19),
  });
  const byName = new Map(failed.map((failure) => [failure.name, failure]));
  const cases = vectors.map((vector) => testCase(name, vector, byName.get(vector)));
  return `  <testsuite${head}>\n${cases.join('')}  </testsuite>\n`;
}

function testCase(algorithm: string, vector: string, failure: VectorFailure | undefined): string {
  const head = attributes({ classname: algorithm.replace('/', '.'), name: vector });
  if (failure === undefined) return `    <testcase${head}/>\n`;
  const { code, input, expected, actual } = failure;
  const element = isFailure(failure) ? 'failure' : 'error';
  const values = { input, expected, ...(actual !== undefined && { actual }) };
  const lines = Object.entries(values).map(([label, value]) => `${label}: ${JSON.stringify(value)}`);
  const what = attributes({ type: code, message: describeFault(failure, 'en') });
  return `    <testcase${head}>\n      <${element}${what}>${escaped(lines.join('\n'))}</${element}>\n    </testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 (§2.2) has no way to write most control characters, nor half of a surrogate pair. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
