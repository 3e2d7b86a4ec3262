import { join } from 'node:path';

import type { ChildServer } from '../children/child-server.ts';
import { startRegistry } from '../children/registry.ts';
import { openHttpClient, type HttpClient } from '../load/http-client.ts';
import type { Figure, Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { judgedRelease } from '../seed/judged-releases.ts';
import { AGENCY, openAgency, publishOne, type Publisher } from '../seed/registry-seed.ts';
import { packReleases, packSamples, type SampleArchive } from '../seed/sample-archive.ts';
import { pairwise, spreadOf } from '../statistics.ts';

/** Measures what it adds to a publish to judge a version: vectors run again, contracts compared, old vectors replayed. */
export async function measureJudge(folder: string, scale: Scale): Promise<Section> {
  const server = await startRegistry(folder, 'judge');
  const client = openHttpClient(server.url, 1);
  try {
    const publisher = await openAgency(client, join(folder, 'judge'));
    const setting = { server, client, publisher, folder };
    const rounds: Round[] = [];
    await measureRound(setting, 0);
    for (let round = 1; round <= scale.rounds; round += 1) rounds.push(await measureRound(setting, round));
    return { title: 'Judging a version', method: METHOD, figures: figuresOf(rounds) };
  } finally {
    client.close();
    await server.stop();
  }
}

const VECTORS = 20;
const METHOD = `Time on the clock of a durable publish and CPU of the server process (all threads, without the processes in which
vectors run), of releases that take turns in each round: one that runs nothing; the first version of an algorithm, with a contract and ${VECTORS} vectors,
each run twice; a second version with the same contract and vectors; and a third that accepts more and brings ${VECTORS} other
vectors, so that contracts are compared and old vectors run on it too. The worker is running before.`;

type Kind = 'nothing' | 'first' | 'same' | 'wider';

interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
}

type Round = Readonly<Record<Kind, Cost>>;

interface Setting {
  readonly server: ChildServer;
  readonly client: HttpClient;
  readonly publisher: Publisher;
  readonly folder: string;
}

async function measureRound(setting: Setting, round: number): Promise<Round> {
  const { folder, publisher } = setting;
  const name = `${AGENCY}/part-${round}`;
  const base = { name, vectors: VECTORS, from: 1000 };
  const [nothing] = await packSamples(folder, publisher.signers, [
    { name: `${AGENCY}/rien-${round}`, version: '1.0.0' },
  ]);
  const [first, same, wider] = await packReleases(folder, publisher.signers, [
    judgedRelease({ ...base, version: '1.0.0', most: 10 }),
    judgedRelease({ ...base, version: '1.0.1', most: 10 }),
    judgedRelease({ ...base, version: '1.1.0', most: 12, from: 50_000 }),
  ]);
  return {
    nothing: await costOfPublish(setting, nothing),
    first: await costOfPublish(setting, first),
    same: await costOfPublish(setting, same),
    wider: await costOfPublish(setting, wider),
  };
}

async function costOfPublish({ server, client, publisher }: Setting, sample?: SampleArchive): Promise<Cost> {
  if (sample === undefined) throw new Error('nothing was packed');
  const before = await server.usage();
  const begin = performance.now();
  await publishOne(client, publisher.token, sample);
  const ms = performance.now() - begin;
  const after = await server.usage();
  return { ms, cpuMs: (after.cpuMicroseconds - before.cpuMicroseconds) / 1000 };
}

const LABELS: Readonly<Record<Exclude<Kind, 'nothing'>, string>> = {
  first: `a first version, ${VECTORS} vectors`,
  same: 'the next one, equal',
  wider: 'the next one, wider, other vectors',
};

function figuresOf(rounds: readonly Round[]): readonly Figure[] {
  const of = (kind: Kind, key: keyof Cost) => rounds.map((round) => round[kind][key]);
  const added = (kind: Kind, key: keyof Cost) => pairwise(of(kind, key), of('nothing', key), (one, none) => one - none);
  const kinds = Object.keys(LABELS) as (keyof typeof LABELS)[];
  return [
    { what: 'a release that runs nothing', spread: spreadOf(of('nothing', 'ms')), unit: 'ms' },
    { what: 'a release that runs nothing: CPU', spread: spreadOf(of('nothing', 'cpuMs')), unit: 'ms' },
    ...kinds.flatMap((kind): readonly Figure[] => [
      { what: `${LABELS[kind]}: added`, spread: spreadOf(added(kind, 'ms')), unit: 'ms' },
      {
        what: `${LABELS[kind]}: CPU added to the server`,
        spread: spreadOf(added(kind, 'cpuMs')),
        unit: 'ms',
        aim: { atMost: 100 },
      },
    ]),
  ];
}
