import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { StoreError, type LogSource } from '../../ports.ts';
import { openFolderSource } from './folder-source.ts';
import { openHttpSource, type HttpSourceDeps } from './http-source.ts';

/**
 * Opens another copy of a log: an address (a registry or a mirror) or an exported folder. A data folder or a backup is opened
 * elsewhere, because it takes SQL.
 * @throws StoreError `source-invalid`
 */
export function openPlainSource(place: string, deps: HttpSourceDeps): LogSource {
  if (/^https?:\/\//i.test(place)) return openHttpSource(place, deps);
  if (existsSync(join(place, 'checkpoint'))) return openFolderSource(place);
  const message = `${place} is no address, no data folder, no backup and no exported log (it has no file "checkpoint")`;
  throw new StoreError('source-invalid', message);
}
