import { pathOf } from '@national-forge/api';

import { startBare, type BareDocument } from '../children/bare.ts';
import type { ChildServer } from '../children/child-server.ts';
import { openHttpClient } from '../load/http-client.ts';
import type { Figure } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { ratio, spreadOf } from '../statistics.ts';
import { proofPath } from './proof-sizes.ts';
import { cpuPerRequest, type Subject } from './rounds.ts';

const CONNECTIONS = 8;
const WARM_UP_ROUNDS = 3;

/** Is one kind of read: the paths that are asked for in turn. */
interface Read {
  readonly label: string;
  readonly paths: readonly string[];
  /** Whether the answer lies ready, hence should cost as little as metadata. */
  readonly isStored: boolean;
}

/** Measures reads of the log by CPU of the server for one request, beside bare node:http answering the same bytes. */
export async function measureReads(
  folder: string,
  server: ChildServer,
  { scale, size }: { readonly scale: Scale; readonly size: number },
): Promise<readonly Figure[]> {
  const reads = readsOf(size, scale);
  const bare = await startBare(folder, await documentsOf(server, reads));
  try {
    const figures: Figure[] = [];
    for (const read of reads) figures.push(...(await compare({ registry: server, bare }, scale, read)));
    return figures;
  } finally {
    await bare.stop();
  }
}

function readsOf(size: number, scale: Scale): readonly Read[] {
  const places = scale.name === 'tiny' ? 4 : 64;
  const each = (make: (place: number) => string): readonly string[] =>
    Array.from({ length: places }, (_, turn) => make(1 + Math.floor(((turn * 0.618_034) % 1) * (size - 2))));
  const inclusion = pathOf('getInclusionProof');
  const consistency = pathOf('getConsistencyProof');
  return [
    { label: 'checkpoint', paths: [pathOf('getCheckpoint')], isStored: true },
    { label: 'tile of hashes (8 KiB)', paths: [pathOf('getTile', { path: '0/000' })], isStored: true },
    { label: 'tile of entries', paths: [pathOf('getTile', { path: 'entries/000' })], isStored: true },
    { label: 'inclusion proof', paths: each((index) => `${inclusion}?index=${index}&size=${size}`), isStored: false },
    { label: 'consistency proof', paths: each((from) => `${consistency}?from=${from}&to=${size}`), isStored: false },
    { label: 'proof file', paths: [proofPath('une-cle')], isStored: false },
  ];
}

async function documentsOf({ url }: ChildServer, reads: readonly Read[]): Promise<readonly BareDocument[]> {
  const client = openHttpClient(url, 1);
  try {
    const documents: BareDocument[] = [];
    for (const path of reads.flatMap(({ paths }) => paths)) {
      const { headers, body } = await client.call({ path });
      const etag = typeof headers['etag'] === 'string' ? headers['etag'] : '';
      documents.push({ path, body, etag, type: String(headers['content-type']), extra: [] });
    }
    return documents;
  } finally {
    client.close();
  }
}

async function compare(
  servers: Readonly<Record<'registry' | 'bare', ChildServer>>,
  scale: Scale,
  { label, paths, isStored }: Read,
): Promise<readonly Figure[]> {
  const load = { paths, requests: scale.requests, connections: CONNECTIONS, status: 200 };
  const subjects: Readonly<Record<'registry' | 'bare', Subject>> = {
    bare: { server: servers.bare, load },
    registry: { server: servers.registry, load },
  };
  await cpuPerRequest(subjects, scale.name === 'tiny' ? 1 : WARM_UP_ROUNDS);
  const found = await cpuPerRequest(subjects, scale.rounds);
  const aim = isStored ? { aim: { atLeast: 0.8 }, why: WHY } : {};
  return [
    { what: `${label}: CPU a request`, spread: spreadOf(found.registry), unit: 'µs' },
    { what: `${label}: bare / ours`, spread: ratio(found.bare, found.registry), unit: '×', ...aim },
  ];
}

const WHY =
  'the checkpoint is asked of the tables at each request, where the other documents are looked up 20 times a second: no reader may be given an older one than another process has just acknowledged.';
