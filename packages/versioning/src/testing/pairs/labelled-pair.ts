import type { Schema } from '../../contract/schema.ts';

/** Is a pair of schemas with the verdict for either role, reasoned by hand. */
export interface LabelledPair {
  readonly title: string;
  readonly old: Schema;
  readonly new: Schema;
  /** As input: must every value of the old one be a value of the new one. */
  readonly input: 'compatible' | 'breaking';
  /** As output: must every value of the new one be a value of the old one. */
  readonly output: 'compatible' | 'breaking';
}

/** Makes a pair: its title, the old and the new schema, the verdict as input and as output. */
export const pair = (
  title: string,
  [old, newer]: readonly [Schema, Schema],
  [input, output]: readonly [LabelledPair['input'], LabelledPair['output']],
): LabelledPair => ({ title, old, new: newer, input, output });
