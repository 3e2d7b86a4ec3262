import { join } from 'node:path';

import { call } from './call.ts';
import { folderWith } from './folders.ts';
import { published } from './published.ts';
import { startStandIn } from './stand-in.ts';

/** Opens a project in which `eau/besoin@0.1.0` is installed. */
export async function installedProject() {
  const { script, record, others, log, signer, archive } = await published();
  const cwd = folderWith({ 'forge.json': '{"requirements":{"eau/besoin":"^0.1.0"}}' });
  const standIn = await startStandIn(script, folderWith(), others);
  await call(['install'], { env: standIn.env, cwd });
  return { cwd, record, log, signer, archive, module: join(cwd, 'forge_modules/eau/besoin'), ...standIn };
}
