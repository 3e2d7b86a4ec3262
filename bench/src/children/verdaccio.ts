import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';

import { startChildServer, type ChildServer } from './child-server.ts';

const packageFile = createRequire(import.meta.url).resolve('verdaccio/package.json');

/** Gives the version of Verdaccio that is measured. */
export const VERDACCIO_VERSION = (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version;

// Everything it may leave out is out (uplinks, web pages, accounts), and its log is JSON lines as ours is.
const CONFIG = `storage: ./storage
auth: { htpasswd: { file: ./htpasswd } }
uplinks: {}
packages: { '**': { access: $all, publish: $all, unpublish: $all } }
web: { enable: false }
log: { type: stdout, format: json, level: http }
`;

/** How often a port is looked for: another program may take the one that was free a moment ago. */
const ATTEMPTS = 3;

/** Starts Verdaccio on a storage in this folder, on any free port of loopback. */
export async function startVerdaccio(folder: string, name: string): Promise<ChildServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(folder, name);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function startOnce(folder: string, name: string): Promise<ChildServer> {
  const home = join(folder, name);
  mkdirSync(join(home, 'storage'), { recursive: true });
  const config = join(home, 'config.yaml');
  writeFileSync(config, CONFIG);
  const listen = `127.0.0.1:${await freePort()}`;
  const args = [join(dirname(packageFile), 'bin/verdaccio'), '--config', config, '--listen', listen];
  return startChildServer({ args, folder: home, url: `http://${listen}`, readyPath: '/-/ping' });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return port;
}
