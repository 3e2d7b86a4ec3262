import register from '../data/reserved-names.json' with { type: 'json' };

/** Says which part of `agency/name` a reserved word is refused for. */
export type NamePart = 'agency' | 'algorithm';

/** Describes words that nobody may register, and why. */
export interface ReservedGroup {
  readonly reason: string;
  readonly parts: readonly NamePart[];
  readonly names: readonly string[];
}

/** Lists the reserved words, in groups by reason (data/reserved-names.json). */
export const reservedNames: readonly ReservedGroup[] = register.groups as readonly ReservedGroup[];

const reserved: Readonly<Record<NamePart, ReadonlySet<string>>> = {
  agency: namesFor('agency'),
  algorithm: namesFor('algorithm'),
};

/** Tells whether a word is reserved as that part of a name; case is ignored. */
export function isReservedName(word: string, part: NamePart): boolean {
  return reserved[part].has(word.toLowerCase());
}

function namesFor(part: NamePart): ReadonlySet<string> {
  return new Set(reservedNames.filter((group) => group.parts.includes(part)).flatMap((group) => group.names));
}
