import type { Locale } from '@national-forge/manifest';

import type { ReportItem } from '../error-report.ts';
import { text, TEXTS, type TextKey } from '../texts/texts.ts';

const PLACEHOLDERS = Object.values(TEXTS).flatMap((table) =>
  (Object.keys(table) as TextKey[]).filter((key) => key.startsWith('init.placeholder.')).map((key) => table[key]),
);

/**
 * Finds the texts that `nforge init` wrote for what only the author knows and that still stand, in whichever language:
 * the manifest is valid with them, but a published release can never be corrected.
 *
 * @param source - the text of algorithm.yaml
 * @param file - how the file is named in the places
 */
export function findPlaceholders(
  source: string,
  { file, locale }: { readonly file: string; readonly locale: Locale },
): readonly ReportItem[] {
  return source.split('\n').flatMap((line, index) => {
    const column = Math.min(...PLACEHOLDERS.map((words) => line.indexOf(words)).filter((at) => at >= 0));
    if (!Number.isFinite(column)) return [];
    return [
      {
        where: `${file}:${String(index + 1)}:${String(column + 1)}`,
        code: 'placeholder',
        severity: 'warning' as const,
        message: text(locale, 'validate.placeholder'),
        hint: text(locale, 'validate.placeholderRemedy'),
      },
    ];
  });
}
