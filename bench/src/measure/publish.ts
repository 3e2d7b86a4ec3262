import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { ChildServer } from '../children/child-server.ts';
import { startRegistry } from '../children/registry.ts';
import { startVerdaccio } from '../children/verdaccio.ts';
import { openHttpClient } from '../load/http-client.ts';
import { atOnce, inARow, PUBLISHERS, sampleMaker, type MakeSamples, type Publish } from '../load/publishers.ts';
import type { Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { AGENCY, openAgency, publishOne } from '../seed/registry-seed.ts';
import { publishPackage } from '../seed/verdaccio-seed.ts';
import { median, ratio, spreadOf } from '../statistics.ts';
import { openSyncUnit, type SyncUnit } from './sync-unit.ts';

/** Measures durable publishing, one after the other and eight at once, beside Verdaccio, which does not sync. */
export async function measurePublish(folder: string, scale: Scale): Promise<Section> {
  mkdirSync(join(folder, 'sync'));
  const registry = await startRegistry(folder, 'publish');
  const verdaccio = await startVerdaccio(folder, 'v-publish');
  const ours = openHttpClient(registry.url, PUBLISHERS);
  const theirs = openHttpClient(verdaccio.url, PUBLISHERS);
  try {
    const { token, signers } = await openAgency(ours, join(folder, 'publish'));
    const publishOurs: Publish = async (sample) => {
      await publishOne(ours, token, sample);
    };
    const publishTheirs: Publish = ({ entry, bytes }) => {
      const name = entry.name.replace(`${AGENCY}/`, '');
      return publishPackage(theirs, { name, version: entry.version, tarball: bytes });
    };
    const servers = { registry, verdaccio };
    const publishers = { registry: publishOurs, verdaccio: publishTheirs };
    const samples = sampleMaker(folder, signers);
    const warmUp = await samples('echauffement', PUBLISHERS * (scale.name === 'tiny' ? 1 : 4));
    for (const sample of warmUp) {
      await publishOurs(sample);
      await publishTheirs(sample);
    }
    const sync = openSyncUnit(join(folder, 'sync'));
    const single = await sequential(scale, publishers, { sync, samples });
    const groups = await together(scale, publishers, samples);
    const cpu = await cpuPerPublish(scale, { servers, publishers, samples });
    return { title: 'Publish', method: METHOD, figures: figuresOf(single, groups, cpu) };
  } finally {
    ours.close();
    theirs.close();
    await Promise.all([registry.stop(), verdaccio.stop()]);
  }
}

const METHOD = `Time on the clock from the first byte sent to the last byte answered, over connections that stay open. Ours is an
upload and \`POST /releases\` of a release without vectors: when it is acknowledged, archive and tables are synced to the
disk. Verdaccio gets the same bytes as a tarball by npm's publish request, and syncs nothing. One *fdatasync* is
the time of writing 4 KiB in place and syncing them, on the same disk, between the publishes. ${PUBLISHERS} algorithms take
turns. At once: ${PUBLISHERS} publishers, each with its own algorithm, against the same number of publishes in a row.`;

type Publishers = Readonly<Record<'registry' | 'verdaccio', Publish>>;
type Times = Readonly<Record<'registry' | 'verdaccio' | 'sync', number[]>>;

async function sequential(
  scale: Scale,
  publishers: Publishers,
  { sync, samples }: { readonly sync: SyncUnit; readonly samples: MakeSamples },
): Promise<Times> {
  const times: Times = { registry: [], verdaccio: [], sync: [] };
  for (const sample of await samples('suite', scale.publishes)) {
    times.sync.push(sync.time());
    times.registry.push(await timed(() => publishers.registry(sample)));
    times.sync.push(sync.time());
    times.verdaccio.push(await timed(() => publishers.verdaccio(sample)));
  }
  sync.close();
  return times;
}

interface Groups {
  readonly inARow: number[];
  readonly atOnce: number[];
  readonly verdaccioAtOnce: number[];
}

async function together(scale: Scale, publishers: Publishers, samples: MakeSamples): Promise<Groups> {
  const found: Groups = { inARow: [], atOnce: [], verdaccioAtOnce: [] };
  const size = scale.name === 'tiny' ? PUBLISHERS : PUBLISHERS * 4;
  for (let round = 0; round < Math.ceil(scale.rounds / 2); round += 1) {
    const row = await samples(`rang-${round}`, size);
    const group = await samples(`groupe-${round}`, size);
    found.inARow.push(await timed(() => inARow(row, publishers.registry)));
    found.atOnce.push(await timed(() => atOnce(group, publishers.registry)));
    found.verdaccioAtOnce.push(await timed(() => atOnce(group, publishers.verdaccio)));
  }
  return found;
}

interface Sides {
  readonly servers: Readonly<Record<'registry' | 'verdaccio', ChildServer>>;
  readonly publishers: Publishers;
  readonly samples: MakeSamples;
}

async function cpuPerPublish(scale: Scale, all: Sides): Promise<Readonly<Record<'registry' | 'verdaccio', number[]>>> {
  const found = { registry: [] as number[], verdaccio: [] as number[] };
  for (let round = 0; round < Math.ceil(scale.rounds / 2); round += 1) {
    const samples = await all.samples(`cpu-${round}`, PUBLISHERS);
    for (const name of ['registry', 'verdaccio'] as const) {
      const before = await all.servers[name].usage();
      await inARow(samples, all.publishers[name]);
      const after = await all.servers[name].usage();
      found[name].push((after.cpuMicroseconds - before.cpuMicroseconds) / 1000 / samples.length);
    }
  }
  return found;
}

async function timed(act: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await act();
  return performance.now() - begin;
}

function figuresOf(
  { registry, verdaccio, sync }: Times,
  { inARow: row, atOnce: group, verdaccioAtOnce }: Groups,
  cpu: Readonly<Record<'registry' | 'verdaccio', number[]>>,
): Section['figures'] {
  const unit = median(sync);
  const inUnits = registry.map((ms) => (ms - 1) / unit);
  return [
    { what: 'one fdatasync', spread: spreadOf(sync), unit: 'ms' },
    { what: 'one after the other', spread: spreadOf(registry), unit: 'ms' },
    {
      ...{ what: 'one after the other, less 1 ms', spread: spreadOf(inUnits), unit: 'fdatasync' },
      ...{ aim: { atMost: 12 }, why: WHY_SYNCS },
    },
    {
      ...{ what: 'one after the other: Verdaccio / ours', spread: ratio(verdaccio, registry), unit: '×' },
      ...{ aim: { atLeast: 1.5 }, why: WHY_SLOWER },
    },
    {
      what: 'eight at once: gain over in a row',
      spread: ratio(row, group),
      unit: '×',
      aim: { atLeast: 3 },
      why: WHY_GROUP,
    },
    { what: 'eight at once: Verdaccio / ours', spread: ratio(verdaccioAtOnce, group), unit: '×' },
    { what: 'CPU of the server', spread: spreadOf(cpu.registry), unit: 'ms' },
    { what: 'CPU of the server: Verdaccio / ours', spread: ratio(cpu.verdaccio, cpu.registry), unit: '×' },
  ];
}

const WHY_SYNCS =
  'a publish waits for four syncs (archive, its folder, the commit of the upload, the commit of the release), and not one of them writes a single page: tables, documents and search index change some seventy. The rest is CPU (see below), which weighs the more the faster the disk is.';
const WHY_SLOWER =
  'Verdaccio checks and syncs nothing; ours reads the archive, hashes each file, judges manifest and secrets, renders the documents, indexes the texts, and waits for the disk.';
const WHY_GROUP =
  'those who wait share a commit, but what a publish costs here is mostly CPU of one thread, which they cannot share; the slower the syncs of a disk, the larger the gain.';
