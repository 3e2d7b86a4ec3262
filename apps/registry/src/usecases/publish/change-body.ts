import type { ChangeBody } from '@national-forge/api';
import type { Change, Json } from '@national-forge/versioning';

/** Says how much of changes is written. What a hostile release says of itself must not fill the memory of who reads it. */
export interface ChangeRoom {
  readonly changes: number;
  /** Bytes of JSON of all together. */
  readonly bytes: number;
  /** Bytes of JSON of one value; a larger one is left out. */
  readonly value: number;
}

/** Writes changes as JSON, the gravest first as they come, until the room is full. */
export type ChangeWriter = <C extends Change>(changes: readonly C[]) => readonly (readonly [ChangeBody, C])[];

/** Begins to write changes: what is written later has the room that is left. */
export function openChangeWriter(room: ChangeRoom): ChangeWriter {
  let [changes, bytes] = [room.changes, room.bytes];
  const write = (change: Change): ChangeBody | undefined => {
    const forms = [room.value, 0].map((limit) => bodyOf(change, limit));
    const body = forms.find((form) => changes > 0 && sizeOf(form) <= bytes);
    if (body === undefined) return undefined;
    changes -= 1;
    bytes -= sizeOf(body);
    return body;
  };
  return (all) => {
    const written: (readonly [ChangeBody, (typeof all)[number]])[] = [];
    for (const change of all) {
      const body = write(change);
      if (body === undefined) break;
      written.push([body, change]);
    }
    return written;
  };
}

function bodyOf(change: Change, limit: number): ChangeBody {
  const { rule, level, comparison, vector, supersedes, params } = change;
  return {
    rule,
    level,
    ...(comparison && { comparison: comparisonOf(comparison, limit) }),
    ...(vector && {
      vector: {
        version: vector.version,
        name: vector.name,
        ...shown('input', vector.input, limit),
        ...shown('expected', vector.expected, limit),
        outcome: 'error' in vector.outcome ? vector.outcome : shown('actual', vector.outcome.actual, limit),
      },
    }),
    ...(supersedes && { supersedes: { ...supersedes, reason: textsOf(supersedes.reason) } }),
    params: textsOf(params),
  };
}

function comparisonOf(
  { witness, at, where, reason, ...rest }: NonNullable<Change['comparison']>,
  limit: number,
): NonNullable<ChangeBody['comparison']> {
  return {
    ...rest,
    ...shown('witness', witness, limit),
    ...(isShort(at) && { at }),
    where: { ...(isShort(where.old) && { old: where.old }), ...(isShort(where.new) && { new: where.new }) },
    reason: cut(reason),
  };
}

function shown<K extends string>(member: K, value: Json | undefined, limit: number): { readonly [M in K]?: Json } {
  const isShown = value !== undefined && sizeOf(value) <= limit;
  return (isShown ? { [member]: value } : {}) as { readonly [M in K]?: Json };
}

/** Characters of a text: of a pointer into a schema, which may have names of any length, of a reason. */
const TEXT_LIMIT = 2000;

/** A pointer that is cut leads somewhere else: it is left out. */
export const isShort = (text: string | undefined): text is string => text !== undefined && text.length <= TEXT_LIMIT;

const cut = (text: string): string =>
  text.length <= TEXT_LIMIT ? text : `${text.slice(0, TEXT_LIMIT).toWellFormed()}…`;

function textsOf<T extends string | number>(texts: Readonly<Record<string, T>>): Record<string, T> {
  const entries = Object.entries(texts).map(([name, text]) => [name, typeof text === 'string' ? cut(text) : text]);
  return Object.fromEntries(entries) as Record<string, T>;
}

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
