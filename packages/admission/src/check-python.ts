import type { Entry } from '@national-forge/manifest';

import { errorAt, type Finding } from './finding.ts';
import { decodeUtf8 } from './json/index.ts';

/**
 * Checks that a Python entry is UTF-8 and defines the function that the manifest names, by a `def` at the beginning of a line:
 * a server need not have Python, so nothing more of it is read here. The runner tells the rest.
 */
export function checkPython({ path: file, function: name = '' }: Entry, bytes: Uint8Array): readonly Finding[] {
  const source = decodeUtf8(bytes);
  if (source === undefined) return [errorAt('script-encoding', { file })];
  // The manifest has checked that the name is made of letters, digits and underscores.
  const isDefined = new RegExp(`^def[ \\t]+${name}[ \\t]*\\(`, 'm').test(source);
  return isDefined ? [] : [errorAt('function-missing', { file }, { function: name })];
}
