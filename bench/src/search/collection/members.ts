import { CollectionError, type JsonLine } from './json-lines.ts';

/** Reads a member that must be a text with something in it. Throws {@link CollectionError}. */
export function textOf({ value, place }: JsonLine, key: string): string {
  const member = value[key];
  if (typeof member === 'string' && member.trim() !== '') return member;
  throw new CollectionError(place, `"${key}" must be a text that is not empty.`);
}

/** Refuses members that the format does not know: what nobody reads is a mistake of the writer. Throws {@link CollectionError}. */
export function assertMembers({ value, place }: JsonLine, known: readonly string[]): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw new CollectionError(place, `"${unknown}" is not known here; the members are ${known.join(', ')}.`);
}

/** Reads a member that may be missing: a map from language to what `isValid` accepts. Throws {@link CollectionError}. */
export function languageMapOf<T>(
  { value, place }: JsonLine,
  key: string,
  isValid: (one: unknown) => one is T,
): Readonly<Record<string, T>> | undefined {
  const member = value[key];
  if (member === undefined) return undefined;
  const isMap = typeof member === 'object' && member !== null && !Array.isArray(member);
  if (isMap && Object.values(member).every(isValid)) return member as Readonly<Record<string, T>>;
  throw new CollectionError(place, `"${key}" must be a map from language to text, as {"fr": …, "ar": …}.`);
}

/** Tells whether a value is a text. */
export const isText = (value: unknown): value is string => typeof value === 'string';

/** Tells whether a value is a list of texts. */
export const isTextList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
