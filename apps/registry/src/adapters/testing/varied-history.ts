import type { Store } from '../open-store.ts';
import type { Bed } from './bed.ts';
import { changeAgency, createAgencies, keyAdd, testKey } from './keys.ts';
import { publish } from './sample.ts';

const NAME = 'impots/income-tax';

/**
 * Does in a new data folder one of everything that makes leaves: releases of several algorithms and versions, keys, a
 * threshold, a waiver, channels that come and go, yanks, deprecations with a successor, removals by law with and without the record,
 * names that move.
 */
export async function makeHistory(bed: Bed, store: Store): Promise<void> {
  await createAgencies(store, 'impots', 'cnss');
  const [first, second] = [testKey('impots'), testKey('second')];
  const signers = [first, second];
  await changeAgency(store, { agency: 'impots', change: keyAdd(second), signers });
  await changeAgency(store, { agency: 'impots', change: { kind: 'agency-policy', threshold: 2 }, signers: [first] });
  await publish(store, { version: '1.0.0', signers }, { version: '1.1.0', signers, dependencies: DEPENDS });
  bed.clock.advance(7000);
  await publish(store, { name: 'cnss/share', version: '1.0.0-rc.1' }, { name: 'cnss/share', version: '1.0.0' });
  await publish(store, { version: '0.9.0', signers }, { version: '2.0.0', signers, dependencies: DEPENDS });
  await publish(store, { version: '1.2.0', signers, waiver: WAIVER, verdict: VERDICT, vectors: 'as before' });
  await publish(store, { name: 'cnss/gone', version: '1.0.0' }, { name: 'cnss/gone', version: '1.1.0' });
  await changeStatuses(bed, store);
  const bury = { kind: 'tombstone' as const, actor: 'operator', reference: 'T/1' };
  await store.ledger.commit({ ...bury, name: 'cnss/gone', version: '1.1.0', erases: 'archive,detail' });
  await store.ledger.commit({ ...bury, name: NAME, version: '0.9.0', erases: 'archive' });
  await changeAgency(store, {
    agency: 'impots',
    change: { kind: 'agency-policy', threshold: 1 },
    signers,
  });
  await moveNames(store);
}

/**
 * Renames an agency, gives its algorithm away, which another names as its successor, and removes a release that was
 * published under the first name.
 */
async function moveNames(store: Store): Promise<void> {
  await createAgencies(store, 'onep');
  const [onep, cnss] = [testKey('onep'), testKey('cnss')];
  const archive = Buffer.from('one archive for both');
  await publish(
    store,
    { name: 'onep/eau', version: '1.0.0', archive },
    { name: 'onep/eau', version: '1.1.0', archive },
  );
  const status = { kind: 'status' as const, actor: 't', name: NAME, version: '2.0.0', yanked: false, reason: 'eau' };
  await store.ledger.commit({ ...status, deprecated: true, successor: 'onep/eau', ifMatch: '*' });
  const renamed = { kind: 'transfer', from: 'onep', to: 'onee' } as const;
  const given = { kind: 'transfer', from: 'onee/eau', to: 'cnss/eau' } as const;
  const bury = { kind: 'tombstone' as const, actor: 'operator', reference: 'T/2' };
  const outcomes = [
    await changeAgency(store, { agency: 'onep', change: renamed, signers: [onep] }),
    await changeAgency(store, { agency: 'onee', change: given, signers: [onep, cnss] }),
    await store.ledger.commit({ ...bury, name: 'cnss/eau', version: '1.0.0', erases: 'archive,detail' }),
  ];
  for (const outcome of outcomes) if (!outcome.ok) throw new Error(outcome.code);
}

const WAIVER = { reason: 'lu par deux personnes', waived: [{ against: '1.1.0', rule: 'input-undecided' }] };

const VERDICT = { prover: 'nforge-prover/1', level: 'minor' as const, below: null, above: null, waiver: WAIVER };

const DEPENDS = { 'cnss/share': '^1.0.0' };

async function changeStatuses(bed: Bed, { ledger }: Store): Promise<void> {
  const status = { kind: 'status' as const, actor: 't', name: NAME, successor: null, reason: 'خطأ', ifMatch: '*' };
  const move = (tag: string, version: string | null, ifMatch: string | null) => ({ name: NAME, tag, version, ifMatch });
  const channel = { kind: 'channel' as const, actor: 't', reason: 'try it' };
  await ledger.commit({ ...channel, moves: [move('beta', '1.1.0', null), move('old', '0.9.0', null)] });
  bed.clock.advance(7000);
  await ledger.commit({ ...status, version: '1.1.0', yanked: true, deprecated: false });
  await ledger.commit({ ...status, version: '1.0.0', yanked: false, deprecated: true, successor: 'cnss/share' });
  await ledger.commit({ ...channel, moves: [move('old', null, '*')] });
  bed.clock.advance(7000);
  await ledger.commit({ ...status, version: '1.1.0', yanked: false, deprecated: false });
  await ledger.commit({ ...status, version: '1.1.0', yanked: true, deprecated: true });
}
