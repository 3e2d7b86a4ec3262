import type { LogEntries, ReleaseRecord, ReleaseStatus } from '@national-forge/api';
import { parseLeaf, parseWaiver, type WaivedReason } from '@national-forge/transparency';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { changeAgency, keyAdd, testKey } from '../../adapters/testing/keys.ts';
import { offer, packContract, signWaiver, type ContractOptions } from '../../testing/contract-sample.ts';
import type { Publisher } from '../../testing/publish-sample.ts';
import type { Sample } from '../../testing/sample-release.ts';
import { startTestRegistry, type TestRegistry } from '../../testing/start-test-registry.ts';
import { rebuildFolder, verifyFolder } from '../../wiring/maintenance.ts';

let server: TestRegistry;
let publisher: Publisher;
let name: string;
let count = 0;

beforeAll(async () => {
  server = await startTestRegistry();
  publisher = { url: server.url, token: await server.token('essais', ['publish']) };
});
afterAll(() => server.stop());
beforeEach(() => {
  count += 1;
  name = `essais/words-${count}`;
});

const matching = (pattern: string) => ({ type: 'string', pattern });
// The same word on both sides: no automaton knows that. All of it is in the second; no proof is found.
const TWICE = matching('^(a+)b\\1$');
const LOOSE = matching('^a+ba+$');
const WORDS = {
  vectors: [{ name: 'short', input: 'aba', output: 2 }],
  files: { 'algorithm.js': 'export default () => 2;\n' },
};
const OPEN: readonly WaivedReason[] = [{ against: '1.0.0', rule: 'input-undecided' }];

const pack = (version: string, input: object, more: Partial<ContractOptions> = {}): Promise<Sample> =>
  packContract({ name, version, input, ...WORDS, ...more });

async function first(): Promise<void> {
  expect(await offer(publisher, [await pack('1.0.0', TWICE)])).toMatchObject({ status: 201 });
}

async function read<T>(path: string): Promise<T> {
  return (await (await fetch(`${server.url}/api/v1/algorithms/${name}/versions/${path}`)).json()) as T;
}

describe('what is undecided', () => {
  it('counts as breaking, and the refusal says how to take the answer for it', async () => {
    await first();

    const { status, body } = await offer(publisher, [await pack('1.1.0', LOOSE)]);

    expect([status, body.code, body.params.required]).toEqual([422, 'bump-too-small', '2.0.0']);
    expect(body.changes).toMatchObject([
      { rule: 'input-undecided', against: '1.0.0', comparison: { reason: 'pattern' } },
    ]);
    expect(body.errors[0]?.hint).toContain('--waive');
    for (const language of ['ar', 'fr']) {
      const told = (await offer(publisher, [await pack('1.1.0', LOOSE)], { language })).body.errors[0];
      expect([told?.code, told?.hint]).toEqual(['input-undecided', expect.stringContaining('--waive')]);
    }
  });

  it('is published with a waiver that the agency signed for exactly that, shown to everyone', async () => {
    await first();
    const sample = await pack('1.1.0', LOOSE);

    const { status, body } = await offer(publisher, [sample], { waiver: signWaiver(sample, OPEN) });

    expect([status, body.receipts.length]).toEqual([201, 1]);
    const { verdict } = await read<ReleaseRecord>('1.1.0');
    expect(verdict).toMatchObject({ level: 'minor', waiver: { reason: 'lu par deux personnes', waived: OPEN } });
    const { waived } = await read<ReleaseStatus>('1.1.0/status');
    expect(waived).toMatchObject({ reason: 'lu par deux personnes', waived: OPEN });
    const waiver = signWaiver(sample, OPEN);
    const entries = await (await fetch(`${server.url}/api/v1/log/entries?from=${body.receipts[0]?.log.index}`)).json();
    expect((entries as LogEntries).entries.map(({ leaf }) => parseLeaf(Buffer.from(leaf)))).toMatchObject([
      { kind: 'release', name, version: '1.1.0' },
      { kind: 'waiver', name, version: '1.1.0' },
    ]);
    expect(await offer(publisher, [sample], { waiver })).toMatchObject({ status: 200 });
    const index = (body.receipts[0]?.log.index ?? 0) + 1;
    expect(waived?.logIndex).toBe(index);
    expect(await signedAt(index)).toMatchObject({
      name,
      version: '1.1.0',
      release: sample.releaseDigest,
      waived: OPEN,
    });
  });

  it('is not proved for those that come after: they are compared across it', async () => {
    await first();
    const sample = await pack('1.1.0', LOOSE);
    await offer(publisher, [sample], { waiver: signWaiver(sample, OPEN) });

    const { body } = await offer(publisher, [await pack('1.2.0', LOOSE)]);

    expect(body.code).toBe('bump-too-small');
    expect(body.changes).toMatchObject([{ rule: 'input-undecided', against: '1.0.0', edge: 'below' }]);
    const [next, waiver] = await withWaiver('1.2.0', OPEN);
    expect(await offer(publisher, [next], { waiver })).toMatchObject({ status: 201 });
    expect((await read<ReleaseRecord>('1.2.0')).verdict).toMatchObject({
      below: { version: '1.1.0', level: 'patch' },
      further: [{ version: '1.0.0', edge: 'below' }],
    });
  });
});

