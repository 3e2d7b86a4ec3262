import { createRequire } from 'node:module';

import type { Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

interface Ajv {
  readonly opts: { unevaluated?: boolean };
  getSchema(key: string): unknown;
}

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** The only thing that the code takes from ajv; `require` is none of ES modules. */
const EQUAL = /require\("ajv\/dist\/runtime\/equal"\)/g;

/**
 * Puts in the place of `manifest/src/validator/schema-reader.ts` the code that ajv makes there at run time: each short process and each
 * thread that judges a schema would make it again.
 */
export const schemaReader: Plugin = {
  name: 'schema-reader',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]validator[\\/]schema-reader\.ts$/ }, ({ path }) => ({
      contents: readerCode(createRequire(path)),
      loader: 'js',
    }));
  },
};

function readerCode(load: NodeJS.Require): string {
  const { Ajv2020 } = load('ajv/dist/2020.js') as { Ajv2020: new (options: object) => Ajv };
  const { default: standalone } = load('ajv/dist/standalone') as { default: (ajv: Ajv, read: unknown) => string };
  const ajv = new Ajv2020({
    ...{ strict: false, validateFormats: false, logger: false, ownProperties: true, verbose: true },
    code: { source: true, esm: true },
  });
  ajv.opts.unevaluated = false;
  const code = standalone(ajv, ajv.getSchema(DIALECT)).replaceAll(EQUAL, 'equal');
  if (code.includes('require(')) throw new Error('the reader of schemas asks for more of ajv than is known');
  return `import equal from 'ajv/dist/runtime/equal.js';\n${code}\nexport const openSchemaReader = () => validate;\n`;
}
