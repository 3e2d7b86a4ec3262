import type { ReleaseRecord } from '@national-forge/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Ledger, Plan } from '../../ports.ts';
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

describe('versions published together through two servers of one data folder', () => {
  it('1.1.0, which is wider, and 1.2.0, which is not: never both', async () => {
    const [wider, same] = [await pack('1.1.0', 8), await pack('1.2.0', 7)];
    const [left, right] = publishers as readonly [Publisher, Publisher];
    expect(await offer(left, [await pack('1.0.0', 7)])).toMatchObject({ status: 201 });

    // Both are judged before either is recorded.
    const { promise: both, resolve } = Promise.withResolvers<undefined>();
    let judged = 0;
    for (const server of servers) {
      beforeRecording(server, async () => {
        judged += 1;
        if (judged === 2) resolve(undefined);
        await both;
      });
    }

    const answers = await Promise.all([offer(left, [wider]), offer(right, [same])]);

    expect(rejudged()).toBe(1);
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
    for (const [version, maximum] of [
      ['1.0.0', 6],
      ['1.1.0', 7],
    ] as const) {
      expect(await offer(publishers[0]!, [await pack(version, maximum)])).toMatchObject({ status: 201 });
    }
    const yank = { kind: 'status', actor: 't', name: NAME, version: '1.1.0', yanked: true } as const;
    beforeRecording(servers[0]!, async ({ commit }) => {
      await commit({ ...yank, deprecated: false, successor: null, reason: 'wrong', ifMatch: '*' });
    });

    const answer = await offer(publishers[0]!, [await pack('1.2.0', 7)]);

    expect(answer).toMatchObject({ status: 201 });
    expect(await verdictOf('1.2.0')).toMatchObject({ level: 'minor', below: { version: '1.0.0' } });
    expect(rejudged()).toBe(1);
  });

  it('again and again, because others never stop, ends as busy', async () => {
    expect(await offer(publishers[0]!, [await pack('1.0.0', 7)])).toMatchObject({ status: 201 });
    let turn = false;
    const status = { kind: 'status', actor: 't', name: NAME, version: '1.0.0', deprecated: false } as const;
    const toggle = async ({ commit }: Ledgers) => {
      turn = !turn;
      await commit({ ...status, yanked: turn, successor: null, reason: 'to and fro', ifMatch: '*' });
    };
    beforeRecording(servers[0]!, toggle, { always: true });

    const answer = await offer(publishers[0]!, [await pack('1.1.0', 7)]);

    expect(answer).toMatchObject({ status: 503, body: { code: 'busy' } });
    expect(rejudged()).toBe(5);
    expect(await versions()).toEqual(['1.0.0']);
  });
});

type Ledgers = Pick<Ledger, 'commit'>;

/** Lets something happen after a publish was judged and before it is recorded: once, or each time. */
function beforeRecording(
  { registry }: TestRegistry,
  act: (ledger: Ledgers) => Promise<unknown>,
  { always = false } = {},
): void {
  const { ledger } = registry.deps;
  const commit = ledger.commit.bind(ledger);
  let done = false;
  Object.assign(ledger, {
    commit: async (plan: Plan) => {
      if (plan.kind === 'release' && (always || !done)) {
        done = true;
        await act({ commit });
      }
      return commit(plan);
    },
  });
}