async function withWaiver(version: string, waived: readonly WaivedReason[], more: Partial<ContractOptions> = {}) {
  const sample = await pack(version, more.input ?? LOOSE, more);
  return [sample, signWaiver(sample, waived)] as const;
}

async function signedAt(index: number) {
  const { log } = server.registry.deps;
  const [entry] = await log.leaves({ from: index, limit: 1 });
  const leaf = parseLeaf(entry!.bytes);
  if (leaf.kind !== 'waiver') throw new Error(leaf.kind);
  const { payload } = JSON.parse(Buffer.from((await log.detail(leaf.envelope))!).toString()) as { payload: string };
  return parseWaiver(Buffer.from(payload, 'base64'));
}

describe('a request that only validates', () => {
  it('says of a waiver what a publish would say, and logs nothing', async () => {
    await first();
    const [sample, waiver] = await withWaiver('1.1.0', OPEN);
    const [, wrong] = await withWaiver('1.1.0', [{ against: '1.0.0', rule: 'output-undecided' }]);
    const { log } = server.registry.deps;
    const { size } = await log.checkpoint();
    const query = '?validate-only=true';

    const told = [
      await offer(publisher, [sample], { query }),
      await offer(publisher, [sample], { query, waiver: wrong }),
      await offer(publisher, [sample], { query, waiver }),
    ];

    expect(told.map(({ status, body }) => [status, status === 200 ? body.state : body.code])).toEqual([
      [422, 'bump-too-small'],
      [422, 'waiver-mismatch'],
      [200, 'accepted'],
    ]);
    expect((await log.checkpoint()).size).toBe(size);
    expect((await fetch(`${server.url}/api/v1/algorithms/${name}/versions/1.1.0`)).status).toBe(404);
  });

  it('warns of a pre-release as a publish does', async () => {
    await first();
    const sample = await pack('1.1.0-rc.1', LOOSE);

    const validated = await offer(publisher, [sample], { query: '?validate-only=true' });
    const published = await offer(publisher, [sample]);

    expect([validated.status, published.status]).toEqual([200, 201]);
    expect(validated.body.warnings).toMatchObject([{ code: 'input-undecided', severity: 'warning' }]);
    expect(validated.body.warnings).toEqual(published.body.warnings);
  });
});

