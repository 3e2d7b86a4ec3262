import { resolve } from 'node:path';

import { openRegistry, type Registry } from '../wiring/open-registry.ts';
import type { DataOptions } from './command.ts';
import type { Io } from './io.ts';
import { chooseOrigin } from './origin.ts';

/** Tells the data folder of a command: --data, else NFORGE_DATA, else ./data. */
export function dataFolder(options: Partial<DataOptions>, io: Io): string {
  return resolve(io.cwd, options.data ?? (io.env.NFORGE_DATA || 'data'));
}

/** Opens the registry of a data folder for one act and closes it again; a server may run on it meanwhile. */
export async function withRegistry<T>(
  options: Partial<DataOptions> & { readonly create?: boolean },
  io: Io,
  act: (registry: Registry) => Promise<T>,
): Promise<T> {
  const { create = false } = options;
  const origin = create ? chooseOrigin({}, io) : undefined;
  const registry = await openRegistry({ dataDir: dataFolder(options, io), create, origin });
  try {
    return await act(registry);
  } finally {
    await registry.close();
  }
}
