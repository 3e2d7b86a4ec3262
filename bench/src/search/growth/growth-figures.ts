import type { Figure } from '../../report/figure.ts';
import { percentile, ratio, spreadOf, type Spread } from '../../statistics.ts';
import type { Grown, GrowthStep } from './measure-growth.ts';
import { QUERY_CLASSES, type QueryClass } from './query-classes.ts';

const MIB = 1024 ** 2;
/** Up to so many records a query has 5 ms, beyond 10. */
const MANY = 100_000;
/** Of a hundred times the records, a query may read ten times the postings: one that reads all that match reads a hundred times. */
const GROWTH = { records: 100, postings: 10 };

/** Gives the figures of all sizes, and how many times more postings the largest takes than the smallest. */
export function figuresOfGrowth(steps: readonly GrowthStep[]): readonly Figure[] {
  return [...steps.flatMap(stepFigures), ...growthFigures(steps)];
}

function stepFigures(step: GrowthStep): readonly Figure[] {
  const { size, storedBytes, registry, minisearch } = step;
  const label = (text: string) => `${text}, ${count(size)} records`;
  return [
    ...fillFigures(registry, minisearch, label),
    { what: label('on the disk'), spread: spreadOf([storedBytes / MIB]), unit: 'MiB' },
    ...memoryFigures(registry, minisearch, label),
    ...QUERY_CLASSES.flatMap((name) => classFigures(name, step, label)),
    { what: label('completion: p99'), spread: spreadOf(p99s(registry.suggestions)), unit: 'ms', aim: { atMost: 5 } },
  ];
}

type Label = (text: string) => string;

function fillFigures(ours: Grown, theirs: Grown | undefined, label: Label): readonly Figure[] {
  const each = ({ filled }: Grown) => filled.cpuMs / filled.records;
  const rate = ({ filled }: Grown) => (filled.records * 1000) / filled.ms;
  return [
    { what: label('indexed, clock'), spread: spreadOf([rate(ours)]), unit: '/s' },
    { what: label('a record indexed: CPU'), spread: spreadOf([each(ours) * 1000]), unit: 'µs' },
    ...(theirs === undefined
      ? []
      : [
          {
            what: label('a record indexed: MiniSearch / ours, CPU'),
            ...{ spread: spreadOf([each(theirs) / each(ours)]), unit: '×' as const, aim: { atLeast: 3 } },
          },
        ]),
  ];
}

function memoryFigures(ours: Grown, theirs: Grown | undefined, label: Label): readonly Figure[] {
  const resident = ({ residentBytes }: Grown) => spreadOf([residentBytes / MIB]);
  // A handful of records is less than what a process happens to hold at the moment: there is no part of it.
  const part = theirs && theirs.residentBytes > 0 ? (ours.residentBytes / theirs.residentBytes) * 100 : undefined;
  return [
    { what: label('memory'), spread: resident(ours), unit: 'MiB' },
    ...(theirs === undefined
      ? []
      : [{ what: label('memory: MiniSearch'), spread: resident(theirs), unit: 'MiB' as const }]),
    ...(part === undefined
      ? []
      : [
          {
            what: label('memory: ours of MiniSearch’s'),
            spread: spreadOf([part]),
            unit: '%' as const,
            aim: { atMost: 25 },
          },
        ]),
  ];
}

function classFigures(name: QueryClass, { size, registry, minisearch }: GrowthStep, label: Label): readonly Figure[] {
  const of = (share: number) => registry.rounds.map((round) => percentile(round[name].latencies, share));
  const cpu = (grown: Grown) => grown.rounds.map((round) => round[name].cpuMs);
  const aim = { atMost: size <= MANY ? 5 : 10 };
  return [
    { what: label(`${name}: p50`), spread: spreadOf(of(0.5)), unit: 'ms' },
    { what: label(`${name}: p95`), spread: spreadOf(of(0.95)), unit: 'ms' },
    { what: label(`${name}: p99`), spread: spreadOf(of(0.99)), unit: 'ms', aim },
    { what: label(`${name}: CPU a query`), spread: spreadOf(cpu(registry)), unit: 'ms' },
    ...(minisearch === undefined
      ? []
      : [
          {
            what: label(`${name}: MiniSearch / ours, CPU`),
            ...{ spread: ratio(cpu(minisearch), cpu(registry)), unit: '×' as const },
          },
        ]),
    { what: label(`${name}: postings, by query`), spread: postingsOf(registry, name), unit: 'postings' },
  ];
}

function growthFigures(steps: readonly GrowthStep[]): readonly Figure[] {
  const [least, most] = [steps[0], steps.at(-1)];
  if (least === undefined || most === undefined || least === most) return [];
  const hasAim = most.size / least.size >= GROWTH.records;
  return QUERY_CLASSES.map((name) => {
    const times = mostPostings(most.registry, name) / Math.max(1, mostPostings(least.registry, name));
    return {
      what: `${name}: most postings, ${count(most.size)} / ${count(least.size)} records`,
      ...{ spread: spreadOf([times]), unit: '×' },
      ...(hasAim ? { aim: { atMost: GROWTH.postings } } : {}),
    };
  });
}

const postingsOf = ({ rounds }: Grown, name: QueryClass): Spread =>
  spreadOf(rounds.flatMap((round) => round[name].postings));

const mostPostings = (grown: Grown, name: QueryClass): number => postingsOf(grown, name).max;

const p99s = (rounds: readonly (readonly number[])[]): readonly number[] => rounds.map((one) => percentile(one, 0.99));

const count = (size: number): string => size.toLocaleString('en');
