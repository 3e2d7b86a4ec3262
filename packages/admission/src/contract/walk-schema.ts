import { LANGUAGES, nearestOf } from '@national-forge/manifest';

import { errorAt, showable, type Finding, type FindingCode, type FindingParams } from '../finding.ts';
import { escapeKey, type JsonFile } from '../json/index.ts';
import { KEYWORDS, SUCCESSORS } from './keywords.ts';

/** Bounds a contract schema: code is made from it, so its size is the size of a program. */
export const SCHEMA_LIMITS = { subschemas: 5_000, patternLength: 1_000 } as const;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

interface Walk {
  readonly file: string;
  readonly findings: Finding[];
  subschemas: number;
}

/**
 * Checks by reading what no validator tells well: unknown keywords (with the nearest name), another dialect, references
 * that leave the file, texts for people that are no language maps, and the size. Recursion is safe: the file's depth was
 * bounded when it was read.
 */
export function walkSchema({ path, value }: JsonFile): readonly Finding[] {
  const walk: Walk = { file: path, findings: [], subschemas: 0 };
  visit(walk, value, '');
  if (walk.subschemas > SCHEMA_LIMITS.subschemas) {
    return [errorAt('schema-too-large', { file: path }, { limit: SCHEMA_LIMITS.subschemas })];
  }
  return walk.findings;
}

function visit(walk: Walk, schema: unknown, pointer: string): void {
  walk.subschemas++;
  // What is neither object nor boolean is the meta-schema's to refuse.
  if (!isRecord(schema) || walk.subschemas > SCHEMA_LIMITS.subschemas) return;
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `${pointer}/${escapeKey(keyword)}`;
    const holds = KEYWORDS.get(keyword);
    if (holds === undefined) reportUnknown(walk, keyword, at);
    else checkValue(walk, { keyword, value, at });
    if (holds === 'schema') visit(walk, value, at);
    if (holds === 'list' && Array.isArray(value)) value.forEach((item, index) => visit(walk, item, `${at}/${index}`));
    if (holds === 'map' && isRecord(value)) {
      for (const [key, member] of Object.entries(value)) visit(walk, member, `${at}/${escapeKey(key)}`);
    }
  }
}

function reportUnknown(walk: Walk, keyword: string, pointer: string): void {
  const nearest = SUCCESSORS.get(keyword) ?? nearestOf(keyword, KEYWORDS.keys());
  report(walk, 'schema-keyword-unknown', pointer, {
    keyword: showable(keyword),
    ...(nearest === undefined ? {} : { nearest }),
  });
}

interface Member {
  readonly keyword: string;
  readonly value: unknown;
  readonly at: string;
}

function checkValue(walk: Walk, { keyword, value, at }: Member): void {
  switch (keyword) {
    case '$schema':
      if (value !== DIALECT) report(walk, 'schema-dialect', at, { found: show(value), expected: DIALECT });
      break;
    case '$id':
      // A nested identifier would change what `#` means below it.
      if (at !== '/$id') report(walk, 'schema-id-nested', at, { id: show(value) });
      break;
    case '$ref':
    case '$dynamicRef':
      if (typeof value === 'string' && !value.startsWith('#'))
        report(walk, 'schema-ref-remote', at, { ref: show(value) });
      break;
    case 'pattern':
      checkPattern(walk, value, at);
      break;
    case 'patternProperties':
      if (isRecord(value)) for (const key of Object.keys(value)) checkPattern(walk, key, `${at}/${escapeKey(key)}`);
      break;
    case 'x-label':
    case 'x-help':
      if (!isLanguageMap(value)) report(walk, 'schema-text-invalid', at, { keyword });
      break;
  }
}

/** Compiles only: matching happens in the worker, under its limits, since a pattern may run for years. */
function checkPattern(walk: Walk, pattern: unknown, at: string): void {
  if (typeof pattern !== 'string') return;
  const tooLong = pattern.length > SCHEMA_LIMITS.patternLength;
  if (tooLong || !compiles(pattern)) report(walk, 'schema-pattern-invalid', at, { pattern: showable(pattern) });
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function isLanguageMap(value: unknown): boolean {
  if (!isRecord(value) || !('ar' in value || 'fr' in value)) return false;
  const known: readonly string[] = LANGUAGES;
  return Object.entries(value).every(
    ([language, text]) => known.includes(language) && typeof text === 'string' && text.trim() !== '',
  );
}

function report(walk: Walk, code: FindingCode, pointer: string, params: FindingParams): void {
  walk.findings.push(errorAt(code, { file: walk.file, pointer }, params));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const show = (value: unknown): string => showable(typeof value === 'string' ? value : JSON.stringify(value));
