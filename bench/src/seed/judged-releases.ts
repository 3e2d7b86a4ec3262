import type { SampleRelease } from './sample-archive.ts';

const RUNTIME = `runtime: { engine: javascript, entry: algorithm.js }
contract: { input: contract/input.json, output: contract/output.json }
vectors: [vectors/*.json]
`;

const PROGRAM = `export default function share({ income, dependants }) {
  const counted = Math.min(dependants, 6);
  return { share: Math.max(0, Math.round(income * 10) / 100 - counted * 30) };
}
`;

/** Is what a release of the measured algorithm accepts and promises. */
export interface JudgedRelease {
  readonly name: string;
  readonly version: string;
  /** Most dependants that its contract accepts. */
  readonly most: number;
  /** Its vectors; a different number makes other vectors. */
  readonly vectors: number;
  /** The income of its first vector: releases with another one share none. */
  readonly from: number;
}

/** Makes a release that runs something: a small share of an income, with a contract of some fifty lines. */
export function judgedRelease({ name, version, most, vectors, from }: JudgedRelease): SampleRelease {
  const cases = Array.from({ length: vectors }, (_, index) => caseOf(index, from + index * 100));
  const files = {
    'algorithm.js': PROGRAM,
    'contract/input.json': JSON.stringify(inputOf(most), null, 2),
    'contract/output.json': JSON.stringify(OUTPUT, null, 2),
    'vectors/cases.json': JSON.stringify(cases),
  };
  return { name, version, runtime: RUNTIME, files };
}

const caseOf = (index: number, income: number) => ({
  name: `case ${index}`,
  input: { income, dependants: index % 7 },
  output: { share: Math.max(0, Math.round(income * 10) / 100 - Math.min(index % 7, 6) * 30) },
});

const inputOf = (most: number) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  required: ['income', 'dependants'],
  properties: {
    income: { type: 'number', minimum: 0, maximum: 1e9 },
    dependants: { type: 'integer', minimum: 0, maximum: most },
    city: { type: 'string', pattern: '^[A-Z][a-z]{2,30}$' },
    status: { enum: ['single', 'married', 'widowed'] },
    children: {
      type: 'array',
      maxItems: 20,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['born'],
        properties: { born: { type: 'integer', minimum: 1900, maximum: 2100 }, student: { type: 'boolean' } },
      },
    },
  },
});

const OUTPUT = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  required: ['share'],
  properties: { share: { type: 'number', minimum: 0 } },
};
