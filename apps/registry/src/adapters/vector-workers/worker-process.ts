import { spawn, type ChildProcess } from 'node:child_process';
import { constants, setPriority, tmpdir } from 'node:os';
import type { Readable, Writable } from 'node:stream';

import type { VectorReport } from '../../ports.ts';
import { createFrameReader, writeFrame } from './frames.ts';
import { ANSWER_BYTES, formatQuestion, type Question } from './messages.ts';
import { parseAnswer } from './parse-answer.ts';
import { permissionFlags, workerProgram } from './worker-program.ts';

/** Ends a question: with a report, or because the process did not give one in time, or died. */
export type Asked =
  | { readonly ended: 'answered'; readonly report: VectorReport }
  | { readonly ended: 'deadline' }
  | { readonly ended: 'crashed'; readonly why: string };

/** Is a process that runs vectors, one task at a time. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Asks; a process that has not answered is dead afterwards. */
  ask(question: Question, wallMs: number): Promise<Asked>;
  /** Ends it at once. */
  kill(): Promise<void>;
}

/** Says how a worker is started. */
export interface WorkerOptions {
  /** MiB of memory for objects of its main thread. */
  readonly heapMiB: number;
  /** Whether it may start processes, as running Python needs. */
  readonly startsProcesses: boolean;
}

/**
 * Starts a worker: another process, so that nothing it does can stop, slow down or fill the one that answers requests. It
 * has no variable of our environment, no open file but the pipes to us, another folder, and a lower priority; and Node
 * lets it read its own program, and neither write files nor start processes.
 */
export function startWorker(options: WorkerOptions): WorkerProcess {
  const child = spawn(process.execPath, [...workerArguments(options)], {
    cwd: tmpdir(),
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  lowerPriority(child);
  const pipes = { child, stdin: child.stdin, stdout: child.stdout, complaint: keepEnd(child.stderr) };
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  // A pipe of a process that has died fails; its exit is what is told.
  child.stdin.on('error', () => undefined);
  child.stdout.on('error', () => undefined);
  return {
    pid: child.pid,
    ask: (question, wallMs) => ask(pipes, question, wallMs),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function workerArguments({ heapMiB, startsProcesses }: WorkerOptions): readonly string[] {
  const { file, isSource } = workerProgram();
  return [
    `--max-old-space-size=${heapMiB}`,
    // Its heap is small: threads that collect garbage beside it cost a quarter of the time of a task and gain nothing.
    '--single-threaded-gc',
    ...(isSource ? ['--conditions=@national-forge/source'] : []),
    // Who may start processes may do what they may: there is nothing to forbid then.
    ...(startsProcesses ? [] : permissionFlags()),
    file,
  ];
}

// At once, while its first thread is the only one: those that follow inherit it.
function lowerPriority({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system has no priorities: it runs as it is.
  }
}

const COMPLAINT_CHARACTERS = 4000;

/** Keeps the end of what a worker complains of, for the log of the operator. */
function keepEnd(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => (text = (text + piece).slice(-COMPLAINT_CHARACTERS)));
  stream.on('error', () => undefined);
  return () => text;
}

interface Pipes {
  readonly child: ChildProcess;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly complaint: () => string;
}

async function ask({ child, stdin, stdout, complaint }: Pipes, question: Question, wallMs: number): Promise<Asked> {
  const { promise, resolve } = Promise.withResolvers<Asked>();
  const die = (end: Asked): void => {
    child.kill('SIGKILL');
    resolve(end);
  };
  const crashed = (why: string): void => die({ ended: 'crashed', why: `${why}\n${complaint()}`.trim() });
  const read = createFrameReader(ANSWER_BYTES);
  const onData = (piece: Buffer): void => {
    try {
      for (const bytes of read(piece)) {
        const answer = parseAnswer(bytes);
        if ('failed' in answer) crashed(answer.failed);
        else resolve({ ended: 'answered', report: checked(answer.report, question) });
      }
    } catch (error) {
      crashed((error as Error).message);
    }
  };
  const onClose = (code: number | null, signal: string | null): void => crashed(`it ended (${signal ?? code})`);
  const onError = (error: Error): void => crashed(error.message);
  const timer = setTimeout(() => die({ ended: 'deadline' }), wallMs);
  stdout.on('data', onData);
  child.once('close', onClose).once('error', onError);
  // One that died before it was asked will say no more.
  if (child.exitCode !== null || child.signalCode !== null) onClose(child.exitCode, child.signalCode);
  else writeFrame(stdin, formatQuestion(question));
  return promise.finally(() => {
    clearTimeout(timer);
    stdout.off('data', onData);
    child.off('close', onClose).off('error', onError);
  });
}

/** Refuses an answer that does not fit the question: whoever gives it is not our program any more. */
function checked(report: VectorReport, { task }: Question): VectorReport {
  const { length } = task.vectors;
  const isOurs = report.total === length && report.failed.every(({ index }) => index < length);
  if (!isOurs) throw new RangeError('an answer to another question');
  return report;
}
