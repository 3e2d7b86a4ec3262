import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { ROUTES, type ReleaseRecord } from '@national-forge/api';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';

import type { Bed } from '../adapters/testing/bed.ts';
import { testKey } from '../adapters/testing/keys.ts';
import { HEAD, NAME, receiptsOf, useLedger } from '../adapters/testing/ledger-setting.ts';
import { digestOf, publish, sampleDetail, samplePlan, upload } from '../adapters/testing/sample.ts';
import { formatReleaseDetail } from '../views/release-detail.ts';

/** Proves that an adapter keeps the contract of the ledger about publishing. */
export function describePublishing(makeBed: () => Bed): void {
  describe('publishing', () => {
    const here = useLedger(makeBed);

    test('makes every document, valid by the interface', async () => {
      const outcome = await publish(here.store, { version: '1.0.0' });

      expect(outcome).toMatchObject({ ok: true, repeated: false, at: here.bed.clock.now() });
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
        expect(schema.parse(here.json(key)), key).toEqual(here.json(key));
      }
    });

    test('serves one record for ever: what its detail says, and time, publisher and place of its leaf', async () => {
      const at = here.bed.clock.now().toISOString().replace('.000Z', 'Z');
      const outcome = await publish(here.store, { version: '1.0.0' });
      const record = here.store.documents.find(`${HEAD}/versions/1.0.0`);
      here.bed.clock.advance(60_000);
      await here.setStatus('1.0.0', { yanked: true });

      expect(JSON.parse(String(record?.bytes))).toEqual({
        ...sampleDetail({ version: '1.0.0' }),
        publishedAt: at,
        publisher: 'token-1',
        logIndex: receiptsOf(outcome)[0]?.index,
      });
      expect(here.store.documents.find(`${HEAD}/versions/1.0.0`)).toEqual(record);
      expect(record).toMatchObject({ immutable: true });
      expect(record?.etag).toMatch(/^"[\w-]{22}"$/);
    });

    test('shows nothing before the commit is durable', async () => {
      await upload(here.store, Buffer.from(`archive of ${NAME} 1.0.0`));
      const outcome = here.store.ledger.commit(samplePlan({ version: '1.0.0' }));

      expect(here.store.documents.find(HEAD)).toBeUndefined();
      expect(await here.store.catalogue.findRelease({ name: NAME, version: '1.0.0' })).toBeUndefined();
      await outcome;
      expect(here.store.documents.find(HEAD)).toBeDefined();
    });

    test('the same release again changes nothing and keeps the first receipt', async () => {
      const first = await publish(here.store, { version: '1.0.0' });
      const before = here.etag(HEAD);
      const { size } = await here.store.log.checkpoint();
      here.bed.clock.advance(60_000);
      const again = samplePlan({ version: '1.0.0', signers: [testKey('another')] });
      const detail = { ...sampleDetail({ version: '1.0.0' }), archive: { digest: digestOf('gzip'), size: 17 } };
      const releases = again.releases.map((row) => ({ ...row, detail: formatReleaseDetail(detail) }));

      const outcome = await here.store.ledger.commit({ ...again, releases });

      expect(outcome).toMatchObject({ ok: true, repeated: true });
      expect(receiptsOf(outcome)).toEqual(receiptsOf(first));
      expect(here.etag(HEAD)).toBe(before);
      expect(await here.store.log.checkpoint()).toMatchObject({ size });
      const stored = await here.store.catalogue.findSubmission(again.submissionId);
      const { archive } = sampleDetail({ version: '1.0.0' });
      expect(stored?.submission.receipts).toMatchObject([{ version: '1.0.0', archive, log: receiptsOf(first)[0] }]);
    });

    test('new and standing releases of one plan each get their receipt, in the order of the plan', async () => {
      const first = await publish(here.store, { version: '1.1.0' });
      const outcome = await publish(here.store, { version: '1.2.0' }, { version: '1.1.0' }, { version: '1.0.0' });

      const indexes = receiptsOf(outcome).map((receipt) => receipt?.index);
      const next = (receiptsOf(first)[0]?.index ?? 0) + 1;
      expect(outcome).toMatchObject({ repeated: false });
      expect(indexes).toEqual([next, next - 1, next + 1]);
    });

    test('one version twice in a plan with the same content is one release', async () => {
      await upload(here.store, Buffer.from(`archive of ${NAME} 1.0.0`));
      const outcome = await here.store.ledger.commit(samplePlan({ version: '1.0.0' }, { version: '1.0.0' }));

      const [one, other] = receiptsOf(outcome);
      expect(one).toEqual(other);
      expect(here.head().versionCount).toBe(1);
    });

    test('other content for a taken version is refused, and nothing of its plan is stored', async () => {
      await publish(here.store, { version: '1.0.0' });
      const plan = samplePlan({ version: '1.1.0' }, { version: '1.0.0', content: 'other' });
      for (const content of ['1.1.0', 'other']) await upload(here.store, Buffer.from(`archive of ${NAME} ${content}`));

      const outcome = await here.store.ledger.commit(plan);

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
      expect(here.head().versionCount).toBe(1);
      expect(here.store.documents.find(`${HEAD}/versions/1.1.0`)).toBeUndefined();
      expect(await here.store.catalogue.findSubmission(plan.submissionId)).toBeUndefined();
      expect(await here.store.blobs.findPublished(digestOf(`archive of ${NAME} 1.1.0`))).toBeUndefined();
    });

    test('one version twice in a plan with different content is refused', async () => {
      await upload(here.store, Buffer.from(`archive of ${NAME} a`));
      await upload(here.store, Buffer.from(`archive of ${NAME} b`));
      const plan = samplePlan({ version: '1.0.0', content: 'a' }, { version: '1.0.0', content: 'b' });

      expect(await here.store.ledger.commit(plan)).toMatchObject({ ok: false, code: 'version-taken' });
      expect(here.store.documents.find(HEAD)).toBeUndefined();
    });

    test('sixteen at once: one wins, its bytes are served, and others in the group are not hurt', async () => {
      const contents = Array.from({ length: 16 }, (_, index) => `content ${index}`);
      for (const content of contents) await upload(here.store, Buffer.from(`archive of ${NAME} ${content}`));
      const plans = contents.map((content) => samplePlan({ version: '1.0.0', content }));

      const [others, ...outcomes] = await Promise.all([
        publish(here.store, { name: 'cnss/share', version: '1.0.0' }),
        ...plans.map((plan) => here.store.ledger.commit(plan)),
      ]);

      const winners = plans.filter((_, index) => outcomes[index]?.ok === true);
      expect(winners).toHaveLength(1);
      expect(others).toMatchObject({ ok: true });
      const served = here.json<ReleaseRecord>(`${HEAD}/versions/1.0.0`);
      expect(served.releaseDigest).toBe(digestOf(`${NAME} ${contents[plans.indexOf(winners[0]!)] ?? ''}`));
      expect(here.head().versionCount).toBe(1);
    });

    test('needs the agency', async () => {
      const outcome = await publish(here.store, { name: 'nobody/thing', version: '1.0.0' });

      expect(outcome).toEqual({ ok: false, code: 'agency-unknown', params: { agency: 'nobody' } });
      expect(here.store.documents.find('/api/v1/algorithms/nobody/thing')).toBeUndefined();
    });

    test('needs the archive: its row and its file', async () => {
      const digest = digestOf(`archive of ${NAME} 1.0.0`);
      const refused = { ok: false, code: 'blob-missing', params: { digest, name: NAME, version: '1.0.0' } };
      expect(await here.store.ledger.commit(samplePlan({ version: '1.0.0' }))).toEqual(refused);

      await upload(here.store, Buffer.from(`archive of ${NAME} 1.0.0`));
      rmSync(join(here.bed.dataDir, 'blobs', digest.slice(7, 9), digest.slice(7)));

      expect(await here.store.ledger.commit(samplePlan({ version: '1.0.0' }))).toEqual(refused);
    });

    test('survives closing and opening', async () => {
      await publish(here.store, { version: '1.0.0' });
      const before = here.head();
      await here.store.close();
      here.store = await here.bed.open();

      expect(here.head()).toEqual(before);
    });
  });
}
