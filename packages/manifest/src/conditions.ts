import type { Report } from './problem.ts';

/** Says that a member is required where another member has one of some values. */
export interface Condition {
  /** Path of the member that is then required. */
  readonly required: readonly [string] | readonly [string, string];
  /** Path of the member that decides. */
  readonly when: readonly [string] | readonly [string, string];
  readonly values: readonly string[];
}

const CALLABLE = { when: ['runtime', 'engine'], values: ['javascript', 'wasm', 'python'] } as const;
const RULE = { when: ['kind'], values: ['rule'] } as const;
/** Kinds whose behaviour was learnt from data; a statistical model with published coefficients is not one. */
const LEARNING = { when: ['kind'], values: ['machine-learning', 'generative'] } as const;
const RISKY = { when: ['risk', 'level'], values: ['limited', 'high', 'prohibited'] } as const;
const HIGH_RISK = { when: ['risk', 'level'], values: ['high', 'prohibited'] } as const;
const NOT_OPEN = { when: ['access'], values: ['government', 'restricted'] } as const;

/** Lists the conditional requirements of a manifest; zod's check and the JSON Schema are both made from this table. */
export const CONDITIONS: readonly Condition[] = [
  { required: ['runtime', 'entry'], ...CALLABLE },
  { required: ['contract'], ...CALLABLE },
  { required: ['vectors'], ...CALLABLE },
  { required: ['validity'], ...RULE },
  { required: ['lawfulBasis'], ...RULE },
  { required: ['lawfulBasis'], ...RISKY },
  { required: ['datasets'], ...LEARNING },
  { required: ['model'], ...LEARNING },
  { required: ['humanOversight'], ...RISKY },
  { required: ['risks'], ...RISKY },
  { required: ['impactAssessments'], ...HIGH_RISK },
  { required: ['exemption'], ...NOT_OPEN },
];

/** Reports every member that is missing though a condition requires it, each once; bears values of any type. */
export function judgeConditions(manifest: unknown, report: Report): void {
  const reported = new Set<string>();
  for (const { required, when, values } of CONDITIONS) {
    const value = memberAt(manifest, when);
    if (typeof value !== 'string' || !values.includes(value)) continue;
    const key = required.join('.');
    if (reported.has(key) || memberAt(manifest, required) !== undefined) continue;
    reported.add(key);
    report('required-when', { key, condition: when.join('.'), value }, required);
  }
}

function memberAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}
