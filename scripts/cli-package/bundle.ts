import { builtinModules } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'tsup';

import { common } from '../tsup/common.ts';

interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      { readonly imports: readonly { readonly path: string; readonly external?: boolean }[]; readonly inputs: object }
    >
  >;
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/**
 * Bundles the command line with the workspace packages inside and npm packages outside.
 *
 * @param app - folder of the app
 * @param outDir - folder for the bundle
 * @returns the npm packages the bundle imports
 */
export async function bundle(app: string, outDir: string): Promise<readonly string[]> {
  await build({
    ...common,
    config: false,
    // The prover is loaded by its file in a thread: packages/admission/src/worker/check-worker.ts.
    entry: { main: join(app, 'src/main.ts'), prover: join(app, '../../packages/admission/src/prover.ts') },
    tsconfig: join(app, '../../tsconfig.json'),
    outDir,
    splitting: true,
    sourcemap: false,
    metafile: true,
    skipNodeModulesBundle: true,
    noExternal: [/^@national-forge\//],
    // Packages are bundled from their sources, as tests read them.
    esbuildOptions: (options) => void (options.conditions = ['@national-forge/source']),
  });
  const metafile = JSON.parse(readFileSync(join(outDir, 'metafile-esm.json'), 'utf8')) as Metafile;
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const names = imports.filter(({ external }) => external).map(({ path }) => path);
  const npm = names.filter((path) => !path.startsWith('node:') && !builtinModules.includes(path));
  return [...new Set(npm.map(packageOf))].sort();
}
