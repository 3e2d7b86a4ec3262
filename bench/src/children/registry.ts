import { join } from 'node:path';

import { besideThis, startChildServer, type ChildServer } from './child-server.ts';

const PROGRAM = besideThis('../../../apps/registry/dist/main.js');
/** High enough that nothing is refused; every request is still counted. */
const RATES = Array.from({ length: 4 }, () => '100000000').join(',');

/** Starts the built registry on a data folder with everything on: request ids, access log, metrics, limits. */
export function startRegistry(folder: string, data: string): Promise<ChildServer> {
  const args = [PROGRAM, 'serve', '--data', join(folder, data), '--port', '0', '--json', '--rate-limits', RATES];
  return startChildServer({ args, folder, readyPath: '/readyz' });
}
