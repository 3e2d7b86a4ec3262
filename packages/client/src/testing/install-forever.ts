// Run as a process of its own: installs two states of a project in turn until it is killed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openClient } from '../client.ts';
import { install } from '../install/install.ts';

const [registry = '', folder = '', cache = '', trust = '', ...states] = process.argv.slice(2);
const client = openClient({ registry });
for (let turn = 0; ; turn++) {
  writeFileSync(join(folder, 'forge.json'), states[turn % states.length] ?? '{}');
  await install({ folder, cache, trust, client, at: '2026-06-01' });
  process.stdout.write('.');
}
