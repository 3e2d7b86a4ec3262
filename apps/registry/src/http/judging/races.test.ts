import type { ReleaseRecord } from '@national-forge/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { offer, packContract } from '../../testing/contract-sample.ts';
import type { Publisher } from '../../testing/publish-sample.ts';
import { startTestRegistry, type TestRegistry } from '../../testing/start-test-registry.ts';

const NAME = 'essais/parts';
const atMost = (maximum: number) => ({ type: 'integer', minimum: 0, maximum });
const pack = (version: string, maximum: number) => packContract({ name: NAME, version, input: atMost(maximum) });

// Two servers on one data folder know nothing of each other but what stands in the database.
let servers: readonly TestRegistry[];
let publishers: readonly Publisher[];

beforeEach(async () => {
  const first = await startTestRegistry();
  const token = await first.token('essais', ['publish', 'lifecycle']);
  servers = [first, await startTestRegistry({ dataDir: first.dataDir })];
  publishers = servers.map(({ url }) => ({ url, token }));
});
afterEach(async () => {
  for (const server of servers.toReversed()) await server.stop();
});

const rejudged = (): number => servers.reduce((sum, { registry }) => sum + registry.deps.counts.rejudged, 0);

async function versions(): Promise<readonly string[]> {
  const found = await servers[0]!.registry.deps.catalogue.listReleases(NAME);
  return (found ?? []).map(({ version }) => version).toReversed();
}

async function verdictOf(version: string) {
  const answer = await fetch(`${servers[0]!.url}/api/v1/algorithms/${NAME}/versions/${version}`);
  return ((await answer.json()) as ReleaseRecord).verdict;
}

describe('versions published together in two processes', () => {
  it('1.1.0, which is wider, and 1.2.0, which is not: never both', async () => {
    const [wider, same] = [await pack('1.1.0', 8), await pack('1.2.0', 7)];
    const [left, right] = publishers as readonly [Publisher, Publisher];
    expect(await offer(left, [await pack('1.0.0', 7)])).toMatchObject({ status: 201 });

    const answers = await Promise.all([offer(left, [wider]), offer(right, [same])]);

    const statuses = answers.map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 422]);
    const refused = answers.find(({ status }) => status === 422);
    expect(refused?.body).toMatchObject({ code: 'bump-too-small', changes: [{ rule: 'input-narrowed' }] });
    expect(await versions()).toHaveLength(2);
  });

  it('are each compared with those that were recorded before them, whatever the order', async () => {
    const samples = await Promise.all(['1.1.0', '1.2.0', '1.3.0', '1.4.0'].map((version) => pack(version, 7)));
    expect(await offer(publishers[0]!, [await pack('1.0.0', 7)])).toMatchObject({ status: 201 });

    const answers = await Promise.all(samples.map((sample, at) => offer(publishers[at % 2]!, [sample])));

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const order = new Map(await Promise.all((await versions()).map(async (one) => [one, await indexOf(one)] as const)));
    for (const [version, index] of order) {
      const verdict = await verdictOf(version);
      const earlier = [...order].filter(([, at]) => at < index).map(([one]) => one);
      expect([version, verdict?.below?.version]).toEqual([version, earlier.findLast((one) => one < version)]);
      expect([version, verdict?.above?.version]).toEqual([version, earlier.find((one) => one > version)]);
    }
  });

  it('the first ones of a name: the second is judged by the first', async () => {
    const answers = await Promise.all([
      offer(publishers[0]!, [await pack('1.0.0', 7)]),
      offer(publishers[1]!, [await pack('1.0.1', 6)]),
    ]);

    expect(answers.filter(({ status }) => status === 201).length).toBeLessThan(2);
  });
});

async function indexOf(version: string): Promise<number> {
  return (await servers[0]!.registry.deps.catalogue.findRelease({ name: NAME, version }))?.logIndex ?? -1;
}

describe('what is judged', () => {
  it('is judged again when a version that it was compared with was yanked meanwhile', async () => {
    const [server] = servers as readonly [TestRegistry];
    const { deps } = server.registry;
    for (const [version, maximum] of [
      ['1.0.0', 6],
      ['1.1.0', 7],
    ] as const) {
      expect(await offer(publishers[0]!, [await pack(version, maximum)])).toMatchObject({ status: 201 });
    }
    // Between comparing and recording: what the ledger is handed is late by one yank.
    const { ledger } = deps;
    let isFirst = true;
    Object.assign(deps, {
      ledger: {
        ...ledger,
        commit: async (plan: Parameters<typeof ledger.commit>[0]) => {
          if (plan.kind === 'release' && isFirst) {
            isFirst = false;
            const status = { kind: 'status', actor: 't', name: NAME, version: '1.1.0', yanked: true } as const;
            await ledger.commit({ ...status, deprecated: false, successor: null, reason: 'wrong', ifMatch: '*' });
          }
          return ledger.commit(plan);
        },
      },
    });

    const answer = await offer(publishers[0]!, [await pack('1.2.0', 7)]);

    expect(answer).toMatchObject({ status: 201 });
    expect(await verdictOf('1.2.0')).toMatchObject({ level: 'minor', below: { version: '1.0.0' } });
    expect(rejudged()).toBe(1);
  });
});
