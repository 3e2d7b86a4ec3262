import type { Receipt } from '@national-forge/api';
import { assertReleaseSigned, parseStatement } from '@national-forge/transparency';

import { envelopeOf, judging } from './log-routes.ts';
import type { SampleLog } from './sample-log.ts';
import type { Answer, Arrived } from './stand-in.ts';

/** Is a remark that the registry makes about everything. */
export const WARNING = { code: 'note', message: 'A remark of the registry.', severity: 'warning' as const };

interface Offer {
  readonly name: string;
  readonly version: string;
  readonly releaseDigest: string;
  readonly archive: { readonly digest: string; readonly size: number };
  readonly envelope: unknown;
}

/** Takes blobs and releases as a registry does, as far as signatures and the log go; undefined for everything else. */
export function publishRoutes(log: SampleLog): (request: Arrived) => Answer | undefined {
  const recorded = new Map<string, Receipt>();
  return ({ method, path, body }) => {
    if (path.startsWith('/api/v1/blobs/')) return { status: method === 'HEAD' ? 404 : 201 };
    if (method !== 'POST' || !path.startsWith('/api/v1/releases')) return undefined;
    const { releases } = JSON.parse(body) as { releases: Offer[] };
    const state = path.includes('validate-only') ? 'accepted' : 'published';
    for (const offer of releases) {
      const refused = judging(offer.name.split('/')[0] ?? '', () => assertSigned(log, offer));
      if (refused !== undefined) return refused;
    }
    const receipts = state === 'accepted' ? [] : releases.map((offer) => record(log, recorded, offer));
    return { status: 201, body: { id: 's1', state, receipts, warnings: [WARNING] } };
  };
}

function assertSigned(log: SampleLog, { name, envelope: body }: Offer): void {
  const state = log.stateOf(name.split('/')[0] ?? '');
  if (state === undefined) throw new Error(`no agency for ${name}`);
  const envelope = envelopeOf(body);
  const statement = parseStatement(envelope.payload);
  assertReleaseSigned({ state, statement, envelope, at: { index: log.size(), time: 1_790_000_000 } });
}

function record(log: SampleLog, recorded: Map<string, Receipt>, offer: Offer): Receipt {
  const { name, version, releaseDigest, archive, envelope } = offer;
  const before = recorded.get(releaseDigest);
  if (before !== undefined) return before;
  const index = log.release(envelopeOf(envelope));
  const facts = { publishedAt: '2026-11-23T12:00:00Z', publisher: 't1', log: log.receipt(index) };
  const receipt = { name, version, releaseDigest, archive, ...facts };
  recorded.set(releaseDigest, receipt);
  return receipt;
}
