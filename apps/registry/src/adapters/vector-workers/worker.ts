import { openRunner } from '@national-forge/runner';

import { createFrameReader, writeFrame } from './frames.ts';
import { formatAnswer, parseQuestion } from './messages.ts';
import { answerQuestion } from './serve-questions.ts';

/**
 * Is the program of a worker: reads questions from standard input, one after the other, and ends with it. So a worker
 * never outlives its server, however that ended.
 */
const QUESTION_BYTES = 512 * 1024 * 1024;

// A signal to the whole group (Ctrl-C, a service manager) is for the server to act on: it ends its workers itself.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

const runner = openRunner();
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const read = createFrameReader(QUESTION_BYTES);
let answering: Promise<void> = Promise.resolve();

process.stdin.on('data', (piece: Buffer) => {
  for (const bytes of read(piece)) {
    answering = answering.then(async () => {
      const answer = await answerQuestion({ runner, cpuMs }, parseQuestion(bytes));
      writeFrame(process.stdout, formatAnswer(answer));
    });
  }
});
process.stdin.on('end', () => process.exit(0));
process.stdout.on('error', () => process.exit(0));
