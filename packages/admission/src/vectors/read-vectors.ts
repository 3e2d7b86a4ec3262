import { isVersion, LANGUAGES, nearestOf } from '@national-forge/manifest';
import type { ContractVector } from '@national-forge/versioning';

import { errorAt, showable, type Finding, type FindingCode, type FindingParams } from '../finding.ts';
import { escapeKey, type JsonFile } from '../json/index.ts';

/** Is one vector, and where it stands. */
export interface Vector extends ContractVector {
  readonly json: JsonFile;
  /** Its place in the file. */
  readonly index: number;
}

/** Holds the well-formed vectors and what is wrong with the others. */
export interface VectorsRead {
  readonly vectors: readonly Vector[];
  readonly findings: readonly Finding[];
}

/** Bounds the vectors of a release: the registry runs them all again. */
const VECTORS_LIMIT = 10_000;

const NAME_LIMIT = 200;

/** Bounds what is told of a hostile file, which could have a fault in every value; one is enough to refuse it. */
const FAULTS_LIMIT = 1_000;

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, { readonly required?: true; readonly expected: string; readonly check: Check }>>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === 'string' && value.trim() !== '' && value.length <= 2000;
const isBound: Check = (value) => typeof value === 'number' && value >= 0;
const known: readonly string[] = LANGUAGES;
const isLanguageMap: Check = (value) =>
  isRecord(value) &&
  ('ar' in value || 'fr' in value) &&
  Object.entries(value).every(([language, text]) => known.includes(language) && isText(text));

const NAME = {
  expected: `1–${NAME_LIMIT}`,
  check: (value: unknown) => isText(value) && (value as string).length <= NAME_LIMIT,
};

const TOLERANCE: Shape = {
  abs: { expected: '≥ 0', check: isBound },
  rel: { expected: '≥ 0', check: isBound },
};
const SOURCE: Shape = {
  title: { required: true, expected: '"…" | {ar, fr, …}', check: (value) => isText(value) || isLanguageMap(value) },
  url: {
    expected: 'https://…',
    check: (value) => typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value),
  },
};
const SUPERSEDES: Shape = {
  version: { required: true, expected: '1.2.3', check: (value) => typeof value === 'string' && isVersion(value) },
  name: { required: true, ...NAME },
  reason: { required: true, expected: '{ar, fr, …}', check: isLanguageMap },
};
const VECTOR: Shape = {
  name: { required: true, ...NAME },
  input: { required: true, expected: 'JSON', check: () => true },
  output: { required: true, expected: 'JSON', check: () => true },
  tolerance: { expected: '{abs?, rel?}', check: isRecord },
  source: { expected: '{title, url?}', check: isRecord },
  supersedes: { expected: '{version, name, reason}', check: isRecord },
};
const INNER: Readonly<Record<string, Shape>> = { tolerance: TOLERANCE, source: SOURCE, supersedes: SUPERSEDES };

/** Reads all files of vectors: lists of `{name, input, output, …}` with names that are unique in the release. */
export function readVectors(files: readonly JsonFile[]): VectorsRead {
  const findings: Finding[] = [];
  const vectors: Vector[] = [];
  const names = new Map<string, string>();
  for (const json of files) {
    if (!Array.isArray(json.value)) {
      findings.push(errorAt('vectors-not-list', { file: json.path, pointer: '' }));
      continue;
    }
    if (json.value.length === 0) findings.push(errorAt('vectors-empty', { file: json.path, pointer: '' }));
    for (const [index, value] of (json.value as readonly unknown[]).entries()) {
      if (findings.length >= FAULTS_LIMIT) return { vectors, findings };
      const read = readVector(json, index, value);
      findings.push(...read.findings, ...read.vectors.flatMap((vector) => repeated(vector, names)));
      vectors.push(...read.vectors);
    }
  }
  if (vectors.length > VECTORS_LIMIT)
    findings.push(errorAt('vectors-too-many', {}, { limit: VECTORS_LIMIT, count: vectors.length }));
  return { vectors, findings };
}

function readVector(json: JsonFile, index: number, value: unknown): VectorsRead {
  const report = (code: FindingCode, pointer: string, params: FindingParams = {}) =>
    errorAt(code, { file: json.path, pointer: `/${index}${pointer}` }, params);
  if (!isRecord(value)) return { vectors: [], findings: [report('vector-not-object', '')] };
  const inner = Object.entries(INNER).flatMap(([member, shape]) => {
    const part = value[member];
    return isRecord(part)
      ? judgeShape(part, shape).map(({ code, at, params }) => report(code, `/${member}${at}`, params))
      : [];
  });
  const findings = [...judgeShape(value, VECTOR).map(({ code, at, params }) => report(code, at, params)), ...inner];
  if (findings.length > 0) return { vectors: [], findings };
  // What has the shape of a vector is one: its members were judged above, and JSON holds nothing but JSON.
  return { vectors: [{ json, index, ...(value as unknown as ContractVector) }], findings };
}

interface ShapeProblem {
  readonly code: FindingCode;
  readonly at: string;
  readonly params: FindingParams;
}

function judgeShape(value: Readonly<Record<string, unknown>>, shape: Shape): readonly ShapeProblem[] {
  // A misspelt member is told once: not as missing, too.
  const meant = new Set<string>();
  const unknown = Object.keys(value)
    .filter((member) => !Object.hasOwn(shape, member))
    .slice(0, FAULTS_LIMIT)
    .map((member): ShapeProblem => {
      const nearest = nearestOf(member, Object.keys(shape));
      if (nearest !== undefined) meant.add(nearest);
      return {
        code: 'vector-member-unknown',
        at: `/${escapeKey(member)}`,
        params: { member: showable(member), ...(nearest === undefined ? {} : { nearest }) },
      };
    });
  const rest = Object.entries(shape).flatMap(([member, { required, expected, check }]): readonly ShapeProblem[] => {
    if (!Object.hasOwn(value, member)) {
      return required === true && !meant.has(member)
        ? [{ code: 'vector-member-missing', at: '', params: { member } }]
        : [];
    }
    return check(value[member])
      ? []
      : [{ code: 'vector-member-invalid', at: `/${member}`, params: { member, expected } }];
  });
  return [...unknown, ...rest];
}

function repeated({ json, index, name }: Vector, names: Map<string, string>): readonly Finding[] {
  const first = names.get(name);
  names.set(name, first ?? json.path);
  const where = { file: json.path, pointer: `/${index}/name` };
  return first === undefined ? [] : [errorAt('vector-name-duplicate', where, { name: showable(name), file: first })];
}
