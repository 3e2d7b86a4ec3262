import type { Problem, ReleaseStatus } from '@national-forge/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Plan } from '../../ports.ts';
import { offer, packContract, signWaiver, type ContractOptions } from '../../testing/contract-sample.ts';
import type { Publisher } from '../../testing/publish-sample.ts';
import { startTestRegistry, type TestRegistry } from '../../testing/start-test-registry.ts';

let server: TestRegistry;
let publisher: Publisher;
let lifecycle: string;
let name: string;
let count = 0;

beforeAll(async () => {
  server = await startTestRegistry();
  publisher = { url: server.url, token: await server.token('essais', ['publish']) };
  lifecycle = await server.token('essais', ['lifecycle']);
});
afterAll(() => server.stop());
beforeEach(() => {
  count += 1;
  name = `essais/parts-${count}`;
});

const upTo = (maximum: number) => ({ input: { type: 'integer', minimum: 0, maximum } });

async function publish(version: string, options: Partial<ContractOptions>): Promise<void> {
  expect(await offer(publisher, [await packContract({ name, version, ...options })])).toMatchObject({ status: 201 });
}

async function setYanked(version: string, yanked: boolean) {
  const url = `${server.url}/api/v1/algorithms/${name}/versions/${version}/status`;
  const response = await fetch(url, {
    method: 'PUT',
    headers: { authorization: `Bearer ${lifecycle}`, 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ yanked, deprecated: false, reason: 'to and fro' }),
  });
  return { status: response.status, body: (await response.json()) as Problem & ReleaseStatus };
}

describe('a yanked version is offered again', () => {
  it('where what was published meanwhile keeps what it promises', async () => {
    await publish('1.0.0', upTo(7));
    await publish('1.1.0', upTo(8));
    await setYanked('1.1.0', true);
    await publish('1.2.0', upTo(9));

    expect(await setYanked('1.1.0', false)).toMatchObject({ status: 200, body: { yanked: null } });
  });

  it('not where that breaks it: 1.2.0 was compared with 1.0.0 only', async () => {
    await publish('1.0.0', upTo(7));
    await publish('1.1.0', upTo(8));
    await setYanked('1.1.0', true);
    await publish('1.2.0', upTo(7));

    const { status, body } = await setYanked('1.1.0', false);

    expect([status, body.code, body.params.against]).toEqual([422, 'unyank-refused', '1.2.0']);
    expect(body.changes).toMatchObject([
      { rule: 'input-narrowed', edge: 'above', against: '1.2.0', comparison: { witness: 8 } },
    ]);
    expect(await (await fetch(`${server.url}/api/v1/algorithms/${name}/channels/latest`)).json()).toMatchObject({
      version: '1.2.0',
    });
    await setYanked('1.2.0', true);
    expect(await setYanked('1.1.0', false)).toMatchObject({ status: 200 });
  });

  it('with what its agency had waived before', async () => {
    const words = (pattern: string): Partial<ContractOptions> => ({
      input: { type: 'string', pattern },
      vectors: [{ name: 'short', input: 'aba', output: 2 }],
      files: { 'algorithm.js': 'export default () => 2;\n' },
    });
    await publish('1.0.0', words('^(a+)b\\1$'));
    const sample = await packContract({ name, version: '1.1.0', ...words('^a+ba+$') });
    const waiver = signWaiver(sample, [{ against: '1.0.0', rule: 'input-undecided' }]);
    expect(await offer(publisher, [sample], { waiver })).toMatchObject({ status: 201 });

    for (const version of ['1.0.0', '1.1.0']) {
      await setYanked(version, true);
      expect([version, await setYanked(version, false)]).toMatchObject([version, { status: 200 }]);
    }
  });

  it('is judged again when somebody publishes meanwhile', async () => {
    await publish('1.0.0', upTo(7));
    await publish('1.1.0', upTo(8));
    await setYanked('1.1.0', true);
    const { ledger } = server.registry.deps;
    const commit = ledger.commit.bind(ledger);
    let plans = 0;
    Object.assign(ledger, {
      commit: async (plan: Plan) => {
        if (plan.kind === 'status' && (plans += 1) === 1) await publish('1.2.0', upTo(7));
        return commit(plan);
      },
    });

    const { body } = await setYanked('1.1.0', false);
    Object.assign(ledger, { commit });

    expect([plans, body.code]).toEqual([1, 'unyank-refused']);
  });
});
