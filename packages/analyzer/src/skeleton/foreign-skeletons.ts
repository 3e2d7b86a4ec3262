import type { Script } from '../languages.ts';
import { skeletonOf } from './skeleton-of.ts';

type Rewriting = readonly [pattern: RegExp, by: string];

/**
 * How names of other languages are heard in Arabic: Gandhi is غاندي, George جورج, Churchill تشرشل, Michael مايكل, Charles تشارلز, John
 * جون. Each rewriting may hold or not.
 */
const LATIN: readonly Rewriting[] = [
  [/g(?=[eiy])/g, 'j'],
  [/g/g, 'gh'],
  [/sch/g, 'ch'],
  [/(?<![st])ch/g, 'tsh'],
  [/ch/g, 'k'],
  [/(?<=[aeiouylmnrghk])s$/g, 'z'],
  [/(?<=[aeiouy])s(?=[aeiouybdgmnr])/g, 'z'],
  [/(?<![cgpst])h(?![aeiouy])|(?<=^r)h/g, ''],
];

/** The same from the other side: what Arabic wrote with these may be spelled with the others in Latin letters. */
const ARABIC: readonly Rewriting[] = [
  [/غ/g, 'ك'],
  [/ج/g, 'ك'],
  [/تش/g, 'ش'],
  [/ز/g, 'س'],
  [/(?<=ت)ه/g, ''],
];

/** More would be chance. */
const MOST = 8;

/**
 * Lists the skeletons that a folded word may have in the other script as a name of a foreign language; the word's own comes first. The
 * first eight, since doubts multiply. A guess about a query: an index has each word's own skeleton only.
 *
 * ```ts
 * foreignSkeletons('gandhi', 'Latn'); // ['knd', 'ɣnd']
 * ```
 */
export function foreignSkeletons(word: string, script: Script): readonly string[] {
  const rewritings = script === 'Latn' ? LATIN : script === 'Arab' ? ARABIC : [];
  let spellings: readonly string[] = [word];
  for (const [pattern, by] of rewritings) {
    spellings = [...new Set([...spellings, ...spellings.map((spelling) => spelling.replaceAll(pattern, by))])].slice(
      0,
      MOST * 2,
    );
  }
  const skeletons = spellings.flatMap((spelling) => skeletonOf(spelling, script) ?? []);
  return [...new Set(skeletons)].slice(0, MOST);
}
