import type { Language } from '@national-forge/analyzer';

/**
 * Names our language for the primary language of a tag (BCP 47, ISO 639-3). The languages of Morocco that are called Tamazight are read as the
 * standard one: Central Atlas (tzm), Tachelhit (shi), Tarifit (rif), and ber, the group. Three-letter codes of ISO 639-2 are no
 * BCP 47 where there are two letters, but files have them.
 */
const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ['ar', 'ar'],
  ['ara', 'ar'],
  ['arb', 'ar'],
  ['ary', 'ary'],
  ['zgh', 'zgh'],
  ['ber', 'zgh'],
  ['tzm', 'zgh'],
  ['shi', 'zgh'],
  ['rif', 'zgh'],
  ['fr', 'fr'],
  ['fra', 'fr'],
  ['fre', 'fr'],
  ['en', 'en'],
  ['eng', 'en'],
]);

/**
 * Tells the language of a tag: `fr-FR` and `fr` are French, `ar-MA` is Arabic as Morocco writes it, `ar-ary` (an extended tag, RFC 5646
 * §2.2.2) and `ary-Latn` Darija. The script is told by the label, not by the tag. Undefined for all other languages.
 */
export function languageOf(tag: string): Language | undefined {
  const [primary = '', extended] = tag.toLowerCase().split(/[-_]/);
  if (primary === 'ar' && extended !== undefined && /^[a-z]{3}$/.test(extended)) {
    return extended === 'ary' || extended === 'arb' ? LANGUAGES.get(extended) : undefined;
  }
  return LANGUAGES.get(primary);
}
