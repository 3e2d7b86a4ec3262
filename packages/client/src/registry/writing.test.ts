import { parseVerifierKey } from '@national-forge/transparency';
import { expect, onTestFinished, test } from 'vitest';

import { openClient, type ClientOptions } from '../client.ts';
import { receiptOf } from '../keys/testing/desk.ts';
import { SampleLog } from '../testing/sample-log.ts';
import { startSampleRegistry } from '../testing/sample-registry.ts';
import { sendJson } from '../testing/wire.ts';
import { assertReceipt } from './receipt.ts';

/** Stands in for a registry that makes agencies. */
async function founding(options: Partial<ClientOptions> = {}) {
  const log = new SampleLog();
  const registry = await startSampleRegistry(log);
  onTestFinished(() => registry.close());
  registry.faults.push((request, response) => {
    if (request.method !== 'POST') return false;
    log.openAgency('impots');
    const title = { fr: 'Impôts' };
    const agency = { name: 'impots', title, createdAt: '2026-01-01T00:00:00Z', logIndex: 1 };
    sendJson(response, { ...agency, receipt: receiptOf(log, 1) });
    return true;
  });
  const client = openClient({ registry: registry.url, token: 't', ...options });
  onTestFinished(() => client.close());
  const shown = (): string => {
    const header = registry.requests.find(({ method }) => method === 'POST')?.headers['nforge-checkpoint'];
    return Buffer.from(String(header ?? ''), 'base64').toString('utf8');
  };
  return { log, client, registry, shown };
}

test('writes and the question for the newest checkpoint show the last one seen, so that a registry that was set back learns of it', async () => {
  const note = new SampleLog().checkpoint();
  const { client, shown, registry } = await founding({ checkpoint: () => Promise.resolve(note) });

  await client.createAgency('impots');
  await client.checkpoint();
  await client.logKeys();

  expect(shown()).toBe(note);
  const told = registry.requests.filter(({ headers }) => 'nforge-checkpoint' in headers);
  expect(told.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/v1/agencies', 'GET /log/checkpoint']);
});

test('a write shows nothing when nothing was seen, or more than a header holds', async () => {
  for (const checkpoint of [undefined, () => undefined, () => 'x'.repeat(7000)]) {
    const { client, shown } = await founding({ checkpoint });
    await client.createAgency('impots');
    expect(shown()).toBe('');
  }
});

test('the receipt of a write is shown to whoever remembers the log, and their refusal ends the call', async () => {
  const other = parseVerifierKey(new SampleLog().signer.verifierKey);
  const seen: unknown[] = [];
  const kept = await founding({ onReceipt: (receipt, expected) => void seen.push([receipt.index, expected]) });
  const refusing = await founding({ onReceipt: (receipt, expected) => void assertReceipt(receipt, expected, other) });

  await kept.client.createAgency('impots');

  expect(seen).toEqual([[1, [{ kind: 'agency', agency: 'impots' }]]]);
  await expect(refusing.client.createAgency('impots')).rejects.toMatchObject({
    code: 'receipt-invalid',
    params: { reason: 'checkpoint' },
  });
});

test('without anybody who remembers, a receipt still has to say what was asked for', async () => {
  const { client } = await founding();

  await expect(client.createAgency('sante')).rejects.toMatchObject({
    code: 'receipt-invalid',
    params: { reason: 'facts' },
  });
});