describe('a waiver is refused', () => {
  it.each<[string, readonly WaivedReason[]]>([
    ['names another version', [{ against: '0.9.0', rule: 'input-undecided' }]],
    ['names another rule', [{ against: '1.0.0', rule: 'output-undecided' }]],
    ['names more', [...OPEN, { against: '1.0.0', rule: 'output-undecided' }]],
  ])('that %s than what stayed undecided', async (_, waived) => {
    await first();
    const [sample, waiver] = await withWaiver('1.1.0', waived);

    const { status, body } = await offer(publisher, [sample], { waiver });

    expect([status, body.code]).toEqual([422, 'waiver-mismatch']);
    expect(body.params.undecided).toBe('input-undecided (1.0.0)');
  });

  it('where nothing is undecided', async () => {
    await first();
    const [sample, waiver] = await withWaiver('1.1.0', OPEN, { input: TWICE });

    expect(await offer(publisher, [sample], { waiver })).toMatchObject({ body: { code: 'waiver-mismatch' } });
  });

  it('for what a value has refuted, alone or beside what is undecided', async () => {
    await first();
    const wider = { output: { type: ['number', 'string'] } };
    const [one, open] = await withWaiver('1.1.0', OPEN, wider);
    const [two, all] = await withWaiver('1.1.0', [...OPEN, { against: '1.0.0', rule: 'output-widened' }], wider);

    const [beside, alone] = [
      await offer(publisher, [one], { waiver: open }),
      await offer(publisher, [two], { waiver: all }),
    ];

    expect(beside.body).toMatchObject({ code: 'bump-too-small', changes: [{ rule: 'output-widened' }] });
    expect(alone.body.code).toBe('waiver-mismatch');
  });

  it('that is of another release', async () => {
    await first();
    const sample = await pack('1.1.0', LOOSE);
    const other = await pack('1.1.0', LOOSE, { title: 'Autre' });

    expect(await offer(publisher, [sample], { waiver: signWaiver(other, OPEN) })).toMatchObject({
      body: { code: 'statement-mismatch', params: { field: 'release' } },
    });
  });

  it('that the agency has not signed, or only a key of a runner', async () => {
    await first();
    const { deps } = server.registry;
    const [ci, own] = [testKey('essais ci'), testKey('essais')];
    const expires = Math.floor(deps.clock.now().getTime() / 1000) + 3600;
    const change = { ...keyAdd(ci), use: 'ci' as const, names: null, expires };
    expect(await changeAgency(deps, { agency: 'essais', change, signers: [own, ci] })).toMatchObject({ ok: true });
    const sample = await pack('1.1.0', LOOSE);
    const size = (await deps.log.checkpoint()).size;

    const told = await Promise.all(
      [testKey('a stranger'), ci].map((key) => offer(publisher, [sample], { waiver: signWaiver(sample, OPEN, [key]) })),
    );

    expect(told.map(({ body }) => [body.code, body.params.reason])).toEqual([
      ['signature-invalid', 'signer-unknown'],
      ['signature-invalid', 'signer-not-allowed'],
    ]);
    expect((await deps.log.checkpoint()).size).toBe(size);
  });
});

describe('a waiver that was logged', () => {
  it('is proved by verify, and made again by rebuild without judging again', async () => {
    const here = await startTestRegistry();
    const dataDir = here.dataDir;
    const mine = { url: here.url, token: await here.token('essais', ['publish']) };
    await offer(mine, [await pack('1.0.0', TWICE)]);
    const [sample, waiver] = await withWaiver('1.1.0', OPEN);
    expect(await offer(mine, [sample], { waiver })).toMatchObject({ status: 201 });
    const path = `${here.url}/api/v1/algorithms/${name}/versions/1.1.0/status`;
    const before = await (await fetch(path)).text();
    const { clock } = here.registry.deps;
    await here.registry.store.ledger.drain();

    expect((await verifyFolder({ dataDir, clock })).damages).toEqual([]);
    await here.registry.close();
    expect(await rebuildFolder({ dataDir, clock })).toMatchObject({ ok: true, differences: [] });
    const again = await startTestRegistry({ dataDir });

    expect(await (await fetch(path.replace(here.url, again.url))).text()).toBe(before);
    await again.stop();
    await here.stop();
  });
});
