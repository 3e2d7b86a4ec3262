import { openRunner, type Json, type Program, type Schema } from '@national-forge/runner';
import { compareSchemas } from '@national-forge/versioning';
import { afterAll, describe, expect, it } from 'vitest';

import { openCheckWorker } from '../worker/check-worker.ts';

const worker = openCheckWorker();
const runner = openRunner();
afterAll(() => Promise.all([worker.close(), runner.close()]));

type Row = readonly [schema: Schema, value: Json, isValid: boolean];

const names = { additionalProperties: false, properties: { a: true } };
const found = { contains: { const: 1 }, unevaluatedItems: false };

/** What docs/spec/contract.md, §1, fixes, and where validators are known to read it otherwise. */
const ROWS: readonly Row[] = [
  [{ multipleOf: 0.1 }, 0.3, true],
  [{ multipleOf: 0.01 }, 19.99, true],
  [{ multipleOf: 0.01 }, 4.351, false],
  [{ multipleOf: 1e-7 }, 1, true],
  [{ type: 'integer' }, 1.0, true],
  [{ type: 'integer' }, 1e300, true],
  [{ format: 'email' }, 'no address', true],
  [{ maxLength: 1 }, '\u{1f600}', true],
  [{ pattern: '^.$' }, '\u{1f600}', true],
  [{ pattern: 'b' }, 'abc', true],
  [{ pattern: '^\\p{Lu}' }, 'é', false],
  [{ required: ['constructor'] }, {}, false],
  [{ required: ['toString'] }, { toString: 1 }, true],
  [names, { constructor: 1 }, false],
  [{ properties: { constructor: { type: 'number' } } }, { a: 1 }, true],
  [{ dependentRequired: { valueOf: ['a'] } }, {}, true],
  [{ const: { constructor: { b: 1 } } }, { constructor: { b: 1 } }, true],
  [{ enum: [{ valueOf: 1 }, { toString: 'x' }] }, { toString: 'x' }, true],
  [{ enum: [{ valueOf: 1 }] }, { valueOf: 2 }, false],
  [{ const: { a: 1, b: 2 } }, { b: 2, a: 1 }, true],
  [{ const: { length: 0 } }, [], false],
  [{ uniqueItems: true }, [{ constructor: [] }, { constructor: [] }], false],
  [{ uniqueItems: true }, [1, '1', [1], { 0: 1 }], true],
  [{ contains: { const: 1 } }, [], false],
  [{ prefixItems: [{ type: 'number' }], contains: { const: 1 } }, [], false],
  [{ prefixItems: [{ type: 'number' }], contains: { const: 1 } }, [2, 1], true],
  [{ items: { prefixItems: [{ type: 'number' }], contains: { const: 1 } } }, [[1], []], false],
  [{ contains: { prefixItems: [{ type: 'number' }], contains: { const: 1 } } }, [['x'], []], false],
  [{ contains: { const: 1 }, minContains: 0 }, [], true],
  [{ contains: { const: 1 }, minContains: 0, maxContains: 1 }, [1, 1], false],
  [found, [1, 1], true],
  [found, [1, 2], false],
  [{ ...found, prefixItems: [true] }, [2, 1], true],
  [{ ...found, prefixItems: [true] }, [2, 1, 3], false],
];

describe('a contract means the same to all who judge a value', () => {
  it.each(ROWS)('%j of %j: %j', async (schema, value, isValid) => {
    const judged = await worker.run('contract', { schema, values: [value] });
    const run = await runner.run(taking(schema), value);
    const { verdict } = await compareSchemas({ old: { const: value }, new: schema, role: 'input' });

    expect(judged.kind === 'done' ? judged.output.length === 0 : judged.kind).toBe(isValid);
    expect(run.ok ? true : run.code).toBe(isValid ? true : 'input-invalid');
    expect(verdict).toBe(isValid ? 'compatible' : 'breaking');
  });
});

/** Makes a program that takes what a schema accepts. */
const taking = (input: Schema): Program => ({
  name: 'agency/one',
  version: '1.0.0',
  engine: 'javascript',
  entry: { path: 'index.js', bytes: new TextEncoder().encode('export default () => null;') },
  data: {},
  schemas: { input, output: true },
  inputMode: 'strict',
  dependencies: {},
});
