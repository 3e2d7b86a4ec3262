import type { ModePair, Schema } from '@national-forge/versioning';

import { findSecrets, type SecretHit, type SecretJob } from './find-secrets.ts';
import {
  schemaMisfit,
  judgeContract,
  deepestOf,
  judgeValue,
  misfitOf,
  type ContractJob,
  type Load,
  type Misfit,
} from './judge-contract.ts';
import { compareSchemas, findTolerantMisfits, type Proof, type Prover, type TolerantMisfits } from './prove.ts';
import { exportsDefault, importsOf, isImport, judgeScript, type ScriptProblem } from './judge-script.ts';

/** Lists the tasks that run in the worker, with what goes in and what comes out. */
export interface Tasks {
  readonly contract: { readonly input: ContractJob; readonly output: readonly Misfit[] };
  readonly script: { readonly input: string; readonly output: readonly ScriptProblem[] };
  readonly secrets: { readonly input: SecretJob; readonly output: readonly SecretHit[] };
  readonly compare: { readonly input: ModePair; readonly output: Proof };
  readonly tolerant: { readonly input: Schema; readonly output: TolerantMisfits };
}

/** Is what the worker is asked. */
export interface Question<K extends keyof Tasks = keyof Tasks> {
  readonly id: number;
  readonly task: K;
  readonly input: Tasks[K]['input'];
}

/** Is what the worker answers; `failed` holds the message of an error nobody expected. */
export type Reply =
  | { readonly id: number; readonly output: Tasks[keyof Tasks]['output'] }
  | { readonly id: number; readonly failed: string };

interface Port {
  on(event: 'message', listener: (question: Question) => void): void;
  postMessage(reply: Reply): void;
}

type Task = (input: never, load: Load, open: () => Promise<Prover>) => unknown;

interface Tools {
  readonly load: Load;
  readonly open: () => Promise<Prover>;
}

/** Answers questions until the worker is ended. Sent to the worker as text: it uses its parameters and nothing else. */
function serve(port: Port, tasks: Readonly<Record<string, Task>>, { load, open }: Tools): void {
  port.on('message', ({ id, task, input }) => {
    const answer = async () => (await tasks[task]?.(input as never, load, open)) as never;
    answer().then(
      (output: never) => port.postMessage({ id, output }),
      (error: unknown) =>
        port.postMessage({ id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}

const SHARED = [deepestOf, judgeValue, schemaMisfit, misfitOf, importsOf, isImport, exportsDefault];

/**
 * Writes the program of the worker.
 * The worker is made from text, not from a file, so that it also starts where a bundler has put all modules into one
 * file; what it needs from npm is loaded beside that file. The functions keep their names however a bundler renamed
 * them, because each name is taken from the function itself.
 */
export function workerSource(): string {
  const table = Object.entries({
    contract: judgeContract,
    script: judgeScript,
    secrets: findSecrets,
    compare: compareSchemas,
    tolerant: findTolerantMisfits,
  });
  return [
    "'use strict';",
    "const { parentPort, workerData } = require('node:worker_threads');",
    "const load = require('node:module').createRequire(workerData.base);",
    'const open = () => import(workerData.prover);',
    ...SHARED.map(String),
    `const tasks = { ${table.map(([name, task]) => `${name}: ${String(task)}`).join(',\n')} };`,
    `(${String(serve)})(parentPort, tasks, { load, open });`,
  ].join('\n');
}
