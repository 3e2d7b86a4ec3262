import type { Draft } from '../draft.ts';

/** Names why a field of another standard is not taken over. */
export type LossReason =
  | 'not-here'
  | 'person'
  | 'tooling'
  | 'packages'
  | 'entry'
  | 'registry'
  | 'use'
  | 'media'
  | 'file'
  | 'language'
  | 'licence'
  | 'version'
  | 'name'
  | 'value'
  | 'readable'
  | 'unknown';

/** Is what became of a field: a part of the draft, or the reason why not; several parts of a field may fare differently. */
export type Taken = { readonly set: Draft; readonly lost?: LossReason } | { readonly lost: LossReason };

/** Is what a taker knows beside the value. */
export interface Context {
  /** Language of texts that do not say theirs. */
  readonly language: string;
  /** What the stars of the entry's path stand for. */
  readonly stars: readonly string[];
}

/** Maps one field of another standard; the table of them is also the documentation. */
export interface Mapping {
  /** Path with dots; `*` stands for any one member. What lies below belongs to it. */
  readonly from: string;
  /** Path of the manifest it goes to, or undefined when it is never taken over. */
  readonly to?: string;
  /** Says in English how, or why not; for the documentation. */
  readonly how: string;
  readonly take: (value: unknown, context: Context) => Taken;
}

/** Describes a kind of file that `init --from` reads. */
export interface SourceFormat {
  /** Name of the file. */
  readonly file: string;
  /** Name and version of the standard. */
  readonly standard: string;
  readonly parse: (text: string) => unknown;
  /** What every file of this kind says by being there. */
  readonly implies?: Draft;
  readonly mappings: readonly Mapping[];
}

/** Makes the entry of a field that is never taken over. */
export function never(from: string, reason: LossReason, how: string): Mapping {
  return { from, how, take: () => ({ lost: reason }) };
}
