import { LANGUAGES, nearestOf } from '@national-forge/manifest';
import { SCHEMA_KEYWORDS } from '@national-forge/versioning';

import { errorAt, showable, type Finding, type FindingCode, type FindingParams } from '../finding.ts';
import { escapeKey } from '../json/index.ts';
import type { SchemaFiles } from './gather-schema.ts';
import { resolveReference } from './resolve-reference.ts';
import { SCHEMA_LIMITS } from './schema-limits.ts';
import { SUCCESSORS } from './successors.ts';
import { isRecord, visitSchema } from './visit-schema.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

interface Walk {
  readonly file: string;
  readonly schema: SchemaFiles;
  readonly findings: Finding[];
}

/**
 * Checks by reading what no validator tells well, in every file of a schema: unknown keywords (with the nearest name), another dialect, references
 * that leave the release, lead to no schema or depend on the way to them (docs/spec/contract.md, §1), texts for people that are no language maps,
 * and the size of all together.
 */
export function walkSchema(schema: SchemaFiles): readonly Finding[] {
  const findings: Finding[] = [...schema.findings];
  let subschemas = 0;
  for (const { json } of schema.files.values()) {
    const walk: Walk = { file: json.path, schema, findings: [] };
    visitSchema(json.value, {
      enter: () => ++subschemas <= SCHEMA_LIMITS.subschemas,
      member: (member) => visit(walk, member),
    });
    findings.push(...walk.findings);
  }
  if (subschemas > SCHEMA_LIMITS.subschemas) {
    return [errorAt('schema-too-large', { file: schema.root.path }, { limit: SCHEMA_LIMITS.subschemas })];
  }
  return findings;
}

function visit(walk: Walk, member: Member): void {
  const { keyword, at } = member;
  if (SCHEMA_KEYWORDS.has(keyword)) JUDGES.get(keyword)?.(walk, member);
  else reportUnknown(walk, keyword, at);
}

function reportUnknown(walk: Walk, keyword: string, pointer: string): void {
  // A hostile schema could have a fault in every member; comparing words costs.
  if (walk.findings.length >= SCHEMA_LIMITS.faults) return;
  // Of OpenAPI 3.0, and in 2020-12 without a meaning: that null is allowed would be promised and not kept.
  if (keyword === 'nullable') {
    report(walk, { code: 'schema-nullable', pointer, params: {} });
    return;
  }
  if (DYNAMIC.has(keyword)) {
    report(walk, { code: 'schema-ref-dynamic', pointer, params: { keyword } });
    return;
  }
  const nearest = SUCCESSORS.get(keyword) ?? nearestOf(keyword, SCHEMA_KEYWORDS.keys());
  const params = { keyword: showable(keyword), ...(nearest === undefined ? {} : { nearest }) };
  report(walk, { code: 'schema-keyword-unknown', pointer, params });
}

interface Member {
  readonly keyword: string;
  readonly value: unknown;
  readonly at: string;
}

/** Lists keywords of the draft before with which a reference means what the way to it says. */
const DYNAMIC: ReadonlySet<string> = new Set(['$recursiveRef', '$recursiveAnchor']);

type Judge = (walk: Walk, member: Member) => void;

const judgeReference: Judge = (walk, { value, at }) => {
  if (typeof value !== 'string' || walk.findings.length >= SCHEMA_LIMITS.faults) return;
  const target = resolveReference(walk.file, value);
  const params = { ref: show(value) };
  if (target === undefined) {
    report(walk, { code: 'schema-ref-remote', pointer: at, params });
    return;
  }
  const { files, refused } = walk.schema;
  const code = refused.get(target.file);
  const part = files.get(target.file);
  if (code !== undefined) report(walk, { code, pointer: at, params: { ...params, file: showable(target.file) } });
  // Of a file that is there and was not read is told what is wrong with it.
  else if (part !== undefined && part.placeOf(`#${target.fragment}`) === undefined)
    report(walk, { code: 'schema-ref-missing', pointer: at, params });
};

const judgeDynamic: Judge = (walk, { keyword, at }) =>
  report(walk, { code: 'schema-ref-dynamic', pointer: at, params: { keyword } });

const judgeText: Judge = (walk, { keyword, value, at }) => {
  if (!isLanguageMap(value)) report(walk, { code: 'schema-text-invalid', pointer: at, params: { keyword } });
};

const JUDGES: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  [
    '$schema',
    (walk, { value, at }) => {
      const params = { found: show(value), expected: DIALECT };
      if (value !== DIALECT) report(walk, { code: 'schema-dialect', pointer: at, params });
    },
  ],
  [
    '$id',
    (walk, { value, at }) => {
      // A nested identifier would change what `#` means below it.
      if (at !== '/$id') report(walk, { code: 'schema-id-nested', pointer: at, params: { id: show(value) } });
    },
  ],
  ['$ref', judgeReference],
  ['$dynamicRef', judgeDynamic],
  ['$dynamicAnchor', judgeDynamic],
  ['pattern', (walk, { value, at }) => judgePattern(walk, value, at)],
  [
    'patternProperties',
    (walk, { value, at }) => {
      for (const key of isRecord(value) ? Object.keys(value) : []) judgePattern(walk, key, `${at}/${escapeKey(key)}`);
    },
  ],
  ['x-label', judgeText],
  ['x-help', judgeText],
]);

/** Compiles only: matching happens in the worker, under its limits, since a pattern may run for years. */
function judgePattern(walk: Walk, pattern: unknown, at: string): void {
  if (typeof pattern !== 'string') return;
  const tooLong = pattern.length > SCHEMA_LIMITS.patternLength;
  if (tooLong || !compiles(pattern)) {
    report(walk, { code: 'schema-pattern-invalid', pointer: at, params: { pattern: showable(pattern) } });
  }
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

interface Found {
  readonly code: FindingCode;
  readonly pointer: string;
  readonly params: FindingParams;
}

function report({ file, findings }: Walk, { code, pointer, params }: Found): void {
  findings.push(errorAt(code, { file, pointer }, params));
}

const show = (value: unknown): string => showable(typeof value === 'string' ? value : JSON.stringify(value));
