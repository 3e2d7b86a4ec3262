import { builtinModules } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Is what esbuild tells of a build, as far as it is read here; paths are relative to the folder that was built. */
export interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly imports: readonly { readonly path: string; readonly external?: boolean }[];
        readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
      }
    >
  >;
}

/** Reads what the last build of an app told of itself. */
export function readMetafile(app: string): Metafile {
  return JSON.parse(readFileSync(join(app, 'dist/metafile-esm.json'), 'utf8')) as Metafile;
}

const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Lists the folders of the npm packages of which something is in the build, sorted. */
export function bundledPackages({ outputs }: Metafile): readonly string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const folders = used.flatMap(([path]) => PACKAGE.exec(path)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/**
 * Makes sure that a build needs nothing beside it but Node.
 *
 * @throws Error when it imports a package
 */
export function assertSelfContained({ outputs }: Metafile): void {
  const outside = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  const missing = outside.find(({ path }) => !path.startsWith('node:') && !builtinModules.includes(path));
  if (missing) throw new Error(`the bundle imports "${missing.path}", which is not in it`);
}
