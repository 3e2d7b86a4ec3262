import type { Locale } from '@national-forge/manifest';

const isLocale = (text: string): text is Locale => text === 'ar' || text === 'fr' || text === 'en';

/** Reads the language out of a POSIX locale name: `fr_MA.UTF-8` gives `fr`, `ary` and `ar_MA` give `ar`, `zgh` gives `fr`. */
export function localeOf(name: string | undefined): Locale | undefined {
  const language = /^[a-z]+/.exec((name ?? '').toLowerCase())?.[0] ?? '';
  if (language === 'ary') return 'ar';
  if (language === 'zgh' || language === 'ber') return 'fr';
  return isLocale(language) ? language : undefined;
}

/**
 * Chooses the language of messages: `--lang`, then NFORGE_LANG, then the order of POSIX (LC_ALL, LC_MESSAGES, LANG;
 * POSIX.1-2017 §8.2), then English.
 */
export function chooseLocale(option: string | undefined, env: Readonly<Record<string, string | undefined>>): Locale {
  const posix = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return localeOf(option) ?? localeOf(env.NFORGE_LANG) ?? localeOf(posix) ?? 'en';
}
