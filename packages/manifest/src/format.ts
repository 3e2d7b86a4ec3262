import { stringify } from 'yaml';

import { type Manifest, manifestSchema } from './schema.ts';

/** Chooses how a manifest is written. */
export interface FormatOptions {
  /** Address of the JSON Schema, for editors; it becomes a comment on the first line. */
  readonly schema?: string;
}

/**
 * Writes a manifest as `algorithm.yaml`: its members in the order of the specification, two spaces, no line
 * folding. `parseManifest` reads the same manifest from it.
 */
export function formatManifest(manifest: Manifest, options: FormatOptions = {}): string {
  const body = stringify(ordered(manifest, manifestSchema.shape), {
    version: '1.2',
    schema: 'core',
    indent: 2,
    lineWidth: 0,
    // Two equal texts stay two texts: the parser refuses anchors and aliases.
    aliasDuplicateObjects: false,
    singleQuote: true,
    nullStr: '~',
  });
  return options.schema === undefined ? body : `# yaml-language-server: $schema=${options.schema}\n\n${body}`;
}

/** Puts the members of the top level in the order of the specification; inner maps keep the author's order. */
function ordered(manifest: Manifest, shape: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = Object.keys(shape).filter((key) => Object.hasOwn(manifest, key));
  return Object.fromEntries(known.map((key) => [key, manifest[key as keyof Manifest]]));
}
