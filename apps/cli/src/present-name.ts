import type { Locale } from '@national-forge/manifest';

import type { Report } from './error-report.ts';
import type { Moved } from './session/moved-names.ts';
import { quoted } from './shell.ts';
import { text } from './texts/texts.ts';

/**
 * Adds to a refusal under a name that was given up what to type instead: the same call under the present name, or, where
 * the name stands in a file, what to write there.
 */
export function withPresentName(
  report: Report,
  { words, locale }: { readonly words: readonly string[]; readonly locale: Locale },
): Report {
  const { moved } = report;
  if (moved === undefined) return report;
  const again = words.map((word) => renamed(word, moved));
  const isTyped = again.some((word, index) => word !== words[index]);
  if (isTyped)
    return { ...report, hint: text(locale, 'moved.type', { command: ['nforge', ...again].map(quoted).join(' ') }) };
  const key = moved.to.includes('/') ? 'moved.write' : 'moved.writeAgency';
  return { ...report, hint: text(locale, key, { to: moved.to }) };
}

/** Changes the name in `NAME`, `NAME@VERSION`, `AGENCY/NAME…` and `--option=NAME`. */
function renamed(word: string, { from, to }: Moved): string {
  const [, option = '', value = word] = /^(--[a-z-]+=)(.*)$/s.exec(word) ?? [];
  const rest = value.slice(from.length);
  const isIt =
    value.startsWith(from) && (rest === '' || rest.startsWith('@') || (rest.startsWith('/') && !to.includes('/')));
  return isIt ? option + to + rest : word;
}
