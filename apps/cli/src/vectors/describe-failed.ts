import type { Locale } from '@national-forge/manifest';
import type { VectorFailure } from '@national-forge/runner';

import { EXIT } from '../io.ts';
import { describeFault } from '../programs/describe-fault.ts';
import type { Report, ReportItem } from '../error-report.ts';
import { fill, text } from '../texts/texts.ts';
import { onLine, valuesOf } from './result.ts';
import type { VectorsFailed } from './vectors-failed.ts';

/** Lists at most so many failures of an algorithm: more would not be read. */
const ITEMS = 50;

/** Describes vectors that keep a folder from being published, in the words of `nforge test`. */
export function describeVectorsFailed({ results }: VectorsFailed, locale: Locale): Report {
  const sums = results.map(({ target, name, version, report }) => {
    const { total = 0, failed = [], runner = '' } = report ?? {};
    return text(locale, 'test.failed', { target, release: `${name}@${version}`, total, failed: failed.length, runner });
  });
  const [{ target } = { target: '.' }] = results;
  return {
    code: 'vectors-failed',
    exit: EXIT.refused,
    message: sums.join('\n'),
    hint: text(locale, 'publish.vectorsHint', { target }),
    items: results.flatMap(({ target: where, report }) =>
      (report?.failed ?? []).slice(0, ITEMS).map((failure) => itemOf(where, failure, locale)),
    ),
  };
}

function itemOf(target: string, failure: VectorFailure, locale: Locale): ReportItem {
  const values = valuesOf(failure, locale).map(([label, value]) => fill(locale, `${label} {value}`, { value }));
  const message = `${describeFault(failure, locale)} ${values.join(locale === 'ar' ? '، ' : ', ')}`;
  return { where: `${target}: ${onLine(failure.name)}`, code: failure.code, message };
}
