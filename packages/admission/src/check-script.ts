import { errorAt, showable, type Finding } from './finding.ts';
import { decodeUtf8, positionsIn } from './json/index.ts';
import type { CheckWorker } from './worker/check-worker.ts';

/** Checks that a JavaScript entry is an ES module with a default export that imports nothing. */
export async function checkScript(file: string, bytes: Uint8Array, worker: CheckWorker): Promise<readonly Finding[]> {
  const source = decodeUtf8(bytes);
  if (source === undefined) return [errorAt('script-encoding', { file })];
  const outcome = await worker.run('script', source);
  switch (outcome.kind) {
    case 'timeout':
      return [errorAt('check-timeout', { file }, { seconds: worker.limits.cpuMs / 1000 })];
    case 'too-heavy':
      return [errorAt('check-too-heavy', { file }, { limit: worker.limits.memoryMiB })];
    case 'done': {
      const positionOf = positionsIn(source);
      return outcome.output.map(({ code, offset, detail }) =>
        errorAt(code, { file, ...positionOf(offset) }, detail === '' ? {} : { detail: showable(detail) }),
      );
    }
  }
}
