import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Joins path segments to the root. */
export const at = (...segments) => join(root, ...segments);

/** The folder of what `npm` commands bring for themselves (ignored by git). */
export const toolingFolder = at('.tooling');
