import { SCHEMA_KEYWORDS } from '@national-forge/versioning';

import { escapeKey } from '../json/index.ts';

/** Is a member of a schema: a keyword, its value, and where it stands. */
export interface SchemaMember {
  /** The schema that has it. */
  readonly schema: Record<string, unknown>;
  readonly keyword: string;
  readonly value: unknown;
  /** JSON Pointer of the value. */
  readonly at: string;
}

/** Is told of a schema what somebody walks through it for. */
export interface SchemaVisitor {
  /** Hears of each place of a schema, and says whether what it holds is to be looked at. */
  enter(): boolean;
  member(member: SchemaMember): void;
}

/**
 * Walks through a schema and all schemas in it, in the order of the text. What `const`, `enum`, `default` or an unknown keyword holds is
 * no schema. Recursion is safe: the file's depth was bounded when it was read.
 */
export function visitSchema(schema: unknown, visitor: SchemaVisitor, pointer = ''): void {
  // What is neither object nor boolean is the meta-schema's to refuse.
  if (!visitor.enter() || !isRecord(schema)) return;
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `${pointer}/${escapeKey(keyword)}`;
    visitor.member({ schema, keyword, value, at });
    const holds = SCHEMA_KEYWORDS.get(keyword);
    if (holds === 'schema') visitSchema(value, visitor, at);
    if (holds === 'list' && Array.isArray(value)) {
      value.forEach((item, index) => visitSchema(item, visitor, `${at}/${index}`));
    }
    if (holds === 'map' && isRecord(value)) {
      for (const [key, member] of Object.entries(value)) visitSchema(member, visitor, `${at}/${escapeKey(key)}`);
    }
  }
}

/** Tells an object from lists and other values. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
