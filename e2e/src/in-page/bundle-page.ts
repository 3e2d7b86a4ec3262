import { join } from 'node:path';

import { build, defaultClientConditions } from 'vite';

/** Bundles modules of this folder for a page, as whoever uses the door `./browser` would: texts by file name. */
export async function bundlePage(...names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@national-forge/source', ...defaultClientConditions] },
    build: {
      write: false,
      target: 'es2024',
      modulePreload: false,
      lib: {
        entry: Object.fromEntries(names.map((name) => [name, join(import.meta.dirname, `${name}.ts`)])),
        formats: ['es'],
      },
    },
  });
  const bundles = Array.isArray(result) ? result : [];
  const chunks = bundles.flatMap(({ output }) => output.flatMap((one) => (one.type === 'chunk' ? [one] : [])));
  return new Map(chunks.map(({ fileName, code }) => [fileName, code]));
}
