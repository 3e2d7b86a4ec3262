import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { pack } from '@national-forge/archive';
import { create } from 'tar';

import type { Figure, Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { writeTrees, type Tree } from '../seed/trees.ts';
import { ratio, spreadOf } from '../statistics.ts';

/** Measures packing a folder beside npm's tar. */
export async function measurePack(folder: string, scale: Scale): Promise<Section> {
  const figures: Figure[] = [];
  for (const tree of writeTrees(folder, scale.shrinkTrees)) figures.push(...(await compare(tree, scale)));
  return { title: 'Pack', method: METHOD, figures };
}

const METHOD = `Ours lists the folder, hashes every file, computes the release digest and writes tar + zstd. npm's \`tar\` gets the list
of files for nothing and writes tar + gzip with the options of \`npm pack\` (level 9, portable, fixed time). Both write to
nowhere. CPU time of all threads of the process; time on the clock beside it, as other work on the machine allows.`;

async function compare(tree: Tree, { rounds }: Scale): Promise<readonly Figure[]> {
  const acts = { ours: () => packOurs(tree), npm: () => packNpm(tree) };
  const found = { ours: [] as Cost[], npm: [] as Cost[] };
  for (let round = -1; round < rounds; round += 1) {
    for (const name of ['ours', 'npm'] as const) {
      const cost = await costOf(acts[name]);
      if (round >= 0) found[name].push(cost);
    }
  }
  const of = (name: 'ours' | 'npm', key: keyof Cost) => found[name].map((cost) => cost[key]);
  const label = `${tree.name} (${tree.files.length} ${tree.files.length === 1 ? 'file' : 'files'}, ${(tree.bytes / 1e6).toFixed(1)} MB)`;
  return [
    { what: `${label}: CPU`, spread: spreadOf(of('ours', 'cpuMs')), unit: 'ms' },
    {
      what: `${label}: npm / ours, CPU`,
      spread: ratio(of('npm', 'cpuMs'), of('ours', 'cpuMs')),
      unit: '×',
      aim: { atLeast: 2 },
      why: WHY,
    },
    { what: `${label}: npm / ours, clock`, spread: ratio(of('npm', 'ms'), of('ours', 'ms')), unit: '×' },
    { what: `${label}: npm / ours, bytes`, spread: ratio(of('npm', 'bytes'), of('ours', 'bytes')), unit: '×' },
  ];
}

const WHY = 'opening and hashing every file costs more than compressing it when the files are small.';

interface Cost {
  readonly cpuMs: number;
  readonly ms: number;
  readonly bytes: number;
}

async function costOf(act: () => Promise<number>): Promise<Cost> {
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const bytes = await act();
  const ms = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMs: (user + system) / 1000, ms, bytes };
}

async function packOurs({ folder }: Tree): Promise<number> {
  const packed = await pack(folder);
  return drain(packed.open('zstd'));
}

// The options of npm's pack: https://github.com/npm/pacote/blob/main/lib/util/tar-create-options.js
function packNpm({ folder, files }: Tree): Promise<number> {
  const options = {
    cwd: folder,
    prefix: 'package/',
    portable: true,
    gzip: { level: 9 },
    mtime: new Date(499_162_500_000),
  };
  return drain(create(options, [...files]));
}

async function drain(source: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  const nowhere = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done();
    },
  });
  await pipeline(source, nowhere);
  return bytes;
}
