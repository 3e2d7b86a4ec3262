import { Document, type Scalar, visit } from 'yaml';

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
  // Two equal texts stay two texts: the parser refuses anchors and aliases.
  const document = new Document(ordered(manifest, manifestSchema.shape), {
    schema: 'core',
    aliasDuplicateObjects: false,
  });
  visit(document, { Scalar: (_, scalar) => chooseStyle(scalar) });
  const body = document.toString({ indent: 2, lineWidth: 0, singleQuote: true, doubleQuotedAsJSON: true });
  return options.schema === undefined ? body : `# yaml-language-server: $schema=${options.schema}\n\n${body}`;
}

/** Writes texts of several lines as blocks, unless white space at the edge of a line would be at risk there. */
function chooseStyle(scalar: Scalar): void {
  if (typeof scalar.value !== 'string' || !/[\t\r\n]/.test(scalar.value)) return;
  const atRisk = /^\s|[\t\r]| (?:\n|$)/.test(scalar.value);
  scalar.type = atRisk ? 'QUOTE_DOUBLE' : 'BLOCK_LITERAL';
}

/** Puts the members of the top level in the order of the specification; inner maps keep the author's order. */
function ordered(manifest: Manifest, shape: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = Object.keys(shape).filter((key) => Object.hasOwn(manifest, key));
  return Object.fromEntries(known.map((key) => [key, manifest[key as keyof Manifest]]));
}
