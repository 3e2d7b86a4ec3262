import type { Options } from 'tsup';

import { schemaReader } from './schema-reader.ts';

/** What every build of the house shares: ES modules for the pinned Node, dependencies left external. */
export const common: Options = {
  format: 'esm',
  target: 'node24',
  platform: 'node',
  tsconfig: '../../tsconfig.json',
  removeNodeProtocol: false,
  sourcemap: true,
  clean: true,
  silent: true,
  esbuildPlugins: [schemaReader],
};
