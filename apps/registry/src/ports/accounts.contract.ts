import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Store } from '../adapters/open-store.ts';
import type { Bed } from '../adapters/testing/bed.ts';
import { createAgencies } from '../adapters/testing/keys.ts';
import { digestOf, publish } from '../adapters/testing/sample.ts';
import type { TokenPlan } from '../ports.ts';

/** Proves that an adapter keeps the contracts of agencies, tokens, submissions and downloads. */
export function describeAccountsContract(makeBed: () => Bed): void {
  let bed: Bed;
  let store: Store;

  beforeEach(async () => {
    bed = makeBed();
    store = await bed.open();
    await createAgencies(store, 'impots');
  });
  afterEach(() => bed.clear());

  const hash = (secret: string) => Buffer.from(digestOf(secret).slice(7), 'hex');
  const token = (id: string, change: Partial<TokenPlan> = {}): TokenPlan => ({
    kind: 'token',
    id,
    hash: hash(id),
    agency: 'impots',
    scopes: ['publish', 'lifecycle'],
    algorithms: ['impots/income-tax'],
    label: 'ci',
    expiresAt: new Date('2027-01-01T00:00:00Z'),
    ...change,
  });

  describe('agencies', () => {
    test('are created once and listed by name', async () => {
      await createAgencies(store, 'cnss', 'onep');
      const again = await store.ledger.commit({ kind: 'agency', actor: 'operator', name: 'cnss', title: {} });

      expect(again).toEqual({ ok: false, code: 'agency-taken', params: { agency: 'cnss' } });
      const page = await store.catalogue.listAgencies({ after: 'cnss', limit: 1 });
      expect(page).toEqual({
        total: 3,
        rows: [{ name: 'impots', title: { fr: 'impots' }, createdAt: bed.clock.now(), logIndex: 1 }],
      });
      expect(await store.catalogue.hasAgency('onep')).toBe(true);
      expect(await store.catalogue.findAgency('onep')).toMatchObject({ title: { fr: 'onep' } });
      expect(await store.catalogue.findAgency('none')).toBeUndefined();
    });
  });

  describe('tokens', () => {
    test('are found by their hash, expired and revoked ones too', async () => {
      await store.ledger.commit(token('a'));
      await store.ledger.commit(token('op', { agency: null, scopes: ['operator'], algorithms: null }));
      await store.ledger.commit({ kind: 'token-revocation', id: 'a', agency: 'impots' });

      expect(await store.accounts.findToken(hash('a'))).toEqual({
        id: 'a',
        agency: 'impots',
        scopes: ['publish', 'lifecycle'],
        algorithms: ['impots/income-tax'],
        label: 'ci',
        createdAt: bed.clock.now(),
        expiresAt: new Date('2027-01-01T00:00:00Z'),
        revokedAt: bed.clock.now(),
      });
      expect(await store.accounts.findToken(hash('op'))).toMatchObject({ agency: null, algorithms: null });
      expect(await store.accounts.findToken(hash('nobody'))).toBeUndefined();
      expect((await store.catalogue.listTokens('impots')).map(({ id }) => id)).toEqual(['a']);
      expect((await store.catalogue.listTokens(null)).map(({ id }) => id)).toEqual(['op']);
    });

    test('belong to an agency that exists', async () => {
      const refused = { ok: false, code: 'agency-unknown', params: { agency: 'none' } };
      expect(await store.ledger.commit(token('a', { agency: 'none' }))).toEqual(refused);
    });

    test('are revoked by their own agency alone, and stay revoked since the first time', async () => {
      await createAgencies(store, 'cnss');
      await store.ledger.commit(token('a'));
      const revoke = (agency: string | null) => store.ledger.commit({ kind: 'token-revocation', id: 'a', agency });
      expect(await revoke('cnss')).toEqual({ ok: false, code: 'token-unknown', params: { id: 'a' } });
      expect(await revoke(null)).toMatchObject({ code: 'token-unknown' });

      const first = bed.clock.now();
      await revoke('impots');
      bed.clock.advance(1000);
      await revoke('impots');

      expect(await store.accounts.findToken(hash('a'))).toMatchObject({ revokedAt: first });
    });

    test('one with a hash that exists stores nothing and hurts nobody else', async () => {
      await store.ledger.commit(token('a'));
      const [bad, good] = await Promise.allSettled([
        store.ledger.commit(token('b', { hash: hash('a') })),
        store.ledger.commit(token('c')),
      ]);

      expect(bad.status).toBe('rejected');
      expect(good.status).toBe('fulfilled');
      expect((await store.catalogue.listTokens('impots')).map(({ id }) => id)).toEqual(['a', 'c']);
    });
  });

  describe('submissions', () => {
    test('being judged are listed with their request and token until they are decided', async () => {
      await store.ledger.commit(token('a'));
      const plan = (id: string, state: 'judging' | 'refused') => ({
        kind: 'submission' as const,
        tokenId: 'a',
        agency: 'impots',
        submission: { id, state, receipts: [], warnings: [] },
        request: { releases: [] },
      });
      await store.ledger.commit(plan('one', 'judging'));
      bed.clock.advance(10);
      await store.ledger.commit(plan('two', 'judging'));
      expect((await store.catalogue.listPending()).map(({ id, token: { id: by } }) => [id, by])).toEqual([
        ['one', 'a'],
        ['two', 'a'],
      ]);

      await store.ledger.commit(plan('one', 'refused'));

      expect((await store.catalogue.listPending()).map(({ id }) => id)).toEqual(['two']);
      const stored = await store.catalogue.findSubmission('one');
      expect(stored).toMatchObject({ tokenId: 'a', agency: 'impots', submission: { state: 'refused' } });
      expect(await store.catalogue.findSubmission('three')).toBeUndefined();
    });
  });

  describe('downloads', () => {
    test('are counted per release and day, in one commit', async () => {
      const statements: string[] = [];
      const other = await bed.open({ onStatement: (text) => statements.push(text) });
      await publish(other, { version: '1.0.0' });
      const count = (version: string, day: string) =>
        other.downloads.count({ name: 'impots/income-tax', version }, new Date(`${day}T12:00:00Z`));
      statements.length = 0;

      for (let index = 0; index < 100; index += 1) count('1.0.0', '2026-11-23');
      count('1.0.0', '2026-11-24');
      count('9.9.9', '2026-11-24');
      expect(statements).toEqual([]);
      await other.downloads.flush();
      await other.downloads.flush();

      expect(statements.filter((text) => text === 'COMMIT')).toHaveLength(1);
      expect(statements.filter((text) => text.startsWith('INSERT INTO download'))).toHaveLength(3);
    });
  });
}
