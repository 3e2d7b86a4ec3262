import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Is the built server, as `npm start` runs it. */
export const REGISTRY_PROGRAM = join(ROOT, 'apps/registry/dist/main.js');

/** Is the built command line. */
export const CLI_PROGRAM = join(ROOT, 'apps/cli/dist/main.js');

/** Is the folder of the example algorithms, `examples/AGENCY/NAME` or `examples/AGENCY/NAME/VERSION`. */
export const EXAMPLES = join(ROOT, 'examples');

/** Finds the self-contained package of the command line that the build made. */
export function cliPackage(): string {
  const folder = join(ROOT, 'apps/cli/dist');
  const name = readdirSync(folder).find((one) => /^nforge-.*\.tgz$/.test(one));
  if (name === undefined) throw new Error(`${folder} holds no nforge-VERSION.tgz: run "npm run build"`);
  return join(folder, name);
}

/** Lists the folders of all examples, or of those in another folder, sorted. */
export function exampleFolders(root = EXAMPLES): readonly string[] {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true });
  const manifests = entries.filter((entry) => entry.isFile() && entry.name === 'algorithm.yaml');
  return manifests.map((entry) => entry.parentPath).sort();
}
