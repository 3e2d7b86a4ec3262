import type { ModePair, Schema } from '@national-forge/versioning';

import { findSecrets, type SecretHit, type SecretJob } from './find-secrets.ts';
import { judgeContract, type ContractJob, type Misfit } from './judge-contract.ts';
import { compareSchemas, findTolerantMisfits, type Proof, type TolerantMisfits } from './prove.ts';
import { judgeScript, type ScriptProblem } from './judge-script.ts';

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

type Task = (input: never) => Promise<Tasks[keyof Tasks]['output']>;

/** Each task loads the libraries it needs when it is first called: a thread that only reads scripts opens no validator. */
const TASKS: Readonly<Record<keyof Tasks, Task>> = {
  contract: judgeContract,
  script: judgeScript,
  secrets: findSecrets,
  compare: compareSchemas,
  tolerant: findTolerantMisfits,
};

/** Answers questions until the worker is ended. */
export function serveChecks(port: Port): void {
  port.on('message', ({ id, task, input }) => {
    TASKS[task](input as never).then(
      (output) => port.postMessage({ id, output }),
      (error: unknown) =>
        port.postMessage({ id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}
