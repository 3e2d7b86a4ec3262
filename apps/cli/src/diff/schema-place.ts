import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

import type { Finding, SchemaFile } from '@national-forge/admission';
import { MANIFEST_FILE } from '@national-forge/manifest';

import type { Io } from '../io.ts';
import { folderPath } from '../options.ts';

/** Is a schema file on this disk, with the files to which its references may lead. */
export interface SchemaPlace {
  readonly file: SchemaFile;
  /** Tells the file of a finding as a person finds it from here. */
  fileOf(finding: Finding): Pick<Finding, 'file'>;
}

/**
 * Opens a schema file. Its references lead to files of the release in which it lies (the nearest folder with a manifest above it), else of its own folder:
 * whoever sends a schema to be compared must not have other files of this disk read and shown.
 */
export async function openSchemaPlace(named: string, io: Io): Promise<SchemaPlace> {
  const place = folderPath(io, named);
  const root = await realpath(releaseAbove(dirname(place)) ?? dirname(place));
  const path = relative(root, join(await realpath(dirname(place)), place.slice(dirname(place).length + 1)));
  const beside = async (one: string): Promise<Uint8Array | undefined> => {
    const real = await realpath(join(root, one)).catch(() => undefined);
    return real?.startsWith(root + sep) === true ? readFile(real).catch(() => undefined) : undefined;
  };
  const shown = (file: string): string => (file === path ? named : relative(io.cwd, join(root, file)));
  return {
    file: { path: path.replaceAll(sep, '/'), bytes: await readFile(place), beside },
    fileOf: ({ file }) => (file === undefined ? {} : { file: shown(file) }),
  };
}

function releaseAbove(folder: string): string | undefined {
  if (existsSync(join(folder, MANIFEST_FILE))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : releaseAbove(above);
}
