import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { ROUTES, type Algorithm, type ReleaseStatus, type VersionSegment } from '@national-forge/api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';

import type { Store } from '../adapters/open-store.ts';
import type { Bed } from '../adapters/testing/bed.ts';
import { createAgencies, digestOf, publish, samplePlan, upload } from '../adapters/testing/sample.ts';
import type { StatusPlan } from '../ports.ts';

const NAME = 'impots/income-tax';
const HEAD = `/api/v1/algorithms/${NAME}`;

/** Proves that an adapter keeps the contract of the ledger, and of the catalogue and the documents it writes. */
export function describeLedgerContract(makeBed: () => Bed): void {
  let bed: Bed;
  let store: Store;

  beforeEach(async () => {
    bed = makeBed();
    store = await bed.open();
    await createAgencies(store, 'impots', 'cnss');
  });
  afterEach(() => bed.clear());

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the test names the body it reads
  const json = <T>(key: string): T => {
    const document = store.documents.find(key);
    if (document === undefined) throw new Error(`no document ${key}`);
    return JSON.parse(document.bytes.toString()) as T;
  };
  const head = () => json<Algorithm>(HEAD);
  const etag = (key: string) => store.documents.find(key)?.etag ?? 'none';
  const statusKey = (version: string) => `${HEAD}/versions/${version}/status`;
  const setStatus = (version: string, change: Partial<StatusPlan>) =>
    store.ledger.commit({
      kind: 'status',
      actor: 'token-1',
      name: NAME,
      version,
      yanked: false,
      deprecated: false,
      successor: null,
      reason: 'because',
      ifMatch: etag(statusKey(version)),
      ...change,
    });
  const move = (tag: string, version: string | null, ifMatch: string | null = null) => ({
    name: NAME,
    tag,
    version,
    ifMatch,
  });
  const moveAll = (...moves: ReturnType<typeof move>[]) =>
    store.ledger.commit({ kind: 'channel', actor: 'token-1', reason: 'because', moves });
  const found = async () => (await store.search.search({ q: '', limit: 10 })).hits.map(({ version }) => version);

  describe('publishing', () => {
    test('makes every document, valid by the interface', async () => {
      const outcome = await publish(store, { version: '1.0.0' });

      expect(outcome).toMatchObject({ ok: true, repeated: false, at: bed.clock.now() });
      const schemas = [
        [HEAD, 'getAlgorithm'],
        [`${HEAD}/versions`, 'getVersions'],
        [`${HEAD}/versions/segments/0`, 'getVersionSegment'],
        [`${HEAD}/versions/1.0.0`, 'getRelease'],
        [`${HEAD}/versions/1.0.0/status`, 'getReleaseStatus'],
        [`${HEAD}/channels/latest`, 'getChannel'],
      ] as const;
      for (const [key, operation] of schemas) {
        const schema: z.ZodType = ROUTES[operation].answers[200].content['application/json'];
        expect(schema.parse(json(key)), key).toEqual(json(key));
      }
    });

    test('serves the very bytes that were stored, for ever', async () => {
      const plan = samplePlan({ version: '1.0.0' });
      await publish(store, { version: '1.0.0' });
      await setStatus('1.0.0', { yanked: true });

      const record = store.documents.find(`${HEAD}/versions/1.0.0`);

      expect(record?.bytes.equals(plan.releases[0]!.recordBytes)).toBe(true);
      expect(record).toMatchObject({ immutable: true });
      expect(record?.etag).toMatch(/^"[\w-]{22}"$/);
    });

    test('shows nothing before the commit is durable', async () => {
      await upload(store, Buffer.from(`archive of ${NAME} 1.0.0`));
      const outcome = store.ledger.commit(samplePlan({ version: '1.0.0' }));

      expect(store.documents.find(HEAD)).toBeUndefined();
      expect(await store.catalogue.findRelease({ name: NAME, version: '1.0.0' })).toBeUndefined();
      await outcome;
      expect(store.documents.find(HEAD)).toBeDefined();
    });

    test('the same release again changes nothing and keeps the first receipt', async () => {
      const first = samplePlan({ version: '1.0.0' });
      await upload(store, Buffer.from(`archive of ${NAME} 1.0.0`));
      await store.ledger.commit(first);
      const before = etag(HEAD);
      bed.clock.advance(60_000);
      const again = samplePlan({ version: '1.0.0' });
      const [release] = again.releases;
      const archive = { digest: digestOf('other compression'), size: 17 };
      const record = { ...release!.record, archive, publishedAt: '2027-01-01T00:00:00Z' };

      const outcome = await store.ledger.commit({ ...again, releases: [{ ...release!, record }] });

      expect(outcome).toMatchObject({ ok: true, repeated: true });
      expect(etag(HEAD)).toBe(before);
      const stored = await store.catalogue.findSubmission(again.submissionId);
      expect(stored?.submission.receipts).toEqual(first.submission.receipts);
    });

    test('other content for a taken version is refused, and nothing of its plan is stored', async () => {
      await publish(store, { version: '1.0.0' });
      const plan = samplePlan({ version: '1.1.0' }, { version: '1.0.0', content: 'other' });
      for (const content of ['1.1.0', 'other']) await upload(store, Buffer.from(`archive of ${NAME} ${content}`));

      const outcome = await store.ledger.commit(plan);

      expect(outcome).toEqual({
        ok: false,
        code: 'version-taken',
        params: {
          name: NAME,
          version: '1.0.0',
          existing: digestOf(`${NAME} 1.0.0`),
          offered: digestOf(`${NAME} other`),
        },
      });
      expect(head().versionCount).toBe(1);
      expect(store.documents.find(`${HEAD}/versions/1.1.0`)).toBeUndefined();
      expect(await store.catalogue.findSubmission(plan.submissionId)).toBeUndefined();
      expect(await store.blobs.findPublished(digestOf(`archive of ${NAME} 1.1.0`))).toBeUndefined();
    });

    test('one version twice in a plan with different content is refused', async () => {
      await upload(store, Buffer.from(`archive of ${NAME} a`));
      await upload(store, Buffer.from(`archive of ${NAME} b`));
      const plan = samplePlan({ version: '1.0.0', content: 'a' }, { version: '1.0.0', content: 'b' });

      expect(await store.ledger.commit(plan)).toMatchObject({ ok: false, code: 'version-taken' });
      expect(store.documents.find(HEAD)).toBeUndefined();
    });

    test('sixteen at once: one wins, its bytes are served, and others in the group are not hurt', async () => {
      const contents = Array.from({ length: 16 }, (_, index) => `content ${index}`);
      for (const content of contents) await upload(store, Buffer.from(`archive of ${NAME} ${content}`));
      const plans = contents.map((content) => samplePlan({ version: '1.0.0', content }));

      const [others, ...outcomes] = await Promise.all([
        publish(store, { name: 'cnss/share', version: '1.0.0' }),
        ...plans.map((plan) => store.ledger.commit(plan)),
      ]);

      const winners = plans.filter((_, index) => outcomes[index]?.ok === true);
      expect(winners).toHaveLength(1);
      expect(others).toMatchObject({ ok: true });
      const served = store.documents.find(`${HEAD}/versions/1.0.0`)?.bytes;
      expect(served?.equals(winners[0]!.releases[0]!.recordBytes)).toBe(true);
      expect(head().versionCount).toBe(1);
    });

    test('needs the agency', async () => {
      const outcome = await publish(store, { name: 'nobody/thing', version: '1.0.0' });

      expect(outcome).toEqual({ ok: false, code: 'agency-unknown', params: { agency: 'nobody' } });
      expect(store.documents.find('/api/v1/algorithms/nobody/thing')).toBeUndefined();
    });

    test('needs the archive: its row and its file', async () => {
      const digest = digestOf(`archive of ${NAME} 1.0.0`);
      const refused = { ok: false, code: 'blob-missing', params: { digest, name: NAME, version: '1.0.0' } };
      expect(await store.ledger.commit(samplePlan({ version: '1.0.0' }))).toEqual(refused);

      await upload(store, Buffer.from(`archive of ${NAME} 1.0.0`));
      rmSync(join(bed.dataDir, 'blobs', digest.slice(7, 9), digest.slice(7)));

      expect(await store.ledger.commit(samplePlan({ version: '1.0.0' }))).toEqual(refused);
    });

    test('survives closing and opening', async () => {
      await publish(store, { version: '1.0.0' });
      const before = head();
      await store.close();
      store = await bed.open();

      expect(head()).toEqual(before);
    });
  });

  describe('the head and the listing', () => {
    test('latest is the highest stable version, in SemVer order, whatever the order of publication', async () => {
      for (const version of ['1.10.0', '1.9.0', '2.0.0-rc.1', '1.2.0']) await publish(store, { version });

      expect(head()).toMatchObject({ latest: '1.10.0', channels: { latest: '1.10.0' }, versionCount: 4 });
      expect(await store.catalogue.findChannel(NAME, 'latest')).toBe('1.10.0');
      const releases = await store.catalogue.listReleases(NAME);
      expect(releases?.map(({ version }) => version)).toEqual(['2.0.0-rc.1', '1.10.0', '1.9.0', '1.2.0']);
    });

    test('without a stable version there is no latest, and the newest is shown', async () => {
      await publish(store, { version: '0.1.0-beta', hit: { risk: 'limited' } });

      expect(head()).toMatchObject({ latest: null, channels: {}, risk: 'limited' });
      expect(store.documents.find(`${HEAD}/channels/latest`)).toBeUndefined();
      expect(await found()).toEqual(['0.1.0-beta']);
    });

    test('lists 20 newest in the head and 256 in a segment', async () => {
      const versions = Array.from({ length: 258 }, (_, index) => `1.${index}.0`);
      for (let start = 0; start < versions.length; start += 100) {
        await publish(store, ...versions.slice(start, start + 100).map((version) => ({ version })));
      }

      expect(head().versions.map(({ version }) => version)).toEqual(versions.slice(-20).reverse());
      expect(json(`${HEAD}/versions`)).toMatchObject({ versionCount: 258, segmentSize: 256, segmentCount: 2 });
      const segments = [0, 1].map((index) => json<VersionSegment>(`${HEAD}/versions/segments/${index}`).versions);
      expect(segments.flat().map(({ version }) => version)).toEqual(versions);
      expect(segments[0]).toHaveLength(256);
      await setStatus('1.3.0', { yanked: true });
      expect(json<VersionSegment>(`${HEAD}/versions/segments/0`).versions[3]).toMatchObject({ yanked: true });
    });
  });

  describe('status', () => {
    beforeEach(() => publish(store, { version: '1.0.0' }, { version: '1.1.0' }));

    test('yanking recomputes latest, search and head; undoing brings them back', async () => {
      expect(await setStatus('1.1.0', { yanked: true, reason: 'wrong rate' })).toMatchObject({ ok: true });

      expect(head()).toMatchObject({ latest: '1.0.0' });
      expect(head().versions[0]).toMatchObject({ version: '1.1.0', yanked: true });
      expect(await found()).toEqual(['1.0.0']);
      expect(json(statusKey('1.1.0'))).toMatchObject({ yanked: { reason: 'wrong rate' }, deprecated: null });

      await setStatus('1.1.0', { yanked: false });
      expect(head()).toMatchObject({ latest: '1.1.0' });
      expect(await found()).toEqual(['1.1.0']);
    });

    test('an algorithm of which every version is yanked keeps its head and leaves search', async () => {
      for (const version of ['1.0.0', '1.1.0']) await setStatus(version, { yanked: true });

      expect(head()).toMatchObject({ latest: null, versionCount: 2 });
      expect(await found()).toEqual([]);
      expect(await store.catalogue.findChannel(NAME, 'latest')).toBeUndefined();
    });

    test('needs the ETag that was seen', async () => {
      const seen = etag(statusKey('1.0.0'));
      await setStatus('1.0.0', { deprecated: true });

      const outcome = await setStatus('1.0.0', { yanked: true, ifMatch: seen });

      const params = { current: etag(statusKey('1.0.0')) };
      expect(outcome).toEqual({ ok: false, code: 'precondition-failed', params });
      expect(json(statusKey('1.0.0'))).toMatchObject({ yanked: null });
    });

    test('keeps the reason of what does not change', async () => {
      await setStatus('1.0.0', { yanked: true, reason: 'first' });
      bed.clock.advance(5000);
      await setStatus('1.0.0', { yanked: true, deprecated: true, reason: 'second' });

      const status = json<ReleaseStatus>(statusKey('1.0.0'));
      expect(status.yanked).toEqual({ reason: 'first', since: '2026-11-23T10:00:00Z' });
      expect(status.deprecated).toEqual({ reason: 'second', since: '2026-11-23T10:00:05Z', successor: null });
    });

    test('a plan that changes nothing leaves every ETag', async () => {
      await setStatus('1.0.0', { deprecated: true });
      const before = [etag(HEAD), etag(statusKey('1.0.0'))];
      bed.clock.advance(5000);

      expect(await setStatus('1.0.0', { deprecated: true, reason: 'again' })).toMatchObject({ ok: true });
      expect([etag(HEAD), etag(statusKey('1.0.0'))]).toEqual(before);
    });

    test('deprecating names a successor that exists and is another', async () => {
      await publish(store, { name: 'impots/new-tax', version: '1.0.0' });
      for (const successor of [NAME, 'impots/none']) {
        const refused = { ok: false, code: 'successor-invalid', params: { successor } };
        expect(await setStatus('1.1.0', { deprecated: true, successor })).toEqual(refused);
      }

      await setStatus('1.1.0', { deprecated: true, successor: 'impots/new-tax' });

      expect(json(statusKey('1.1.0'))).toMatchObject({ deprecated: { successor: 'impots/new-tax' } });
      expect(head()).toMatchObject({ deprecated: true });
      const { hits } = await store.search.search({ q: 'impot', limit: 10 });
      expect(hits.find(({ name }) => name === NAME)).toMatchObject({ deprecated: true });
      const facts = await store.catalogue.findRelease({ name: NAME, version: '1.1.0' });
      expect(facts).toMatchObject({ deprecated: { reason: 'because', successor: 'impots/new-tax' } });
    });

    test('needs the algorithm and the version', async () => {
      expect(await setStatus('1.0.0', { name: 'impots/none' })).toMatchObject({ code: 'algorithm-unknown' });
      expect(await setStatus('9.9.9', { ifMatch: '*' })).toMatchObject({ code: 'version-unknown' });
    });
  });

  describe('channels', () => {
    beforeEach(() => publish(store, { version: '1.0.0' }, { version: '2.0.0-rc.1' }));

    test('are created, moved and removed by who has seen them', async () => {
      const key = `${HEAD}/channels/beta`;
      expect(await moveAll(move('beta', '2.0.0-rc.1'))).toMatchObject({ ok: true });
      expect(json(key)).toEqual({ name: NAME, tag: 'beta', version: '2.0.0-rc.1', updatedAt: '2026-11-23T10:00:00Z' });
      expect(head().channels).toEqual({ latest: '1.0.0', beta: '2.0.0-rc.1' });

      expect(await moveAll(move('beta', '1.0.0'))).toMatchObject({ code: 'precondition-failed' });
      expect(await moveAll(move('beta', '1.0.0', '"stale"'))).toMatchObject({ code: 'precondition-failed' });
      expect(await moveAll(move('beta', '1.0.0', etag(key)))).toMatchObject({ ok: true });
      expect(await store.catalogue.findChannel(NAME, 'beta')).toBe('1.0.0');

      expect(await moveAll(move('beta', null, etag(key)))).toMatchObject({ ok: true });
      expect(store.documents.find(key)).toBeUndefined();
      expect(head().channels).toEqual({ latest: '1.0.0' });
    });

    test('move together or not at all', async () => {
      const outcome = await moveAll(move('beta', '2.0.0-rc.1'), move('stable', '7.0.0'));

      expect(outcome).toEqual({ ok: false, code: 'version-unknown', params: { name: NAME, version: '7.0.0' } });
      expect(store.documents.find(`${HEAD}/channels/beta`)).toBeUndefined();
    });

    test('latest is not set by hand, a yanked version is no target', async () => {
      await setStatus('1.0.0', { yanked: true });

      expect(await moveAll(move('latest', '1.0.0'))).toMatchObject({ code: 'channel-computed' });
      expect(await moveAll(move('stable', '1.0.0'))).toMatchObject({ code: 'channel-target-yanked' });
      expect(await moveAll(move('stable', null, '*'))).toMatchObject({ code: 'channel-unknown' });
      const elsewhere = { ...move('beta', '1.0.0'), name: 'impots/none' };
      expect(await moveAll(elsewhere)).toMatchObject({ code: 'algorithm-unknown' });
    });
  });

  describe('dependents', () => {
    test('follow the version shown', async () => {
      await publish(store, { name: 'cnss/share', version: '1.0.0', dependencies: { [NAME]: '^1.0.0' } });
      await publish(store, { name: 'cnss/other', version: '1.0.0', dependencies: { [NAME]: '~1.2.0' } });
      const list = (after = '') => store.catalogue.listDependents(NAME, { after, limit: 1 });

      const other = { name: 'cnss/other', version: '1.0.0', range: '~1.2.0' };
      expect(await list()).toEqual({ total: 2, rows: [other] });
      expect((await list('cnss/other')).rows).toMatchObject([{ name: 'cnss/share' }]);

      await publish(store, { name: 'cnss/share', version: '1.1.0' });
      expect(await list()).toMatchObject({ total: 1, rows: [{ name: 'cnss/other' }] });
    });
  });
}
