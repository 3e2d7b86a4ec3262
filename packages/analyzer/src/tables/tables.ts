import tables from '../../data/tables.json' with { type: 'json' };

const read = (table: Readonly<Record<string, string>>): ReadonlyMap<string, string> => new Map(Object.entries(table));

/** Maps spelling variants of Arabic letters to the letter that search takes them for. */
export const arabicLetters = read(tables['arabic/letters']);

/** Maps Arabic broken plurals to their singulars, in ordinary spelling. */
export const brokenPlurals = read(tables['arabic/broken-plurals']);

/** Lists Arabic nouns that are whole as they stand, in ordinary spelling. */
export const arabicNouns: readonly string[] = Object.keys(tables['arabic/nouns']);

/** Maps IRCAM's 33 letters of Tifinagh to their Latin transcription. */
export const tifinaghLetters = read(tables['amazigh/tifinagh']);

/** Maps further letters of Tifinagh to the transcription that search takes them for. */
export const tifinaghExtended = read(tables['amazigh/tifinagh-extended']);

/** Maps Latin spellings of Tamazight to one form; `-` drops a letter. */
export const amazighVariants = read(tables['amazigh/latin-variants']);

/** Maps the consonants of Arabizi to Arabic letters, likeliest first, a space between. */
export const arabiziLetters = read(tables['darija/arabizi']);

/** Maps letters of all scripts to the consonants of the skeleton. */
export const skeletonLetters = read(tables['skeleton/letters']);

/** Maps words that are not looked for by themselves to their languages. */
export const stopWords = read(tables['stop-words']);
