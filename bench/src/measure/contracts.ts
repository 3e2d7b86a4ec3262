import { compareSchemas, type Comparison } from '@national-forge/versioning';

import type { Figure, Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { editedContracts, randomPairs, type SchemaVersions } from '../seed/schema-pairs.ts';
import { spreadOf } from '../statistics.ts';

const SEED = 4;

/** Measures the comparison of contracts: how many pairs a second, and how many of them stay undecided. */
export async function measureContracts(_folder: string, { rounds, comparisons }: Scale): Promise<Section> {
  const sets = {
    'one edit of an example': editedContracts(comparisons, SEED),
    'two random schemas': randomPairs(comparisons, SEED),
  };
  const figures: Figure[] = [];
  for (const [label, pairs] of Object.entries(sets)) figures.push(...(await figuresOf(label, pairs, rounds)));
  return { title: 'Contracts', method: METHOD, figures };
}

const METHOD = `Two sets of pairs of schemas, made from a fixed seed: contracts of the examples with one edit each (a bound, an enum, a
pattern, a type, an opened object), and small schemas of many keywords that have to do with each other by chance. Each pair is
compared as input: proof or value, both directions, both validators, the value made small. CPU time of the process; the first
round warms up and is not counted. Undecided is the share of pairs without proof and without value.`;

async function figuresOf(label: string, pairs: readonly SchemaVersions[], rounds: number): Promise<readonly Figure[]> {
  const perSecond: number[] = [];
  const undecided: number[] = [];
  const cpu: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const found = await compareAll(pairs);
    if (round < 0) continue;
    const total = found.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
    perSecond.push((1000 * pairs.length) / total);
    undecided.push((100 * found.filter(({ verdict }) => verdict === 'undecided').length) / pairs.length);
    cpu.push(...found.map(({ cpuMs }) => cpuMs));
  }
  return [
    { what: `${label}: pairs a second of CPU`, spread: spreadOf(perSecond), unit: 'pairs' },
    { what: `${label}: CPU a pair`, spread: spreadOf(cpu), unit: 'ms' },
    { what: `${label}: undecided`, spread: spreadOf(undecided), unit: '%', aim: { atMost: 8 } },
  ];
}

interface Compared {
  readonly cpuMs: number;
  readonly verdict: Comparison['verdict'];
}

async function compareAll(pairs: readonly SchemaVersions[]): Promise<readonly Compared[]> {
  const found: Compared[] = [];
  for (const pair of pairs) {
    const begin = process.cpuUsage();
    // The clock is no measure here: other work on the machine must not end a comparison.
    const { verdict } = await compareSchemas({ ...pair, role: 'input' }, { milliseconds: 60_000 });
    const { user, system } = process.cpuUsage(begin);
    found.push({ cpuMs: (user + system) / 1000, verdict });
  }
  return found;
}
