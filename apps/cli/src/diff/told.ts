import { describeChange } from '@national-forge/admission';
import type { Locale } from '@national-forge/manifest';
import type { BumpLevel, ChangeRule, FileDifference, JsonDifference } from '@national-forge/versioning';

import { text } from '../texts/texts.ts';
import type { Diff } from './assemble-diff.ts';

/** Is what a diff says in words, whatever page it is put on. */
export interface Told {
  readonly title: string;
  /** What the differences come to. */
  readonly verdict: readonly string[];
  readonly changes: readonly ToldChange[];
  /** What came of running vectors. */
  readonly replayed: string;
}

/** Is one difference that counts, in a sentence. */
export interface ToldChange {
  readonly level: BumpLevel;
  readonly words: string;
}

/** Lists the rules that say no more than the lists of vectors, fields and files do. */
const LISTED: ReadonlySet<ChangeRule> = new Set([
  ...(['texts-changed', 'files-changed', 'vectors-added', 'vectors-removed'] as const),
]);

/** Puts into words what two versions differ in. */
export function tellDiff(diff: Diff, locale: Locale): Told {
  const { from, to, comparison, replayed } = diff;
  const context = { old: from.version, ...(to.folder === undefined && { new: to.version }) };
  const changes = comparison.changes
    .filter(({ rule }) => !LISTED.has(rule))
    .map((change) => ({ level: change.level, words: describeChange(change, context, locale) }));
  return {
    title: `${labelOf(from)} → ${labelOf(to)}`,
    verdict: verdictOf(diff, locale),
    changes,
    replayed: replayed.run
      ? text(locale, 'diff.replayed', { count: replayed.total, failed: replayed.failed.length, old: from.version })
      : text(locale, 'diff.notReplayed', { old: from.version, reason: replayed.reason }),
  };
}

/** A folder is called by its place, and by what it says that it is. */
const labelOf = ({ label, name, version, folder }: Diff['from']): string =>
  folder === undefined ? label : `${folder} (${name}@${version})`;

function verdictOf({ from, to, comparison, required, honest }: Diff, locale: Locale): readonly string[] {
  const { level } = comparison;
  if (required === null) return [text(locale, `diff.plain.${level}`)];
  const words = text(locale, `diff.level.${level}`, { old: from.version, required });
  return honest === false ? [words, text(locale, 'diff.dishonest', { new: to.version })] : [words];
}

/** Marks what was added, removed or changed, as lists of differences do everywhere. */
export const MARKS = { added: '+', removed: '-', changed: '~' } as const;

/** Is one row of a list of differences: what it is about, and both values as far as there are. */
export interface DiffRow {
  readonly mark: keyof typeof MARKS;
  readonly what: string;
  readonly old: string;
  readonly new: string;
}

/** Makes a row of a difference of manifests; values are JSON, shortened. */
export function manifestRow({ pointer, ...values }: JsonDifference): DiffRow {
  const mark = !('old' in values) ? 'added' : !('new' in values) ? 'removed' : 'changed';
  const shown = (value: unknown): string => (value === undefined ? '' : shortened(JSON.stringify(value)));
  return { mark, what: pointer, old: shown(values.old), new: shown(values.new) };
}

/** Makes a row of a difference of files. */
export function fileRow({ path, change, ...facts }: FileDifference, locale: Locale): DiffRow {
  const size = (one: FileDifference['old']): string =>
    one === undefined ? '' : text(locale, 'diff.bytes', { size: one.size });
  return { mark: change, what: path, old: size(facts.old), new: size(facts.new) };
}

/** Makes the rows of differences of vectors. */
export function vectorRows({ vectors }: Diff): readonly DiffRow[] {
  const rows = (mark: DiffRow['mark'], names: readonly string[]): readonly DiffRow[] =>
    names.map((what) => ({ mark, what: shortened(what), old: '', new: '' }));
  return [...rows('added', vectors.added), ...rows('changed', vectors.changed), ...rows('removed', vectors.removed)];
}

const SHOWN = 100;

const shortened = (words: string): string => (words.length > SHOWN ? `${words.slice(0, SHOWN - 1)}…` : words);
