import { join } from 'node:path';

import { createSigningKey, type Change, type Signer } from '@national-forge/transparency';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { DATABASE_FILE } from '../data-folder.ts';
import type { Store } from '../open-store.ts';
import { createBed, type Bed } from '../testing/bed.ts';
import { changeAgency, changePlan, createAgencies, keyAdd, testKey } from '../testing/keys.ts';
import { openSql } from './sql.ts';

const FULL = { ok: false, code: 'agency-history-full', params: { agency: 'impots', limit: 4096 } };
const [first, second, third] = ['impots', 'impots 2', 'impots 3'].map(testKey) as [Signer, Signer, Signer];
const policy: Change = { kind: 'agency-policy', threshold: 1 };
const revoke = (key: Signer, from: number | null = null): Change => ({
  kind: 'key-revoke',
  key: key.fingerprint,
  from,
});

let bed: Bed;
let store: Store;
beforeEach(async () => {
  bed = createBed();
  store = await bed.open();
  await createAgencies(store, 'impots');
  await change(keyAdd(second), first, second);
});
afterEach(() => bed.clear());

const change = (one: Change, ...signers: readonly Signer[]) =>
  changeAgency(store, { agency: 'impots', change: one, signers });

/** Makes the agency look as if it had had so many states. */
function age(states: number): void {
  const sql = openSql(join(bed.dataDir, DATABASE_FILE), { busyTimeout: 1000 });
  sql.run(
    `WITH RECURSIVE place (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM place
       WHERE at < ? - (SELECT count(*) FROM agency_state WHERE agency = 'impots'))
     INSERT INTO agency_state (leaf_index, agency, digest, bytes)
     SELECT (SELECT min(leaf_index) FROM agency_state) - 1 - at, 'impots', 'age ' || ? || ' ' || at, x'' FROM place`,
    states,
    states,
  );
  sql.close();
}

test('an agency that has changed 4,096 times adds no key and no policy, whoever signs', async () => {
  age(4095);

  expect(await change(policy, first)).toMatchObject({ ok: true });
  const { size } = await store.log.checkpoint();
  expect(await change(policy, first)).toEqual(FULL);
  expect(await change(keyAdd(third), first, third)).toEqual(FULL);
  expect(await change(keyAdd(third), third)).toMatchObject({ ok: false, code: 'threshold-unmet' });
  expect(await store.log.checkpoint()).toMatchObject({ size });
});

test('its keys can still be revoked, as often again, and reset by the operator without end', async () => {
  await change(policy, first);
  age(4096);
  const { size } = await store.log.checkpoint();
  expect(await change(revoke(second), first)).toMatchObject({ ok: true });
  expect(await change(revoke(second, size - 1), first)).toMatchObject({ ok: true });
  age(8192);

  expect(await change(revoke(second, size - 2), first)).toEqual(FULL);
  const next = createSigningKey('ed25519').signer;
  const reset: Change = { kind: 'key-reset', algorithm: 'ed25519', public: Buffer.from(next.spki).toString('base64') };
  const plan = await changePlan(store, { agency: 'impots', change: reset, signers: [next] });
  expect(await store.ledger.commit({ ...plan, kind: 'key-reset', reason: 'lost' })).toMatchObject({ ok: true });
});

test('other agencies change as they like', async () => {
  age(9000);
  await createAgencies(store, 'cnss');

  const other = { agency: 'cnss', change: policy, signers: [testKey('cnss')] };
  expect(await changeAgency(store, other)).toMatchObject({ ok: true });
});

test('an old state is found by one read, however many there are', async () => {
  const [before] = [await store.agencyStates.current('impots')];
  await change(policy, first);
  age(4096);
  const statements: string[] = [];
  const other = await bed.open({ onStatement: (text) => statements.push(text) });
  statements.length = 0;

  expect(await other.agencyStates.asOf('impots', (before?.leaf ?? 0) + 1)).toEqual(before);
  expect(statements).toHaveLength(1);
  const span = { after: 0, before: (before?.leaf ?? 0) + 1, limit: 1 };
  expect((await other.agencyStates.history('impots', span)).map(({ index }) => index)).toHaveLength(1);
  expect(await other.agencyStates.asOf('impots', -5000)).toBeUndefined();
});
