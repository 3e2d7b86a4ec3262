import type { Logger } from 'pino';

import { collectUnused } from '../usecases/collect-unused.ts';
import type { Registry } from './open-registry.ts';

const FLUSH_EVERY = 10_000;
const COLLECT_EVERY = 60 * 60_000;

/** Is what goes on beside the requests. */
export interface Upkeep {
  stop(): void;
}

/** Writes download counts every few seconds and removes unused uploads every hour; failures are logged and tried again. */
export function startUpkeep({ deps }: Registry, logger: Logger): Upkeep {
  const attempt = (name: string, task: () => Promise<unknown>) => () =>
    void task().catch((error: unknown) => logger.warn({ err: error }, `${name} failed`));
  const timers = [
    setInterval(
      attempt('writing download counts', () => deps.downloads.flush()),
      FLUSH_EVERY,
    ),
    setInterval(
      attempt('removing unused uploads', () => collectUnused(deps)),
      COLLECT_EVERY,
    ),
  ];
  for (const timer of timers) timer.unref();
  return { stop: () => timers.forEach((timer) => clearInterval(timer)) };
}
