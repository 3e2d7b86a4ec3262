import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { openRunner, type Program, type Runner, type RunVector } from '@national-forge/runner';

import type { Figure, Section } from '../report/figure.ts';
import type { Scale } from '../scale.ts';
import { ratio, spreadOf } from '../statistics.ts';

/** Measures what it costs to run algorithms in the sandbox, beside the start of a Node that does nothing. */
export async function measureRunner(_folder: string, scale: Scale): Promise<Section> {
  const runner = openRunner();
  try {
    const rounds: Round[] = [];
    await measureRound(runner, scale);
    for (let round = 0; round < scale.rounds; round += 1) rounds.push(await measureRound(runner, scale));
    return { title: 'Running algorithms', method: METHOD, figures: figuresOf(rounds) };
  } finally {
    await runner.close();
  }
}

const METHOD = `One thread of the runner, started before. The algorithm is an income tax: brackets from its data, a contract checked before
and after. A vector is two runs in sandboxes that share nothing; a payslip makes four calls of \`use\`, each in a sandbox and with a contract of its own. A
fresh sandbox is a program that was never seen before: its contract compiled, loaded into a new instance, run once. Beside it a \`node\` with an empty
program. They take turns in each round. CPU is that of all threads of the process, which is what a machine can sell once.`;

interface Round {
  readonly vector: Cost;
  readonly payslip: Cost;
  readonly sandbox: Cost;
  readonly node: Cost;
}

async function measureRound(runner: Runner, { requests }: Scale): Promise<Round> {
  const vectors = makeVectors(Math.ceil(requests / 10));
  const replay = async () => {
    const { failed } = await runner.replay(TAX, vectors);
    if (failed[0] !== undefined) throw new Error(`${failed[0].code}: ${failed[0].message}`);
  };
  return {
    vector: await costOf(vectors.length, replay),
    payslip: await costOf(20, () => repeat(20, () => runOnce(runner, PAYSLIP))),
    sandbox: await costOf(10, () => repeat(10, () => runOnce(runner, { ...TAX }))),
    node: await costOfNode(),
  };
}

function figuresOf(rounds: readonly Round[]): readonly Figure[] {
  const of = (who: keyof Round, key: keyof Cost) => rounds.map((round) => round[who][key]);
  const perSecond = (key: keyof Cost) => spreadOf(of('vector', key).map((ms) => 1000 / ms));
  const nodeOver = (who: keyof Round) => ratio(of('node', 'cpuMs'), of(who, 'cpuMs'));
  return [
    { what: 'vectors for a second of CPU', spread: perSecond('cpuMs'), unit: '/s', aim: { atLeast: 1000 } },
    { what: 'vectors a second, clock', spread: perSecond('ms'), unit: '/s' },
    { what: 'a payslip with four calls of `use`: CPU', spread: spreadOf(of('payslip', 'cpuMs')), unit: 'ms' },
    { what: 'a fresh sandbox and its first run: CPU', spread: spreadOf(of('sandbox', 'cpuMs')), unit: 'ms' },
    { what: 'a fresh sandbox and its first run, clock', spread: spreadOf(of('sandbox', 'ms')), unit: 'ms' },
    { what: 'a Node that does nothing: CPU', spread: spreadOf(of('node', 'cpuMs')), unit: 'ms' },
    { what: 'a Node that does nothing, clock', spread: spreadOf(of('node', 'ms')), unit: 'ms' },
    { what: 'Node / fresh sandbox, CPU', spread: nodeOver('sandbox'), unit: '×', aim: { atLeast: 2 }, why: WHY },
    { what: 'Node / one vector, CPU', spread: nodeOver('vector'), unit: '×', aim: { atLeast: 50 } },
  ];
}

const WHY = 'compiling the contract and reading the memory of a new instance cost as much as loading the program.';

interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
}

/** Measures what one of so many acts costs. */
async function costOf(count: number, act: () => Promise<void>): Promise<Cost> {
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await act();
  const ms = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  return { ms: ms / count, cpuMs: (user + system) / 1000 / count };
}

async function repeat(times: number, act: () => Promise<void>): Promise<void> {
  for (let time = 0; time < times; time += 1) await act();
}

async function runOnce(runner: Runner, program: Program): Promise<void> {
  const outcome = await runner.run(program, { income: 90_000 });
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
}

/** Starts a Node that tells the processor time it has used, and nothing else. */
async function costOfNode(): Promise<Cost> {
  const begin = performance.now();
  const script = 'const { user, system } = process.cpuUsage(); console.log(user + system)';
  const child = spawn(process.execPath, ['--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [[code], text] = (await Promise.all([once(child, 'exit'), child.stdout.toArray()])) as [[number], Buffer[]];
  if (code !== 0) throw new Error(`node ended with ${code}`);
  return { ms: performance.now() - begin, cpuMs: Number(Buffer.concat(text).toString()) / 1000 };
}

const BRACKETS = [
  { from: 0, rate: 0 },
  { from: 40_000, rate: 0.1 },
  { from: 60_000, rate: 0.2 },
  { from: 80_000, rate: 0.3 },
  { from: 180_000, rate: 0.37 },
];

const money = { type: 'number', minimum: 0, maximum: 1e9 };
const closed = (name: string) => ({
  type: 'object',
  additionalProperties: false,
  required: [name],
  properties: { [name]: money },
});

function makeProgram(code: string, more: Partial<Program> = {}): Program {
  return {
    name: 'bench/income-tax',
    version: '1.0.0',
    engine: 'javascript',
    entry: { path: 'algorithm.js', bytes: new TextEncoder().encode(code) },
    data: { 'data/brackets.json': BRACKETS },
    schemas: { input: closed('income'), output: closed('tax') },
    inputMode: 'strict',
    dependencies: {},
    ...more,
  };
}

const TAX = makeProgram(`export default function tax({ income }, { data }) {
  const brackets = data['data/brackets.json'];
  const tax = brackets.reduce((sum, { from, rate }, at) => {
    const until = brackets[at + 1]?.from ?? Infinity;
    return sum + Math.max(0, Math.min(income, until) - from) * rate;
  }, 0);
  return { tax: Math.round(tax * 100) / 100 };
}`);

const PAYSLIP = makeProgram(
  `export default ({ income }, { use }) => ({
    tax: [1, 2, 3, 4].reduce((sum, part) => sum + use('bench/income-tax')({ income: income / part }).tax, 0),
  });`,
  { name: 'bench/payslip', dependencies: { 'bench/income-tax': TAX } },
);

function makeVectors(count: number): readonly RunVector[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${index}`,
    input: { income: index * 100 },
    output: { tax: taxOf(index * 100) },
  }));
}

/** Computes the same tax a second time, here. */
function taxOf(income: number): number {
  const parts = BRACKETS.map(({ from, rate }, at) => {
    const until = BRACKETS[at + 1]?.from ?? Infinity;
    return Math.max(0, Math.min(income, until) - from) * rate;
  });
  return Math.round(parts.reduce((sum, part) => sum + part, 0) * 100) / 100;
}
