import { parseArgs } from 'node:util';

import { openWorkplace } from '../workplace.ts';
import { CollectionError } from './collection/json-lines.ts';
import { HALVES } from './collection/half-of.ts';
import { evaluate, OWN_COLLECTION } from './evaluate.ts';
import { evaluationText } from './report/evaluation-text.ts';

const USAGE = `Usage: npm run bench -- search [--docs FILE --queries FILE --qrels FILE] [--half dev|held] [--rounds N] [--json]

Evaluates search on a collection (bench/data/search unless files are named) and prints what it found. Who tunes looks at
--half dev alone. --json prints all of it with the ranking of every query.`;

const MOST_ROUNDS = 100;

/** Runs `search`; gives the exit code. */
export async function runSearch(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  const workplace = openWorkplace();
  try {
    const evaluation = await evaluate({ ...options, folder: workplace.folder });
    console.log(options.json ? JSON.stringify(evaluation) : evaluationText(evaluation));
    return 0;
  } catch (error) {
    if (!(error instanceof CollectionError)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    workplace.remove();
  }
}

function optionsOf(args: readonly string[]) {
  const values = valuesOf(args);
  if (values === undefined || values.help === true) return undefined;
  const { docs, queries, qrels } = values;
  const rounds = Number(values.rounds);
  const half = HALVES.find((one) => one === values.half);
  const isSound = Number.isInteger(rounds) && rounds > 0 && rounds <= MOST_ROUNDS && half === values.half;
  const named = [docs, queries, qrels].filter((file) => file !== undefined).length;
  // A collection is its three files: judgments of one do not fit the records of another.
  if (!isSound || (named !== 0 && named !== 3)) return undefined;
  return { files: { ...OWN_COLLECTION, ...given({ docs, queries, qrels }) }, rounds, half, json: values.json };
}

function valuesOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ docs: text, queries: text, qrels: text, half: text, rounds: { ...text, default: '5' } },
        ...{ json: { type: 'boolean', default: false }, help: { type: 'boolean' } },
      },
    }).values;
  } catch {
    return undefined;
  }
}

const given = <T>(members: Readonly<Record<string, T | undefined>>) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
