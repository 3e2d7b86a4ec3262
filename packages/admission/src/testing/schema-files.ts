import type { SchemaSource } from '../contract/gather-schema.ts';
import type { JsonFile } from '../json/index.ts';

/** Holds schemas by the paths of their files. */
export type SchemaTexts = Readonly<Record<string, unknown>>;

/** Makes a file of a value. */
export const fileOf = (path: string, value: unknown): JsonFile => ({ path, text: JSON.stringify(value), value });

/** Makes a source of files. */
export const sourceOf = (files: SchemaTexts): SchemaSource => ({
  has: (path) => Object.hasOwn(files, path),
  json: (path) => Promise.resolve({ file: fileOf(path, files[path]), findings: [] }),
});
