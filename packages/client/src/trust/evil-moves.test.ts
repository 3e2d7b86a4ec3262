import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { HONEST_MOVES, MOVE_ATTACKS, type ToldWorld } from '../testing/evil-moves.ts';
import { RENAME_ATTACKS } from '../testing/evil-renames.ts';
import type { EvilWorld } from '../testing/evil-world.ts';
import { EVIL_SIZES, meetEvil } from '../testing/meet-evil.ts';
import { readTree } from '../testing/workshop.ts';
import type { TrustMeans } from './open-log.ts';
import { openTrust, type LockPins } from './session.ts';

async function meet(serve: (world: EvilWorld) => ToldWorld, size: number) {
  let told: ToldWorld | undefined;
  const met = await meetEvil({ serve: (world) => (told = serve(world)).answers }, size);
  return { ...met, told: told! };
}

async function use(means: TrustMeans, { told, asked }: ToldWorld, pins?: LockPins) {
  const session = await openTrust(means, pins === undefined ? {} : { pins, isStanding: true });
  const ways = [];
  for (const { from, ...claim } of told) ways.push(await session.moves.prove(from, claim));
  await session.prove(asked);
  await session.remember();
  return { session, ways };
}

describe.each(Object.entries({ ...MOVE_ATTACKS, ...RENAME_ATTACKS }))(
  'a registry that %s',
  (_name, { step, reason, serve, from = 1 }) => {
    test.each(EVIL_SIZES.filter((size) => size >= from))(
      `is refused at ${step} (${reason}) when %d leaves were seen`,
      async (size) => {
        const { means, told } = await meet(serve, size);
        const before = readTree(means.trust);

        const params = expect.objectContaining({ step, reason }) as object;
        await expect(use(means, told)).rejects.toMatchObject({ code: 'untrusted', exit: 8, params });
        expect(readTree(means.trust)).toEqual(before);
      },
    );
  },
);

describe.each(Object.entries(HONEST_MOVES))('where %s', (_name, serve) => {
  test.each(EVIL_SIZES)(
    'the release from before is believed after %d leaves, and again without a registry',
    async (size) => {
      const { means, told, registry } = await meet(serve, size);

      const { ways, session } = await use(means, told);
      expect(ways.map(({ leaves }) => leaves)).toEqual(told.told.map(({ leaves }) => leaves));

      await registry.close();
      const { client: _, ...offline } = means;
      expect((await use(offline, told, session.pins())).session.log.newest.size).toBe(session.log.newest.size);
    },
  );
});

const serve = HONEST_MOVES['an algorithm was given away']!;

test.each(['leaf', 'envelope', 'giver', 'receiver', 'hashes'])(
  'a %s that somebody changed in the cache proves nothing, and is fetched again where there is a registry',
  async (member) => {
    const { means, told } = await meet(serve, 7);
    const { session } = await use(means, told);
    const folder = join(means.cache, 'proofs');
    const [path = ''] = readdirSync(folder, { recursive: true }).filter((one) => /\.moves.*\.json$/.test(String(one)));
    const file = join(folder, String(path));
    const honest = readFileSync(file, 'utf8');
    const evidence = JSON.parse(honest) as Record<string, unknown>;
    writeFileSync(
      file,
      JSON.stringify({ ...evidence, [member]: member === 'hashes' ? [] : `${String(evidence[member])} ` }),
    );

    const { client: _, ...offline } = means;
    await expect(use(offline, told, session.pins())).rejects.toMatchObject({ code: 'untrusted' });
    await use(means, told);
    expect(readFileSync(file, 'utf8')).toBe(honest);
  },
);
