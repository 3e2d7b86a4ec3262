import { join } from 'node:path';

import { pathOf } from '@national-forge/api';

import { startBare, type BareDocument } from '../children/bare.ts';
import type { ChildServer } from '../children/child-server.ts';
import { startRegistry } from '../children/registry.ts';
import { startVerdaccio } from '../children/verdaccio.ts';
import { openHttpClient, type HttpClient } from '../load/http-client.ts';
import type { Figure, Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { AGENCY, openAgency, publishMany } from '../seed/registry-seed.ts';
import { countVersions, packSamples } from '../seed/sample-archive.ts';
import { addVersions, publishPackage } from '../seed/verdaccio-seed.ts';
import { ratio, spreadOf } from '../statistics.ts';
import { cpuPerRequest, type Subject } from './rounds.ts';

interface Servers {
  readonly bare: ChildServer;
  readonly registry: ChildServer;
  readonly verdaccio: ChildServer;
}

const CONNECTIONS = 8;
const WARM_UP_ROUNDS = 5;
/** Times Verdaccio's CPU that ours should be worth, by number of versions. */
const TIMES_VERDACCIO: Readonly<Record<number, number>> = { 1: 8, 100: 100, 1000: 1000 };

/** Measures reading the metadata of an algorithm, whole and not modified, beside bare node:http and Verdaccio. */
export async function measureMetadata(folder: string, scale: Scale): Promise<Section> {
  const servers = {
    registry: await startRegistry(folder, 'metadata'),
    verdaccio: await startVerdaccio(folder, 'v-metadata'),
  };
  try {
    const documents = await fill(folder, servers, scale.versions);
    const bare = await startBare(folder, documents);
    try {
      const figures: Figure[] = [];
      for (const kind of ['GET', '304'] as const) {
        for (const count of scale.versions)
          figures.push(...(await compare({ ...servers, bare }, scale, { kind, count })));
      }
      return { title: 'Metadata', method: METHOD, figures };
    } finally {
      await bare.stop();
    }
  } finally {
    await Promise.all([servers.registry.stop(), servers.verdaccio.stop()]);
  }
}

const METHOD = `CPU time of the server process for one request, over ${CONNECTIONS} keep-alive connections without pipelining; the rounds of
all servers are interleaved. Ours answers the head of an algorithm, Verdaccio the document of a package with as many
versions (\`Accept-Encoding\` is not sent, which spares Verdaccio the compression it would do each time). Bare is \`node:http\`
with a Map from path to bytes: body, \`ETag\`, \`Content-Type\` and \`Content-Length\`; "same fields" sends all header fields
that ours sends, which shows what they cost alone. Ours has request ids, access log, metrics and limits on. A ratio says how
many times ours does the work with the same CPU.`;

const headPath = (count: number): string => pathOf('getAlgorithm', { agency: AGENCY, name: `lecture-${count}` });
const sameFields = (count: number): string => `${headPath(count)}?same-fields`;
const packagePath = (count: number): string => `/lecture-${count}`;

async function fill(
  folder: string,
  { registry, verdaccio }: Omit<Servers, 'bare'>,
  counts: readonly number[],
): Promise<readonly BareDocument[]> {
  const ours = openHttpClient(registry.url, CONNECTIONS);
  const theirs = openHttpClient(verdaccio.url, 1);
  try {
    const { token, signers } = await openAgency(ours, join(folder, 'metadata'));
    const documents: BareDocument[] = [];
    for (const count of counts) {
      const samples = await packSamples(folder, signers, countVersions(`${AGENCY}/lecture-${count}`, count));
      await publishMany(ours, token, samples);
      const tarball = samples[0]?.bytes ?? Buffer.alloc(0);
      await publishPackage(theirs, { name: `lecture-${count}`, version: '1.0.0', tarball });
      addVersions(join(folder, 'v-metadata/storage'), `lecture-${count}`, count);
      documents.push(...(await bareDocuments(ours, count)));
    }
    return documents;
  } finally {
    ours.close();
    theirs.close();
  }
}

/** What node sets by itself, or what each document of the bare server has anyway. */
const OWN_FIELDS = new Set(['date', 'connection', 'keep-alive', 'etag', 'content-type', 'content-length']);

async function bareDocuments(ours: HttpClient, count: number): Promise<readonly BareDocument[]> {
  const { headers, rawHeaders, body } = await ours.call({ path: headPath(count) });
  const fields = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && !OWN_FIELDS.has(name.toLowerCase()) ? [name, rawHeaders[index + 1] ?? ''] : [],
  );
  const document = { etag: String(headers['etag']), type: String(headers['content-type']), body };
  return [
    { ...document, path: headPath(count), extra: [] },
    { ...document, path: sameFields(count), extra: fields },
  ];
}

async function compare(
  servers: Servers,
  scale: Scale,
  { kind, count }: { readonly kind: 'GET' | '304'; readonly count: number },
): Promise<readonly Figure[]> {
  const subjects = await subjectsOf(servers, scale, { kind, count });
  await cpuPerRequest(subjects, scale.name === 'tiny' ? 1 : WARM_UP_ROUNDS);
  const found = await cpuPerRequest(subjects, scale.rounds);
  const label = `${kind}, ${count} ${count === 1 ? 'version' : 'versions'}`;
  const times = TIMES_VERDACCIO[count];
  return [
    { what: `${label}: CPU a request`, spread: spreadOf(found.registry), unit: 'µs' },
    {
      what: `${label}: bare / ours`,
      spread: ratio(found.bare, found.registry),
      unit: '×',
      aim: { atLeast: 0.8 },
      why: WHY_BARE,
    },
    { what: `${label}: bare, same fields / ours`, spread: ratio(found.sameFields, found.registry), unit: '×' },
    {
      ...{ what: `${label}: Verdaccio / ours`, spread: ratio(found.verdaccio, found.registry), unit: '×' },
      ...(times !== undefined && { aim: { atLeast: times }, why: WHY_VERDACCIO }),
    },
  ];
}

const WHY_BARE =
  'the log line, the rate limits with their two fields and the further header fields cost between half a microsecond and one each; without these three, ours reaches nine tenths of bare.';
const WHY_VERDACCIO =
  'Verdaccio reads and writes the whole document of the package each time, so the ratio follows the size of that document; the entries of its versions are modest here.';

async function subjectsOf(
  { bare, registry, verdaccio }: Servers,
  { requests }: Scale,
  { kind, count }: { readonly kind: 'GET' | '304'; readonly count: number },
): Promise<Readonly<Record<'bare' | 'registry' | 'sameFields' | 'verdaccio', Subject>>> {
  const subject = async (server: ChildServer, path: string, amount: number): Promise<Subject> => {
    const load = { paths: [path], requests: amount, connections: CONNECTIONS };
    if (kind === 'GET') return { server, load: { ...load, status: 200 } };
    return { server, load: { ...load, status: 304, headers: { 'If-None-Match': await etagOf(server, path) } } };
  };
  // Verdaccio's cost grows with the versions: fewer requests take as long.
  const few = Math.max(CONNECTIONS, Math.ceil(requests / 10 / Math.sqrt(count) / (1 + count / 100)));
  return {
    bare: await subject(bare, headPath(count), requests),
    registry: await subject(registry, headPath(count), requests),
    sameFields: await subject(bare, sameFields(count), requests),
    verdaccio: await subject(verdaccio, packagePath(count), few),
  };
}

async function etagOf({ url }: ChildServer, path: string): Promise<string> {
  const response = await fetch(url + path, { headers: { 'accept-encoding': 'identity' } });
  await response.arrayBuffer();
  return response.headers.get('etag') ?? '';
}
