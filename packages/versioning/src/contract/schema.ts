/** Is a JSON Schema 2020-12 that admission has accepted: its keywords have the values that they should have. */
export type Schema = boolean | SchemaObject;

/** Is a schema with keywords. */
export type SchemaObject = { readonly [keyword: string]: unknown };

/** Tells whether a value is an object with members. */
export const isSchemaObject = (value: unknown): value is SchemaObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Tells whether a value is a schema. */
export const isSchema = (value: unknown): value is Schema => typeof value === 'boolean' || isSchemaObject(value);
