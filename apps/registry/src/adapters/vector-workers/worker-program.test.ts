import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

import { permissionFlags, workerProgram } from './worker-program.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));

const ATTEMPTS = `
  const fs = process.getBuiltinModule('node:fs');
  const tried = (act) => { try { act(); return 'done'; } catch (error) { return error.code; } };
  const [own, ...others] = process.argv.slice(1);
  console.log(JSON.stringify({
    own: tried(() => fs.readFileSync(own)),
    others: others.map((path) => tried(() => fs.readFileSync(path))),
    write: tried(() => fs.writeFileSync(own + '.new', '')),
    spawn: tried(() => process.getBuiltinModule('node:child_process').spawnSync('true')),
  }));
`;

it('lets a worker read its own program and nothing else, write nothing and start no process', () => {
  const { file } = workerProgram();
  // The key of the log lies in the data folder, which may lie anywhere: in the repository, too.
  const others = ['data/log-key', 'apps/registry/data/log-key', 'README.md'].map((path) => join(root, path));
  const args = [...permissionFlags(), '-e', ATTEMPTS, file, '/etc/hostname', ...others];

  const told = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', env: {} })) as unknown;

  expect(told).toEqual({
    own: 'done',
    others: Array<string>(4).fill('ERR_ACCESS_DENIED'),
    write: 'ERR_ACCESS_DENIED',
    spawn: 'ERR_ACCESS_DENIED',
  });
  expect(existsSync(`${file}.new`)).toBe(false);
});
