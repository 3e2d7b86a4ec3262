/**
 * Folds a name so that two names share a key when *some* common file system takes them for one: APFS and HFS+ (case and
 * normalisation, HFS+ also skips invisible characters), NTFS and FAT (upper-casing), ext4 with casefold (full folding).
 * Folding too much only refuses a pair of names nobody needs; folding too little overwrites a file at the user.
 *
 * Lower-casing and then upper-casing the NFD form covers Unicode's full case folding (ß and SS, final sigma, the Kelvin
 * sign); the dot that Turkish İ keeps is dropped, so İ, I, i and ı are one.
 */
export function foldName(name: string): string {
  if (ASCII.test(name)) return name.toUpperCase();
  return name
    .replace(IGNORABLE, '')
    .normalize('NFD')
    .toLowerCase()
    .toUpperCase()
    .normalize('NFD')
    .replace(DOTTED_I, 'I');
}

const ASCII = /^[\u0000-\u007f]*$/;
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
const DOTTED_I = /I\u0307/g;
