import { describe, expect, it } from 'vitest';

import { bundleSchema } from './bundle-schema.ts';
import { gatherSchema } from './gather-schema.ts';
import { fileOf, sourceOf, type SchemaTexts } from '../testing/schema-files.ts';

const gather = (files: SchemaTexts, root = 'in.json') => gatherSchema(fileOf(root, files[root]), sourceOf(files));
const bundle = async (files: SchemaTexts, root?: string) => bundleSchema(await gather(files, root));

describe('bundleSchema', () => {
  it.each([
    true,
    false,
    [],
    { $id: 'https://example.org/in.json', $anchor: 'a', $ref: '#/$defs/b', $defs: { b: { $ref: '#a' } } },
    { enum: [{ $ref: 'other.json' }], default: { $ref: 'other.json' }, examples: [{ $ref: 'x.json' }] },
  ])('leaves a schema of one file as it is: %j', async (schema) => {
    expect((await bundle({ 'in.json': schema, 'other.json': true })).schema).toEqual(schema);
  });

  it('puts each further file once under $defs, by its path, and leads references there', async () => {
    const { schema } = await bundle(
      {
        'schemas/in.json': {
          $id: 'in.json',
          properties: {
            a: { $ref: 'money.json' },
            b: { $ref: '../shared/city%20é.json#code' },
            c: { $ref: './money.json#' },
          },
          $defs: { own: { const: { $ref: 'money.json' } } },
        },
        'schemas/money.json': {
          $schema: 'https://json-schema.org/draft/2020-12/schema',
          $id: 'https://example.org/money.json',
          properties: { city: { $ref: '../shared/city é.json#/$defs/a~1b%25' }, more: { $ref: '#' } },
          default: { $ref: 'in.json' },
        },
        'shared/city é.json': {
          $defs: { 'a/b%': { $anchor: 'code', type: 'string' }, all: { $ref: '../schemas/in.json#/properties/a' } },
        },
      },
      'schemas/in.json',
    );

    const city = '#/$defs/shared~1city%20%C3%A9.json/$defs/a~1b%25';
    expect(schema).toEqual({
      $id: 'in.json',
      properties: {
        a: { $ref: '#/$defs/schemas~1money.json' },
        b: { $ref: city },
        c: { $ref: '#/$defs/schemas~1money.json' },
      },
      $defs: {
        own: { const: { $ref: 'money.json' } },
        'schemas/money.json': {
          properties: { city: { $ref: city }, more: { $ref: '#/$defs/schemas~1money.json' } },
          default: { $ref: 'in.json' },
        },
        'shared/city é.json': { $defs: { 'a/b%': { type: 'string' }, all: { $ref: '#/properties/a' } } },
      },
    });
  });

  it('gives names that the schema does not use itself', async () => {
    const { schema } = await bundle({
      'in.json': { $ref: 'a.json', $defs: { 'a.json': { type: 'null' }, 'a.json+': { $ref: '#/$defs/a.json' } } },
      'a.json': { type: 'integer' },
    });

    expect(schema).toMatchObject({
      $ref: '#/$defs/a.json++',
      $defs: { 'a.json': { type: 'null' }, 'a.json+': { $ref: '#/$defs/a.json' }, 'a.json++': { type: 'integer' } },
    });
  });

  it('takes the name of its own file for itself', async () => {
    const { schema } = await bundle({ 'in.json': { $defs: { a: true }, items: { $ref: 'in.json#/$defs/a' } } });

    expect(schema).toEqual({ $defs: { a: true }, items: { $ref: '#/$defs/a' } });
  });

  it('says which file a place of it speaks of', async () => {
    const { placeOf } = await bundle({ 'in.json': { $ref: 'a/b.json' }, 'a/b.json': { maximum: 7 } });

    expect(placeOf('/$ref')).toEqual({ file: 'in.json', pointer: '/$ref' });
    expect(placeOf('/$defs/a~1b.json/maximum')).toEqual({ file: 'a/b.json', pointer: '/maximum' });
    expect(placeOf('/$defs/a~1b.json')).toEqual({ file: 'a/b.json', pointer: '' });
    expect(placeOf('/$defs/a~1b.jsonx')).toEqual({ file: 'in.json', pointer: '/$defs/a~1b.jsonx' });
  });
});

describe('gatherSchema', () => {
  it('reads each file once, also in a circle, and none that is only a value', async () => {
    const files = {
      'in.json': { items: { $ref: 'a.json' }, contains: { $ref: 'b.json' }, enum: [{ $ref: 'c.json' }] },
      'a.json': { items: { $ref: 'b.json' } },
      'b.json': { items: { $ref: 'a.json' }, contains: { $ref: 'in.json' } },
      'c.json': true,
    };
    const read: string[] = [];
    const source = sourceOf(files);
    await gatherSchema(fileOf('in.json', files['in.json']), {
      ...source,
      json: (path) => {
        read.push(path);
        return source.json(path);
      },
    });

    expect(read).toEqual(['a.json', 'b.json']);
  });

  it('ends a chain that is too long, and files that are too large together', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`${index}.json`, { items: { $ref: `${index + 1}.json` } }]),
    );
    const { files, findings, isPartial } = await gather(chain, '0.json');
    expect([files.size, isPartial, findings[0]?.code]).toEqual([65, true, 'schema-files-too-large']);

    const text = 'x'.repeat(1024 * 1024);
    const heavy = {
      'in.json': { allOf: [{ $ref: 'a.json' }, { $ref: 'b.json' }] },
      'a.json': { title: text },
      'b.json': { title: text },
    };
    expect((await gather(heavy)).findings.map(({ code }) => code)).toEqual(['schema-files-too-large']);
  });
});
