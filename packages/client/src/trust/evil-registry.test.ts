import { describe, expect, test } from 'vitest';

import { FORK_ATTACKS } from '../testing/evil-forks.ts';
import { ATTACKS } from '../testing/evil-registry.ts';
import { WANTED } from '../testing/evil-world.ts';
import { trueAnswers } from '../testing/log-routes.ts';
import { EVIL_SIZES, meetEvil } from '../testing/meet-evil.ts';
import { readTree } from '../testing/workshop.ts';
import { openTrust } from './session.ts';

describe.each(Object.entries({ ...ATTACKS, ...FORK_ATTACKS }))('a registry that %s', (_name, attack) => {
  const sizes = EVIL_SIZES.filter((size) => size >= (attack.from ?? 1) && size <= (attack.to ?? 300));

  test.each(sizes)(`is refused at ${attack.step} when %d leaves were seen, and nothing is forgotten`, async (size) => {
    const { means } = await meetEvil(attack, size);
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

test.each(EVIL_SIZES)('an honest registry whose log goes on is believed after %d leaves', async (size) => {
  const { means, registry, world } = await meetEvil({ serve: ({ full }) => trueAnswers(full) }, size);

  const session = await openTrust(means);
  await session.prove(WANTED);
  await session.remember();

  expect(session.log.newest.size).toBe(world.full.size);
  expect(registry.requests.filter(({ path }) => path === '/log/checkpoint')).toHaveLength(2);
});
