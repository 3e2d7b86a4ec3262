import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { openTrust } from '../trust/session.ts';
import { openEvilWorld, WANTED, type EvilWorld } from './evil-world.ts';
import type { LogAnswers } from './log-routes.ts';
import { startSampleRegistry } from './sample-registry.ts';
import { impatientClient, temporaryFolder } from './workshop.ts';

/** Lists the sizes of trees that a client has seen before it meets an evil registry. */
export const EVIL_SIZES =
  process.env['NFORGE_TEST_SCALE'] === 'full' ? Array.from({ length: 300 }, (_, index) => index + 1) : [1, 7, 257];

/** Says what a client meets, and whether it has seen the whole honest log before. */
export interface Meeting {
  readonly sawAll?: boolean;
  readonly serve: (world: EvilWorld) => LogAnswers;
}

/** Gives a client that has used the honest registry, and now meets another one in its place. */
export async function meetEvil(meeting: Meeting, size: number) {
  const world = openEvilWorld(size);
  const registry = await startSampleRegistry(meeting.sawAll === true ? world.full : world.seen);
  onTestFinished(() => registry.close());
  const { client } = impatientClient({ registry: registry.url });
  const means = { trust: temporaryFolder(), cache: join(temporaryFolder(), 'cache'), client };
  const honest = await openTrust(means);
  if (registry.log.releaseProof(WANTED.name, WANTED.version) !== undefined) await honest.prove(WANTED);
  await honest.remember();
  registry.answers = meeting.serve(world);
  return { means, registry, world };
}
