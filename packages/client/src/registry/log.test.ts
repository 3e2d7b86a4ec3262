import { digestOf } from '@national-forge/transparency';
import { expect, test } from 'vitest';

import { openDesk } from '../keys/testing/desk.ts';

test('what proves is asked for at the addresses of the interface, with the tree that is wanted', async () => {
  const { client, log, registry } = await openDesk();
  log.openAgency('impots');
  const release = `sha256:${'1'.repeat(64)}`;
  log.release({ name: 'impots/tax', version: '1.0.0', release, manifest: release, contract: null, vectors: null });
  log.pad();
  const asked: string[] = [];
  registry.faults.unshift((request) => {
    asked.push(request.url ?? '');
    return false;
  });

  expect(await client.checkpoint()).toBe(log.checkpoint());
  expect((await client.logKeys()).origin).toBe(log.origin);
  expect((await client.consistency({ from: 2, to: 4 })).hashes).toEqual(log.consistency(2, 4));
  expect((await client.inclusion({ index: 1, size: 4 })).hashes).toHaveLength(2);
  expect(Buffer.from(await client.releaseProof('impots/tax', '1.0.0', { size: 4 })).toString()).toBe(
    log.releaseProof('impots/tax', '1.0.0', 4),
  );
  expect((await client.agencyKeys('impots', { after: 1 })).history.map(({ index }) => index)).toEqual([2]);
  expect((await client.logEntries({ from: 1, limit: 2, wait: 0 })).entries.map(({ index }) => index)).toEqual([1, 2]);
  expect(asked).toEqual([
    '/log/checkpoint',
    '/api/v1/keys',
    '/api/v1/log/proof/consistency?from=2&to=4',
    '/api/v1/log/proof/inclusion?index=1&size=4',
    '/api/v1/algorithms/impots/tax/versions/1.0.0/proof?size=4',
    '/api/v1/agencies/impots/keys?after=1',
    '/api/v1/log/entries?from=1&limit=2&wait=0',
  ]);
});

test('a checkpoint is asked for anew, past every cache on the way', async () => {
  const { client, registry } = await openDesk();

  await client.checkpoint();

  expect(registry.requests[0]?.headers['cache-control']).toBe('no-cache');
});

test('a blob is what its digest says, or is refused', async () => {
  const { client, registry } = await openDesk();
  const bytes = Buffer.from('{"reason":"taux erroné"}');
  registry.faults.push((_, response, { path }) => {
    if (!path.startsWith('/api/v1/blobs/')) return false;
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes);
    return true;
  });
  const other = digestOf(Buffer.from('other'));

  expect(Buffer.from(await client.blob(digestOf(bytes)))).toEqual(bytes);
  await expect(client.blob(other)).rejects.toMatchObject({ code: 'integrity', exit: 8, params: { expected: other } });
});

test('a registry cannot make its reader take endless checkpoints, proofs or blobs', async () => {
  const { client, registry } = await openDesk();
  registry.faults.unshift((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    const chunk = Buffer.alloc(65_536);
    const more = (): void => {
      if (!response.destroyed) response.write(chunk, () => setImmediate(more));
    };
    more();
    return true;
  });

  const refusal = { code: 'protocol', params: { reason: 'too-large' } };
  await expect(client.checkpoint()).rejects.toMatchObject(refusal);
  await expect(client.releaseProof('impots/tax', '1.0.0')).rejects.toMatchObject(refusal);
  await expect(client.blob(digestOf(Buffer.from('x')), { limit: 100 })).rejects.toMatchObject(refusal);
});
