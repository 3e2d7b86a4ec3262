import { join } from 'node:path';

import { pathOf, type LogReceipt, type ReleaseRecord, type Submission } from '@national-forge/api';
import { parseNote } from '@national-forge/transparency';

import type { ChildServer } from '../children/child-server.ts';
import type { LogTasks } from '../children/log-worker.ts';
import { startRegistry } from '../children/registry.ts';
import { startWorker, type Worker } from '../children/worker.ts';
import type { Cost } from '../cost.ts';
import { openHttpClient, type HttpClient } from '../load/http-client.ts';
import { atOnce, inARow, PUBLISHERS, sampleMaker, type MakeSamples } from '../load/publishers.ts';
import type { Figure, Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { AGENCY, openAgency, publishOne } from '../seed/registry-seed.ts';
import type { SampleArchive } from '../seed/sample-archive.ts';
import { pairwise, spreadOf } from '../statistics.ts';

const DATA = 'log-cost';

/** Measures what log and signatures add to a durable publish, with one publisher and with eight at once. */
export async function measureLogCost(folder: string, scale: Scale): Promise<Section> {
  const server = await startRegistry(folder, DATA);
  const client = openHttpClient(server.url, PUBLISHERS);
  const worker = startWorker<LogTasks>('log-worker.ts');
  try {
    const { token, signers } = await openAgency(client, join(folder, DATA));
    await worker.call('open', { folder, agency: AGENCY });
    const setting = { server, client, worker, token, samples: sampleMaker(folder, signers) };
    const figures: Figure[] = [];
    for (const mode of ['one', 'eight'] as const) figures.push(...figuresOf(mode, await rounds(setting, scale, mode)));
    return { title: 'What log and signatures add to a publish', method: METHOD, figures };
  } finally {
    client.close();
    await Promise.all([server.stop(), worker.stop()]);
  }
}

const METHOD = `T is a whole durable publish: CPU of the server process (all threads) and time on the clock, for upload and \`POST /releases\`,
divided by the number of publishes. L is what it would cost less without log and signatures: in a process beside it, on
two databases of the same schema and settings, the records that the server has just made are recorded again, in commits
that group as many releases as the server's did (its receipts tell). One side does what a publish does for the log: parses
and checks the signed envelope, writes the canonical detail, judges, appends leaf, nodes, detail and envelope beside the
rows, signs and stores the checkpoint, proves and formats the receipt. The other side writes the same rows and documents, byte for
byte, and nothing else. L is the difference. It leaves out that requests and answers carry envelope and receipt. A share is
L / (T − L), round by round; a round is ${PUBLISHERS * 4} publishes on each side.`;

type Mode = 'one' | 'eight';

interface Setting {
  readonly server: ChildServer;
  readonly client: HttpClient;
  readonly worker: Worker<LogTasks>;
  readonly token: string;
  readonly samples: MakeSamples;
}

interface Round {
  readonly whole: Cost;
  readonly log: Cost;
  readonly rows: Cost;
  /** Releases in a commit. */
  readonly group: number;
}

async function rounds(setting: Setting, scale: Scale, mode: Mode): Promise<readonly Round[]> {
  const size = scale.name === 'tiny' ? PUBLISHERS : PUBLISHERS * 4;
  const warmUp = scale.name === 'tiny' ? 0 : 2;
  const found: Round[] = [];
  for (let round = 0; round < warmUp + scale.rounds; round += 1) {
    const one = await measureRound(setting, mode, await setting.samples(`cout-${mode}-${round}`, size));
    if (round >= warmUp) found.push(one);
  }
  return found;
}

async function measureRound(
  { server, client, worker, token }: Setting,
  mode: Mode,
  samples: readonly SampleArchive[],
): Promise<Round> {
  const receipts: LogReceipt[] = [];
  const publish = async (sample: SampleArchive): Promise<void> => {
    const submission: Submission = await publishOne(client, token, sample);
    receipts.push(...submission.receipts.map(({ log }) => log));
  };
  const before = await server.usage();
  const begin = performance.now();
  await (mode === 'one' ? inARow : atOnce)(samples, publish);
  const ms = (performance.now() - begin) / samples.length;
  const after = await server.usage();
  const cpuMs = (after.cpuMicroseconds - before.cpuMicroseconds) / 1000 / samples.length;
  const groups = groupsOf(receipts);
  const records = await readRecords(client, samples);
  const sides = await worker.call('record', { records, groups });
  return { whole: { cpuMs, ms }, ...sides, group: samples.length / groups.length };
}

/** Releases of one commit are proved in the same checkpoint. */
function groupsOf(receipts: readonly LogReceipt[]): readonly number[] {
  const ordered = receipts.toSorted((a, b) => a.index - b.index);
  const groups = Map.groupBy(ordered, ({ checkpoint }) => parseNote(checkpoint).text);
  return [...groups.values()].map((group) => group.length);
}

function readRecords(client: HttpClient, samples: readonly SampleArchive[]): Promise<readonly ReleaseRecord[]> {
  return Promise.all(
    samples.map(async ({ entry }) => {
      const [agency = '', name = ''] = entry.name.split('/');
      const { body } = await client.call({ path: pathOf('getRelease', { agency, name, version: entry.version }) });
      return JSON.parse(body.toString()) as ReleaseRecord;
    }),
  );
}

function figuresOf(mode: Mode, found: readonly Round[]): readonly Figure[] {
  const label = mode === 'one' ? 'one publisher' : 'eight at once';
  const aim = mode === 'eight' ? { aim: { atMost: 25 }, why: WHY } : {};
  return [
    { what: `${label}: releases in a commit`, spread: spreadOf(found.map(({ group }) => group)), unit: 'releases' },
    ...(['cpuMs', 'ms'] as const).flatMap((key): readonly Figure[] => {
      const kind = key === 'cpuMs' ? 'CPU' : 'clock';
      const whole = found.map((round) => round.whole[key]);
      const added = found.map(({ log, rows }) => log[key] - rows[key]);
      const share = pairwise(added, whole, (part, all) => (100 * part) / (all - part));
      return [
        { what: `${label}: T, ${kind}`, spread: spreadOf(whole), unit: 'ms' },
        { what: `${label}: L, ${kind}`, spread: spreadOf(added), unit: 'ms' },
        { what: `${label}: L / (T − L), ${kind}`, spread: spreadOf(share), unit: '%', ...aim },
      ];
    }),
  ];
}

const WHY =
  'the signature of the agency is verified, the detail is written twice (for its digest and as the document), and leaf, nodes, envelope and checkpoint are further pages in the same commit.';
