import type { ReleaseRecord, VersionDiff, VersionSegment } from '@national-forge/api';
import { expect, it, vi } from 'vitest';

import type { Plan } from '../../ports.ts';
import { offer, packContract, type ContractOptions } from '../../testing/contract-sample.ts';
import { startTestRegistry, type TestRegistry } from '../../testing/start-test-registry.ts';
import { formatReleaseDetail, parseReleaseDetail } from '../../views/release-detail.ts';
import { rebuildFolder, verifyFolder } from '../../wiring/maintenance.ts';

vi.setConfig({ testTimeout: 60_000 });

const NAME = 'essais/older';
const upTo = (maximum: number) => ({ input: { type: 'integer', minimum: 0, maximum } });

/** Records releases as a registry did that did not judge yet: nothing is said of the number and of the vectors. */
function forgetJudging(server: TestRegistry): () => void {
  const { ledger } = server.registry.deps;
  const commit = ledger.commit.bind(ledger);
  const older = (bytes: Uint8Array): Uint8Array => {
    const { verdict: _, vectorResult: __, ...rest } = parseReleaseDetail(bytes);
    return formatReleaseDetail(rest);
  };
  Object.assign(ledger, {
    commit: (plan: Plan) =>
      commit(
        plan.kind === 'release'
          ? { ...plan, releases: plan.releases.map((row) => ({ ...row, detail: older(row.detail) })) }
          : plan,
      ),
  });
  return () => Object.assign(ledger, { commit });
}

async function publishOlder(): Promise<TestRegistry> {
  const server = await startTestRegistry();
  const restore = forgetJudging(server);
  expect(await publish(server, { version: '1.0.0', ...upTo(7) })).toMatchObject({ status: 201 });
  restore();
  return server;
}

async function publish(server: TestRegistry, version: Omit<ContractOptions, 'name'>) {
  const publisher = { url: server.url, token: await server.token('essais', ['publish']) };
  return offer(publisher, [await packContract({ name: NAME, ...version })]);
}

async function read<T>({ url }: TestRegistry, path: string): Promise<T> {
  const response = await fetch(`${url}/api/v1/algorithms/${NAME}/${path}`);
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

it('a record from before numbers were judged is served as it is, and listed without a level', async () => {
  const server = await publishOlder();

  const record = await read<ReleaseRecord>(server, 'versions/1.0.0');
  expect([record.version, 'verdict' in record, 'vectorResult' in record]).toEqual(['1.0.0', false, false]);
  const { versions } = await read<VersionSegment>(server, 'versions/segments/0');
  expect(versions.map(({ version, level }) => [version, level ?? null])).toEqual([['1.0.0', null]]);
  await server.stop();
});

it('later versions are held to it: its contract and its vectors are read from its archive', async () => {
  const server = await publishOlder();

  const narrower = await publish(server, { version: '1.0.1', ...upTo(6) });
  const other = await publish(server, {
    ...{ version: '1.0.1', ...upTo(7), vectors: [{ name: 'three', input: 3, output: 6 }] },
    files: { 'algorithm.js': 'export default (input) => (input === 2 ? 5 : input * 2);\n' },
  });
  const wider = await publish(server, { version: '1.1.0', ...upTo(8) });

  expect([narrower.status, other.status, wider.status]).toEqual([422, 422, 201]);
  expect(narrower.body.changes).toMatchObject([
    { rule: 'input-narrowed', against: '1.0.0', comparison: { witness: 7 } },
  ]);
  expect(other.body.changes).toMatchObject([{ rule: 'vector-fails', vector: { version: '1.0.0', name: 'two' } }]);
  const { verdict } = await read<ReleaseRecord>(server, 'versions/1.1.0');
  expect(verdict).toMatchObject({ level: 'minor', below: { version: '1.0.0' } });
  const { comparison } = await read<VersionDiff>(server, 'versions/1.0.0/diff/1.1.0');
  expect(comparison.changes[0]?.rule).toBe('input-widened');
  await server.stop();
});

it('it is proved by verify, and made again by rebuild without being judged', async () => {
  const server = await publishOlder();
  expect(await publish(server, { version: '1.1.0', ...upTo(8) })).toMatchObject({ status: 201 });
  const { dataDir } = server;
  const { clock } = server.registry.deps;
  const before = await read<ReleaseRecord>(server, 'versions/1.0.0');
  await server.registry.store.ledger.drain();

  expect((await verifyFolder({ dataDir, clock })).damages).toEqual([]);
  await server.registry.close();
  expect(await rebuildFolder({ dataDir, clock })).toMatchObject({ ok: true, differences: [] });
  const again = await startTestRegistry({ dataDir });

  expect(await read(again, 'versions/1.0.0')).toEqual(before);
  expect(await publish(again, { version: '1.2.0', ...upTo(7) })).toMatchObject({ status: 422 });
  await again.stop();
  await server.stop();
});
