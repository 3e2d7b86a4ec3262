import { digestOf } from '@national-forge/archive';

import { offer, packContract } from '../contract-sample.ts';
import type { Sample } from '../sample-release.ts';
import { flipByte, type Make, type Scenario, type ScenarioContext } from './scenario.ts';

let count = 0;

/** Publishes 1.0.0 and a wider 1.1.0, yanks that, publishes 1.2.0, which is not; then asks for 1.1.0 again. */
const returning =
  (spoil: (context: ScenarioContext, sample: Sample) => Promise<void>): Make =>
  async (context) => {
    const { valid, world, server, client } = context;
    const publisher = { url: server.url, token: world.tokens.publish };
    const name = `returns-${(count += 1)}`;
    const pack = (version: string, maximum: number) =>
      packContract({ name: `essais/${name}`, version, input: { description: name, type: 'integer', maximum } });
    const wider = await pack('1.1.0', 8);
    await offer(publisher, [await pack('1.0.0', 7)]);
    await offer(publisher, [wider]);
    const params = { agency: 'essais', name, version: '1.1.0' };
    const body = { yanked: true, deprecated: false, reason: 'to and fro' };
    const change = { ...valid, params, headers: { 'if-match': '*' }, body };
    await client.request('putReleaseStatus', change);
    await offer(publisher, [await pack('1.2.0', 7)]);
    await spoil(context, wider);
    return { ...change, body: { ...body, yanked: false } };
  };

/** Lists ways to the answers about versions that are to be offered again. */
export const returnScenarios: readonly Scenario[] = [
  ['putReleaseStatus', 422, 'unyank-refused', returning(() => Promise.resolve())],
  [
    'putReleaseStatus',
    500,
    'blob-damaged',
    returning(({ server }, sample) => flipByte(server, digestOf(sample.archive))),
  ],
];
