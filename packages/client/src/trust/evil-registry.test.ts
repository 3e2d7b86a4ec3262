import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import { FORK_ATTACKS } from '../testing/evil-forks.ts';
import { ATTACKS } from '../testing/evil-registry.ts';
import { openEvilWorld, WANTED, type Attack } from '../testing/evil-world.ts';
import { trueAnswers } from '../testing/log-routes.ts';
import { startSampleRegistry } from '../testing/sample-registry.ts';
import { impatientClient, readTree, temporaryFolder } from '../testing/workshop.ts';
import { openTrust } from './session.ts';

const SIZES =
  process.env['NFORGE_TEST_SCALE'] === 'full'
    ? Array.from({ length: 300 }, (_, index) => index + 1)
    : [1, 2, 3, 6, 7, 64, 257];

/** A client that has used the honest registry, and now meets the evil one. */
async function meet(attack: Attack, size: number) {
  const world = openEvilWorld(size);
  const registry = await startSampleRegistry(attack.sawAll === true ? world.full : world.seen);
  onTestFinished(() => registry.close());
  const { client } = impatientClient({ registry: registry.url });
  const means = { trust: temporaryFolder(), cache: join(temporaryFolder(), 'cache'), client };
  const honest = await openTrust(means);
  if (registry.log.releaseProof(WANTED.name, WANTED.version) !== undefined) await honest.prove(WANTED);
  await honest.remember();
  registry.answers = attack.serve(world);
  return { means, registry, world };
}

describe.each(Object.entries({ ...ATTACKS, ...FORK_ATTACKS }))('a registry that %s', (_name, attack) => {
  const sizes = SIZES.filter((size) => size >= (attack.from ?? 1) && size <= (attack.to ?? 300));

  test.each(sizes)(`is refused at ${attack.step} when %d leaves were seen, and nothing is forgotten`, async (size) => {
    const { means } = await meet(attack, size);
    const before = readTree(means.trust);

    const use = async (): Promise<void> => {
      const session = await openTrust(means);
      await session.prove(attack.asked ?? WANTED);
      await session.remember();
    };

    await expect(use()).rejects.toMatchObject({ code: 'untrusted', exit: 8, params: { step: attack.step } });
    expect(readTree(means.trust)).toEqual(before);
  });
});

test.each(SIZES)('an honest registry whose log goes on is believed after %d leaves', async (size) => {
  const { means, registry, world } = await meet({ step: 'origin', serve: ({ full }) => trueAnswers(full) }, size);

  const session = await openTrust(means);
  await session.prove(WANTED);
  await session.remember();

  expect(session.log.newest.size).toBe(world.full.size);
  expect(registry.requests.filter(({ path }) => path === '/log/checkpoint')).toHaveLength(2);
});
