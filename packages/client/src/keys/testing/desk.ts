import { text } from 'node:stream/consumers';

import { trustProblem, type LogReceipt } from '@national-forge/api';
import {
  assertChange,
  digestOf,
  factOfChange,
  formatState,
  isAgencyLeaf,
  parseChange,
  parseEnvelope,
  stateAfter,
  stateDigest,
  type Leaf,
  type TransparencyError,
} from '@national-forge/transparency';
import { onTestFinished } from 'vitest';

import type { Client } from '../../client.ts';
import { SampleLog } from '../../testing/sample-log.ts';
import { startSampleRegistry, type SampleRegistry } from '../../testing/sample-registry.ts';
import type { Fault } from '../../testing/sample-state.ts';
import { sendJson, sendProblem } from '../../testing/wire.ts';
import { impatientClient } from '../../testing/workshop.ts';

/** Is a stand-in that takes changes of agencies as the rules demand, and shows its log. */
export interface Desk {
  readonly registry: SampleRegistry;
  readonly log: SampleLog;
  readonly client: Client;
  readonly pauses: number[];
}

/** Opens a desk with a log of its own; it goes when the test ends. */
export async function openDesk(log = new SampleLog()): Promise<Desk> {
  const registry = await startSampleRegistry(log);
  onTestFinished(() => registry.close());
  registry.faults.push(takeChange(registry), showInclusion(registry), showEntries(registry));
  const { client, pauses } = impatientClient({ registry: registry.url, token: 'nforge_x' });
  return { registry, log, client, pauses };
}

/** Makes the receipt of a leaf, in the tree that ends with it. */
export function receiptOf(log: SampleLog, index: number): LogReceipt {
  const size = index + 1;
  return {
    index,
    leaf: Buffer.from(log.entries[index]?.bytes ?? []).toString(),
    hashes: log.inclusion(index, size).map((hash) => Buffer.from(hash).toString('base64')),
    checkpoint: log.checkpoint(size),
  };
}

const takeChange =
  (registry: SampleRegistry): Fault =>
  async (request, response, { method, path }) => {
    const agency = /^\/api\/v1\/agencies\/([^/]+)\/keys$/.exec(path)?.[1];
    if (method !== 'POST' || agency === undefined) return false;
    const { envelope } = JSON.parse(await text(request)) as { readonly envelope: object };
    try {
      const index = recordChange(registry.log, agency, Buffer.from(JSON.stringify(envelope)));
      const state = registry.log.entries[index]?.state ?? registry.log.stateOf(agency);
      if (state === undefined) throw new Error('no state');
      const formatted = Buffer.from(formatState(state)).toString();
      const receipt = receiptOf(registry.log, index);
      sendJson(response, { agency: state.agency, state: formatted, leaf: state.leaf, receipt });
    } catch (error) {
      const { code, params } = trustProblem(error as TransparencyError, agency);
      sendProblem(response, code, params);
    }
    return true;
  };

function recordChange(log: SampleLog, agency: string, bytes: Uint8Array): number {
  const envelope = digestOf(bytes);
  const before = log.entries.findIndex((one) => 'envelope' in one.leaf && one.leaf.envelope === envelope);
  if (before !== -1) return before;
  const signed = parseEnvelope(bytes);
  const change = parseChange(signed.payload);
  const state = log.stateOf(agency);
  const at = { index: log.size, time: log.time };
  const receiver = change.change.kind === 'transfer' ? log.stateOf(change.change.to.split('/')[0] ?? '') : undefined;
  const { origin } = log;
  assertChange({ state, change, envelope: signed, at, origin, ...(receiver === undefined ? {} : { receiver }) });
  const fact = factOfChange(change, { ...at, actor: 'desk', envelope, detail: digestOf(Buffer.from('{}')) });
  const isOfAgency = isAgencyLeaf({ ...fact, state: '' });
  const after = isOfAgency ? stateAfter(state, fact, log.size) : (receiver ?? state);
  if (after === undefined) throw new Error('no state');
  const leaf = { ...fact, state: stateDigest(after) } as Leaf;
  return log.append(leaf, { envelope: bytes, ...(isOfAgency ? { state: after } : {}) });
}

const numberOf = (url: string | undefined, name: string): number | undefined => {
  const value = new URL(url ?? '/', 'http://x.invalid').searchParams.get(name);
  return value === null ? undefined : Number(value);
};

const showInclusion =
  (registry: SampleRegistry): Fault =>
  ({ url }, response, { path }) => {
    if (path !== '/api/v1/log/proof/inclusion') return false;
    const index = numberOf(url, 'index') ?? 0;
    const size = numberOf(url, 'size') ?? registry.log.size;
    const { leaf } = receiptOf(registry.log, index);
    const hashes = registry.log.inclusion(index, size).map((hash) => Buffer.from(hash).toString('base64'));
    sendJson(response, { index, size, leaf, hashes, checkpoint: null });
    return true;
  };

const showEntries =
  (registry: SampleRegistry): Fault =>
  ({ url }, response, { path }) => {
    if (path !== '/api/v1/log/entries') return false;
    const from = numberOf(url, 'from') ?? 0;
    const { size, entries } = registry.log;
    if (from > size) {
      sendProblem(response, 'log-range', { size, wanted: from });
      return true;
    }
    const shown = entries.slice(from, from + (numberOf(url, 'limit') ?? 100)).map(({ bytes }, at) => ({
      index: from + at,
      leaf: Buffer.from(bytes).toString(),
    }));
    sendJson(response, { from, size, next: from + shown.length, entries: shown });
    return true;
  };
