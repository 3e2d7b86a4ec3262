import { dirname, relative } from 'node:path/posix';

import { compareSchemas, type Schema } from '@national-forge/versioning';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { fileOf, sourceOf, type SchemaTexts } from '../testing/schema-files.ts';
import { bundleSchema } from './bundle-schema.ts';
import { gatherSchema } from './gather-schema.ts';

const FULL = process.env['NFORGE_TEST_SCALE'] === 'full';
const PATHS = ['schemas/in.json', 'schemas/money.json', 'a b/ville é%.json', 'مدن.json', 'schemas/deep/x~y.json'];
// Without a percent sign: below it ajv loses an anchor of a document that has an `$id`.
const NAMES = ['n0', 'a/b', 'c~d', 'é #+', 'schemas/money.json', '$defs'];
const [ROOT = ''] = PATHS;

/** Is a kind of value; the members of its objects and the items of its lists are other kinds, by index. */
interface Kind {
  readonly maximum: number;
  readonly members: Readonly<Record<string, number>>;
  readonly item: number;
  /** Where it stands, once the schema is split: the index of a path. */
  readonly file: number;
  readonly byAnchor: boolean;
}

const kinds = fc.array(
  fc.record({
    maximum: fc.integer({ min: 0, max: 3 }),
    members: fc.dictionary(fc.constantFrom('x', 'y'), fc.nat(5)),
    item: fc.nat(5),
    file: fc.nat(PATHS.length - 1),
    byAnchor: fc.boolean(),
  }),
  { minLength: 1, maxLength: NAMES.length },
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: -1, max: 4 }),
    fc.dictionary(fc.constantFrom('x', 'y', 'z'), tie('value'), { maxKeys: 2 }),
    fc.array(tie('value'), { maxLength: 2 }),
  ),
}));

const render = (all: readonly Kind[], index: number, refTo: (target: number) => string): object => {
  const { maximum, members, item, byAnchor } = all[index]!;
  const at = (target: number) => ({ $ref: refTo(target % all.length) });
  return {
    ...(byAnchor && { $anchor: `anchor${index}` }),
    anyOf: [
      { type: 'integer', maximum },
      {
        type: 'object',
        properties: Object.fromEntries(Object.entries(members).map(([name, target]) => [name, at(target)])),
        additionalProperties: false,
      },
      { type: 'array', items: at(item) },
    ],
    default: { $ref: 'nowhere.json' },
  };
};

const pointerTo = (index: number) =>
  `/$defs/${encodeURIComponent(NAMES[index]!.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
const defsOf = (all: readonly Kind[], wanted: (kind: Kind) => boolean, refTo: (target: number) => string) =>
  Object.fromEntries(all.flatMap((kind, index) => (wanted(kind) ? [[NAMES[index]!, render(all, index, refTo)]] : [])));

const inOneFile = (all: readonly Kind[]): object => {
  const refTo = (target: number) => `#${pointerTo(target)}`;
  return { $ref: refTo(0), $defs: defsOf(all, () => true, refTo) };
};

const inFiles = (all: readonly Kind[]): SchemaTexts =>
  Object.fromEntries(
    PATHS.map((path, place) => {
      const refTo = (target: number) => {
        const { file, byAnchor } = all[target]!;
        const way = relative(dirname(path), PATHS[file]!).split('/').map(encodeURIComponent).join('/');
        const part = byAnchor ? `anchor${target}` : pointerTo(target);
        return `${file === place ? '' : way}#${part}`;
      };
      const $defs = defsOf(all, ({ file }) => file === place, refTo);
      return [path, place === 0 ? { $ref: refTo(0), $defs } : { $defs }];
    }),
  );

const withDocuments = (files: SchemaTexts) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const idOf = (path: string) => `https://release.example/${path.split('/').map(encodeURIComponent).join('/')}`;
  for (const [path, schema] of Object.entries(files)) ajv.addSchema({ ...(schema as object), $id: idOf(path) });
  return ajv.getSchema(idOf(ROOT))!;
};
const alone = (schema: unknown) => new Ajv2020({ strict: false, validateFormats: false }).compile(schema as object);

it(
  'a schema split into files judges, bundled, as the documents do apart and as it did in one file',
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(kinds, fc.array(value, { minLength: 5, maxLength: 10 }), async (all, values) => {
        const files = inFiles(all);
        const gathered = await gatherSchema(fileOf(ROOT, files[ROOT]), sourceOf(files));
        const { schema } = bundleSchema(gathered);

        const [bundled, apart, whole] = [alone(schema), withDocuments(files), alone(inOneFile(all))];
        for (const one of values) expect([bundled(one), apart(one)]).toEqual([whole(one), whole(one)]);
        expect(gathered.refused).toEqual(new Map());
      }),
      { numRuns: FULL ? 2_000 : 75 },
    );
  },
);

it('a schema split into files is proved to take the same values as in one file', { timeout: 120_000 }, async () => {
  let proved = 0;
  const runs = FULL ? 300 : 25;
  await fc.assert(
    fc.asyncProperty(kinds, async (all) => {
      const files = inFiles(all);
      const { schema } = bundleSchema(await gatherSchema(fileOf(ROOT, files[ROOT]), sourceOf(files)));

      const { verdict, relation } = await compareSchemas(
        { old: inOneFile(all) as Schema, new: schema as Schema, role: 'input' },
        { milliseconds: 60_000 },
      );

      expect(verdict).not.toBe('breaking');
      if (relation === 'equivalent') proved += 1;
    }),
    { numRuns: runs },
  );
  expect(proved).toBeGreaterThan(runs * 0.9);
});
