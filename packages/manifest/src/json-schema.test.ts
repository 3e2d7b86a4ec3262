import { readdirSync, readFileSync } from 'node:fs';

import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';

import { arbitraryManifest } from './arbitrary-manifest.ts';
import { manifestJsonSchema } from './json-schema.ts';
import { parseManifest } from './parse.ts';

const numRuns = process.env['NFORGE_TEST_SCALE'] === 'full' ? 5_000 : 200;
const folder = new URL('../testdata/', import.meta.url);
const validate = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true }).compile(
  manifestJsonSchema(),
);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

/** Problems that a JSON Schema has no words for, or that are not about the data. */
const BEYOND = new Set(
  [
    'character-refused',
    'text-empty',
    'text-too-long',
    'text-line-break',
    'list-duplicate',
    'name-reserved',
    'dependency-self',
  ]
    .concat(['date-invalid', 'dates-reversed', 'url-invalid', 'path-invalid', 'path-not-nfc', 'language-tag-invalid'])
    .concat([
      'license-invalid',
      'license-unknown',
      'license-deprecated',
      'version-invalid',
      'range-invalid',
      'name-invalid',
    ])
    .concat(['uri-invalid', 'email-invalid', 'duration-invalid', 'text-marks']),
);

// The full counts take minutes on a slow machine.
vi.setConfig({ testTimeout: 600_000 });

describe('manifestJsonSchema', () => {
  it('is committed as it is generated (pnpm --filter @national-forge/manifest generate)', () => {
    const committed = readFileSync(new URL('../schema/algorithm-1.json', import.meta.url), 'utf8');

    expect(committed).toBe(`${JSON.stringify(manifestJsonSchema(), null, 2)}\n`);
  });

  it('accepts every valid file', () => {
    for (const name of readdirSync(new URL('valid/', folder))) {
      expect(validate(parse(read(`valid/${name}`))), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it('accepts whatever parseManifest accepts', () => {
    fc.assert(
      fc.property(arbitraryManifest, (manifest) => {
        expect(validate(manifest), JSON.stringify(validate.errors)).toBe(true);
      }),
      { numRuns },
    );
  });

  it('refuses every invalid file whose defect a JSON Schema can express', () => {
    const accepted = readdirSync(new URL('invalid/', folder)).filter((name) => {
      const codes = parseManifest(read(`invalid/${name}`)).problems.map(({ code }) => code);
      const expressible = codes.some((code) => !BEYOND.has(code) && !/^(?:yaml|file|duplicate|key)-/.test(code));
      return expressible && validate(parse(read(`invalid/${name}`)));
    });

    expect(accepted).toEqual([]);
  });

  it('demands what the conditions demand', () => {
    const document = parse(read('valid/minimal.yaml')) as { kind: string };

    expect(validate({ ...document, kind: 'rule' })).toBe(false);
    expect(validate.errors?.map((error) => error.params['missingProperty'] as unknown)).toContain('validity');
  });

  it('describes every member of the top level that is not plain from its name', () => {
    const { properties } = manifestJsonSchema() as { properties: Record<string, { description?: string }> };
    const undescribed = Object.keys(properties).filter((key) => !properties[key]?.description);

    expect(undescribed).toEqual(['developmentStatus', 'documentation', 'homepage']);
  });
});
