import type { PlacedVector } from '@national-forge/admission';
import type { ProblemItem } from '@national-forge/api';
import { MANIFEST_FILE, type Locale } from '@national-forge/manifest';

import type { FailedRun } from '../../../ports.ts';
import { ar } from './texts/ar.ts';
import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';
import type { TaskFault, VectorText, VectorTexts } from './texts/vector-texts.ts';

const TABLES: Readonly<Record<Locale, VectorTexts>> = { ar, fr, en };

type Values = Readonly<Record<string, string | number>>;

/** Tells people, and programs, which vector failed and what came in place of what. */
export function describeFailedVector(failed: FailedRun, vector: PlacedVector, locale: Locale): ProblemItem {
  const { code, actual, pointer, message: detail } = failed;
  const values = {
    vector: vector.name,
    input: shown(vector.input),
    expected: shown(vector.output),
    actual: actual === undefined ? '…' : shown(actual),
    pointer: pointer === undefined || pointer === '' ? '/' : pointer,
    detail,
  };
  return {
    code: `vector-${code}`,
    ...textOf(code, values, locale),
    severity: 'error',
    file: vector.file,
    pointer: vector.pointer,
    vector: vector.name,
    ...valuesOf({ input: vector.input, expected: vector.output, actual }),
  };
}

/** Tells what is wrong with the vectors as a whole, or with what the release depends on. */
export function describeTaskFault(fault: TaskFault, values: Values, locale: Locale): ProblemItem {
  const text = TABLES[locale].tasks[fault];
  const isDependency = fault === 'circular' || fault === 'unresolved';
  return {
    code: isDependency ? `dependency-${fault}` : `vectors-${fault}`,
    ...filled(text, values, locale),
    severity: 'error',
    file: MANIFEST_FILE,
    pointer: isDependency ? '/dependencies' : '/vectors',
  };
}

function textOf(code: FailedRun['code'], values: Values, locale: Locale): VectorText {
  const table = TABLES[locale];
  if (code === 'differs' || code === 'not-deterministic') return filled(table[code], values, locale);
  const { message, hint } = filled(table.faults[code], values, locale);
  return { hint, message: fill(table.fault, { ...values, [CLAUSE]: message }, locale) };
}

/** Names the part of a sentence that is ours: it runs with the sentence, so it is not isolated as values are. */
const CLAUSE = 'fault';

const filled = ({ message, hint }: VectorText, values: Values, locale: Locale): VectorText => ({
  message: fill(message, values, locale),
  hint: fill(hint, values, locale),
});

function fill(template: string, values: Values, locale: Locale): string {
  return template.replace(/\{(\w+)\}/g, (mark, name: string) => {
    const value = values[name];
    if (value === undefined) return mark;
    return locale === 'ar' && name !== CLAUSE ? `\u2068${value}\u2069` : String(value);
  });
}

const SHOWN_CHARACTERS = 200;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

const VALUE_CHARACTERS = 16 * 1024;

/** Leaves out what is very large: it stands in the file of the vector. */
function valuesOf(values: Pick<ProblemItem, 'input' | 'expected' | 'actual'>): Partial<ProblemItem> {
  const small = Object.entries(values).filter(
    ([, value]) => value !== undefined && JSON.stringify(value).length <= VALUE_CHARACTERS,
  );
  return Object.fromEntries(small);
}
