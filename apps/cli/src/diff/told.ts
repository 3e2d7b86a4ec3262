import { describeChange } from '@national-forge/admission';
import type { Locale } from '@national-forge/manifest';
import type { BumpLevel, ChangeRule, FileDifference, Json, JsonDifference } from '@national-forge/versioning';

import { fewOfEach } from '../few-of-each.ts';
import { text } from '../texts/texts.ts';
import type { Diff } from './assemble-diff.ts';

/** Is what a diff says in words, whatever page it is put on. */
export interface Told {
  readonly title: string;
  /** What the differences come to. */
  readonly verdict: readonly string[];
  readonly changes: readonly ToldChange[];
  /** What came of running vectors; empty where there was none to run. */
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
  const { from, to, comparison } = diff;
  const context = { old: from.version, ...(to.folder === undefined && { new: to.version }) };
  const counting = comparison.changes.filter(({ rule }) => !LISTED.has(rule));
  const changes = fewOfEach(counting, ({ rule }) => rule).map(({ item, more }) => ({
    level: item.level,
    words: more === undefined ? describeChange(item, context, locale) : text(locale, 'changes.more', { count: more }),
  }));
  return {
    title: `${labelOf(from)} → ${labelOf(to)}`,
    verdict: verdictOf(diff, locale),
    changes,
    replayed: replayedWords(diff, locale),
  };
}

function replayedWords({ from, replayed }: Diff, locale: Locale): string {
  const params = { count: replayed.total, old: from.version };
  if (replayed.total === 0) return '';
  if (!replayed.run) return text(locale, `diff.notRun.${replayed.reason}`, params);
  return text(locale, 'diff.replayed', { ...params, failed: replayed.failed.length });
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

/** Makes a row of a difference of manifests; values are JSON, shortened to where they differ. */
export function manifestRow({ pointer, ...values }: JsonDifference): DiffRow {
  const mark = !('old' in values) ? 'added' : !('new' in values) ? 'removed' : 'changed';
  const [old, newer] = [textOf(values.old), textOf(values.new)];
  const from = mark === 'changed' ? beginOfDifference(old, newer) : 0;
  return { mark, what: pointer, old: shortened(old, from), new: shortened(newer, from) };
}

const textOf = (value: Json | undefined): string => (value === undefined ? '' : JSON.stringify(value));

/** Long texts mostly differ in a word: what comes long before it is left out. */
function beginOfDifference(one: string, other: string): number {
  if (Math.max(one.length, other.length) <= SHOWN) return 0;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return Math.max(0, at - LEAD);
}

/** Makes a row of a difference of files. */
export function fileRow({ path, change, ...facts }: FileDifference, locale: Locale): DiffRow {
  const size = (one: FileDifference['old']): string =>
    one === undefined ? '' : text(locale, 'diff.bytes', { size: one.size });
  // Of a file that is as long as before its length says nothing.
  const isSameSize = facts.old?.size === facts.new?.size;
  return { mark: change, what: path, old: isSameSize ? '' : size(facts.old), new: isSameSize ? '' : size(facts.new) };
}

/** Makes the rows of differences of vectors. */
export function vectorRows({ vectors }: Diff): readonly DiffRow[] {
  const rows = (mark: DiffRow['mark'], names: readonly string[]): readonly DiffRow[] =>
    names.map((what) => ({ mark, what: shortened(what), old: '', new: '' }));
  return [...rows('added', vectors.added), ...rows('changed', vectors.changed), ...rows('removed', vectors.removed)];
}

const SHOWN = 100;
const LEAD = 24;

function shortened(words: string, from = 0): string {
  const rest = from === 0 ? words : `…${words.slice(from)}`.toWellFormed();
  return rest.length > SHOWN ? `${rest.slice(0, SHOWN - 1).toWellFormed()}…` : rest;
}
